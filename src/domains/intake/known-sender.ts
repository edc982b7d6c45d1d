import type { Actor } from '../../kernel/actor.ts'
import type { Work } from '../../kernel/work.ts'
import { findPersonByPhone } from '../access/index.ts'
import { ownersOfAddress } from '../messages/index.ts'
import { findTicket, ownTickets, type Ticket } from '../tickets/index.ts'
import type { IncomingChannel } from './incoming.ts'

/** Who writes from an address, as far as we know them. */
export interface KnownSender {
  personId?: string
  officerId?: string
  /** The newest tickets that came from this address, or belong to the person who registered it; newest first. */
  tickets: Ticket[]
}

const mostTickets = 20

/**
 * Recognises a sender by their address. A registered citizen's number makes them the citizen, so that what they send and what they report on the web
 * are one list.
 */
export async function recogniseSender(work: Work, channel: IncomingChannel, address: string): Promise<KnownSender> {
  const owners = await ownersOfAddress(work, channel, address)
  const registered = channel === 'email' ? undefined : await findPersonByPhone(work, address)
  const personId = registered?.id ?? owners.find((owner) => owner.kind === 'person')?.id
  const officerId = owners.find((owner) => owner.kind === 'officer')?.id
  const found = new Map<string, Ticket>()
  for (const { id } of owners.filter((owner) => owner.kind === 'ticket').slice(0, mostTickets + 1)) {
    const ticket = await findTicket(work, { id })
    if (ticket) found.set(ticket.id, ticket)
  }
  const own = personId ? await ownTickets({ ...work, actor: { kind: 'citizen', id: personId } }, { size: mostTickets }) : { tickets: [] }
  for (const ticket of own.tickets) found.set(ticket.id, ticket)
  const tickets = [...found.values()].sort((a, b) => (a.id < b.id ? 1 : -1))
  return { tickets, ...(personId && { personId }), ...(officerId && { officerId }) }
}

export interface TicketKey {
  number: string
  channel: IncomingChannel
  address: string
}

/** The ticket of that number, where this address may act for its reporter; undefined for a stranger's as for one that does not exist. */
export async function findOwnTicket(work: Work, sender: KnownSender, key: TicketKey): Promise<Ticket | undefined> {
  const near = sender.tickets.find((ticket) => ticket.number === key.number)
  if (near) return near
  const ticket = await findTicket(work, { number: key.number })
  if (!ticket) return undefined
  if (sender.personId && ticket.reporterId === sender.personId) return ticket
  return (await ownersOfAddress(work, key.channel, key.address)).some((owner) => owner.kind === 'ticket' && owner.id === ticket.id) ? ticket : undefined
}

/** The work as the sender does it themselves: as the citizen whom their number belongs to, or a guest. */
export function asReporter(work: Work, sender: KnownSender): Work {
  const actor: Actor = sender.personId ? { kind: 'citizen', id: sender.personId } : { kind: 'guest' }
  return { ...work, actor }
}
