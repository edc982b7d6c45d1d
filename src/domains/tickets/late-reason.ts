import { sql } from 'kysely'
import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { eventsOf } from '../audit/index.ts'
import { clocksOf } from '../deadlines/index.ts'
import { appendAside } from './append-aside.ts'
import { ownReasons, owedReasons } from './late-promise.ts'
import { lockTicket } from './ticket-store.ts'
import { standingOf } from './visible-ticket.ts'

export interface ReasonOrder {
  ticketId: string
  clockId: string
  text: string
  /** The same key twice is one reason. */
  formKey: string
}

const mostLetters = 2000

/**
 * Gives the reason of a broken promise, once for each, by whoever holds a post that owed it ("harus dipertanggungjawabkan oleh pelaksana", SOP Lumajang, Peringatan).
 * It stands in the ticket's chain; the ticket's version stays. Refuses `not-found` to others, `conflict` where a colleague gave it, `bad-input`.
 */
export async function giveLateReason(work: Work, order: ReasonOrder): Promise<void> {
  const { actor } = work
  const ticket = await lockTicket(work, order.ticketId)
  if (actor.kind !== 'officer' || (await standingOf(work, ticket)) !== 'officer') throw new Refusal('not-found', 'Tiket itu tidak ada, atau bukan untuk Anda.')
  const owed = ownReasons(work, await owedReasons(work, ticket.id)).find((one) => one.clockId === order.clockId)
  if (!owed) return await refuseGiven(work, order)
  const text = order.text.replaceAll('\0', '').toWellFormed().replaceAll('\r\n', '\n').trim()
  if (!text) refuseInput([{ field: 'alasan-terlambat', text: 'Alasan keterlambatan: wajib diisi.' }])
  if (text.length > mostLetters) refuseInput([{ field: 'alasan-terlambat', text: `Alasan keterlambatan: ada ${text.length} huruf, paling banyak ${mostLetters}.` }])
  const seat = actor.posts.find((held) => owed.seats.some((one) => one.post === held.post && one.unit === held.unit))!
  const clock = (await clocksOf(work, ticket.id)).find((one) => one.id === order.clockId)
  const { seq } = await appendAside(work, ticket, {
    act: 'alasan-terlambat', from: seat, body: { lingkup: clock?.scope, langkah: clock?.step ?? ticket.state.step, tenggat: owed.dueAt.toISOString(), alasan: text, kunci: order.formKey },
  })
  await sql`update late_promise set explained_seq = ${seq} where tenant_id = ${work.tenant} and ticket_id = ${ticket.id} and clock_id = ${order.clockId}`.execute(work.db)
}

/** The same form again is done; a colleague's reason stands, and is named; a stranger owes none. */
async function refuseGiven(work: Work, order: ReasonOrder): Promise<void> {
  const { rows } = await sql<{ seq: number; mine: boolean }>`
    select explained_seq as seq, bool_or(post || '.' || unit = any(${work.actor.kind === 'officer' ? work.actor.posts.map((held) => `${held.post}.${held.unit}`) : []}::text[])) as mine
    from late_promise where tenant_id = ${work.tenant} and ticket_id = ${order.ticketId} and clock_id::text = ${order.clockId} and explained_seq is not null group by 1`.execute(work.db)
  const given = rows[0]?.mine && (await eventsOf(work, order.ticketId)).find((event) => event.seq === rows[0]!.seq)
  if (!given) throw new Refusal('not-found', 'Keterlambatan itu tidak ada, atau bukan pada jabatan Anda.')
  if (given.body.kunci === order.formKey) return
  throw new Refusal('conflict', `Alasan keterlambatan ini sudah ditulis ${given.actor.role ?? 'rekan Anda'}: “${String(given.body.alasan)}”`)
}
