import type { LocalDate, Zone } from './zone.ts'

/** Minutes after local midnight; `to` itself is outside. */
export interface MinuteRange {
  from: number
  to: number
}

/** Opening times by weekday, 1 = Monday … 7 = Sunday, in order and apart. A weekday that is missing is closed. */
export type OfficeHours = Partial<Record<number, MinuteRange[]>>

/** Working days a week: Monday to Friday, or Monday to Saturday. */
export type WorkWeek = 5 | 6

/** A day off and the decree or regulation that makes it one. */
export interface Holiday {
  date: LocalDate
  name: string
  kind: 'national' | 'joint-leave' | 'local'
  source: string
}

/** A month of fasting, both ends included. */
export interface Ramadan {
  from: LocalDate
  to: LocalDate
  source: string
}

/**
 * All that counting in working time needs to know about one unit. It survives JSON. It must not be changed once it has been used,
 * since its days are remembered.
 */
export interface WorkCalendar {
  zone: Zone
  week: WorkWeek
  hours: OfficeHours
  ramadanHours: OfficeHours
  ramadans: Ramadan[]
  holidays: Holiday[]
  /** The decree that fixes each year's holidays. A year without one is not known yet. */
  decrees: Record<string, string>
}
