import { z } from 'zod'
import { isLocalDate } from '../calendar/index.ts'
import { applicantKinds, componentKeys, offlineChannels, onlineChannels } from './standard.ts'

const words = (expected: string) => z.string({ error: expected }).trim().min(1, { error: expected })
const code = (expected: string) =>
  z.string({ error: expected }).regex(/^[a-z][a-z0-9-]{0,59}$/, { error: `${expected}, dari huruf kecil, angka, dan tanda hubung` })
const listOf = <T extends z.ZodType>(one: T, expected: string) => z.array(one, { error: expected }).min(1, { error: expected })
const date = z.string({ error: 'tanggal, misalnya 2024-01-03' }).refine(isLocalDate, { error: 'tanggal yang ada, misalnya 2024-01-03' })

/** One line, written as a text, or as `teks` with lines under it. */
const item = (what: string) =>
  z.preprocess(
    (value) => (isMap(value) ? value : { teks: value }),
    z.strictObject({ teks: words(what), rincian: listOf(words('satu baris rincian'), 'daftar rincian').optional() }),
  )

/** A component written as one text, or as a list of lines. */
const lines = (what: string) => z.preprocess((value) => (Array.isArray(value) ? value : [value]), listOf(item(`${what}: satu tulisan, atau daftar tulisan`), what))

const lawShape = {
  jenis: words('jenis peraturan, misalnya Undang-Undang'),
  nomor: z.preprocess((value) => (typeof value === 'number' ? String(value) : value), words('nomor peraturan')),
  tahun: z.int({ error: 'tahun, misalnya 2008' }).min(1900, { error: 'tahun, misalnya 2008' }).max(2200, { error: 'tahun, misalnya 2008' }),
  tanggal: date.optional(),
  tentang: words('judul peraturan sesudah kata "tentang"').optional(),
  sumber: words('tempat pengundangan, misalnya Lembaran Negara …').optional(),
}
const expectedLaw = 'peraturan dengan jenis, nomor, tahun, tentang, dan bila ada sumber'
const changes = listOf(z.strictObject(lawShape, { error: expectedLaw }), 'daftar peraturan perubahan')
const law = z.strictObject({ ...lawShape, diubah: changes.optional() }, { error: expectedLaw })

const procedure = z.strictObject(
  { nama: words('nama prosedur').optional(), langkah: listOf(words('satu langkah; beri tanda kutip bila memuat titik dua'), 'daftar langkah') },
  { error: 'prosedur dengan langkah, dan nama bila lebih dari satu' },
)

const contact = (channels: readonly [string, ...string[]]) =>
  z
    .strictObject(
      {
        kanal: z.enum(channels, { error: channels.join(', ') }),
        nama: words('nama media sosial').optional(),
        alamat: words('alamat saluran ini; beri tanda kutip bila berupa angka'),
        jam: words('jam layanan').optional(),
      },
      { error: `saluran dengan kanal (${channels.join(', ')}) dan alamat` },
    )
    .superRefine(({ kanal, nama, alamat }, context) => {
      const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
      if (kanal === 'surel' && !z.email().safeParse(alamat).success) refuse('alamat', 'alamat surel')
      if (kanal === 'laman' && !/^https?:\/\/[^\s/]+\.[^\s]+$/.test(alamat)) refuse('alamat', 'alamat laman yang diawali https:// atau http://')
      if (kanal === 'media-sosial' && nama === undefined) refuse('nama', 'nama media sosialnya, misalnya Instagram')
    })
const contacts = (channels: readonly [string, ...string[]]) => z.array(contact(channels), { error: 'daftar saluran' }).default([])

/** The form of a `standar/*.yaml`. Each error says in Indonesian what was expected; what its codes refer to is checked by `readStandard`. */
export const standardFileSchema = z.strictObject(
  {
    standar: code('kode standar pelayanan'),
    nama: words('nama layanan menurut keputusan'),
    sebutan: words('nama yang dipakai orang'),
    ringkas: words('satu atau dua kalimat bagi pemohon'),
    unit: code('kode unit yang melayani'),
    ditetapkan: z.strictObject(
      { keputusan: words('judul dan nomor keputusan'), tanggal: date, oleh: words('jabatan yang menetapkan, bukan nama orang') },
      { error: 'ditetapkan dengan keputusan, tanggal, dan oleh' },
    ),
    untuk: listOf(z.enum(applicantKinds, { error: applicantKinds.join(', ') }), `daftar pemohon: ${applicantKinds.join(', ')}`),
    sop: z.record(code('kode SOP'), words('keterangan SOP ini, misalnya Penerbitan'), { error: 'kode SOP, masing-masing dengan keterangannya' }).default({}),
    'dasar-hukum': listOf(law, 'daftar peraturan'),
    persyaratan: lines('persyaratan'),
    prosedur: listOf(procedure, 'daftar prosedur, masing-masing dengan langkah').superRefine(checkNames),
    waktu: z.strictObject(
      { ringkas: words('jangka waktu, misalnya 1 (satu) hari kerja'), rincian: lines('rincian waktu').optional() },
      { error: 'waktu dengan ringkas, dan bila perlu rincian' },
    ),
    biaya: lines('biaya'),
    produk: lines('produk pelayanan'),
    sarana: lines('sarana dan prasarana'),
    kompetensi: lines('kompetensi pelaksana'),
    pengawasan: lines('pengawasan internal'),
    pengaduan: z
      .strictObject({ daring: contacts(onlineChannels), luring: contacts(offlineChannels) }, { error: 'pengaduan dengan daring, luring, atau keduanya' })
      .refine(({ daring, luring }) => daring.length + luring.length > 0, { error: 'sekurang-kurangnya satu saluran' }),
    'jumlah-pelaksana': lines('jumlah pelaksana'),
    'jaminan-pelayanan': lines('jaminan pelayanan'),
    'jaminan-keamanan': lines('jaminan keamanan'),
    evaluasi: lines('evaluasi kinerja'),
    catatan: z.partialRecord(z.enum(componentKeys), words('catatan pembacaan'), { error: 'catatan, masing-masing dengan nama komponennya' }).default({}),
  },
  { error: 'berkas standar pelayanan' },
)

export type StandardFile = z.output<typeof standardFileSchema>

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function checkNames(procedures: { nama?: string | undefined }[], context: z.core.$RefinementCtx): void {
  if (procedures.length < 2) return
  procedures.forEach(({ nama }, at) => {
    const twice = nama !== undefined && procedures.findIndex((one) => one.nama === nama) < at
    if (nama === undefined) context.addIssue({ code: 'custom', path: [at, 'nama'], message: 'nama prosedur ini, karena ada lebih dari satu' })
    if (twice) context.addIssue({ code: 'custom', path: [at, 'nama'], message: 'nama yang lain dari prosedur sebelumnya' })
  })
}

/** The keys that may stand at a path of the file, for naming the nearest one to an unknown key. */
export function knownKeysAt(path: readonly PropertyKey[]): string[] {
  const [block] = path
  if (path.length === 0) return Object.keys(standardFileSchema.shape)
  if (block === 'ditetapkan') return ['keputusan', 'tanggal', 'oleh']
  if (block === 'dasar-hukum') return path.includes('diubah') ? Object.keys(lawShape) : [...Object.keys(lawShape), 'diubah']
  if (block === 'prosedur') return ['nama', 'langkah']
  if (block === 'waktu') return path.length === 1 ? ['ringkas', 'rincian'] : ['teks', 'rincian']
  if (block === 'pengaduan') return path.length === 1 ? ['daring', 'luring'] : ['kanal', 'nama', 'alamat', 'jam']
  if (block === 'catatan') return [...componentKeys]
  return componentKeys.some((one) => one === block) ? ['teks', 'rincian'] : []
}
