import { isIP } from 'node:net'
import { isId } from '../../kernel/ids.ts'
import type { Fault } from '../../kernel/refusal.ts'
import { holds, isRequired } from './condition.ts'
import type { Field, FieldUse, Sop } from './sop.ts'
import type { Fact, Facts } from './ticket-state.ts'

/** What a person typed, as it came: text by field name, or several texts for files. */
export type Typed = Record<string, string | string[] | undefined>

/** What the tenant knows, against which choices are checked. */
export interface FillContext {
  facts: Facts
  /** The moment that counts as now: a report of an event in the future is refused. */
  now: Date
  /** Offset of local time, `+07:00`. */
  offset: string
  knowsUnit(code: string): boolean
  knowsVillage(code: string): boolean
  knowsCategory(code: string): boolean
  knowsOfficer(id: string): boolean
  readNik(text: string): { nik: string } | { fault: string }
  readPhone(text: string): { phone: string } | { fault: string }
  /** What was found for a field of type `product`; looked up before, since this reads no database. */
  readProduct(field: Field, text: string): { key: string } | { fault: string }
  /** What is wrong with a value that must not be in a register yet, in words. */
  takenFault(field: Field, value: string): string | undefined
  /** What is wrong with a new passphrase, in words. */
  passphraseFault(text: string): string | undefined
}

export interface Filled {
  facts: Facts
  faults: Fault[]
}

/** Checks what was typed for some fields; gives the clean values and one fault for each field that is wrong or missing. Texts are in Indonesian. */
export function fillFields(sop: Sop, uses: FieldUse[], typed: Typed, context: FillContext): Filled {
  const facts: Facts = {}
  const faults: Fault[] = []
  const others = factsBeside(uses, context.facts)
  for (const use of uses) {
    const field = sop.fields.find((f) => f.name === use.field)
    if (!field) throw new Error(`SOP ${sop.code} has no field ${use.field}`)
    if (use.only && !isRequired(use, { ...others, ...facts })) continue
    const given = Object.hasOwn(typed, field.name) ? typed[field.name] : undefined
    const again = typed[`${field.name}-ulang`]
    if (field.isNew && given && given !== again) {
      faults.push({ field: field.name, text: `${named(field)} kedua tulisan tidak sama. Tulis frasa sandi yang sama dua kali.` })
      continue
    }
    const read = readField(field, given, { ...context, mayLieAhead: sop.kind === 'request' })
    const taken = field.newIn && holds(field.newIn.when, { ...context.facts, ...facts }) && typeof read === 'string' ? context.takenFault(field, read) : undefined
    const found = taken ? { fault: `${named(field)} ${taken}` } : read
    if (found !== undefined && isFault(found)) faults.push({ field: field.name, text: found.fault })
    else if (found !== undefined) facts[field.name] = found
    else if (isRequired(use, { ...others, ...facts })) faults.push({ field: field.name, text: missing(field) })
  }
  return { facts, faults }
}

/** What a form's conditions may ask besides its own answers: what it asks anew counts as it is answered now, not as it was answered before. */
export function factsBeside(uses: FieldUse[], facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !uses.some((use) => use.field === name)))
}

// A label that is itself a question needs no colon.
function named(field: Field): string {
  return field.label.endsWith('?') ? field.label : `${field.label}:`
}

interface Wrong {
  fault: string
}

interface ReadContext extends FillContext {
  /** A request may name a moment to come (an event that wants a permit); a complaint tells of what has happened. */
  mayLieAhead: boolean
}

function isFault(found: Fact | Wrong): found is Wrong {
  return typeof found === 'object' && !Array.isArray(found)
}

function missing(field: Field): string {
  switch (field.type) {
    case 'choice': case 'unit': case 'officer': case 'village': case 'category': case 'yes-no': return `${named(field)} ${field.label.endsWith('?') ? 'Pilih' : 'pilih'} salah satu.`
    case 'choices': return `${named(field)} pilih sedikitnya satu.`
    case 'files': return `${named(field)} lampirkan sedikitnya satu berkas.`
    case 'date': case 'moment': return `${named(field)} isi tanggalnya.`
    default: return `${named(field)} wajib diisi.`
  }
}

function readField(field: Field, typed: string | string[] | undefined, context: ReadContext): Fact | Wrong | undefined {
  if (field.type === 'files') {
    const ids = (Array.isArray(typed) ? typed : typed ? [typed] : []).filter((id) => id !== '')
    const most = field.most ?? 5
    if (!ids.every((id) => typeof id === 'string' && isId(id))) return { fault: `${named(field)} ada berkas yang tidak dikenal. Lampirkan lagi.` }
    if (ids.length > most) return { fault: `${named(field)} ada ${ids.length} berkas, paling banyak ${most}. Hapus yang tidak perlu.` }
    return ids.length > 0 ? ids : undefined
  }
  if (field.type === 'choices') return readChoices(field, [typed ?? []].flat())
  const text = tidy(Array.isArray(typed) ? typed[0] : typed)
  if (!text) return undefined
  return readers[field.type](text, field, context)
}

// NUL cannot be stored by PostgreSQL; lone surrogates cannot be encoded. A shell that reads JSON may hand on what is no text.
function tidy(text: unknown): string {
  return (typeof text === 'string' ? text : '').replaceAll('\0', '').toWellFormed().replaceAll('\r\n', '\n').trim()
}

type Reader = (text: string, field: Field, context: ReadContext) => Fact | Wrong

const readers: Record<Exclude<Field['type'], 'files' | 'choices'>, Reader> = {
  text: (text, field) => readText(text.replace(/\s+/g, ' '), field, field.maxLength ?? 200),
  'long-text': (text, field) => readText(text, field, field.maxLength ?? 8000),
  choice: (text, field) => ((field.options ?? []).some((o) => o.value === text) ? text : { fault: `${named(field)} “${short(text)}” bukan salah satu pilihan. Pilih lagi.` }),
  'yes-no': (text, field) => (text === 'ya' ? true : text === 'tidak' ? false : { fault: `${named(field)} jawab ya atau tidak.` }),
  number: (text, field) => readNumber(text, field),
  money: (text, field) => readNumber(text.replace(/^rp\.?\s*/i, '').replace(/\.(?=\d{3}(\D|$))/g, ''), field),
  date: (text, field) => (isDay(text) ? text : { fault: `${named(field)} “${short(text)}” bukan tanggal. Contoh: 2026-01-31.` }),
  moment: readMoment,
  nik: (text, field, context) => {
    const read = context.readNik(text)
    return 'nik' in read ? read.nik : { fault: `${named(field)} ${read.fault}` }
  },
  phone: (text, field, context) => {
    const read = context.readPhone(text)
    return 'phone' in read ? read.phone : { fault: `${named(field)} ${read.fault}` }
  },
  nip: (text, field) => (/^\d{18}$/.test(text.replace(/[\s./-]/g, '')) ? text.replace(/\D/g, '') : { fault: `${named(field)} NIP terdiri atas 18 angka; yang tertulis ${text.replace(/\D/g, '').length} angka.` }),
  email: readEmail,
  'ip-address': (text, field) => (isIP(text) ? text : { fault: `${named(field)} “${short(text)}” bukan alamat IP. Contoh: 203.0.113.7.` }),
  'host-name': readHostName,
  village: (text, field, context) => (context.knowsVillage(text) ? text : { fault: `${named(field)} desa itu tidak ada di daftar. Pilih dari daftar.` }),
  unit: (text, field, context) => (context.knowsUnit(text) ? text : { fault: `${named(field)} dinas itu tidak ada di daftar. Pilih dari daftar.` }),
  officer: (text, field, context) => (context.knowsOfficer(text) ? text : { fault: `${named(field)} petugas itu tidak ada di daftar. Pilih dari daftar.` }),
  product: (text, field, context) => {
    const read = context.readProduct(field, text)
    return 'key' in read ? read.key : { fault: `${named(field)} ${read.fault}` }
  },
  passphrase: (text, field, context) => {
    const fault = text.length > 200 ? 'paling panjang 200 huruf.' : field.isNew ? context.passphraseFault(text) : undefined
    return fault ? { fault: `${named(field)} ${fault}` } : text
  },
  category: (text, field, context) => (context.knowsCategory(text) ? text : { fault: `${named(field)} kategori itu tidak ada di daftar. Pilih dari daftar.` }),
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}

function readText(text: string, field: Field, most: number): Fact | Wrong {
  return text.length > most ? { fault: `${named(field)} ada ${text.length} huruf, paling banyak ${most}. Ringkaslah, atau pindahkan rinciannya ke lampiran.` } : text
}

// In the order in which they are offered, each once.
function readChoices(field: Field, typed: unknown[]): Fact | Wrong | undefined {
  const chosen = typed.map(tidy).filter((one) => one !== '')
  const offered = (field.options ?? []).map((option) => option.value)
  const unknown = chosen.find((one) => !offered.includes(one))
  if (unknown !== undefined) return { fault: `${named(field)} “${short(unknown)}” bukan salah satu pilihan. Pilih lagi.` }
  return chosen.length > 0 ? offered.filter((one) => chosen.includes(one)) : undefined
}

function readNumber(text: string, field: Field): Fact | Wrong {
  const number = Number(text.replace(',', '.'))
  return /^\d{1,15}([.,]\d{1,2})?$/.test(text) && Number.isFinite(number) ? number : { fault: `${named(field)} “${short(text)}” bukan angka. Tulis angkanya saja.` }
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)
}

const yearMs = 365 * 86_400_000

// `datetime-local` gives local time without offset; it is kept with the tenant's offset.
function readMoment(text: string, field: Field, context: ReadContext): Fact | Wrong {
  const [day = '', time = '00:00'] = text.split(/[T ]/)
  const clock = time.slice(0, 5).replace('.', ':')
  if (!isDay(day) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(clock)) return { fault: `${named(field)} “${short(text)}” bukan tanggal dan jam. Contoh: 2026-01-31 14.30.` }
  const moment = `${day}T${clock}:00${context.offset}`
  const ahead = new Date(moment).getTime() - context.now.getTime()
  if (!context.mayLieAhead && ahead > 60_000) return { fault: `${named(field)} waktu itu belum terjadi. Isi kapan kejadiannya.` }
  if (ahead > 10 * yearMs) return { fault: `${named(field)} tahun itu terlalu jauh. Periksa tahunnya.` }
  if (ahead < -50 * yearMs) return { fault: `${named(field)} tahun itu terlalu lama. Periksa tahunnya.` }
  return moment
}

// A name directly at or far below the domain is good; the domain itself is nobody's to have.
function readHostName(text: string, field: Field): Fact | Wrong {
  const host = text.toLowerCase()
  const domain = field.domain?.toLowerCase()
  if (!/^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(host)) return { fault: `${named(field)} “${short(text)}” bukan nama host. Pakai huruf, angka, titik dan tanda hubung.` }
  if (domain && !host.endsWith(`.${domain}`)) return { fault: `${named(field)} harus di bawah ${domain}, misalnya nama.${domain}; yang tertulis ${short(host)}.` }
  return host
}

function readEmail(text: string, field: Field): Fact | Wrong {
  if (!/^[^\s@"<>]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text)) return { fault: `${named(field)} “${short(text)}” bukan alamat surel. Contoh: nama@contoh.id.` }
  const address = text.toLowerCase()
  const domain = field.domain?.toLowerCase()
  if (domain && !address.endsWith(`@${domain}`) && !address.endsWith(`.${domain}`)) return { fault: `${named(field)} harus di bawah ${domain}; yang tertulis ${short(address.split('@')[1] ?? '')}.` }
  return address
}
