import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { saveTenant } from '../organisation/index.ts'
import { answerQuestion } from './answer-question.ts'
import { type FixtureTenant, loadFixtureTenant, tenantFolders } from './fixture-tenant.ts'
import { recordBreaches, reckonTicketsAnew } from './keep-clocks.ts'
import type { Ticket } from './ticket.ts'

// Rembang escalates to the superior at the due date, to the administrators one working day later; so does the invented Rimbaraya, where a ticket has a promise of its own.
let database: TestDatabase
let rembang: FixtureTenant
let rimbaraya: FixtureTenant
beforeAll(async () => {
  database = await makeTestDatabase()
  const load = async (name: string) => loadFixtureTenant(database, tenantFolders.find((folder) => folder.endsWith(name))!)
  rembang = await load('rembang')
  rimbaraya = await load('rimbaraya')
})
afterAll(() => database.close())

const at = (local: string) => new Date(`${local}:00+07:00`)
const tim = 'tim-opd.dputaru'

/** A complaint that the team of DPUTARU examines, from Monday 10.30 on: two working days, so until Wednesday 16.00. */
async function inExamination(): Promise<Ticket> {
  let ticket = await rembang.open('sms-wadul-bupati', { at: at('2026-01-05T10:00') })
  ticket = await rembang.act(ticket, 'teruskan', { by: 'admin-portal.dinkominfo', at: at('2026-01-05T10:10'), typed: { unit: 'dputaru' } })
  ticket = await rembang.act(ticket, 'laporkan', { by: 'pejabat-penghubung.dputaru', at: at('2026-01-05T10:20') })
  return await rembang.act(ticket, 'perintahkan', { by: 'kepala.dputaru', at: at('2026-01-05T10:30'), typed: { instruksi: 'Tinjau.' } })
}

async function keepTime(place: FixtureTenant, now: Date): Promise<void> {
  while ((await place.as(theSystem, now, (work) => recordBreaches(work))) > 0);
}

/** What was told of a ticket's broken promises since a moment, in its order: kind, to whom, text. */
async function toldSince(ticket: Ticket, since: Date): Promise<string[]> {
  const { rows } = await sql<{ kind: string; seat: string; text: string }>`
    select kind, post || '.' || unit as seat, text from message
    where subject_id = ${ticket.id} and kind in ('terlambat', 'eskalasi') and at >= ${since} order by at, id`.execute(database.owner.db)
  return rows.map((row) => `${row.kind} ${row.seat}: ${row.text}`)
}

const late = (ticket: Ticket, since: string) => `Tenggat terlewati: langkah telaah (Tim OPD) tiket ${ticket.number}, sejak ${since}.`
const wednesday = 'Rabu, 7 Januari 2026 pukul 16.00 WIB'

describe('an escalation in stages', () => {
  test('tells who owed it and the first stage at the due date, the next at its time, each once, and says which stage and since when', async () => {
    const ticket = await inExamination()
    await keepTime(rembang, at('2026-01-07T16:00'))
    expect(await toldSince(ticket, at('2026-01-05T00:00'))).toEqual([])
    const first = at('2026-01-07T16:01')
    await keepTime(rembang, first)
    await keepTime(rembang, at('2026-01-08T15:59'))
    expect(await toldSince(ticket, first)).toEqual([
      `terlambat ${tim}: ${late(ticket, wednesday)}`,
      `eskalasi kepala.dputaru: ${late(ticket, wednesday)} Eskalasi tahap 1 dari 2 kepada atasan.`,
    ])
    const second = at('2026-01-08T16:01')
    await keepTime(rembang, second)
    await keepTime(rembang, at('2026-01-20T09:00'))
    expect(await toldSince(ticket, second)).toEqual([`eskalasi admin-portal.dinkominfo: ${late(ticket, wednesday)} Eskalasi tahap 2 dari 2 kepada admin.`])
    expect((await rembang.traces(ticket.id)).events.filter((event) => event.act === 'tenggat-terlewati')).toHaveLength(1)
  })

  test('that was missed over several stages, because nobody kept the time, is told stage by stage in order, each once', async () => {
    const ticket = await inExamination()
    const back = at('2026-01-19T09:00')
    await keepTime(rembang, back)
    expect(await toldSince(ticket, at('2026-01-05T00:00'))).toEqual([
      `terlambat ${tim}: ${late(ticket, wednesday)}`,
      `eskalasi kepala.dputaru: ${late(ticket, wednesday)} Eskalasi tahap 1 dari 2 kepada atasan.`,
      `eskalasi admin-portal.dinkominfo: ${late(ticket, wednesday)} Eskalasi tahap 2 dari 2 kepada admin.`,
    ])
    await keepTime(rembang, at('2026-01-19T09:01'))
    expect(await toldSince(ticket, at('2026-01-05T00:00'))).toHaveLength(3)
  })

  test('is told once also when the timekeeper dies after telling, or several keep the time', async () => {
    const ticket = await inExamination()
    const now = at('2026-01-07T16:05')
    const died = rembang.as(theSystem, now, async (work) => {
      await recordBreaches(work, 100)
      throw new Error('the power went off')
    })
    await expect(died).rejects.toThrow('the power went off')
    expect(await toldSince(ticket, now)).toEqual([])
    await Promise.all([1, 2, 3, 4].map(() => keepTime(rembang, now)))
    expect(await toldSince(ticket, now)).toHaveLength(2)
  })

  test('ends when the step is done', async () => {
    const ticket = await inExamination()
    await keepTime(rembang, at('2026-01-07T16:01'))
    await rembang.act(ticket, 'selesai-telaah', { by: tim, at: at('2026-01-08T10:00'), typed: { 'hasil-telaah': 'Selesai.' } })
    await keepTime(rembang, at('2026-01-08T16:01'))
    expect((await toldSince(ticket, at('2026-01-08T00:00'))).filter((told) => told.includes('telaah'))).toEqual([])
  })

  test('moves with the due date while the reporter is asked, and rests meanwhile', async () => {
    let ticket = await inExamination()
    ticket = await rembang.act(ticket, 'tanya', { by: tim, at: at('2026-01-06T09:00'), typed: { pertanyaan: 'Di mana?' } })
    await keepTime(rembang, at('2026-01-12T09:00'))
    expect(await toldSince(ticket, at('2026-01-05T00:00'))).toEqual([])
    await rembang.as({ kind: 'citizen', id: ticket.reporterId! }, at('2026-01-12T09:00'), (work) => answerQuestion(work, { ticketId: ticket.id, text: 'Di sini.' }))
    // Tuesday to Monday do not count: Tuesday 13 and Wednesday 14 do.
    await keepTime(rembang, at('2026-01-14T16:01'))
    expect(await toldSince(ticket, at('2026-01-05T00:00'))).toHaveLength(2)
    await keepTime(rembang, at('2026-01-15T15:59'))
    expect(await toldSince(ticket, at('2026-01-15T00:00'))).toEqual([])
    await keepTime(rembang, at('2026-01-15T16:01'))
    expect(await toldSince(ticket, at('2026-01-15T00:00'))).toHaveLength(1)
  })

  test('whose breach an act recorded before a question is told when the clock runs again, the later stage moved by the pause', async () => {
    let ticket = await inExamination()
    ticket = await rembang.act(ticket, 'tanya', { by: tim, at: at('2026-01-07T17:00'), typed: { pertanyaan: 'Di mana?' } })
    await keepTime(rembang, at('2026-01-12T08:00'))
    expect(await toldSince(ticket, at('2026-01-05T00:00'))).toEqual([])
    await rembang.as({ kind: 'citizen', id: ticket.reporterId! }, at('2026-01-12T09:00'), (work) => answerQuestion(work, { ticketId: ticket.id, text: 'Di sini.' }))
    await keepTime(rembang, at('2026-01-12T09:01'))
    expect((await toldSince(ticket, at('2026-01-05T00:00'))).map((told) => told.slice(0, 23))).toEqual(['eskalasi kepala.dputaru'])
    await keepTime(rembang, at('2026-01-13T15:59'))
    expect(await toldSince(ticket, at('2026-01-13T00:00'))).toEqual([])
    await keepTime(rembang, at('2026-01-13T16:01'))
    expect(await toldSince(ticket, at('2026-01-13T00:00'))).toHaveLength(1)
  })
})

describe('the stages of a ticket’s own promise', () => {
  test('move with its extension', async () => {
    const wit = (local: string) => new Date(`${local}:00+09:00`)
    let ticket = await rimbaraya.open('izin-keramaian', { at: wit('2026-01-05T08:00'), typed: { 'jenis-pemohon': 'perorangan', 'jenis-acara': 'hajatan' } })
    ticket = await rimbaraya.act(ticket, 'lengkap', { by: 'loket.kesbang', at: wit('2026-01-05T09:00'), typed: { unit: 'distrik-hilir', petugas: rimbaraya.officer('loket.kesbang').id } })
    const before = (await rimbaraya.traces(ticket.id)).clocks.find((clock) => clock.scope === 'ticket')!
    await rimbaraya.act(ticket, 'perpanjang', { by: 'analis.kesbang', at: wit('2026-01-05T10:00'), typed: { alasan: 'Menunggu rekomendasi.' } })
    const after = (await rimbaraya.traces(ticket.id)).clocks.find((clock) => clock.scope === 'ticket')!
    const stageOf = (clock: typeof after, to: string) => new Date(clock.stages!.find((stage) => stage.to === to)!.at!)
    expect([stageOf(before, 'superior'), stageOf(after, 'superior')]).toEqual([before.dueAt, after.dueAt])
    expect(after.dueAt!.getTime()).toBeGreaterThan(before.dueAt!.getTime())
    expect(stageOf(after, 'admin').getTime()).toBeGreaterThan(after.dueAt!.getTime())
    await keepTime(rimbaraya, new Date(stageOf(after, 'admin').getTime() + 60_000))
    const told = (await toldSince(ticket, wit('2026-01-05T00:00'))).filter((one) => one.startsWith('eskalasi') && one.includes('seluruh'))
    expect(told.map((one) => [one.split(':')[0], /tahap .*$/.exec(one)?.[0]])).toEqual([['eskalasi kabid.kesbang', 'tahap 1 dari 2 kepada atasan.'], ['eskalasi sekretaris.kesbang', 'tahap 2 dari 2 kepada admin.']])
  })
})

test('a holiday decreed for the day after the due date moves the later stage alone', async () => {
  const ticket = await inExamination()
  await keepTime(rembang, at('2026-01-07T16:01'))
  const { calendar } = rembang.tenant
  const holiday = { date: '2026-01-08', name: 'Hari Jadi', source: 'Keputusan Bupati contoh' }
  await saveTenant(database.owner.db, { ...rembang.tenant, calendar: { ...calendar, localHolidays: [...calendar.localHolidays, holiday] } }, at('2026-01-07T17:00'))
  let after: string | undefined = '00000000-0000-0000-0000-000000000000'
  while (after) after = (await rembang.as(theSystem, at('2026-01-07T17:00'), (work) => reckonTicketsAnew(work, after!, 'Hari Jadi ditetapkan.'))).last
  await keepTime(rembang, at('2026-01-09T15:59'))
  expect(await toldSince(ticket, at('2026-01-08T00:00'))).toEqual([])
  expect((await rembang.traces(ticket.id)).events.filter((event) => event.act === 'kalender-berubah')).toEqual([])
  await keepTime(rembang, at('2026-01-09T16:31'))
  expect(await toldSince(ticket, at('2026-01-08T00:00'))).toHaveLength(1)
})

