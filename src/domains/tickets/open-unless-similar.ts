import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { Typed } from '../sop/index.ts'
import { openTicket, type TicketOrder } from './open-ticket.ts'
import { similarTickets, type SimilarTicket } from './search-similar.ts'
import type { Ticket } from './ticket.ts'

/** Tickets like the report that these texts of a form begin: by title and story, and its village. */
export async function similarToForm(work: Work, { sop, typed }: { sop: string; typed: Typed }): Promise<SimilarTicket[]> {
  const one = (name: string) => [typed[name]].flat()[0] ?? ''
  const village = one('desa')
  return await similarTickets(work, { text: `${one('judul')}\n${one('uraian')}`.slice(0, 4000), sop, ...(village && { village }) })
}

/**
 * Opens a ticket as `openTicket` does, unless there are others like it that the reporter may read and has not been shown: then nothing is kept, and they are given.
 * Faults of the form come first: whoever is shown them has a form that can be sent.
 */
export async function openUnlessSimilar(work: Work, order: TicketOrder): Promise<{ ticket: Ticket } | { similar: SimilarTicket[] }> {
  const similar = await similarToForm(work, { sop: order.sop.code, typed: order.typed })
  if (similar.length === 0 || (await wasSent(work, order.formKey))) return { ticket: await openTicket(work, order) }
  await sql`savepoint tried`.execute(work.db)
  await openTicket(work, order)
  await sql`rollback to savepoint tried`.execute(work.db)
  return { similar }
}

// Sent twice it is not like itself.
async function wasSent(work: Work, formKey: string): Promise<boolean> {
  const { rows } = await sql`select 1 from submission where tenant_id = ${work.tenant} and form_key = ${formKey}`.execute(work.db)
  return rows.length > 0
}
