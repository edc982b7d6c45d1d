import { formatDay, formatMoment } from './format-moment.ts'
import { formatSpan } from './format-span.ts'
import type { Language } from './language.ts'
import type { DayReason, ReckonedDay, Reckoning } from './reckoning.ts'
import { writeUndecreedYear } from './undecreed-years.ts'
import type { Zone } from './zone.ts'

/** “Why this date” in plain words: the result, one line for each day, and what could still change it. */
export interface Explanation {
  conclusion: string
  days: string[]
  warnings: string[]
}

type SkipReason = Exclude<DayReason, 'working-day' | 'office-time' | 'elapsed-time'>

const skipped: Record<Language, Record<SkipReason, string>> = {
  id: {
    'start-day': 'hari penerimaan tidak dihitung',
    saturday: 'tidak dihitung, hari Sabtu',
    sunday: 'tidak dihitung, hari Minggu',
    national: 'tidak dihitung, libur nasional',
    'joint-leave': 'tidak dihitung,',
    local: 'tidak dihitung, libur lokal',
    closed: 'tidak dihitung, kantor tutup',
    paused: 'tidak dihitung, hitungan dijeda',
    'outside-hours': 'tidak dihitung, di luar jam kerja',
  },
  en: {
    'start-day': 'the day of receipt is not counted',
    saturday: 'not counted, Saturday',
    sunday: 'not counted, Sunday',
    national: 'not counted, national holiday',
    'joint-leave': 'not counted, joint leave',
    local: 'not counted, local holiday',
    closed: 'not counted, the office is closed',
    paused: 'not counted, the clock was paused',
    'outside-hours': 'not counted, outside office hours',
  },
}

/** Tells a reckoning in words, in the zone of its calendar. */
export function explainReckoning(reckoning: Reckoning, zone: Zone, language: Language = 'id'): Explanation {
  let ordinal = 0
  const days = reckoning.days.map((day) => {
    if (day.reason === 'working-day') ordinal++
    return `${formatDay(day.date, language)}: ${explainDay(day, ordinal, language)}`
  })
  return {
    conclusion: conclude(reckoning.due, zone, language),
    days,
    warnings: reckoning.undecreedYears.map((year) => writeUndecreedYear(year, language)),
  }
}

function conclude(due: Date | undefined, zone: Zone, language: Language): string {
  if (language === 'en') return due ? `Due ${formatMoment(due, zone, language)}.` : 'The clock is paused; the due date is not fixed yet.'
  return due ? `Jatuh tempo ${formatMoment(due, zone)}.` : 'Hitungan sedang dijeda; tanggal jatuh tempo belum dapat ditetapkan.'
}

function explainDay(day: ReckonedDay, ordinal: number, language: Language): string {
  const span = formatSpan((day.minutes ?? 0) * 60_000, language)
  if (day.reason === 'working-day') return language === 'id' ? `hari kerja ke-${ordinal}` : `working day ${ordinal}`
  if (day.reason === 'office-time') return language === 'id' ? `dihitung ${span} jam kerja` : `${span} of office time counted`
  if (day.reason === 'elapsed-time') return language === 'id' ? `dihitung ${span}` : `${span} counted`
  const holiday = day.name ? ` ${day.name}` : ''
  const source = day.source ? ` (${day.source})` : ''
  return `${skipped[language][day.reason]}${holiday}${source}`
}
