import { sql } from 'kysely'
import { isId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import type { Incoming, IncomingChannel, IncomingRow } from './incoming.ts'
import { isAnswerable } from './keep-incoming.ts'
import type { KnownSender } from './known-sender.ts'

export interface HeldIncoming {
  id: string
  channel: IncomingChannel
  /** Who sent it, masked. */
  from: string
  text: string
  receivedAt: Date
  reason: string
}

export type HoldReason = 'flood' | 'repeated' | 'unanswerable'

export const holdReasons = {
  flood: 'lebih dari 10 pesan dalam 10 menit dari satu pengirim',
  repeated: 'teks yang sama lagi dalam 10 menit',
  unanswerable: 'pengirimnya bukan nomor yang dapat dibalas',
} as const satisfies Record<HoldReason, string>

const windowMs = 10 * 60_000
const mostInWindow = 10
const noticeMs = 3_600_000

/**
 * Why a message is held back instead of handled: more than ten in ten minutes, the same text again, or a sender whom nobody can answer. An officer's
 * number may send many; to a question that is open the same word may be said twice. Undefined for what is handled.
 */
export async function findHoldReason(work: Work, message: Incoming, sender: KnownSender): Promise<HoldReason | undefined> {
  if (!isAnswerable(message.channel, message.from)) return 'unanswerable'
  // Order of arrival, so that of many at once the first ones pass.
  const before = sql`tenant_id = ${work.tenant} and address_hash = ${message.addressHash} and channel = ${message.channel} and id <> ${message.id}
    and received_at > ${new Date(message.receivedAt.getTime() - windowMs)} and (received_at, id) < (${message.receivedAt}, ${message.id}::uuid)`
  const { rows } = await sql<{ sent: number; same: boolean }>`
    select count(*)::int as sent, coalesce(bool_or(${bare(sql`text`)} = ${bare(sql`${message.text}::text`)}), false) as same
    from incoming where ${before}`.execute(work.db)
  const { sent, same } = rows[0]!
  if (sent >= mostInWindow && !sender.officerId) return 'flood'
  return same && !sender.tickets.some((ticket) => ticket.state.waiting) ? 'repeated' : undefined
}

function bare(text: ReturnType<typeof sql>) {
  return sql`lower(regexp_replace(trim(${text}), '\\s+', ' ', 'g'))`
}

const noticed = '; pengirim diberi tahu'

/** What a held message's row says; a sender is told of it at most once an hour. */
export async function describeHold(work: Work, message: Incoming, reason: HoldReason): Promise<{ outcome: string; notice: boolean }> {
  const { rows } = await sql<{ told: boolean }>`
    select exists (select from incoming where tenant_id = ${work.tenant} and address_hash = ${message.addressHash} and channel = ${message.channel}
      and handled_at > ${new Date(work.now.getTime() - noticeMs)} and outcome like ${`%${noticed}`}) as told`.execute(work.db)
  const notice = !rows[0]!.told && reason !== 'unanswerable'
  return { outcome: `${holdReasons[reason]}${notice ? noticed : ''}`, notice }
}

/** What is held back, the newest first: for the tenant's administrators. */
export async function listHeld(work: Work, most = 100): Promise<HeldIncoming[]> {
  needAdmin(work)
  const { rows } = await sql<IncomingRow>`
    select * from incoming where tenant_id = ${work.tenant} and state = 'held' order by received_at desc, id desc limit ${most}`.execute(work.db)
  return rows.map((row) => ({
    id: row.id, channel: row.channel, from: row.address_masked, text: row.text, receivedAt: row.received_at, reason: (row.outcome ?? '').replace(noticed, ''),
  }))
}

/** Refuses whoever is no administrator of the tenant, and an id that cannot be one. */
export function needAdmin(work: Work, id?: string): void {
  const { actor } = work
  if (actor.kind !== 'system' && !(actor.kind === 'officer' && actor.admin)) throw new Refusal('not-allowed', 'Hanya untuk admin.')
  if (id !== undefined && !isId(id)) throw new Refusal('not-found', 'Pesan itu tidak ada.')
}
