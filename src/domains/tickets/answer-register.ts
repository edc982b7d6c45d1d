import type { Work } from '../../kernel/work.ts'
import { getSop, getStep } from '../sop/index.ts'
import { endRegisterTurn } from './register-turn.ts'
import { takeStep } from './take-step.ts'
import { lockTicket } from './ticket-store.ts'

/** What the registers said of a ticket's reporter: the system takes the act of that name. Nothing happens where the ticket has moved on. */
export async function recordRegisterAnswer(work: Work, ticketId: string, answer: 'cocok' | 'tidak-cocok' | 'tak-terjawab'): Promise<void> {
  const ticket = await lockTicket(work, ticketId)
  const sop = await getSop(work, ticket.sop, ticket.sopVersion)
  await endRegisterTurn(work, ticketId)
  if (!ticket.state.open || !getStep(sop, ticket.state.step).check) return
  await takeStep(work, { ticketId, act: answer, typed: {}, seenVersion: ticket.version })
}
