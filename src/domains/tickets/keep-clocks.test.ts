import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { saveTenant } from '../organisation/index.ts'
import { answerQuestion } from './answer-question.ts'
import { type FixtureTenant, later, loadFixtureTenant, tenantFolders } from './fixture-tenant.ts'
import { recordBreaches, reckonTicketsAnew, sendReminders } from './keep-clocks.ts'
import type { Ticket } from './ticket.ts'
import { verifyTickets } from './verify-tickets.ts'

let database: TestDatabase
let bengkalis: FixtureTenant
let cirebon: FixtureTenant
let rimbaraya: FixtureTenant
beforeAll(async () => {
  database = await makeTestDatabase()
  const load = async (name: string) => loadFixtureTenant(database, tenantFolders.find((folder) => folder.endsWith(name))!)
  bengkalis = await load('bengkalis')
  cirebon = await load('cirebon')
  rimbaraya = await load('rimbaraya')
})
afterAll(() => database.close())

const at = (local: string) => new Date(`${local}:00+07:00`)
const admin = 'admin-diskominfotik.diskominfotik'
const breaches = async (place: FixtureTenant, now: Date) => place.as(theSystem, now, (work) => recordBreaches(work))
const reminders = async (place: FixtureTenant, now: Date) => place.as(theSystem, now, (work) => sendReminders(work))

/** Lets all that is overdue or to be reminded by then be done, so that a test sees only its own. */
async function clearDesk(place: FixtureTenant, now: Date): Promise<void> {
  while ((await breaches(place, now)) > 0);
  while ((await reminders(place, now)) > 0);
}

async function breachesOf(place: FixtureTenant, ticket: Ticket) {
  return (await place.traces(ticket.id)).events.filter((event) => event.act === 'tenggat-terlewati')
}

describe('a breach', () => {
  test('is recorded once, in the chain, with the role that owed it, and its holders, superior and admins are told', async () => {
    const ticket = await bengkalis.open('sipendekar', { at: at('2026-01-05T10:00') })
    await clearDesk(bengkalis, at('2026-01-07T16:00'))
    expect(await breachesOf(bengkalis, ticket)).toEqual([])
    expect(await breaches(bengkalis, at('2026-01-07T16:01'))).toBe(1)
    expect(await breaches(bengkalis, at('2026-01-07T16:02'))).toBe(0)
    const kept = await bengkalis.traces(ticket.id)
    expect(kept.events.slice(1).map((event) => [event.at, event.actor.kind, event.act, event.body])).toEqual([[
      at('2026-01-07T16:01'), 'system', 'tenggat-terlewati',
      { pelaksana: ['Admin Diskominfotik'], lingkup: 'step', langkah: 'disposisi', tenggat: at('2026-01-07T16:00').toISOString() },
    ]])
    expect(kept.clocks.map((clock) => clock.breachedAt)).toEqual([at('2026-01-07T16:00')])
    const told = kept.messages.filter((message) => message.text.startsWith('Tenggat terlewati'))
    expect(told.map((message) => `${message.post}.${message.unit}`).sort()).toEqual([admin, 'kepala.diskominfotik'])
    expect(told[0]!.text).toContain(ticket.number)
  })

  test('is recorded by the act itself where the step was finished too late', async () => {
    const ticket = await bengkalis.open('sipendekar', { at: at('2026-01-05T10:00') })
    await bengkalis.act(ticket, 'teruskan', { by: admin, at: at('2026-01-08T09:00'), typed: { unit: 'dpupr' } })
    expect((await breachesOf(bengkalis, ticket)).map((event) => event.body.pelaksana)).toEqual([['Admin Diskominfotik']])
    await clearDesk(bengkalis, at('2026-01-08T09:01'))
    expect(await breachesOf(bengkalis, ticket)).toHaveLength(1)
  })

  test('to the second is kept: a step finished at its very due moment is not late', async () => {
    const ticket = await bengkalis.open('sipendekar', { at: at('2026-01-05T10:00') })
    await bengkalis.act(ticket, 'teruskan', { by: admin, at: at('2026-01-07T16:00'), typed: { unit: 'dpupr' } })
    expect(await breachesOf(bengkalis, ticket)).toEqual([])
  })

  test('is not undone by a question asked after the time was over', async () => {
    let ticket = await bengkalis.open('sipendekar', { at: at('2026-01-05T10:00') })
    ticket = await bengkalis.act(ticket, 'tanya', { by: admin, at: at('2026-01-08T09:00'), typed: { pertanyaan: 'Di mana?' } })
    await bengkalis.act(ticket, 'tolak', { by: admin, at: at('2026-01-08T09:10'), typed: { alasan: 'Tidak jelas.' } })
    expect((await breachesOf(bengkalis, ticket)).map((event) => event.body.tenggat)).toEqual([at('2026-01-07T16:00').toISOString()])
  })

  test('is not undone by an extension after the time was over', async () => {
    let ticket = await rimbaraya.open('izin-keramaian', { at: at('2026-01-08T08:00'), typed: { 'jenis-pemohon': 'perorangan', 'jenis-acara': 'hajatan' } })
    ticket = await rimbaraya.act(ticket, 'lengkap', { by: 'loket.kesbang', at: at('2026-01-08T09:00'), typed: { unit: 'distrik-hilir', petugas: rimbaraya.officer('loket.kesbang').id } })
    await rimbaraya.act(ticket, 'perpanjang', { by: 'analis.kesbang', at: at('2026-01-13T09:00'), typed: { alasan: 'Terlambat.' } })
    const late = await breachesOf(rimbaraya, ticket)
    expect(late.map((event) => event.body.lingkup).sort()).toEqual(['step', 'ticket'])
  })

  test('of the whole ticket names every post that has a part in its SOP', async () => {
    const ticket = await bengkalis.open('lapor', { at: at('2026-01-05T10:00') })
    await clearDesk(bengkalis, at('2026-01-27T09:00'))
    expect((await breachesOf(bengkalis, ticket)).map((event) => [event.body.lingkup, event.body.pelaksana])).toEqual([
      ['ticket', ['Admin Pusat', 'Admin Instansi', 'Pejabat Penghubung']], ['step', ['Admin Pusat']],
    ])
  })

  test('does not happen while the reporter is asked', async () => {
    let ticket = await bengkalis.open('sipendekar', { at: at('2026-01-05T10:00') })
    ticket = await bengkalis.act(ticket, 'tanya', { by: admin, at: at('2026-01-06T09:00'), typed: { pertanyaan: 'Di mana?' } })
    await clearDesk(bengkalis, at('2026-01-20T09:00'))
    expect(await breachesOf(bengkalis, ticket)).toEqual([])
  })
})

describe('a reminder', () => {
  const remindersOf = async (place: FixtureTenant, ticket: Ticket) => (await place.traces(ticket.id)).messages.filter((message) => message.text.startsWith('Segera jatuh tempo'))

  test('comes once, one working day before, to whom it is the turn of', async () => {
    const ticket = await bengkalis.open('sipendekar', { at: at('2026-01-08T10:00') })
    expect((await bengkalis.traces(ticket.id)).clocks[0]).toMatchObject({ dueAt: at('2026-01-12T16:00'), remindAt: at('2026-01-09T16:00') })
    await clearDesk(bengkalis, at('2026-01-09T16:00'))
    expect(await remindersOf(bengkalis, ticket)).toEqual([])
    expect(await reminders(bengkalis, at('2026-01-09T16:01'))).toBe(1)
    expect(await reminders(bengkalis, at('2026-01-09T16:02'))).toBe(0)
    expect((await remindersOf(bengkalis, ticket)).map((message) => `${message.post}.${message.unit}`)).toEqual([admin])
  })

  test('by office hours comes that much office time before, over the noon break too', async () => {
    const ticket = await cirebon.open('upik', { at: at('2026-01-05T10:30') })
    const clock = (await cirebon.traces(ticket.id)).clocks.find((one) => one.step === 'tanggapan')!
    expect(Math.floor((clock.dueAt!.getTime() - at('2026-01-05T14:30').getTime()) / 60_000)).toBe(0)
    expect(clock.dueAt!.getTime() - clock.remindAt!.getTime()).toBe(3_600_000)
    const late = await cirebon.open('upik', { at: at('2026-01-05T15:00') })
    const next = (await cirebon.traces(late.id)).clocks.find((one) => one.step === 'tanggapan')!
    expect(next.dueAt!.getTime() - next.remindAt!.getTime()).toBe(3_600_000)
  })

  test('would come before the start for a promise that is shorter, so there is none', async () => {
    let ticket = await cirebon.open('upik', { at: at('2026-01-05T10:00'), typed: { judul: 'Jalan berlubang', uraian: 'Jalan berlubang.' } })
    ticket = await cirebon.act(ticket, 'jawab', { by: 'pic-skpd.dputr', at: at('2026-01-05T11:00'), typed: { jawaban: 'Ya.' } })
    expect((await cirebon.traces(ticket.id)).clocks.find((one) => one.step === 'lanjutkan')!.remindAt).toBeUndefined()
  })

  test('waits while the reporter is asked, and moves with the date', async () => {
    let ticket = await bengkalis.open('sipendekar', { at: at('2026-01-08T10:00') })
    ticket = await bengkalis.act(ticket, 'tanya', { by: admin, at: at('2026-01-08T11:00'), typed: { pertanyaan: 'Di mana?' } })
    await clearDesk(bengkalis, at('2026-01-13T09:00'))
    expect(await remindersOf(bengkalis, ticket)).toEqual([])
    await bengkalis.as({ kind: 'citizen', id: ticket.reporterId! }, at('2026-01-13T09:00'), (work) => answerQuestion(work, { ticketId: ticket.id, text: 'Di sini.' }))
    expect((await bengkalis.traces(ticket.id)).clocks[0]).toMatchObject({ dueAt: at('2026-01-15T16:00'), remindAt: at('2026-01-14T16:00') })
    await clearDesk(bengkalis, at('2026-01-14T16:01'))
    expect(await remindersOf(bengkalis, ticket)).toHaveLength(1)
  })
})

describe('a holiday that is decreed in mid-year', () => {
  test('moves the running clocks that it touches, and the chain says from when to when', async () => {
    const touched = await bengkalis.open('sipendekar', { at: at('2026-07-06T10:00') })
    const before = await bengkalis.open('sipendekar', { at: at('2026-06-29T10:00') })
    let paused = await bengkalis.open('sipendekar', { at: at('2026-07-06T10:00') })
    paused = await bengkalis.act(paused, 'tanya', { by: admin, at: at('2026-07-06T11:00'), typed: { pertanyaan: 'Di mana?' } })
    const { calendar } = bengkalis.tenant
    const holiday = { date: '2026-07-08', name: 'Hari Jadi', source: 'Keputusan Bupati contoh' }
    await saveTenant(database.owner.db, { ...bengkalis.tenant, calendar: { ...calendar, localHolidays: [...calendar.localHolidays, holiday] } }, at('2026-07-06T12:00'))
    for (const time of ['12:00', '12:05']) await reckonAll(at(`2026-07-06T${time}`))
    const kept = await bengkalis.traces(touched.id)
    expect(kept.events.slice(1).map((event) => [event.at, event.act, event.body])).toEqual([[at('2026-07-06T12:00'), 'kalender-berubah', {
      sebab: 'Hari Jadi ditetapkan.', lingkup: 'step', langkah: 'disposisi', semula: at('2026-07-08T16:00').toISOString(), menjadi: at('2026-07-09T16:00').toISOString(),
    }]])
    expect(kept.row).toMatchObject({ due_at: at('2026-07-09T16:00'), last_seq: 2, version: 1 })
    expect(kept.turns.map((turn) => turn.due_at)).toEqual([at('2026-07-09T16:00')])
    expect(kept.clocks[0]!.remindAt).toEqual(at('2026-07-07T16:00'))
    expect((await bengkalis.traces(before.id)).events).toHaveLength(1)
    expect((await bengkalis.traces(paused.id)).events).toHaveLength(2)
    expect((await verifyTickets(database.owner.db, 'bengkalis', database.secrets)).faults).toEqual([])
  })

  async function reckonAll(now: Date): Promise<void> {
    let after: string | undefined = '00000000-0000-0000-0000-000000000000'
    while (after) {
      const from: string = after
      after = (await bengkalis.as(theSystem, now, (work) => reckonTicketsAnew(work, from, 'Hari Jadi ditetapkan.'))).last
    }
  }
})

test('many at once are recorded in rounds until none is left, each once', async () => {
  const tickets = await Promise.all(Array.from({ length: 12 }, () => bengkalis.open('sipendekar', { at: at('2026-08-03T10:00') })))
  await clearDesk(bengkalis, at('2026-08-05T16:00'))
  const rounds = await Promise.all([1, 2, 3].map((minute) => bengkalis.as(theSystem, later(at('2026-08-05T16:00'), minute), (work) => recordBreaches(work, 5))))
  expect(rounds.every((count) => count <= 5)).toBe(true)
  await clearDesk(bengkalis, at('2026-08-05T17:00'))
  for (const ticket of tickets) expect(await breachesOf(bengkalis, ticket)).toHaveLength(1)
})
