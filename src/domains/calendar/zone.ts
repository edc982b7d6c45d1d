/** Indonesia's three time zones. None has daylight saving, so plain arithmetic on epoch milliseconds is exact. */
export const zones = ['WIB', 'WITA', 'WIT'] as const
export type Zone = (typeof zones)[number]

/** The IANA name of each zone, for browsers and `Intl`. */
export const ianaZones: Record<Zone, string> = { WIB: 'Asia/Jakarta', WITA: 'Asia/Makassar', WIT: 'Asia/Jayapura' }

/** A calendar date as people write it in data: `2026-01-05`. */
export type LocalDate = string

const hourLength = 3_600_000
const offsets: Record<Zone, number> = { WIB: 7 * hourLength, WITA: 8 * hourLength, WIT: 9 * hourLength }

/** How a moment written in local time ends: `+07:00` for WIB. */
export function zoneOffset(zone: Zone): string {
  return `+0${offsets[zone] / hourLength}:00`
}

/** Milliseconds in a day. */
const dayLength = 24 * hourLength

/** The number of the local day that holds this moment; day 0 is 1 January 1970. */
export function dayOfMoment(at: Date, zone: Zone): number {
  return Math.floor((at.getTime() + offsets[zone]) / dayLength)
}

/** Epoch milliseconds of local midnight at the beginning of a day number. */
export function dayBegin(day: number, zone: Zone): number {
  return day * dayLength - offsets[zone]
}

/** The date of a day number. */
export function dateOfDay(day: number): LocalDate {
  return new Date(day * dayLength).toISOString().slice(0, 10)
}

/** The day number of a date. Throws for text that is no date of the calendar. */
export function dayOfDate(date: LocalDate): number {
  if (!isLocalDate(date)) throw new Error(`Not a date of the form 2026-01-31: ${date}`)
  return Date.parse(`${date}T00:00:00Z`) / dayLength
}

/** The weekday of a day number: 1 is Monday, 7 is Sunday. */
export function weekdayOfDay(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** Whether a text is a date that exists: `2026-02-28` is, `2026-02-30` and `28-02-2026` are not. */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** The date on the wall calendar of a zone at this moment. */
export function localDate(at: Date, zone: Zone): LocalDate {
  return dateOfDay(dayOfMoment(at, zone))
}

/** Whole minutes since local midnight at this moment: 0 … 1439. */
export function localMinute(at: Date, zone: Zone): number {
  return Math.floor((at.getTime() - dayBegin(dayOfMoment(at, zone), zone)) / 60_000)
}

/** The moment at so many minutes after midnight of a local date; minute 1440 is the next midnight. Throws for a date that does not exist. */
export function momentAt(date: LocalDate, minute: number, zone: Zone): Date {
  return new Date(dayBegin(dayOfDate(date), zone) + minute * 60_000)
}

/** The date so many days later (earlier when negative). Throws for a date that does not exist. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDay(dayOfDate(date) + days)
}
