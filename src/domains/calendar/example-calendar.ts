import { readdirSync, readFileSync } from 'node:fs'
import { calendarSettingsSchema } from './calendar-settings.ts'
import { makeWorkCalendar } from './make-work-calendar.ts'
import { type NationalCalendar, readNationalCalendar } from './national-calendar.ts'
import type { WorkCalendar, WorkWeek } from './work-calendar.ts'
import type { SourceText } from '../../kernel/source-fault.ts'
import type { Zone } from './zone.ts'

const folder = new URL('../../../calendars/', import.meta.url)

/** The product's own files `calendars/*.yaml`, for the tests of this domain. */
export function nationalFiles(): SourceText[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  return names.sort().map((name) => ({ file: `calendars/${name}`, text: readFileSync(new URL(name, folder), 'utf8') }))
}

/** Reads the product's own calendar; throws when it has a fault. */
export function nationalCalendar(): NationalCalendar {
  const { calendar, faults } = readNationalCalendar(nationalFiles())
  if (faults.length > 0) throw new Error(JSON.stringify(faults))
  return calendar
}

/** An office as many are: 07.30–16.00, a long break on Friday, Saturday morning with a six-day week, shorter days in Ramadan. */
export const exampleSettings = calendarSettingsSchema.parse({
  minggu: 5,
  jam: {
    senin: '07.30-16.00',
    selasa: '07.30-16.00',
    rabu: '07.30-16.00',
    kamis: '07.30-16.00',
    jumat: ['07.30-11.30', '13.00-16.30'],
    sabtu: '08.00-12.00',
  },
  'jam-ramadan': {
    senin: '08.00-15.00',
    selasa: '08.00-15.00',
    rabu: '08.00-15.00',
    kamis: '08.00-15.00',
    jumat: ['08.00-11.30', '12.30-15.30'],
  },
  'libur-lokal': [{ tanggal: '2026-07-30', nama: 'Hari Jadi Kabupaten', dasar: 'Keputusan Bupati Nomor 1 Tahun 2026' }],
})

/** The calendar of the example office in a zone, with a five-day or six-day week. */
export function exampleCalendar(zone: Zone = 'WIB', week: WorkWeek = 5): WorkCalendar {
  return makeWorkCalendar(nationalCalendar(), exampleSettings, { zone, week })
}
