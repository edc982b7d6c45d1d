import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Duration, type DurationUnit, parseDuration, writeDuration } from './duration.ts'

describe('a duration in words', () => {
  it.each<[string, Duration]>([
    ['15 detik', { amount: 15, unit: 'second' }],
    ['30 menit', { amount: 30, unit: 'minute' }],
    ['30 menit kerja', { amount: 30, unit: 'office-minute' }],
    ['3 jam kerja', { amount: 3, unit: 'office-hour' }],
    ['24 jam', { amount: 24, unit: 'hour' }],
    ['2 hari kerja', { amount: 2, unit: 'working-day' }],
    ['7 hari', { amount: 7, unit: 'day' }],
    ['21 s.d. 90 hari kerja', { amount: 90, least: 21, unit: 'working-day' }],
  ])('reads and writes %s', (text, duration) => {
    expect(parseDuration(text)).toEqual(duration)
    expect(writeDuration(duration)).toBe(text)
  })

  it('reads careless spaces, capitals and other words for “s.d.”', () => {
    expect(parseDuration('  2  Hari  Kerja ')).toEqual({ amount: 2, unit: 'working-day' })
    expect(parseDuration('21-90 hari kerja')).toEqual({ amount: 90, least: 21, unit: 'working-day' })
    expect(parseDuration('21 sampai 90 hari kerja')).toEqual({ amount: 90, least: 21, unit: 'working-day' })
  })

  const unclear = ['', 'hari', '0 hari', '-1 hari', '1,5 jam', '2 minggu', '5 detik kerja', '90 s.d. 21 hari', '5 s.d. 5 hari', '12345 hari']

  it.each(unclear)('does not guess what “%s” means', (text) => {
    expect(parseDuration(text)).toBeUndefined()
  })

  it('is written in English with singular and plural', () => {
    expect(writeDuration({ amount: 1, unit: 'working-day' }, 'en')).toBe('1 working day')
    expect(writeDuration({ amount: 90, least: 21, unit: 'working-day' }, 'en')).toBe('21 to 90 working days')
    expect(writeDuration({ amount: 3, unit: 'office-hour' }, 'en')).toBe('3 office hours')
  })

  it('comes back the same after writing and reading', () => {
    const units: DurationUnit[] = ['second', 'minute', 'hour', 'day', 'office-minute', 'office-hour', 'working-day']
    const exact = fc.record({ amount: fc.integer({ min: 1, max: 9999 }), unit: fc.constantFrom(...units) })
    const amounts = { least: fc.integer({ min: 1, max: 99 }), amount: fc.integer({ min: 100, max: 9999 }) }
    const between = fc.record({ ...amounts, unit: fc.constantFrom(...units) })
    fc.assert(
      fc.property(fc.oneof(exact, between), (duration: Duration) => {
        expect(parseDuration(writeDuration(duration))).toEqual(duration)
      }),
    )
  })
})
