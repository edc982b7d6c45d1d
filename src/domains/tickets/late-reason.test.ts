import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, theSystem } from '../../kernel/actor.ts'
import { makeTestDatabase, testSecrets, type TestDatabase } from '../../kernel/testing.ts'
import type { Work } from '../../kernel/work.ts'
import { tellMorningDigest } from '../reports/index.ts'
import { type FixtureTenant, loadFixtureTenant, refusalOf } from './fixture-tenant.ts'
import { readInbox } from './inbox.ts'
import { recordBreaches } from './keep-clocks.ts'
import { type OwedReason, owedReasons, ownReasons } from './late-promise.ts'
import { giveLateReason } from './late-reason.ts'
import type { Ticket } from './ticket.ts'
import { findTicket } from './ticket-store.ts'
import { officerTimeline, reporterTimeline } from './timeline.ts'
import { verifyTickets } from './verify-tickets.ts'
import { getVisibleTicket } from './visible-ticket.ts'

let database: TestDatabase
let lumajang: FixtureTenant
let cirebon: FixtureTenant
beforeAll(async () => {
  database = await makeTestDatabase()
  lumajang = await loadFixtureTenant(database, 'tenants/lumajang')
  cirebon = await loadFixtureTenant(database, 'tenants/cirebon')
})
afterAll(() => database.close())

const at = (text: string) => new Date(`${text}:00+07:00`)
const validator = 'validator.diskominfo'
const opd = 'admin-opd.dputr'

async function breach(place: FixtureTenant, moment: string): Promise<void> {
  while ((await place.as(theSystem, at(moment), (work) => recordBreaches(work))) > 0);
}

const owed = (place: FixtureTenant, by: string, ticket: Ticket) => place.as(place.officer(by), at('2026-01-07T10:00'), async (work): Promise<OwedReason[]> => ownReasons(work, await owedReasons(work, ticket.id)))
const give = (place: FixtureTenant, by: string | Actor, order: { ticketId: string; clockId: string; text?: string; formKey?: string }) =>
  place.as(typeof by === 'string' ? place.officer(by) : by, at('2026-01-07T11:00'), (work) => giveLateReason(work, { text: 'Petugas sakit.', formKey: randomUUID(), ...order }))
const needing = (place: FixtureTenant, by: string) => place.as(place.officer(by), at('2026-01-07T10:00'), async (work) => (await readInbox(work, { view: 'perlu-alasan', size: 10 })).rows.map((row) => row.id))

async function lateAtValidator(order: { secret?: boolean } = {}): Promise<Ticket> {
  const ticket = await lumajang.open('pengaduan-online', { at: at('2026-01-05T08:00'), typed: { unit: 'dputr' }, ...order })
  await breach(lumajang, '2026-01-06T08:01')
  return ticket
}

test('a broken promise asks the post that owed it, and no other, once; the reason stands in the chain and in the officers’ history only', async () => {
  const ticket = await lateAtValidator()
  const [reason] = await owed(lumajang, validator, ticket)
  expect(reason).toMatchObject({ dueAt: at('2026-01-06T08:00'), seats: [{ post: 'validator', unit: 'diskominfo' }] })
  expect(await owed(lumajang, opd, ticket)).toEqual([])
  expect(await needing(lumajang, validator)).toEqual([ticket.id])
  expect(await needing(lumajang, opd)).toEqual([])
  const order = { ticketId: ticket.id, clockId: reason!.clockId, text: ' SIAK tidak dapat dibuka sejak pagi. ', formKey: randomUUID() }
  for (let n = 0; n < 2; n++) await give(lumajang, validator, order)
  expect(await needing(lumajang, validator)).toEqual([])
  const { events } = await lumajang.traces(ticket.id)
  expect(events.filter((event) => event.act === 'alasan-terlambat')).toMatchObject([
    { actor: { kind: 'officer', role: 'Validator Nomor E-KTP', post: 'validator', unit: 'diskominfo' }, body: { langkah: 'periksa', lingkup: 'step', alasan: 'SIAK tidak dapat dibuka sejak pagi.' } },
  ])
  const fresh = await lumajang.as(theSystem, at('2026-01-07T12:00'), (work) => findTicket(work, { id: ticket.id }))
  expect(fresh!.version).toBe(ticket.version)
  const names = { unit: String, category: String, class: String, village: String }
  expect(officerTimeline(lumajang.sop('pengaduan-online'), events, names).at(-1)).toMatchObject({
    text: 'Alasan keterlambatan ditulis', details: [{ label: 'Tentang', text: 'Validator melaksanakan pengecekan nomor KTP User/Pengadu' }, { label: 'Alasan', text: 'SIAK tidak dapat dibuka sejak pagi.' }],
  })
  expect(JSON.stringify(reporterTimeline(lumajang.sop('pengaduan-online'), events, names))).not.toMatch(/SIAK|lasan/)
  await lumajang.act(ticket, 'periksa', { by: validator, at: at('2026-01-07T12:00') })
  expect((await verifyTickets(database.owner.db, 'lumajang', testSecrets)).faults).toEqual([])
})

test('the reason is still owed after the ticket went on, also by who found it late themselves', async () => {
  let ticket = await lumajang.open('pengaduan-online', { at: at('2026-01-05T08:00'), typed: { unit: 'dputr' } })
  ticket = await lumajang.act(ticket, 'periksa', { by: validator, at: at('2026-01-06T09:00') })
  ticket = await lumajang.act(ticket, 'valid', { by: validator, at: at('2026-01-06T09:05') })
  expect(await owed(lumajang, validator, ticket)).toHaveLength(1)
  await breach(lumajang, '2026-01-06T09:30')
  expect(await owed(lumajang, validator, ticket)).toHaveLength(1)
})

test('empty, too long, twice by two people, by a stranger: each is told', async () => {
  const ticket = await lateAtValidator()
  const { clockId } = (await owed(lumajang, validator, ticket))[0]!
  const order = { ticketId: ticket.id, clockId }
  expect((await refusalOf(give(lumajang, validator, { ...order, text: ' \u0000\n' }))).faults).toEqual([{ field: 'alasan-terlambat', text: 'Alasan keterlambatan: wajib diisi.' }])
  expect((await refusalOf(give(lumajang, validator, { ...order, text: 'x'.repeat(2001) }))).faults[0]!.text).toBe('Alasan keterlambatan: ada 2001 huruf, paling banyak 2000.')
  expect((await refusalOf(give(lumajang, opd, order))).code).toBe('not-found')
  expect((await refusalOf(give(lumajang, { kind: 'citizen', id: ticket.reporterId! }, order))).code).toBe('not-found')
  expect((await refusalOf(give(lumajang, validator, { ...order, clockId: randomUUID() }))).code).toBe('not-found')
  const both = await Promise.allSettled([give(lumajang, validator, { ...order, text: 'Satu.' }), give(lumajang, validator, { ...order, text: 'Dua.' })])
  expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  const refused = both.find((one) => one.status === 'rejected')!.reason
  expect(refused).toMatchObject({ code: 'conflict', message: expect.stringMatching(/^Alasan keterlambatan ini sudah ditulis Validator Nomor E-KTP: “(Satu|Dua)\.”$/) })
})

test('of a secret ticket the reason can be given by who owed it, though the turn went on', async () => {
  const ticket = await lateAtValidator({ secret: true })
  const other = lumajang.officer(validator)
  const moved = await lumajang.act(await lumajang.act(ticket, 'periksa', { by: validator, at: at('2026-01-06T10:00') }), 'valid', { by: validator, at: at('2026-01-06T10:05') })
  const colleague: Actor = { ...other, id: randomUUID() }
  expect((await lumajang.as(colleague, at('2026-01-07T10:00'), (work) => getVisibleTicket(work, moved.number))).standing).toBe('officer')
})

test('of several units each that has not acted owes it, and one reason is enough', async () => {
  const ticket = await cirebon.open('upik', { at: at('2026-01-05T08:00'), typed: { judul: 'Balap liar', uraian: 'Balap liar dan miras setiap malam.' } })
  await breach(cirebon, '2026-01-06T16:00')
  const all = await cirebon.as(theSystem, at('2026-01-06T16:00'), (work: Work) => owedReasons(work, ticket.id))
  expect(all).toHaveLength(1)
  expect(all[0]!.seats.length).toBeGreaterThan(1)
  const [first, second] = all[0]!.seats.map((seat) => `${seat.post}.${seat.unit}`)
  await give(cirebon, first!, { ticketId: ticket.id, clockId: all[0]!.clockId, text: 'Menunggu keterangan polsek.' })
  expect(await needing(cirebon, second!)).toEqual([])
})

test('each working morning the post is reminded until the reason is given, also when nothing else waits for it', async () => {
  const digests = async () => (await sql<{ text: string }>`select text from message where tenant_id = 'lumajang' and kind = 'ringkasan' and post = 'validator' order by at desc`.execute(database.owner.db)).rows.map((row) => row.text)
  // Every other reason of the validator's is given first.
  for (const id of await needing(lumajang, validator)) for (const { clockId } of await owed(lumajang, validator, { id } as Ticket)) await give(lumajang, validator, { ticketId: id, clockId })
  const ticket = await lateAtValidator()
  await lumajang.as(theSystem, at('2026-01-08T07:31'), (work) => tellMorningDigest(work))
  expect((await digests())[0]).toMatch(/Alasan keterlambatan yang masih harus Anda tulis: 1\.$/)
  await give(lumajang, validator, { ticketId: ticket.id, clockId: (await owed(lumajang, validator, ticket))[0]!.clockId })
  await lumajang.as(theSystem, at('2026-01-09T07:31'), (work) => tellMorningDigest(work))
  expect((await digests())[0]).not.toContain('Alasan')
})
