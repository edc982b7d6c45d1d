import { openSpans } from './office-time.ts'
import type { Count } from './reckon-working-days.ts'
import type { ReckonedDay, Reckoning } from './reckoning.ts'
import { cutPauses, openPauseBegin, totalLength } from './time-span.ts'
import { undecreedYears } from './undecreed-years.ts'
import { workDay } from './work-day.ts'
import { dayBegin, dayOfMoment } from './zone.ts'

/** Counts milliseconds of office time: breaks, nights, days off and pauses do not run. */
export function reckonOfficeTime(length: number, count: Count): Reckoning {
  const { calendar, pauses } = count
  const days: ReckonedDay[] = []
  const openPause = openPauseBegin(pauses)
  let left = length
  for (let day = dayOfMoment(count.start, calendar.zone); dayBegin(day, calendar.zone) <= openPause; day++) {
    const open = openSpans(day, calendar, count.start.getTime())
    const running = open.flatMap((span) => cutPauses(span, pauses))
    const ran = Math.min(totalLength(running), left)
    days.push(listDay(workDay(day, calendar).listed, open.length > 0, ran))
    if (ran === left) return { due: new Date(momentAfter(running, left)), days, undecreedYears: undecreedYears(days, calendar) }
    left -= ran
  }
  return { due: undefined, days, undecreedYears: undecreedYears(days, calendar) }
}

function listDay(listed: ReckonedDay, open: boolean, ran: number): ReckonedDay {
  if (ran > 0) return { date: listed.date, counted: true, reason: 'office-time', minutes: ran / 60_000 }
  if (!listed.counted) return listed
  return { date: listed.date, counted: false, reason: open ? 'paused' : 'outside-hours' }
}

function momentAfter(running: { from: number; to: number }[], length: number): number {
  let left = length
  for (const span of running) {
    if (span.to - span.from >= left) return span.from + left
    left -= span.to - span.from
  }
  throw new Error('The spans are shorter than the time that ran in them')
}
