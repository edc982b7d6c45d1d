import { newId } from '../../kernel/ids.ts'
import type { Work } from '../../kernel/work.ts'
import { type Duration, reckon } from '../calendar/index.ts'
import { workCalendar } from '../organisation/index.ts'
import { type Clock, pausesOf, reckonClock, type Stage } from './clock.ts'
import { remindBefore } from './remind-before.ts'
import { reckonStages } from './stage.ts'

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
  /** Who is told when it is broken, and how long after. */
  escalate?: Pick<Stage, 'to' | 'after'>[]
}

/** A clock that runs from `promise.startedAt`, with its due date in the working time of its unit. Saved by the caller. */
export async function startClock(work: Work, promise: ClockPromise): Promise<Clock> {
  const calendar = await workCalendar(work, promise.unit)
  const { subjectId, scope, roles, duration, startedAt } = promise
  const due = reckon(startedAt, duration, calendar).due
  const remindAt = due && promise.remind ? remindBefore({ due, before: promise.remind, start: startedAt }, calendar) : undefined
  return {
    id: newId(startedAt), subjectId, scope, roles, duration, startedAt, pauses: [],
    ...(promise.step && { step: promise.step }), ...(promise.unit && { unit: promise.unit }), ...(due && { dueAt: due }), ...(remindAt && { remindAt }),
    ...(promise.escalate?.length && { stages: due ? reckonStages(promise.escalate, due, { calendar, pauses: [] }) : promise.escalate }),
  }
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

/** The same clock, running again from now, with the due date that its pauses give. */
export async function resumeClock(work: Work, clock: Clock, remind?: Duration): Promise<Clock> {
  if (clock.stoppedAt || !isPaused(clock)) return clock
  const pauses = clock.pauses.map((pause) => (pause.to ? pause : { ...pause, to: work.now.toISOString() }))
  return await reckonAnew(work, { ...clock, pauses }, remind)
}

/** The same clock, extended once with its reason. A second extension is an error of the caller: the SOP allows one. */
export async function extendClock(work: Work, clock: Clock, extension: { by: Duration; reason: string; role: string; remind?: Duration }): Promise<Clock> {
  if (clock.extension) throw new Error(`clock ${clock.id} was extended before`)
  const { remind, ...kept } = extension
  return await reckonAnew(work, { ...clock, extension: { ...kept, at: work.now.toISOString() } }, remind)
}

/** The same clock with the due date, and the moments to remind and to escalate, that its facts and the calendar give now. While it is paused it has no due date. */
export async function reckonAnew(work: Work, clock: Clock, remind?: Duration): Promise<Clock> {
  const calendar = await workCalendar(work, clock.unit)
  const { due } = reckonClock(clock, calendar)
  const { dueAt: _, ...rest } = clock
  if (!due) return rest
  const remindAt = remind && remindBefore({ due, before: remind, start: clock.startedAt }, calendar)
  const { remindAt: _before, ...undated } = rest
  const stages = clock.stages && reckonStages(clock.stages, due, { calendar, pauses: pausesOf(clock) })
  return { ...(remind ? undated : rest), dueAt: due, ...(remindAt && { remindAt }), ...(stages && { stages }) }
}

/** The same clock, with its breach recorded if its due date has passed; unchanged if it is kept so far, paused, stopped, was broken before, or is owed by nobody. */
export function breachClock(clock: Clock, now: Date): Clock {
  return clock.roles.length > 0 && !clock.stoppedAt && !clock.breachedAt && clock.dueAt && clock.dueAt < now ? { ...clock, breachedAt: clock.dueAt } : clock
}

/** The same clock, stopped at `now`: kept, or broken when its due date had passed. */
export function stopClock(clock: Clock, now: Date): Clock {
  return clock.stoppedAt ? clock : { ...breachClock(clock, now), stoppedAt: now }
}
