import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { loadFixtureTenant, refusalOf, tenantFolders } from './fixture-tenant.ts'
import { openFixtureTenant } from './fixture-tenant-file.ts'
import { readInbox } from './inbox.ts'
import { findPublished } from './published-tickets.ts'
import { recordAnswerRead } from './read-answer.ts'
import { reopeningWindow, reopenTicket } from './reopen-ticket.ts'
import type { Ticket } from './ticket.ts'
import { findTicket } from './ticket-store.ts'
import { verifyTickets } from './verify-tickets.ts'
import { withdrawTicket } from './add-information.ts'

const { database, place } = await openFixtureTenant('bengkalis')

const at = (local: string) => new Date(`${local}:00+07:00`)
const admin = 'admin-diskominfotik.diskominfotik'
let ticket: Ticket

/** A Monday's report, answered on Tuesday 6 January 2026 at 10. */
beforeEach(async () => {
  ticket = await place.open('sipendekar', { at: at('2026-01-05T09:00') })
  ticket = await place.act(ticket, 'teruskan', { by: admin, at: at('2026-01-05T10:00'), typed: { unit: 'dpupr' } })
  await answerOnce('Lubang sudah ditambal.', '2026-01-06T10:00')
})

async function answerOnce(text: string, when: string): Promise<void> {
  ticket = await place.act(ticket, 'jawab', { by: 'admin-skpd.dpupr', at: at(when), typed: { jawaban: text } })
  ticket = await place.act(ticket, 'lepas', { by: admin, at: at(when), typed: { jawaban: text } })
}

const reporter = () => ({ kind: 'citizen' as const, id: ticket.reporterId! })
const reopen = async (when: string, { text = 'Lubangnya masih ada.', formKey = randomUUID() as string } = {}) => {
  ticket = await place.as(reporter(), at(when), (work) => reopenTicket(work, { ticketId: ticket.id, text, formKey }))
}
const windowAt = (when: string) => place.as(theSystem, at(when), async (work) => reopeningWindow(work, (await findTicket(work, { id: ticket.id }))!))

describe('a report that was answered', () => {
  test('may be opened again for ten working days: until the 21st, for the 16th is a holiday', async () => {
    // 7, 8, 9, 12, 13, 14, 15, 19, 20, 21 January; Friday 16 January 2026 is Isra Mikraj.
    expect(await windowAt('2026-01-07T08:00')).toEqual({ state: 'open', until: at('2026-01-21T16:00'), left: 2 })
    expect((await windowAt('2026-01-21T16:00')).state).toBe('open')
    expect(await windowAt('2026-01-21T16:01')).toEqual({ state: 'closed', until: at('2026-01-21T16:00'), since: at('2026-01-06T10:00'), within: '10 hari kerja' })
  })

  test('goes back to the unit that answered; the three days begin anew; who holds it and the administrators are told, with the reason', async () => {
    await place.as(reporter(), at('2026-01-07T08:00'), (work) => recordAnswerRead(work, ticket))
    await reopen('2026-01-08T09:00')
    expect(ticket).toMatchObject({ reopened: 1, state: { step: 'tanggapan', unit: 'dpupr', open: true, drafted: false }, answer: 'Lubang sudah ditambal.' })
    const traces = await place.traces(ticket.id)
    expect(traces.row).toMatchObject({ reopened_count: 1, closed_at: null, result: null, read_at: null, answer: 'Lubang sudah ditambal.', open: true })
    expect(traces.turns).toMatchObject([{ post: 'admin-skpd', unit: 'dpupr', step: 'tanggapan', due_at: at('2026-01-13T16:00') }])
    expect(traces.clocks.filter((clock) => clock.step === 'tanggapan').map((clock) => [clock.startedAt, clock.stoppedAt])).toEqual([[at('2026-01-05T10:00'), expect.any(Date)], [at('2026-01-08T09:00'), undefined]])
    expect(traces.events.at(-1)).toMatchObject({ act: 'buka-lagi', actor: { kind: 'citizen', id: ticket.reporterId }, body: { langkah: 'diterima', ke: 'tanggapan', kali: 1, unit: 'dpupr' } })
    expect(JSON.stringify(traces.events.at(-1)!.body)).not.toContain('Lubangnya')
    const told = traces.messages.slice(-3).map((message) => [message.post ?? message.to_kind, message.unit, message.text])
    expect(told).toEqual(expect.arrayContaining([
      ['admin-skpd', 'dpupr', `Pelapor membuka lagi tiket ${ticket.number} (ke-1). Alasannya: Lubangnya masih ada.`],
      ['admin-diskominfotik', 'diskominfotik', `Pelapor membuka lagi tiket ${ticket.number} (ke-1). Alasannya: Lubangnya masih ada.`],
      ['reporter', null, `Laporan Anda dibuka lagi dan kembali kepada yang menjawabnya. Nomornya tetap ${ticket.number}.`],
    ]))
    const inbox = await place.as(place.officer('admin-skpd.dpupr'), at('2026-01-08T10:00'), (work) => readInbox(work, { view: 'giliran', size: 50 }))
    expect(inbox.rows.find((row) => row.id === ticket.id)).toMatchObject({ reopened: 1 })
  })

  test('stays public with its earlier answer and says that it is open again; a new answer takes its place, and both stay on record', async () => {
    await reopen('2026-01-08T09:00')
    const shown = () => place.as({ kind: 'guest' }, at('2026-01-09T09:00'), (work) => findPublished(work, ticket.number))
    expect(await shown()).toMatchObject({ answer: 'Lubang sudah ditambal.', reopened: true })
    await answerOnce('Ditambal lagi dengan aspal panas.', '2026-01-09T10:00')
    expect(await shown()).toMatchObject({ answer: 'Ditambal lagi dengan aspal panas.', publishedAt: at('2026-01-06T10:00') })
    expect(await shown()).not.toHaveProperty('reopened')
    expect((await place.traces(ticket.id)).answers.filter((answer) => answer.released).map((answer) => answer.text)).toEqual(['Lubang sudah ditambal.', 'Ditambal lagi dengan aspal panas.'])
    await place.sealAll()
    expect((await verifyTickets(database.owner.db, 'bengkalis', database.secrets)).faults).toEqual([])
  })

  test('is opened again twice, each time counted from its last closing; a third time the reporter is told where else to go', async () => {
    await reopen('2026-01-08T09:00')
    await answerOnce('Jawaban kedua.', '2026-01-09T10:00')
    expect(await windowAt('2026-01-12T09:00')).toMatchObject({ state: 'open', left: 1, until: at('2026-01-26T16:00') })
    await reopen('2026-01-12T09:00')
    await answerOnce('Jawaban ketiga.', '2026-01-13T10:00')
    expect(await windowAt('2026-01-13T11:00')).toEqual({ state: 'spent', times: 2 })
    const refused = await refusalOf(reopen('2026-01-13T11:00'))
    expect(refused).toMatchObject({ code: 'conflict', message: expect.stringMatching(/2 kali dibuka lagi.*SP4N-LAPOR!.*Ombudsman/) })
  })

  test('too late is refused with the last day and the day of today', async () => {
    expect(await refusalOf(reopen('2026-01-22T08:00'))).toMatchObject({
      code: 'too-late',
      message: 'Laporan dapat dibuka lagi paling lambat 10 hari kerja sesudah ditutup Selasa, 6 Januari 2026 pukul 10.00 WIB, yaitu Rabu, 21 Januari 2026 pukul 16.00 WIB. '
        + 'Sekarang Kamis, 22 Januari 2026 pukul 08.00 WIB, sehingga laporan ini tidak dapat dibuka lagi. Anda dapat membuat laporan baru.',
    })
  })

  test('is opened once by a form that is sent twice, also at once; another form then finds it open', async () => {
    const formKey = randomUUID()
    const both = await Promise.all([1, 2].map(() => place.as(reporter(), at('2026-01-08T09:00'), (work) => reopenTicket(work, { ticketId: ticket.id, text: 'Masih.', formKey }))))
    expect(both.map((one) => one.reopened)).toEqual([1, 1])
    expect((await place.traces(ticket.id)).events.filter((event) => event.act === 'buka-lagi')).toHaveLength(1)
    expect(await refusalOf(reopen('2026-01-08T09:01'))).toMatchObject({ code: 'conflict', message: expect.stringContaining('sedang dikerjakan') })
  })

  test('is opened by nobody else, and not without a reason', async () => {
    const order = { ticketId: ticket.id, text: 'Masih.', formKey: randomUUID() }
    for (const actor of [{ kind: 'guest' as const }, { kind: 'citizen' as const, id: randomUUID() }, place.officer('admin-skpd.dpupr')]) {
      expect(await refusalOf(place.as(actor, at('2026-01-08T09:00'), (work) => reopenTicket(work, order)))).toMatchObject({ code: 'not-found' })
    }
    expect(await refusalOf(reopen('2026-01-08T09:00', { text: ' \0 ' }))).toMatchObject({ code: 'bad-input', faults: [{ field: 'alasan-buka-lagi' }] })
    expect(await refusalOf(reopen('2026-01-08T09:00', { text: 'a'.repeat(4001) }))).toMatchObject({ faults: [{ text: 'Alasan: ada 4001 huruf, paling banyak 4000.' }] })
  })
})

describe('a report that nobody answered', () => {
  test('withdrawn or refused, it is not opened again', async () => {
    ticket = await place.open('sipendekar', { at: at('2026-01-05T09:00') })
    ticket = await place.as(reporter(), at('2026-01-05T10:00'), (work) => withdrawTicket(work, { ticketId: ticket.id, text: '' }))
    expect(await windowAt('2026-01-05T11:00')).toEqual({ state: 'none' })
    expect(await refusalOf(reopen('2026-01-05T11:00'))).toMatchObject({ code: 'not-allowed' })
    ticket = await place.open('sipendekar', { at: at('2026-01-05T09:00') })
    ticket = await place.act(ticket, 'tolak', { by: admin, at: at('2026-01-05T10:00'), typed: { alasan: 'Bukan urusan kabupaten.' } })
    expect(await windowAt('2026-01-05T11:00')).toEqual({ state: 'none' })
  })
})

describe('what a reporter wrote', () => {
  test('is missed when it is changed or taken away behind the product’s back', async () => {
    await reopen('2026-01-08T09:00')
    await place.sealAll()
    const faults = async () => (await verifyTickets(database.owner.db, 'bengkalis', database.secrets)).faults.filter((fault) => fault.ticketId === ticket.id).map((fault) => fault.text)
    const seq = (await place.traces(ticket.id)).events.at(-1)!.seq
    await sql`update reporter_text set text = 'Sudah baik.' where ticket_id = ${ticket.id}`.execute(database.owner.db)
    expect(await faults()).toEqual([`tulisan pelapor pada peristiwa ${seq} diubah`])
    await sql`update reporter_text set text = null, salt = null where ticket_id = ${ticket.id}`.execute(database.owner.db)
    expect(await faults()).toEqual([`tulisan pelapor pada peristiwa ${seq} dihapus`])
    await sql`delete from reporter_text where ticket_id = ${ticket.id}`.execute(database.owner.db)
    expect(await faults()).toEqual([`tulisan pelapor pada peristiwa ${seq} dihapus`])
  })
})

test.each([['cirebon', 'upik', 'tanggapan'], ['lumajang', 'pengaduan-online', 'tanggapan'], ['rembang', 'sms-wadul-bupati', 'disposisi']])('%s opens %s again at %s', async (tenant, code, step) => {
  const other = await loadFixtureTenant(database, tenantFolders.find((folder) => folder.endsWith(tenant))!)
  expect(other.sop(code).reopening).toEqual({ within: { amount: 10, unit: 'working-day' }, step, most: 2 })
})
