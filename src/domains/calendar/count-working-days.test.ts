import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countWorkingDays } from './count-working-days.ts'
import { exampleCalendar } from './example-calendar.ts'
import { reckon } from './reckon.ts'

const calendar = exampleCalendar()
const at = (local: string) => new Date(`${local}:00+07:00`)
const count = (start: string, end: string, ...pauses: [string, string][]) => countWorkingDays({ start: at(start), end: at(end), calendar, pauses: pauses.map(([from, to]) => ({ from: at(from), to: at(to) })) })

test('the day of the beginning does not count, that of the end does; neither weekends nor holidays do', () => {
  expect(count('2026-01-05T09:00', '2026-01-05T15:00')).toBe(0)
  expect(count('2026-01-05T09:00', '2026-01-06T08:00')).toBe(1)
  expect(count('2026-01-05T09:00', '2026-01-12T08:00')).toBe(5)
  // Friday 16 January is Isra Mikraj.
  expect(count('2026-01-15T09:00', '2026-01-19T08:00')).toBe(1)
  expect(count('2026-01-06T09:00', '2026-01-05T09:00')).toBe(0)
})

test('a day that a pause touched does not count', () => {
  expect(count('2026-01-05T09:00', '2026-01-09T15:00', ['2026-01-06T10:00', '2026-01-07T10:00'])).toBe(2)
  expect(count('2026-01-05T09:00', '2026-01-09T15:00', ['2026-01-05T10:00', '2026-01-05T11:00'])).toBe(4)
})

test('it agrees with the promise: what is done at the due moment of so many days took so many days', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 250 * 24 * 60 }), (amount, minutes) => {
    const start = new Date(at('2026-01-01T00:00').getTime() + minutes * 60_000)
    const { due } = reckon(start, { amount, unit: 'working-day' }, calendar)
    expect(countWorkingDays({ start, end: due!, calendar })).toBe(amount)
  }))
})
