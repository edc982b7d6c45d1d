import { isDayPaused } from './reckon-working-days.ts'
import type { Pause } from './reckoning.ts'
import { orderPauses } from './time-span.ts'
import type { WorkCalendar } from './work-calendar.ts'
import { workDay } from './work-day.ts'
import { dayBegin, dayOfMoment } from './zone.ts'

/**
 * How many working days something took, counted as a promise is: the date of `start` does not count, each later working day up to the date of `end` does, unless a pause
 * touched its office hours. 0 on the same day; also where `end` comes before `start`.
 */
export function countWorkingDays({ start, end, calendar, pauses = [] }: { start: Date; end: Date; calendar: WorkCalendar; pauses?: readonly Pause[] }): number {
  const rests = orderPauses(pauses, start)
  const last = dayOfMoment(end, calendar.zone)
  let taken = 0
  for (let day = dayOfMoment(start, calendar.zone) + 1; day <= last; day++) {
    const facts = workDay(day, calendar)
    if (facts.working && !isDayPaused(dayBegin(day, calendar.zone), facts, rests)) taken++
  }
  return taken
}
