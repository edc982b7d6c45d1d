import { sql } from 'kysely'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { type Message, tell } from '../messages/index.ts'
import type { Course } from './ticket-course.ts'
import { findPublished, publishedOf, type PublishedTicket } from './published-tickets.ts'

/** How many stand beside a ticket's reporter. */
export interface Following {
  followers: number
  /** Those of them who said that they have the same matter. */
  joined: number
  /** Whether the citizen who asks is one of them, and how. */
  mine?: 'following' | 'joined'
}

/** How many follow a ticket and have joined it, and whether the citizen who asks does. */
export async function followingOf(work: Work, ticketId: string): Promise<Following> {
  const own = work.actor.kind === 'citizen' ? work.actor.id : null
  const { rows } = await sql<{ followers: number; joined: number; mine: boolean | null }>`
    select count(*)::int as followers, count(*) filter (where joined)::int as joined, bool_or(joined) filter (where person_id = ${own}::uuid) as mine
    from ticket_follower where tenant_id = ${work.tenant} and ticket_id = ${ticketId}`.execute(work.db)
  const { followers, joined, mine } = rows[0]!
  return { followers, joined, ...(mine !== null && { mine: mine ? ('joined' as const) : ('following' as const) }) }
}

/**
 * The signed-in citizen follows a public report, or joins it: counted once, told of its answer. To join what one follows counts too; to follow what one has joined
 * changes nothing. Refuses `not-signed-in`, `not-found` where it is not public, `conflict` for their own.
 */
export async function followTicket(work: Work, order: { number: string; join: boolean }): Promise<void> {
  const person = needCitizen(work)
  const ticket = await findPublished(work, order.number)
  if (!ticket) throw new Refusal('not-found', 'Laporan itu tidak ada atau tidak untuk umum.')
  const { rows } = await sql`select 1 from ticket where tenant_id = ${work.tenant} and id = ${ticket.id} and reporter_id = ${person}`.execute(work.db)
  if (rows.length > 0) throw new Refusal('conflict', 'Ini laporan Anda sendiri. Kabarnya selalu sampai kepada Anda.')
  await sql`
    insert into ticket_follower (tenant_id, ticket_id, person_id, since, joined) values (${work.tenant}, ${ticket.id}, ${person}, ${work.now}, ${order.join})
    on conflict (tenant_id, ticket_id, person_id) do update set joined = ticket_follower.joined or excluded.joined`.execute(work.db)
}

/** The signed-in citizen follows it no longer, and is counted no longer. */
export async function unfollowTicket(work: Work, number: string): Promise<void> {
  const person = needCitizen(work)
  await sql`
    delete from ticket_follower f using ticket t where f.tenant_id = ${work.tenant} and f.person_id = ${person}
      and t.tenant_id = f.tenant_id and t.id = f.ticket_id and t.number = ${number}`.execute(work.db)
}

function needCitizen(work: Work): string {
  if (work.actor.kind !== 'citizen') throw new Refusal('not-signed-in', 'Untuk mengikuti laporan, silakan masuk lebih dahulu.')
  return work.actor.id
}

/** The public reports that the signed-in citizen follows, those followed last first, at most a hundred. */
export async function followedTickets(work: Work): Promise<(PublishedTicket & { joined: boolean })[]> {
  if (work.actor.kind !== 'citizen') return []
  const { rows } = await sql<{ id: string; joined: boolean }>`
    select ticket_id as id, joined from ticket_follower where tenant_id = ${work.tenant} and person_id = ${work.actor.id} order by since desc, ticket_id limit 100`.execute(work.db)
  const joined = new Map(rows.map((row) => [row.id, row.joined]))
  return (await publishedOf(work, rows.map((row) => row.id))).map((ticket) => ({ ...ticket, joined: joined.get(ticket.id)! }))
}

/** Tells all who follow a ticket of the answer that was just released, in the words that are public; nobody where it is not public. Part of the act's transaction. */
export async function tellFollowers(course: Course): Promise<void> {
  const { work, ticket } = course
  if (!ticket.publishedAt) return
  const { rows } = await sql<{ person: string }>`select person_id as person from ticket_follower where tenant_id = ${work.tenant} and ticket_id = ${ticket.id} order by since, person_id`.execute(work.db)
  const shown = rows.length > 0 ? await findPublished(work, ticket.number) : undefined
  if (!shown) return
  // About no ticket of theirs: an answer to the letter must never be taken for the reporter's.
  await tell(work, rows.map(({ person }): Message => ({
    to: { kind: 'follower', personId: person }, kind: 'kabar', text: `Laporan yang Anda ikuti, “${shown.title}”, dijawab: ${shown.answer ?? ''}`,
    about: { number: ticket.number, title: shown.title, path: `/laporan/${ticket.number}` },
  })))
}
