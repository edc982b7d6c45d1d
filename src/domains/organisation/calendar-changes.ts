import { isDeepStrictEqual } from 'node:util'
import { type CalendarSettings, formatDate, type LocalDate, type NationalCalendar, type OfficeHours } from '../calendar/index.ts'
import type { Tenant } from './tenant.ts'

interface DayOff {
  date: LocalDate
  name: string
}

/** What changes in a tenant's part of the calendar, in sentences for the log; empty where nothing does. */
export function describeCalendarChanges(before: Tenant | undefined, after: Tenant): string[] {
  if (!before) return ['Kalender dimuat untuk pertama kali.']
  return [
    ...(before.zone === after.zone ? [] : [`Zona waktu berubah dari ${before.zone} menjadi ${after.zone}.`]),
    ...describeHours(before.calendar, after.calendar),
    ...describeDays(before.calendar.localHolidays, after.calendar.localHolidays, 'Libur lokal'),
    ...describeWeeks(before, after),
  ]
}

/** What changes in the national calendar, in sentences for the log. */
export function describeNationalChanges(before: NationalCalendar | undefined, after: NationalCalendar): string[] {
  if (!before) return ['Kalender nasional dimuat untuk pertama kali.']
  const years = Object.keys(after.decrees).filter((year) => before.decrees[year] !== after.decrees[year])
  return [
    ...years.map((year) => `Keputusan libur tahun ${year}: ${after.decrees[year]}.`),
    ...describeDays(before.holidays, after.holidays, 'Libur nasional atau cuti bersama'),
    ...(isDeepStrictEqual(before.ramadans, after.ramadans) ? [] : ['Masa Ramadan berubah.']),
  ]
}

function describeHours(before: CalendarSettings, after: CalendarSettings): string[] {
  const changed = (one: OfficeHours, other: OfficeHours) => !isDeepStrictEqual(one, other)
  return [
    ...(before.week === after.week ? [] : [`Hari kerja seminggu berubah dari ${before.week} menjadi ${after.week}.`]),
    ...(changed(before.hours, after.hours) ? ['Jam kerja berubah.'] : []),
    ...(changed(before.ramadanHours, after.ramadanHours) ? ['Jam kerja Ramadan berubah.'] : []),
  ]
}

function describeDays(before: readonly DayOff[], after: readonly DayOff[], kind: string): string[] {
  const added = after.filter((day) => !before.some((one) => one.date === day.date))
  const removed = before.filter((day) => !after.some((one) => one.date === day.date))
  return [
    ...added.map((day) => `${kind} bertambah: ${formatDate(day.date)}, ${day.name}.`),
    ...removed.map((day) => `${kind} dicabut: ${formatDate(day.date)}, ${day.name}.`),
  ]
}

function describeWeeks(before: Tenant, after: Tenant): string[] {
  return after.units.flatMap((unit) => {
    const old = before.units.find((one) => one.code === unit.code)
    const [was, is] = [old?.week ?? before.calendar.week, unit.week ?? after.calendar.week]
    if (!old || was === is || (old.week === undefined && unit.week === undefined)) return []
    return [`Hari kerja ${unit.shortName} berubah dari ${was} menjadi ${is} hari seminggu.`]
  })
}
