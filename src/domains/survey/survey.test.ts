import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '../../kernel/actor.ts'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { type FixtureTenant, loadFixtureTenant, refusalOf, tenantFolders } from '../tickets/fixture-tenant.ts'
import { type Ticket, withdrawTicket } from '../tickets/index.ts'
import { surveyElements } from './elements.ts'
import { publicSurvey, surveyResults } from './survey-results.ts'
import { surveyState, takeSurvey } from './take-survey.ts'

let database: TestDatabase
let bengkalis: FixtureTenant
let cirebon: FixtureTenant
beforeAll(async () => {
  database = await makeTestDatabase()
  const folder = (id: string) => tenantFolders.find((one) => one.endsWith(id))!
  bengkalis = await loadFixtureTenant(database, folder('bengkalis'))
  cirebon = await loadFixtureTenant(database, folder('cirebon'))
})
afterAll(() => database.close())
beforeEach(async () => {
  await sql`delete from survey_answer`.execute(database.owner.db)
})

const at = (local: string) => new Date(`${local}:00+07:00`)
const guest = { kind: 'guest' as const }
const admin = 'admin-diskominfotik.diskominfotik'

async function answered(unit = 'dpupr'): Promise<Ticket> {
  let ticket = await bengkalis.open('sipendekar', { at: at('2026-01-05T09:00') })
  ticket = await bengkalis.act(ticket, 'teruskan', { by: admin, at: at('2026-01-05T10:00'), typed: { unit } })
  ticket = await bengkalis.act(ticket, 'jawab', { by: `admin-skpd.${unit}`, at: at('2026-01-06T10:00'), typed: { jawaban: 'Sudah.' } })
  return await bengkalis.act(ticket, 'lepas', { by: admin, at: at('2026-01-06T10:00'), typed: { jawaban: 'Sudah.' } })
}

const all = (value: string) => Object.fromEntries(surveyElements.map(({ code }) => [code, value]))
const rate = (ticket: Ticket, typed: Record<string, string>, when = '2026-01-07T09:00') => bengkalis.as(guest, at(when), (work) => takeSurvey(work, ticket, typed))
const results = (actor: Actor, filter = {}) => bengkalis.as(actor, at('2026-01-31T09:00'), (work) => surveyResults(work, filter))
const rows = async () => (await sql<Record<string, unknown>>`select * from survey_answer`.execute(database.owner.db)).rows

test('a ticket is rated once, also when the form is sent three times at once; nothing ties the rating to it', async () => {
  const ticket = await answered()
  const typed = { ...all('4'), u3: '2', saran: ' Lebih cepat \0lagi. ', usia: '30–39 tahun', pekerjaan: 'Bukan pilihan' }
  await Promise.all([1, 2, 3].map(() => rate(ticket, typed)))
  expect(await rows()).toEqual([{
    tenant_id: 'bengkalis', id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4/), day: expect.anything(), unit: 'dpupr', sop: 'sipendekar', elements: [4, 4, 2, 4, 4, 4, 4, 4, 4],
    words: 'Lebih cepat lagi.', age: '30–39 tahun', sex: null, education: null, occupation: null,
  }])
  expect(await bengkalis.as(guest, at('2026-01-07T10:00'), (work) => surveyState(work, ticket))).toBe('given')
})

test('what is missing is told by field; none of it is kept, and the ticket can still be rated', async () => {
  const ticket = await answered()
  const refused = await refusalOf(rate(ticket, { ...all('3'), u2: '', u8: '5', saran: 'a'.repeat(1001) }))
  expect(refused.faults).toEqual([
    { field: 'u2', text: 'Sistem, mekanisme, dan prosedur: pilih salah satu jawaban.' }, { field: 'u8', text: 'Penanganan pengaduan, saran, dan masukan: pilih salah satu jawaban.' },
    { field: 'saran', text: 'Saran: ada 1001 huruf, paling banyak 1000.' },
  ])
  expect(await rows()).toEqual([])
  await rate(ticket, all('3'))
  expect(await rows()).toHaveLength(1)
})

test('what is open is not rated yet; what was withdrawn never', async () => {
  const open = await bengkalis.open('sipendekar')
  expect(await refusalOf(rate(open, all('1')))).toMatchObject({ code: 'not-allowed' })
  const gone = await bengkalis.as({ kind: 'citizen', id: open.reporterId! }, at('2026-01-05T11:00'), (work) => withdrawTicket(work, { ticketId: open.id, text: '' }))
  expect(await bengkalis.as(guest, at('2026-01-07T10:00'), (work) => surveyState(work, gone))).toBe('never')
})

test('where a group answers, the unit is that of the PIC who wrote', async () => {
  let ticket = await cirebon.open('upik', { at: at('2026-01-05T09:00'), typed: { judul: 'Jalan berlubang', uraian: 'Jalan raya berlubang besar.' } })
  const unit = ticket.state.group[0]!
  const post = cirebon.units.get(unit) === 'vertical' ? 'pic-vertikal' : 'pic-skpd'
  ticket = await cirebon.act(ticket, 'jawab', { by: `${post}.${unit}`, at: at('2026-01-05T10:00'), typed: { jawaban: 'Segera.' } })
  const clerk = cirebon.officers.find((one) => one.post.startsWith('admin'))!
  ticket = await cirebon.act(ticket, 'lanjutkan', { by: `${clerk.post}.${clerk.unit}`, at: at('2026-01-05T10:10') })
  await cirebon.as(guest, at('2026-01-07T09:00'), (work) => takeSurvey(work, ticket, all('3')))
  expect(await rows()).toMatchObject([{ tenant_id: 'cirebon', unit, sop: 'upik' }])
})

test('officers read the results of their units, administrators all, by day; those who said nothing stand beside the respondents and in no index', async () => {
  const before = (await results(bengkalis.officer(admin, true))).ended
  const [one, two, three] = [await answered(), await answered(), await answered('dinkes')]
  await answered()
  await rate(one, { ...all('4'), saran: 'Bagus.' }, '2026-01-10T09:00')
  await rate(two, all('2'), '2026-01-20T09:00')
  await rate(three, { ...all('3'), 'jenis-kelamin': 'Perempuan' }, '2026-01-20T09:00')
  const whole = await results(bengkalis.officer(admin, true))
  expect(whole).toMatchObject({ whole: { respondents: 3, index: 75, grade: 'C' }, ended: before + 4, words: [{ unit: 'dpupr', text: 'Bagus.' }], respondents: [{ what: 'sex', value: 'Perempuan', count: 1 }] })
  expect(whole.byUnit.map((row) => [row.unit, row.result.respondents, row.result.index])).toEqual([['dinkes', 1, 75], ['dpupr', 2, 75]])
  expect((await results(bengkalis.officer('admin-skpd.dpupr'))).byUnit.map((row) => row.unit)).toEqual(['dpupr'])
  expect((await results(bengkalis.officer(admin, true), { from: '2026-01-15', until: '2026-01-20', unit: 'dpupr' })).whole).toMatchObject({ respondents: 1, index: 50 })
  expect((await results({ kind: 'citizen', id: one.reporterId! })).whole).toBeUndefined()
  expect((await results(bengkalis.officer(admin, true), { sop: 'lapor' })).whole).toBeUndefined()
})

test('the public reads an index from ten respondents on', async () => {
  const shown = () => bengkalis.as(guest, at('2026-01-31T09:00'), (work) => publicSurvey(work))
  for (let n = 0; n < 9; n++) await rate(await answered(), all('4'))
  expect(await shown()).toEqual({ whole: undefined, byUnit: [] })
  await rate(await answered('dinkes'), all('4'))
  expect(await shown()).toMatchObject({ whole: { respondents: 10, index: 100, grade: 'A' }, byUnit: [] })
  await rate(await answered(), all('4'))
  expect(await shown()).toMatchObject({ byUnit: [{ unit: 'dpupr', result: { respondents: 10 } }] })
})
