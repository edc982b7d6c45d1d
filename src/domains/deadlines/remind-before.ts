import { type Duration, isWorkingDay, localDate, reckon, type WorkCalendar } from '../calendar/index.ts'

const minuteMs = 60_000
const dayMs = 86_400_000
const inMs = { second: 1000, minute: minuteMs, hour: 60 * minuteMs, day: dayMs } as const

/**
 * When to remind of a promise that falls due: so much before, in the kind of time that is meant. Working days are counted back to the same hour of an
 * earlier working day; office time is counted back over breaks and nights. Undefined where that is not after the start: it would say nothing new.
 */
export function remindBefore(promise: { due: Date; before: Duration; start: Date }, calendar: WorkCalendar): Date | undefined {
  const { due, before, start } = promise
  const at = countBack(due, before, calendar)
  return at && at > start ? at : undefined
}

function countBack(due: Date, before: Duration, calendar: WorkCalendar): Date | undefined {
  switch (before.unit) {
    case 'working-day': return daysBack(due, before.amount, calendar)
    case 'office-hour': case 'office-minute': return officeTimeBack(due, before, calendar)
    default: return new Date(due.getTime() - before.amount * inMs[before.unit])
  }
}

// No office is closed for longer at a stretch.
const mostDaysClosed = 60

function daysBack(due: Date, days: number, calendar: WorkCalendar): Date | undefined {
  let left = days
  for (let back = 1; back <= days * 7 + mostDaysClosed; back++) {
    const at = new Date(due.getTime() - back * dayMs)
    if (isWorkingDay(localDate(at, calendar.zone), calendar)) left -= 1
    if (left === 0) return at
  }
  return undefined
}

// The latest moment from which that much office time is over when the promise falls due.
function officeTimeBack(due: Date, before: Duration, calendar: WorkCalendar): Date | undefined {
  const enough = (at: number) => reckon(new Date(at), before, calendar).due! <= due
  let early = due.getTime()
  for (let back = 0; !enough(early); back++) {
    if (back > mostDaysClosed) return undefined
    early -= dayMs
  }
  let late = early + dayMs
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2)
    if (enough(middle)) early = middle
    else late = middle
  }
  return new Date(early)
}
