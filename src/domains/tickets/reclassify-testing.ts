import type { Work } from '../../kernel/work.ts'
import { eventsOf } from '../audit/index.ts'
import { filesOf } from '../files/index.ts'
import { listUnits } from '../organisation/index.ts'
import { mayReadField } from '../sop/index.ts'
import { findField, sopSpans } from './sop-spans.ts'
import { officerTimeline, reporterTimeline, type TimelineEntry } from './timeline.ts'
import { findTicket } from './ticket-store.ts'

/** What an officer reads of a ticket's history, what its reporter does, and the fields whose files the officer may open. */
export interface OfficerReading {
  officer: TimelineEntry[]
  reporter: TimelineEntry[]
  readable: string[]
}

/** Both histories of a ticket as its pages give them to this actor, for tests of tickets that were moved. */
export async function readBoth(work: Work, ticketId: string): Promise<OfficerReading> {
  const ticket = (await findTicket(work, { id: ticketId }))!
  const events = await eventsOf(work, ticketId)
  const spans = await sopSpans(work, events)
  const units = await listUnits(work)
  const unit = (code: string) => units.find((one) => one.code === code)?.name ?? code
  const reader = { actor: work.actor, units: new Map(units.map((one) => [one.code, one.kind])) }
  const names = { unit, category: (code: string) => code, class: (code: string) => code, village: (code: string) => code, facts: ticket.submitted }
  const files = await filesOf(work, ticketId)
  return {
    officer: officerTimeline(spans, events, { ...names, mayRead: (field, sop) => mayReadField(sop, ticket.state, field, reader) }), reporter: reporterTimeline(spans, events, names),
    readable: files.flatMap((file) => { const found = findField(spans, file.field); return found && mayReadField(found.sop, ticket.state, found.field, reader) ? [file.field] : [] }).sort(),
  }
}
