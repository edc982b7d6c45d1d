import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { makeTestDatabase, testSecrets, type TestDatabase } from '../../kernel/testing.ts'
import { type BulkOrder, getBulkRun, orderBulkRun, readChosen } from './bulk-run.ts'
import { type FixtureTenant, later, loadFixtureTenant, mondayMorning, refusalOf } from './fixture-tenant.ts'
import type { Ticket } from './ticket.ts'
import { findTicket } from './ticket-store.ts'
import { verifyTickets } from './verify-tickets.ts'
import { workOffBulk } from './work-off-bulk.ts'

let database: TestDatabase
let place: FixtureTenant
beforeAll(async () => {
  database = await makeTestDatabase()
  place = await loadFixtureTenant(database, 'tenants/bengkalis')
})
afterAll(() => database.close())

const admin = 'admin-diskominfotik.diskominfotik'
const noon = later(mondayMorning, 120)
const order = (tickets: Ticket[], { act = 'teruskan', typed = { unit: 'dpupr' } as BulkOrder['typed'], formKey = randomUUID() as string, by = admin } = {}) =>
  place.as(place.officer(by), noon, (work) => orderBulkRun(work, { numbers: tickets.map((one) => one.number), act, typed, formKey }))
const workOff = (most?: number) => workOffBulk(database, { tenant: 'bengkalis', now: () => later(noon, 1), ...(most && { most }) })
const read = (id: string, by = admin) => place.as(place.officer(by), noon, (work) => getBulkRun(work, id))
const fresh = async (ticket: Ticket) => (await place.as(theSystem, noon, (work) => findTicket(work, { id: ticket.id })))!
const many = (count: number) => Promise.all(Array.from({ length: count }, () => place.open('sipendekar')))

test('the same act is taken on each ticket in the officer’s name; what is refused says why and stops no other', async () => {
  const tickets = await many(4)
  const id = await order(tickets)
  expect((await read(id)).items.map((item) => item.state)).toEqual(['waiting', 'waiting', 'waiting', 'waiting'])
  await place.act(tickets[1]!, 'tolak', { by: admin, at: noon, typed: { alasan: 'x' } })
  await place.act(tickets[2]!, 'tanya', { by: admin, at: noon, typed: { pertanyaan: 'x' } })
  expect(await workOff(1)).toEqual({ done: 1, failed: [] })
  expect(await read(id)).toMatchObject({ finished: false, items: [{ state: 'done' }, { state: 'waiting' }, { state: 'waiting' }, { state: 'waiting' }] })
  await workOff()
  const run = await read(id)
  expect(run.finished).toBe(true)
  expect(run.items.map((item) => item.state)).toEqual(['done', 'refused', 'refused', 'done'])
  expect(run.items[1]!.reason).toContain('sudah ditutup oleh Admin Diskominfotik')
  expect(run.items[2]!.reason).toMatch(/^Admin Diskominfotik lebih dahulu bertindak/)
  expect((await fresh(tickets[3]!)).state).toMatchObject({ step: 'tanggapan', unit: 'dpupr' })
  expect((await place.traces(tickets[3]!.id)).events.at(-1)).toMatchObject({ act: 'teruskan', actor: { kind: 'officer', id: place.officer(admin).id, role: 'Admin Diskominfotik' } })
  expect((await verifyTickets(database.owner.db, 'bengkalis', testSecrets)).faults).toEqual([])
})

test('two workers at once, and the same form twice: each ticket is acted on once', async () => {
  const tickets = await many(6)
  const formKey = randomUUID()
  const ids = [await order(tickets, { formKey }), await order(tickets, { formKey })]
  expect(new Set(ids).size).toBe(1)
  await Promise.all([workOff(), workOff(), workOff()])
  await workOff()
  expect((await read(ids[0]!)).items.every((item) => item.state === 'done')).toBe(true)
  for (const ticket of tickets) expect((await place.traces(ticket.id)).events.filter((event) => event.act === 'teruskan')).toHaveLength(1)
})

test('the posts are looked at anew for each: what was taken from the officer meanwhile is not done', async () => {
  const tickets = await many(2)
  const id = await order(tickets)
  await workOff(1)
  await sql`update assignment set valid_until = '2026-01-01' where tenant_id = 'bengkalis' and post = 'admin-diskominfotik'`.execute(database.owner.db)
  await workOff()
  expect((await read(id)).items.map((item) => [item.state, item.reason ?? ''])).toEqual([['done', ''], ['refused', 'Tiket itu tidak ada, atau bukan untuk Anda.']])
  await sql`update assignment set valid_until = null where tenant_id = 'bengkalis' and post = 'admin-diskominfotik'`.execute(database.owner.db)
  const [third] = await many(1)
  const off = await order([third!])
  await sql`update officer set active = false where tenant_id = 'bengkalis' and id = ${place.officer(admin).id}`.execute(database.owner.db)
  await workOff()
  expect((await read(off)).items[0]!.reason).toBe('Akun Anda tidak aktif lagi.')
  await sql`update officer set active = true where tenant_id = 'bengkalis' and id = ${place.officer(admin).id}`.execute(database.owner.db)
})

test('what is wrong is told before anything is kept: fields, unlike steps, none chosen, an act that wants a file', async () => {
  const [one, two] = await many(2)
  const moved = await place.act(two!, 'teruskan', { by: admin, at: noon, typed: { unit: 'dpupr' } })
  const faults = async (...args: Parameters<typeof order>) => (await refusalOf(order(...args))).faults.map((fault) => fault.field)
  expect(await faults([one!], { typed: {} })).toEqual(['unit'])
  expect(await faults([])).toEqual(['tiket'])
  expect(await faults([one!, moved])).toEqual(['tiket'])
  expect(await faults([one!], { act: 'lepas' })).toEqual(['tindakan'])
  const skpd = place.officer('admin-skpd.dpupr')
  const [choice] = await place.as(skpd, noon, (work) => readChosen(work, [moved.number]))
  expect(choice!.acts.map((act) => act.name)).toEqual(['tanya', 'bukan-kami'])
  expect((await refusalOf(order([one!], { by: 'admin-skpd.dpupr' }))).code).toBe('not-found')
  const id = await order([one!])
  expect((await refusalOf(read(id, 'admin-skpd.dpupr'))).code).toBe('not-found')
  expect((await refusalOf(read('x'))).code).toBe('not-found')
})
