import type { SourceFault } from '../../kernel/source-fault.ts'
import { checkNationalYear } from './check-national-year.ts'
import { formatDate } from './format-moment.ts'
import { type NationalYear, nationalYearSchema } from './national-year.ts'
import { schemaFaults } from './schema-faults.ts'
import type { Holiday, Ramadan } from './work-calendar.ts'
import type { SourceText } from '../../kernel/source-fault.ts'
import { readYamlSource, type YamlSource } from '../../kernel/yaml-source.ts'

/** What holds in the whole country: decreed holidays and joint leave, the months of fasting, and which years have a decree at all. */
export interface NationalCalendar {
  holidays: Holiday[]
  ramadans: Ramadan[]
  /** By year, the decree and its amendments in words. */
  decrees: Record<string, string>
}

/** Reads the files `calendars/*.yaml`. All faults are told together; the calendar then holds only the years without a fault. */
export function readNationalCalendar(files: readonly SourceText[]): { calendar: NationalCalendar; faults: SourceFault[] } {
  const calendar: NationalCalendar = { holidays: [], ramadans: [], decrees: {} }
  const faults: SourceFault[] = []
  for (const file of files) {
    const source = readYamlSource(file.text, file.file)
    const read = source.faults.length > 0 ? undefined : nationalYearSchema.safeParse(source.value)
    const found = read?.success ? [...repeatedYear(source, read.data, calendar), ...checkNationalYear(source, read.data)] : []
    if (read?.success && found.length === 0) addYear(read.data, calendar)
    faults.push(...source.faults, ...schemaFaults(source, read?.error?.issues ?? []), ...found)
  }
  return { calendar, faults }
}

function repeatedYear(source: YamlSource, year: NationalYear, calendar: NationalCalendar): SourceFault[] {
  if (calendar.decrees[year.tahun] === undefined) return []
  const remedy = 'gabungkan kedua berkas, atau perbaiki tahunnya'
  return [source.at(['tahun'], { found: `tahun ${year.tahun} untuk kedua kali`, expected: 'satu berkas untuk satu tahun', remedy })]
}

function addYear(year: NationalYear, calendar: NationalCalendar): void {
  const byDate = new Map<string, Holiday>()
  for (const decree of year.keputusan) {
    const source = writeDecree(decree)
    for (const date of decree.mencabut) byDate.delete(date)
    for (const day of decree['libur-nasional']) byDate.set(day.tanggal, { date: day.tanggal, name: day.nama, kind: 'national', source })
    for (const day of decree['cuti-bersama']) {
      byDate.set(day.tanggal, { date: day.tanggal, name: `Cuti Bersama ${day.nama}`, kind: 'joint-leave', source })
    }
  }
  calendar.holidays.push(...[...byDate.values()].sort((one, other) => one.date.localeCompare(other.date)))
  calendar.ramadans.push(...year.ramadan.map((month) => ({ from: month.mulai, to: month.sampai, source: month.sumber })))
  calendar.decrees[year.tahun] = year.keputusan.map(writeDecree).join('; ')
}

function writeDecree(decree: NationalYear['keputusan'][number]): string {
  return `${decree.jenis === 'perubahan' ? 'perubahan dengan ' : ''}${decree.nomor} tanggal ${formatDate(decree.tanggal)}`
}
