import type { Language } from './language.ts'

const units = [
  { length: 86_400_000, id: 'hari', en: 'day' },
  { length: 3_600_000, id: 'jam', en: 'hour' },
  { length: 60_000, id: 'menit', en: 'minute' },
  { length: 1_000, id: 'detik', en: 'second' },
] as const

/**
 * A length of time in its two greatest neighbouring units, the rest left out: `2 hari 3 jam`, `12 menit`, `0,4 detik`.
 * Takes milliseconds; a day is 24 hours. The sign is dropped, since the words around it say “lewat” or “lagi”.
 */
export function formatSpan(milliseconds: number, language: Language = 'id'): string {
  const length = Math.abs(milliseconds)
  if (length < 10_000) return formatSeconds(length, language)
  const first = units.findIndex((unit) => length >= unit.length)
  const [large, small] = [units[first], units[first + 1]]
  if (!large) return formatSeconds(length, language)
  const written = [write(Math.floor(length / large.length), large[language], language)]
  const rest = small ? Math.floor((length % large.length) / small.length) : 0
  if (small && rest > 0) written.push(write(rest, small[language], language))
  return written.join(' ')
}

function formatSeconds(length: number, language: Language): string {
  if (length > 0 && length < 100) return language === 'id' ? 'kurang dari 0,1 detik' : 'less than 0.1 seconds'
  return write(Math.floor(length / 100) / 10, units[3][language], language)
}

function write(count: number, unit: string, language: Language): string {
  if (language === 'en') return `${count} ${unit}${count === 1 ? '' : 's'}`
  return `${String(count).replace('.', ',')} ${unit}`
}
