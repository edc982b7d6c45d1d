import { createHash } from 'node:crypto'
import { canonical, type Json } from './canonical.ts'

/** Who did it, in which role. Ids only: a name is looked up, so that a person can be erased while the event stays. */
export interface EventActor {
  kind: 'guest' | 'citizen' | 'officer' | 'system'
  id?: string
  /** The lane of the SOP in which it was done, as the sheet names it. */
  role?: string
  post?: string
  unit?: string
}

/** One act in a ticket's history. */
export interface AuditEvent {
  ticketId: string
  seq: number
  at: Date
  actor: EventActor
  act: string
  body: { [key: string]: Json | undefined }
}

export interface ChainedEvent extends AuditEvent {
  prev: Buffer
  hash: Buffer
}

/** What stands before the first event of every chain. */
export const chainStart: Buffer = Buffer.alloc(32)

/** SHA-256 over the canonical JSON of the event, its tenant and the hash before it. */
export function hashEvent(tenant: string, event: AuditEvent, prev: Buffer): Buffer {
  const text = canonical([
    tenant, event.ticketId, event.seq, event.at.toISOString(), { ...event.actor }, event.act, event.body, prev.toString('hex'),
  ])
  return createHash('sha256').update(text).digest()
}

/** Links new events, in their order, to the chain whose last event is `seq` with hash `prev`. */
export function chainEvents(tenant: string, events: Omit<AuditEvent, 'seq'>[], end: { seq: number; hash: Buffer }): ChainedEvent[] {
  let { seq, hash } = end
  return events.map((event) => {
    seq += 1
    const prev = hash
    hash = hashEvent(tenant, { ...event, seq }, prev)
    return { ...event, seq, prev, hash }
  })
}
