import type { ReckonedDay, Reckoning } from './reckoning.ts'
import { isPaused, openPauseBegin, type TimeSpan } from './time-span.ts'
import { undecreedYears } from './undecreed-years.ts'
import type { WorkCalendar } from './work-calendar.ts'
import { type WorkDay, workDay } from './work-day.ts'
import { dateOfDay, dayBegin, dayOfMoment } from './zone.ts'

/** What every kind of count needs: from when, in which calendar, and the ordered pauses after the start. */
export interface Count {
  start: Date
  calendar: WorkCalendar
  pauses: TimeSpan[]
}

/** Counts whole working days after the start's date; due at the end of office hours of the last one. */
export function reckonWorkingDays(amount: number, count: Count): Reckoning {
  const { calendar, pauses } = count
  const startDay = dayOfMoment(count.start, calendar.zone)
  const days: ReckonedDay[] = [{ date: dateOfDay(startDay), counted: false, reason: 'start-day' }]
  const openPause = openPauseBegin(pauses)
  let left = amount
  for (let day = startDay + 1; dayBegin(day, calendar.zone) <= openPause; day++) {
    const facts = workDay(day, calendar)
    const paused = facts.working && isDayPaused(dayBegin(day, calendar.zone), facts, pauses)
    days.push(paused ? { date: facts.listed.date, counted: false, reason: 'paused' } : facts.listed)
    if (facts.working && !paused) left--
    if (left <= 0) return { due: closing(day, facts, calendar), days, undecreedYears: undecreedYears(days, calendar) }
  }
  return { due: undefined, days, undecreedYears: undecreedYears(days, calendar) }
}

/** Whether a pause touches the office hours of a day, which then does not count. */
export function isDayPaused(midnight: number, facts: WorkDay, pauses: readonly TimeSpan[]): boolean {
  if (pauses.length === 0) return false
  return facts.ranges.some((range) => isPaused({ from: midnight + range.from * 60_000, to: midnight + range.to * 60_000 }, pauses))
}

function closing(day: number, facts: WorkDay, calendar: WorkCalendar): Date {
  return new Date(dayBegin(day, calendar.zone) + (facts.ranges.at(-1)?.to ?? 0) * 60_000)
}
