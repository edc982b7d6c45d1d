import type { Work } from '../../kernel/work.ts'
import { allOwnTickets, needsReporter, type Ticket } from '../tickets/index.ts'

/** Open tickets of somebody who is about to close their account. */
export interface EndingTickets {
  /** They can go on without news, or be taken back. */
  complaints: Ticket[]
  /** They end with the account, since nobody could receive what they ask for. */
  ending: Ticket[]
  /** Answered already: they end by themselves. */
  answered: Ticket[]
}

/** What becomes of the open tickets of the signed-in citizen, for the page on which they decide. */
export async function endsWithAccount(work: Work): Promise<EndingTickets> {
  const found: EndingTickets = { complaints: [], ending: [], answered: [] }
  for (const ticket of (await allOwnTickets(work)).filter((one) => one.state.open)) {
    const list = ticket.state.released ? found.answered : (await needsReporter(work, ticket)) ? found.ending : found.complaints
    list.push(ticket)
  }
  return found
}
