import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt, randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { loadTenantFolder } from '../src/cli/tenant-folder-load.ts'
import { type Carrier, recordReport, saveContact, tell } from '../src/domains/messages/index.ts'
import { appUrl, openDatabase } from '../src/kernel/database.ts'
import { startEmbeddedPostgres } from '../src/kernel/embedded-postgres.ts'
import { makeLog } from '../src/kernel/log.ts'
import { migrate } from '../src/kernel/migrate.ts'
import { Secrets } from '../src/kernel/secrets.ts'
import { inWork } from '../src/kernel/work.ts'
import { startDispatcher } from '../src/worker/dispatch-letters.ts'
import { makeBenchFolder } from './bench-folder.ts'

const letters = 5000
const kills = 45
/** The workers' clock runs ten times as fast, so that the minute of a lease takes six seconds. */
const haste = 10
const secrets = new Secrets(Buffer.alloc(32, 5))
const began = Date.now()
const hasty = (since: number) => new Date(since + (Date.now() - since) * haste)

/** The gateway: writes each letter down durably before it takes it, and reports it until it is heard, as Kannel does with its store. */
function playGateway(port: number, store: string, reports: string): void {
  const told = new Set<string>()
  const file = openSync(store, 'a')
  const report = async (id: string): Promise<void> => {
    while (!told.has(id)) {
      const ok = await fetch(`${reports}?surat=${id}`).then((answer) => answer.ok, () => false)
      if (ok) told.add(id)
      else await new Promise((done) => setTimeout(done, 100))
    }
  }
  for (const id of new Set(readFileSync(store, 'utf8').split('\n').filter(Boolean))) void report(id)
  http.createServer((request, answer) => {
    const id = new URL(request.url ?? '', 'http://x').searchParams.get('id') ?? ''
    writeSync(file, `${id}\n`)
    fsyncSync(file)
    answer.end('0: Accepted for delivery')
    void report(id)
  }).listen(port, '127.0.0.1')
}

function playWorker(ownerUrl: string, gateway: string, since: number): void {
  const url = appUrl(ownerUrl, secrets)
  const carrier: Carrier = {
    channel: 'sms', name: 'bench',
    async send(letter) {
      const answer = await fetch(`${gateway}?id=${letter.id}`, { signal: AbortSignal.timeout(2000) })
      if (!answer.ok) throw new Error(`gateway answered ${answer.status}`)
      return { state: 'sent' }
    },
  }
  startDispatcher({ resources: { db: openDatabase(url, 10).db, secrets }, url, log: makeLog('silent'), now: () => hasty(since), siteOf: () => 'https://contoh', carriersOf: () => ({ sms: carrier }), every: 500 })
}

interface Part {
  start(): ChildProcess
  child: ChildProcess
}

/** Kills gateway, worker and database at random under a load of 5,000 letters; counts at the gateway what was lost and what came twice. */
async function main(): Promise<void> {
  const folder = makeBenchFolder()
  const server = await startEmbeddedPostgres({ folder: join(folder, 'postgres') })
  await migrate(server.url, secrets)
  const owner = openDatabase(server.url, 2)
  const app = openDatabase(appUrl(server.url, secrets), 8)
  await loadTenantFolder(owner.db, 'tenants/rembang', new Date())
  await queueLetters(app.db)
  const reports = await listenForReports(app.db)
  const store = join(folder, 'gateway-store')
  appendFileSync(store, '')
  const port = 20_000 + randomInt(20_000)
  const self = (...words: string[]) => spawn(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url), ...words], { stdio: 'inherit' })
  const startGateway = () => self('gateway', String(port), store, reports.url)
  const startWorker = () => self('worker', server.url, `http://127.0.0.1:${port}/`, String(began))
  const gateway: Part = { start: startGateway, child: startGateway() }
  const worker: Part = { start: startWorker, child: startWorker() }
  const killed = { gateway: 0, worker: 0, database: 0 }
  for (let n = 0; n < kills; n++) {
    await pause(700 + randomInt(900))
    const what = (['gateway', 'worker', 'database'] as const)[n % 3]!
    killed[what]++
    if (what === 'database') {
      process.kill(Number(readFileSync(join(server.dataFolder, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
      await pause(200)
      await reviveUntilUp(server, owner.db)
    } else await restart(what === 'gateway' ? gateway : worker)
  }
  const done = await waitUntilSent(owner.db)
  gateway.child.kill('SIGKILL')
  worker.child.kill('SIGKILL')
  reports.close()
  const taken = readFileSync(store, 'utf8').split('\n').filter(Boolean)
  const different = new Set(taken).size
  console.log(`${letters} letters; killed ${killed.gateway} times the gateway, ${killed.worker} times the worker, ${killed.database} times the database.`)
  console.log(`Taken by the gateway: ${different} different, lost ${letters - different}, twice ${taken.length - different}. ${done ? 'Every letter is marked as sent.' : 'NOT every letter is marked as sent.'}`)
  await Promise.all([owner.db.destroy(), app.db.destroy()])
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
  if (different !== letters || taken.length !== different || !done) process.exitCode = 1
}

async function queueLetters(db: ReturnType<typeof openDatabase>['db']): Promise<void> {
  const personId = randomUUID()
  const at = { tenant: 'rembang', actor: { kind: 'system' as const }, now: new Date(began) }
  await inWork({ db, secrets }, at, (work) => saveContact(work, { kind: 'person', id: personId }, { channel: 'sms', address: '+628400000000' }))
  for (let n = 0; n < letters; n += 250) {
    await inWork({ db, secrets }, at, (work) => tell(work, Array.from({ length: 250 }, (_, i) => ({
      subjectId: randomUUID(), to: { kind: 'reporter' as const, personId }, kind: 'kabar' as const, text: `Kabar ${n + i}`, about: { number: '', title: '', path: '' },
    }))))
  }
}

// Plays the door of the web server at which delivery reports come in.
async function listenForReports(db: ReturnType<typeof openDatabase>['db']): Promise<{ url: string; close(): void }> {
  const door = http.createServer((request, answer) => {
    const id = new URL(request.url ?? '', 'http://x').searchParams.get('surat') ?? ''
    inWork({ db, secrets }, { tenant: 'rembang', actor: { kind: 'system' }, now: hasty(began) }, (work) => recordReport(work, id, { state: 'sent' }))
      .then(() => answer.end('ok'), () => { answer.statusCode = 503; answer.end() })
  })
  await new Promise<void>((done) => door.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${(door.address() as AddressInfo).port}/`, close: () => { door.closeAllConnections(); door.close() } }
}

async function restart(part: Part): Promise<void> {
  part.child.kill('SIGKILL')
  await pause(150 + randomInt(300))
  part.child = part.start()
}

// The killed server may look alive for a moment, until its parent has taken note of its end.
async function reviveUntilUp(server: { revive(): Promise<void> }, db: ReturnType<typeof openDatabase>['db']): Promise<void> {
  for (let tries = 0; tries < 40; tries++) {
    await server.revive().catch(() => {})
    if (await sql`select 1`.execute(db).then(() => true, () => false)) return
    await pause(250)
  }
  throw new Error('the database did not come back')
}

async function waitUntilSent(db: ReturnType<typeof openDatabase>['db']): Promise<boolean> {
  for (let tries = 0; tries < 240; tries++) {
    const open = await sql<{ n: number }>`select count(*)::int as n from letter where state not in ('sent', 'delivered')`.execute(db).then((result) => result.rows[0]!.n, () => letters)
    if (open === 0) return true
    await pause(500)
  }
  return false
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

const [role, first = '', second = '', third = ''] = process.argv.slice(2)
if (role === 'gateway') playGateway(Number(first), existsSync(second) ? second : '', third)
else if (role === 'worker') playWorker(first, second, Number(third))
else await main()
