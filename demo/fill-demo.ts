import { sql } from 'kysely'
import type { Access } from '../src/domains/access/index.ts'
import { findPersonByNik } from '../src/domains/access/index.ts'
import { localDate } from '../src/domains/calendar/index.ts'
import { listTenants, listUnits } from '../src/domains/organisation/index.ts'
import { type Sop, sopsInForce } from '../src/domains/sop/index.ts'
import { theSystem } from '../src/kernel/actor.ts'
import { inWork, type Resources } from '../src/kernel/work.ts'
import { giveDemoCertificates } from './certificates.ts'
import { chance } from './chance.ts'
import { type DemoComplaint, demoTenants, type DemoTenant, readDemoComplaints } from './complaints.ts'
import { type DemoLife, type DemoWorld, liveDemoLife } from './lives.ts'
import { liveDemoRequest } from './live-requests.ts'
import { inventedCitizens } from './people.ts'
import { loadInventedRegister } from './register.ts'
import { demoRequests } from './requests.ts'
import { type DemoOfficer, makeDemoStaff, openDemoAccounts } from './staff.ts'

export interface DemoOrder {
  resources: Resources
  access: Access
  dataFolder: string
  now: Date
  /** Tickets a tenant. */
  tickets: number
  /** Address of a tenant's site, to which the QR codes of letters lead. */
  siteOf?(tenant: string): string
  onProgress(done: number, of: number): void
  /** Asked between tickets; `true` ends the filling. */
  stopped(): boolean
}

/** How many invented citizens each regency has. */
const citizensEach = 24
/** Every citizen of the demonstration has this password. */
export const demoCitizenPassword = 'warga-peraga-2026'

/** The invented staff of all demonstration tenants that are loaded, with accounts. Quick enough to wait for. */
export async function prepareDemo(order: Pick<DemoOrder, 'resources' | 'access' | 'now'>): Promise<Map<DemoTenant, DemoOfficer[]>> {
  const loaded = new Set((await listTenants(order.resources.db)).map((tenant) => tenant.id))
  const staff = new Map<DemoTenant, DemoOfficer[]>()
  for (const tenant of demoTenants) if (loaded.has(tenant)) staff.set(tenant, await makeDemoStaff(order.resources, tenant, order.now))
  return staff
}

/** Fills the demonstration with citizens and with tickets in all stages, a little of each regency in turn. May be stopped and begun again at any time. */
export async function fillDemo(order: DemoOrder, staff: Map<DemoTenant, DemoOfficer[]>): Promise<void> {
  for (const [tenant, officers] of staff) await openMissingAccounts(order, tenant, officers)
  if (staff.has('lumajang')) await loadInventedRegister(order.resources, 'lumajang', { count: citizensEach, now: order.now })
  const complaints = Map.groupBy(readDemoComplaints(), (one) => one.tenant)
  const tenants = await Promise.all([...staff].map(async ([tenant, officers]) => await makeWorld(order, { tenant, officers, complaints: complaints.get(tenant) ?? [] })))
  for (const one of tenants) if (!order.stopped()) await fillRequests(order, one)
  const total = order.tickets * tenants.length
  let done = 0
  for (let index = 0; index < order.tickets; index++) {
    for (const one of tenants) {
      if (order.stopped()) return
      await liveDemoLife(one.world, one.life(index))
      order.onProgress(++done, total)
    }
  }
}

/** Those who sign get their certificates, and the invented requests their lives. */
async function fillRequests(order: DemoOrder, { tenant, world, citizens, requestSops }: TenantWorld): Promise<void> {
  await giveDemoCertificates(order.resources, { tenant, officers: world.officers, now: order.now })
  const base = order.siteOf?.(tenant) ?? `https://${tenant}.tanggap.example`
  for (const request of demoRequests.filter((one) => one.tenant === tenant)) {
    if (order.stopped()) return
    await liveDemoRequest({ ...world, citizens, sops: requestSops, base }, request)
  }
}

async function openMissingAccounts(order: DemoOrder, tenant: DemoTenant, officers: DemoOfficer[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`select holder_id as id from auth."user" where tenant_id = ${tenant} and kind = 'officer'`.execute(order.resources.db)
  const have = new Set(rows.map((row) => row.id))
  for (const officer of officers) {
    if (order.stopped()) return
    if (!have.has(officer.id)) await openDemoAccounts(order.access, order.resources.secrets, { tenant, officers: [officer] })
  }
}

interface TenantMaterial {
  tenant: DemoTenant
  officers: DemoOfficer[]
  complaints: DemoComplaint[]
}

interface TenantWorld {
  tenant: DemoTenant
  world: DemoWorld
  citizens: string[]
  requestSops: Sop[]
  life(index: number): DemoLife
}

async function makeWorld(order: DemoOrder, material: TenantMaterial): Promise<TenantWorld> {
  const { tenant, officers, complaints } = material
  const citizens = await makeCitizens(order, tenant)
  const { units, inForce } = await inWork(order.resources, { tenant, actor: theSystem, now: order.now }, async (work) => ({
    units: new Map((await listUnits(work)).map((unit) => [unit.code, unit.kind])),
    inForce: await sopsInForce(work, localDate(work.now, 'WIB')),
  }))
  const world: DemoWorld = { resources: order.resources, dataFolder: order.dataFolder, officers, units, until: order.now }
  const sops = inForce.filter((sop) => sop.kind === 'complaint')
  return { tenant, world, citizens, requestSops: inForce.filter((sop) => sop.kind === 'request'), life: (index) => planLife({ tenant, complaints, citizens, sops, now: order.now }, index) }
}

async function makeCitizens(order: DemoOrder, tenant: DemoTenant): Promise<string[]> {
  const ids: string[] = []
  for (const citizen of inventedCitizens(tenant, citizensEach)) {
    const known = await inWork(order.resources, { tenant, actor: theSystem, now: order.now }, (work) => findPersonByNik(work, citizen.nik))
    ids.push(known?.id ?? (await order.access.registerCitizen(tenant, { ...citizen, password: demoCitizenPassword }, order.now)).personId)
  }
  return ids
}

interface Plan {
  tenant: DemoTenant
  complaints: DemoComplaint[]
  citizens: string[]
  sops: Sop[]
  now: Date
}

/** Half of the tickets began in the last week, so that all stages are seen; the others within four months. */
function planLife(plan: Plan, index: number): DemoLife {
  const seed = `tanggap/${plan.tenant}/${index}`
  const next = chance(seed)
  const complaint = plan.complaints[index % plan.complaints.length]!
  const daysAgo = next() < 0.5 ? next() * 7 : 7 + next() * 113
  const begins = new Date(plan.now.getTime() - daysAgo * 86_400_000 - 600_000)
  return { tenant: plan.tenant, complaint, seed, begins, sop: plan.sops[Math.floor(next() * plan.sops.length)]!, reporterId: plan.citizens[Math.floor(next() * plan.citizens.length)]! }
}
