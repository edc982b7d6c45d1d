import type { Duration } from './duration.ts'
import { reckon } from './reckon.ts'
import type { Pause, ReckonedDay, Reckoning } from './reckoning.ts'
import type { WorkCalendar } from './work-calendar.ts'

/**
 * A promise made longer: the second duration is counted from the first due moment, so the first day that can count is the day after it.
 * The days of both counts are listed as one. While the first is undecided because of an open pause, so is the extended one.
 */
export function extend(base: Reckoning, by: Duration, calendar: WorkCalendar, pauses: readonly Pause[] = []): Reckoning {
  if (!base.due) return base
  const more = reckon(base.due, by, calendar, pauses)
  const undecreedYears = [...new Set([...base.undecreedYears, ...more.undecreedYears])]
  return { due: more.due, days: joinDays(base.days, more.days), undecreedYears }
}

function joinDays(base: readonly ReckonedDay[], more: readonly ReckonedDay[]): ReckonedDay[] {
  const last = base.at(-1)
  const first = more[0]
  if (!last || !first || last.date !== first.date) return [...base, ...more]
  if (!first.counted) return [...base, ...more.slice(1)]
  if (first.reason !== last.reason) return [...base, ...more]
  const joined = { ...first, minutes: (last.minutes ?? 0) + (first.minutes ?? 0) }
  return [...base.slice(0, -1), joined, ...more.slice(1)]
}
