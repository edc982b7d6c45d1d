import type { Work } from '../../kernel/work.ts'
import type { Typed } from '../sop/index.ts'
import { useLink } from './step-link.ts'
import { takeStep } from './take-step.ts'
import type { Ticket } from './ticket.ts'

export interface LinkedOrder {
  /** What stands at the end of the link's address. */
  key: string
  act: string
  typed: Typed
  seenVersion: number
  formKey?: string
}

/** Takes an act of a step by its link, which is then used up: kept together or not at all. Refuses `too-late` for one that was used, replaced or is too old; else as `takeStep`. */
export async function takeLinkedStep(work: Work, { key, ...order }: LinkedOrder): Promise<Ticket> {
  const ticket = await useLink(work, key)
  return await takeStep(work, { ...order, ticketId: ticket.id, holdsCode: true, byLink: true })
}
