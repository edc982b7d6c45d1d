import { type RawBuilder, sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { Channel } from './carrier.ts'
import type { ContactOwner } from './contact.ts'
import { codeKind, codeMinutes } from './queue-code.ts'

/** One letter to one address, as the log shows it. */
export interface LetterRow {
  id: string
  subjectId?: string
  kind: string
  channel: Channel
  owner: ContactOwner
  slot: string
  title: string
  text: string
  /** Path of the survey. */
  survey?: string
  state: 'queued' | 'sending' | 'sent' | 'delivered' | 'dead' | 'held'
  queuedAt: Date
  attempts: number
  lastError?: string
  sentAt?: Date
  deliveredAt?: Date
  masked?: string
  /** Of the ticket that it is about. */
  ticketNumber?: string
  /** Address and code of a letter with a code, while it waits to be sent. */
  sealed?: Buffer
}

interface Row {
  id: string
  subject_id: string | null
  kind: string
  channel: Channel
  owner_kind: ContactOwner['kind']
  owner_id: string
  slot: string
  title: string
  text: string
  survey: string | null
  state: LetterRow['state']
  queued_at: Date
  attempts: number
  last_error: string | null
  sent_at: Date | null
  delivered_at: Date | null
  address_masked: string | null
  ticket_number?: string | null
  sealed: Buffer | null
}

function toLetter(row: Row): LetterRow {
  return {
    id: row.id, kind: row.kind, channel: row.channel, owner: { kind: row.owner_kind, id: row.owner_id }, slot: row.slot, title: row.title, text: row.text, ...(row.survey && { survey: row.survey }),
    state: row.state, queuedAt: row.queued_at, attempts: row.attempts, ...(row.subject_id && { subjectId: row.subject_id }), ...(row.last_error && { lastError: row.last_error }),
    ...(row.sent_at && { sentAt: row.sent_at }), ...(row.delivered_at && { deliveredAt: row.delivered_at }), ...(row.address_masked && { masked: row.address_masked }),
  }
}

const leaseMs = 60_000

/**
 * Takes up to `most` letters of some channels that are due, for one try: they are leased for a minute. A letter whose lease ran out (the worker died in the middle) is taken
 * again only after its gateway had time to report it, for it may have been sent: see `reclaimLetters`.
 */
export async function leaseLetters(work: Work, order: { channels: Channel[]; most: number }): Promise<LetterRow[]> {
  const { rows } = await sql<Row>`
    update letter l set state = 'sending', attempts = attempts + 1, lease_until = ${new Date(work.now.getTime() + leaseMs)}
    from (select id from letter where tenant_id = ${work.tenant} and state = 'queued' and not_before <= ${work.now} and channel = any(${order.channels}::text[])
          order by not_before limit ${order.most} for update skip locked) due
    where l.tenant_id = ${work.tenant} and l.id = due.id returning l.*, null::text as address_masked,
      (select number from ticket t where t.tenant_id = l.tenant_id and t.id = l.subject_id) as ticket_number`.execute(work.db)
  return rows.map((row) => ({ ...toLetter(row), ...(row.ticket_number && { ticketNumber: row.ticket_number }), ...(row.sealed && { sealed: row.sealed }) }))
}

/** Puts letters back in the queue whose worker died: their lease ran out and no report of the gateway came within a further minute. */
export async function reclaimLetters(work: Work): Promise<number> {
  const { rows } = await sql`
    update letter set state = 'queued', lease_until = null, last_error = 'pengiriman terputus; dicoba lagi'
    where tenant_id = ${work.tenant} and state = 'sending' and lease_until < ${new Date(work.now.getTime() - leaseMs)} returning 1`.execute(work.db)
  return rows.length
}

const patienceMs = 3 * 86_400_000

/**
 * Letters of channels without a gateway wait three days for one; then they are dead, for news that old only confuses. An administrator can still send them. A letter with a
 * code is dead when its code is.
 */
export async function giveUpLetters(work: Work, carried: Channel[]): Promise<void> {
  await sql`
    update letter set state = 'dead', sealed = null, last_error = 'kode sudah tidak berlaku'
    where tenant_id = ${work.tenant} and state = 'queued' and kind = ${codeKind} and queued_at <= ${new Date(work.now.getTime() - codeMinutes * 60_000)}`.execute(work.db)
  await sql`
    update letter set state = 'dead', last_error = 'belum ada gerbang untuk saluran ini'
    where tenant_id = ${work.tenant} and state = 'queued' and queued_at < ${new Date(work.now.getTime() - patienceMs)} and channel <> all(${carried}::text[])`.execute(work.db)
}

/** The gateway has taken a letter; never a step back from `delivered`. From then on only its reader holds the key of a link in it. */
export async function markSent(work: Work, id: string, handover: { state: 'sent' | 'delivered'; providerId?: string }): Promise<void> {
  await sql`
    update letter set state = case when state = 'delivered' then state else ${handover.state} end, sent_at = coalesce(sent_at, ${work.now}), lease_until = null,
      last_error = null, sealed = null, text = ${withoutKeys(sql`text`)}, provider_id = coalesce(${handover.providerId ?? null}, provider_id),
      delivered_at = case when ${handover.state} = 'delivered' then coalesce(delivered_at, ${work.now}) else delivered_at end
    where tenant_id = ${work.tenant} and id = ${id} and state <> 'dead'`.execute(work.db)
}

/** A try failed: it is tried again at `again`, or dead when there is no again. A letter that was reported as sent meanwhile stays sent. */
export async function markFailed(work: Work, id: string, failure: { error: string; again?: Date }): Promise<void> {
  await sql`
    update letter set state = ${failure.again ? 'queued' : 'dead'}, not_before = coalesce(${failure.again ?? null}::timestamptz, not_before), lease_until = null, last_error = ${failure.error.slice(0, 500)},
      sealed = case when ${failure.again !== undefined} then sealed end
    where tenant_id = ${work.tenant} and id = ${id} and state = 'sending'`.execute(work.db)
}

/** An administrator sends a dead or held letter once more, but never a code. Gives whether there was one. */
export async function resendLetter(work: Work, id: string): Promise<boolean> {
  const { rows } = await sql`
    update letter set state = 'queued', attempts = 0, not_before = ${work.now}, last_error = null
    where tenant_id = ${work.tenant} and id = ${id} and state in ('dead', 'held') and kind <> ${codeKind} returning 1`.execute(work.db)
  return rows.length > 0
}

export interface LetterQuery {
  state?: LetterRow['state']
  subjectId?: string
  after?: string
  size: number
}

/** A letter's text without the key of a link that works once: who reads the log must not be able to use it. */
function withoutKeys(text: RawBuilder<string>): RawBuilder<string> {
  return sql<string>`regexp_replace(${text}, '/tautan/[A-Za-z0-9_-]+', '/tautan/••••••', 'g')`
}

/** A letter's text without the secret code of the ticket that it leads to: who reads the log must not read the ticket as its reporter. */
function withoutCodes(text: RawBuilder<string>): RawBuilder<string> {
  return sql<string>`regexp_replace(${text}, '(/t/\\d{9}/)[0-9A-Z]{8}', '\\1••••••••', 'g')`
}

/** The log of letters, newest first, with masked addresses and without the keys of links and the codes of tickets. */
export async function listLetters(work: Work, query: LetterQuery): Promise<{ letters: LetterRow[]; next?: string }> {
  const { rows } = await sql<Row>`
    select l.*, case when l.kind = ${codeKind} then replace(l.text, '{kode}', '••••••') else ${withoutCodes(withoutKeys(sql`l.text`))} end as text, coalesce(l.address_masked, c.address_masked) as address_masked from letter l
    left join contact c on c.tenant_id = l.tenant_id and c.owner_kind = l.owner_kind and c.owner_id = l.owner_id and c.channel = l.channel and c.slot = l.slot
    where l.tenant_id = ${work.tenant} ${query.state ? sql`and l.state = ${query.state}` : sql``} ${query.subjectId ? sql`and l.subject_id = ${query.subjectId}` : sql``}
      ${query.after ? sql`and l.id < ${query.after}` : sql``}
    order by l.id desc limit ${query.size + 1}`.execute(work.db)
  const letters = rows.slice(0, query.size).map(toLetter)
  return { letters, ...(rows.length > query.size && { next: letters.at(-1)!.id }) }
}

/** How many letters are in each state, of the last 30 days. */
export async function countLetters(work: Work): Promise<Partial<Record<LetterRow['state'], number>>> {
  const { rows } = await sql<{ state: LetterRow['state']; n: number }>`
    select state, count(*)::int as n from letter where tenant_id = ${work.tenant} and queued_at > ${new Date(work.now.getTime() - 30 * 86_400_000)} group by state`.execute(work.db)
  return Object.fromEntries(rows.map((row) => [row.state, row.n]))
}
