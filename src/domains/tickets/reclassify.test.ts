import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, theSystem } from '../../kernel/actor.ts'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { eventsOf } from '../audit/index.ts'
import { clocksOf } from '../deadlines/index.ts'
import { filesOf } from '../files/index.ts'
import { productsOfTicket } from '../products/index.ts'
import { type Sop, sopsInForce, type Typed } from '../sop/index.ts'
import { type FixtureTenant, loadFixtureTenant, refusalOf, waitingFile } from './fixture-tenant.ts'
import { answerQuestion } from './answer-question.ts'
import { moveTicket } from './move-ticket.ts'
import { type OfficerReading, readBoth } from './reclassify-testing.ts'
import { findField, sopSpans, stepOfClock } from './sop-spans.ts'
import { readTenantLists } from './tenant-surroundings.ts'
import type { Ticket } from './ticket.ts'
import { beginCourse } from './ticket-course.ts'
import { findTicket, lockTicket } from './ticket-store.ts'
import { verifyTickets } from './verify-tickets.ts'
import { standingOf } from './visible-ticket.ts'

let database: TestDatabase
let place: FixtureTenant
beforeAll(async () => {
  database = await makeTestDatabase()
  place = await loadFixtureTenant(database, 'tenants/bengkalis')
})
afterAll(() => database.close())

const at = (local: string) => new Date(`${local}:00+07:00`)
const admin = 'admin-diskominfotik.diskominfotik'
const bo = 'back-office-ppid.diskominfotik'
const owner = (ticket: Ticket) => ({ kind: 'citizen' as const, id: ticket.reporterId! })
const reread = (ticket: Ticket) => place.as(theSystem, at('2026-02-02T08:00'), async (work) => (await findTicket(work, { id: ticket.id }))!)
const act = (ticket: Ticket, name: string, by: string | Actor, when: string, typed: Typed = {}, formKey?: string) => place.act(ticket, name, { by, at: at(when), typed, ...(formKey && { formKey }) })
const clocks = (ticket: Ticket) => place.as(theSystem, at('2026-02-02T08:00'), (work) => clocksOf(work, ticket.id))
const entries = (ticket: Ticket) => place.as(theSystem, at('2026-12-01T08:00'), (work) => productsOfTicket(work, ticket.id))
const told = async (ticket: Ticket) => (await place.traces(ticket.id)).messages.filter((message) => message.to_kind === 'reporter').map((message) => message.text)
const read = (ticket: Ticket, seat: string): Promise<OfficerReading> => place.as(place.officer(seat), at('2026-02-10T08:00'), (work) => readBoth(work, ticket.id))

const story = { 'jenis-laporan': 'aduan', judul: 'Minta data anggaran jalan', uraian: 'Berapa anggaran jalan tahun 2025?' }

async function complaint(switches: { anonymous?: boolean; secret?: boolean } = {}, sop = 'sipendekar'): Promise<Ticket> {
  const formKey = randomUUID()
  return await place.open(sop, { at: at('2026-02-02T09:00'), formKey, typed: { ...story, lampiran: [await waitingFile(place, 'lampiran', formKey)] }, ...switches })
}

/** What PPID asks besides, with the KTP. */
async function completed(): Promise<{ typed: Typed; formKey: string }> {
  const formKey = randomUUID()
  return {
    formKey,
    typed: {
      uraian: 'Rincian anggaran pemeliharaan jalan tahun 2025.', 'tujuan-penggunaan': 'Penelitian', 'jenis-permintaan': 'melihat', 'jenis-pemohon': 'perorangan', 'nama-pemohon': 'Melati Peraga', pekerjaan: 'Peneliti', alamat: 'Jalan Rahasia 7',
      'nomor-kontak': '+62840100007', ktp: [await waitingFile(place, 'ktp', formKey)],
    },
  }
}

const toPpid = (ticket: Ticket, when = '2026-02-03T10:00') => act(ticket, 'pindah-ppid', admin, when)

async function registered(ticket: Ticket, when: string): Promise<Ticket> {
  const { typed, formKey } = await completed()
  return await act(ticket, 'daftar', owner(ticket), when, typed, formKey)
}

describe('a complaint that is really a request for information', () => {
  test('keeps number, sender, switches, story and files; the clocks of SIPENDEKAR end, those of PPID wait for what is still missing, and say so', async () => {
    const before = await complaint({ secret: true })
    const ticket = await toPpid(before)
    expect(ticket).toMatchObject({ number: before.number, reporterId: before.reporterId, secret: true, anonymous: false, submitted: before.submitted, title: before.title, openedAt: before.openedAt, sop: 'ppid', state: { step: 'lengkapi', open: true } })
    expect(await place.as(theSystem, at('2026-02-03T10:00'), async (work) => (await filesOf(work, ticket.id)).map((file) => file.field))).toEqual(['lampiran'])
    const all = await clocks(ticket)
    expect(all.map((clock) => [clock.scope, clock.step, clock.stoppedAt?.toISOString(), clock.breachedAt])).toEqual([
      ['step', 'disposisi', at('2026-02-03T10:00').toISOString(), undefined], ['ticket', undefined, undefined, undefined],
    ])
    expect(all[1]).toMatchObject({ startedAt: at('2026-02-03T10:00'), duration: { amount: 10, unit: 'working-day' }, pauses: [{ from: at('2026-02-03T10:00').toISOString() }] })
    expect((await told(ticket)).at(-1)).toBe(`Tiket ${ticket.number} dipindahkan dari SIPENDEKAR ke Permohonan informasi publik. Nomor dan riwayatnya tetap. Waktunya berjalan sesudah Anda melengkapi yang diminta di halaman tiket.`)
    expect(await entries(ticket)).toEqual([])
    expect((await place.traces(ticket.id)).turns).toMatchObject([{ lane: 'back-office', post: 'back-office-ppid', step: 'lengkapi' }])
  })

  test('is registered when its sender has completed it, and its ten working days count from then', async () => {
    const ticket = await registered(await toPpid(await complaint()), '2026-02-04T10:00')
    expect(ticket.state).toMatchObject({ step: 'verifikasi', facts: { 'jenis-laporan': 'aduan', uraian: 'Rincian anggaran pemeliharaan jalan tahun 2025.' } })
    expect(ticket.submitted.uraian).toBe(story.uraian)
    expect(await entries(ticket)).toMatchObject([{ register: 'permohonan-informasi', number: expect.stringMatching(/^\d+\/PPID\/2026$/), values: { uraian: 'Rincian anggaran pemeliharaan jalan tahun 2025.' } }])
    // Moved on Tuesday the 3rd, completed on Wednesday the 4th: 5, 6, 9–13 (7), 18, 19, 20 (10); 16 and 17 February are holidays.
    expect((await clocks(ticket)).find((clock) => clock.scope === 'ticket')!.dueAt).toEqual(at('2026-02-20T15:30'))
  })

  test('from SP4N LAPOR! moves by the same rule', async () => {
    const ticket = await act(await complaint({}, 'lapor'), 'pindah-ppid', 'admin-pusat.diskominfotik', '2026-02-03T10:00')
    expect(ticket).toMatchObject({ sop: 'ppid', state: { step: 'lengkapi' } })
    const tickets = (await clocks(ticket)).filter((clock) => clock.scope === 'ticket')
    expect(tickets.map((clock) => [clock.duration.amount, Boolean(clock.stoppedAt)])).toEqual([[14, true], [10, false]])
  })

  test('whose unit had it before leaves that unit, which reads neither KTP nor address', async () => {
    let ticket = await act(await complaint(), 'teruskan', admin, '2026-02-02T10:00', { unit: 'dpupr' })
    ticket = await act(ticket, 'bukan-kami', 'admin-skpd.dpupr', '2026-02-02T11:00', { alasan: 'Ini permintaan data.', kewenangan: 'tidak-tahu', petunjuk: 'Mungkin PPID.' })
    ticket = await registered(await toPpid(ticket), '2026-02-04T10:00')
    expect(ticket.state).toMatchObject({ unit: undefined, group: [], officer: undefined })
    const { readable } = await read(ticket, 'admin-skpd.dpupr')
    expect(readable).toEqual(['lampiran'])
    expect((await read(ticket, bo)).readable).toEqual(['ktp', 'lampiran'])
  })

  test('with a question still open takes the question away, and later ones run their own course', async () => {
    let ticket = await act(await complaint(), 'tanya', admin, '2026-02-02T10:00', { pertanyaan: 'Maksud Anda?' })
    ticket = await toPpid(ticket)
    const kept = await reread(ticket)
    expect(kept.state.waiting).toBe(false)
    expect(kept).not.toHaveProperty('question')
    expect((await refusalOf(place.as(owner(ticket), at('2026-02-03T11:00'), (work) => answerQuestion(work, { ticketId: ticket.id, text: 'Data.' })))).code).toBe('conflict')
    expect((await registered(ticket, '2026-02-04T10:00')).state.step).toBe('verifikasi')
  })
})

describe('a reporter who asked not to be named', () => {
  test('stays unnamed by the move; their name is open only when they send the request themselves', async () => {
    let ticket = await toPpid(await complaint({ anonymous: true }))
    expect(ticket.anonymous).toBe(true)
    expect((await refusalOf(act(ticket, 'daftar', bo, '2026-02-03T11:00', (await completed()).typed))).code).toBe('not-allowed')
    expect((await refusalOf(act(ticket, 'daftar', owner(ticket), '2026-02-03T11:00', {}))).faults.map((fault) => fault.field)).toContain('nama-pemohon')
    ticket = await registered(ticket, '2026-02-04T10:00')
    expect(await reread(ticket)).toMatchObject({ anonymous: false, revealedAt: at('2026-02-04T10:00') })
    expect((await entries(ticket))[0]!.holder.name).toBe('Melati Peraga')
  })

  test('may say that it is no request: it goes back, unnamed still, and can be published as they agreed', async () => {
    let ticket = await toPpid(await complaint({ anonymous: true }))
    ticket = await act(ticket, 'bukan-permintaan', owner(ticket), '2026-02-03T12:00')
    expect(await reread(ticket)).toMatchObject({ sop: 'sipendekar', anonymous: true, answerPrivate: false, state: { step: 'disposisi' } })
    expect((await clocks(ticket)).filter((clock) => !clock.stoppedAt)).toMatchObject([{ scope: 'step', step: 'disposisi', startedAt: at('2026-02-03T12:00'), dueAt: at('2026-02-05T16:00') }])
    ticket = await act(ticket, 'teruskan', admin, '2026-02-03T13:30', { unit: 'dpupr' })
    ticket = await act(ticket, 'jawab', 'admin-skpd.dpupr', '2026-02-04T10:00', { jawaban: 'Ini jawabannya.' })
    ticket = await act(ticket, 'lepas', admin, '2026-02-04T11:00', { jawaban: 'Ini jawabannya.' })
    expect(ticket.publishedAt).toBeInstanceOf(Date)
  })

  test('is not moved to a step that would not ask them first: refused with the reason', async () => {
    const ticket = await complaint({ anonymous: true })
    const straight = place.as(place.officer(admin), at('2026-02-03T10:00'), async (work) => {
      const [sop] = (await sopsInForce(work, '2026-02-03')).filter((one: Sop) => one.code === 'sipendekar')
      const course = beginCourse(work, { sop: sop!, lists: await readTenantLists(work, sop!), ticket: await lockTicket(work, ticket.id), clocks: await clocksOf(work, ticket.id) })
      course.events.push({ ticketId: ticket.id, at: work.now, act: 'uji', actor: { kind: 'system' }, body: {} })
      await moveTicket(course, { do: 'move-ticket', sop: 'ppid', step: 'verifikasi', clock: 'now' })
    })
    expect(await refusalOf(straight)).toMatchObject({ code: 'conflict', message: expect.stringContaining('Pelapor minta namanya disembunyikan, sedangkan Permohonan informasi publik tidak dapat diproses tanpa nama.') })
  })
})

describe('a request that is really a complaint', () => {
  async function wrong(): Promise<Ticket> {
    const { typed, formKey } = await completed()
    return await place.open('ppid', { at: at('2026-02-02T09:00'), formKey, typed: { ...typed, judul: 'Jalan rusak', 'nomor-kontak': '+62840100007' } })
  }

  test('moves to SIPENDEKAR with its register entry and history; it is never published, because its sender never agreed to that', async () => {
    let ticket = await wrong()
    expect((await refusalOf(act(ticket, 'pindah-sipendekar', bo, '2026-02-03T09:00'))).faults.map((fault) => fault.field)).toEqual(['alasan'])
    ticket = await act(ticket, 'pindah-sipendekar', bo, '2026-02-03T09:00', { alasan: 'Anda melaporkan jalan rusak.' })
    expect(await reread(ticket)).toMatchObject({ sop: 'sipendekar', answerPrivate: true, state: { step: 'disposisi' } })
    expect((await told(ticket)).at(-1)).toBe(`Tiket ${ticket.number} dipindahkan dari Permohonan informasi publik ke SIPENDEKAR. Nomor dan riwayatnya tetap. Waktunya dihitung mulai sekarang; batas terdekat Kamis, 5 Februari 2026 pukul 16.00 WIB.`)
    expect((await entries(ticket)).map((entry) => entry.register)).toEqual(['permohonan-informasi'])
    ticket = await act(ticket, 'teruskan', admin, '2026-02-03T10:00', { unit: 'dpupr' })
    expect((await read(ticket, 'admin-skpd.dpupr')).readable).toEqual([])
    ticket = await act(ticket, 'jawab', 'admin-skpd.dpupr', '2026-02-04T10:00', { jawaban: 'Kami perbaiki.' })
    ticket = await act(ticket, 'lepas', admin, '2026-02-04T11:00', { jawaban: 'Kami perbaiki.' })
    expect(ticket.publishedAt).toBeUndefined()
    const stranger = { kind: 'citizen' as const, id: randomUUID() }
    expect(await place.as(stranger, at('2026-02-05T08:00'), (work) => standingOf(work, ticket))).toBeUndefined()
  })
})

describe('the histories of a ticket that moved there and back', () => {
  test('are read in the words of the SOP in force at each event, by officer and reporter; so is each promise', async () => {
    let ticket = await registered(await toPpid(await complaint()), '2026-02-04T10:00')
    ticket = await act(ticket, 'pindah-sipendekar', bo, '2026-02-05T09:00', { alasan: 'Ternyata laporan.' })
    ticket = await act(ticket, 'teruskan', admin, '2026-02-05T10:00', { unit: 'dpupr' })
    const { officer, reporter } = await read(ticket, admin)
    expect(officer.map((entry) => [entry.role, entry.text])).toEqual([
      ['Masyarakat', 'Kirim laporan'], ['Admin Diskominfotik', 'Pindahkan ke PPID'], ['Admin Diskominfotik', 'Tiket dipindahkan ke layanan lain'],
      ['Pemohon Informasi', 'Kirim permohonan informasi'], ['Pemohon Informasi', expect.stringMatching(/^Pemohon mengisi Formulir Registrasi/)],
      ['Back Office PPID Utama', 'Pindahkan ke SIPENDEKAR'], ['Back Office PPID Utama', 'Tiket dipindahkan ke layanan lain'], ['Admin Diskominfotik', 'Teruskan ke SKPD'],
    ])
    expect(officer[2]!.details).toEqual([{ label: 'Dari', text: 'SIPENDEKAR' }, { label: 'Ke', text: 'Permohonan informasi publik' }])
    expect(officer[3]!.details.find((one) => one.label === 'Tujuan penggunaan informasi')).toEqual({ label: 'Tujuan penggunaan informasi', text: 'Penelitian' })
    expect(JSON.stringify(officer)).not.toContain('Jalan Rahasia')
    expect(reporter.map((entry) => entry.text)).toEqual([
      'Laporan Anda diterima dan dicatat.', 'Laporan Anda adalah permintaan informasi publik, dan ditangani menurut layanan PPID.', 'Tiket Anda dipindahkan dari SIPENDEKAR ke Permohonan informasi publik. Nomor dan riwayatnya tetap.',
      'Anda mengirim permohonan informasi yang lengkap.', 'Permohonan Anda terdaftar dalam register permohonan informasi publik.', 'Permohonan Anda ternyata laporan, bukan permintaan informasi. Ternyata laporan.',
      'Tiket Anda dipindahkan dari Permohonan informasi publik ke SIPENDEKAR. Nomor dan riwayatnya tetap.', 'Laporan Anda diteruskan ke Dinas Pekerjaan Umum dan Penataan Ruang.',
    ])
    const spans = await place.as(theSystem, at('2026-02-06T08:00'), async (work) => await sopSpans(work, await eventsOf(work, ticket.id)))
    expect(spans.map((span) => [span.from, span.sop.code])).toEqual([[1, 'sipendekar'], [4, 'ppid'], [8, 'sipendekar']])
    const steps = (await clocks(ticket)).map((clock) => [clock.scope, clock.step, stepOfClock(spans, clock)?.activity.slice(0, 28)])
    expect(steps).toEqual([
      ['step', 'disposisi', 'Sistem secara otomatis merek'], ['ticket', undefined, undefined], ['step', 'disposisi', 'Sistem secara otomatis merek'], ['step', 'tanggapan', 'SKPD menerima aduan dari Adm'],
    ])
    expect(findField(spans, 'ktp')?.sop.code).toBe('ppid')
  })

  test('are whole and proved', async () => {
    expect((await verifyTickets(database.owner.db, place.id, database.secrets)).faults).toEqual([])
  })
})
