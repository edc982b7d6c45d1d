import { sql } from 'kysely'
import { isId } from '../../kernel/ids.ts'
import { Refusal, refuseInput } from '../../kernel/refusal.ts'
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
  /** Set aside by an administrator: when, by whom, and why. */
  dismissed?: { at: Date; by?: string; reason: string }
}

export interface HeldQuery {
  dismissed?: boolean
  /** The id of the last one that was seen. */
  after?: string
  size?: number
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

type HeldRow = IncomingRow & { dismissed_at: Date | null; dismissal: string | null; dismisser: string | null }

/** What is held back, or was set aside, the newest first: for the tenant's administrators. `next` is where the list goes on. */
export async function listHeld(work: Work, { dismissed = false, after, size = 30 }: HeldQuery = {}): Promise<{ held: HeldIncoming[]; next?: string }> {
  needAdmin(work, after)
  const { rows } = await sql<HeldRow>`
    select i.*, o.name as dismisser from incoming i left join officer o on o.tenant_id = i.tenant_id and o.id = i.dismissed_by
    where i.tenant_id = ${work.tenant} and i.state = ${dismissed ? 'dismissed' : 'held'}
      ${after ? sql`and (i.received_at, i.id) < (select received_at, id from incoming where tenant_id = ${work.tenant} and id = ${after})` : sql``}
    order by i.received_at desc, i.id desc limit ${size + 1}`.execute(work.db)
  const held = rows.slice(0, size).map((row) => ({
    id: row.id, channel: row.channel, from: row.address_masked, text: row.text, receivedAt: row.received_at, reason: (row.outcome ?? '').replace(noticed, ''),
    ...(row.state === 'dismissed' && { dismissed: { at: row.dismissed_at!, reason: row.dismissal!, ...(row.dismisser && { by: row.dismisser }) } }),
  }))
  return { held, ...(rows.length > size && { next: held.at(-1)!.id }) }
}

/** How many are held back, and how many were set aside. */
export async function countHeld(work: Work): Promise<{ held: number; dismissed: number }> {
  needAdmin(work)
  const { rows } = await sql<{ held: number; dismissed: number }>`
    select count(*) filter (where state = 'held')::int as held, count(*) filter (where state = 'dismissed')::int as dismissed
    from incoming where tenant_id = ${work.tenant} and state in ('held', 'dismissed')`.execute(work.db)
  return rows[0]!
}

const mostReason = 500

/** An administrator sets a held message aside, with a reason: it is kept and listed, and can still be released. Faults on `alasan`; `not-found` for one that is not held. */
export async function dismissHeld(work: Work, { id, reason }: { id: string; reason: string }): Promise<void> {
  needAdmin(work, id)
  const text = reason.replaceAll('\0', '').toWellFormed().trim()
  if (text.length < 3) refuseInput([{ field: 'alasan', text: 'Alasan: tulis mengapa pesan ini diabaikan.' }])
  if (text.length > mostReason) refuseInput([{ field: 'alasan', text: `Alasan: ada ${text.length} huruf, paling banyak ${mostReason}.` }])
  const { rows } = await sql`
    update incoming set state = 'dismissed', dismissed_at = ${work.now}, dismissed_by = ${work.actor.kind === 'officer' ? work.actor.id : null}::uuid, dismissal = ${text}
    where tenant_id = ${work.tenant} and id = ${id} and state = 'held' returning 1`.execute(work.db)
  if (rows.length === 0) throw new Refusal('not-found', 'Pesan itu tidak ditahan, atau sudah diproses.')
}

/** Refuses whoever is no administrator of the tenant, and an id that cannot be one. */
export function needAdmin(work: Work, id?: string): void {
  const { actor } = work
  if (actor.kind !== 'system' && !(actor.kind === 'officer' && actor.admin)) throw new Refusal('not-allowed', 'Hanya untuk admin.')
  if (id !== undefined && !isId(id)) throw new Refusal('not-found', 'Pesan itu tidak ada.')
}
