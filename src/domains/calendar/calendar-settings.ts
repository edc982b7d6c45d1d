import { z } from 'zod'
import { officeRangesSchema } from './office-ranges.ts'
import type { MinuteRange, OfficeHours } from './work-calendar.ts'
import { isLocalDate } from './zone.ts'

const weekdays = ['senin', 'selasa', 'rabu', 'kamis', 'jumat', 'sabtu'] as const

const hoursSchema = z.strictObject(
  {
    senin: officeRangesSchema,
    selasa: officeRangesSchema,
    rabu: officeRangesSchema,
    kamis: officeRangesSchema,
    jumat: officeRangesSchema,
    sabtu: officeRangesSchema.optional(),
  },
  { error: 'jam kerja untuk senin, selasa, rabu, kamis, jumat, dan bila perlu sabtu' },
)

const localHolidaySchema = z.strictObject(
  {
    tanggal: z.string({ error: 'tanggal, misalnya 2026-07-30' }).refine(isLocalDate, { error: 'tanggal yang ada, misalnya 2026-07-30' }),
    nama: z.string({ error: 'nama hari libur' }).trim().min(1, { error: 'nama hari libur' }),
    dasar: z.string({ error: 'dasar hukum libur ini' }).trim().min(1, { error: 'dasar hukum libur ini' }),
  },
  { error: 'libur lokal, misalnya { tanggal: 2026-07-30, nama: Hari Jadi, dasar: Keputusan Bupati }' },
)

const localHolidaysSchema = z.array(localHolidaySchema, { error: 'daftar libur lokal' }).superRefine((days, context) => {
  const seen = new Set<string>()
  days.forEach((day, index) => {
    if (seen.has(day.tanggal)) context.addIssue({ code: 'custom', path: [index, 'tanggal'], message: 'setiap tanggal libur lokal satu kali' })
    seen.add(day.tanggal)
  })
})

/**
 * The `kalender:` block of a tenant.yaml, read into office hours by weekday. Error messages say in Indonesian what is expected.
 * A day that `jam-ramadan` leaves out keeps its usual hours.
 */
export const calendarSettingsSchema = z
  .strictObject(
    {
      minggu: z.union([z.literal(5), z.literal(6)], { error: '5 atau 6 hari kerja seminggu' }).default(5),
      jam: hoursSchema,
      'jam-ramadan': hoursSchema.partial().default({}),
      'libur-lokal': localHolidaysSchema.default([]),
    },
    { error: 'kalender dengan minggu, jam, jam-ramadan, dan libur-lokal' },
  )
  .refine((block) => block.minggu === 5 || block.jam.sabtu !== undefined, { path: ['jam', 'sabtu'], error: 'jam kerja Sabtu, karena minggu: 6' })
  .transform((block) => ({
    week: block.minggu,
    hours: byWeekday(block.jam),
    ramadanHours: byWeekday({ ...block.jam, ...block['jam-ramadan'] }),
    localHolidays: block['libur-lokal'].map((day) => ({ date: day.tanggal, name: day.nama, source: day.dasar })),
  }))

/** A tenant's own part of its calendar: default working week, office hours, and local holidays with their legal basis. It survives JSON. */
export type CalendarSettings = z.output<typeof calendarSettingsSchema>

function byWeekday(days: Partial<Record<(typeof weekdays)[number], MinuteRange[] | undefined>>): OfficeHours {
  const hours: OfficeHours = {}
  weekdays.forEach((weekday, index) => {
    const ranges = days[weekday]
    if (ranges) hours[index + 1] = ranges
  })
  return hours
}
