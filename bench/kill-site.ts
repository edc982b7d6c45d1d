import { randomBytes } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { sql } from 'kysely'
import { type DemoOfficer, makeDemoStaff, openDemoAccounts } from '../demo/staff.ts'
import { loadTenantFolder } from '../src/cli/tenant-folder-load.ts'
import { makeAccess } from '../src/domains/access/index.ts'
import { appUrl, openDatabase } from '../src/kernel/database.ts'
import { type EmbeddedServer, startEmbeddedPostgres } from '../src/kernel/embedded-postgres.ts'
import { migrate } from '../src/kernel/migrate.ts'
import { Secrets } from '../src/kernel/secrets.ts'
import type { Db } from '../src/kernel/work.ts'
import { makeBenchFolder } from './bench-folder.ts'
import { KeptProcess, pause } from './kept-process.ts'

const tenant = 'rembang'
/** The unit that all complaints are forwarded to. */
export const unit = 'dputaru'
const posts = ['admin-portal.dinkominfo', `pejabat-penghubung.${unit}`, `tim-opd.${unit}`, `kepala.${unit}`]

/** The product as it runs in production, web and worker apart, on a durable database of its own. */
export interface KillSite {
  port: number
  host: string
  secrets: Secrets
  owner: Db
  officers: DemoOfficer[]
  web: KeptProcess
  worker: KeptProcess
  /** What the two processes wrote. */
  logs(): string
  /** Kills the database's first process, all at once, and starts it again. */
  killDatabase(): Promise<void>
  close(): Promise<void>
}

/** Starts database, web and worker for one regency with four officers who can sign in. Letters go to the Kannel that plays at `kannel`. */
export async function openKillSite(kannel: string): Promise<KillSite> {
  const folder = makeBenchFolder()
  const server = await startEmbeddedPostgres({ folder: join(folder, 'postgres') })
  const key = randomBytes(32)
  const secrets = new Secrets(key)
  await migrate(server.url, secrets)
  const owner = openDatabase(server.url, 2)
  const officers = await fill(server.url, { owner: owner.db, secrets })
  const port = await freePort()
  const environment = {
    NODE_ENV: 'production', DATABASE_URL: server.url, PORT: String(port), TANGGAP_LISTEN: '127.0.0.1', TANGGAP_DATA: join(folder, 'data'), TANGGAP_HOST: 'tanggap.test', TANGGAP_PROXY: 'ya',
    TANGGAP_MASTER_KEY: key.toString('base64'), TANGGAP_LOG: 'error', TANGGAP_SMS_REMBANG: `kannel+http://tanggap:sandi@${kannel}/cgi-bin/sendsms`,
  }
  const logFile = (name: string) => join(folder, `${name}.log`)
  const web = new KeptProcess({ words: ['serve', '--tanpa-pekerja'], environment, logFile: logFile('web'), readyWhen: /Tanggap siap dalam/ })
  const worker = new KeptProcess({ words: ['work'], environment, logFile: logFile('worker'), readyWhen: /Pekerja Tanggap berjalan/ })
  await Promise.all([web.ready(), worker.ready()])
  return {
    port, host: `${tenant}.tanggap.test`, secrets, owner: owner.db, officers, web, worker,
    logs: () => ['web', 'worker'].map((name) => readFileSync(logFile(name), 'utf8')).join(''),
    killDatabase: () => killDatabase(server, owner.db),
    async close() {
      await Promise.all([web.stop(), worker.stop()])
      await owner.db.destroy()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function fill(url: string, { owner, secrets }: { owner: Db; secrets: Secrets }): Promise<DemoOfficer[]> {
  await loadTenantFolder(owner, `tenants/${tenant}`, new Date())
  const app = openDatabase(appUrl(url, secrets), 4)
  const resources = { db: app.db, secrets }
  const staff = (await makeDemoStaff(resources, tenant, new Date())).filter((officer) => posts.includes(officer.username))
  await openDemoAccounts(makeAccess(resources, { secureCookies: true, baseUrl: 'https://tanggap.test', passwordCost: { memoryCost: 64, timeCost: 1 } }), secrets, { tenant, officers: staff })
  await app.db.destroy()
  return staff
}

/** A port that nobody listens on just now. */
export async function freePort(): Promise<number> {
  return await new Promise((done, fail) => {
    const probe = createServer().once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('no free port'))))
    })
  })
}

// The killed server may look alive for a moment, until its parent has taken note of its end.
async function killDatabase(server: EmbeddedServer, db: Db): Promise<void> {
  process.kill(Number(readFileSync(join(server.dataFolder, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
  await pause(200)
  for (let tries = 0; tries < 60; tries++) {
    await server.revive().catch(() => {})
    if (await sql`select 1`.execute(db).then(() => true, () => false)) return
    await pause(250)
  }
  throw new Error('the database did not come back')
}
