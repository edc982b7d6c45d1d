import type { CalendarSettings } from './calendar-settings.ts'
import type { NationalCalendar } from './national-calendar.ts'
import type { Holiday, WorkCalendar, WorkWeek } from './work-calendar.ts'
import type { Zone } from './zone.ts'

/**
 * The calendar of a unit: the national days, its tenant's hours and local holidays, and its own working week (the tenant's when left out).
 * A local holiday on a national one stays the national one.
 */
export function makeWorkCalendar(national: NationalCalendar, settings: CalendarSettings, unit: { zone: Zone; week?: WorkWeek }): WorkCalendar {
  const local = settings.localHolidays.map((day): Holiday => ({ ...day, kind: 'local' }))
  return {
    zone: unit.zone,
    week: unit.week ?? settings.week,
    hours: settings.hours,
    ramadanHours: settings.ramadanHours,
    ramadans: national.ramadans,
    holidays: [...national.holidays, ...local],
    decrees: national.decrees,
  }
}
