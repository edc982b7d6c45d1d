import { newId } from '../../kernel/ids.ts'
import type { Work } from '../../kernel/work.ts'
import { type Duration, reckon, type WorkCalendar } from '../calendar/index.ts'
import { workCalendar } from '../organisation/index.ts'
import { type Clock, reckonClock } from './clock.ts'

export interface ClockPromise {
  subjectId: string
  scope: Clock['scope']
  step?: string
  roles: string[]
  unit?: string
  duration: Duration
  startedAt: Date
  /** How long before the due date its holders are reminded. */
  remind?: Duration
}

/** A clock that runs from `promise.startedAt`, with its due date in the working time of its unit. Saved by the caller. */
export async function startClock(work: Work, promise: ClockPromise): Promise<Clock> {
  const calendar = await workCalendar(work, promise.unit)
  const { subjectId, scope, roles, duration, startedAt } = promise
  const due = reckon(startedAt, duration, calendar).due
  const remindAt = due && promise.remind ? reminderBefore(due, promise.remind, startedAt, calendar) : undefined
  return {
    id: newId(startedAt), subjectId, scope, roles, duration, startedAt, pauses: [],
    ...(promise.step && { step: promise.step }), ...(promise.unit && { unit: promise.unit }), ...(due && { dueAt: due }), ...(remindAt && { remindAt }),
  }
}

const dayMs = 86_400_000

// Working days are walked back day by day; elapsed time is subtracted. A reminder before the start would say nothing new.
function reminderBefore(due: Date, before: Duration, start: Date, calendar: WorkCalendar): Date | undefined {
  let at = due
  for (let days = 0; days < 60; days++) {
    at = new Date(at.getTime() - dayMs / 4)
    if (at <= start) return undefined
    const reached = reckon(at, before, calendar).due
    if (reached && reached <= due) return at
  }
  return undefined
}

/** The same clock, paused from `now`; unchanged if it is stopped or already paused. */
export function pauseClock(clock: Clock, now: Date): Clock {
  if (clock.stoppedAt || isPaused(clock)) return clock
  const { dueAt: _, ...rest } = clock
  return { ...rest, pauses: [...clock.pauses, { from: now.toISOString() }] }
}

export function isPaused(clock: Clock): boolean {
  return clock.pauses.some((pause) => !pause.to)
}

/** The same clock, running again from `now`, with the due date that its pauses give. */
export async function resumeClock(work: Work, clock: Clock, now: Date): Promise<Clock> {
  if (clock.stoppedAt || !isPaused(clock)) return clock
  const pauses = clock.pauses.map((pause) => (pause.to ? pause : { ...pause, to: now.toISOString() }))
  return await reckonAnew(work, { ...clock, pauses })
}

/** The same clock, extended once with its reason. A second extension is an error of the caller: the SOP allows one. */
export async function extendClock(work: Work, clock: Clock, extension: { by: Duration; reason: string; role: string }): Promise<Clock> {
  if (clock.extension) throw new Error(`clock ${clock.id} was extended before`)
  return await reckonAnew(work, { ...clock, extension: { ...extension, at: work.now.toISOString() } })
}

/** The same clock with the due date that the calendar gives now. */
export async function reckonAnew(work: Work, clock: Clock): Promise<Clock> {
  const { due } = reckonClock(clock, await workCalendar(work, clock.unit))
  const { dueAt: _, ...rest } = clock
  return due ? { ...rest, dueAt: due } : rest
}

/** The same clock, stopped at `now`: kept, or broken when its due date had passed. */
export function stopClock(clock: Clock, now: Date): Clock {
  if (clock.stoppedAt) return clock
  const broken = !clock.breachedAt && clock.dueAt && clock.dueAt < now
  return { ...clock, stoppedAt: now, ...(broken && clock.dueAt && { breachedAt: clock.dueAt }) }
}
