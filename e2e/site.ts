import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { afterAll } from 'vitest'
import type { DemoTenant } from '../demo/complaints.ts'
import { demoCode, demoPassword, makeDemoStaff, openDemoAccounts } from '../demo/staff.ts'
import { saveTenantFolder } from '../src/cli/tenant-folder-load.ts'
import { type Access, makeAccess, type OidcSettings } from '../src/domains/access/index.ts'
import type { Signer } from '../src/domains/signing/index.ts'
import { checkFolderOnce } from '../src/domains/tickets/fixture-tenant.ts'
import { writeSourceFault } from '../src/kernel/source-fault.ts'
import { makeTestDatabase, type TestDatabase } from '../src/kernel/testing.ts'
import { appUrl } from '../src/kernel/database.ts'
import { LiveHub } from '../src/web/live-hub.ts'
import { emptyProcessCaches } from '../src/kernel/process-cache.ts'
import { makeServer } from '../src/web/server.ts'

/** The real product, listening on a free port over a fresh database. */
export interface Site {
  app: FastifyInstance
  access: Access
  database: TestDatabase
  dataFolder: string
  /** What went wrong on the server: the lines of its log, warnings and worse. */
  logged: string[]
  /** `http://bengkalis.localhost:34567/lapor`; `''` as tenant gives the root host. */
  url(tenant: DemoTenant | '', path?: string): string
  /** The moment at which the site lives, `2026-03-02T10:00+07:00`. It stands still until the next call. */
  setClock(moment: string): void
  now(): Date
  close(): Promise<void>
}

interface SiteOrder {
  tenants: DemoTenant[]
  /** Who gets an account, as `tenant/post.unit`: the user names of the demonstration staff, `bengkalis/admin-skpd.dpupr`. */
  officers?: string[]
  /** Another system by which officers may sign in. */
  oidc?: OidcSettings
  /** Pages are told of changes as they happen. */
  live?: boolean
  /** Who signs letters in place of the certificates kept here. */
  signerOf?: (tenant: string) => Signer
  /** Where the clock stands at first: a Monday morning without holidays near, unless told. */
  at?: string
}

const cheap = { memoryCost: 64, timeCost: 1 }

/** Starts the product for one test file and stops it when the file is done. */
export async function openSite(order: SiteOrder): Promise<Site> {
  const database = await makeTestDatabase()
  const dataFolder = mkdtempSync(join(tmpdir(), 'tanggap-e2e-'))
  let now = new Date(order.at ?? '2026-02-02T09:00+07:00')
  const access = makeAccess(database, { secureCookies: false, baseUrl: 'http://localhost', passwordCost: cheap, ...(order.oidc && { oidc: order.oidc }) })
  await fill(order, { database, access, now })
  const logged: string[] = []
  const log = pino({ level: 'warn' }, { write: (line) => void logged.push(line) })
  const live = order.live ? new LiveHub(appUrl(database.ownerUrl, database.secrets), log) : undefined
  const app = await makeServer({
    ...(live && { live }), ...(order.signerOf && { signerOf: order.signerOf }),
    resources: database, access, dataFolder, baseHost: 'localhost', https: false, trustProxy: false,
    requestsPerMinute: 100_000, log, now: () => now,
  })
  emptyProcessCaches()
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const site: Site = {
    app, access, database, dataFolder, logged,
    url: (tenant, path = '/') => `http://${tenant && `${tenant}.`}localhost:${port}${path}`,
    setClock: (moment) => { now = new Date(moment) },
    now: () => now,
    async close() {
      await live?.stop()
      await app.close()
      await database.close()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
  afterAll(() => site.close())
  return site
}

async function fill(order: SiteOrder, { database, access, now }: { database: TestDatabase; access: Access; now: Date }): Promise<void> {
  for (const tenant of order.tenants) {
    const { faults } = await saveTenantFolder(database.owner.db, await checkFolderOnce(`tenants/${tenant}`), now)
    if (faults.length > 0) throw new Error(`tenants/${tenant}: ${faults.map(writeSourceFault).join('\n')}`)
    const wanted = (order.officers ?? []).filter((name) => name.startsWith(`${tenant}/`)).map((name) => name.slice(tenant.length + 1))
    if (wanted.length === 0) continue
    const staff = await makeDemoStaff(database, tenant, now)
    const officers = wanted.map((name) => {
      const found = staff.find((one) => one.username === name)
      if (!found) throw new Error(`${tenant} has no officer ${name}`)
      return found
    })
    await openDemoAccounts(access, database.secrets, { tenant, officers })
  }
}

/** What an officer types to sign in. The code belongs to the machine's own clock, by which better-auth goes. */
export function officerKeys(site: Site): { password: string; code: string } {
  return { password: demoPassword, code: demoCode(site.database.secrets, new Date()) }
}
