import type { FastifyRequest } from 'fastify'
import { Refusal } from '../kernel/refusal.ts'
import type { Work } from '../kernel/work.ts'
import { listUnits } from '../domains/organisation/index.ts'
import { type Field, getSop, seatsOf, type Sop } from '../domains/sop/index.ts'
import { actsAsReporter, findTicket, getVisibleTicket, readTicketNumber, type Ticket } from '../domains/tickets/index.ts'
import { holdsKey } from './ticket-key.ts'
import { pathText } from './with-work.ts'

/** The ticket of the address, for its reporter, and for the officers of the agency that applied. Any other officer is not sent from here to the page for officers. */
export async function getOwnTicket(request: FastifyRequest, work: Work): Promise<Ticket> {
  const number = readTicketNumber(pathText(request, 'nomor'))
  const found = number && (await findTicket(work, { number }))
  if (!number || !found) throw new Refusal('not-found', 'Tiket itu tidak ada.')
  const { ticket, standing } = await getVisibleTicket(work, number, holdsKey(request, found))
  if (standing !== 'reporter' && !actsAsReporter(work, ticket) && !(await standsWithApplicant(work, ticket))) throw new Refusal('not-found', 'Tiket itu tidak ada.')
  return ticket
}

/** As `getOwnTicket`, for what only the reporter does themselves: colleagues at the agency that applied do not. */
export async function getReportersTicket(request: FastifyRequest, work: Work): Promise<Ticket> {
  const ticket = await getOwnTicket(request, work)
  if (work.actor.kind === 'officer' && !holdsKey(request, ticket) && !actsAsReporter(work, ticket)) throw new Refusal('not-found', 'Tiket itu tidak ada.')
  return ticket
}

/** Whether an officer belongs to the agency that applied and has no work of the SOP's on the ticket: what the handling office writes for itself is not theirs to read. */
export async function standsWithApplicant(work: Work, ticket: Ticket): Promise<boolean> {
  const { actor } = work
  if (!ticket.applicant || actor.kind !== 'officer' || actor.admin || actor.posts.some((held) => held.unit !== ticket.applicant!.unit)) return false
  const sop = await getSop(work, ticket.sop, ticket.sopVersion)
  const units = new Map((await listUnits(work)).map((unit) => [unit.code, unit.kind]))
  const acting = new Set(sop.steps.filter((step) => step.acts.length > 0).flatMap((step) => step.lanes))
  const seats = sop.lanes.filter((lane) => acting.has(lane.name)).flatMap((lane) => seatsOf(lane, ticket.state, units))
  return !seats.some((seat) => actor.posts.some((held) => held.post === seat.post && held.unit === seat.unit))
}

/** Whether the reporter may read the values of a field: all but those that are for some posts alone. */
export function reporterReads(field: Field, sop: Sop): boolean {
  return !field.seenBy || field.seenBy.some((name) => sop.lanes.some((lane) => lane.name === name && lane.kind === 'reporter'))
}
