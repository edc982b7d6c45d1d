import { type RawBuilder, sql } from 'kysely'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import type { Ticket } from './ticket.ts'
import { findTicket } from './ticket-store.ts'

/** How a person comes to read a ticket. `undefined`: not at all; to them it does not exist. */
export type Standing = 'reporter' | 'officer' | 'public'

/** Who this is to the ticket. A guest stands as the reporter only where the shell has checked the number and secret code (`holdsCode`). */
export async function standingOf(work: Work, ticket: Ticket, holdsCode = false): Promise<Standing | undefined> {
  const { actor } = work
  if (actor.kind === 'system') return 'officer'
  if (isReporter(work, ticket, holdsCode)) return 'reporter'
  if (actor.kind === 'officer' && (await officerMaySee(work, ticket))) return 'officer'
  return ticket.publishedAt ? 'public' : undefined
}

function isReporter({ actor }: Work, ticket: Ticket, holdsCode: boolean): boolean {
  return actor.kind !== 'system' && (holdsCode || (actor.kind === 'citizen' && ticket.reporterId === actor.id))
}

/** Whether this person acts on the ticket as its reporter: they are (or the shell has checked its secret code), or hold the post of the agency that applied. Asks the database nothing. */
export function actsAsReporter(work: Work, ticket: Ticket, holdsCode = false): boolean {
  const { actor } = work
  const { applicant } = ticket
  return isReporter(work, ticket, holdsCode) || (applicant !== undefined && actor.kind === 'officer' && actor.posts.some((held) => held.post === applicant.post && held.unit === applicant.unit))
}

/**
 * Officers see what their unit has or had a part in, and what an objection in which it has a part is about; the tenant's administrators see all; a secret ticket only those
 * whose turn it is or was. A condition on the ticket `t` (`id`, `secret`).
 */
export function seenByOfficer(work: Work): RawBuilder<boolean> {
  const { actor } = work
  if (actor.kind !== 'officer') return sql<boolean>`false`
  if (actor.admin) return sql<boolean>`true`
  // Posts come as JSON and not as an array: for arrays, whose length matters to it, the planner plans anew each time, and that takes longer than the question.
  const held = JSON.stringify(actor.posts)
  const turn = sql`select 1 from turn n join jsonb_to_recordset(${held}::jsonb) as h (post text, unit text) on n.post = h.post and n.unit = h.unit
    where n.tenant_id = ${work.tenant} and n.ticket_id = t.id`
  const acted = sql`select 1 from event e where e.tenant_id = ${work.tenant} and e.ticket_id = t.id and e.actor ->> 'id' = ${actor.id}`
  const party = sql`select 1 from ticket_party p where p.tenant_id = ${work.tenant} and p.ticket_id = t.id and p.unit in (select h.unit from jsonb_to_recordset(${held}::jsonb) as h (unit text))`
  const late = sql`select 1 from late_promise l join jsonb_to_recordset(${held}::jsonb) as h (post text, unit text) on l.post = h.post and l.unit = h.unit
    where l.tenant_id = ${work.tenant} and l.ticket_id = t.id`
  // Whoever judges an objection reads what it objects to.
  const objection = (part: RawBuilder<unknown>) => sql`select 1 from ticket c where c.tenant_id = ${work.tenant} and c.parent_id = t.id and c.part_no is null and exists(${part})`
  const objectionParty = objection(sql`select 1 from ticket_party p where p.tenant_id = ${work.tenant} and p.ticket_id = c.id and p.unit in (select h.unit from jsonb_to_recordset(${held}::jsonb) as h (unit text))`)
  const objectionTurn = objection(sql`select 1 from turn n join jsonb_to_recordset(${held}::jsonb) as h (post text, unit text) on n.post = h.post and n.unit = h.unit where n.tenant_id = ${work.tenant} and n.ticket_id = c.id`)
  return sql<boolean>`(exists(${turn}) or exists(${acted}) or (not t.secret and exists(${party})) or exists(${late}) or (not t.secret and exists(${objectionParty})) or exists(${objectionTurn}))`
}

async function officerMaySee(work: Work, ticket: Ticket): Promise<boolean> {
  const { rows } = await sql<{ ok: boolean }>`select ${seenByOfficer(work)} as ok from (select ${ticket.id}::uuid as id, ${ticket.secret}::boolean as secret) t`.execute(work.db)
  return rows[0]?.ok ?? false
}

/** The ticket, if this actor may see it as reporter or officer. Refuses `not-found` for a stranger's as for one that does not exist. */
export async function getVisibleTicket(work: Work, number: string, holdsCode = false): Promise<{ ticket: Ticket; standing: 'reporter' | 'officer' }> {
  const ticket = await findTicket(work, { number })
  const standing = ticket && (await standingOf(work, ticket, holdsCode))
  if (!ticket || !standing || standing === 'public') throw new Refusal('not-found', 'Tiket itu tidak ada, atau bukan untuk Anda.')
  return { ticket, standing }
}
