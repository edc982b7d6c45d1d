import { describe, expect, it } from 'vitest'
import { formatDate, formatDay, formatMoment, formatTime } from './format-moment.ts'

describe('a moment in words', () => {
  const at = new Date('2026-01-05T02:00:59Z')

  it('is told with weekday, date, time and zone', () => {
    expect(formatMoment(at, 'WIB')).toBe('Senin, 5 Januari 2026 pukul 09.00 WIB')
    expect(formatMoment(at, 'WIT')).toBe('Senin, 5 Januari 2026 pukul 11.00 WIT')
    expect(formatMoment(at, 'WITA', 'en')).toBe('Monday, 5 January 2026 at 10:00 WITA')
  })

  it('is told on the local date, not on that of Greenwich', () => {
    expect(formatMoment(new Date('2026-03-31T18:05:00Z'), 'WIB')).toBe('Rabu, 1 April 2026 pukul 01.05 WIB')
  })

  it('is told by day, date or time alone', () => {
    expect(formatDay('2026-08-16')).toBe('Minggu, 16 Agustus 2026')
    expect(formatDay('2026-08-14', 'en')).toBe('Friday, 14 August 2026')
    expect(formatDate('2024-02-29')).toBe('29 Februari 2024')
    expect(formatTime(at, 'WIB')).toBe('09.00 WIB')
    expect(formatTime(at, 'WIB', 'en')).toBe('09:00 WIB')
  })

  it('refuses a date that does not exist', () => {
    expect(() => formatDay('2026-02-30')).toThrow('2026-02-30')
  })
})
