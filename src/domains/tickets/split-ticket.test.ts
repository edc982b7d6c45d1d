import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { makeTestDatabase, testSecrets, type TestDatabase } from '../../kernel/testing.ts'
import { recapitulate } from '../reports/index.ts'
import { withdrawTicket } from './add-information.ts'
import { answerQuestion } from './answer-question.ts'
import { type FixtureTenant, later, loadFixtureTenant, mondayMorning, refusalOf } from './fixture-tenant.ts'
import { readInbox } from './inbox.ts'
import { releaseJoined } from './join-answer.ts'
import { recallPart, returnPart } from './part-orders.ts'
import { currentParts, joinAnswers, partsOf } from './part-store.ts'
import { splitTicket } from './split-ticket.ts'
import type { Ticket } from './ticket.ts'
import { findTicket } from './ticket-store.ts'
import { officerTimeline, reporterTimeline } from './timeline.ts'
import { verifyTickets } from './verify-tickets.ts'

let database: TestDatabase
let bengkalis: FixtureTenant
let rembang: FixtureTenant
let lumajang: FixtureTenant
let cirebon: FixtureTenant
beforeAll(async () => {
  database = await makeTestDatabase()
  bengkalis = await loadFixtureTenant(database, 'tenants/bengkalis')
  rembang = await loadFixtureTenant(database, 'tenants/rembang')
  lumajang = await loadFixtureTenant(database, 'tenants/lumajang')
  cirebon = await loadFixtureTenant(database, 'tenants/cirebon')
})
afterAll(() => database.close())

const admin = 'admin-diskominfotik.diskominfotik'
const noon = later(mondayMorning, 120)
const fresh = async (ticket: Ticket, place = bengkalis) => (await place.as(theSystem, noon, (work) => findTicket(work, { id: ticket.id })))!
const parts = (ticket: Ticket, place = bengkalis) => place.as(theSystem, noon, (work) => partsOf(work, ticket.id))
const told = async (ticket: Ticket) => (await bengkalis.traces(ticket.id)).messages.filter((one) => one.to_kind === 'reporter').map((one) => one.text)
const two = [{ unit: 'dpupr', instruction: 'Perbaiki papannya.' }, { unit: 'dishub', instruction: 'Pasang rambu.' }]
interface Splitting { place?: FixtureTenant; by?: string; rows?: { unit: string; instruction: string }[]; typed?: Record<string, string>; formKey?: string }
const split = (ticket: Ticket, { place = bengkalis, by = admin, rows = two, typed = {}, formKey = randomUUID() }: Splitting = {}) =>
  place.as(place.officer(by), noon, (work) => splitTicket(work, { ticketId: ticket.id, typed, parts: rows, seenVersion: ticket.version, formKey }))
const join = (ticket: Ticket, text: string, { by = admin, place = bengkalis, formKey = randomUUID() as string } = {}) =>
  place.as(place.officer(by), later(noon, 300), (work) => releaseJoined(work, { ticketId: ticket.id, text, seenVersion: ticket.version, formKey }))
const opened = (order = {}) => bengkalis.open('sipendekar', { typed: { judul: 'Jembatan patah', uraian: 'Papan patah dan tidak ada rambu.' }, ...order })
const answer = (part: Ticket, text: string, minutes: number) => bengkalis.act(part, 'jawab', { by: `admin-skpd.${part.state.unit}`, at: later(noon, minutes), typed: { jawaban: text } })

describe('a ticket that is split', () => {
  test('waits for its parts, each at the step where its unit answers, and is answered once for all', async () => {
    const ticket = await split(await opened())
    expect(ticket).toMatchObject({ parts: 'waiting', state: { step: 'disposisi', open: true } })
    expect((await bengkalis.traces(ticket.id)).turns).toEqual([])
    const [first, second] = await parts(ticket)
    expect([first, second].map((part) => [part!.partNo, part!.state.step, part!.state.unit, part!.state.facts.instruksi, part!.parentId])).toEqual([
      [1, 'tanggapan', 'dpupr', 'Perbaiki papannya.', ticket.id], [2, 'tanggapan', 'dishub', 'Pasang rambu.', ticket.id],
    ])
    expect((await bengkalis.traces(first!.id)).turns.map((turn) => `${turn.post}.${turn.unit}`)).toEqual(['admin-skpd.dpupr'])
    expect(first!.reporterId).toBeUndefined()
    expect(await told(ticket)).toEqual([`Laporan Anda diterima dengan nomor ${ticket.number}.`, 'Laporan Anda diteruskan ke 2 unit: Dinas Pekerjaan Umum dan Penataan Ruang; Dinas Perhubungan. Masing-masing menjawab bagiannya, lalu jawabannya digabungkan untuk Anda.'])
    expect((await bengkalis.traces(first!.id)).messages.filter((one) => one.to_kind === 'reporter')).toEqual([])

    const done = await answer(first!, 'Papan diganti.', 60)
    expect(done.state).toMatchObject({ open: false, result: 'terjawab', step: 'koreksi' })
    expect(await fresh(ticket)).toMatchObject({ parts: 'waiting' })
    expect((await refusalOf(join(await fresh(ticket), 'x'))).message).toContain('Masih ada bagian yang belum dijawab')
    await answer(second!, 'Rambu dipasang.', 90)
    const ready = await fresh(ticket)
    expect(ready.parts).toBe('ready')
    expect((await bengkalis.traces(ticket.id)).turns.map((turn) => turn.post)).toEqual(['admin-diskominfotik'])
    const joined = joinAnswers(await parts(ticket), (code) => code.toUpperCase())
    expect(joined).toBe('DPUPR:\nPapan diganti.\n\nDISHUB:\nRambu dipasang.')
    const formKey = randomUUID()
    const ended = await join(ready, joined, { formKey })
    await join(ready, joined, { formKey })
    expect(ended).toMatchObject({ answer: joined, state: { open: false, result: 'terjawab', step: 'diterima' } })
    expect(ended.publishedAt).toBeDefined()
    expect(ended.parts).toBeUndefined()
    expect((await told(ticket)).at(-1)).toBe(joined)
    expect((await parts(ticket)).every((part) => part.publishedAt === undefined)).toBe(true)
    const { events } = await bengkalis.traces(ticket.id)
    const names = { unit: (code: string) => code, category: String, class: String, village: String }
    expect(reporterTimeline(bengkalis.sop('sipendekar'), events, names).map((entry) => entry.text)).toEqual([
      'Laporan Anda diterima dan dicatat.', 'Laporan Anda diteruskan ke dpupr; dishub. Masing-masing menjawab bagiannya.', 'dpupr telah menyusun jawaban untuk bagiannya.', 'dishub telah menyusun jawaban untuk bagiannya.',
      'Laporan Anda telah dijawab. Jawabannya gabungan dari beberapa unit.',
    ])
    expect(officerTimeline(bengkalis.sop('sipendekar'), events, names).map((entry) => entry.text)).toEqual(['Kirim laporan', 'Dibagi ke beberapa unit', 'Bagian selesai', 'Bagian selesai', 'Jawaban gabungan dikirim'])
    expect((await verifyTickets(database.owner.db, 'bengkalis', testSecrets)).faults).toEqual([])
  })

  test('counts as one report, and its parts are in the inboxes of their units only', async () => {
    const counted = async () => (await bengkalis.as(bengkalis.officer(admin, true), noon, (work) => recapitulate(work, 'saluran', {}))).total.received
    const before = await counted()
    const ticket = await split(await opened())
    expect(await counted()).toBe(before + 1)
    const waiting = await bengkalis.as(bengkalis.officer('admin-skpd.dishub'), noon, (work) => readInbox(work, { view: 'giliran', size: 50 }))
    expect(waiting.rows.map((row) => row.id)).toContain((await parts(ticket))[1]!.id)
    const own = await bengkalis.as(bengkalis.officer(admin), noon, (work) => readInbox(work, { view: 'giliran', size: 50 }))
    expect(own.rows.map((row) => row.id)).not.toContain(ticket.id)
  })

  test('asks its reporter through a part, on the one ticket that is theirs', async () => {
    const ticket = await split(await opened())
    const [part] = await parts(ticket)
    const asking = await bengkalis.act(part!, 'tanya', { by: 'admin-skpd.dpupr', at: later(noon, 10), typed: { pertanyaan: 'Papan yang mana?' } })
    expect(asking.state.waiting).toBe(true)
    expect((await told(ticket)).at(-1)).toBe('Dinas Pekerjaan Umum dan Penataan Ruang bertanya: Papan yang mana?')
    const answered = await bengkalis.as({ kind: 'citizen', id: ticket.reporterId! }, later(noon, 20), (work) => answerQuestion(work, { ticketId: part!.id, text: 'Yang ketiga.', holdsCode: true }))
    expect(answered.state.waiting).toBe(false)
  })

  test('goes on when a part is called back; without any answer its holder disposes anew', async () => {
    const ticket = await split(await opened())
    const [first, second] = await parts(ticket)
    const recall = (part: Ticket, by = admin, text = 'Keliru.') => bengkalis.as(bengkalis.officer(by), later(noon, 30), (work) => recallPart(work, { partId: part.id, text }))
    expect((await refusalOf(recall(first!, 'admin-skpd.dpupr'))).code).toBe('not-allowed')
    expect((await refusalOf(recall(first!, admin, ' '))).faults[0]!.field).toBe('alasan-tarik')
    await recall(first!)
    expect((await refusalOf(recall(first!))).code).toBe('conflict')
    expect((await refusalOf(answer(first!, 'x', 40))).message).toContain('sudah ditutup')
    expect((await fresh(ticket)).parts).toBe('waiting')
    await recall(second!)
    const again = await fresh(ticket)
    expect(again.parts).toBeUndefined()
    expect((await bengkalis.act(again, 'teruskan', { by: admin, at: later(noon, 60), typed: { unit: 'dpupr' } })).state.step).toBe('tanggapan')
  })

  test('sends an answer back to its unit, and waits again', async () => {
    const ticket = await split(await opened())
    const [first, second] = await parts(ticket)
    await answer(first!, 'Tidak tahu.', 20)
    await answer(second!, 'Rambu dipasang.', 30)
    const back = await bengkalis.as(bengkalis.officer(admin), later(noon, 40), (work) => returnPart(work, { partId: first!.id, text: 'Sebutkan jadwalnya.' }))
    expect(back.state).toMatchObject({ open: true, step: 'tanggapan', drafted: false })
    expect(await fresh(ticket)).toMatchObject({ parts: 'waiting' })
    await answer(back, 'Papan diganti besok.', 50)
    expect(joinAnswers(await parts(ticket), String)).toBe('dpupr:\nPapan diganti besok.\n\ndishub:\nRambu dipasang.')
    await join(await fresh(ticket), 'Selesai.')
    expect((await verifyTickets(database.owner.db, 'bengkalis', testSecrets)).faults).toEqual([])
  })

  test('that its reporter takes back ends its parts too, and their units are told', async () => {
    const ticket = await split(await opened())
    await bengkalis.as({ kind: 'citizen', id: ticket.reporterId! }, later(noon, 10), (work) => withdrawTicket(work, { ticketId: ticket.id, text: '' }))
    for (const part of await parts(ticket)) {
      expect(part.state).toMatchObject({ open: false, result: 'dicabut' })
      expect((await bengkalis.traces(part.id)).messages.at(-1)!.text).toContain('Pelapor mencabut tiket')
    }
  })
})

test('a part that is not its unit’s goes back to the admin, who hands it on; the ticket waits on', async () => {
  const ticket = await split(await opened())
  const [first, second] = await parts(ticket)
  const back = await bengkalis.act(first!, 'bukan-kami', { by: 'admin-skpd.dpupr', typed: { alasan: 'x', kewenangan: 'unit-lain', 'unit-seharusnya': 'dlh' } })
  expect(back.state).toMatchObject({ open: true, step: 'disposisi' })
  const moved = await bengkalis.act(back, 'teruskan', { by: admin, typed: { unit: 'dlh' } })
  await answer(moved, 'Sudah.', 60)
  await answer(second!, 'Sudah juga.', 70)
  expect((await fresh(ticket)).parts).toBe('ready')
})

test('where the unit itself sends its answer to the reporter, a part’s answer waits for the others; nothing goes out before', async () => {
  const lapor = await bengkalis.open('lapor', { typed: { judul: 'Jalan gelap dan rusak' } })
  const ticket = await split(lapor, { by: 'admin-pusat.diskominfotik', typed: { klasifikasi: 'permintaan-informasi' } })
  expect(ticket.state.facts.klasifikasi).toBe('permintaan-informasi')
  for (const part of await parts(ticket)) {
    const verified = await bengkalis.act(part, 'terverifikasi', { by: `admin-instansi.${part.state.unit}` })
    const done = await bengkalis.act(verified, 'jawab', { by: `pejabat-penghubung.${part.state.unit}`, typed: { jawaban: `Dari ${part.state.unit}.` } })
    expect(done).toMatchObject({ state: { open: false, result: 'ditindaklanjuti' } })
    expect(done.publishedAt).toBeUndefined()
  }
  expect((await told(ticket)).filter((text) => text.includes('Dari d'))).toEqual([])
  const ended = await join(await fresh(ticket), 'Gabungan.', { by: 'admin-pusat.diskominfotik' })
  expect(ended).toMatchObject({ answer: 'Gabungan.', state: { result: 'ditindaklanjuti', open: false } })
})

test('with several steps in the unit a part walks them all, and ends where it would go back to the portal', async () => {
  const ticket = await split(await rembang.open('sms-wadul-bupati'), { place: rembang, by: 'admin-portal.dinkominfo', rows: [{ unit: 'dputaru', instruction: 'a' }, { unit: 'dinperkim', instruction: 'b' }] })
  for (const part of await parts(ticket, rembang)) {
    const { unit } = part.state
    let going = await rembang.act(part, 'laporkan', { by: `pejabat-penghubung.${unit}` })
    going = await rembang.act(going, 'perintahkan', { by: `kepala.${unit}`, typed: { instruksi: 'Proses.' } })
    going = await rembang.act(going, 'selesai-telaah', { by: `tim-opd.${unit}`, typed: { 'hasil-telaah': 'x' } })
    going = await rembang.act(going, 'laporkan', { by: `pejabat-penghubung.${unit}`, typed: { jawaban: `Dari ${unit}.` } })
    going = await rembang.act(going, 'setujui', { by: `kepala.${unit}` })
    expect(going.state.open).toBe(true)
    going = await rembang.act(going, 'serahkan', { by: `pejabat-penghubung.${unit}`, typed: { 'tindak-lanjut': 'x' } })
    expect(going.state).toMatchObject({ open: false, result: 'terjawab' })
  }
  expect((await fresh(ticket, rembang)).parts).toBe('ready')
})

describe('where nobody hands reports on to units, the unit that answers splits it', () => {
  const both = [{ unit: 'dlh', instruction: 'Angkut sampahnya.' }, { unit: 'dishub', instruction: 'Atur parkirnya.' }]
  test('Lumajang: the OPD that the reporter chose joins the answers, which go out as the SOP says for this identity', async () => {
    const begun = await lumajang.open('pengaduan-online', { typed: { unit: 'dlh', judul: 'Pasar kotor dan macet' } })
    const valid = await lumajang.act(await lumajang.act(begun, 'periksa', { by: 'validator.diskominfo' }), 'valid', { by: 'validator.diskominfo' })
    expect((await refusalOf(split(valid, { place: lumajang, by: 'validator.diskominfo', rows: both }))).code).toBe('not-allowed')
    const ticket = await split(valid, { place: lumajang, by: 'admin-opd.dlh', rows: both })
    expect(ticket).toMatchObject({ parts: 'waiting', state: { step: 'tanggapan', unit: 'dlh' } })
    const [first, second] = await parts(ticket, lumajang)
    expect([first, second].map((part) => [part!.state.step, part!.state.unit, part!.state.facts.instruksi, part!.state.drafted])).toEqual([['tanggapan', 'dlh', 'Angkut sampahnya.', false], ['tanggapan', 'dishub', 'Atur parkirnya.', false]])
    expect((await lumajang.traces(second!.id)).turns.map((turn) => `${turn.post}.${turn.unit}`)).toEqual(['admin-opd.dishub'])
    expect((await lumajang.traces(second!.id)).messages.map((one) => `${one.post}.${one.unit}: ${one.text}`)).toEqual(['admin-opd.dishub: Bagian 2 dari tiket yang menyangkut beberapa unit, untuk unit Anda: Pasar kotor dan macet'])
    expect((await lumajang.traces(second!.id)).clocks.filter((clock) => !clock.stoppedAt).map((clock) => clock.step)).toEqual(['tanggapan'])
    // Splitting gives nobody more time: the seven working days run on, for the ticket and for each part.
    const runs = async (id: string) => (await lumajang.traces(id)).clocks.find((clock) => clock.step === 'tanggapan' && !clock.stoppedAt)!
    const promise = (await runs(valid.id)).dueAt!
    expect(promise).toBeDefined()
    expect([(await runs(ticket.id)).dueAt, (await runs(first!.id)).dueAt, (await runs(second!.id)).dueAt]).toEqual([promise, promise, promise])
    // While one unit asks the reporter, the whole ticket's promise stands still.
    await lumajang.act(second!, 'tanya', { by: 'admin-opd.dishub', at: later(noon, 10), typed: { pertanyaan: 'Parkir yang mana?' } })
    expect((await runs(ticket.id)).dueAt).toBeUndefined()
    expect((await runs(first!.id)).dueAt).toEqual(promise)
    await lumajang.as({ kind: 'citizen', id: ticket.reporterId! }, later(noon, 1, 'days'), (work) => answerQuestion(work, { ticketId: second!.id, text: 'Sisi timur.', holdsCode: true }))
    expect((await runs(ticket.id)).dueAt!.getTime()).toBeGreaterThan(promise.getTime())
    const asked = await fresh(second!, lumajang)
    const reply = (part: Ticket, text: string, at: number) => lumajang.act(part, 'jawab', { by: `admin-opd.${part.state.unit}`, at: later(noon, at), typed: { jawaban: text } })
    expect((await reply(first!, 'Diangkut.', 1560)).publishedAt).toBeUndefined()
    await reply(asked, 'Diatur.', 1570)
    const ready = await fresh(ticket, lumajang)
    expect(ready.parts).toBe('ready')
    const back = await lumajang.as(lumajang.officer('admin-opd.dlh'), later(noon, 1580), (work) => returnPart(work, { partId: second!.id, text: 'Sejak kapan?' }))
    expect(back.state).toMatchObject({ step: 'tanggapan', open: true })
    await reply(back, 'Diatur sejak Senin.', 1590)
    expect((await refusalOf(join(await fresh(ticket, lumajang), 'x', { by: 'admin-opd.dishub', place: lumajang }))).code).toBe('not-allowed')
    const formKey = randomUUID()
    const ended = await join(await fresh(ticket, lumajang), 'Diangkut, dan diatur sejak Senin.', { by: 'admin-opd.dlh', place: lumajang, formKey })
    expect(ended).toMatchObject({ answer: 'Diangkut, dan diatur sejak Senin.', state: { open: false, result: 'terjawab', step: 'tampil' } })
    expect(ended.publishedAt).toBeDefined()
    expect((await join(ended, 'Diangkut, dan diatur sejak Senin.', { by: 'admin-opd.dlh', place: lumajang, formKey })).version).toBe(ended.version)
    const told = (await lumajang.traces(ticket.id)).messages.filter((one) => one.to_kind === 'reporter').map((one) => one.text)
    expect(told.filter((text) => text.startsWith('Diangkut'))).toEqual(['Diangkut, dan diatur sejak Senin.'])
    expect((await verifyTickets(database.owner.db, 'lumajang', testSecrets)).faults).toEqual([])
  })

  test('Cirebon: a PIC splits it to an agency outside the group; the admin sends on the joined answer only; a part sent elsewhere goes to that group', async () => {
    const begun = await cirebon.open('upik', { typed: { judul: 'Jalan rusak', uraian: 'Jalan rusak dan berlubang, aspal ambles, tolong diperbaiki.' } })
    expect([begun.state.step, begun.state.group]).toEqual(['tanggapan', ['dputr']])
    const rows = [{ unit: 'dputr', instruction: 'Tambal.' }, { unit: 'polresta', instruction: 'Jaga lalu lintasnya.' }, { unit: 'dishub', instruction: 'Rambu.' }]
    const ticket = await split(begun, { place: cirebon, by: 'pic-skpd.dputr', rows })
    const made = await parts(ticket, cirebon)
    expect(await Promise.all(made.map(async (part) => (await cirebon.traces(part.id)).turns.map((turn) => `${turn.post}.${turn.unit}`)))).toEqual([['pic-skpd.dputr'], ['pic-vertikal.polresta'], ['pic-skpd.dishub']])
    const elsewhere = await cirebon.act(made[2]!, 'bukan-kami', { by: 'pic-skpd.dishub', typed: { alasan: 'x', kewenangan: 'tidak-tahu', petunjuk: 'Mungkin air.' } })
    const moved = await cirebon.act(elsewhere, 'arahkan', { by: 'admin-egov.diskominfo', typed: { kategori: 'sampah' } })
    expect(moved.state).toMatchObject({ step: 'tanggapan', group: ['dlh'], unit: 'dlh' })
    const reply = (part: Ticket, by: string, at: number) => cirebon.act(part, 'jawab', { by, at: later(noon, at), typed: { jawaban: `Dari ${by}.` } })
    expect((await reply(made[0]!, 'pic-skpd.dputr', 10)).state).toMatchObject({ open: false, result: 'terjawab' })
    await reply(made[1]!, 'pic-vertikal.polresta', 20)
    await reply(moved, 'pic-skpd.dlh', 30)
    expect((await refusalOf(join(await fresh(ticket, cirebon), 'x'.repeat(4001), { by: 'pic-skpd.dputr', place: cirebon }))).faults.map((fault) => fault.field)).toEqual(['jawaban-gabungan'])
    const drafted = await join(await fresh(ticket, cirebon), 'Gabungan.', { by: 'pic-skpd.dputr', place: cirebon })
    expect(drafted.state).toMatchObject({ step: 'lanjutkan', open: true })
    expect(drafted.answer).toBeUndefined()
    expect((await refusalOf(cirebon.as(cirebon.officer('admin-egov.diskominfo'), later(noon, 390), (work) => returnPart(work, { partId: made[0]!.id, text: 'x' })))).code).toBe('conflict')
    const ended = await cirebon.act(drafted, 'lanjutkan', { by: 'admin-egov.diskominfo', at: later(noon, 400) })
    expect(ended).toMatchObject({ answer: 'Gabungan.', state: { open: false, result: 'terjawab' } })
    expect((await verifyTickets(database.owner.db, 'cirebon', testSecrets)).faults).toEqual([])
  })

  test('is refused with each fault by its row; a second split counts on, and joins its own answers only', async () => {
    const opened = () => cirebon.open('upik', { typed: { judul: 'Jalan rusak', uraian: 'Jalan rusak dan berlubang, aspal ambles.' } })
    const faults = (await refusalOf(split(await opened(), { place: cirebon, by: 'pic-skpd.dputr', rows: [{ unit: 'tidak-ada', instruction: 'x' }, { unit: '', instruction: 'y' }, { unit: 'dlh', instruction: ' ' }, { unit: 'dlh', instruction: 'z' }] }))).faults
    expect(faults.map((fault) => fault.field)).toEqual(['bagian-1-unit', 'bagian-2-unit', 'bagian-3-instruksi', 'bagian-4-unit'])
    const rows = [{ unit: 'dputr', instruction: 'a' }, { unit: 'dlh', instruction: 'b' }]
    const ticket = await split(await opened(), { place: cirebon, by: 'pic-skpd.dputr', rows })
    for (const part of await parts(ticket, cirebon)) await cirebon.as(cirebon.officer('pic-skpd.dputr'), later(noon, 5), (work) => recallPart(work, { partId: part.id, text: 'Keliru.' }))
    const again = await split(await fresh(ticket, cirebon), { place: cirebon, by: 'pic-skpd.dputr', rows })
    expect((await parts(again, cirebon)).map((part) => part.partNo)).toEqual([1, 2, 3, 4])
    expect((await cirebon.as(theSystem, noon, (work) => currentParts(work, ticket.id))).map((part) => part.partNo)).toEqual([3, 4])
  })
})

describe('a split is refused', () => {
  const faults = async (rows: { unit: string; instruction: string }[]) => (await refusalOf(split(await opened(), { rows }))).faults.map((fault) => fault.field)
  test('with fewer than two units, one unit twice, an unknown one, without an order; and nothing is left of it', async () => {
    expect(await faults([])).toEqual(['bagian-1-unit'])
    expect(await faults([{ unit: 'dpupr', instruction: 'x' }])).toEqual(['bagian-2-unit'])
    expect(await faults([{ unit: 'dpupr', instruction: 'x' }, { unit: 'dpupr', instruction: 'y' }])).toEqual(['bagian-2-unit'])
    expect(await faults([{ unit: 'dpupr', instruction: '' }, { unit: 'tidak-ada', instruction: 'y' }])).toEqual(['bagian-1-instruksi', 'bagian-2-unit'])
    const left = await sql<{ n: number }>`select count(*)::int as n from ticket t where part_no is not null and not exists (select from event e where e.ticket_id = t.parent_id and e.act = 'bagi')`.execute(database.owner.db)
    expect(left.rows[0]!.n).toBe(0)
  })

  test('from who does not hold the ticket, of a part, and a second time', async () => {
    const ticket = await opened()
    expect((await refusalOf(split(ticket, { by: 'admin-skpd.dpupr' }))).code).toBe('not-allowed')
    const waiting = await split(ticket)
    expect((await refusalOf(split(waiting))).code).toBe('conflict')
    const [part] = await parts(waiting)
    const back = await bengkalis.act(part!, 'bukan-kami', { by: 'admin-skpd.dpupr', typed: { alasan: 'x', kewenangan: 'tidak-tahu', petunjuk: 'x' } })
    expect((await refusalOf(split(back))).code).toBe('not-allowed')
  })

  test('by one of two at once', async () => {
    const ticket = await opened()
    const both = await Promise.allSettled([split(ticket), split(ticket), bengkalis.act(ticket, 'teruskan', { by: admin, at: noon, typed: { unit: 'dlh' } })])
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  })
})

test('two parts answered at the same moment: the ticket is ready once, and its holder is told once', async () => {
  const ticket = await split(await opened())
  const [first, second] = await parts(ticket)
  await Promise.all([answer(first!, 'Satu.', 10), answer(second!, 'Dua.', 10)])
  expect((await fresh(ticket)).parts).toBe('ready')
  expect((await bengkalis.traces(ticket.id)).messages.filter((one) => one.text.startsWith('Semua bagian'))).toHaveLength(1)
})
