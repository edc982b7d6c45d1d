import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'

/** Who of a seat opened a ticket first while it was that seat's turn. */
export interface SeenTurn {
  post: string
  unit: string
  officerId: string
  at: Date
}

/** Records that an officer opened a ticket, for each of their seats whose turn it is and where nobody had opened it. */
export async function recordSeen(work: Work, ticketId: string): Promise<void> {
  const { actor } = work
  if (actor.kind !== 'officer' || actor.posts.length === 0) return
  await sql`
    insert into turn_seen (tenant_id, ticket_id, post, unit, since, officer_id, at)
    select distinct ${work.tenant}, ${ticketId}::uuid, t.post, t.unit, t.since, ${actor.id}::uuid, ${work.now}::timestamptz
    from turn t join jsonb_to_recordset(${JSON.stringify(actor.posts)}::jsonb) as held (post text, unit text) on t.post = held.post and t.unit = held.unit
    where t.tenant_id = ${work.tenant} and t.ticket_id = ${ticketId}
    on conflict do nothing`.execute(work.db)
}

/** All first openings of a ticket, oldest first. */
export async function seenTurns(work: Work, ticketId: string): Promise<SeenTurn[]> {
  const { rows } = await sql<{ post: string; unit: string; officer_id: string; at: Date }>`
    select post, unit, officer_id, at from turn_seen where tenant_id = ${work.tenant} and ticket_id = ${ticketId} order by at, post, unit`.execute(work.db)
  return rows.map(({ officer_id, ...row }) => ({ ...row, officerId: officer_id }))
}
