import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, theSystem } from '../../kernel/actor.ts'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { clocksOf } from '../deadlines/index.ts'
import { naskahOfTicket } from '../naskah/index.ts'
import { getProduct } from '../products/index.ts'
import type { Typed } from '../sop/index.ts'
import { enterAtDesk, enterObjection, mayEnterAtDesk } from '../intake/index.ts'
import { withdrawTicket } from './add-information.ts'
import { findSender } from './desk-sender.ts'
import { actsOnObjection } from './acts-on-objection.ts'
import { fileObjection, objectionWindow } from './file-objection.ts'
import { refusalOf, waitingFile } from './fixture-tenant.ts'
import { recordBreaches } from './keep-clocks.ts'
import { asked, at, openPpidPlace, type PpidPlace, refusal, seats } from './ppid-testing.ts'
import type { Ticket } from './ticket.ts'
import { findTicket } from './ticket-store.ts'
import { toldEvents } from './reporter-text.ts'
import { verifyTickets } from './verify-tickets.ts'
import { standingOf } from './visible-ticket.ts'

let database: TestDatabase
let place: PpidPlace
beforeAll(async () => {
  database = await makeTestDatabase()
  place = await openPpidPlace(database)
})
afterAll(() => database.close())

const { back: bo, front: fo, ppid } = seats
const request = (when: string, typed?: Typed) => place.request(when, typed)
const act = (ticket: Ticket, name: string, by: string | Actor, when: string, typed: Typed = {}, formKey?: string) => place.take(ticket, name, by, { when, typed, ...(formKey && { formKey }) })
const answered = (ticket: Ticket, day: string) => place.answered(ticket, day)
const decided = (ticket: Ticket, day: string, decision: Typed) => place.decided(ticket, day, decision)
const refused = (day: string) => place.refused(day)
const entryOf = (ticket: Ticket) => place.entryOf(ticket)
const owner = (ticket: Ticket) => ({ kind: 'citizen' as const, id: ticket.reporterId! })
const reread = (ticket: Ticket) => place.as(theSystem, at('2026-01-02T08:00'), async (work) => (await findTicket(work, { id: ticket.id }))!)
const ticketClock = (ticket: Ticket) => place.as(theSystem, at('2026-01-02T08:00'), async (work) => (await clocksOf(work, ticket.id)).find((clock) => clock.scope === 'ticket')!)

describe('a request', () => {
  test('is in the register with its number as it is sent, with the columns that the law names', async () => {
    const ticket = await request('2026-02-02T09:00')
    expect(ticket.state.step).toBe('verifikasi')
    expect(await entryOf(ticket)).toMatchObject({
      register: 'permohonan-informasi', number: expect.stringMatching(/^\d+\/PPID\/2026$/), holder: { name: 'Melati Peraga', personId: ticket.reporterId },
      values: { alamat: 'Jalan Rahasia 7', 'nomor-kontak': '+62840100007', pekerjaan: 'Peneliti', uraian: asked.uraian, 'tujuan-penggunaan': 'Penelitian', 'jenis-permintaan': 'salinan', 'bentuk-salinan': 'salinan-lunak', 'cara-memperoleh': 'unduh' },
    })
    // Ten working days from Monday the 2nd; the 16th and 17th of February are holidays.
    expect((await ticketClock(ticket)).dueAt).toEqual(at('2026-02-18T16:00'))
  })

  test('of a person wants a copy of the KTP, of a legal entity its articles, and neither the other’s', async () => {
    const without = (kind: string) => refusalOf(place.open('ppid', { at: at('2026-02-02T09:00'), typed: { ...asked, 'jenis-pemohon': kind, ktp: [], akta: [] } }))
    expect((await without('perorangan')).faults).toEqual([{ field: 'ktp', text: 'Fotokopi KTP: lampirkan sedikitnya satu berkas.' }])
    expect((await without('badan-hukum')).faults).toEqual([{ field: 'akta', text: 'Anggaran dasar atau akta pendirian: lampirkan sedikitnya satu berkas.' }])
  })

  test('that is not complete goes back with what is missing and comes again under its number, while its time stands still', async () => {
    let ticket = await request('2026-02-02T09:00')
    const { number } = await entryOf(ticket)
    ticket = await act(ticket, 'kembalikan', bo, '2026-02-02T10:00', { 'dokumen-kurang': ['ktp'], kekurangan: 'KTP tidak terbaca.' })
    expect(await ticketClock(ticket)).toMatchObject({ pauses: [{ from: at('2026-02-02T10:00').toISOString() }] })
    expect((await place.traces(ticket.id)).turns.map((turn) => turn.post)).toEqual(['back-office-ppid'])
    const again = { uraian: 'Rincian anggaran pemeliharaan jalan dan jembatan tahun 2025.', 'tujuan-penggunaan': 'Penelitian', 'nama-pemohon': 'Melati Peraga', pekerjaan: 'Peneliti', alamat: 'Jalan Umpama 8', 'nomor-kontak': '+62840100007' }
    expect((await refusalOf(act(ticket, 'lengkapi', owner(ticket), '2026-02-04T10:00', again))).faults.map((fault) => fault.field)).toEqual(['ktp'])
    const formKey = randomUUID()
    ticket = await act(ticket, 'lengkapi', owner(ticket), '2026-02-04T10:00', { ...again, ktp: [await waitingFile(place, 'ktp', formKey)] }, formKey)
    expect(ticket.state.step).toBe('verifikasi')
    expect(await entryOf(ticket)).toMatchObject({ number, values: { alamat: 'Jalan Umpama 8', uraian: again.uraian } })
    // Two working days later than it would have been: Friday the 20th, which in Ramadan ends at 15.30.
    expect((await ticketClock(ticket)).dueAt).toEqual(at('2026-02-20T15:30'))
  })

  test('that is never completed can be given up by the back office, not by a stranger', async () => {
    let ticket = await request('2026-02-02T09:00')
    ticket = await act(ticket, 'kembalikan', bo, '2026-02-02T10:00', { 'dokumen-kurang': ['isian'], kekurangan: 'Sebut tahunnya.' })
    expect((await refusalOf(act(ticket, 'tutup', owner(ticket), '2026-02-10T10:00', { alasan: 'x' }))).code).toBe('not-allowed')
    ticket = await act(ticket, 'tutup', bo, '2026-02-10T10:00', { alasan: 'Tidak dilengkapi.' })
    expect(ticket.state).toMatchObject({ open: false, result: 'tidak-dilengkapi' })
  })

  test('that is withdrawn stands in the register as withdrawn, under its number; its chain stays whole', async () => {
    const ticket = await request('2026-02-02T09:00')
    const { number } = await entryOf(ticket)
    await place.as(owner(ticket), at('2026-02-03T09:00'), (work) => withdrawTicket(work, { ticketId: ticket.id, text: 'Sudah mendapat datanya.' }))
    expect(await entryOf(ticket)).toMatchObject({ number, state: 'revoked', revokedAt: at('2026-02-03T09:00'), revokeReason: `Permohonan ${ticket.number} dicabut pemohon.`, values: { uraian: asked.uraian } })
    const keeper = place.officer(fo)
    const { history } = await place.as(keeper, at('2026-02-03T10:00'), async (work) => getProduct(work, { register: 'permohonan-informasi', id: (await entryOf(ticket)).id }))
    expect(history.map((event) => [event.what, event.actorKind])).toEqual([['issued', 'citizen'], ['revoked', 'citizen']])
    const [, entered, gone] = await place.as(theSystem, at('2026-02-03T10:00'), (work) => toldEvents(work, ticket.id))
    expect(entered).toMatchObject({ act: 'daftarkan', body: { produk: { daftar: 'permohonan-informasi', nomor: number } } })
    expect(gone).toMatchObject({ act: 'cabut', body: { alasan: 'Sudah mendapat datanya.', produk: [entered!.body.produk] } })
    expect((await verifyTickets(database.owner.db, place.id, database.secrets)).faults).toEqual([])
    const refusedOne = await refused('2026-02-04')
    expect(await entryOf(refusedOne)).toMatchObject({ state: 'active', values: { keputusan: 'ditolak' } })
  })

  test('is extended once by seven working days, with a reason that its applicant reads', async () => {
    let ticket = await act(await request('2026-02-02T09:00'), 'lengkap', bo, '2026-02-02T10:00')
    expect((await refusalOf(act(ticket, 'perpanjang', bo, '2026-02-03T09:00'))).faults.map((fault) => fault.field)).toEqual(['alasan-perpanjangan'])
    ticket = await act(ticket, 'perpanjang', bo, '2026-02-03T09:00', { 'alasan-perpanjangan': 'Dokumennya tersebar di lima kecamatan.' })
    // 18 February and seven more: 19, 20, 23, 24, 25, 26, 27. In Ramadan the Friday ends at 15.30.
    expect(await ticketClock(ticket)).toMatchObject({ dueAt: at('2026-02-27T15:30'), extension: { reason: 'Dokumennya tersebar di lima kecamatan.' } })
    expect((await place.traces(ticket.id)).messages.filter((message) => message.to_kind === 'reporter').at(-1)!.text).toContain('Dokumennya tersebar di lima kecamatan.')
    ticket = await act(ticket, 'teruskan', bo, '2026-02-03T10:00', { unit: 'dpupr' })
    expect((await refusalOf(act(ticket, 'perpanjang', 'ppid-pembantu.dpupr', '2026-02-04T09:00', { 'alasan-perpanjangan': 'Lagi.' }))).code).toBe('not-allowed')
  })
})

describe('a decision', () => {
  test('to withhold exempted information wants its ground, the consequence test, and an explanation', async () => {
    const ticket = await answered(await request('2026-02-02T08:00'), '2026-02-02')
    const faults = async (typed: Typed) => (await refusalOf(act(ticket, 'putuskan', ppid, '2026-02-02T11:00', typed))).faults.map((fault) => fault.field)
    expect(await faults({})).toEqual(['keputusan'])
    expect(await faults({ keputusan: 'ditolak' })).toEqual(['alasan-penolakan', 'penjelasan-penolakan'])
    expect(await faults({ keputusan: 'sebagian', 'alasan-penolakan': 'dikecualikan', 'penjelasan-penolakan': 'Data pribadi.' })).toEqual(['dasar-pengecualian', 'uji-konsekuensi'])
    expect((await act(ticket, 'putuskan', ppid, '2026-02-02T11:00', { keputusan: 'dikabulkan' })).state.step).toBe('konsep')
  })

  test('to grant asks for no ground, and passes over one that was chosen before the mind changed', async () => {
    const ticket = await act(await answered(await request('2026-02-02T08:00'), '2026-02-02'), 'putuskan', ppid, '2026-02-02T11:00', {
      keputusan: 'dikabulkan', 'alasan-penolakan': 'dikecualikan', 'dasar-pengecualian': ['h'], 'uji-konsekuensi': [randomUUID()], 'penjelasan-penolakan': 'Data pribadi.',
    })
    expect(ticket.state).toMatchObject({ step: 'konsep', facts: { keputusan: 'dikabulkan' } })
    for (const name of ['alasan-penolakan', 'dasar-pengecualian', 'uji-konsekuensi', 'penjelasan-penolakan']) expect(ticket.state.facts).not.toHaveProperty(name)
  })

  test('that is changed forgets the reason that the first one had', async () => {
    let ticket = await act(await answered(await request('2026-02-02T08:00'), '2026-02-02'), 'putuskan', ppid, '2026-02-02T11:00', refusal)
    ticket = await act(ticket, 'kembalikan', bo, '2026-02-02T11:30', { catatan: 'Sudah tersedia lengkap.' })
    ticket = await act(ticket, 'putuskan', ppid, '2026-02-02T11:40', { keputusan: 'dikabulkan' })
    expect(ticket.state.facts).not.toHaveProperty('alasan-penolakan')
    expect(ticket.state.facts).not.toHaveProperty('penjelasan-penolakan')
  })

  test('is a signed letter that meets the deadline; what is given, and when, stands in the register', async () => {
    let ticket = await decided(await request('2026-02-02T08:00'), '2026-02-02', { keputusan: 'dikabulkan' })
    expect(ticket.state.step).toBe('penyerahan')
    expect(await ticketClock(ticket)).toMatchObject({ stoppedAt: at('2026-02-02T15:00') })
    const [letter] = await place.as(theSystem, at('2026-02-03T08:00'), (work) => naskahOfTicket(work, ticket.id))
    expect(letter).toMatchObject({ template: 'balasan-informasi', state: 'sent', recipient: 'Melati Peraga', number: expect.stringMatching(/^500\.12\/\d{3}\/PPID\/DISKOMINFOTIK\/2026$/) })
    const give = { 'tanggal-pemberian': '2026-02-03', jawaban: 'Silakan unduh.' }
    expect((await refusalOf(act(ticket, 'serahkan', fo, '2026-02-03T09:00', give))).faults.map((fault) => fault.field)).toEqual(['lampiran-jawaban'])
    const formKey = randomUUID()
    ticket = await act(ticket, 'serahkan', fo, '2026-02-03T09:00', { ...give, 'lampiran-jawaban': [await waitingFile(place, 'lampiran-jawaban', formKey)] }, formKey)
    expect(ticket).toMatchObject({ answerPrivate: true, state: { open: false, result: 'dikabulkan' } })
    expect(ticket.publishedAt).toBeUndefined()
    expect((await entryOf(ticket)).values).toMatchObject({
      keputusan: 'dikabulkan', dikuasai: 'ya', didokumentasikan: 'ya', 'bentuk-informasi': 'salinan-lunak', 'tanggal-surat': '2026-02-02', 'nomor-surat': letter!.number, 'tanggal-pemberian': '2026-02-03',
    })
  })

  test('of a refusal is drafted from its own template', async () => {
    const ticket = await refused('2026-02-02')
    expect(ticket.state).toMatchObject({ open: false, result: 'ditolak' })
    expect((await place.as(theSystem, at('2026-02-03T08:00'), (work) => naskahOfTicket(work, ticket.id))).map((letter) => [letter.template, letter.state])).toEqual([['pemberitahuan-penolakan-informasi', 'sent']])
    expect((await entryOf(ticket)).values).toMatchObject({ keputusan: 'ditolak', 'alasan-penolakan': 'sudah-diumumkan' })
  })
})

describe('an objection', () => {
  const why = { 'alasan-keberatan': 'tidak-sebagaimana-diminta', 'kasus-posisi': 'Yang ada di laman bukan rinciannya.' }
  const object = (ticket: Ticket, when: Date, typed: Typed = {}) => place.as(owner(ticket), when, (work) =>
    fileObjection(work, { ticketId: ticket.id, formKey: randomUUID(), typed: { ...Object.fromEntries(Object.entries(ticket.submitted).map(([name, fact]) => [name, fact as string])), ...why, ...typed } }))

  // Closed on Monday 2 March 2026. Counted by hand: March 3–6 (4), 9–13 (9), 16, 17 (11); 18 to 24 March are Nyepi, Idulfitri and their collective leave;
  // 25–27 (14), 30, 31 March (16), 1, 2 April (18); 3 April is Good Friday; 6–10 (23), 13–17 (28), 20, 21 April (30).
  test('on the 30th working day is taken, on the 31st refused with the date and why', async () => {
    const taken = await refused('2026-03-02')
    const late = await refused('2026-03-02')
    const window = await place.as(owner(taken), at('2026-03-03T08:00'), (work) => objectionWindow(work, taken))
    expect(window).toMatchObject({ state: 'open', until: at('2026-04-21T16:00') })
    expect((await object(taken, at('2026-04-21T15:59'))).state.step).toBe('periksa')
    const no = await refusalOf(object(late, at('2026-04-22T07:30')))
    expect(no).toMatchObject({
      code: 'too-late',
      message: 'Keberatan paling lambat 30 hari kerja sesudah keputusan Senin, 2 Maret 2026 pukul 15.30 WIB, yaitu Selasa, 21 April 2026 pukul 16.00 WIB. Sekarang Rabu, 22 April 2026 pukul 07.30 WIB, sehingga keberatan tidak dapat diterima lagi.',
    })
    expect(await place.as(owner(late), at('2026-04-22T07:30'), (work) => objectionWindow(work, late))).toMatchObject({ state: 'closed' })
  })

  test('may be filed as soon as the decision was sent, before the front office has called', async () => {
    const ticket = await decided(await request('2026-02-02T08:00'), '2026-02-02', refusal)
    expect(await place.as(owner(ticket), at('2026-02-02T15:01'), (work) => objectionWindow(work, ticket))).toEqual({ state: 'open', sop: 'keberatan-ppid', why: 'answered' })
    expect((await object(ticket, at('2026-02-02T15:10'))).parentId).toBe(ticket.id)
  })

  test('names the request by its register number, and is in its own register from the first', async () => {
    const ticket = await refused('2026-02-02')
    const filed = await object(ticket, at('2026-02-03T09:00'))
    const { number } = await entryOf(ticket)
    expect(await entryOf(filed)).toMatchObject({
      register: 'keberatan-informasi', number: expect.stringMatching(/^\d+\/KEBERATAN-PPID\/2026$/),
      values: { 'nomor-permohonan': number, 'alasan-keberatan': 'tidak-sebagaimana-diminta', 'kasus-posisi': why['kasus-posisi'], uraian: asked.uraian, 'tujuan-penggunaan': 'Penelitian' },
    })
    expect((await refusalOf(object(ticket, at('2026-02-03T09:01')))).code).toBe('conflict')
  })

  test('has thirty working days of its own, is decided by the superior of PPID, who reads the request, and leads to the dispute stage', async () => {
    const ticket = await refused('2026-02-02')
    let filed = await object(ticket, at('2026-02-03T09:00'))
    // 4–6 (3), 9–13 (8), 18–20 (11; 16 and 17 holidays), 23–27 (16), 2–6 March (21), 9–13 (26), 16, 17 (28), 25, 26 March (30).
    expect((await ticketClock(filed)).dueAt).toEqual(at('2026-03-26T16:00'))
    filed = await act(filed, 'teruskan', fo, '2026-02-03T10:00')
    filed = await act(filed, 'jelaskan', ppid, '2026-02-04T10:00', { 'penjelasan-ppid': 'Kami mengira cukup.' })
    const superior = place.officer('atasan-ppid.setda')
    expect(await place.as(superior, at('2026-02-04T11:00'), (work) => standingOf(work, ticket))).toBe('officer')
    expect(await place.as(place.officer('ppid-pembantu.dinkes'), at('2026-02-04T11:00'), (work) => standingOf(work, ticket))).toBeUndefined()
    const reads = (seat: string) => place.as(place.officer(seat), at('2026-02-04T11:00'), (work) => actsOnObjection(work, ticket))
    expect([await reads(seats.superior), await reads('ppid-pembantu.dpupr'), await reads('kepala.setda')]).toEqual([true, false, false])
    filed = await act(filed, 'putuskan', superior, '2026-02-05T10:00', { 'keputusan-atasan': 'dikabulkan', pertimbangan: 'Rinciannya harus diberikan.', 'jabatan-atasan': 'Sekretaris Daerah' })
    filed = await act(filed, 'susun', bo, '2026-02-05T11:00', { 'isi-surat': 'Keberatan dikabulkan.' })
    filed = await act(filed, 'paraf', ppid, '2026-02-05T13:30')
    filed = await place.sign(filed, seats.superior, '2026-02-06T09:00')
    expect(filed.state.step).toBe('sengketa')
    const clocks = await place.as(theSystem, at('2026-02-06T09:00'), (work) => clocksOf(work, filed.id))
    expect(clocks.find((clock) => clock.scope === 'ticket')).toMatchObject({ stoppedAt: at('2026-02-06T09:00') })
    // Fourteen working days from Friday the 6th: 9–13 (5), 18–20 (8), 23–27 (13), 2 March (14). In Ramadan the Monday ends at 15.00.
    expect(clocks.find((clock) => clock.step === 'sengketa')).toMatchObject({ roles: [], dueAt: at('2026-03-02T15:00') })
    expect((await entryOf(filed)).values).toMatchObject({ 'keputusan-atasan': 'dikabulkan', 'tanggal-surat': '2026-02-06', 'jabatan-atasan': 'Sekretaris Daerah' })

    // The applicant's time runs out: nobody has broken anything.
    await place.as(theSystem, at('2026-03-05T09:00'), (work) => recordBreaches(work, 500))
    filed = await reread(filed)
    expect((await place.traces(filed.id)).events.map((event) => event.act)).not.toContain('tenggat-terlewati')
    filed = await act(filed, 'beri-informasi', fo, '2026-03-05T10:00', { jawaban: 'Rinciannya terlampir.' })
    expect((await refusalOf(act(filed, 'catat', fo, '2026-03-05T11:00', { 'tanggapan-pemohon': 'sengketa', jawaban: 'Tercatat.' }))).faults.map((fault) => fault.field)).toEqual(['tanggal-sengketa'])
    filed = await act(filed, 'catat', fo, '2026-03-05T11:00', { 'tanggapan-pemohon': 'sengketa', 'tanggal-sengketa': '2026-02-27', 'nomor-sengketa': '7/KI/2026', jawaban: 'Tercatat.' })
    expect(filed.state).toMatchObject({ open: false, result: 'ditanggapi' })
    expect((await entryOf(filed)).values).toMatchObject({ 'tanggapan-pemohon': 'sengketa', 'tanggal-sengketa': '2026-02-27', 'nomor-sengketa': '7/KI/2026' })
    expect((await place.traces(filed.id)).events.map((event) => event.act)).not.toContain('tenggat-terlewati')
  })

  test('is open while the request is late and nothing has come', async () => {
    const ticket = await request('2026-02-02T09:00')
    expect((await refusalOf(object(ticket, at('2026-02-18T15:59')))).code).toBe('not-allowed')
    expect((await object(ticket, at('2026-02-18T16:01'), { 'alasan-keberatan': 'tidak-ditanggapi' })).sop).toBe('keberatan-ppid')
  })
})

describe('at the desk', () => {
  const desk = { 'meja-saluran': 'datang', 'meja-diterima': '2026-02-02T09:00', 'meja-nama': 'Kenanga Umpama', 'meja-nik': '', 'meja-telepon': '+62840100008', 'meja-surel': '' }
  const { 'nama-pemohon': _n, 'nomor-kontak': _k, ...others } = asked
  const enter = async (typed: Typed, { seat, file = true }: { seat?: string; file?: boolean } = {}) => {
    const formKey = randomUUID()
    const files = file ? { ktp: [await waitingFile(place, 'ktp', formKey)] } : {}
    return await place.as(place.officer(seat ?? fo), at('2026-02-02T10:00'), (work) => enterAtDesk(work, { sop: place.sop('ppid'), zone: 'WIB', formKey, typed: { ...desk, ...others, ...files, ...typed }, anonymous: false, secret: false }))
  }

  test('the front office of PPID takes requests, the back office does not; objections are entered from their request only', async () => {
    expect(mayEnterAtDesk(place.officer(fo), place.sop('ppid'))).toBe(true)
    expect(mayEnterAtDesk(place.officer(bo), place.sop('ppid'))).toBe(false)
    expect((await refusalOf(enter({}, { seat: bo }))).code).toBe('not-allowed')
    const alone = place.as(place.officer(fo), at('2026-02-02T10:00'), (work) => enterAtDesk(work, { sop: place.sop('keberatan-ppid'), zone: 'WIB', formKey: randomUUID(), typed: desk, anonymous: false, secret: false }))
    expect((await refusalOf(alone)).code).toBe('not-allowed')
  })

  test('who comes brings the KTP, and is asked for name and number once', async () => {
    expect((await refusalOf(enter({}, { file: false }))).faults.map((fault) => fault.field)).toEqual(['ktp'])
    const ticket = await enter({})
    expect(ticket).toMatchObject({ channel: 'datang', openedAt: at('2026-02-02T09:00'), state: { facts: { 'nama-pemohon': 'Kenanga Umpama', 'nomor-kontak': '+62840100008' } } })
    expect(await entryOf(ticket)).toMatchObject({ holder: { name: 'Kenanga Umpama' } })
  })

  test('an objection that came in time is taken when it is entered later; one that came too late is not', async () => {
    const ticket = await refused('2026-03-02')
    const bring = (received: string) => place.as(place.officer(fo), at('2026-04-23T09:00'), (work) => enterObjection(work, {
      ticketId: ticket.id, zone: 'WIB', formKey: randomUUID(),
      typed: { 'meja-saluran': 'surat', 'meja-diterima': received, judul: 'Anggaran jalan 2025', 'alasan-keberatan': 'ditolak', 'kasus-posisi': 'Saya keberatan.', uraian: 'Rincian.', 'tujuan-penggunaan': 'Penelitian', 'nama-pemohon': 'Melati Peraga', pekerjaan: 'Peneliti', alamat: 'Jalan Rahasia 7', 'nomor-kontak': '+62840100007' },
    }))
    expect((await refusalOf(bring('2026-04-22T08:00'))).code).toBe('too-late')
    const filed = await bring('2026-04-21T10:00')
    expect(filed).toMatchObject({ channel: 'surat', openedAt: at('2026-04-21T10:00'), parentId: ticket.id })
    expect(await place.as(theSystem, at('2026-04-23T09:00'), (work) => findSender(work, filed.id))).toMatchObject({ name: 'Melati Peraga', enteredBy: place.officer(fo).id })
  })
})
