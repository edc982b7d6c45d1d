import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { Ticket } from './ticket.ts'
import { lockTicket, type TicketRow, toTicket } from './ticket-store.ts'

/** The parts of a split ticket, in their order; none of any other ticket. */
export async function partsOf(work: Work, ticketId: string): Promise<Ticket[]> {
  const { rows } = await sql<TicketRow>`
    select * from ticket where tenant_id = ${work.tenant} and parent_id = ${ticketId} and part_no is not null order by part_no`.execute(work.db)
  return rows.map(toTicket)
}

/** The parts of its newest split: a ticket whose parts were all called back, or that was opened again, can be split once more. */
export async function currentParts(work: Work, ticketId: string): Promise<Ticket[]> {
  const { rows } = await sql<{ number: string }>`
    select part ->> 'tiket' as number from (
      select body from event where tenant_id = ${work.tenant} and ticket_id = ${ticketId} and act = 'bagi' order by seq desc limit 1) last, jsonb_array_elements(last.body -> 'bagian') part`.execute(work.db)
  const now = new Set(rows.map((row) => row.number))
  return (await partsOf(work, ticketId)).filter((part) => now.has(part.number))
}

/** The answer of a part, released or drafted; none while it works, and none of one that was called back. */
export function answerOfPart(part: Ticket): string | undefined {
  if (part.state.open || part.state.result === 'ditarik') return undefined
  const text = part.answer ?? part.state.facts.jawaban
  return typeof text === 'string' && text !== '' ? text : undefined
}

/**
 * Locks a ticket for an act; of a part its mother first, in the order in which all lock them, so that nobody waits in a ring. Refuses `not-found`.
 */
export async function lockForAct(work: Work, id: string): Promise<Ticket> {
  const { rows } = await sql<TicketRow>`
    with mother as materialized (
      select id from ticket where tenant_id = ${work.tenant} and id = (select parent_id from ticket where tenant_id = ${work.tenant} and id = ${id} and part_no is not null) for update)
    select * from ticket where tenant_id = ${work.tenant} and id = ${id} and (select count(*) from mother) >= 0 for update`.execute(work.db)
  return rows[0] ? toTicket(rows[0]) : await lockTicket(work, id)
}

/** The ticket that a part belongs to. */
export async function motherOf(work: Work, part: Ticket): Promise<Ticket> {
  const { rows } = await sql<TicketRow>`select * from ticket where tenant_id = ${work.tenant} and id = ${part.parentId ?? null}`.execute(work.db)
  if (!rows[0]) throw new Error(`part ${part.number} has lost its ticket`)
  return toTicket(rows[0])
}

/** The parts' answers as one text, each under the name of its unit. */
export function joinAnswers(parts: Ticket[], unitName: (code: string) => string): string {
  return parts.flatMap((part) => {
    const text = answerOfPart(part)
    return text ? [`${unitName(part.state.unit ?? '')}:\n${text}`] : []
  }).join('\n\n')
}
