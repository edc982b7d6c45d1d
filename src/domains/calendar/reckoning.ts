import type { LocalDate } from './zone.ts'

/** Why a day counts (the first three), or why it does not. */
export type DayReason =
  | 'working-day'
  | 'office-time'
  | 'elapsed-time'
  | 'start-day'
  | 'saturday'
  | 'sunday'
  | 'national'
  | 'joint-leave'
  | 'local'
  | 'closed'
  | 'paused'
  | 'outside-hours'

/** One day of a count. `minutes` tells how much of it counted (it may be a fraction) when the count is in office or elapsed time. */
export interface ReckonedDay {
  readonly date: LocalDate
  readonly counted: boolean
  readonly reason: DayReason
  readonly name?: string
  readonly source?: string
  readonly minutes?: number
}

/** When a promise falls due and how every day on the way was judged. */
export interface Reckoning {
  /** Undefined while a pause is still open and the time had not run out before it. */
  due: Date | undefined
  days: ReckonedDay[]
  /** Years that the count entered without a decree on their holidays: the date can still change. Empty for elapsed time. */
  undecreedYears: number[]
}

/** The clock stands still from `from` up to `to`; without `to` the pause is still open. A pause that ends before it begins is ignored. */
export interface Pause {
  from: Date
  to?: Date
}
