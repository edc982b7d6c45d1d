import type { HeldPost } from '../../kernel/actor.ts'
import type { Facts, TicketState } from '../sop/index.ts'

/** One complaint or request, as it stands. */
export interface Ticket {
  id: string
  number: string
  sop: string
  sopVersion: string
  channel: string
  reporterId?: string
  /** The name is hidden from the public and from the reported unit. */
  anonymous: boolean
  /** When a reporter who had asked not to be named gave their name themselves. */
  revealedAt?: Date
  /** The content is hidden from the public. */
  secret: boolean
  title: string
  submitted: Facts
  /** Under which events bear witness to personal things; goes with the person. Tickets from before 0030 have none. */
  salt?: string
  state: TicketState
  question?: string
  waitingSince?: Date
  answer?: string
  answeredAt?: Date
  answerPrivate: boolean
  publishedAt?: Date
  readAt?: Date
  /** How often its reporter opened it again after an answer. */
  reopened: number
  parentId?: string
  /** Of a part of a split ticket: its number among the parts. Its parent is the ticket that was split; it has no reporter of its own. */
  partNo?: number
  /** Of a split ticket: whether it waits for its parts, or all are answered. */
  parts?: 'waiting' | 'ready'
  /** The agency that applies, and the post there that stands as the reporter. */
  applicant?: HeldPost
  openedAt: Date
  closedAt?: Date
  dueAt?: Date
  /** Rises with every change; an officer's page carries the one that they saw. */
  version: number
  /** The end of the ticket's chain of events. */
  chain: { seq: number; hash: Buffer }
}
