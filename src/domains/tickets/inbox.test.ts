import { randomUUID } from 'node:crypto'
import { CompiledQuery, createQueryId, type KyselyPlugin, type RootOperationNode, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../kernel/actor.ts'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { type FixtureTenant, later, loadFixtureTenant, mondayMorning, tenantFolders } from './fixture-tenant.ts'
import { countInbox, type InboxRow, type InboxView, inboxViews, readInbox } from './inbox.ts'
import { ownTickets } from './own-tickets.ts'
import { publishedTickets } from './published-tickets.ts'
import type { Ticket } from './ticket.ts'

let database: TestDatabase
let bengkalis: FixtureTenant
let rembang: FixtureTenant
beforeAll(async () => {
  database = await makeTestDatabase()
  bengkalis = await loadFixtureTenant(database, tenantFolders.find((folder) => folder.endsWith('bengkalis'))!)
  rembang = await loadFixtureTenant(database, tenantFolders.find((folder) => folder.endsWith('rembang'))!)
})
afterAll(() => database.close())

const admin = 'admin-diskominfotik.diskominfotik'
const nonsense = ['x', '', '-', 'infinity', `infinity${'-'.repeat(36)}`, '-'.repeat(36), `99999999999999999999${randomUUID()}`, `00000000000000000000${randomUUID()}`, `20260231000000000000${randomUUID()}`, "'; drop table turn; --", '\u0000', 'a'.repeat(100_000), `1767600000000_${'-'.repeat(36)}`, `9999999999999_${randomUUID()}`]

async function read(place: FixtureTenant, actor: Actor, query: { view: InboxView; size?: number; after?: string; now?: Date }) {
  return await place.as(actor, query.now ?? mondayMorning, (work) => readInbox(work, { view: query.view, size: query.size ?? 50, ...(query.after !== undefined && { after: query.after }) }))
}

async function readAll(place: FixtureTenant, actor: Actor, view: InboxView, size: number): Promise<InboxRow[]> {
  const rows: InboxRow[] = []
  let after: string | undefined
  for (let pages = 0; pages < 100; pages++) {
    const page = await read(place, actor, { view, size, ...(after !== undefined && { after }) })
    rows.push(...page.rows)
    after = page.next
    if (after === undefined) return rows
  }
  throw new Error('the pages have no end')
}

async function openMany(place: FixtureTenant, sop: string, count: number): Promise<Ticket[]> {
  const tickets: Ticket[] = []
  for (let n = 0; n < count; n += 8) {
    tickets.push(...(await Promise.all(Array.from({ length: Math.min(8, count - n) }, (_, i) => place.open(sop, { at: later(mondayMorning, Math.floor((n + i) / 20), 'days') })))))
  }
  return tickets
}

describe('two hundred tickets', () => {
  test('are paged through each once, the one due first first, though many fall due at the same moment', async () => {
    const tickets = await openMany(bengkalis, 'sipendekar', 200)
    const rows = await readAll(bengkalis, bengkalis.officer(admin), 'giliran', 7)
    expect(rows.map((row) => row.id).sort()).toEqual(tickets.map((ticket) => ticket.id).sort())
    const order = rows.map((row) => [row.dueAt!.getTime(), row.id] as const)
    expect(order).toEqual([...order].sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1)))
    expect(new Set(rows.map((row) => row.dueAt!.getTime())).size).toBeLessThan(15)
    expect(await bengkalis.as(bengkalis.officer(admin), mondayMorning, (work) => countInbox(work))).toMatchObject({ giliran: 100, unit: 100, menunggu: 0 })
  })

  test('without any due date are paged through each once too', async () => {
    const tickets = await openMany(rembang, 'sms-wadul-bupati', 40)
    const rows = await readAll(rembang, rembang.officer('admin-portal.dinkominfo'), 'giliran', 7)
    expect(rows.map((row) => row.id).sort()).toEqual(tickets.map((ticket) => ticket.id).sort())
    expect(rows.every((row) => row.dueAt === undefined)).toBe(true)
  })

  test('of the whole unit and of the whole regency come newest first, each once', async () => {
    for (const view of ['unit', 'semua'] as const) {
      const ids = (await readAll(rembang, rembang.officer('admin-portal.dinkominfo', true), view, 7)).map((row) => row.id)
      expect(ids).toEqual([...new Set(ids)].sort().reverse())
      expect(ids).toHaveLength(40)
    }
  })
})

describe('a cursor that was mangled', () => {
  test.each(inboxViews)('begins %s again, or shows nothing, and never breaks', async (view) => {
    for (const after of nonsense) {
      const page = await read(bengkalis, bengkalis.officer(admin, true), { view, size: 3, after })
      expect(page.rows.length).toBeLessThanOrEqual(3)
    }
  })

  test('does not break the reporter’s own list nor the public one', async () => {
    for (const after of nonsense) {
      expect((await bengkalis.as({ kind: 'citizen', id: randomUUID() }, mondayMorning, (work) => ownTickets(work, { size: 3, after }))).tickets).toEqual([])
      expect((await bengkalis.as({ kind: 'guest' }, mondayMorning, (work) => publishedTickets(work, { size: 3, after }))).tickets).toEqual([])
    }
  })
})

describe('the views', () => {
  const at = (local: string) => new Date(`${local}:00+07:00`)
  const skpd = () => rembang.officer('pejabat-penghubung.dputaru')
  const kepala = () => rembang.officer('kepala.dputaru')

  async function reported(order = {}): Promise<Ticket> {
    let ticket = await rembang.open('sms-wadul-bupati', { at: at('2026-01-05T08:00'), ...order })
    ticket = await rembang.act(ticket, 'teruskan', { by: 'admin-portal.dinkominfo', at: at('2026-01-05T08:10'), typed: { unit: 'dputaru', kategori: 'jalan' } })
    return await rembang.act(ticket, 'laporkan', { by: 'pejabat-penghubung.dputaru', at: at('2026-01-05T09:00') })
  }

  const idsIn = async (actor: Actor, view: InboxView, now: Date) => (await read(rembang, actor, { view, now })).rows.map((row) => row.id)

  test('tell whose turn it is, what falls due within a day, what is overdue', async () => {
    const ticket = await reported()
    expect((await read(rembang, kepala(), { view: 'giliran' })).rows).toMatchObject([
      { id: ticket.id, number: ticket.number, step: 'disposisi', unit: 'dputaru', facts: { kategori: 'jalan' }, dueAt: at('2026-01-05T09:30'), paused: false, open: true, mine: true },
    ])
    expect(await idsIn(kepala(), 'jatuh-tempo', at('2026-01-05T09:29'))).toEqual([ticket.id])
    expect(await idsIn(kepala(), 'terlambat', at('2026-01-05T09:29'))).toEqual([])
    expect(await idsIn(kepala(), 'terlambat', at('2026-01-05T09:31'))).toEqual([ticket.id])
    expect(await idsIn(kepala(), 'jatuh-tempo', at('2026-01-05T09:31'))).toEqual([])
    expect(await rembang.as(kepala(), at('2026-01-05T09:31'), (work) => countInbox(work))).toEqual({ giliran: 1, 'jatuh-tempo': 0, terlambat: 1, menunggu: 0, 'perlu-alasan': 0, unit: 1, selesai: 0, semua: 0 })
    expect(await idsIn(skpd(), 'giliran', at('2026-01-05T09:31'))).toEqual([])
    expect(await idsIn(skpd(), 'unit', at('2026-01-05T09:31'))).toEqual([ticket.id])
    expect((await read(rembang, skpd(), { view: 'unit' })).rows[0]!.mine).toBe(false)
  })

  test('hold what waits for its reporter, last in order', async () => {
    let ticket = await reported()
    ticket = await rembang.act(ticket, 'perintahkan', { by: 'kepala.dputaru', at: at('2026-01-05T09:10'), typed: { instruksi: 'Tinjau.' } })
    const other = await rembang.act(await reported(), 'perintahkan', { by: 'kepala.dputaru', at: at('2026-01-05T09:10'), typed: { instruksi: 'Tinjau.' } })
    await rembang.act(ticket, 'tanya', { by: 'tim-opd.dputaru', at: at('2026-01-05T09:20'), typed: { pertanyaan: 'Di mana?' } })
    const tim = rembang.officer('tim-opd.dputaru')
    expect(await idsIn(tim, 'menunggu', at('2026-01-05T10:00'))).toEqual([ticket.id])
    expect(await idsIn(tim, 'giliran', at('2026-01-05T10:00'))).toEqual([other.id, ticket.id])
  })

  test('page through what waits, each once, though none of it has a date', async () => {
    const waiting: string[] = []
    for (let n = 0; n < 5; n++) {
      const ticket = await rembang.open('sms-wadul-bupati')
      waiting.push((await rembang.act(ticket, 'tanya', { by: 'admin-portal.dinkominfo', typed: { pertanyaan: 'Di mana?' } })).id)
    }
    const rows = await readAll(rembang, rembang.officer('admin-portal.dinkominfo'), 'menunggu', 2)
    expect(rows.map((row) => row.id).sort()).toEqual(waiting.sort())
  })

  test('move a closed ticket to the closed ones, at every unit that had a part in it', async () => {
    let ticket = await reported()
    ticket = await rembang.act(ticket, 'bukan-kami', { by: 'kepala.dputaru', at: at('2026-01-05T09:10'), typed: { kewenangan: 'unit-lain', alasan: 'x', 'unit-seharusnya': 'dinperkim' } })
    ticket = await rembang.act(ticket, 'tolak', { by: 'admin-portal.dinkominfo', at: at('2026-01-05T09:20'), typed: { alasan: 'Bukan wewenang.' } })
    for (const actor of [kepala(), rembang.officer('admin-portal.dinkominfo')]) {
      expect(await idsIn(actor, 'unit', at('2026-01-05T10:00'))).not.toContain(ticket.id)
      expect(await idsIn(actor, 'selesai', at('2026-01-05T10:00'))).toContain(ticket.id)
    }
  })

  test('show a secret ticket only to whose turn it is', async () => {
    const ticket = await reported({ secret: true })
    expect(await idsIn(kepala(), 'giliran', at('2026-01-05T10:00'))).toContain(ticket.id)
    for (const view of inboxViews) expect(await idsIn(skpd(), view, at('2026-01-05T10:00')), view).not.toContain(ticket.id)
  })

  test('give an officer with several posts one list, each ticket once', async () => {
    const both: Actor = { kind: 'officer', id: randomUUID(), admin: false, posts: [{ post: 'pejabat-penghubung', unit: 'dputaru' }, { post: 'kepala', unit: 'dputaru' }, { post: 'tim-opd', unit: 'dputaru' }] }
    const rows = await readAll(rembang, both, 'giliran', 2)
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length)
    expect(rows.length).toBeGreaterThan(3)
  })

  test('give nobody else anything: no citizen, no guest, no officer without a post, no list of all to who is no administrator', async () => {
    for (const actor of [{ kind: 'guest' }, { kind: 'citizen', id: randomUUID() }, { kind: 'officer', id: randomUUID(), posts: [], admin: false }] as Actor[]) {
      for (const view of inboxViews) expect((await read(rembang, actor, { view })).rows).toEqual([])
    }
    expect((await read(rembang, skpd(), { view: 'semua' })).rows).toEqual([])
  })
})

describe('the reporter', () => {
  test('pages through their own tickets, newest first', async () => {
    const reporterId = randomUUID()
    for (let n = 0; n < 7; n++) await bengkalis.open('sipendekar', { reporterId, at: later(mondayMorning, n) })
    const ids: string[] = []
    let after: string | undefined
    do {
      const page = await bengkalis.as({ kind: 'citizen', id: reporterId }, mondayMorning, (work) => ownTickets(work, { size: 3, ...(after && { after }) }))
      ids.push(...page.tickets.map((ticket) => ticket.id))
      after = page.next
    } while (after)
    expect(ids).toHaveLength(7)
    expect(ids).toEqual([...ids].sort().reverse())
  })
})

describe('with some thousand turns in the regency', () => {
  beforeAll(async () => {
    await sql`alter table turn disable trigger all`.execute(database.owner.db)
    await sql`
      insert into turn (tenant_id, ticket_id, lane, post, unit, step, since, due_at)
      select 'bengkalis', gen_random_uuid(), 'skpd', 'admin-skpd', 'unit-' || n % 50, 'tanggapan', now(), now() + n * interval '1 minute' from generate_series(1, 6000) n`.execute(database.owner.db)
    await sql`analyze turn`.execute(database.owner.db)
  })

  test('the inbox of one post reads its own page from the index, not the regency’s turns', async () => {
    const plan = await explain((work) => readInbox(work, { view: 'giliran', size: 20 }), { kind: 'officer', id: randomUUID(), admin: false, posts: [{ post: 'admin-skpd', unit: 'unit-7' }] })
    expect(plan.nodes).toContain('turn_inbox')
    expect(plan.scansAll).toEqual([])
    expect(plan.mostTurns).toBeLessThanOrEqual(21)
  })

  /** Runs what a task asks of the inbox through EXPLAIN ANALYZE, and gives what its plan does with the turns. */
  async function explain(task: Parameters<FixtureTenant['as']>[2], actor: Actor) {
    const asked: RootOperationNode[] = []
    const listen: KyselyPlugin = { transformQuery: ({ node }) => { asked.push(node); return node }, transformResult: async ({ result }) => result }
    await bengkalis.as(actor, mondayMorning, (work) => task({ ...work, db: work.db.withPlugin(listen) }))
    const result = await bengkalis.as(actor, mondayMorning, async ({ db }) => {
      const { sql: text, parameters } = db.getExecutor().compileQuery(asked[0]!, createQueryId())
      return await db.executeQuery<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(CompiledQuery.raw(`explain (analyze, format json) ${text}`, [...parameters]))
    })
    const nodes = flatten(result.rows[0]!['QUERY PLAN'][0]!.Plan)
    const turns = nodes.filter((node) => node['Relation Name'] === 'turn' || node['Index Name'] === 'turn_inbox')
    return {
      nodes: turns.map((node) => node['Index Name']),
      scansAll: turns.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Node Type']),
      mostTurns: Math.max(...turns.map((node) => node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0))),
    }
  }

  interface PlanNode {
    'Node Type': string
    'Relation Name'?: string
    'Index Name'?: string
    'Actual Rows': number
    'Rows Removed by Filter'?: number
    Plans?: PlanNode[]
  }

  function flatten(node: PlanNode): PlanNode[] {
    return [node, ...(node.Plans ?? []).flatMap(flatten)]
  }
})
