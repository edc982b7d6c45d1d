import { z } from 'zod'
import type { MinuteRange } from './work-calendar.ts'

const expected = 'jam buka lalu jam tutup sesudahnya, misalnya 07.30-16.00'
const form = /^([01]?\d|2[0-3])[.:]([0-5]\d) ?[-–] ?(?:([01]?\d|2[0-3])[.:]([0-5]\d)|24[.:]00)$/

const rangeSchema = z
  .string({ error: expected })
  .trim()
  .refine((text) => form.test(text) && readRange(text).from < readRange(text).to, { error: expected })

/** The opening times of one day as `07.30-16.00` or a list of such ranges, in order and apart, read into minutes after midnight. */
export const officeRangesSchema = z
  .union([rangeSchema, z.array(rangeSchema).min(1)], { error: `${expected}, atau daftarnya` })
  .transform((written) => [written].flat().map(readRange))
  .refine((ranges) => ranges.every((range, index) => index === 0 || (ranges[index - 1]?.to ?? 0) < range.from), {
    error: 'jam kerja yang berurutan dan tidak bertumpuk, misalnya [07.30-11.30, 13.00-16.30]',
  })

function readRange(text: string): MinuteRange {
  const [from, to] = text.split(/[-–]/).map(readMinute)
  return { from: from ?? 0, to: to ?? 0 }
}

function readMinute(time: string): number {
  const [hour, minute] = time.trim().split(/[.:]/).map(Number)
  return (hour ?? 0) * 60 + (minute ?? 0)
}
