import { describe, expect, test } from 'vitest'
import { exampleCalendar } from '../calendar/example-calendar.ts'
import type { Clock, Stage } from './clock.ts'
import { pauseClock, stopClock } from './run-clock.ts'
import { nextStageAt, reckonStages, takeStages } from './stage.ts'

const calendar = exampleCalendar()
const at = (local: string) => new Date(`${local}:00+07:00`)
const iso = (local: string) => at(local).toISOString()
const workingDay = { amount: 1, unit: 'working-day' } as const
const written: Stage[] = [{ to: 'superior' }, { to: 'admin', after: workingDay }]
const reckoned = (due: string, stages = written, pauses: { from: Date; to?: Date }[] = []) => reckonStages(stages, at(due), { calendar, pauses })
const clock = (more: Partial<Clock> = {}): Clock => ({
  id: 'c', subjectId: 't', scope: 'step', step: 'a', roles: ['Admin'], duration: { amount: 2, unit: 'working-day' }, startedAt: at('2026-01-05T10:00'), dueAt: at('2026-01-07T16:00'),
  pauses: [], stages: reckoned('2026-01-07T16:00'), ...more,
})

describe('the stages of an escalation', () => {
  test('come at the due moment, or so long after it in the kind of time that is meant', () => {
    expect(reckoned('2026-01-07T16:00')).toEqual([{ to: 'superior', at: iso('2026-01-07T16:00') }, { to: 'admin', after: workingDay, at: iso('2026-01-08T16:00') }])
    // A Friday: the next working day is Monday.
    expect(reckoned('2026-01-09T16:30')[1]?.at).toBe(iso('2026-01-12T16:00'))
    expect(reckoned('2026-01-09T16:30', [{ to: 'admin', after: { amount: 24, unit: 'hour' } }])[0]?.at).toBe(iso('2026-01-10T16:30'))
  })

  test('move with the due date and with a pause after it, but what was told stays told', () => {
    const told = { to: 'superior', at: iso('2026-01-07T16:00'), toldAt: iso('2026-01-07T16:01') }
    expect(reckoned('2026-01-14T16:00', [told, written[1]!])).toEqual([told, { to: 'admin', after: workingDay, at: iso('2026-01-15T16:00') }])
    const pause = { from: at('2026-01-08T09:00'), to: at('2026-01-13T09:00') }
    expect(reckoned('2026-01-07T16:00', written, [pause])[1]?.at).toBe(iso('2026-01-14T16:00'))
  })

  test('are due after their moment and not at it, one after the other', () => {
    expect(takeStages(clock(), at('2026-01-07T16:00')).due).toEqual([])
    const first = takeStages(clock(), at('2026-01-07T16:01'))
    expect(first.due).toEqual([{ to: ['superior'], at: at('2026-01-07T16:00'), number: 1, of: 2 }])
    expect(nextStageAt(first.clock)).toEqual(at('2026-01-08T16:00'))
    expect(takeStages(first.clock, at('2026-01-08T09:00'))).toEqual({ clock: first.clock, due: [] })
    expect(takeStages(first.clock, at('2026-01-08T16:01')).due).toEqual([{ to: ['admin'], at: at('2026-01-08T16:00'), number: 2, of: 2 }])
  })

  test('that were missed together come in their order, each once', () => {
    const { clock: after, due } = takeStages(clock({ stages: reckoned('2026-01-07T16:00', [written[1]!, written[0]!]) }), at('2026-02-02T09:00'))
    expect(due.map((stage) => [stage.number, stage.to])).toEqual([[1, ['superior']], [2, ['admin']]])
    expect(nextStageAt(after)).toBeUndefined()
    expect(takeStages(after, at('2026-03-02T09:00')).due).toEqual([])
  })

  test('at one moment are one stage', () => {
    const both = clock({ stages: reckoned('2026-01-07T16:00', [{ to: 'superior' }, { to: 'admin' }]) })
    expect(takeStages(both, at('2026-01-08T09:00')).due).toEqual([{ to: ['superior', 'admin'], at: at('2026-01-07T16:00'), number: 1, of: 1 }])
  })

  test('rest while the clock is paused, and end with it', () => {
    expect(takeStages(pauseClock(clock(), at('2026-01-06T10:00')), at('2026-02-02T09:00')).due).toEqual([])
    const stopped = stopClock(clock(), at('2026-01-08T09:00'))
    expect(takeStages(stopped, at('2026-02-02T09:00'))).toEqual({ clock: stopped, due: [] })
  })

  test('are none where the SOP names none', () => {
    expect(nextStageAt(clock({ stages: [] }))).toBeUndefined()
    const { stages: _, ...bare } = clock()
    expect(takeStages(bare, at('2026-02-02T09:00')).due).toEqual([])
  })
})
