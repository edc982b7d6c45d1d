import { describe, expect, test } from 'vitest'
import { parseDuration } from '../calendar/index.ts'
import { exampleCalendar } from '../calendar/example-calendar.ts'
import { type Clock, reckonClock } from './clock.ts'
import { remindBefore } from './remind-before.ts'
import { breachClock, isPaused, pauseClock, stopClock } from './run-clock.ts'

const calendar = exampleCalendar()
const at = (local: string) => new Date(`${local}:00+07:00`)
const clock = (more: Partial<Clock> = {}): Clock => ({
  id: 'c', subjectId: 't', scope: 'step', step: 'a', roles: ['Admin'], duration: { amount: 2, unit: 'working-day' }, startedAt: at('2026-01-05T10:00'), dueAt: at('2026-01-07T16:00'), pauses: [], ...more,
})

describe('a clock', () => {
  test('is broken after its due moment and not at it', () => {
    expect(breachClock(clock(), at('2026-01-07T16:00')).breachedAt).toBeUndefined()
    expect(breachClock(clock(), new Date(at('2026-01-07T16:00').getTime() + 1)).breachedAt).toEqual(at('2026-01-07T16:00'))
  })

  test('is broken once, and not when it is paused or stopped', () => {
    const broken = breachClock(clock(), at('2026-01-08T10:00'))
    expect(breachClock(broken, at('2026-01-09T10:00'))).toBe(broken)
    const paused = pauseClock(clock(), at('2026-01-06T10:00'))
    expect(breachClock(paused, at('2026-01-20T10:00'))).toBe(paused)
    const stopped = stopClock(clock(), at('2026-01-06T10:00'))
    expect(breachClock(stopped, at('2026-01-20T10:00'))).toBe(stopped)
  })

  test('stops kept, or broken, and stops once', () => {
    expect(stopClock(clock(), at('2026-01-06T10:00'))).toMatchObject({ stoppedAt: at('2026-01-06T10:00') })
    expect(stopClock(clock(), at('2026-01-06T10:00')).breachedAt).toBeUndefined()
    const late = stopClock(clock(), at('2026-01-08T10:00'))
    expect(late).toMatchObject({ stoppedAt: at('2026-01-08T10:00'), breachedAt: at('2026-01-07T16:00') })
    expect(stopClock(late, at('2026-01-09T10:00'))).toBe(late)
  })

  test('pauses once at a time, and has no due date meanwhile', () => {
    const paused = pauseClock(clock(), at('2026-01-06T10:00'))
    expect(paused.dueAt).toBeUndefined()
    expect(isPaused(paused)).toBe(true)
    expect(pauseClock(paused, at('2026-01-06T11:00'))).toBe(paused)
  })

  test('falls due by its own facts alone: start, time, pauses, extension', () => {
    expect(reckonClock(clock(), calendar).due).toEqual(at('2026-01-07T16:00'))
    const pauses = [{ from: at('2026-01-06T10:00').toISOString(), to: at('2026-01-07T09:00').toISOString() }]
    expect(reckonClock(clock({ pauses }), calendar).due).toEqual(at('2026-01-09T16:30'))
    const extension = { by: { amount: 1, unit: 'working-day' } as const, reason: 'x', at: '', role: 'Admin' }
    const extended = reckonClock(clock({ extension }), calendar)
    expect(extended.due).toEqual(at('2026-01-08T16:00'))
    expect(extended.extended?.days.map((day) => day.date)).toEqual(['2026-01-07', '2026-01-08'])
    expect(reckonClock(clock({ extension, pauses: [{ from: at('2026-01-06T10:00').toISOString() }] }), calendar).due).toBeUndefined()
  })
})

describe('a reminder', () => {
  const remind = (due: string, before: string, start = '2025-12-01T08:00') => remindBefore({ due: at(due), before: parseDuration(before)!, start: at(start) }, calendar)

  test('by working days comes on an earlier working day, never on a weekend or holiday', () => {
    expect(remind('2026-01-07T16:00', '1 hari kerja')).toEqual(at('2026-01-06T16:00'))
    expect(remind('2026-01-12T16:00', '1 hari kerja')).toEqual(at('2026-01-09T16:00'))
    expect(remind('2026-01-19T16:00', '2 hari kerja')).toEqual(at('2026-01-14T16:00'))
    expect(remind('2026-03-25T16:00', '1 hari kerja')).toEqual(at('2026-03-17T16:00'))
  })

  test('by office time is counted back over nights, breaks and weekends', () => {
    expect(remind('2026-01-06T14:00', '1 jam kerja')).toEqual(at('2026-01-06T13:00'))
    expect(remind('2026-01-06T08:00', '1 jam kerja')).toEqual(at('2026-01-05T15:30'))
    expect(remind('2026-01-09T13:30', '60 menit kerja')).toEqual(at('2026-01-09T11:00'))
    expect(remind('2026-01-12T07:45', '30 menit kerja')).toEqual(at('2026-01-09T16:15'))
  })

  test('by the clock on the wall is just so much earlier', () => {
    expect(remind('2026-01-06T00:30', '2 jam')).toEqual(at('2026-01-05T22:30'))
    expect(remind('2026-01-06T00:30', '1 hari')).toEqual(at('2026-01-05T00:30'))
  })

  test('is none where it would come at the start or before', () => {
    expect(remind('2026-01-05T11:00', '1 jam kerja', '2026-01-05T10:00')).toBeUndefined()
    expect(remind('2026-01-06T16:00', '1 hari kerja', '2026-01-05T17:00')).toBeUndefined()
    expect(remind('2026-01-05T11:01', '1 jam kerja', '2026-01-05T10:00')).toEqual(at('2026-01-05T10:01'))
  })
})
