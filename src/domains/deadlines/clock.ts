import { type Duration, type Reckoning, reckon, type WorkCalendar } from '../calendar/index.ts'

/** A promise of time that runs, pauses, is extended once, is kept or broken. */
export interface Clock {
  id: string
  subjectId: string
  scope: 'ticket' | 'step'
  step?: string
  /** Who owes it, as the sheet names them. */
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

/** Both parts of a clock's reckoning: the promise itself, and its lawful extension, which begins where the promise ends. */
export interface ClockReckoning {
  base: Reckoning
  extended?: Reckoning
  due: Date | undefined
}

/** Reckons a clock anew from its own facts; the same facts and calendar always give the same date. Pure. */
export function reckonClock(clock: Pick<Clock, 'startedAt' | 'duration' | 'pauses' | 'extension'>, calendar: WorkCalendar): ClockReckoning {
  const pauses = clock.pauses.map((p) => ({ from: new Date(p.from), ...(p.to ? { to: new Date(p.to) } : {}) }))
  const base = reckon(clock.startedAt, clock.duration, calendar, pauses)
  if (!clock.extension || !base.due) return { base, due: base.due }
  const extended = reckon(base.due, clock.extension.by, calendar, pauses)
  return { base, extended, due: extended.due }
}
