import { describe, expect, it } from 'vitest'
import { formatSpan } from './format-span.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

describe('a length of time in words', () => {
  it.each([
    [0, '0 detik', '0 seconds'],
    [40, 'kurang dari 0,1 detik', 'less than 0.1 seconds'],
    [400, '0,4 detik', '0.4 seconds'],
    [second, '1 detik', '1 second'],
    [59_990, '59 detik', '59 seconds'],
    [minute, '1 menit', '1 minute'],
    [12 * minute, '12 menit', '12 minutes'],
    [12 * minute + 5 * second, '12 menit 5 detik', '12 minutes 5 seconds'],
    [2 * hour + 30 * minute + 59 * second, '2 jam 30 menit', '2 hours 30 minutes'],
    [2 * day + 3 * hour, '2 hari 3 jam', '2 days 3 hours'],
    [2 * day + 59 * minute, '2 hari', '2 days'],
    [-3 * hour, '3 jam', '3 hours'],
  ])('%i ms is “%s”', (milliseconds, indonesian, english) => {
    expect(formatSpan(milliseconds)).toBe(indonesian)
    expect(formatSpan(milliseconds, 'en')).toBe(english)
  })
})
