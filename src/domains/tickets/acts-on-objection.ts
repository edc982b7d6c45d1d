import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { getSop, seatsOf } from '../sop/index.ts'
import { readTenantLists } from './tenant-surroundings.ts'
import type { Ticket } from './ticket.ts'
import { type TicketRow, toTicket } from './ticket-store.ts'

/** Whether somebody holds a post in the procedure of an objection to this ticket: they judge it, so they may read all of it, whatever its own procedure keeps to its posts. */
export async function actsOnObjection(work: Work, ticket: Ticket): Promise<boolean> {
  const { actor } = work
  if (actor.kind !== 'officer') return false
  const { rows } = await sql<TicketRow>`select * from ticket where tenant_id = ${work.tenant} and parent_id = ${ticket.id} and part_no is null`.execute(work.db)
  for (const child of rows.map(toTicket)) {
    const sop = await getSop(work, child.sop, child.sopVersion)
    if (!sop.intake.linkedOnly) continue
    const { units } = await readTenantLists(work, sop)
    const seats = sop.lanes.flatMap((lane) => seatsOf(lane, child.state, units))
    if (actor.posts.some((held) => seats.some((seat) => seat.post === held.post && seat.unit === held.unit))) return true
  }
  return false
}
