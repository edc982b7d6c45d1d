import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { makeTestDatabase, testSecrets, type TestDatabase } from '../../kernel/testing.ts'
import { eventsOf } from '../audit/index.ts'
import { withdrawTicket } from './add-information.ts'
import { answerQuestion } from './answer-question.ts'
import { type FixtureTenant, later, loadFixtureTenant, mondayMorning, refusalOf } from './fixture-tenant.ts'
import { findMergeTarget, mergedInto, sharedEvents } from './merged-tickets.ts'
import { mergeTickets } from './merge-tickets.ts'
import { similarTickets } from './search-similar.ts'
import { sopSpans } from './sop-spans.ts'
import type { Ticket } from './ticket.ts'
import { findTicket } from './ticket-store.ts'
import { reporterTimeline } from './timeline.ts'
import { undoMerge } from './undo-merge.ts'
import { verifyTickets } from './verify-tickets.ts'

let database: TestDatabase
let place: FixtureTenant
beforeAll(async () => {
  database = await makeTestDatabase()
  place = await loadFixtureTenant(database, 'tenants/bengkalis')
})
afterAll(() => database.close())

const admin = 'admin-diskominfotik.diskominfotik'
const skpd = 'admin-skpd.dpupr'
const noon = later(mondayMorning, 120)
const merge = (own: Ticket, into: Ticket | string, { by = admin, at = noon, formKey = randomUUID() as string } = {}) =>
  place.as(place.officer(by), at, (work) => mergeTickets(work, { ticketId: own.id, into: typeof into === 'string' ? into : into.number, formKey }))
const undo = (own: Ticket, { at = later(mondayMorning, 1, 'days'), reason = 'Jalannya berbeda.', boss = true } = {}) => place.as(place.officer(admin, boss), at, (work) => undoMerge(work, { ticketId: own.id, reason }))
const fresh = async (ticket: Ticket) => (await place.as(theSystem, noon, (work) => findTicket(work, { id: ticket.id })))!
const told = async (ticket: Ticket) => (await place.traces(ticket.id)).messages.filter((one) => one.to_kind === 'reporter').map((one) => one.text)
const opened = (typed: Record<string, string> = {}, order = {}) => place.open('sipendekar', { typed: { judul: 'Jembatan kayu patah', uraian: 'Papan jembatan patah di ujung desa.', ...typed }, ...order })
const forward = (ticket: Ticket, unit = 'dpupr') => place.act(ticket, 'teruskan', { by: admin, typed: { unit } })

describe('a duplicate that is merged', () => {
  test('closes, and its reporter gets the other ticket’s news and answer, but not its questions; both chains say so', async () => {
    const first = await forward(await opened())
    const second = await opened()
    const closed = await merge(second, first)
    expect(closed.state).toMatchObject({ open: false, result: 'digabung', step: 'disposisi' })
    expect(await told(second)).toEqual([`Laporan Anda diterima dengan nomor ${second.number}.`, `Laporan Anda digabungkan dengan tiket ${first.number}, karena tentang hal yang sama. Kabar dan jawabannya tetap Anda terima di sini.`])
    expect((await place.traces(second.id)).turns).toEqual([])
    expect((await place.traces(second.id)).clocks.every((clock) => clock.stoppedAt)).toBe(true)
    expect((await place.traces(second.id)).events.at(-1)).toMatchObject({ act: 'gabung', body: { 'ke-tiket': first.number, hasil: 'digabung' } })
    expect((await place.traces(first.id)).events.at(-1)).toMatchObject({ act: 'terima-gabungan', body: { tiket: second.number } })
    expect((await fresh(first)).version).toBe(first.version)

    let going = await place.act(first, 'tanya', { by: skpd, at: later(noon, 10), typed: { pertanyaan: 'Rahasia dapur?' } })
    expect(await told(second)).toHaveLength(2)
    going = await place.act(await place.as({ kind: 'citizen', id: first.reporterId! }, later(noon, 20), (work) => answerQuestion(work, { ticketId: first.id, text: 'Ya.' })), 'jawab', { by: skpd, at: later(noon, 30), typed: { jawaban: 'Papan diganti.' } })
    await place.act(going, 'lepas', { by: admin, at: later(noon, 40), typed: { jawaban: 'Papan jembatan sudah diganti.' } })
    expect((await told(second)).slice(2)).toEqual([`Dari tiket ${first.number}, tempat laporan Anda digabungkan: Papan jembatan sudah diganti.`])
    const shared = await place.as(theSystem, noon, async (work) => {
      const events = await eventsOf(work, first.id)
      return reporterTimeline(place.sop('sipendekar'), sharedEvents(await sopSpans(work, events), events, noon), { unit: String, category: String, class: String, village: String })
    })
    expect(shared.map((entry) => entry.text)).toEqual(['SKPD telah menyusun draf jawaban. Draf sedang dikoreksi.', 'Laporan Anda telah dijawab.'])
    expect((await verifyTickets(database.owner.db, 'bengkalis', testSecrets)).faults).toEqual([])
  })

  test('on and on: all reporters stay informed, and each is counted once', async () => {
    const [a, b, c] = [await forward(await opened()), await opened(), await opened()]
    await merge(c, b)
    await merge(b, a)
    const all = await place.as(theSystem, noon, (work) => mergedInto(work, a.id))
    expect(all.map((one) => one.ticket.id).sort()).toEqual([b.id, c.id].sort())
    expect((await place.as(theSystem, noon, (work) => findMergeTarget(work, c.id)))?.ticket.id).toBe(a.id)
    const going = await place.act(a, 'jawab', { by: skpd, at: later(noon, 5), typed: { jawaban: 'x' } })
    await place.act(going, 'lepas', { by: admin, at: later(noon, 6), typed: { jawaban: 'Selesai semua.' } })
    for (const one of [b, c]) expect((await told(one)).at(-1)).toBe(`Dari tiket ${a.number}, tempat laporan Anda digabungkan: Selesai semua.`)
  })

  test('acted upon, says what happened and where it went; so does one that was withdrawn or closed', async () => {
    const [a, b, gone] = [await forward(await opened()), await forward(await opened()), await forward(await opened())]
    await merge(b, a, { by: skpd })
    const late = await refusalOf(place.act(b, 'jawab', { by: skpd, at: later(noon, 5), typed: { jawaban: 'x' } }))
    expect(late).toMatchObject({ code: 'conflict', message: `Tiket ${b.number} sudah digabungkan ke tiket ${a.number} oleh Admin SKPD pada Senin, 5 Januari 2026 pukul 12.00 WIB. Tindak lanjutnya ada di tiket itu.` })
    expect((await refusalOf(place.as({ kind: 'citizen', id: b.reporterId! }, noon, (work) => withdrawTicket(work, { ticketId: b.id, text: '' })))).message).toContain(`digabungkan dengan tiket ${a.number}`)
    await place.as({ kind: 'citizen', id: gone.reporterId! }, noon, (work) => withdrawTicket(work, { ticketId: gone.id, text: '' }))
    expect((await refusalOf(place.act(gone, 'jawab', { by: skpd, typed: { jawaban: 'x' } }))).message).toMatch(new RegExp(`^Pelapor mencabut tiket ${gone.number} pada`))
  })
})

describe('a merge is refused', () => {
  const fault = async (own: Ticket, into: Ticket | string) => (await refusalOf(merge(own, into))).faults[0]!.text
  test('with itself, with nothing, with a closed, another kind’s or a secret ticket', async () => {
    const own = await opened()
    expect(await fault(own, own)).toContain('itu tiket ini sendiri')
    for (const nothing of ['', 'abc', '000-000-000', "'; --"]) expect(await fault(own, nothing)).toContain('tidak ada tiket dengan nomor itu')
    const closed = await opened()
    await place.act(closed, 'tolak', { by: admin, typed: { alasan: 'Bukan laporan.' } })
    expect(await fault(own, closed)).toContain(`Tiket ${closed.number} sudah ditutup oleh Admin Diskominfotik`)
    const secret = await opened({}, { secret: true })
    expect(await fault(own, secret)).toContain('rahasia')
    expect((await merge(own, await opened({}, { secret: true, reporterId: own.reporterId }))).state.result).toBe('digabung')
    const request = await place.open('ppid')
    const refused = await refusalOf(place.as(place.officer(admin, true), noon, async (work) => mergeTickets(work, { ticketId: (await opened()).id, into: request.number, formKey: randomUUID() })))
    expect(refused.faults[0]!.text).toBe('Gabungkan ke tiket: pengaduan dan permohonan tidak dapat digabungkan.')
  })

  test('from an officer who only may read it, a stranger and a citizen', async () => {
    const [a, b] = [await forward(await opened()), await forward(await opened())]
    const moved = await place.act(b, 'jawab', { by: skpd, typed: { jawaban: 'x' } })
    expect((await refusalOf(merge(moved, a, { by: skpd }))).code).toBe('not-allowed')
    expect((await refusalOf(merge(moved, a, { by: 'admin-skpd.dinkes' }))).code).toBe('not-found')
    expect((await refusalOf(place.as({ kind: 'citizen', id: b.reporterId! }, noon, (work) => mergeTickets(work, { ticketId: b.id, into: a.number, formKey: randomUUID() })))).code).toBe('not-found')
  })
})

test('of two merges that cross one wins, and the other is told; the same form twice merges once', async () => {
  for (let n = 0; n < 5; n++) {
    const [a, b] = [await opened(), await opened()]
    const both = await Promise.allSettled([merge(a, b), merge(b, a)])
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const reason = both.find((one) => one.status === 'rejected')!.reason as Error
    expect(reason.message).toMatch(/sudah digabungkan ke tiket/)
    const open = (await Promise.all([fresh(a), fresh(b)])).filter((one) => one.state.open)
    expect(open).toHaveLength(1)
  }
  const [a, b] = [await opened(), await opened()]
  const formKey = randomUUID()
  await Promise.all([merge(a, b, { formKey }), merge(a, b, { formKey })])
  expect((await sql<{ n: number }>`select count(*)::int as n from merged_ticket where ticket_id = ${a.id}`.execute(database.owner.db)).rows[0]!.n).toBe(1)
})

describe('a wrong merge', () => {
  test('is undone by an administrator: open at its step, its clocks without the time between, its reporter told', async () => {
    const [a, b] = [await forward(await opened()), await opened()]
    const before = (await fresh(b)).dueAt!
    await merge(b, a)
    const back = await undo(b)
    expect(back.state).toMatchObject({ open: true, step: 'disposisi' })
    expect(back.closedAt).toBeUndefined()
    // Merged on Monday at noon, undone on Tuesday at ten: the two working days of this step move by the time between.
    expect(back.dueAt!.getTime()).toBeGreaterThan(before.getTime())
    expect((await place.traces(b.id)).turns.map((turn) => turn.post)).toEqual(['admin-diskominfotik'])
    expect((await told(b)).at(-1)).toContain('diproses lagi tersendiri')
    expect((await refusalOf(undo(b))).code).toBe('conflict')
    await place.act(back, 'teruskan', { by: admin, at: later(mondayMorning, 1500), typed: { unit: 'dpupr' } })
    expect((await told(b)).at(-1)).toContain('diteruskan ke')
    expect((await verifyTickets(database.owner.db, 'bengkalis', testSecrets)).faults).toEqual([])
    expect((await merge(await fresh(b), a, { by: skpd, at: later(mondayMorning, 2, 'days') })).state.result).toBe('digabung')
  })

  test('is not undone by others, without a reason, or too late', async () => {
    const [a, b] = [await opened(), await opened()]
    await merge(b, a)
    expect((await refusalOf(undo(b, { boss: false }))).code).toBe('not-allowed')
    expect((await refusalOf(undo(b, { reason: ' ' }))).faults).toEqual([{ field: 'alasan-batal-gabung', text: 'Alasan: wajib diisi.' }])
    expect((await refusalOf(undo(b, { at: later(mondayMorning, 90, 'days') }))).code).toBe('too-late')
    expect((await refusalOf(undo(a))).code).toBe('conflict')
  })
})

test('an officer is shown open tickets like it that they may read, and no others', async () => {
  const own = await opened({ judul: 'Menara telepon roboh', uraian: 'Menara telepon roboh menimpa warung.' })
  const like = await opened({ judul: 'Menara telepon roboh', uraian: 'Menara telepon yang roboh menimpa warung kopi.' })
  const closed = await opened({ judul: 'Menara telepon roboh', uraian: 'Menara telepon roboh di warung.' })
  await place.act(closed, 'tolak', { by: admin, typed: { alasan: 'x' } })
  const found = (by: string) => place.as(place.officer(by), noon, async (work) => (await similarTickets(work, { text: `${own.title} ${String(own.submitted.uraian)}`, sop: own.sop, except: own.id })).map((one) => one.id))
  expect(await found(admin)).toEqual([like.id])
  expect(await found(skpd)).toEqual([])
})
