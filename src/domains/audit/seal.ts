import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { canonical } from './canonical.ts'
import { chainStart } from './event.ts'
import { queueMac } from './event-store.ts'

/** Ticket id, sequence number, hash in hex. */
export type SealedEvent = [ticketId: string, seq: number, hash: string]

export interface Seal {
  no: number
  at: Date
  events: SealedEvent[]
  prev: Buffer
  hash: Buffer
  mac: Buffer
}

/** SHA-256 over the canonical JSON of a seal and the hash of the seal before it. */
export function hashSeal(tenant: string, seal: Pick<Seal, 'no' | 'at' | 'events' | 'prev'>): Buffer {
  return createHash('sha256').update(canonical([tenant, seal.no, seal.at.toISOString(), seal.events, seal.prev.toString('hex')])).digest()
}

const mostEvents = 5000

/**
 * Seals up to 5,000 waiting events of the tenant into its next seal; gives how many. Call again until it gives 0.
 * One sealer at a time: a second one waits for the tenant's lock and then finds nothing left. What waits without Tanggap's own mark, or is no longer
 * there, is not sealed: it stays in the queue, where verification finds it.
 */
export async function sealEvents(work: Work): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended('seal/' || ${work.tenant}, 0))`.execute(work.db)
  const events = await takeWaiting(work)
  if (events.length === 0) return 0
  const last = await sql<{ no: number; hash: Buffer }>`select no, hash from seal where tenant_id = ${work.tenant} order by no desc limit 1`.execute(work.db)
  const seal = { no: (last.rows[0]?.no ?? 0) + 1, at: work.now, events, prev: last.rows[0]?.hash ?? chainStart }
  const hash = hashSeal(work.tenant, seal)
  const mac = work.secrets.mac('seal', hash.toString('hex'))
  await sql`
    insert into seal (tenant_id, no, at, events, prev, hash, mac)
    values (${work.tenant}, ${seal.no}, ${seal.at}, ${JSON.stringify(events)}, ${seal.prev}, ${hash}, ${mac})`.execute(work.db)
  return events.length
}

async function takeWaiting(work: Work): Promise<SealedEvent[]> {
  const waiting = await sql<{ ticket_id: string; seq: number; hash: Buffer; mac: Buffer }>`
    select ticket_id, q.seq, e.hash, q.mac from event_to_seal q join event e using (tenant_id, ticket_id, seq)
    where tenant_id = ${work.tenant} order by ticket_id, seq limit ${mostEvents}`.execute(work.db)
  const events = waiting.rows.filter((row) => row.mac.equals(queueMac(work.secrets, row.hash))).map((row): SealedEvent => [row.ticket_id, row.seq, row.hash.toString('hex')])
  await sql`
    delete from event_to_seal q using jsonb_array_elements(${JSON.stringify(events)}::jsonb) e
    where q.tenant_id = ${work.tenant} and q.ticket_id = (e ->> 0)::uuid and q.seq = (e ->> 1)::int`.execute(work.db)
  return events
}
