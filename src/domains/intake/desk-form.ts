import type { Fault } from '../../kernel/refusal.ts'
import { findPersonByNik, type Person, readNik, readPhone, sameName } from '../access/index.ts'
import { isLocalDate, momentAt, type Zone } from '../calendar/index.ts'
import type { Sop, Typed } from '../sop/index.ts'
import type { Work } from '../../kernel/work.ts'

/** How something reaches the desk, in the order of its form. */
export const deskChannels = ['surat', 'telepon', 'datang', 'media-sosial'] as const
export type DeskChannel = (typeof deskChannels)[number]

/** What an officer writes at the desk beside the SOP's own fields; names of the form's controls, kept apart from an SOP's by their beginning. */
export const deskFields = { channel: 'meja-saluran', received: 'meja-diterima', name: 'meja-nama', nik: 'meja-nik', phone: 'meja-telepon', email: 'meja-surel' } as const

/** The desk's own part of the form, checked. */
export interface DeskEntry {
  channel: DeskChannel
  receivedAt: Date
  name: string
  nik?: string
  /** The citizen who registered that NIK. */
  person?: Person
  phone?: string
  email?: string
}

const yearMs = 366 * 86_400_000

/** Reads the desk's part of a form: one fault for each field that is wrong. The day received is local and not in the future; the clocks count from it. */
export async function readDeskEntry(work: Work, typed: Typed, zone: Zone): Promise<{ entry: DeskEntry | undefined; faults: Fault[] }> {
  const text = (field: string) => [typed[field]].flat()[0]?.trim().replace(/\s+/g, ' ') ?? ''
  const faults: Fault[] = []
  const wrong = (field: string, words: string): undefined => void faults.push({ field, text: words })
  const channel = deskChannels.find((one) => one === text(deskFields.channel)) ?? wrong(deskFields.channel, 'Lewat apa laporan ini masuk? Pilih salah satu.')
  const received = readReceived(text(deskFields.received), { zone, now: work.now })
  if (typeof received === 'string') wrong(deskFields.received, received)
  const name = text(deskFields.name)
  if (name.length < 2 || name.length > 100) wrong(deskFields.name, 'Nama pengirim: wajib diisi, paling banyak 100 huruf.')
  const nikText = text(deskFields.nik)
  const nik = nikText === '' ? undefined : readNik(nikText, work.now)
  if (nik && 'fault' in nik) wrong(deskFields.nik, nik.fault.replace('KTP Anda', 'KTP pengirim'))
  const person = nik && 'nik' in nik ? await findPersonByNik(work, nik.nik) : undefined
  if (person && name && !sameName(person.name, name)) wrong(deskFields.nik, 'NIK ini terdaftar atas nama lain. Cocokkan NIK dan nama dengan KTP pengirim.')
  const phone = text(deskFields.phone) === '' ? undefined : readPhone(text(deskFields.phone))
  if (phone && 'fault' in phone) wrong(deskFields.phone, phone.fault)
  const email = text(deskFields.email).toLowerCase()
  if (email !== '' && !isEmail(email)) wrong(deskFields.email, 'Alamat surel tidak lengkap. Contoh: nama@contoh.id.')
  if (faults.length > 0 || !channel || !(received instanceof Date)) return { entry: undefined, faults }
  const entry: DeskEntry = {
    channel, receivedAt: received, name,
    ...(nik && 'nik' in nik && { nik: nik.nik }), ...(person && { person }), ...(phone && 'phone' in phone && { phone: phone.phone }), ...(email && { email }),
  }
  return { entry, faults }
}

/** Whether a text has the form of an e-mail address. */
export function isEmail(text: string): boolean {
  return /^[^\s@"<>]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text)
}

/** A local moment as `datetime-local` sends it, or why it cannot be when something was received. */
export function readReceived(text: string, { zone, now }: { zone: Zone; now: Date }): Date | string {
  const [day = '', time = ''] = text.split('T')
  if (!isLocalDate(day) || !/^([01]\d|2[0-3]):[0-5]\d/.test(time)) return 'Diterima pada: isi tanggal dan jamnya.'
  const at = momentAt(day, Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)), zone)
  if (at.getTime() > now.getTime() + 60_000) return 'Diterima pada: waktu itu belum tiba. Isi kapan laporan sampai di kantor.'
  if (now.getTime() - at.getTime() > yearMs) return 'Diterima pada: lebih dari satu tahun yang lalu. Periksa tahunnya.'
  return at > now ? now : at
}

/** Fields of an SOP that ask again what the desk has asked of the sender: left empty, they are as the sender's. */
export const senderFields: Readonly<Record<string, string>> = { 'nama-pemohon': deskFields.name, 'nomor-kontak': deskFields.phone, surel: deskFields.email }

/** What was typed, with the sender's own name and addresses where the SOP's form asks for an applicant's and nothing else was written. */
export function withSender(sop: Sop, typed: Typed): Typed {
  const empty = (name: string) => ![typed[name]].flat()[0]?.trim()
  const filled = Object.entries(senderFields).filter(([name, from]) => sop.form.some((use) => use.field === name) && empty(name) && !empty(from))
  return { ...typed, ...Object.fromEntries(filled.map(([name, from]) => [name, typed[from]])) }
}

/**
 * The SOP as the desk uses it: a document that is always asked of a reporter is asked of a letter, which can be scanned; a call has none. Whoever comes to apply for something
 * has brought it.
 */
export function deskSop(sop: Sop, channel: string): Sop {
  if (channel === 'surat' || (sop.kind === 'request' && channel === 'datang')) return sop
  const isFiles = (name: string) => sop.fields.find((field) => field.name === name)?.type === 'files'
  return { ...sop, form: sop.form.map((use) => (isFiles(use.field) ? { ...use, required: false } : use)) }
}
