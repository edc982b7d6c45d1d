import { describe, expect, it } from 'vitest'
import { exampleCalendar } from './example-calendar.ts'
import { nextOpening, workedBetween } from './office-time.ts'

const calendar = exampleCalendar()
const at = (local: string) => new Date(`${local}:00+07:00`)

describe('office minutes between two moments', () => {
  it('leaves out the Friday break, the night and the weekend', () => {
    expect(workedBetween(at('2026-01-09T11:00'), at('2026-01-09T13:30'), calendar)).toBe(60)
    expect(workedBetween(at('2026-01-09T16:00'), at('2026-01-12T08:00'), calendar)).toBe(60)
  })

  it('are fewer in Ramadan and none on a holiday', () => {
    expect(workedBetween(at('2026-02-18T00:00'), at('2026-02-19T00:00'), calendar)).toBe(510)
    expect(workedBetween(at('2026-02-19T00:00'), at('2026-02-20T00:00'), calendar)).toBe(420)
    expect(workedBetween(at('2026-03-18T00:00'), at('2026-03-25T00:00'), calendar)).toBe(0)
  })

  it('are fewer on the first and the last day of Ramadan, not on the days around them', () => {
    const ramadan = { ...calendar, ramadans: [{ from: '2026-01-06', to: '2026-01-07', source: 'contoh' }] }
    const minutes = ['05', '06', '07', '08'].map((day) => workedBetween(at(`2026-01-${day}T00:00`), at(`2026-01-${day}T23:59`), ramadan))
    expect(minutes).toEqual([510, 420, 420, 510])
  })

  it('are none when the end is not after the beginning, and keep their fractions', () => {
    expect(workedBetween(at('2026-01-05T10:00'), at('2026-01-05T09:00'), calendar)).toBe(0)
    expect(workedBetween(at('2026-01-05T10:00'), new Date('2026-01-05T10:00:30+07:00'), calendar)).toBe(0.5)
  })
})

describe('the next opening', () => {
  it('is now while the office is open', () => {
    expect(nextOpening(at('2026-01-05T09:12'), calendar)).toEqual(at('2026-01-05T09:12'))
  })

  it('is after the break, on the next morning, or after the holidays', () => {
    expect(nextOpening(at('2026-01-09T11:30'), calendar)).toEqual(at('2026-01-09T13:00'))
    expect(nextOpening(at('2026-01-09T16:30'), calendar)).toEqual(at('2026-01-12T07:30'))
    expect(nextOpening(at('2026-03-17T15:00'), calendar)).toEqual(at('2026-03-25T07:30'))
  })
})
