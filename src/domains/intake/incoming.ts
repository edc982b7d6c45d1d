import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { openAddress } from '../access/index.ts'

export type IncomingChannel = 'sms' | 'email' | 'whatsapp'

/** Something that came in from outside, as it was kept. */
export interface Incoming {
  id: string
  channel: IncomingChannel
  /** `+628…`, or a mail address in small letters. */
  from: string
  addressHash: Buffer
  text: string
  receivedAt: Date
  state: 'new' | 'done' | 'held' | 'dismissed'
}

/** What was made of it, for the list of what came in. */
export interface Outcome {
  text: string
  ticketId?: string
}

export interface IncomingRow {
  id: string
  channel: IncomingChannel
  address_cipher: Buffer
  address_hash: Buffer
  address_masked: string
  text: string
  received_at: Date
  state: Incoming['state']
  outcome: string | null
  ticket_id: string | null
}

/** Locks what came in until the transaction ends. Undefined where another worker has it, or it is not in one of these states any more. */
export async function lockIncoming(work: Work, id: string, states: Incoming['state'][]): Promise<Incoming | undefined> {
  const { rows } = await sql<IncomingRow>`
    select * from incoming where tenant_id = ${work.tenant} and id = ${id} and state = any(${states}::text[]) for update skip locked`.execute(work.db)
  const row = rows[0]
  return row && {
    id: row.id, channel: row.channel, addressHash: row.address_hash, text: row.text, receivedAt: row.received_at, state: row.state,
    from: openAddress(work.secrets, { tenant: work.tenant, ownerId: row.id, channel: row.channel }, row.address_cipher),
  }
}

/** Until the transaction ends, nothing else of this sender is handled: what they send in one breath is read in one order. */
export async function lockSender(work: Work, message: Incoming): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`incoming/${work.tenant}/${message.addressHash.toString('hex')}`}, 0))`.execute(work.db)
}

/** Keeps what was made of it. */
export async function finishIncoming(work: Work, id: string, end: { state: 'done' | 'held'; outcome: Outcome }): Promise<void> {
  await sql`
    update incoming set state = ${end.state}, outcome = ${end.outcome.text}, ticket_id = ${end.outcome.ticketId ?? null}, handled_at = ${work.now}
    where tenant_id = ${work.tenant} and id = ${id}`.execute(work.db)
}

const mostFailures = 5

/** Counts that it could not be handled, for a fault of ours: it stays new, and after five tries it is held for people to see. */
export async function countFailure(work: Work, id: string): Promise<void> {
  await sql`
    with tried as (select coalesce((regexp_match(outcome, '^gagal (\\d+) kali'))[1]::int, 0) + 1 as n from incoming where tenant_id = ${work.tenant} and id = ${id})
    update incoming set outcome = 'gagal ' || n || ' kali diolah karena galat', state = case when n >= ${mostFailures} then 'held' else state end
    from tried where tenant_id = ${work.tenant} and id = ${id} and state = 'new'`.execute(work.db)
}
