import type { Work } from '../../kernel/work.ts'
import { actingLanes, getSop, getStep } from '../sop/index.ts'
import { withdrawTicket } from './add-information.ts'
import type { Ticket } from './ticket.ts'
import { lockTicket } from './ticket-store.ts'

/** What becomes of the open complaints of somebody who closes their account. */
export type OpenComplaints = 'go-on' | 'withdraw'

/**
 * Takes back open tickets of a person who closes their account: every request, since nobody could receive what it asks for; complaints where that is wished, or where nobody but the
 * reporter could take the next step. What was answered already is left to end by itself.
 */
export async function endOwnTickets(work: Work, ticketIds: string[], complaints: OpenComplaints): Promise<void> {
  for (const ticketId of ticketIds) {
    const ticket = await lockTicket(work, ticketId)
    if (!ticket.state.open || ticket.state.released || ticket.partNo) continue
    if (complaints === 'withdraw' || (await needsReporter(work, ticket))) await withdrawTicket(work, { ticketId, text: '', holdsCode: true })
  }
}

/** Whether a ticket cannot go on without its reporter. */
export async function needsReporter(work: Work, ticket: Ticket): Promise<boolean> {
  const sop = await getSop(work, ticket.sop, ticket.sopVersion)
  return sop.kind === 'request' || (!ticket.parts && actingLanes(sop, getStep(sop, ticket.state.step)).every((lane) => lane.kind === 'reporter'))
}
