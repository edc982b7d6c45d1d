import { z } from 'zod'
import { parseSpan } from './calendar-span.ts'

const words = (expected: string) => z.string({ error: expected }).trim().min(1, { error: expected }).max(200, { error: `${expected}, paling panjang 200 huruf` })
const code = (expected: string) => z.string({ error: expected }).regex(/^[a-z][a-z0-9-]{0,59}$/, { error: `${expected}, dari huruf kecil, angka, dan tanda hubung` })
const yesNo = (expected: string) => z.enum(['ya', 'tidak'], { error: `ya atau tidak: ${expected}` })

const spanExpected = 'lama menurut kalender: `30 hari`, `6 bulan`, atau `2 tahun`'
const span = z.string({ error: spanExpected }).refine((text) => parseSpan(text) !== undefined, { error: spanExpected })

/** The words for the types of a column. */
export const typeWords = { teks: 'text', tanggal: 'date', 'tanggal-jam': 'moment', uang: 'money', unit: 'unit', desa: 'village' } as const

const typeExpected = `salah satu tipe: ${Object.keys(typeWords).join(', ')}`
const column = z.strictObject({
  label: words('tulisan di kepala kolom'),
  tipe: z.enum(Object.keys(typeWords) as [keyof typeof typeWords], { error: typeExpected }).default('teks'),
  pilihan: z.record(z.string(), words('sebutan pilihan'), { error: 'pilihan dengan sebutannya: { asn: ASN }' }).optional(),
  pribadi: yesNo('apakah kolom ini data pribadi').default('tidak'),
}, { error: 'kolom dengan label, dan bila perlu tipe, pilihan, pribadi' })

const columns = z
  .record(z.string(), column, { error: 'kolom-kolom, masing-masing dengan namanya' })
  .refine((map) => Object.keys(map).length > 0, { error: 'sekurang-kurangnya satu kolom' })
  .refine((map) => Object.keys(map).length <= 60, { error: 'paling banyak 60 kolom' })

const validityExpected = `${spanExpected}; atau { sampai: <kolom tanggal> }`
const validity = z.union([span, z.strictObject({ sampai: z.string() })], { error: validityExpected })

const keeperExpected = 'pengelola: { jabatan: <kode jabatan>, di: <kode unit> }'
const keeper = z.strictObject({ jabatan: z.string({ error: 'kode jabatan' }), di: z.string({ error: 'kode unit' }) }, { error: keeperExpected })

/** The form of a register file. Each error says in Indonesian what was expected; what its names refer to is checked by `checkRegister`. */
export const registerFileSchema = z.strictObject({
  daftar: code('kode daftar'),
  nama: words('nama daftar'),
  satuan: words('sebutan satu catatan di daftar ini, misalnya sertifikat'),
  pemegang: words('sebutan pemegangnya, misalnya Pemohon').default('Pemegang'),
  kunci: z.string({ error: 'nama kolom' }).optional(),
  kolom: columns,
  nomor: words('susunan nomor dalam tanda kutip, misalnya "{urut}/PPID/{tahun}"').optional(),
  berlaku: validity.optional(),
  ingatkan: z.array(span, { error: 'daftar lama sebelum berakhir: [30 hari, 7 hari]' }).max(10, { error: 'paling banyak sepuluh' }).default([]),
  pengelola: keeper,
  'kabari-unit': z.string({ error: 'kode jabatan' }).optional(),
  umum: yesNo('apakah daftar ini ditampilkan untuk umum').default('tidak'),
}, { error: 'sebuah daftar: kunci daftar, nama, satuan, kolom, pengelola' })

export type RegisterFile = z.output<typeof registerFileSchema>

/** The keys that may stand at a path of the file; none where any name may. */
export function knownKeysAt(path: readonly PropertyKey[]): string[] {
  if (path.length === 0) return Object.keys(registerFileSchema.shape)
  if (path[0] === 'kolom' && path.length === 2) return Object.keys(column.shape)
  if (path[0] === 'pengelola') return Object.keys(keeper.shape)
  return path[0] === 'berlaku' ? ['sampai'] : []
}
