import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import type { Work } from '../../kernel/work.ts'
import { eventsOf } from '../audit/index.ts'
import { addOwnHolidays, assignPost, heldPosts, recordAbsence, setOfficerActive, withdrawOwnHoliday } from '../organisation/index.ts'
import { clocksOf } from '../deadlines/index.ts'
import { beginReckoning, continueReckoning, listReckonings } from './continue-reckoning.ts'
import { type FixtureTenant, later, loadFixtureTenant, mondayMorning, tenantFolders } from './fixture-tenant.ts'
import { readInbox } from './inbox.ts'
import { takeStep } from './take-step.ts'
import { waitingAtSeats, watchSeats } from './watch-seats.ts'

let database: TestDatabase
let bengkalis: FixtureTenant
beforeAll(async () => {
  database = await makeTestDatabase()
  bengkalis = await loadFixtureTenant(database, tenantFolders[0]!)
})
afterAll(() => database.close())

const system = <T>(at: Date, task: (work: Work) => Promise<T>) => bengkalis.as(theSystem, at, task)
const desk = 'admin-diskominfotik.diskominfotik'
const at = (day: number) => later(mondayMorning, day, 'days')

/** What administrators were told from a moment on. */
async function told(since: Date): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`select text from message where tenant_id = 'bengkalis' and kind = 'penugasan' and at >= ${since} order by at, id`.execute(database.owner.db)
  return [...new Set(rows.map((row) => row.text))]
}

test('a letter that ends is told to the administrators 14 days before and when it has ended, each once', async () => {
  const officer = bengkalis.officer('admin-skpd.dpupr')
  await system(at(0), (work) => assignPost(work, { officerId: officer.id, post: 'admin-skpd', unit: 'dinkes', letterNumber: 'ST/77/2026', validFrom: '2026-01-05', validUntil: '2026-01-20' }))
  await system(at(0), watchSeats)
  expect(await told(at(0))).toEqual([])
  await system(at(1), watchSeats)
  await system(at(2), watchSeats)
  expect(await told(at(0))).toEqual([expect.stringMatching(/^ST\/77\/2026 .* sebagai Admin SKPD di Dinas Kesehatan akan berakhir pada 20 Januari 2026\. Perpanjang atau tunjuk penggantinya\.$/)])
  await system(at(16), watchSeats)
  await system(at(17), watchSeats)
  expect(await told(at(3))).toEqual([expect.stringMatching(/^ST\/77\/2026 .* berakhir pada 20 Januari 2026\. Jabatan itu tidak lagi dipegangnya\.$/)])
})

test('a letter that another one continues is no news', async () => {
  const officerId = bengkalis.officer('admin-skpd.dpupr').id
  const seat = { officerId, post: 'admin-skpd', unit: 'disdik' }
  const since = at(17)
  await system(since, (work) => assignPost(work, { ...seat, letterNumber: 'ST/80', validFrom: '2026-01-22', validUntil: '2026-01-30' }))
  await system(since, (work) => assignPost(work, { ...seat, letterNumber: 'ST/81', validFrom: '2026-01-31' }))
  await system(at(18), watchSeats)
  await system(at(27), watchSeats)
  expect(await told(since)).toEqual([])
})

test('a post that a ticket waits for and nobody holds is told once, and again after it was held in between', async () => {
  const ticket = await bengkalis.open('sipendekar', { at: at(30) })
  await bengkalis.act(ticket, 'teruskan', { by: desk, at: at(30), typed: { unit: 'satpolpp' } })
  const officer = bengkalis.officer('admin-skpd.satpolpp')
  const active = (day: number, value: boolean) => system(at(day), (work) => setOfficerActive(work, { id: officer.id, active: value }))
  await system(at(30), watchSeats)
  expect(await told(at(30))).toEqual([])
  await active(30, false)
  await system(at(30), watchSeats)
  await system(at(31), watchSeats)
  const text = 'Jabatan Admin SKPD di Satuan Polisi Pamong Praja sedang kosong, padahal 1 tiket menunggunya. Tunjuk pejabatnya, atau alihkan tiketnya.'
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from message where tenant_id = 'bengkalis' and text = ${text}`.execute(database.owner.db)
  expect(rows).toEqual([{ n: 1 }])
  await active(32, true)
  await system(at(32), watchSeats)
  await active(33, false)
  await system(at(33), watchSeats)
  expect(await told(at(32))).toEqual([text])
  expect(await system(at(33), waitingAtSeats)).toContainEqual({ post: 'admin-skpd', unit: 'satpolpp', waiting: 1 })
})

test('who stands in sees the turns, acts as Plh. in the ticket’s history, and stops by itself', async () => {
  const ticket = await bengkalis.open('sipendekar', { at: at(40) })
  const sent = await bengkalis.act(ticket, 'teruskan', { by: desk, at: at(40), typed: { unit: 'dinkes' } })
  const [away, standIn] = [bengkalis.officer('admin-skpd.dinkes'), bengkalis.officer('admin-skpd.disdik')]
  await bengkalis.as(away, at(40), (work) => recordAbsence(work, { officerId: away.id, standInId: standIn.id, from: '2026-02-14', until: '2026-02-15', reason: 'Cuti' }))
  const actor = async (day: number, date: string) => ({ ...standIn, posts: await system(at(day), (work) => heldPosts(work, standIn.id, date)) })
  const inbox = async (day: number, date: string) => (await bengkalis.as(await actor(day, date), at(day), (work) => readInbox(work, { view: 'giliran', size: 50 }))).rows.map((row) => row.id)
  expect(await inbox(40, '2026-02-13')).not.toContain(ticket.id)
  expect(await inbox(41, '2026-02-14')).toContain(ticket.id)
  expect(await inbox(43, '2026-02-16')).not.toContain(ticket.id)
  const late = await actor(43, '2026-02-16')
  const order = { ticketId: ticket.id, act: 'jawab', typed: { jawaban: 'Sudah ditangani.' }, seenVersion: sent.version }
  await expect(bengkalis.as(late, at(43), (work) => takeStep(work, order))).rejects.toMatchObject({ code: 'not-found' })
  await bengkalis.as(await actor(41, '2026-02-14'), at(41), (work) => takeStep(work, order))
  const events = await system(at(41), (work) => eventsOf(work, ticket.id))
  const answered = events.find((event) => event.act === 'jawab')!
  expect(answered.actor).toMatchObject({ kind: 'officer', id: standIn.id, role: expect.stringMatching(/^Plh\. /), post: 'admin-skpd', unit: 'dinkes' })
})

test('a day off that the regency decrees moves running promises, says how many, and back when it is withdrawn', async () => {
  const ticket = await bengkalis.open('lapor', { at: new Date('2026-07-06T09:00+07:00') })
  const now = new Date('2026-07-06T10:00+07:00')
  const dues = async () => (await system(now, (work) => clocksOf(work, ticket.id))).map((clock) => clock.dueAt?.toISOString())
  const before = await dues()
  const finish = async () => { while ((await system(now, continueReckoning)) > 0); }
  const day = { from: '2026-07-08', until: '2026-07-08', name: 'Hari Jadi Bengkalis', kind: 'libur' as const, source: 'Keputusan Bupati Nomor 9 Tahun 2026' }
  const change = await system(now, (work) => addOwnHolidays(work, day))
  expect(change).toBe('Libur daerah bertambah: 8 Juli 2026, Hari Jadi Bengkalis (Keputusan Bupati Nomor 9 Tahun 2026).')
  await system(now, (work) => beginReckoning(work, change))
  await finish()
  const after = await dues()
  expect(after).not.toEqual(before)
  const [reckoning] = await system(now, (work) => listReckonings(work, 1))
  expect(reckoning).toMatchObject({ cause: change, finishedAt: now })
  expect(reckoning!.moved).toBeGreaterThanOrEqual(1)
  const events = await system(now, (work) => eventsOf(work, ticket.id))
  expect(events.at(-1)).toMatchObject({ act: 'kalender-berubah', body: { sebab: change } })
  const again = system(now, (work) => addOwnHolidays(work, { ...day, from: '2026-07-07' }))
  await expect(again).rejects.toMatchObject({ faults: [{ field: 'libur-mulai', text: expect.stringContaining('8 Juli 2026 sudah libur') }] })
  const past = system(now, (work) => addOwnHolidays(work, { ...day, from: '2026-07-05', until: '2026-07-04', name: '', source: '' }))
  await expect(past).rejects.toMatchObject({ faults: [{ field: 'libur-mulai' }, { field: 'libur-sampai' }, { field: 'nama-libur' }, { field: 'dasar' }] })
  const { rows } = await sql<{ id: string }>`select id from own_holiday where tenant_id = 'bengkalis'`.execute(database.owner.db)
  const withdrawn = await system(now, (work) => withdrawOwnHoliday(work, { id: rows[0]!.id, reason: 'Keputusan dicabut.' }))
  await system(now, (work) => beginReckoning(work, withdrawn))
  await finish()
  expect(await dues()).toEqual(before)
  await expect(bengkalis.as(bengkalis.officer(desk), now, (work) => addOwnHolidays(work, day))).rejects.toMatchObject({ code: 'not-allowed' })
})
