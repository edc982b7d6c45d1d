import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../kernel/database.ts'
import { makeLog } from '../kernel/log.ts'
import { makeTestDatabase, type TestDatabase } from '../kernel/testing.ts'
import { loadFixtureTenant, type FixtureTenant, tenantFolders } from '../domains/tickets/fixture-tenant.ts'
import { startTimekeeper, type TimekeeperOptions } from './keep-time.ts'

let database: TestDatabase
let bengkalis: FixtureTenant
beforeAll(async () => {
  database = await makeTestDatabase()
  bengkalis = await loadFixtureTenant(database, tenantFolders[0]!)
})
afterAll(() => database.close())

const overdue = new Date('2026-01-12T10:00:00+07:00')

function keepTime(options: Partial<TimekeeperOptions> = {}): void {
  const dataFolder = mkdtempSync(join(tmpdir(), 'tanggap-time-'))
  const keeper = startTimekeeper({ resources: database, dataFolder, log: makeLog('silent'), now: () => overdue, every: 20, ...options })
  onTestFinished(async () => {
    await keeper.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  })
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 15_000
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('it did not happen within 15 seconds')
    await new Promise((done) => setTimeout(done, 20))
  }
}

const breachesOf = async (ticketId: string) => (await bengkalis.traces(ticketId)).events.filter((event) => event.act === 'tenggat-terlewati').length
const waitingSeals = async () => (await sql<{ n: number }>`select count(*)::int as n from event_to_seal`.execute(database.owner.db)).rows[0]!.n

test('the timekeeper records breaches, reminds and seals by itself, each once though two keep time', async () => {
  const ticket = await bengkalis.open('sipendekar')
  keepTime()
  keepTime()
  await until(async () => (await breachesOf(ticket.id)) > 0 && (await waitingSeals()) === 0)
  await new Promise((done) => setTimeout(done, 200))
  expect(await breachesOf(ticket.id)).toBe(1)
})

test('it survives a lost connection to the database, tells whoever can bring it back, and goes on', async () => {
  let away = 0
  keepTime({ async onAway() { away += 1 } })
  const server = openDatabase(Object.assign(new URL(database.ownerUrl), { pathname: '/postgres' }).toString(), 1)
  onTestFinished(() => server.db.destroy())
  const name = new URL(database.ownerUrl).pathname.slice(1)
  const shut = async (allowed: boolean) => {
    await sql.raw(`alter database ${name} with allow_connections ${allowed}`).execute(server.db)
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name} and usename = 'tanggap_app'`.execute(server.db)
  }
  await until(async () => (await waitingSeals()) === 0)
  await shut(false)
  await until(async () => away > 0)
  await shut(true)
  const ticket = await bengkalis.open('sipendekar')
  await until(async () => (await breachesOf(ticket.id)) === 1 && (await waitingSeals()) === 0)
})

test('it goes on where bringing the database back fails as well', async () => {
  let away = 0
  const flaky = { secrets: database.secrets, get db() { if (away < 3) throw new Error('away'); return database.db } }
  keepTime({ resources: flaky, async onAway() { away += 1; throw new Error('nobody is there') } })
  const ticket = await bengkalis.open('sipendekar')
  await until(async () => (await breachesOf(ticket.id)) === 1)
  expect(away).toBe(3)
})

test('what is broken in one regency, or in one chore, keeps no other from being done', async () => {
  await sql`insert into tenant (id, name, settings, loaded_at) values ('aaa', 'Aaa', '{"id": "aaa", "name": "Aaa"}', now())`.execute(database.owner.db)
  const orphan = (tenant: string) => sql`insert into clock (tenant_id, id, subject_id, scope, roles, duration, started_at, due_at)
    values (${tenant}, ${randomUUID()}, ${randomUUID()}, 'ticket', '{x}', '{"amount": 1, "unit": "day"}', '2026-01-01', '2026-01-02')`.execute(database.owner.db)
  await orphan('aaa')
  await orphan('bengkalis')
  onTestFinished(async () => void (await sql`delete from clock where roles = '{x}'`.execute(database.owner.db)))
  const ticket = await bengkalis.open('sipendekar')
  expect(await waitingSeals()).toBeGreaterThan(0)
  keepTime()
  await until(async () => (await waitingSeals()) === 0 && (await breachesOf(ticket.id)) === 1)
})
