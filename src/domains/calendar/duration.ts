import type { Language } from './language.ts'

/** Elapsed time (`second` … `day`), office time (`office-minute`, `office-hour`) and whole working days are three different things. */
export type DurationUnit = 'second' | 'minute' | 'hour' | 'day' | 'office-minute' | 'office-hour' | 'working-day'

/** A promised time. `21 s.d. 90 hari kerja` is `{ least: 21, amount: 90, unit: 'working-day' }`: the promise is broken after `amount`. */
export interface Duration {
  amount: number
  least?: number
  unit: DurationUnit
}

const indonesian: Record<DurationUnit, string> = {
  second: 'detik',
  minute: 'menit',
  hour: 'jam',
  day: 'hari',
  'office-minute': 'menit kerja',
  'office-hour': 'jam kerja',
  'working-day': 'hari kerja',
}

const english: Record<DurationUnit, string> = {
  second: 'second',
  minute: 'minute',
  hour: 'hour',
  day: 'day',
  'office-minute': 'office minute',
  'office-hour': 'office hour',
  'working-day': 'working day',
}

const unitsByWord = new Map(Object.entries(indonesian).map(([unit, word]) => [word, unit as DurationUnit]))
const pattern = /^(?:(\d{1,4}) ?(?:s\.d\.|s\.d|s\/d|sampai|-|–) ?)?(\d{1,4}) ((?:detik|menit|jam|hari)(?: kerja)?)$/

/**
 * Reads `15 detik`, `30 menit kerja`, `3 jam kerja`, `24 jam`, `2 hari kerja`, `7 hari`, `21 s.d. 90 hari kerja`.
 * Undefined for anything else: zero, a range that does not grow, more than four digits, `detik kerja`.
 */
export function parseDuration(text: string): Duration | undefined {
  const match = pattern.exec(text.trim().toLowerCase().replace(/\s+/g, ' '))
  const unit = unitsByWord.get(match?.[3] ?? '')
  if (!match || !unit) return undefined
  const amount = Number(match[2])
  if (amount === 0) return undefined
  if (match[1] === undefined) return { amount, unit }
  const least = Number(match[1])
  return least > 0 && least < amount ? { amount, least, unit } : undefined
}

/** Writes a duration as `parseDuration` reads it; in English for `en` (`21 to 90 working days`). */
export function writeDuration(duration: Duration, language: Language = 'id'): string {
  const { amount, least, unit } = duration
  if (language === 'en') return `${least === undefined ? '' : `${least} to `}${amount} ${english[unit]}${amount === 1 ? '' : 's'}`
  return `${least === undefined ? '' : `${least} s.d. `}${amount} ${indonesian[unit]}`
}
