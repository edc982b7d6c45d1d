import { expect, test } from 'vitest'
import { addSpan, daysBetween, parseSpan, writeSpan } from './calendar-span.ts'

test('days, months and years are read; nothing else is', () => {
  expect(['30 hari', '6 bulan', ' 2 tahun '].map(parseSpan)).toEqual([{ amount: 30, unit: 'day' }, { amount: 6, unit: 'month' }, { amount: 2, unit: 'year' }])
  expect(['0 hari', '2 minggu', '30 hari kerja', 'dua tahun', '-1 hari', '1.5 tahun', '101 tahun', ''].map(parseSpan)).toEqual(Array.from({ length: 8 }, () => undefined))
  expect(writeSpan({ amount: 6, unit: 'month' })).toBe('6 bulan')
})

test.each([
  ['2026-11-22', '2 tahun', '2028-11-22'],
  ['2028-02-29', '1 tahun', '2029-02-28'],
  ['2028-02-29', '2 tahun', '2030-02-28'],
  ['2028-02-29', '4 tahun', '2032-02-29'],
  ['2096-02-29', '4 tahun', '2100-02-28'],
  ['2026-01-31', '1 bulan', '2026-02-28'],
  ['2028-01-31', '1 bulan', '2028-02-29'],
  ['2026-08-31', '6 bulan', '2027-02-28'],
  ['2026-12-31', '1 bulan', '2027-01-31'],
  ['2026-11-30', '13 bulan', '2027-12-30'],
  ['2026-11-22', '30 hari', '2026-12-22'],
  ['2026-12-22', '30 hari', '2027-01-21'],
  ['2028-02-28', '2 hari', '2028-03-01'],
])('%s and %s is %s', (from, span, to) => {
  expect(addSpan(from, parseSpan(span)!)).toBe(to)
})

test('days between two dates, over a leap day and backwards', () => {
  expect([daysBetween('2028-02-28', '2028-03-01'), daysBetween('2026-11-22', '2026-11-22'), daysBetween('2026-11-22', '2026-11-20')]).toEqual([2, 0, -2])
})
