import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { fillDemo } from '../demo/fill-demo.ts'
import { inventedCitizens } from '../demo/people.ts'
import { type DemoOfficer, demoCode, demoPassword, demoTotpSecret, makeDemoStaff } from '../demo/staff.ts'
import { loadTenantFolder } from '../src/cli/tenant-folder-load.ts'
import { type Access, makeAccess } from '../src/domains/access/index.ts'
import { addOfficer, assignPost } from '../src/domains/organisation/index.ts'
import { sopsInForce } from '../src/domains/sop/index.ts'
import { openTicket } from '../src/domains/tickets/index.ts'
import { theSystem } from '../src/kernel/actor.ts'
import { newId } from '../src/kernel/ids.ts'
import { makeLog } from '../src/kernel/log.ts'
import { writeSourceFault } from '../src/kernel/source-fault.ts'
import { inWork, type Db, type Resources } from '../src/kernel/work.ts'
import { emptyProcessCaches } from '../src/kernel/process-cache.ts'
import { makeServer } from '../src/web/server.ts'

/** The regency that is attacked, and one that must not notice. */
export const attacked = 'bengkalis'
export const bystander = 'rembang'
/** Stands in what the bystander keeps for itself. */
export const foreignSecret = 'Rahasia-tetangga-x-fuzz-77'

/** What gateways show at our doors. */
export const doorKeys = { kannel: 'kunci-kannel-fuzz', whatsapp: 'rahasia-app-fuzz' }

export interface FuzzSite {
  app: FastifyInstance
  resources: Resources
  owner: Db
  port: number
  /** All that the server logged, down to the smallest. */
  logged: string[]
  /** Numbers and ids that belong to the bystander. */
  foreign: string[]
  /** Signs somebody new in: a citizen, or an officer who holds this post. Gives the cookies of their browser. */
  signIn(who: 'citizen' | DemoOfficer): Promise<Map<string, string>>
  staff: DemoOfficer[]
  close(): Promise<void>
}

/** The product with two regencies full of life, listening on a free port over a database that is migrated and otherwise empty. */
export async function openFuzzSite({ resources, owner }: { resources: Resources; owner: Db }): Promise<FuzzSite> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'tanggap-fuzz-'))
  const now = () => new Date()
  const access = makeAccess(resources, { secureCookies: false, baseUrl: 'http://localhost', passwordCost: { memoryCost: 64, timeCost: 1 } })
  for (const tenant of [attacked, bystander]) {
    const { faults } = await loadTenantFolder(owner, `tenants/${tenant}`, now())
    if (faults.length > 0) throw new Error(faults.map(writeSourceFault).join('\n'))
  }
  const staff = await makeDemoStaff(resources, attacked, now())
  await fillDemo({ resources, access, dataFolder, now: now(), tickets: 24, onProgress: () => {}, stopped: () => false }, new Map([[attacked, staff], [bystander, await makeDemoStaff(resources, bystander, now())]]))
  const foreign = [await openForeignTicket(resources, now()), ...(await foreignIds(owner))]
  const logged: string[] = []
  emptyProcessCaches()
  const app = await makeServer({
    resources, access, dataFolder, baseHost: 'localhost', https: false, trustProxy: true, requestsPerMinute: 10_000_000, log: makeLog('trace', { write: (line) => void logged.push(line) }), now,
    gateways: { kannelToken: () => doorKeys.kannel, whatsapp: () => ({ verifyToken: 'kata-fuzz', appSecret: doorKeys.whatsapp }) },
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  let newcomers = 0
  return {
    app, resources, owner, logged, foreign, staff, port: (app.server.address() as AddressInfo).port,
    signIn: async (who) => (who === 'citizen' ? await registerNew(access, ++newcomers) : await signInNew({ resources, access }, who, ++newcomers)),
    async close() {
      await app.close()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

// Each time another citizen, for the one before may have lost their account to what was sent.
async function registerNew(access: Access, n: number): Promise<Map<string, string>> {
  const person = inventedCitizens(attacked, 100 + n)[99 + n]!
  return toJar((await access.registerCitizen(attacked, { ...person, password: 'sandi-fuzz-2026' }, new Date())).cookies)
}

async function signInNew({ resources, access }: { resources: Resources; access: Access }, seat: DemoOfficer, n: number): Promise<Map<string, string>> {
  const username = `fuzz-${n}.${seat.unit}`
  const officerId = await inWork(resources, { tenant: attacked, actor: theSystem, now: new Date() }, async (work) => {
    const officer = await addOfficer(work, { name: `Contoh Fuzz ${n}`, username })
    await assignPost(work, { officerId: officer.id, post: seat.post, unit: seat.unit, letterNumber: `ST/CONTOH/FUZZ-${n}/2024`, validFrom: '2024-01-01' })
    return officer.id
  })
  await access.makeOfficerAccount(attacked, { officerId, username, password: demoPassword, totpSecret: demoTotpSecret(resources.secrets) })
  const first = toJar((await access.signInOfficer(attacked, { username, password: demoPassword }, new Date())).cookies)
  const headers = new Headers({ cookie: [...first].map((pair) => pair.join('=')).join('; ') })
  return toJar(await access.verifyOfficerTotp(attacked, { headers, code: demoCode(resources.secrets, new Date()) }, new Date()))
}

function toJar(cookies: string[]): Map<string, string> {
  return new Map(cookies.map((one) => one.split(';')[0]!.split(/=(.*)/s).slice(0, 2) as [string, string]))
}

async function openForeignTicket(resources: Resources, now: Date): Promise<string> {
  return await inWork(resources, { tenant: bystander, actor: { kind: 'guest' }, now }, async (work) => {
    const [sop] = await sopsInForce(work, '2026-01-01')
    return (await openTicket(work, { sop: sop!, formKey: newId(now), channel: 'web', typed: { judul: foreignSecret, uraian: foreignSecret }, secret: true })).number
  })
}

async function foreignIds(owner: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    (select number as id from ticket where tenant_id = ${bystander} limit 4) union all (select id::text from ticket where tenant_id = ${bystander} limit 3) union all
    (select id::text from upload where tenant_id = ${bystander} limit 3) union all (select id::text from officer where tenant_id = ${bystander} limit 3)
    union all (select id::text from person where tenant_id = ${bystander} limit 2)`.execute(owner)
  return rows.map((row) => row.id)
}

/** One text for all rows of the bystander in all tables: another text, and somebody touched a row. */
export async function bystanderDigest(owner: Db): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.columns where column_name = 'tenant_id' and table_schema in ('public', 'auth') order by 1`.execute(owner)
  const digests: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<{ digest: string }>`select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest from ${sql.raw(name)} t where tenant_id = ${bystander}`.execute(owner)
    digests.push(`${name} ${rows[0]!.digest}`)
  }
  return digests.join('\n')
}
