import { chance, oneOf, wholeBetween } from './chance.ts'
import type { DemoTenant } from './complaints.ts'

/** A person who does not exist, good enough to register and sign in with. */
export interface InventedCitizen {
  name: string
  /** Sixteen digits, right in structure. Its serial is 9000 or above, as `isInventedNik` says. */
  nik: string
  /** `+62840…`: see `inventedPhone`. */
  phone: string
}

const plants = [
  'Akasia', 'Anggrek', 'Asoka', 'Bakung', 'Bakau', 'Bambu', 'Bengkirai', 'Cempaka', 'Cendana', 'Cemara', 'Dahlia', 'Damar', 'Delima', 'Edelweis',
  'Flamboyan', 'Gaharu', 'Ilalang', 'Jambu', 'Jati', 'Kamboja', 'Kecapi', 'Kemuning', 'Kenanga', 'Kenari', 'Ketapang', 'Lontar', 'Mahoni', 'Manggis',
  'Mawar', 'Melati', 'Meranti', 'Mengkudu', 'Nangka', 'Nipah', 'Pandan', 'Pinang', 'Rambutan', 'Rumbia', 'Sagu', 'Sengon', 'Seroja', 'Sirih',
  'Srikaya', 'Tanjung', 'Teratai', 'Trembesi', 'Waru', 'Wijaya Kusuma',
] as const

const animals = [
  'Alap-alap', 'Baronang', 'Bandeng', 'Belanak', 'Beo', 'Betet', 'Cakalang', 'Camar', 'Cendet', 'Cucak', 'Dara', 'Gabus', 'Gelatik', 'Gurami',
  'Jalak', 'Kakap', 'Kakatua', 'Kasuari', 'Kembung', 'Kerapu', 'Kutilang', 'Layang-layang', 'Lele', 'Maleo', 'Merak', 'Merpati', 'Mujair', 'Murai',
  'Nila', 'Nuri', 'Parkit', 'Patin', 'Perkutut', 'Pipit', 'Prenjak', 'Punai', 'Rangkong', 'Selar', 'Sepat', 'Sriti', 'Tekukur', 'Tenggiri',
  'Terubuk', 'Tongkol', 'Trenggiling', 'Tuna', 'Walet', 'Wader',
] as const

/** Every invented citizen carries one of these words, so that nobody takes the name for a real one. */
const markers = ['Contoh', 'Peraga', 'Rekaan', 'Umpama'] as const

/** Districts where the tenants' invented people were registered: the first six digits of their NIK. */
const districts: Record<DemoTenant, readonly string[]> = {
  bengkalis: ['140301', '140302', '140303', '140309', '140310', '140313'],
  lumajang: ['350804', '350805', '350810', '350812', '350819'],
  rembang: ['331705', '331709', '331710', '331712', '331714'],
  cirebon: ['320903', '320915', '320920', '320924', '320936'],
}

/** Telephone numbers of each tenant begin with a digit of their own, so no two tenants share one. */
const phoneDigit: Record<DemoTenant, number> = { bengkalis: 1, lumajang: 2, rembang: 3, cirebon: 4 }

/** The first `count` invented citizens of a tenant (at most 9,000): always the same ones, and no two with the same name, NIK or telephone. */
export function inventedCitizens(tenant: DemoTenant, count: number): InventedCitizen[] {
  if (!Number.isInteger(count) || count < 0 || count > 9000) throw new RangeError(`Jumlah warga contoh harus 0 sampai 9.000, bukan ${count}.`)
  const next = chance(`warga/${tenant}`)
  return Array.from({ length: count }, (_, index) => ({
    name: citizenName(index),
    nik: citizenNik(next, tenant, index),
    phone: inventedPhone(tenant, index + 1),
  }))
}

// Walks through all words before it repeats one; a number is added only after all 384 names are used.
function citizenName(index: number): string {
  const words = [...plants, ...animals]
  const round = Math.floor(index / words.length)
  const word = words[(index * 35) % words.length] // 35 and 96 share no factor, so plants and animals alternate and none is left out
  const marker = markers[(index + round) % markers.length]
  const again = Math.floor(round / markers.length)
  return again === 0 ? `${word} ${marker}` : `${word} ${marker} ${again + 1}`
}

// A thousand people have the serials 9000 to 9999, and each thousand its own birth years (every ninth from 1950 to 1994): so no NIK comes twice.
function citizenNik(next: () => number, tenant: DemoTenant, index: number): string {
  const female = next() < 0.5
  const day = wholeBetween(next, 1, 28) + (female ? 40 : 0)
  const month = wholeBetween(next, 1, 12)
  const year = 50 + Math.floor(index / 1000) + wholeBetween(next, 0, 4) * 9
  const two = (number: number) => String(number).padStart(2, '0')
  return `${oneOf(next, districts[tenant])}${two(day)}${two(month)}${two(year)}${9000 + (index % 1000)}`
}

/** Whether a NIK is marked as invented. Serials are given by day of birth and district, from 0001 up: none comes near 9000. */
export function isInventedNik(nik: string): boolean {
  return /^\d{12}9\d{3}$/.test(nik)
}

/**
 * The tenant's `n`-th invented telephone number (1 to 999,999). Indonesian operators use 081x–083x, 085x and 087x–089x, none of them 0840: such a
 * number has the right form and yet belongs to nobody, so a demonstration that is joined to a real gateway by mistake reaches no stranger.
 */
export function inventedPhone(tenant: DemoTenant, n: number): string {
  return `+62840${phoneDigit[tenant]}${String(n).padStart(6, '0')}`
}

/** The name of the `n`-th invented officer of a post in a unit: always the same one, beginning with “Contoh”. Two posts may share a name. */
export function inventedOfficerName(post: string, unit: string, n: number): string {
  const next = chance(`petugas/${unit}/${post}/${n}`)
  return `Contoh ${oneOf(next, plants)} ${oneOf(next, animals)}`
}
