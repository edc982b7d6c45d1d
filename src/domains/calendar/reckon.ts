import type { Duration } from './duration.ts'
import { reckonElapsedTime } from './reckon-elapsed-time.ts'
import { reckonOfficeTime } from './reckon-office-time.ts'
import { reckonWorkingDays } from './reckon-working-days.ts'
import type { Pause, Reckoning } from './reckoning.ts'
import { orderPauses } from './time-span.ts'
import type { WorkCalendar } from './work-calendar.ts'

const minute = 60_000

/**
 * When a promise made at `start` falls due. Working days: the start's date does not count, each later working day without a paused office
 * minute does, and the end of the last one's office hours is the due moment. Office time: only open minutes run. Elapsed time: all minutes
 * run, a day is 24 hours. Pauses extend each of them. Throws when the calendar has no office hours or the amount is not above zero.
 */
export function reckon(start: Date, duration: Duration, calendar: WorkCalendar, pauses: readonly Pause[] = []): Reckoning {
  const { amount, unit } = duration
  if (!(amount > 0)) throw new Error(`A duration must be above zero, not ${amount}`)
  const count = { start, calendar, pauses: orderPauses(pauses, start) }
  switch (unit) {
    case 'working-day':
      return reckonWorkingDays(amount, count)
    case 'office-minute':
      return reckonOfficeTime(amount * minute, count)
    case 'office-hour':
      return reckonOfficeTime(amount * 60 * minute, count)
    case 'second':
      return reckonElapsedTime(amount * 1000, count)
    case 'minute':
      return reckonElapsedTime(amount * minute, count)
    case 'hour':
      return reckonElapsedTime(amount * 60 * minute, count)
    case 'day':
      return reckonElapsedTime(amount * 24 * 60 * minute, count)
  }
}
