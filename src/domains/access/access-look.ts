import { sql } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import { newId } from '../../kernel/ids.ts'
import type { Work } from '../../kernel/work.ts'

/** A look at something that not everybody may see: what kind of thing, which one, and what for. */
export interface LookOrder {
  what: string
  subject: string
  purpose: string
}

export interface Look extends LookOrder {
  id: string
  at: Date
  actorKind: Actor['kind']
  actorId: string | null
}

/** All parts are optional and narrow the list; `limit` is 100 unless told, 1000 at most. */
export interface LookFilter {
  subject?: string
  actorId?: string
  what?: string
  from?: Date
  before?: Date
  limit?: number
}

/** Adds a line to the access history. Nobody, the application included, can change or delete it afterwards. */
export async function recordLook(work: Work, order: LookOrder): Promise<void> {
  await sql`
    insert into access_look (tenant_id, id, at, actor_kind, actor_id, what, subject, purpose)
    values (${work.tenant}, ${newId(work.now)}, ${work.now}, ${work.actor.kind}, ${actorId(work.actor)},
      ${order.what}, ${order.subject}, ${order.purpose})`.execute(work.db)
}

/** As `recordLook`, unless this person had this very look within the hour: for a page that is drawn anew by itself while it lies open. */
export async function recordLookOnce(work: Work, order: LookOrder): Promise<void> {
  const { rows } = await sql`
    select 1 from access_look where tenant_id = ${work.tenant} and subject = ${order.subject} and what = ${order.what} and purpose = ${order.purpose}
      and actor_kind = ${work.actor.kind} and actor_id is not distinct from ${actorId(work.actor)} and at > ${new Date(work.now.getTime() - 3_600_000)} and at <= ${work.now} limit 1`.execute(work.db)
  if (rows.length === 0) await recordLook(work, order)
}

/** The access history, the newest first. */
export async function listLooks(work: Work, filter: LookFilter = {}): Promise<Look[]> {
  const parts = [sql`tenant_id = ${work.tenant}`]
  if (filter.subject !== undefined) parts.push(sql`subject = ${filter.subject}`)
  if (filter.actorId !== undefined) parts.push(sql`actor_id = ${filter.actorId}`)
  if (filter.what !== undefined) parts.push(sql`what = ${filter.what}`)
  if (filter.from) parts.push(sql`at >= ${filter.from}`)
  if (filter.before) parts.push(sql`at < ${filter.before}`)
  const looks = await sql<Look>`
    select id, at, actor_kind as "actorKind", actor_id as "actorId", what, subject, purpose from access_look
    where ${sql.join(parts, sql` and `)} order by at desc, id desc limit ${Math.min(filter.limit ?? 100, 1000)}`.execute(work.db)
  return looks.rows
}

/** The id of who acts; null for guests and the system. */
export function actorId(actor: Actor): string | null {
  return actor.kind === 'citizen' || actor.kind === 'officer' ? actor.id : null
}
