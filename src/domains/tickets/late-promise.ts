import { sql } from 'kysely'
import type { HeldPost } from '../../kernel/actor.ts'
import type { Work } from '../../kernel/work.ts'
import type { Clock } from '../deadlines/index.ts'
import { actingLanes, seatsOf, type Sop, type UnitKinds } from '../sop/index.ts'
import type { Ticket } from './ticket.ts'

/** A promise that was broken, and the seats that owed it at that moment. */
export interface LatePromise {
  clock: Clock
  seats: HeldPost[]
}

/** The seats that owe a promise as the ticket stands: those of its step (for the whole ticket, of the step where it is) that have not acted yet. Nobody while it waits for its parts. */
export function owersOf(ticket: Ticket, clock: Pick<Clock, 'step'>, { sop, units }: { sop: Sop; units: UnitKinds }): HeldPost[] {
  const { state } = ticket
  if (ticket.parts === 'waiting') return []
  const step = sop.steps.find((one) => one.name === (clock.step ?? state.step))
  if (!step) return []
  const lanes = actingLanes(sop, step).filter((lane) => step.name !== state.step || !(lane.name in state.acted))
  return lanes.flatMap((lane) => seatsOf(lane, state, units))
}

/** Keeps who owes a reason: one row a seat and promise. A promise is asked about once, however often it is saved. */
export async function saveLatePromises(work: Work, ticketId: string, late: LatePromise[]): Promise<void> {
  const rows = late.flatMap(({ clock, seats }) => seats.map((seat) => ({ clock_id: clock.id, post: seat.post, unit: seat.unit, due_at: clock.dueAt ?? clock.breachedAt })))
  if (rows.length === 0) return
  await sql`
    insert into late_promise (tenant_id, ticket_id, clock_id, post, unit, due_at)
    select ${work.tenant}, ${ticketId}, clock_id, post, unit, due_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (clock_id uuid, post text, unit text, due_at timestamptz)
    on conflict do nothing`.execute(work.db)
}

/** A broken promise of a ticket whose reason is still owed, and by which seats. */
export interface OwedReason {
  clockId: string
  dueAt: Date
  seats: HeldPost[]
}

/** The reasons that are still owed for a ticket, oldest first. */
export async function owedReasons(work: Work, ticketId: string): Promise<OwedReason[]> {
  const { rows } = await sql<{ clock_id: string; due_at: Date; seats: HeldPost[] }>`
    select clock_id, min(due_at) as due_at, jsonb_agg(jsonb_build_object('post', post, 'unit', unit) order by unit, post) as seats from late_promise
    where tenant_id = ${work.tenant} and ticket_id = ${ticketId} and explained_seq is null group by clock_id order by 2, 1`.execute(work.db)
  return rows.map((row) => ({ clockId: row.clock_id, dueAt: row.due_at, seats: row.seats }))
}

/** Those of them that this actor may give: they hold a post that owed the promise. */
export function ownReasons(work: Work, owed: OwedReason[]): OwedReason[] {
  const { actor } = work
  if (actor.kind !== 'officer') return []
  return owed.filter(({ seats }) => seats.some((seat) => actor.posts.some((held) => held.post === seat.post && held.unit === seat.unit)))
}

/** How many reasons each seat owes, for the morning's summary. */
export async function reasonsBySeat(work: Work): Promise<(HeldPost & { reasons: number })[]> {
  const { rows } = await sql<HeldPost & { reasons: number }>`
    select post, unit, count(*)::int as reasons from late_promise where tenant_id = ${work.tenant} and explained_seq is null group by post, unit order by post, unit`.execute(work.db)
  return rows
}
