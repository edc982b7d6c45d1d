import type { ReckonedDay } from './reckoning.ts'
import type { Holiday, MinuteRange, WorkCalendar } from './work-calendar.ts'
import { dateOfDay, dayOfDate, type LocalDate, weekdayOfDay } from './zone.ts'

/** One day of a unit's calendar: whether it is worked, when it is open, and how it stands in a list of counted and skipped days. */
export interface WorkDay {
  readonly year: number
  readonly working: boolean
  /** Empty when the day is not worked. */
  readonly ranges: readonly MinuteRange[]
  readonly listed: ReckonedDay
}

interface KnownDays {
  holidays: Map<LocalDate, Holiday>
  days: Map<number, WorkDay>
}

const known = new WeakMap<WorkCalendar, KnownDays>()

/** The day with this number, remembered per calendar: a count asks for the same few weeks at every intake. */
export function workDay(day: number, calendar: WorkCalendar): WorkDay {
  const knownDays = known.get(calendar) ?? remember(calendar)
  let found = knownDays.days.get(day)
  if (!found) {
    found = judge(day, calendar, knownDays.holidays)
    knownDays.days.set(day, found)
  }
  return found
}

/** Whether a date is a working day, and the reason with the name and source of a holiday. Throws for a date that does not exist. */
export function judgeDay(date: LocalDate, calendar: WorkCalendar): ReckonedDay {
  return workDay(dayOfDate(date), calendar).listed
}

/** Whether the unit works on a date; `judgeDay` tells why. Throws for a date that does not exist. */
export function isWorkingDay(date: LocalDate, calendar: WorkCalendar): boolean {
  return workDay(dayOfDate(date), calendar).working
}

function remember(calendar: WorkCalendar): KnownDays {
  const openWeekdays = Object.entries(calendar.hours).filter(([weekday, ranges]) => Number(weekday) <= calendar.week && ranges?.length)
  if (openWeekdays.length === 0) throw new Error('A work calendar without any office hours cannot be counted in')
  const fresh: KnownDays = { holidays: new Map(), days: new Map() }
  for (const holiday of calendar.holidays) {
    if (!fresh.holidays.has(holiday.date)) fresh.holidays.set(holiday.date, holiday)
  }
  known.set(calendar, fresh)
  return fresh
}

function judge(day: number, calendar: WorkCalendar, holidays: Map<LocalDate, Holiday>): WorkDay {
  const date = dateOfDay(day)
  const weekday = weekdayOfDay(day)
  const fasting = calendar.ramadans.some((ramadan) => ramadan.from <= date && date <= ramadan.to)
  const ranges = (fasting ? calendar.ramadanHours : calendar.hours)[weekday] ?? []
  const listed = list(date, { weekday, week: calendar.week, open: ranges.length > 0, holiday: holidays.get(date) })
  return { year: Number(date.slice(0, 4)), working: listed.counted, ranges: listed.counted ? ranges : [], listed }
}

function list(date: LocalDate, facts: { weekday: number; week: number; open: boolean; holiday: Holiday | undefined }): ReckonedDay {
  if (facts.holiday) return { date, counted: false, reason: facts.holiday.kind, name: facts.holiday.name, source: facts.holiday.source }
  if (facts.weekday === 7) return { date, counted: false, reason: 'sunday' }
  if (facts.weekday === 6 && facts.week === 5) return { date, counted: false, reason: 'saturday' }
  return facts.open ? { date, counted: true, reason: 'working-day' } : { date, counted: false, reason: 'closed' }
}
