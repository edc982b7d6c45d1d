import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { findProduct, productsOfTicket } from '../products/index.ts'
import type { Typed } from '../sop/index.ts'
import { later, mondayMorning, refusalOf, waitingFile } from './fixture-tenant.ts'
import { openFixtureTenant } from './fixture-tenant-file.ts'
import { getStepLink } from './step-link.ts'
import { takeLinkedStep } from './take-linked-step.ts'
import { takeStep } from './take-step.ts'
import type { Ticket } from './ticket.ts'

const { database, place } = await openFixtureTenant('bengkalis')

/** Documents of the decree by their number there, and for which kinds of media they hold; all, where nothing is said. */
const documents: [string, string[]?][] = [
  ['akta-pendirian'], ['sk-kemenkumham'], ['berkas-nib'], ['ktp-pimpinan'], ['sertifikat-ukw'], ['verifikasi-dewan-pers'], ['berkas-npwp'], ['buku-rekening'],
  ['rating-analytics', ['online']], ['bukti-berita'], ['profil-perusahaan'], ['bpjs-ketenagakerjaan'], ['pernyataan-terbit', ['cetak']],
  ['izin-penyiaran', ['elektronik']], ['izin-stasiun', ['elektronik']], ['izin-gangguan'], ['izin-teknis'], ['pernyataan-jangkauan', ['elektronik']],
  ['edisi-konten', ['cetak', 'elektronik']], ['perwakilan-bengkalis'],
]
const officer = 'petugas-media.diskominfotik'
const team = 'tim-verifikasi-media.diskominfotik'
const nothing = Object.fromEntries(documents.map(([name]) => [name, undefined]))
const points: Typed = { 'alamat-perusahaan': 'Jalan Contoh 1', 'penanggung-jawab': 'Umpama Redaktur', wartawan: 'Umpama Wartawan', 'poin-diajukan': '30', 'rincian-poin': '2025-12-01; Berita satu; hal. 1; 10\n2025-12-02; Berita dua; hal. 3; 20' }

async function linkKeys(ticket: Ticket): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`select text from letter where subject_id = ${ticket.id} and slot = 'tautan' order by queued_at, id`.execute(database.owner.db)
  return rows.map((row) => /\/tautan\/([\w-]+)/.exec(row.text)![1]!)
}

const byLink = async (ticket: Ticket, typed: Typed, when: Date) => await place.as({ kind: 'guest' }, when, async (work) =>
  takeLinkedStep(work, { key: (await linkKeys(ticket)).at(-1)!, act: 'aktifkan', typed, seenVersion: ticket.version, formKey: randomUUID() }))

async function withAccount(typed: Typed = {}): Promise<Ticket> {
  const ticket = await place.act(await place.open('kerja-sama-media', { typed }), 'lengkap', { by: officer })
  return await place.act(ticket, 'terbitkan', { by: officer, typed: { 'nama-akun': 'media.contoh' } })
}

describe('the twenty documents', () => {
  test('are twenty, in the decree’s order', () => {
    const files = place.sop('kerja-sama-media').form.filter((use) => place.sop('kerja-sama-media').fields.find((field) => field.name === use.field)!.type === 'files')
    expect(files.map((use) => use.field)).toEqual(documents.map(([name]) => name))
    expect(documents).toHaveLength(20)
  })

  test.each([['cetak', 16], ['online', 15], ['elektronik', 18]])('of %s media: %i are asked', async (kind, count) => {
    const refused = await refusalOf(place.open('kerja-sama-media', { typed: { ...nothing, 'jenis-media': kind } }))
    const wanted = documents.filter(([, kinds]) => !kinds || kinds.includes(kind)).map(([name]) => name)
    expect(refused.faults.map((fault) => fault.field)).toEqual(wanted)
    expect(wanted).toHaveLength(count)
  })
})

test('incomplete files go back with what is missing; only those are asked, the rest stays, the promise stands still, and it is the same ticket', async () => {
  const ticket = await place.open('kerja-sama-media', { typed: { 'jenis-media': 'cetak' } })
  const kept = ticket.state.facts['akta-pendirian']
  expect((await refusalOf(place.act(ticket, 'kembalikan', { by: officer, typed: { 'dokumen-kurang': ['ktp'], kekurangan: 'x' } }))).faults).toMatchObject([{ field: 'dokumen-kurang' }])
  const back = await place.act(ticket, 'kembalikan', { by: officer, typed: { 'dokumen-kurang': ['buku-rekening', 'berkas-npwp'], kekurangan: 'NPWP tidak terbaca, rekening atas nama pribadi.' } })
  expect(back.state).toMatchObject({ step: 'lengkapi', facts: { 'dokumen-kurang': ['berkas-npwp', 'buku-rekening'] } })
  const clock = async () => (await place.traces(ticket.id)).clocks.find((one) => one.scope === 'ticket')!
  expect((await clock()).pauses.map((pause) => pause.to)).toEqual([undefined])
  expect((await place.traces(ticket.id)).messages.at(-1)!.text).toBe('Berkas Anda perlu dilengkapi: 7. NPWP perusahaan; 8. Buku rekening bank. NPWP tidak terbaca, rekening atas nama pribadi.')
  const company = { kind: 'citizen' as const, id: ticket.reporterId! }
  const send = (typed: Typed, formKey = randomUUID()) => place.as(company, later(mondayMorning, 3, 'days'), (work) => takeStep(work, { ticketId: back.id, act: 'lengkapi', typed, seenVersion: back.version, formKey }))
  expect((await refusalOf(send({}))).faults.map((fault) => fault.field)).toEqual(['berkas-npwp', 'buku-rekening'])
  const formKey = randomUUID()
  const sent = { 'berkas-npwp': [await waitingFile(place, 'berkas-npwp', formKey)], 'buku-rekening': [await waitingFile(place, 'buku-rekening', formKey)] }
  const again = await send(sent, formKey)
  expect(again).toMatchObject({ id: ticket.id, number: ticket.number, state: { step: 'periksa', facts: { ...sent, 'akta-pendirian': kept } } })
  expect((await clock()).pauses[0]!.to).toBe(later(mondayMorning, 3, 'days').toISOString())
})

test('the account is activated by a link to the company’s address: no password goes by mail; a correction sends a new link and keeps what was filled in', async () => {
  const ticket = await withAccount()
  const [first] = await linkKeys(ticket)
  const { rows } = await sql<{ text: string }>`select text from letter where subject_id = ${ticket.id}`.execute(database.owner.db)
  expect(rows.map((row) => row.text).join()).not.toMatch(/password|kata sandi/i)
  expect((await place.traces(ticket.id)).messages.at(-1)!.text).toBe('Akun e-wartawan Anda sudah diterbitkan dengan nama akun media.contoh. Aktifkan melalui tautan yang kami kirim ke surel perusahaan.')
  let active = await byLink(ticket, points, later(mondayMorning, 120))
  active = await place.act(active, 'perbaiki', { by: team, at: later(mondayMorning, 180), typed: { perbaikan: 'Berita dua belum terbit.' } })
  expect(active.state).toMatchObject({ step: 'aktivasi', facts: { 'poin-diajukan': 30, 'penanggung-jawab': 'Umpama Redaktur' } })
  const keys = await linkKeys(ticket)
  expect(keys).toHaveLength(2)
  const states = await Promise.all(keys.map((key) => place.as({ kind: 'guest' }, later(mondayMorning, 190), async (work) => (await getStepLink(work, key)).state)))
  expect([keys[0] === first, ...states]).toEqual([true, 'used', 'open'])
  expect((await byLink(active, { ...points, 'poin-diajukan': '10' }, later(mondayMorning, 200))).state).toMatchObject({ step: 'verifikasi', facts: { 'poin-diajukan': 10 } })
})

test('the team’s approval enters the company for a year with both numbers of points; it cannot apply again meanwhile, and can when the year is over', async () => {
  const name = `PT Media ${randomUUID().slice(0, 8)}`
  const checked = await byLink(await withAccount({ 'nama-perusahaan': name }), points, later(mondayMorning, 120))
  const approved = await place.act(checked, 'setujui', { by: team, at: later(mondayMorning, 180), typed: { 'poin-disahkan': '25' } })
  const product = await place.as(theSystem, later(mondayMorning, 190), (work) => findProduct(work, { register: 'perusahaan-media', key: name }))
  expect(product).toMatchObject({ state: 'active', validUntil: '2027-01-05', holder: { name }, values: { 'poin-diajukan': '30', 'poin-disahkan': '25', 'nama-akun': 'media.contoh', 'jenis-media': 'cetak' } })
  const again = await refusalOf(place.open('kerja-sama-media', { typed: { 'nama-perusahaan': name } }))
  expect(again.faults).toEqual([{ field: 'nama-perusahaan', text: `Nama perusahaan: “${name}” sudah punya kerja sama media yang berlaku sampai 5 Januari 2027. Pesanan publikasi berikutnya tidak memerlukan permohonan baru. Ajukan lagi setelah masa berlakunya habis.` }])
  expect((await place.open('kerja-sama-media', { at: new Date('2027-01-06T09:00+07:00'), typed: { 'nama-perusahaan': name } })).state.step).toBe('periksa')
  const closed = await place.act(approved, 'tanpa-pesanan', { by: officer, at: later(mondayMorning, 200), typed: { alasan: 'Pesanan berikutnya pada triwulan II.' } })
  expect(closed.state).toMatchObject({ open: false, result: 'disetujui-tanpa-pesanan' })
  expect((await place.as(theSystem, later(mondayMorning, 210), (work) => productsOfTicket(work, closed.id))).map((one) => one.register)).toEqual(['perusahaan-media'])
})

test('the team’s refusal reaches the company as it was written, and nothing is entered', async () => {
  const checked = await byLink(await withAccount(), points, later(mondayMorning, 120))
  const refused = await place.act(checked, 'tolak', { by: team, at: later(mondayMorning, 180), typed: { alasan: 'Bukti publikasi tidak dapat diperiksa.' } })
  expect(refused.state).toMatchObject({ open: false, result: 'ditolak' })
  expect(refused.answer).toBe('Bukti publikasi tidak dapat diperiksa.')
  expect(await place.as(theSystem, later(mondayMorning, 190), (work) => productsOfTicket(work, refused.id))).toEqual([])
})
