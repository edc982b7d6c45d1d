import { z } from 'zod'

const words = (expected: string) => z.string({ error: expected }).trim().min(1, { error: expected })

const day = z.strictObject(
  { tanggal: words('tanggal, misalnya 2026-01-01'), nama: words('nama hari libur') },
  { error: 'hari libur, misalnya { tanggal: 2026-01-01, nama: Tahun Baru 2026 Masehi }' },
)
const days = z.array(day, { error: 'daftar hari libur' }).default([])

const decree = z.strictObject(
  {
    jenis: z.enum(['penetapan', 'perubahan'], { error: 'penetapan atau perubahan' }),
    nomor: words('nomor keputusan'),
    tanggal: words('tanggal keputusan, misalnya 2025-09-19'),
    'libur-nasional': days,
    'cuti-bersama': days,
    mencabut: z.array(words('tanggal yang dicabut'), { error: 'daftar tanggal yang dicabut' }).default([]),
  },
  { error: 'keputusan dengan jenis, nomor, dan tanggal' },
)

const ramadan = z.strictObject(
  { mulai: words('hari pertama puasa'), sampai: words('hari terakhir puasa'), sumber: words('sumber penetapan') },
  { error: 'masa Ramadan dengan mulai, sampai, dan sumber' },
)

/** The form of one file `calendars/2026.yaml`. Whether its dates exist, belong to the year and stand once is checked by `readNationalCalendar`. */
export const nationalYearSchema = z.strictObject(
  {
    tahun: z.int({ error: 'tahun, misalnya 2026' }).min(2000, { error: 'tahun mulai 2000' }).max(2999, { error: 'tahun sebelum 3000' }),
    keputusan: z.array(decree, { error: 'daftar keputusan' }).min(1, { error: 'sekurang-kurangnya satu keputusan' }),
    ramadan: z.array(ramadan, { error: 'daftar masa Ramadan' }).default([]),
  },
  { error: 'berkas dengan tahun, keputusan, dan ramadan' },
)

export type NationalYear = z.output<typeof nationalYearSchema>
