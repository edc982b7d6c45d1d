import { z } from 'zod'
import { calendarSettingsSchema, zones } from '../calendar/index.ts'
import { contrastWithWhite } from './contrast.ts'
import { findRegency } from './regions.ts'

const words = (expected: string) => z.string({ error: expected }).trim().min(1, { error: expected })
const code = (expected: string) =>
  z.string({ error: expected }).regex(/^[a-z][a-z0-9-]{0,39}$/, { error: `${expected}, dari huruf kecil, angka, dan tanda hubung` })
const colour = z
  .string({ error: 'warna, misalnya "#0b5d4e"' })
  .regex(/^#[0-9a-f]{6}$/i, { error: 'warna enam angka heksadesimal, misalnya "#0b5d4e"' })
const codes = (what: string) => z.array(z.string({ error: what }), { error: `daftar ${what}` })
const keywords = z.array(words('kata kunci; beri tanda kutip bila berupa angka'), { error: 'daftar kata kunci, boleh kosong' }).default([])

const contact = z.strictObject(
  {
    alamat: words('alamat kantor'),
    telepon: words('nomor telepon kantor, dalam tanda kutip').optional(),
    surel: z.email({ error: 'alamat surel kantor' }).optional(),
    laman: words('alamat laman').optional(),
  },
  { error: 'kontak dengan alamat, dan bila ada telepon, surel, laman' },
)

const letterhead = z.strictObject(
  {
    alamat: words('alamat kantor unit').optional(),
    tempat: words('tempat surat ditandatangani, misalnya Bengkalis').optional(),
    telepon: words('nomor telepon unit, dalam tanda kutip').optional(),
    laman: words('alamat laman unit').optional(),
    surel: z.email({ error: 'alamat surel unit' }).optional(),
  },
  { error: 'kop surat dengan alamat, tempat, telepon, laman, atau surel' },
)

const unit = z.strictObject(
  {
    nama: words('nama unit'),
    singkatan: words('singkatan unit').optional(),
    jenis: z.enum(['opd', 'vertikal'], { error: 'opd atau vertikal' }),
    fungsi: words('fungsi unit (tupoksi)'),
    minggu: z.union([z.literal(5), z.literal(6)], { error: '5 atau 6 hari kerja seminggu' }).optional(),
    kop: letterhead.optional(),
  },
  { error: 'unit dengan nama, jenis, dan fungsi' },
)

const postPlaces = 'semua, opd, vertikal, atau daftar kode unit'
const post = z.strictObject(
  {
    nama: words('nama jabatan'),
    di: z.union([z.enum(['semua', 'opd', 'vertikal']), z.array(z.string()).min(1)], { error: postPlaces }),
    atasan: z.string({ error: 'kode jabatan atasan' }).optional(),
  },
  { error: 'jabatan dengan nama dan di' },
)

const category = z.strictObject(
  { nama: words('nama kategori'), kelompok: codes('kode unit').min(1, { error: 'sekurang-kurangnya satu kode unit' }), kata: keywords },
  { error: 'kategori dengan nama, kelompok, dan kata' },
)

const ticketClass = z.strictObject({ nama: words('nama klasifikasi'), kata: keywords }, { error: 'klasifikasi dengan nama dan kata' })

const mapOf = <T extends z.ZodType>(value: T, what: string) =>
  z.record(code(`kode ${what}`), value, { error: `daftar ${what}, masing-masing dengan kodenya` })
const filled = (map: object) => Object.keys(map).length > 0

/** The form of a tenant.yaml. Each error says in Indonesian what was expected; what its codes refer to is checked by `checkReferences`. */
export const tenantFileSchema = z.strictObject(
  {
    tenant: code('kode pemerintah daerah, sama dengan nama foldernya').min(2, { error: 'kode paling sedikit dua huruf' }),
    nama: words('nama kabupaten atau kota'),
    pemerintah: words('nama resmi, misalnya Pemerintah Kabupaten Bengkalis'),
    'kode-wilayah': z
      .string({ error: 'kode wilayah Kemendagri dalam tanda kutip, misalnya "14.03"' })
      .refine((region) => findRegency(region) !== undefined, { error: 'kode wilayah kabupaten atau kota dari Kemendagri, misalnya "14.03"' }),
    zona: z.enum(zones, { error: zones.join(', ') }),
    semboyan: words('satu kalimat untuk halaman depan'),
    warna: z.strictObject(
      {
        utama: colour.refine((text) => !/^#[0-9a-f]{6}$/i.test(text) || contrastWithWhite(text) >= 4.5, {
          error: 'warna yang cukup gelap agar tulisan putih di atasnya terbaca (kontras 4,5 atau lebih)',
        }),
        aksen: colour,
      },
      { error: 'warna dengan utama dan aksen' },
    ),
    kontak: contact,
    kalender: calendarSettingsSchema,
    unit: mapOf(unit, 'unit').refine(filled, { error: 'sekurang-kurangnya satu unit' }),
    jabatan: mapOf(post, 'jabatan').refine(filled, { error: 'sekurang-kurangnya satu jabatan' }),
    'pisah-tugas': z.enum(['ya', 'tidak'], { error: 'ya atau tidak' }).optional(),
    'admin-tenant': codes('kode jabatan').min(1, { error: 'sekurang-kurangnya satu kode jabatan' }),
    kategori: mapOf(category, 'kategori').refine(filled, { error: 'sekurang-kurangnya satu kategori' }),
    klasifikasi: mapOf(ticketClass, 'klasifikasi').default({}),
  },
  { error: 'berkas tenant.yaml' },
)

export type TenantFile = z.output<typeof tenantFileSchema>

const inCalendar = ['senin', 'selasa', 'rabu', 'kamis', 'jumat', 'sabtu']

/** The keys that may stand at a path of the file, for naming the nearest one to an unknown key. */
export function knownKeysAt(path: readonly PropertyKey[]): string[] {
  const [block, , third] = path
  if (path.length === 0) return Object.keys(tenantFileSchema.shape)
  if (block === 'warna') return ['utama', 'aksen']
  if (block === 'kontak') return Object.keys(contact.shape)
  if (block === 'unit') return Object.keys(third === 'kop' ? letterhead.shape : unit.shape)
  if (block === 'jabatan') return Object.keys(post.shape)
  if (block === 'kategori') return Object.keys(category.shape)
  if (block === 'klasifikasi') return Object.keys(ticketClass.shape)
  if (block !== 'kalender') return []
  if (path.length === 1) return ['minggu', 'jam', 'jam-ramadan', 'libur-lokal']
  return third === undefined ? inCalendar : ['tanggal', 'nama', 'dasar']
}
