import { sql } from 'kysely'
import type { Secrets } from '../../kernel/secrets.ts'
import type { Db, Work } from '../../kernel/work.ts'
import type { AuditEvent, ChainedEvent } from './event.ts'

/**
 * What an event that waits for its seal carries: HMAC-SHA-256 of its hash under the seals' key. So nobody who has only the database can put an event of
 * their own before the sealer, nor change one that waits.
 */
export function queueMac(secrets: Secrets, hash: Buffer): Buffer {
  return secrets.mac('seal', `event/${hash.toString('hex')}`)
}

/** Appends chained events and queues them for the next seal, in one statement. */
export async function appendEvents(work: Work, events: ChainedEvent[]): Promise<void> {
  const rows = events.map((e) => ({
    ticket_id: e.ticketId, seq: e.seq, at: e.at.toISOString(), actor: e.actor, act: e.act, body: e.body,
    prev: `\\x${e.prev.toString('hex')}`, hash: `\\x${e.hash.toString('hex')}`,
    mac: `\\x${queueMac(work.secrets, e.hash).toString('hex')}`,
  }))
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as row (ticket_id uuid, seq int, at timestamptz, actor jsonb, act text, body jsonb, prev bytea, hash bytea, mac bytea)),
    made as (
      insert into event (tenant_id, ticket_id, seq, at, actor, act, body, prev, hash)
      select ${work.tenant}, ticket_id, seq, at, actor, act, body, prev, hash from given)
    insert into event_to_seal (tenant_id, ticket_id, seq, mac) select ${work.tenant}, ticket_id, seq, mac from given`.execute(work.db)
}

interface EventRow {
  ticket_id: string
  seq: number
  at: Date
  actor: AuditEvent['actor']
  act: string
  body: AuditEvent['body']
  prev: Buffer
  hash: Buffer
}

/** The whole history of a ticket, oldest first. */
export async function eventsOf(work: Work, ticketId: string): Promise<ChainedEvent[]> {
  return await readEvents(work.db, work.tenant, ticketId)
}

/** As `eventsOf`, for verification, which runs outside of a unit of work. */
export async function readEvents(db: Db, tenant: string, ticketId: string): Promise<ChainedEvent[]> {
  const { rows } = await sql<EventRow>`
    select ticket_id, seq, at, actor, act, body, prev, hash from event
    where tenant_id = ${tenant} and ticket_id = ${ticketId} order by seq`.execute(db)
  return rows.map(({ ticket_id, ...row }) => ({ ...row, ticketId: ticket_id }))
}
