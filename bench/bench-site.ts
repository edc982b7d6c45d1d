import { rmSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { demoCode, demoPassword, makeDemoStaff, openDemoAccounts } from '../demo/staff.ts'
import { loadTenantFolder } from '../src/cli/tenant-folder-load.ts'
import { makeAccess } from '../src/domains/access/index.ts'
import { appUrl, openDatabase } from '../src/kernel/database.ts'
import { startEmbeddedPostgres } from '../src/kernel/embedded-postgres.ts'
import { makeLog } from '../src/kernel/log.ts'
import { migrate } from '../src/kernel/migrate.ts'
import { Secrets } from '../src/kernel/secrets.ts'
import { LiveHub } from '../src/web/live-hub.ts'
import { makeServer } from '../src/web/server.ts'
import { makeBenchFolder } from './bench-folder.ts'

/** The product with one regency, on a database of its own that commits durably, in this process. */
export async function openBenchSite(tenant: string) {
  const folder = makeBenchFolder()
  const server = await startEmbeddedPostgres({ folder: join(folder, 'postgres') })
  const secrets = new Secrets(Buffer.alloc(32, 5))
  await migrate(server.url, secrets)
  const owner = openDatabase(server.url, 2)
  const app = openDatabase(appUrl(server.url, secrets), 20)
  const resources = { db: app.db, secrets }
  await loadTenantFolder(owner.db, `tenants/${tenant}`, new Date())
  const staff = await makeDemoStaff(resources, tenant, new Date())
  const access = makeAccess(resources, { secureCookies: false, baseUrl: 'http://localhost', passwordCost: { memoryCost: 64, timeCost: 1 } })
  const log = makeLog('error')
  const url = appUrl(server.url, secrets)
  const live = new LiveHub(url, log)
  const web = await makeServer({ resources, access, live, dataFolder: folder, baseHost: 'localhost', https: false, trustProxy: false, requestsPerMinute: 10_000_000, log, now: () => new Date() })
  await web.listen({ port: 0, host: '127.0.0.1' })
  const { port } = web.server.address() as AddressInfo
  return {
    resources, access, staff, url, ownerUrl: server.url, log, live, owner: owner.db, port, host: `${tenant}.localhost:${port}`,
    async close() {
      await live.stop()
      await web.close()
      await Promise.all([owner.db.destroy(), app.db.destroy()])
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type BenchSite = Awaited<ReturnType<typeof openBenchSite>>

/** Signs an officer in and gives the cookie of their browser. */
export async function officerCookie(site: BenchSite, tenant: string, username: string): Promise<string> {
  const officer = site.staff.find((one) => one.username === username)!
  await openDemoAccounts(site.access, site.resources.secrets, { tenant, officers: [officer] })
  const first = await site.access.signInOfficer(tenant, { username, password: demoPassword }, new Date())
  const code = demoCode(site.resources.secrets, new Date())
  return toCookie(await site.access.verifyOfficerTotp(tenant, { headers: new Headers({ cookie: toCookie(first.cookies) }), code }, new Date()))
}

function toCookie(set: string[]): string {
  return set.map((one) => one.split(';')[0]).join('; ')
}

export interface Answer {
  status: number
  body: string
  cookies: string
  location: string
}

/** Where a site is asked: its port on this machine, and the host under which it knows the regency. */
export type SiteLine = Pick<BenchSite, 'port' | 'host'>

interface Question {
  path: string
  cookie?: string
  form?: Record<string, string>
  /** The address of the visitor, as a proxy in front would say it. */
  from?: string
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 })

/** One request to the site, over a kept connection. */
export async function ask(site: SiteLine, { path, cookie, form, from }: Question): Promise<Answer> {
  const body = form && new URLSearchParams(form).toString()
  return await new Promise((done, fail) => {
    const request = http.request({
      agent, port: site.port, host: '127.0.0.1', path, method: body ? 'POST' : 'GET',
      headers: {
        host: site.host, ...(cookie && { cookie }), ...(from && { 'x-forwarded-for': from }),
        ...(body && { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }),
      },
    }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => done({
        status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString(), cookies: toCookie(answer.headers['set-cookie'] ?? []), location: answer.headers.location ?? '',
      }))
    })
    request.once('error', fail)
    request.end(body)
  })
}

/** A report form of the regency, ready to be sent: its key, its token, the cookie that goes with it. */
export async function readReportForm(site: SiteLine, sop: string, visitor: Pick<Question, 'cookie' | 'from'> = {}): Promise<{ csrf: string; key: string; cookie: string }> {
  const page = await ask(site, { path: `/lapor/${sop}`, ...visitor })
  if (page.status !== 200) throw new Error(`the form of ${sop} did not open: ${page.status}`)
  return { csrf: hiddenIn(page, '_csrf'), key: hiddenIn(page, 'kunci'), cookie: [visitor.cookie, page.cookies].filter(Boolean).join('; ') }
}

/** The value of a hidden field of a page. */
export function hiddenIn(page: Answer, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(page.body)?.[1] ?? ''
}

/** The value below which this part of the sorted numbers lies. */
export function quantile(numbers: number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}
