import { sql } from 'kysely'
import type { HeldPost } from '../../kernel/actor.ts'
import type { Work } from '../../kernel/work.ts'
import { appendEvents, chainEvents, type EventActor, type Json } from '../audit/index.ts'
import { listPosts } from '../organisation/index.ts'
import type { Ticket } from './ticket.ts'

/** Acts beside the SOP: they stand in the chain, but move nothing and are in nobody's way. */
export const asides: ReadonlySet<string> = new Set(['baca-jawaban', 'catatan-internal', 'alasan-terlambat', 'terima-gabungan', 'lepas-gabungan', 'gambar-disamarkan', 'tulisan-disamarkan', 'hapus-data', 'betulkan-nik'])

/** What an officer, or the system by itself, did beside the SOP. The ticket must be locked; its version stays. Answers the event's number, and the seat from which it was done: `from`, or one that has a part in it. */
export async function appendAside(work: Work, ticket: Ticket, aside: { act: string; body: { [key: string]: Json | undefined }; from?: HeldPost }): Promise<{ seq: number; post: string; unit: string }> {
  const actor = await asideActor(work, ticket.id, aside.from)
  const [event] = chainEvents(work.tenant, [{ ticketId: ticket.id, at: work.now, act: aside.act, actor, body: { langkah: ticket.state.step, ...aside.body } }], ticket.chain)
  await appendEvents(work, [event!])
  await sql`update ticket set last_seq = ${event!.seq}, last_hash = ${event!.hash} where tenant_id = ${work.tenant} and id = ${ticket.id}`.execute(work.db)
  return { seq: event!.seq, post: actor.post ?? '', unit: actor.unit ?? '' }
}

/** The officer as the actor of an event beside the SOP, in the seat `from`, or one that has a part in the ticket; the system where no officer acts. */
export async function asideActor(work: Work, ticketId: string, from?: HeldPost): Promise<EventActor> {
  if (work.actor.kind !== 'officer') return { kind: 'system' }
  const seat = from ?? (await seatFor(work, ticketId))
  const role = [from?.acting, (await listPosts(work)).find((post) => post.code === seat.post)?.name].filter(Boolean).join(' ')
  return { kind: 'officer', id: work.actor.id, ...(role && { role }), ...(seat.post && { post: seat.post, unit: seat.unit }) }
}

/** The seat from which an officer writes: one that has a part in the ticket, before others that they hold. */
async function seatFor(work: Work, ticketId: string): Promise<{ post: string; unit: string }> {
  const posts = work.actor.kind === 'officer' ? work.actor.posts : []
  const { rows } = await sql<{ unit: string }>`select unit from ticket_party where tenant_id = ${work.tenant} and ticket_id = ${ticketId}`.execute(work.db)
  const held = posts.find((one) => rows.some((row) => row.unit === one.unit)) ?? posts[0]
  return { post: held?.post ?? '', unit: held?.unit ?? '' }
}
