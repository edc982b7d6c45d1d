import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { sheetRows } from '../sop/index.ts'
import { answerQuestion } from './answer-question.ts'
import { type FixtureTenant, loadFixtureTenant, refusalOf, tenantFolders } from './fixture-tenant.ts'
import { actsFor } from './take-step.ts'
import { findTicket } from './ticket-store.ts'
import type { Ticket } from './ticket.ts'

// Rimbaraya is invented: a regency in the zone WIT with a week of six days, its own units, posts, times and SOPs, loaded from data alone.
let database: TestDatabase
let place: FixtureTenant
beforeAll(async () => {
  database = await makeTestDatabase()
  place = await loadFixtureTenant(database, tenantFolders.at(-1)!)
})
afterAll(() => database.close())

const at = (local: string) => new Date(`${local}:00+09:00`)
const feast = { 'jenis-pemohon': 'perorangan', 'jenis-acara': 'hajatan', nip: '', surel: '' }
const concert = { ...feast, 'jenis-acara': 'konser' }

async function apply(typed = feast): Promise<Ticket> {
  return await place.open('izin-keramaian', { at: at('2026-01-08T10:00'), typed })
}

async function complete(ticket: Ticket, unit = 'distrik-hilir'): Promise<Ticket> {
  const { id } = place.officer(`pengawas.${unit}`)
  return await place.act(ticket, 'lengkap', { by: 'loket.kesbang', at: at('2026-01-08T11:00'), typed: { unit, petugas: id } })
}

async function drafted(typed = feast): Promise<Ticket> {
  const ticket = await complete(await apply(typed))
  return await place.act(ticket, 'susun', { by: 'analis.kesbang', at: at('2026-01-08T12:00'), typed: { jawaban: 'Izin diberikan.' } })
}

async function running(ticket: Ticket) {
  return new Map((await place.traces(ticket.id)).clocks.filter((clock) => !clock.stoppedAt).map((clock) => [clock.scope, clock]))
}

describe('its time', () => {
  test('counts Saturdays, and ends at its own hours in its own zone', async () => {
    const clocks = await running(await apply())
    expect(clocks.get('ticket')!.dueAt).toEqual(at('2026-01-12T14:00'))
    expect(clocks.get('step')!.dueAt).toEqual(at('2026-01-08T14:00'))
  })

  test('knows its anniversary; days of the calendar run over Sunday and end at the same hour', async () => {
    const eve = await place.open('izin-keramaian', { at: at('2026-09-08T10:00'), typed: feast })
    expect((await running(eve)).get('ticket')!.dueAt).toEqual(at('2026-09-12T13:00'))
    let hulu = await complete(await place.open('izin-keramaian', { at: at('2026-01-08T10:00'), typed: concert }), 'distrik-hulu')
    hulu = await place.act(hulu, 'tinjau', { by: 'analis.kesbang', at: at('2026-01-08T12:00'), typed: { instruksi: 'Tinjau.' } })
    expect((await running(hulu)).get('step')).toMatchObject({ step: 'tinjauan', unit: 'distrik-hulu', dueAt: at('2026-01-11T12:00') })
  })

  test('of the whole request follows the kind of event', async () => {
    expect((await running(await apply(concert))).get('ticket')!.duration).toEqual({ amount: 9, unit: 'working-day' })
    expect((await running(await apply({ ...feast, 'jenis-acara': 'pasar-malam' }))).get('ticket')!.duration).toEqual({ amount: 5, unit: 'working-day' })
  })

  test('is extended once, with the reason, and never again', async () => {
    let ticket = await complete(await apply())
    ticket = await place.act(ticket, 'perpanjang', { by: 'analis.kesbang', at: at('2026-01-09T09:00'), typed: { alasan: 'Menunggu denah.' } })
    expect((await running(ticket)).get('ticket')).toMatchObject({
      dueAt: at('2026-01-15T14:00'), extension: { by: { amount: 3, unit: 'working-day' }, reason: 'Menunggu denah.', at: at('2026-01-09T09:00').toISOString(), role: 'Analis' },
    })
    const offered = await place.as(place.officer('analis.kesbang'), at('2026-01-09T10:00'), (work) => actsFor(work, ticket))
    expect(offered.map((one) => one.act.name)).toEqual(['susun'])
    expect((await refusalOf(place.act(ticket, 'perpanjang', { by: 'analis.kesbang', at: at('2026-01-09T10:00'), typed: { alasan: 'Lagi.' } }))).code).toBe('not-allowed')
  })

  test('waits for the applicant, and the extension is counted after the pause', async () => {
    let ticket = await apply()
    ticket = await place.act(ticket, 'tanya', { by: 'loket.kesbang', at: at('2026-01-09T09:00'), typed: { pertanyaan: 'Mana denahnya?' } })
    const reporter = { kind: 'citizen' as const, id: ticket.reporterId! }
    ticket = await place.as(reporter, at('2026-01-12T15:00'), (work) => answerQuestion(work, { ticketId: ticket.id, text: 'Terlampir.' }))
    expect((await running(ticket)).get('ticket')!.dueAt).toEqual(at('2026-01-15T14:00'))
  })
})

describe('its form', () => {
  test('asks for a NIK from a person, for a NIP and an office address from an agency', async () => {
    const missing = async (typed: Record<string, string>) => (await refusalOf(place.open('izin-keramaian', { typed: { ...feast, nik: '', ...typed } }))).faults.map((fault) => fault.field)
    expect(await missing({ 'jenis-pemohon': 'perorangan' })).toEqual(['nik'])
    expect(await missing({ 'jenis-pemohon': 'instansi' })).toEqual(['nip', 'surel'])
    expect(await missing({ 'jenis-pemohon': 'instansi', nip: '1', surel: 'a@lain.example' })).toEqual(['nip', 'surel'])
  })

  test('takes the start of an event that is still to come: it is a request, not a report of what happened', async () => {
    const ticket = await place.open('izin-keramaian', { at: at('2026-01-08T10:00'), typed: { ...feast, 'waktu-kejadian': '2026-02-14T08:00' } })
    expect(ticket.submitted['waktu-kejadian']).toBe('2026-02-14T08:00:00+09:00')
  })

  test('cuts a long title between two signs', async () => {
    const ticket = await place.open('keberatan', { typed: { judul: `${'a'.repeat(116)}😀${'b'.repeat(20)}` } })
    expect(ticket.title).toBe(`${'a'.repeat(116)}…`)
  })

  test('keeps personal values out of the events', async () => {
    const ticket = await apply()
    expect(ticket.submitted.nik).toBe('1403011708909001')
    expect(JSON.stringify((await place.traces(ticket.id)).events)).not.toContain('1403011708909001')
  })
})

describe('the paraf of two', () => {
  test('is complete when both have given it, in either order, and its effects happen once', async () => {
    for (const order of [['kabid', 'sekretaris'], ['sekretaris', 'kabid']]) {
      let ticket = await drafted()
      ticket = await place.act(ticket, 'paraf', { by: `${order[0]}.kesbang`, at: at('2026-01-08T12:10') })
      expect(ticket.state).toMatchObject({ step: 'paraf', acted: { [order[0]!]: 'paraf' } })
      const half = await place.traces(ticket.id)
      expect(half.turns.map((turn) => turn.post)).toEqual([order[1]])
      expect(half.messages.filter((message) => message.post === 'kepala')).toEqual([])
      expect((await refusalOf(place.act(ticket, 'paraf', { by: `${order[0]}.kesbang`, at: at('2026-01-08T12:11') }))).code).toBe('not-allowed')
      ticket = await place.act(ticket, 'paraf', { by: `${order[1]}.kesbang`, at: at('2026-01-08T12:20') })
      expect(ticket.state).toMatchObject({ step: 'tanda-tangan', acted: {} })
      const whole = await place.traces(ticket.id)
      expect(whole.messages.filter((message) => message.post === 'kepala')).toHaveLength(1)
      expect(whole.clocks.find((clock) => clock.step === 'paraf')).toMatchObject({ startedAt: at('2026-01-08T12:00'), stoppedAt: at('2026-01-08T12:20') })
    }
  })

  test('is sent back by one alone, and both must give it anew', async () => {
    let ticket = await drafted()
    ticket = await place.act(ticket, 'paraf', { by: 'kabid.kesbang', at: at('2026-01-08T12:10') })
    ticket = await place.act(ticket, 'kembalikan', { by: 'sekretaris.kesbang', at: at('2026-01-08T12:20'), typed: { catatan: 'Salah tanggal.' } })
    expect(ticket.state).toMatchObject({ step: 'telaah', acted: {} })
    ticket = await place.act(ticket, 'susun', { by: 'analis.kesbang', at: at('2026-01-08T12:30'), typed: { jawaban: 'Izin diberikan, tanggal betul.' } })
    expect((await place.traces(ticket.id)).turns.map((turn) => turn.post)).toEqual(['kabid', 'sekretaris'])
  })

  test('may be stopped by the Sekretaris only', async () => {
    const ticket = await drafted()
    const names = async (seat: string) => (await place.as(place.officer(seat), at('2026-01-08T12:10'), (work) => actsFor(work, ticket))).map((one) => one.act.name)
    expect(await names('kabid.kesbang')).toEqual(['paraf', 'kembalikan'])
    expect(await names('sekretaris.kesbang')).toEqual(['paraf', 'kembalikan', 'batal'])
    expect(await names('loket.kesbang')).toEqual([])
    const stopped = await place.act(ticket, 'batal', { by: 'sekretaris.kesbang', at: at('2026-01-08T12:10'), typed: { alasan: 'Syarat kurang.' } })
    expect(stopped.state).toMatchObject({ open: false, result: 'dihentikan' })
  })

  test('one person who holds both posts gives both, one after the other', async () => {
    const both = { ...place.officer('kabid.kesbang'), posts: [{ post: 'kabid', unit: 'kesbang' }, { post: 'sekretaris', unit: 'kesbang' }] }
    let ticket = await drafted()
    ticket = await place.act(ticket, 'paraf', { by: both, at: at('2026-01-08T12:10') })
    expect(ticket.state.step).toBe('paraf')
    expect((await place.act(ticket, 'paraf', { by: both, at: at('2026-01-08T12:10') })).state.step).toBe('tanda-tangan')
  })
})

async function signed(act: 'tanda-tangani' | 'tolak', typed: Record<string, string>, form = feast): Promise<Ticket> {
  let ticket = await drafted(form)
  for (const post of ['kabid', 'sekretaris']) ticket = await place.act(ticket, 'paraf', { by: `${post}.kesbang`, at: at('2026-01-08T12:20') })
  return await place.act(ticket, act, { by: 'kepala.kesbang', at: at('2026-01-08T13:00'), typed })
}

describe('its ends', () => {
  test('the permit is a product that stands in the database; a feast is private, a concert is published', async () => {
    const ticket = await signed('tanda-tangani', { 'nomor-surat': '300/1/2026' })
    expect(ticket).toMatchObject({ answer: 'Izin diberikan.', answerPrivate: true, state: { open: false, result: 'diterbitkan' } })
    const { rows } = await sql`select register, number, "values" ->> 'nomor-surat' as nomor, issued_at from product where ticket_id = ${ticket.id}`.execute(database.owner.db)
    expect(rows).toEqual([{ register: 'izin-keramaian', number: '1/IK/2026', nomor: '300/1/2026', issued_at: at('2026-01-08T13:00') }])
    const open = await signed('tanda-tangani', { 'nomor-surat': '300/2/2026' }, concert)
    expect(open.publishedAt).toBeInstanceOf(Date)
  })

  test('a refusal opens an objection with the applicant’s own words, tied to the first ticket', async () => {
    const ticket = await signed('tolak', { alasan: 'Terlalu ramai.' })
    expect(ticket.state).toMatchObject({ open: false, result: 'ditolak' })
    const { rows } = await sql<{ id: string }>`select id from ticket where parent_id = ${ticket.id}`.execute(database.owner.db)
    const linked = await place.as({ kind: 'system' }, at('2026-01-09T09:00'), (work) => findTicket(work, { id: rows[0]!.id }))
    expect(linked).toMatchObject({
      sop: 'keberatan', channel: 'linked', parentId: ticket.id, reporterId: ticket.reporterId, submitted: { judul: ticket.submitted.judul, uraian: ticket.submitted.uraian },
      state: { step: 'putusan', open: true },
    })
    const kept = await place.traces(linked!.id)
    expect(kept.turns.map((turn) => `${turn.post}.${turn.unit}`)).toEqual(['kepala.kesbang'])
    expect(kept.events[0]!.body).toMatchObject({ sop: 'keberatan', saluran: 'linked', induk: ticket.id })
  })

  test('the inspector appointed is an officer of the list, and stands in the ticket', async () => {
    const ticket = await complete(await apply())
    expect(ticket.state).toMatchObject({ unit: 'distrik-hilir', officer: place.officer('pengawas.distrik-hilir').id })
    const stranger = { unit: 'distrik-hilir', petugas: '00000000-0000-7000-8000-000000000001' }
    expect((await refusalOf(place.act(await apply(), 'lengkap', { by: 'loket.kesbang', typed: stranger }))).faults.map((fault) => fault.field)).toEqual(['petugas'])
  })

  test('the analyst is told with the name of the event in the sentence that the SOP wrote', async () => {
    const ticket = await complete(await apply({ ...feast, judul: 'Pesta panen' } as typeof feast))
    const told = (await place.traces(ticket.id)).messages.filter((message) => message.post === 'analis')
    expect(told.map((message) => message.text)).toEqual(['Permohonan baru untuk ditelaah: Pesta panen'])
  })
})

test('the printed sheet comes from the same definition', () => {
  expect(sheetRows(place.sop('izin-keramaian')).map((row) => [row.row, row.time])).toEqual([
    [1, ''], [2, '4 jam kerja'], [3, '1 s.d. 2 hari kerja'], [4, '3 hari'], [5, '45 menit kerja'], [6, '36 jam'], [7, '20 detik'], [8, ''],
  ])
})
