import { z } from 'zod'
import { natures } from './naskah-template.ts'

/** Parts of a number's form. */
export const numberParts = ['kode', 'urut', 'unit', 'bulan-romawi', 'tahun'] as const

const words = (expected: string) => z.string({ error: expected }).trim().min(1, { error: expected })
const line = (expected: string) => words(expected).max(300, { error: `${expected}, paling banyak 300 huruf` })
const code = (expected: string) =>
  z.string({ error: expected }).regex(/^[a-z][a-z0-9-]{0,39}$/, { error: `${expected}, dari huruf kecil, angka, dan tanda hubung` })
const yesNo = z.enum(['ya', 'tidak'], { error: 'ya atau tidak' })

const condition = z.record(code('nama isian'), z.union([z.string(), z.array(z.string()).min(1)], { error: 'nilai isian, atau daftar nilainya' }), {
  error: 'syarat, misalnya { putusan: ditolak }',
})
const paragraph = z.union([words('paragraf'), z.strictObject({ teks: words('isi paragraf'), bila: condition })], {
  error: 'paragraf, atau { teks: …, bila: { isian: nilai } }',
})

const post = z.strictObject(
  { jabatan: line('jabatan seperti tertulis pada surat'), pos: code('kode jabatan'), di: code('kode unit') },
  { error: '{ jabatan: Kepala Dinas …, pos: kepala, di: kode-unit }' },
)
const secondParty = z.strictObject(
  { sebutan: line('sebutan, misalnya Pihak Kedua'), nama: line('jabatan atau nama pihak itu') },
  { error: '{ sebutan: Pihak Kedua, nama: Kepala {instansi} }' },
)

const numberExpected = `bentuk nomor yang memuat {urut} dan {tahun}; bagian yang dikenal: ${numberParts.map((part) => `{${part}}`).join(' ')}`
const number = words(numberExpected)
  .max(80, { error: 'bentuk nomor paling banyak 80 huruf' })
  .refine((form) => form.includes('{urut}') && form.includes('{tahun}') && bracesIn(form).every((name) => numberParts.some((part) => part === name)), {
    error: numberExpected,
  })

/** The form of a file in `surat/`. Each error says in Indonesian what was expected. */
export const templateFileSchema = z.strictObject(
  {
    surat: code('kode surat, sama dengan nama berkasnya'),
    nama: line('nama templat surat'),
    unit: code('kode unit yang mengeluarkan surat'),
    bentuk: z.enum(['surat', 'berjudul'], { error: 'surat atau berjudul' }).default('surat'),
    judul: line('judul, misalnya BERITA ACARA SERAH TERIMA').optional(),
    'kode-klasifikasi': z
      .string({ error: 'kode klasifikasi arsip dalam tanda kutip, misalnya "555.2"' })
      .regex(/^[0-9A-Z][0-9A-Za-z.-]{0,19}$/, { error: 'kode klasifikasi arsip, misalnya "555.2"' }),
    hal: line('hal surat'),
    sifat: z.enum(natures, { error: natures.join(', ') }).default('Biasa'),
    lampiran: line('lampiran, atau "-"').default('-'),
    kepada: line('penerima surat'),
    'di-tempat': line('tempat penerima').default('Tempat'),
    isi: z.array(paragraph, { error: 'daftar paragraf' }).min(1, { error: 'sekurang-kurangnya satu paragraf' }),
    penutup: words('kalimat penutup').optional(),
    'penanda-tangan': post,
    'pihak-kedua': secondParty.optional(),
    tembusan: z.array(line('tembusan'), { error: 'daftar tembusan' }).max(20, { error: 'paling banyak 20 tembusan' }).default([]),
    nomor: number,
    umum: yesNo.default('tidak'),
  },
  { error: 'berkas templat surat' },
)

export type TemplateFile = z.output<typeof templateFileSchema>

/** The keys that may stand at a path of the file, for naming the nearest one to an unknown key. */
export function templateKeysAt(path: readonly PropertyKey[]): string[] {
  const [block] = path
  if (path.length === 0) return Object.keys(templateFileSchema.shape)
  if (block === 'penanda-tangan') return Object.keys(post.shape)
  if (block === 'pihak-kedua') return Object.keys(secondParty.shape)
  return block === 'isi' ? ['teks', 'bila'] : []
}

/** The names in braces in a text, in their order. */
export function bracesIn(text: string): string[] {
  return [...text.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]!)
}
