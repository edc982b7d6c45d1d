import type { Language } from './language.ts'
import { dayOfDate, type LocalDate, localDate, localMinute, weekdayOfDay, type Zone } from './zone.ts'

const weekdays: Record<Language, string[]> = {
  id: ['Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu', 'Minggu'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
}

const months: Record<Language, string[]> = {
  id: 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
}

/** `5 Januari 2026`. Throws for a date that does not exist. */
export function formatDate(date: LocalDate, language: Language = 'id'): string {
  dayOfDate(date)
  return `${Number(date.slice(8))} ${months[language][Number(date.slice(5, 7)) - 1]} ${Number(date.slice(0, 4))}`
}

/** `Senin, 5 Januari 2026`. Throws for a date that does not exist. */
export function formatDay(date: LocalDate, language: Language = 'id'): string {
  return `${weekdays[language][weekdayOfDay(dayOfDate(date)) - 1]}, ${formatDate(date, language)}`
}

/** `09.00 WIB`; in English `09:00 WIB`. Seconds are left out, not rounded. */
export function formatTime(at: Date, zone: Zone, language: Language = 'id'): string {
  const minute = localMinute(at, zone)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}${language === 'id' ? '.' : ':'}${two(minute % 60)} ${zone}`
}

/** `Senin, 5 Januari 2026 pukul 09.00 WIB`; in English `Monday, 5 January 2026 at 09:00 WIB`. */
export function formatMoment(at: Date, zone: Zone, language: Language = 'id'): string {
  return `${formatDay(localDate(at, zone), language)} ${language === 'id' ? 'pukul' : 'at'} ${formatTime(at, zone, language)}`
}
