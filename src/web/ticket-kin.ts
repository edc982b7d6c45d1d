import type { Work } from '../kernel/work.ts'
import type { Upload } from '../domains/files/index.ts'
import { getSop } from '../domains/sop/index.ts'
import { findMergeTarget, findTicket, mergedInto, type MergedTicket, partsOf, reporterTimeline, sharedEvents, sopSpans, standsAt, type Ticket, type TimelineEntry, toldEvents } from '../domains/tickets/index.ts'
import { filesOfAnswer, readableFiles } from './kin-files.ts'
import { reporterReads } from './own-ticket.ts'
import { timelineNames } from './timeline-names.ts'

/** The tickets that belong together with one. */
export interface TicketKin {
  /** Where it is handled now, if it was merged. */
  target: MergedTicket | undefined
  /** Those that were merged into it. */
  merged: MergedTicket[]
  /** Its parts, if it was split; and of a part the ticket that was. */
  parts: Ticket[]
  mother: Ticket | undefined
}

/** Reads them; few tickets have any. */
export async function readKin(work: Work, ticket: Ticket): Promise<TicketKin> {
  const target = ticket.state.result === 'digabung' ? await findMergeTarget(work, ticket.id) : undefined
  const mother = ticket.partNo && ticket.parentId ? await findTicket(work, { id: ticket.parentId }) : undefined
  return { target, merged: await mergedInto(work, ticket.id), parts: ticket.partNo ? [] : await partsOf(work, ticket.id), mother }
}

/** What the reporter of a merged ticket reads of the one that goes on: where it stands, its answer, its news since then. Nothing of its reporter. */
export interface SharedCourse {
  number: string
  at: Date
  open: boolean
  standing: string
  published: boolean
  answer?: { text: string; at: Date; files: Upload[] }
  news: TimelineEntry[]
}

/** Reads it for a ticket that was merged. */
export async function readSharedCourse(work: Work, kin: TicketKin): Promise<SharedCourse | undefined> {
  if (!kin.target) return undefined
  const { ticket, at } = kin.target
  const events = await toldEvents(work, ticket.id)
  const spans = await sopSpans(work, events)
  const sop = await getSop(work, ticket.sop, ticket.sopVersion)
  return {
    number: ticket.number, at, open: ticket.state.open, standing: standsAt(sop, ticket.state.step), published: ticket.publishedAt !== undefined,
    ...(ticket.answer && ticket.answeredAt && { answer: { text: ticket.answer, at: ticket.answeredAt, files: readableFiles((await filesOfAnswer(work, ticket)).map(({ file }) => file), spans, reporterReads) } }),
    news: reporterTimeline(spans, sharedEvents(spans, events, at), await timelineNames(work)),
  }
}
