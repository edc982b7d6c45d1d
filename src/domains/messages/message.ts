import { sql } from 'kysely'
import { newId } from '../../kernel/ids.ts'
import type { HeldPost } from '../../kernel/actor.ts'
import type { Work } from '../../kernel/work.ts'

/** A message to one reader in the product: the reporter, or everyone who holds a post at a unit. */
export interface Message {
  subjectId: string
  to: { kind: 'reporter'; personId?: string } | ({ kind: 'post' } & HeldPost)
  text: string
}

/** Puts messages before their readers; part of the caller's transaction, so they are there when the act is, or not at all. */
export async function tell(work: Work, messages: Message[]): Promise<void> {
  if (messages.length === 0) return
  const rows = messages.map((m) => ({
    id: newId(work.now), subject_id: m.subjectId, to_kind: m.to.kind, text: m.text,
    ...(m.to.kind === 'post' ? { post: m.to.post, unit: m.to.unit } : { person_id: m.to.personId }),
  }))
  await sql`
    insert into message (tenant_id, id, at, subject_id, to_kind, person_id, post, unit, text)
    select ${work.tenant}, id, ${work.now}, subject_id, to_kind, person_id, post, unit, text
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id uuid, subject_id uuid, to_kind text, person_id uuid, post text, unit text, text text)`.execute(work.db)
}

export interface ToldMessage {
  id: string
  at: Date
  subjectId: string
  post?: string
  unit?: string
  text: string
  readAt?: Date
}

interface MessageRow {
  id: string
  at: Date
  subject_id: string
  post: string | null
  unit: string | null
  text: string
  read_at: Date | null
}

function toMessage(row: MessageRow): ToldMessage {
  return {
    id: row.id, at: row.at, subjectId: row.subject_id, text: row.text,
    ...(row.post && { post: row.post }), ...(row.unit && { unit: row.unit }), ...(row.read_at && { readAt: row.read_at }),
  }
}

/** What was told to posts about one subject, oldest first: who was told, when, and whether it was read. */
export async function messagesToPosts(work: Work, subjectId: string): Promise<ToldMessage[]> {
  const { rows } = await sql<MessageRow>`
    select id, at, subject_id, post, unit, text, read_at from message
    where tenant_id = ${work.tenant} and subject_id = ${subjectId} and to_kind = 'post' order by at, id`.execute(work.db)
  return rows.map(toMessage)
}

/** The newest unread messages to any of these posts. */
export async function unreadMessages(work: Work, posts: HeldPost[], most: number): Promise<ToldMessage[]> {
  const { rows } = await sql<MessageRow>`
    select m.id, m.at, m.subject_id, m.post, m.unit, m.text, m.read_at
    from jsonb_to_recordset(${JSON.stringify(posts)}::jsonb) as held (post text, unit text)
    join message m on m.tenant_id = ${work.tenant} and m.to_kind = 'post' and m.post = held.post and m.unit = held.unit and m.read_at is null
    order by m.at desc limit ${most}`.execute(work.db)
  return rows.map(toMessage)
}

/** Marks what was told to these posts about a subject as read. */
export async function markRead(work: Work, subjectId: string, posts: HeldPost[]): Promise<void> {
  await sql`
    update message m set read_at = ${work.now}
    from jsonb_to_recordset(${JSON.stringify(posts)}::jsonb) as held (post text, unit text)
    where m.tenant_id = ${work.tenant} and m.subject_id = ${subjectId} and m.to_kind = 'post' and m.read_at is null
      and m.post = held.post and m.unit = held.unit`.execute(work.db)
}
