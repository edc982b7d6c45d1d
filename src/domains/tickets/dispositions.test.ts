import { afterAll, beforeAll, expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { dispositionsOf } from './dispositions.ts'
import { type FixtureTenant, loadFixtureTenant } from './fixture-tenant.ts'
import { sopSpans } from './sop-spans.ts'
import type { Ticket } from './ticket.ts'

let database: TestDatabase
let rembang: FixtureTenant
beforeAll(async () => {
  database = await makeTestDatabase()
  rembang = await loadFixtureTenant(database, 'tenants/rembang')
})
afterAll(() => database.close())

const at = (text: string) => new Date(`${text}:00+07:00`)

test('Rembang: the portal’s forwarding and the head’s order are dispositions, with whom, what and until when; reporting upwards is none', async () => {
  let ticket: Ticket = await rembang.open('sms-wadul-bupati', { at: at('2026-01-05T08:00') })
  ticket = await rembang.act(ticket, 'teruskan', { by: 'admin-portal.dinkominfo', at: at('2026-01-05T08:10'), typed: { unit: 'dputaru', catatan: 'Mohon segera.' } })
  ticket = await rembang.act(ticket, 'laporkan', { by: 'pejabat-penghubung.dputaru', at: at('2026-01-05T09:00') })
  await rembang.act(ticket, 'perintahkan', { by: 'kepala.dputaru', at: at('2026-01-05T09:10'), typed: { instruksi: 'Periksa hari ini.' } })
  const { events, clocks } = await rembang.traces(ticket.id)
  const spans = await rembang.as(theSystem, at('2026-01-05T10:00'), (work) => sopSpans(work, events))
  expect(dispositionsOf(spans, events, clocks)).toEqual([
    { seq: 2, at: at('2026-01-05T08:10'), act: 'Teruskan ke Pejabat Penghubung', from: { role: 'Admin Portal', unit: 'dinkominfo', officerId: rembang.officer('admin-portal.dinkominfo').id }, to: { roles: ['Pejabat Penghubung'], unit: 'dputaru' }, instruction: 'Mohon segera.' },
    // Two working days from Monday: Wednesday at the close of the office.
    { seq: 4, at: at('2026-01-05T09:10'), act: 'Perintahkan proses', from: { role: 'Ka. OPD', unit: 'dputaru', officerId: rembang.officer('kepala.dputaru').id }, to: { roles: ['Tim OPD'], unit: 'dputaru' }, instruction: 'Periksa hari ini.', dueAt: at('2026-01-07T16:00') },
  ])
})
