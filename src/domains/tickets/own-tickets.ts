import { sql } from 'kysely'
import { isId } from '../../kernel/ids.ts'
import type { Work } from '../../kernel/work.ts'
import type { Ticket } from './ticket.ts'
import { type TicketRow, toTicket } from './ticket-store.ts'

/** The signed-in citizen's own tickets, newest first; `after` is the id of the last one seen; anything else begins anew. */
export async function ownTickets(work: Work, query: { after?: string; size: number }): Promise<{ tickets: Ticket[]; next?: string }> {
  const { actor } = work
  if (actor.kind !== 'citizen') return { tickets: [] }
  const { rows } = await sql<TicketRow>`
    select * from ticket where tenant_id = ${work.tenant} and reporter_id = ${actor.id} ${query.after && isId(query.after) ? sql`and id < ${query.after}` : sql``}
    order by id desc limit ${query.size + 1}`.execute(work.db)
  const tickets = rows.slice(0, query.size).map(toTicket)
  return { tickets, ...(rows.length > query.size && { next: tickets.at(-1)!.id }) }
}

/** All of them, newest first; asked for a hundred at a time. */
export async function allOwnTickets(work: Work): Promise<Ticket[]> {
  const all: Ticket[] = []
  for (let page = await ownTickets(work, { size: 100 }); ; page = await ownTickets(work, { size: 100, after: page.next })) {
    all.push(...page.tickets)
    if (!page.next) return all
  }
}
