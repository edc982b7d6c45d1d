import type { Count } from './reckon-working-days.ts'
import type { ReckonedDay, Reckoning } from './reckoning.ts'
import { cutPauses, openPauseBegin, totalLength } from './time-span.ts'
import { dateOfDay, dayBegin, dayOfMoment } from './zone.ts'

/** Counts milliseconds on the clock, day and night; only pauses do not run. Holidays do not matter, so neither do missing decrees. */
export function reckonElapsedTime(length: number, count: Count): Reckoning {
  let due = count.start.getTime() + length
  for (const pause of count.pauses) {
    if (pause.from < due) due += pause.to - pause.from
  }
  const end = Math.min(due, openPauseBegin(count.pauses))
  return { due: Number.isFinite(due) ? new Date(due) : undefined, days: listDays(count, end), undecreedYears: [] }
}

function listDays(count: Count, end: number): ReckonedDay[] {
  const { zone } = count.calendar
  const days: ReckonedDay[] = []
  for (let day = dayOfMoment(count.start, zone); day === dayOfMoment(count.start, zone) || dayBegin(day, zone) < end; day++) {
    const from = Math.max(dayBegin(day, zone), count.start.getTime())
    const ran = totalLength(cutPauses({ from, to: Math.min(dayBegin(day + 1, zone), end) }, count.pauses))
    const date = dateOfDay(day)
    days.push(ran > 0 ? { date, counted: true, reason: 'elapsed-time', minutes: ran / 60_000 } : { date, counted: false, reason: 'paused' })
  }
  return days
}
