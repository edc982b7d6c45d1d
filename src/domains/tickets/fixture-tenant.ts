import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { demoTenants } from '../../../demo/complaints.ts'
import { type DemoOfficer, makeDemoStaff } from '../../../demo/staff.ts'
import { checkTenantFolder, type TenantFolder } from '../../cli/tenant-folder.ts'
import { saveTenantFolder } from '../../cli/tenant-folder-load.ts'
import type { Actor } from '../../kernel/actor.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { TestDatabase } from '../../kernel/testing.ts'
import { inWork, type Work } from '../../kernel/work.ts'
import { type Tenant, villagesOf } from '../organisation/index.ts'
import type { Field, Sop, Typed, UnitKinds } from '../sop/index.ts'
import { type Clock, clocksOf } from '../deadlines/index.ts'
import { type ChainedEvent, eventsOf, sealEvents } from '../audit/index.ts'
import { openTicket, type TicketOrder } from './open-ticket.ts'
import { takeStep } from './take-step.ts'
import type { Ticket } from './ticket.ts'

/** Folders of every tenant that tests load: those of the product, and the invented one. */
export const tenantFolders: string[] = [
  ...demoTenants.map((id) => fileURLToPath(new URL(`../../../tenants/${id}`, import.meta.url))),
  fileURLToPath(new URL('./fixtures/rimbaraya', import.meta.url)),
]

/** A tenant loaded into a test's database, with an invented officer for each post at each unit, and short ways to act in it. */
export interface FixtureTenant {
  id: string
  tenant: Tenant
  database: TestDatabase
  officers: DemoOfficer[]
  units: UnitKinds
  sops: Sop[]
  sop(code: string): Sop
  /** The officer of `post.unit`, as `admin-skpd.dpupr`; `admin` makes them an administrator. */
  officer(seat: string, admin?: boolean): Actor & { kind: 'officer' }
  as<T>(actor: Actor, now: Date, task: (work: Work) => Promise<T>): Promise<T>
  open(code: string, order?: Partial<TicketOrder> & { at?: Date; actor?: Actor }): Promise<Ticket>
  act(ticket: Ticket, act: string, order: ActOrder): Promise<Ticket>
  traces(ticketId: string): Promise<Traces>
  sealAll(): Promise<number>
}

export interface ActOrder {
  by: Actor | string
  at?: Date
  typed?: Typed
  formKey?: string
}

/** All that the database keeps of one ticket. */
export interface Traces {
  row: Record<string, unknown>
  events: ChainedEvent[]
  clocks: Clock[]
  turns: { lane: string; post: string; unit: string; step: string; due_at: Date | number; paused: boolean }[]
  messages: { to_kind: string; post: string | null; unit: string | null; text: string }[]
  answers: { no: number; text: string; released: boolean }[]
}

/** A Monday morning without a holiday near it. */
export const mondayMorning: Date = new Date('2026-01-05T10:00:00+07:00')

/** So many minutes (days, with `'days'`) after a moment. */
export function later(from: Date, amount: number, unit: 'minutes' | 'days' = 'minutes'): Date {
  return new Date(from.getTime() + amount * (unit === 'days' ? 86_400_000 : 60_000))
}

/** What a refused order was refused with; fails the test if it was not refused. */
export async function refusalOf(order: Promise<unknown>): Promise<Refusal> {
  const outcome = await order.then(() => 'it was accepted', (error: unknown) => error)
  if (!(outcome instanceof Refusal)) throw new Error('a refusal was expected', { cause: outcome })
  return outcome
}

const checkedFolders = new Map<string, Promise<TenantFolder>>()

/** Reads and checks a folder that no test changes, once for all test files of the process. */
export function checkFolderOnce(folder: string): Promise<TenantFolder> {
  const path = resolve(folder)
  const checked = checkedFolders.get(path) ?? checkTenantFolder(path)
  checkedFolders.set(path, checked)
  return checked
}

/** Loads one tenant's folder as `tanggap tenant load` does, and gives it staff. */
export async function loadFixtureTenant(database: TestDatabase, folder: string): Promise<FixtureTenant> {
  const checked = await checkFolderOnce(folder)
  const { tenant, sops, faults } = checked
  if (!tenant || faults.length > 0) throw new Error(`${folder} has faults: ${JSON.stringify(faults)}`)
  await saveTenantFolder(database.owner.db, checked, mondayMorning)
  const officers = await makeDemoStaff(database, tenant.id, mondayMorning)
  const as: FixtureTenant['as'] = (actor, now, task) => inWork(database, { tenant: tenant.id, actor, now }, task)
  const sop = (code: string) => sops.find((one) => one.sop.code === code)!.sop
  const officer = (seat: string, admin = false) => officerOf(officers, seat, admin)
  return {
    id: tenant.id, tenant, database, officers, sops: sops.map((one) => one.sop), sop, officer, as,
    units: new Map(tenant.units.map((unit) => [unit.code, unit.kind])),
    async open(code, { at = mondayMorning, actor, ...order } = {}) {
      const reporterId = order.reporterId ?? randomUUID()
      const full = { sop: sop(code), formKey: randomUUID(), channel: 'web' as const, typed: {}, reporterId, ...order }
      const filled = { ...full, typed: { ...(await fillForm({ database, tenant, officers }, full)), ...full.typed } }
      return await as(actor ?? { kind: 'citizen', id: reporterId }, at, (work) => openTicket(work, filled))
    },
    async act(ticket, act, { by, at = later(mondayMorning, 60), typed = {}, formKey }) {
      const actor = typeof by === 'string' ? officer(by) : by
      return await as(actor, at, (work) => takeStep(work, { ticketId: ticket.id, act, typed, seenVersion: ticket.version, ...(formKey && { formKey }) }))
    },
    traces: (ticketId) => as({ kind: 'system' }, mondayMorning, (work) => readTraces(work, ticketId)),
    sealAll: () => sealAll(as),
  }
}

async function sealAll(as: FixtureTenant['as']): Promise<number> {
  let sealed = 0
  for (;;) {
    const now = await as({ kind: 'system' }, new Date('2026-06-01T00:00:00Z'), (work) => sealEvents(work))
    if (now === 0) return sealed
    sealed += now
  }
}

function officerOf(officers: DemoOfficer[], seat: string, admin: boolean): Actor & { kind: 'officer' } {
  const [post, unit] = seat.split('.')
  const found = officers.find((one) => one.post === post && one.unit === unit)
  if (!found) throw new Error(`nobody is ${seat}`)
  return { kind: 'officer', id: found.id, posts: [{ post: found.post, unit: found.unit }], admin }
}

async function readTraces(work: Work, id: string): Promise<Traces> {
  const where = sql`where tenant_id = ${work.tenant} and`
  const row = (await sql<Record<string, unknown>>`select * from ticket ${where} id = ${id}`.execute(work.db)).rows[0]!
  const turns = await sql<Traces['turns'][number]>`select lane, post, unit, step, due_at, paused from turn ${where} ticket_id = ${id} order by lane, unit`.execute(work.db)
  const messages = await sql<Traces['messages'][number]>`select to_kind, post, unit, text from message ${where} subject_id = ${id} order by at, id`.execute(work.db)
  const answers = await sql<Traces['answers'][number]>`select no, text, released from answer ${where} ticket_id = ${id} order by no`.execute(work.db)
  return { row, events: await eventsOf(work, id), clocks: await clocksOf(work, id), turns: turns.rows, messages: messages.rows, answers: answers.rows }
}

type Place = Pick<FixtureTenant, 'database' | 'tenant' | 'officers'>

async function fillForm(place: Place, order: { sop: Sop; formKey: string; typed: Typed }): Promise<Typed> {
  const typed: Typed = {}
  for (const use of order.sop.form) {
    const field = order.sop.fields.find((f) => f.name === use.field)!
    if (!(field.name in order.typed) && use.required !== false) typed[field.name] = await validTyped(place, field, order.formKey)
  }
  return typed
}

/** The passphrase of every certificate in these tests. */
export const examplePassphrase = 'Frasa-Contoh-2026'

/** Something valid to type into a field; for files, the id of an upload that waits on the form. */
export async function validTyped(place: Place, field: Field, formKey: string): Promise<string | string[]> {
  const { tenant, officers } = place
  switch (field.type) {
    case 'choice': return field.options![0]!.value
    case 'choices': return [field.options![0]!.value]
    case 'yes-no': return 'ya'
    case 'number': return '120'
    case 'money': return 'Rp 1.500.000'
    case 'date': return '2026-02-01'
    case 'moment': return '2026-01-04T09:30'
    case 'nik': return '1403011708909001'
    case 'nip': return '19909999 201501 1 001'
    case 'email': return `contoh-${randomUUID().slice(0, 8)}@${field.domain ?? 'surel.example'}`
    case 'passphrase': return examplePassphrase
    case 'phone': return '+62840100001'
    case 'ip-address': return '203.0.113.7'
    case 'host-name': return `siaran-${randomUUID().slice(0, 8)}.${field.domain ?? 'example'}`
    case 'village': return villagesOf(tenant.regionCode)[0]!.villages[0]!.code
    case 'files': return [await waitingFile(place, field, formKey)]
    case 'unit': return tenant.units[field.name === 'unit' ? 1 : 2]!.code
    case 'officer': return officers[0]!.id
    case 'category': return tenant.categories[0]!.code
    default: return `Contoh ${field.label.toLowerCase()}${field.newIn ? ` ${randomUUID().slice(0, 8)}` : ''}`
  }
}

/** A file that was uploaded under a form and waits for it to be sent. */
export async function waitingFile({ database, tenant }: Pick<Place, 'database' | 'tenant'>, asked: string | Field, formKey: string): Promise<string> {
  const id = randomUUID()
  const field = typeof asked === 'string' ? asked : asked.name
  const photo = typeof asked !== 'string' && asked.accepts?.includes('pdf') === false
  await inWork(database, { tenant: tenant.id, actor: { kind: 'guest' }, now: mondayMorning }, (work) => sql`
    insert into upload (tenant_id, id, form_key, owner_kind, field, name, kind, bytes, sha256, at, width, height, preview_sha256, preview_bytes)
    values (${tenant.id}, ${id}, ${formKey}, 'guest', ${field}, ${photo ? 'contoh.jpg' : 'contoh.pdf'}, ${photo ? 'jpeg' : 'pdf'}, 100, ${id.replaceAll('-', '').repeat(2)}, ${mondayMorning},
      ${photo ? 640 : null}, ${photo ? 480 : null}, ${photo ? id.replaceAll('-', '').repeat(2) : null}, ${photo ? 50 : null})`.execute(work.db))
  return id
}
