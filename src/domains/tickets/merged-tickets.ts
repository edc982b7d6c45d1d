import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { ChainedEvent } from '../audit/index.ts'
import type { Message } from '../messages/index.ts'
import { aboutForOfficers, aboutForReporter } from './course-messages.ts'
import { type SopSpan, sopAt } from './sop-spans.ts'
import type { Ticket } from './ticket.ts'
import type { Course } from './ticket-course.ts'
import { type TicketRow, toTicket } from './ticket-store.ts'

/** A duplicate, and when it was merged. */
export interface MergedTicket {
  ticket: Ticket
  at: Date
}

/** The tickets that were merged into this one, those merged into them too, oldest first. */
export async function mergedInto(work: Work, ticketId: string): Promise<MergedTicket[]> {
  const { rows } = await sql<TicketRow & { merged_at: Date }>`
    with recursive merged as (
      select ticket_id, at from merged_ticket where tenant_id = ${work.tenant} and into_id = ${ticketId} and undone_at is null
      union
      select m.ticket_id, m.at from merged_ticket m join merged on m.into_id = merged.ticket_id where m.tenant_id = ${work.tenant} and m.undone_at is null)
    select t.*, merged.at as merged_at from merged join ticket t on t.tenant_id = ${work.tenant} and t.id = merged.ticket_id order by merged.at, t.id`.execute(work.db)
  return rows.map((row) => ({ ticket: toTicket(row), at: row.merged_at }))
}

/** Where a merged ticket is handled now, however often that was merged on; and since when its reporter follows there. */
export async function findMergeTarget(work: Work, ticketId: string): Promise<MergedTicket | undefined> {
  const { rows } = await sql<TicketRow & { merged_at: Date }>`
    with recursive chain as (
      select into_id, at, 1 as depth from merged_ticket where tenant_id = ${work.tenant} and ticket_id = ${ticketId} and undone_at is null
      union all
      select m.into_id, chain.at, chain.depth + 1 from chain join merged_ticket m on m.tenant_id = ${work.tenant} and m.ticket_id = chain.into_id and m.undone_at is null)
    select t.*, chain.at as merged_at from chain join ticket t on t.tenant_id = ${work.tenant} and t.id = chain.into_id order by chain.depth desc limit 1`.execute(work.db)
  return rows[0] && { ticket: toTicket(rows[0]), at: rows[0].merged_at }
}

const sharedKinds = new Set(['kabar', 'jawaban'])

/** What this act tells the reporter, for the reporters of the tickets that were merged into it. What is asked is asked of the one reporter only. */
export async function messagesToMerged(course: Course): Promise<Message[]> {
  const { work, ticket } = course
  const news = course.messages.filter((message) => sharedKinds.has(message.kind) && isToReporter(ticket, message))
  if (news.length === 0 || ticket.chain.seq === 0) return []
  const merged = await mergedInto(work, ticket.id)
  return merged.flatMap(({ ticket: own }) => news.map((message) => toReporterOf(work, own, { ...message, text: `Dari tiket ${ticket.number}, tempat laporan Anda digabungkan: ${message.text}` })))
}

function isToReporter(ticket: Ticket, { to }: Message): boolean {
  return to.kind === 'reporter' || (to.kind === 'post' && ticket.applicant !== undefined && to.post === ticket.applicant.post && to.unit === ticket.applicant.unit)
}

function toReporterOf(work: Work, own: Ticket, { kind, text }: Pick<Message, 'kind' | 'text'>): Message {
  if (own.applicant) return { subjectId: own.id, to: { kind: 'post', ...own.applicant }, kind, text, about: aboutForOfficers(own) }
  return { subjectId: own.id, to: { kind: 'reporter', ...(own.reporterId && { personId: own.reporterId }) }, kind, text, about: aboutForReporter(own, work.tenant, work.secrets) }
}

/** Of a ticket's events, those whose news another reporter may read too: what officers and the system did, but no question to its reporter. Pure. */
export function sharedEvents(spans: readonly SopSpan[], events: ChainedEvent[], since: Date): ChainedEvent[] {
  return events.filter((event) => {
    if (event.at < since || (event.actor.kind !== 'officer' && event.actor.kind !== 'system')) return false
    const act = sopAt(spans, event.seq).steps.find((step) => step.name === event.body.langkah)?.acts.find((one) => one.name === event.act)
    return act !== undefined && !act.effects.some((effect) => effect.do === 'ask-reporter')
  })
}
