import { sql } from 'kysely'
import type { HeldPost } from '../../kernel/actor.ts'
import type { Work } from '../../kernel/work.ts'
import type { Message } from '../messages/index.ts'
import { findTenant, listPosts, listUnits } from '../organisation/index.ts'
import { aboutForOfficers } from './course-messages.ts'
import type { Ticket } from './ticket.ts'

/** A step that has just begun to wait for posts which nobody holds goes to the tenant's administrators at once: nothing may wait on nobody. */
export async function tellOfEmptySeats(work: Work, ticket: Ticket, order: { seats: HeldPost[]; today: string }): Promise<Message[]> {
  const empty = await emptySeats(work, order)
  // Where several may act and one of them is there, nobody waits in vain.
  if (empty.length === 0 || empty.length < order.seats.length) return []
  const tenant = await findTenant(work.db, work.tenant)
  const posts = new Map((await listPosts(work)).map((post) => [post.code, post]))
  const units = new Map((await listUnits(work)).map((unit) => [unit.code, unit.name]))
  const named = empty.map((seat) => `${posts.get(seat.post)?.name ?? seat.post} di ${units.get(seat.unit) ?? seat.unit}`).join(', ')
  const admins = (tenant?.adminPosts ?? []).flatMap((code) => (posts.get(code)?.units ?? []).map((unit) => ({ post: code, unit })))
  return admins.map((seat) => ({
    subjectId: ticket.id, to: { kind: 'post', ...seat }, kind: 'eskalasi', about: aboutForOfficers(ticket),
    text: `Tiket ${ticket.number} menunggu ${named}, tetapi jabatan itu sedang kosong. Tunjuk pejabatnya, atau alihkan tiketnya.`,
  }))
}

async function emptySeats(work: Work, { seats, today }: { seats: HeldPost[]; today: string }): Promise<HeldPost[]> {
  if (seats.length === 0) return []
  const { rows } = await sql<HeldPost>`
    select s.post, s.unit from jsonb_to_recordset(${JSON.stringify(seats)}::jsonb) as s (post text, unit text)
    -- One look into the index for each seat: as a join, the planner may read all posts of the tenant.
    where (select a.id from assignment a join officer o on o.tenant_id = a.tenant_id and o.id = a.officer_id and o.active
      where a.tenant_id = ${work.tenant} and a.post = s.post and a.unit = s.unit and a.valid_from <= ${today} and (a.valid_until is null or a.valid_until >= ${today}) limit 1) is null`.execute(work.db)
  return rows
}
