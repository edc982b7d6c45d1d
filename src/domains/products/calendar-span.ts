import { addDays, isLocalDate, type LocalDate } from '../calendar/index.ts'

/** A stretch of the wall calendar: days, months or years. Weekends and holidays count. */
export interface CalendarSpan {
  amount: number
  unit: 'day' | 'month' | 'year'
}

const words = { hari: 'day', bulan: 'month', tahun: 'year' } as const
const most = { day: 36_500, month: 1200, year: 100 }

/** Reads `30 hari`, `6 bulan`, `2 tahun`; at least one, at most a hundred years. Undefined for any other text. */
export function parseSpan(text: string): CalendarSpan | undefined {
  const [, digits, word] = /^(\d{1,5}) (hari|bulan|tahun)$/.exec(text.trim()) ?? []
  if (!digits || !word) return undefined
  const span: CalendarSpan = { amount: Number(digits), unit: words[word as keyof typeof words] }
  return span.amount >= 1 && span.amount <= most[span.unit] ? span : undefined
}

/** `2 tahun`, as `parseSpan` reads it. */
export function writeSpan({ amount, unit }: CalendarSpan): string {
  return `${amount} ${{ day: 'hari', month: 'bulan', year: 'tahun' }[unit]}`
}

/**
 * The same day so much later: two years after 5 January 2026 is 5 January 2028. Where the month has no such day it is the month's last one, so a
 * year after 29 February 2028 is 28 February 2029. Throws for a date that does not exist.
 */
export function addSpan(date: LocalDate, { amount, unit }: CalendarSpan): LocalDate {
  if (unit === 'day') return addDays(date, amount)
  if (!isLocalDate(date)) throw new Error(`Not a date of the form 2026-01-31: ${date}`)
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const months = year * 12 + (month - 1) + amount * (unit === 'year' ? 12 : 1)
  const begin = `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`
  return `${begin}-${String(Math.min(day, lastDay(begin))).padStart(2, '0')}`
}

/** Whole days from one date to another; negative where the other is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000
}

// Of a month written as `2026-02`.
function lastDay(month: string): number {
  return [31, 30, 29, 28].find((day) => isLocalDate(`${month}-${day}`))!
}
