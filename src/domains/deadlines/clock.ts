import { type Duration, type Pause as Rest, type Reckoning, reckon, type WorkCalendar } from '../calendar/index.ts'

/** A promise of time that runs, pauses, is extended once, is kept or broken. */
export interface Clock {
  id: string
  subjectId: string
  scope: 'ticket' | 'step'
  step?: string
  /** Who owes it, as the sheet names them. Nobody, where it is time that the reporter has: it runs out, and nothing is broken. */
  roles: string[]
  /** Whose office hours and working week count; the tenant's, if absent. */
  unit?: string
  duration: Duration
  startedAt: Date
  /** Absent while paused. */
  dueAt?: Date
  remindAt?: Date
  pauses: Pause[]
  extension?: Extension
  /** Who is told of its breach, and when. */
  stages?: Stage[]
  stoppedAt?: Date
  breachedAt?: Date
}

/** `to` is absent while the pause lasts. ISO moments, as they are stored. */
export interface Pause {
  from: string
  to?: string
}

export interface Extension {
  by: Duration
  reason: string
  at: string
  role: string
}

/**
 * Somebody who is told when a promise is broken: at its due moment, or so long `after` it. `at` is that moment and `toldAt` when it was told; ISO moments, as
 * they are stored. Without `at` the clock has no due date yet.
 */
export interface Stage {
  to: string
  after?: Duration
  at?: string
  toldAt?: string
}

/** Both parts of a clock's reckoning: the promise itself, and its lawful extension, which begins where the promise ends. */
export interface ClockReckoning {
  base: Reckoning
  extended?: Reckoning
  due: Date | undefined
}

/** Reckons a clock anew from its own facts; the same facts and calendar always give the same date. Pure. */
export function reckonClock(clock: Pick<Clock, 'startedAt' | 'duration' | 'pauses' | 'extension'>, calendar: WorkCalendar): ClockReckoning {
  const pauses = pausesOf(clock)
  const base = reckon(clock.startedAt, clock.duration, calendar, pauses)
  if (!clock.extension || !base.due) return { base, due: base.due }
  const extended = reckon(base.due, clock.extension.by, calendar, pauses)
  return { base, extended, due: extended.due }
}

/** A clock's pauses as the calendar reckons with them. */
export function pausesOf(clock: Pick<Clock, 'pauses'>): Rest[] {
  return clock.pauses.map((p) => ({ from: new Date(p.from), ...(p.to ? { to: new Date(p.to) } : {}) }))
}
