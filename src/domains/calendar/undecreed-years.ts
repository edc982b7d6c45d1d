import type { Language } from './language.ts'
import type { ReckonedDay } from './reckoning.ts'
import type { WorkCalendar } from './work-calendar.ts'

/** The years of a count, its start day left out, whose holidays no decree has fixed yet; in order. */
export function undecreedYears(days: readonly ReckonedDay[], calendar: WorkCalendar): number[] {
  const years: number[] = []
  let last = ''
  for (const day of days) {
    const year = day.date.slice(0, 4)
    if (year === last || day.reason === 'start-day') continue
    last = year
    if (calendar.decrees[year] === undefined) years.push(Number(year))
  }
  return years
}

/** The sentence that must stand beside a date reached through a year without a decree. */
export function writeUndecreedYear(year: number, language: Language = 'id'): string {
  if (language === 'en') return `The decree on the holidays of ${year} does not exist yet; this date can change.`
  return `Surat keputusan hari libur tahun ${year} belum ada; tanggal ini dapat berubah.`
}
