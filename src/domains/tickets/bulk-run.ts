import { sql } from 'kysely'
import { isId, newId } from '../../kernel/ids.ts'
import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { type Act, fillFields, getSop, type Sop, type Typed } from '../sop/index.ts'
import { actsFor } from './take-step.ts'
import { readTenantLists } from './tenant-surroundings.ts'
import type { Ticket } from './ticket.ts'
import { getVisibleTicket } from './visible-ticket.ts'

/** The same act on several tickets, ordered by one officer. */
export interface BulkOrder {
  /** Their numbers. */
  numbers: string[]
  act: string
  typed: Typed
  /** The same form twice is one run. */
  formKey: string
}

/** Tickets that an officer has chosen, with what can be done to all of them at once. */
export interface BulkChoice {
  tickets: Ticket[]
  sop: Sop
  acts: Act[]
}

export const mostInRun = 100

/** Whether an act can be taken on many at once: what wants a file or a passphrase is taken one by one. Pure. */
export function isBulkAct(sop: Sop, act: Act): boolean {
  const alone = act.fill.some((use) => sop.fields.some((field) => field.name === use.field && (field.type === 'files' || field.type === 'passphrase' || field.type === 'product')))
  return !alone && !act.effects.some((effect) => effect.do === 'sign-naskah' || effect.do === 'draft-naskah')
}

/** The tickets of these numbers that this officer may read, in groups of one step of one version of an SOP. */
export async function readChosen(work: Work, numbers: string[]): Promise<BulkChoice[]> {
  if (work.actor.kind !== 'officer') throw new Refusal('not-found', 'Halaman ini untuk petugas.')
  const tickets: Ticket[] = []
  for (const number of [...new Set(numbers)].slice(0, mostInRun)) tickets.push((await getVisibleTicket(work, number)).ticket)
  const groups = Map.groupBy(tickets, (ticket) => `${ticket.sop} ${ticket.sopVersion} ${ticket.state.step} ${ticket.state.open}`)
  return await Promise.all([...groups.values()].map(async (group) => {
    const sop = await getSop(work, group[0]!.sop, group[0]!.sopVersion)
    const offered = await Promise.all(group.map(async (ticket) => await actsFor(work, ticket)))
    const acts = (offered[0] ?? []).map(({ act }) => act).filter((act) => isBulkAct(sop, act) && offered.every((acts) => acts.some((one) => one.act.name === act.name)))
    return { tickets: group, sop, acts }
  }))
}

/** Keeps the order; the worker takes the act ticket by ticket, in the officer's name. Gives the run's id. Refuses `bad-input` by field, and on `tiket` where they are not alike. */
export async function orderBulkRun(work: Work, order: BulkOrder): Promise<string> {
  const { actor } = work
  if (actor.kind !== 'officer') throw new Refusal('not-found', 'Halaman ini untuk petugas.')
  const before = await sql<{ id: string }>`select id from bulk_run where tenant_id = ${work.tenant} and officer_id = ${actor.id} and form_key = ${order.formKey}`.execute(work.db)
  if (before.rows[0]) return before.rows[0].id
  const [choice, ...others] = await readChosen(work, order.numbers)
  if (!choice) refuseInput([{ field: 'tiket', text: 'Pilih sedikitnya satu tiket.' }])
  if (others.length > 0) refuseInput([{ field: 'tiket', text: 'Tiket yang dipilih tidak berada pada langkah yang sama. Pilih yang selangkah.' }])
  const act = choice.acts.find((one) => one.name === order.act)
  if (!act) refuseInput([{ field: 'tindakan', text: 'Tindakan itu tidak tersedia untuk semua tiket yang dipilih.' }])
  const { tickets, sop } = choice
  const lists = await readTenantLists(work, sop)
  const typed = Object.fromEntries(act.fill.map(({ field }) => [field, order.typed[field]]))
  const { faults } = fillFields(sop, act.fill, typed, await lists.fill(tickets[0]!.state.facts, { uses: act.fill, typed, owner: tickets[0]! }))
  if (faults.length > 0) refuseInput(faults)
  return await keep(work, { ...order, typed }, choice)
}

async function keep(work: Work, order: BulkOrder, { tickets, sop }: BulkChoice): Promise<string> {
  const id = newId(work.now)
  const by = work.actor.kind === 'officer' ? work.actor.id : null
  await sql`
    insert into bulk_run (tenant_id, id, form_key, officer_id, at, sop, sop_version, step, act, typed)
    values (${work.tenant}, ${id}, ${order.formKey}, ${by}, ${work.now}, ${sop.code}, ${sop.version}, ${tickets[0]!.state.step}, ${order.act}, ${JSON.stringify(order.typed)})`.execute(work.db)
  const rows = tickets.map((ticket, index) => ({ no: index + 1, ticket_id: ticket.id, seen_version: ticket.version }))
  await sql`
    insert into bulk_item (tenant_id, run_id, no, ticket_id, seen_version)
    select ${work.tenant}, ${id}, no, ticket_id, seen_version from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (no int, ticket_id uuid, seen_version int)`.execute(work.db)
  return id
}

/** A run as its page shows it. */
export interface BulkRun {
  id: string
  at: Date
  sop: string
  sopVersion: string
  step: string
  act: string
  finished: boolean
  items: { no: number; number: string; title: string; state: 'waiting' | 'done' | 'refused'; reason?: string }[]
}

/** An officer's own run. Refuses `not-found`. */
export async function getBulkRun(work: Work, id: string): Promise<BulkRun> {
  const by = work.actor.kind === 'officer' ? work.actor.id : null
  const { rows } = isId(id) ? await sql<{ at: Date; sop: string; sop_version: string; step: string; act: string; finished_at: Date | null }>`
    select at, sop, sop_version::text, step, act, finished_at from bulk_run where tenant_id = ${work.tenant} and id = ${id} and officer_id = ${by}`.execute(work.db) : { rows: [] }
  const run = rows[0]
  if (!run) throw new Refusal('not-found', 'Tindakan itu tidak ada.')
  const items = await sql<{ no: number; number: string; title: string; state: 'waiting' | 'done' | 'refused'; reason: string | null }>`
    select i.no, t.number, t.title, i.state, i.reason from bulk_item i join ticket t on t.tenant_id = i.tenant_id and t.id = i.ticket_id
    where i.tenant_id = ${work.tenant} and i.run_id = ${id} order by i.no`.execute(work.db)
  return { id, at: run.at, sop: run.sop, sopVersion: run.sop_version, step: run.step, act: run.act, finished: run.finished_at !== null, items: items.rows.map(({ reason, ...item }) => ({ ...item, ...(reason && { reason }) })) }
}
