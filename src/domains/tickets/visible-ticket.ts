import { sql } from 'kysely'
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
  if (holdsCode || (actor.kind === 'citizen' && ticket.reporterId === actor.id)) return 'reporter'
  if (actor.kind === 'officer' && (await officerMaySee(work, ticket))) return 'officer'
  return ticket.publishedAt ? 'public' : undefined
}

/** Officers see what their unit has or had a part in; the tenant's administrators see all; a secret ticket only those whose turn it is or was. */
async function officerMaySee(work: Work, ticket: Ticket): Promise<boolean> {
  const { actor } = work
  if (actor.kind !== 'officer') return false
  if (actor.admin) return true
  const held = JSON.stringify(actor.posts)
  const turn = sql`select 1 from turn t join jsonb_to_recordset(${held}::jsonb) as h (post text, unit text) on t.post = h.post and t.unit = h.unit
    where t.tenant_id = ${work.tenant} and t.ticket_id = ${ticket.id}`
  const acted = sql`select 1 from event where tenant_id = ${work.tenant} and ticket_id = ${ticket.id} and actor ->> 'id' = ${actor.id}`
  const party = sql`select 1 from ticket_party where tenant_id = ${work.tenant} and ticket_id = ${ticket.id} and unit = any(${actor.posts.map((p) => p.unit)}::text[])`
  const { rows } = await sql<{ ok: boolean }>`
    select exists(${turn}) or exists(${acted}) or (not ${ticket.secret}::boolean and exists(${party})) as ok`.execute(work.db)
  return rows[0]?.ok ?? false
}

/** The ticket, if this actor may see it as reporter or officer. Refuses `not-found` for a stranger's as for one that does not exist. */
export async function getVisibleTicket(work: Work, number: string, holdsCode = false): Promise<{ ticket: Ticket; standing: 'reporter' | 'officer' }> {
  const ticket = await findTicket(work, { number })
  const standing = ticket && (await standingOf(work, ticket, holdsCode))
  if (!ticket || !standing || standing === 'public') throw new Refusal('not-found', 'Tiket itu tidak ada, atau bukan untuk Anda.')
  return { ticket, standing }
}
