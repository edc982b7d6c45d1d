import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { type FixtureTenant, loadFixtureTenant, refusalOf } from './fixture-tenant.ts'
import { findHandBack, unitsThatRefused } from './hand-back.ts'
import type { Ticket } from './ticket.ts'

let database: TestDatabase
let bengkalis: FixtureTenant
let lumajang: FixtureTenant
beforeAll(async () => {
  database = await makeTestDatabase()
  bengkalis = await loadFixtureTenant(database, 'tenants/bengkalis')
  lumajang = await loadFixtureTenant(database, 'tenants/lumajang')
})
afterAll(() => database.close())

const admin = 'admin-diskominfotik.diskominfotik'
const forward = async (ticket: Ticket, unit: string) => await bengkalis.act(ticket, 'teruskan', { by: admin, typed: { unit } })
const events = async (ticket: Ticket) => (await bengkalis.traces(ticket.id)).events

test('“not ours” names whose it is; the admin gets that as the proposal, until the ticket is handed on', async () => {
  let ticket = await forward(await bengkalis.open('sipendekar'), 'dpupr')
  expect(findHandBack(await events(ticket))).toBeUndefined()
  ticket = await bengkalis.act(ticket, 'bukan-kami', { by: 'admin-skpd.dpupr', typed: { alasan: 'Ini pohon.', kewenangan: 'unit-lain', 'unit-seharusnya': 'dlh' } })
  expect(findHandBack(await events(ticket))).toMatchObject({ from: 'dpupr', unit: 'dlh', reason: 'Ini pohon.' })
  ticket = await bengkalis.act(ticket, 'tanya', { by: admin, typed: { pertanyaan: 'Di mana?' } })
  expect(findHandBack(await events(ticket))).toMatchObject({ unit: 'dlh' })
  ticket = await forward(ticket, 'dlh')
  expect(findHandBack(await events(ticket))).toBeUndefined()
  ticket = await bengkalis.act(ticket, 'bukan-kami', { by: 'admin-skpd.dlh', typed: { alasan: 'Ini lampu.', kewenangan: 'tidak-tahu', petunjuk: 'Mungkin PLN.' } })
  const handBack = findHandBack(await events(ticket))
  expect(handBack).toMatchObject({ from: 'dlh', hint: 'Mungkin PLN.' })
  expect(handBack).not.toHaveProperty('unit')
  expect(unitsThatRefused(await events(ticket))).toEqual(['dpupr', 'dlh'])
})

test('without a unit and without words it is refused, field by field, and so is naming oneself', async () => {
  const ticket = await forward(await bengkalis.open('sipendekar'), 'dpupr')
  const refuse = async (typed: Record<string, string>) => (await refusalOf(bengkalis.act(ticket, 'bukan-kami', { by: 'admin-skpd.dpupr', typed }))).faults.map((fault) => fault.field)
  expect(await refuse({})).toEqual(['alasan', 'kewenangan'])
  expect(await refuse({ alasan: 'x', kewenangan: 'unit-lain' })).toEqual(['unit-seharusnya'])
  expect(await refuse({ alasan: 'x', kewenangan: 'tidak-tahu' })).toEqual(['petunjuk'])
  expect((await refusalOf(bengkalis.act(ticket, 'bukan-kami', { by: 'admin-skpd.dpupr', typed: { alasan: 'x', kewenangan: 'unit-lain', 'unit-seharusnya': 'dpupr' } }))).faults).toEqual([
    { field: 'unit-seharusnya', text: 'SKPD yang seharusnya menangani: itu unit Anda sendiri. Pilih unit lain, atau jawab bahwa Anda tidak tahu dan tulis petunjuknya.' },
  ])
})

test('where the SOP hands over directly it goes there, but not to oneself', async () => {
  const opd = 'admin-opd.dputr'
  let ticket = await lumajang.open('pengaduan-online', { typed: { unit: 'dputr' } })
  ticket = await lumajang.act(ticket, 'periksa', { by: 'validator.diskominfo' })
  ticket = await lumajang.act(ticket, 'valid', { by: 'validator.diskominfo' })
  expect((await refusalOf(lumajang.act(ticket, 'alihkan', { by: opd, typed: { alasan: 'x', 'unit-seharusnya': 'dputr' } }))).faults[0]!.field).toBe('unit-seharusnya')
  ticket = await lumajang.act(ticket, 'alihkan', { by: opd, typed: { alasan: 'Ini lampu.', 'unit-seharusnya': 'dishub' } })
  expect((await lumajang.traces(ticket.id)).turns.map((turn) => `${turn.post}.${turn.unit}`)).toEqual(['admin-opd.dishub'])
})
