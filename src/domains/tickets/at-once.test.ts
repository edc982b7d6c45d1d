import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '../../kernel/refusal.ts'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { answerQuestion } from './answer-question.ts'
import { type FixtureTenant, later, loadFixtureTenant, mondayMorning, refusalOf, tenantFolders, waitingFile } from './fixture-tenant.ts'
import { recordAnswerRead } from './read-answer.ts'
import { recordBreaches } from './keep-clocks.ts'
import { claimFormKey, findTicket } from './ticket-store.ts'
import { verifyTickets } from './verify-tickets.ts'
import { getVisibleTicket } from './visible-ticket.ts'

let database: TestDatabase
let bengkalis: FixtureTenant
let cirebon: FixtureTenant
beforeAll(async () => {
  database = await makeTestDatabase()
  bengkalis = await loadFixtureTenant(database, tenantFolders.find((folder) => folder.endsWith('bengkalis'))!)
  cirebon = await loadFixtureTenant(database, tenantFolders.find((folder) => folder.endsWith('cirebon'))!)
})
afterAll(() => database.close())

const admin = 'admin-diskominfotik.diskominfotik'

async function settle(orders: Promise<unknown>[]): Promise<{ won: number; refused: Refusal[] }> {
  const outcomes = await Promise.allSettled(orders)
  const reasons = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  return { won: outcomes.length - reasons.length, refused: reasons.map((reason) => { if (reason instanceof Refusal) return reason; throw reason }) }
}

describe('two officers at once', () => {
  test('one wins, the other is told which role was faster, and what the first did stands alone', async () => {
    const ticket = await bengkalis.open('sipendekar')
    const { won, refused } = await settle(['dpupr', 'dinkes', 'dlh', 'dishub'].map((unit) => bengkalis.act(ticket, 'teruskan', { by: admin, typed: { unit } })))
    expect(won).toBe(1)
    expect(refused.map((one) => one.code)).toEqual(['conflict', 'conflict', 'conflict'])
    expect(refused[0]!.message).toMatch(/^Admin Diskominfotik lebih dahulu bertindak/)
    const kept = await bengkalis.traces(ticket.id)
    expect(kept.events.map((event) => event.act)).toEqual(['kirim', 'teruskan'])
    expect(kept.turns).toHaveLength(1)
    expect(kept.clocks.filter((clock) => !clock.stoppedAt)).toHaveLength(1)
  })

  test('one officer’s form sent five times is one act, and each sending is answered as done; other words under the same key are not', async () => {
    const ticket = await bengkalis.open('sipendekar')
    const formKey = randomUUID()
    const send = (instruksi: string, _csrf: string) => bengkalis.act(ticket, 'teruskan', { by: admin, typed: { unit: 'dpupr', instruksi, _csrf }, formKey })
    const { won, refused } = await settle(Array.from({ length: 5 }, (_, n) => send('Segera.', `token-${n}`)))
    expect([won, refused.length]).toEqual([5, 0])
    expect((await bengkalis.traces(ticket.id)).events.map((event) => event.act)).toEqual(['kirim', 'teruskan'])
    expect((await refusalOf(send('Tunggu dulu.', 'token'))).code).toBe('conflict')
    expect((await refusalOf(bengkalis.act(ticket, 'teruskan', { by: admin, typed: { unit: 'dinkes' }, formKey }))).code).toBe('conflict')
  })

  test('the one who was faster is named, not the system that carried their act on', async () => {
    let ticket = await cirebon.open('upik', { typed: { judul: 'Jalan berlubang', uraian: 'Jalan berlubang.' } })
    ticket = await cirebon.act(ticket, 'jawab', { by: 'pic-skpd.dputr', typed: { jawaban: 'Ya.' } })
    const { refused } = await settle(['lanjutkan', 'lanjutkan'].map((act) => cirebon.act(ticket, act, { by: 'admin-egov.diskominfo' })))
    expect(refused.map((one) => one.message)).toEqual([expect.stringMatching(/sudah ditutup oleh Admin \(Kepala Seksi E-Gov\)/)])
  })

  test('nor the reporter who only read the answer, nor a breach that was recorded', async () => {
    let ticket = await bengkalis.open('sipendekar')
    ticket = await bengkalis.act(ticket, 'teruskan', { by: admin, typed: { unit: 'dpupr' } })
    const seen = ticket
    ticket = await bengkalis.act(ticket, 'jawab', { by: 'admin-skpd.dpupr', typed: { jawaban: 'Ya.' } })
    while ((await bengkalis.as({ kind: 'system' }, later(mondayMorning, 9, 'days'), (work) => recordBreaches(work))) > 0);
    const slower = await refusalOf(bengkalis.act(seen, 'jawab', { by: 'admin-skpd.dpupr', typed: { jawaban: 'Juga.' } }))
    expect(slower.message).toMatch(/^Admin SKPD lebih dahulu/)
    ticket = await bengkalis.act(ticket, 'lepas', { by: admin, typed: { jawaban: 'Ya.' } })
    await bengkalis.as({ kind: 'citizen', id: ticket.reporterId! }, mondayMorning, async (work) => recordAnswerRead(work, (await findTicket(work, { id: ticket.id }))!))
    expect((await refusalOf(bengkalis.act(seen, 'jawab', { by: 'admin-skpd.dpupr', typed: { jawaban: 'Juga.' } }))).message).toMatch(/sudah ditutup oleh Admin Diskominfotik/)
  })

  test('a breach that is recorded meanwhile does not cost an officer their act', async () => {
    const ticket = await bengkalis.open('sipendekar')
    const now = later(mondayMorning, 10, 'days')
    const [, done] = await Promise.all([
      bengkalis.as({ kind: 'system' }, now, (work) => recordBreaches(work)),
      bengkalis.act(ticket, 'teruskan', { by: admin, at: now, typed: { unit: 'dpupr' } }),
    ])
    expect(done.state.step).toBe('tanggapan')
    expect((await bengkalis.traces(ticket.id)).events.filter((event) => event.act === 'tenggat-terlewati')).toHaveLength(1)
  })

  test('the reporter’s answer and an officer’s act do not both win', async () => {
    let ticket = await bengkalis.open('sipendekar')
    ticket = await bengkalis.act(ticket, 'tanya', { by: admin, typed: { pertanyaan: 'Di mana?' } })
    const reporter = { kind: 'citizen' as const, id: ticket.reporterId! }
    const { won, refused } = await settle([
      bengkalis.as(reporter, later(mondayMorning, 90), (work) => answerQuestion(work, { ticketId: ticket.id, text: 'Di sini.' })),
      bengkalis.act(ticket, 'teruskan', { by: admin, at: later(mondayMorning, 90), typed: { unit: 'dpupr' } }),
    ])
    expect(won).toBe(1)
    expect(refused[0]!.code).toBe('conflict')
  })
})

describe('one form', () => {
  test('sent ten times at once makes one ticket, and everyone gets the same receipt', async () => {
    const formKey = randomUUID()
    const reporterId = randomUUID()
    const made = await Promise.all(Array.from({ length: 10 }, () => bengkalis.open('sipendekar', { formKey, reporterId })))
    expect(new Set(made.map((ticket) => ticket.number)).size).toBe(1)
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ticket where reporter_id = ${reporterId}`.execute(database.owner.db)
    expect(rows).toEqual([{ n: 1 }])
  })

  test('with a fault in it can be sent again with the same key', async () => {
    const formKey = randomUUID()
    expect((await refusalOf(bengkalis.open('sipendekar', { formKey, typed: { judul: '' } }))).code).toBe('bad-input')
    expect((await bengkalis.open('sipendekar', { formKey })).version).toBe(1)
  })

  test('that somebody else sent from the same computer gives no receipt of theirs', async () => {
    const formKey = randomUUID()
    await bengkalis.open('sipendekar', { formKey, reporterId: randomUUID() })
    expect((await refusalOf(bengkalis.open('sipendekar', { formKey, reporterId: randomUUID() }))).code).toBe('conflict')
  })

  test('takes its files along once; a file of another form is refused, and nothing is kept', async () => {
    const formKey = randomUUID()
    const file = await waitingFile(bengkalis, 'lampiran', formKey)
    const ticket = await bengkalis.open('sipendekar', { formKey, typed: { lampiran: [file] } })
    const { rows } = await sql`select attached_to from upload where id = ${file}`.execute(database.owner.db)
    expect(rows).toEqual([{ attached_to: ticket.id }])
    const other = randomUUID()
    expect((await refusalOf(bengkalis.open('sipendekar', { formKey: other, typed: { lampiran: [file] } }))).code).toBe('conflict')
    expect((await sql`select 1 from submission where form_key = ${other}`.execute(database.owner.db)).rows).toEqual([])
  })

  test('of an act needs its own key for files: an id alone attaches nothing', async () => {
    let ticket = await bengkalis.open('sipendekar')
    ticket = await bengkalis.act(ticket, 'teruskan', { by: admin, typed: { unit: 'dpupr' } })
    const file = await waitingFile(bengkalis, 'lampiran-jawaban', randomUUID())
    const refused = await refusalOf(bengkalis.act(ticket, 'jawab', { by: 'admin-skpd.dpupr', typed: { jawaban: 'Ya.', 'lampiran-jawaban': [file] } }))
    expect(refused.code).toBe('conflict')
  })
})

describe('a new ticket', () => {
  test('gets a number that no other has, however unlucky the draw', async () => {
    const taken = (await bengkalis.open('sipendekar')).number
    const claim = (numbers: string[]) => bengkalis.as({ kind: 'guest' }, mondayMorning, (work) => claimFormKey(work, { formKey: randomUUID(), ticketId: randomUUID(), numbers }))
    expect((await claim([taken, '111-111-111', '222-222-222'])).number).toBe('111-111-111')
    await expect(claim([taken, taken])).rejects.toThrow('all are taken')
  })

  test('entered weeks after the letter came begins its chain with its coming in; what is overdue is found at once', async () => {
    const ticket = await bengkalis.open('lapor', { channel: 'surat', at: later(mondayMorning, 60, 'days'), receivedAt: mondayMorning })
    expect(ticket.openedAt).toEqual(mondayMorning)
    while ((await bengkalis.as({ kind: 'system' }, later(mondayMorning, 60, 'days'), (work) => recordBreaches(work))) > 0);
    const { events } = await bengkalis.traces(ticket.id)
    expect(events.map((event) => event.act)).toEqual(['kirim', 'tenggat-terlewati', 'tenggat-terlewati'])
    expect(events[0]!.body).toMatchObject({ saluran: 'surat', sidik: expect.stringMatching(/^[0-9a-f]{64}$/) })
  })
})

describe('a stranger', () => {
  const sees = async (actor: Parameters<FixtureTenant['as']>[0], number: string) =>
    bengkalis.as(actor, mondayMorning, (work) => getVisibleTicket(work, number)).then((found) => found.standing, (refusal: Refusal) => refusal.code)

  test('citizen, guest or officer of another unit finds no such ticket; reporter, units that have a part and administrators do', async () => {
    let ticket = await bengkalis.open('sipendekar')
    ticket = await bengkalis.act(ticket, 'teruskan', { by: admin, typed: { unit: 'dpupr' } })
    expect(await sees({ kind: 'citizen', id: randomUUID() }, ticket.number)).toBe('not-found')
    expect(await sees({ kind: 'guest' }, ticket.number)).toBe('not-found')
    expect(await sees(bengkalis.officer('admin-skpd.dinkes'), ticket.number)).toBe('not-found')
    expect(await sees({ kind: 'citizen', id: ticket.reporterId! }, ticket.number)).toBe('reporter')
    expect(await sees(bengkalis.officer('admin-skpd.dpupr'), ticket.number)).toBe('officer')
    expect(await sees(bengkalis.officer('kepala.dpupr'), ticket.number)).toBe('officer')
    expect(await sees(bengkalis.officer('kepala.diskominfotik'), ticket.number)).toBe('officer')
    expect(await sees(bengkalis.officer('kepala.polres', true), ticket.number)).toBe('officer')
    expect(await bengkalis.as({ kind: 'guest' }, mondayMorning, (work) => getVisibleTicket(work, ticket.number, true)).then((found) => found.standing)).toBe('reporter')
  })

  test('may not act, read the question’s place, or learn that the ticket exists', async () => {
    const ticket = await bengkalis.open('sipendekar')
    for (const by of [{ kind: 'citizen' as const, id: randomUUID() }, { kind: 'guest' as const }, bengkalis.officer('admin-skpd.dinkes')]) {
      const refused = await refusalOf(bengkalis.act(ticket, 'teruskan', { by, typed: { unit: 'dpupr' } }))
      const missing = await refusalOf(bengkalis.act({ ...ticket, id: randomUUID() }, 'teruskan', { by, typed: { unit: 'dpupr' } }))
      expect([refused.code, missing.code]).toEqual(['not-found', 'not-found'])
    }
    expect(await sees({ kind: 'citizen', id: randomUUID() }, '000-000-000')).toBe('not-found')
  })

  test('of a published ticket acts as little, though they may read it', async () => {
    let ticket = await bengkalis.open('sipendekar')
    ticket = await bengkalis.act(ticket, 'teruskan', { by: admin, typed: { unit: 'dpupr' } })
    ticket = await bengkalis.act(ticket, 'jawab', { by: 'admin-skpd.dpupr', typed: { jawaban: 'Ya.' } })
    ticket = await bengkalis.act(ticket, 'lepas', { by: admin, typed: { jawaban: 'Ya.' } })
    expect(ticket.publishedAt).toBeInstanceOf(Date)
    expect((await refusalOf(bengkalis.act(ticket, 'teruskan', { by: { kind: 'citizen', id: randomUUID() }, typed: {} }))).code).toBe('not-found')
  })

  test('is every colleague, for a secret ticket, whose turn it is not and was not; administrators are none', async () => {
    let ticket = await bengkalis.open('sipendekar', { secret: true })
    expect(await sees(bengkalis.officer(admin), ticket.number)).toBe('officer')
    expect(await sees(bengkalis.officer('kepala.diskominfotik'), ticket.number)).toBe('not-found')
    ticket = await bengkalis.act(ticket, 'teruskan', { by: admin, typed: { unit: 'dpupr' } })
    expect(await sees(bengkalis.officer(admin), ticket.number)).toBe('officer')
    expect(await sees(bengkalis.officer('admin-skpd.dpupr'), ticket.number)).toBe('officer')
    expect(await sees(bengkalis.officer('kepala.dpupr'), ticket.number)).toBe('not-found')
    expect(await sees(bengkalis.officer('kepala.dpupr', true), ticket.number)).toBe('officer')
  })

  test('learns the matter of a secret ticket from no message either, not even when its time is over', async () => {
    const ticket = await bengkalis.open('sipendekar', { secret: true, typed: { judul: 'Pungli di loket' } })
    while ((await bengkalis.as({ kind: 'system' }, later(mondayMorning, 30, 'days'), (work) => recordBreaches(work))) > 0);
    const told = await sql`select * from message where subject_id = ${ticket.id} and to_kind = 'post'`.execute(database.owner.db)
    expect(told.rows.length).toBeGreaterThan(2)
    expect(JSON.stringify(told.rows)).not.toContain('Pungli')
  })
})

test('after all this the proof has no fault', async () => {
  for (const place of [bengkalis, cirebon]) {
    await place.sealAll()
    expect((await verifyTickets(database.owner.db, place.id, database.secrets)).faults).toEqual([])
  }
})
