import { type Tenant, villagesOf } from '../organisation/index.ts'
import { wordSet } from './sms-words.ts'

/** What a report does not say: where it is, and what is the matter. */
export interface ReportGaps {
  place: boolean
  matter: boolean
  /** The village that it names beyond doubt, by its code. */
  village?: string
}

// Words after which a name or a number must come before they tell a place: “jalan rusak” does not.
const ways = `jalan jln jl jalur gang gg lorong desa ds kelurahan kel kecamatan kec dusun dsn dukuh dk dkh kampung kp kpg perumahan perum komplek
  kompleks blok pasar jembatan sungai kali rt rw km`
// Words after which anything is a place.
const beside = `dekat dkt deket cedak depan dpn ngarep belakang blkg samping sebelah seberang sebrang perempatan prapatan pertigaan simpang tikungan
  pojok ujung utara selatan timur barat sekitar area`
const within = 'di ning nang neng'
const wayWords = wordSet(ways)
const besideWords = wordSet(beside)
const withinWords = wordSet(within)
const leadingWords = wordSet(`${ways} ${beside} ${within} ke dari raya arah menuju kota`)
// Names of places that are everyday words as well.
const everyday = wordSet('tahunan sawahan langgar rendeng pangkalan pinggir babakan pasaleman tanjungan sampung')

// What follows “jalan” or “di” without telling which one.
const vague = wordSet(`rusak berlubang lubang bolong ambles amblas gelap macet longsor putus becek licin banjir retak hancur jelek parah buntu mati tutup ditutup
  runtuh rubuh roboh kotor mampet penuh bau kering keruh ini itu sini situ sana mana sekitar umum utama saya kami kita sy kmi aku ku kulo nya
  yang yg sudah sdh tidak tdk belum blm dan sama untuk pada dengan agar supaya malam siang pagi hari kabupaten kota provinsi jawa jalan jln jl
  desa ds kampung kp rumah tempat daerah wilayah lingkungan lokasi sebelah atas bawah dalam luar masyarakat warga pemerintah kantor sekolah
  bupati dinas depan bantu mohon tolong lah kah pun ada oleh karena sebab perbaiki diperbaiki bangun dibangun aspal diaspal banyak semakin
  makin sangat sekali terus menerus hampir selalu sering mulai sampai hingga pak bu bapak ibu sms lapor laporan raya tangani tindak proses
  urus cek lihat tambal benahi cor angkut respon tanggapi kasih beri buat pasang ganti saja aja lagi juga dulu tadi kemarin setiap tiap bulan
  tahun minggu segera cepat`)

const empty = wordSet(`${ways} ${beside} ${within} pak bu bapak ibu min admin bupati tolong mohon tlg lapor laporan melapor mau ingin saya kami sy aku ku yang yg
  ini itu ya dong ada pada dengan dan sini situ lokasi lokasinya tempat tempatnya alamat alamatnya daerah wilayah tepatnya kabupaten kab
  assalamualaikum selamat pagi siang sore malam raya`)

interface PlaceNames {
  /** By its words in small letters; the code where only one village has the name. */
  byName: Map<string, string | undefined>
  longest: number
}

const known = new Map<string, PlaceNames>()

function ownName(tenant: Pick<Tenant, 'name'>): string {
  return tenant.name.toLowerCase().replace(/^(kabupaten|kota) /, '')
}

/** Names of villages and districts of a regency; a name that several villages share has no code. */
function placeNames(tenant: Pick<Tenant, 'regionCode' | 'name'>): PlaceNames {
  const before = known.get(tenant.regionCode)
  if (before) return before
  const byName = new Map<string, string | undefined>()
  const districts = villagesOf(tenant.regionCode)
  for (const village of districts.flatMap((district) => district.villages)) {
    const name = village.name.toLowerCase()
    byName.set(name, byName.has(name) ? undefined : village.code)
  }
  for (const district of districts) byName.set(district.name.toLowerCase(), undefined)
  const names = { byName, longest: Math.max(1, ...[...byName.keys()].map((name) => name.split(' ').length)) }
  known.set(tenant.regionCode, names)
  return names
}

/** Finds what a report leaves unsaid, as far as words tell: names of the regency's villages and districts, and words that point to a place. Pure. */
export function findGaps(text: string, tenant: Pick<Tenant, 'regionCode' | 'name'>): ReportGaps {
  const own = ownName(tenant)
  const all = text.toLowerCase().match(/[\p{L}\p{M}]+|\p{N}+/gu) ?? []
  // The regency as a whole is no place; the district of its name is.
  const words = all.map((word, at) => (word === own && !/^kec/.test(all[at - 1] ?? '') ? 'kabupaten' : word))
  const names = placeNames(tenant)
  const named = namedPlaces(words, names)
  const pointed = words.some((word, at) => pointsToPlace(word, words[at + 1]))
  const said = words.filter((word, at) => !empty.has(word) && !/^\p{N}+$/u.test(word) && !named.some((place) => at >= place.at && at < place.at + place.length))
  const villages = new Set(named.filter((place) => place.sure && place.code).map((place) => place.code!))
  return { place: !pointed && named.length === 0, matter: said.length === 0, ...(villages.size === 1 && { village: [...villages][0]! }) }
}

interface NamedPlace {
  at: number
  length: number
  code: string | undefined
  /** “desa Sulang”, not just the word somewhere. */
  sure: boolean
}

function namedPlaces(words: string[], { byName, longest }: PlaceNames): NamedPlace[] {
  const found: NamedPlace[] = []
  for (let at = 0; at < words.length; at++) {
    for (let length = Math.min(longest, words.length - at); length > 0; length--) {
      const name = words.slice(at, at + length).join(' ')
      const before = words[at - 1] ?? ''
      // “jadi”, “sale”, “sumber” are villages, and everyday words.
      if (!byName.has(name) || ((name.length < 7 || everyday.has(name)) && !leadingWords.has(before))) continue
      found.push({ at, length, code: byName.get(name), sure: /^(desa|ds|kelurahan|kel)$/.test(before) })
      at += length - 1
      break
    }
  }
  return found
}

function pointsToPlace(word: string, next: string | undefined): boolean {
  if (!next) return false
  if (besideWords.has(word)) return !vague.has(next) || next === 'rumah' || next === 'kantor' || next === 'sekolah'
  if (word === 'rt' || word === 'rw' || word === 'km') return /^\p{N}/u.test(next)
  // “di perbaikan” is a place as little as “di aspal”: a passive written apart.
  if (withinWords.has(word) && next.endsWith('kan')) return false
  return (wayWords.has(word) || withinWords.has(word)) && !vague.has(next) && (next.length > 2 || /^\p{N}/u.test(next))
}
