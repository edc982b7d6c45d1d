import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { type FixtureTenant, loadFixtureTenant } from '../tickets/fixture-tenant.ts'
import { answerQuestion } from '../tickets/index.ts'
import { stepFigures } from './step-figures.ts'

let database: TestDatabase
let bengkalis: FixtureTenant
beforeAll(async () => {
  database = await makeTestDatabase()
  bengkalis = await loadFixtureTenant(database, 'tenants/bengkalis')
})
afterAll(() => database.close())

const admin = 'admin-diskominfotik.diskominfotik'
const skpd = 'admin-skpd.dpupr'
const at = (local: string) => new Date(`${local}:00+07:00`)
const hour = 3_600_000
const figures = (sop: string, since: string) => bengkalis.as(bengkalis.officer(admin), at('2026-02-01T09:00'), (work) => stepFigures(work, { sop, since: at(since) }))

test('each pass through a step counts with its time and its promise, once more when it is sent back', async () => {
  const open = (opened: string) => bengkalis.open('sipendekar', { at: at(opened) })
  const send = (ticket: Awaited<ReturnType<typeof open>>, moment: string) => bengkalis.act(ticket, 'teruskan', { by: admin, at: at(moment), typed: { unit: 'dpupr' } })
  // Three hours, five hours, and a week where two working days were promised.
  const quick = await send(await open('2026-01-05T08:00'), '2026-01-05T11:00')
  await send(await open('2026-01-05T08:00'), '2026-01-05T13:00')
  await send(await open('2026-01-05T08:00'), '2026-01-12T08:00')
  const drafted = await bengkalis.act(quick, 'jawab', { by: skpd, at: at('2026-01-06T11:00'), typed: { jawaban: 'Sudah.' } })
  const returned = await bengkalis.act(drafted, 'kembalikan', { by: admin, at: at('2026-01-06T12:00'), typed: { catatan: 'Kapan?' } })
  await bengkalis.act(returned, 'jawab', { by: skpd, at: at('2026-01-06T14:00'), typed: { jawaban: 'Kemarin.' } })

  const found = await figures('sipendekar', '2026-01-01T00:00')
  expect(found.get('disposisi')).toEqual({ step: 'disposisi', passes: 3, medianMs: 5 * hour, promised: 3, kept: 2 })
  expect(found.get('tanggapan')).toEqual({ step: 'tanggapan', passes: 2, medianMs: 13 * hour, promised: 2, kept: 2 })
  expect(found.get('koreksi')).toMatchObject({ passes: 1, medianMs: hour })
  expect(found.has('kirim')).toBe(false)
})

test('what was left before the day counts no more, and another SOP has its own figures', async () => {
  const found = await figures('sipendekar', '2026-01-06T00:00')
  expect(found.get('disposisi')).toMatchObject({ passes: 1, medianMs: 168 * hour, kept: 0 })
  expect(await figures('lapor', '2026-01-01T00:00')).toEqual(new Map())
})

test('the time in which a reporter was asked is not the office’s', async () => {
  const ticket = await bengkalis.open('lapor', { at: at('2026-01-19T08:00') })
  const asked = await bengkalis.act(ticket, 'tanya', { by: 'admin-pusat.diskominfotik', at: at('2026-01-19T09:00'), typed: { pertanyaan: 'Di mana?' } })
  const answered = await bengkalis.as({ kind: 'citizen', id: ticket.reporterId! }, at('2026-01-20T09:00'), (work) => answerQuestion(work, { ticketId: asked.id, text: 'Di loket.' }))
  await bengkalis.act(answered, 'tolak', { by: 'admin-pusat.diskominfotik', at: at('2026-01-20T11:00'), typed: { alasan: 'Bukan kewenangan.' } })
  expect((await figures('lapor', '2026-01-01T00:00')).get('terima')).toEqual({ step: 'terima', passes: 1, medianMs: 3 * hour, promised: 1, kept: 1 })
})
