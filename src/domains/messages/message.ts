import { sql } from 'kysely'
import { newId } from '../../kernel/ids.ts'
import type { HeldPost } from '../../kernel/actor.ts'
import type { Work } from '../../kernel/work.ts'
import { addDays, localDate, localMinute, momentAt, type Zone } from '../calendar/index.ts'
import { findTenant } from '../organisation/index.ts'
import { fillTemplate, type LetterTemplate, type MessageKind, readTemplates, type TemplateBook } from './letter-template.ts'
import { queueLetters } from './queue-letters.ts'

/** A message to one reader: the reporter, somebody who follows a ticket, or everyone who holds a post at a unit. It is read in the product, and goes out by the channels that the reader uses. */
export interface Message {
  /** The ticket that it is about; a digest is about none. */
  subjectId?: string
  to: { kind: 'reporter'; personId?: string } | { kind: 'follower'; personId: string } | ({ kind: 'post' } & HeldPost)
  kind: MessageKind
  text: string
  /** For the letter: the ticket's number and title, the path of its page on the tenant's site, and the step that it comes from, which may have words of its own. */
  about: { number: string; title: string; path: string; sop?: string; step?: string }
  /** Path of the survey, once the service has ended. */
  survey?: string
  /** Read in the product only: no letter goes out. For what comes by the thousand, as an import does. */
  silent?: boolean
}

/** Puts messages before their readers and queues the letters; part of the caller's transaction, so they are there when the act is, or not at all. */
export async function tell(work: Work, messages: Message[]): Promise<void> {
  if (messages.length === 0) return
  const tenant = await findTenant(work.db, work.tenant)
  if (!tenant) throw new Error(`tenant ${work.tenant} is not loaded`)
  const templates = await readTemplates(work)
  const rows = messages.map((m) => {
    const { sop, step } = m.about
    const letter = writeLetter(m, { templates, government: tenant.government })
    return {
      id: newId(work.now), silent: m.silent === true, subject_id: m.subjectId, to_kind: m.to.kind, kind: m.kind, text: m.text, letter_title: letter.title, letter_text: letter.text, letter_survey: m.survey, sop, step,
      ...(m.to.kind === 'post' ? { post: m.to.post, unit: m.to.unit } : { person_id: m.to.personId }),
    }
  })
  const told = sql`
    row as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id uuid, silent boolean, subject_id uuid, to_kind text, person_id uuid, post text, unit text,
        kind text, text text, letter_title text, letter_text text, letter_survey text, sop text, step text)),
    written as (
      insert into message (tenant_id, id, at, subject_id, to_kind, person_id, post, unit, kind, text, letter_title, letter_text, letter_survey, sop, step)
      select ${work.tenant}, id, ${work.now}, subject_id, to_kind, person_id, post, unit, kind, text, letter_title, letter_text, letter_survey, sop, step from row),
    told as (select ${work.tenant}::text as tenant_id, row.* from row where not silent)`
  await queueLetters(work, { told, quietUntil: quietUntil(work.now, tenant.zone) })
}

/** A message in the words of its letter; `{situs}` is left for the delivery, which knows the address of the site. */
export function writeLetter(message: Message, from: { templates: TemplateBook; government: string }): LetterTemplate {
  const { number, title, path, sop, step } = message.about
  const words = { nomor: number, judul: title, isi: message.text, tautan: path && `{situs}${path}`, pemerintah: from.government }
  return fillTemplate(from.templates.choose({ kind: message.kind, ...(sop && step && { at: { sop, step } }) }), words)
}

const wakeMinute = 7 * 60
const restMinute = 21 * 60

/** From nine in the evening until seven in the morning, local time, reminders wait. */
export function quietUntil(now: Date, zone: Zone): Date {
  const minute = localMinute(now, zone)
  const today = localDate(now, zone)
  if (minute >= wakeMinute && minute < restMinute) return now
  return momentAt(minute < wakeMinute ? today : addDays(today, 1), wakeMinute, zone)
}

export interface ToldMessage {
  id: string
  at: Date
  subjectId?: string
  post?: string
  unit?: string
  kind: MessageKind
  text: string
  readAt?: Date
}

interface MessageRow {
  id: string
  at: Date
  subject_id: string | null
  post: string | null
  unit: string | null
  kind: MessageKind
  text: string
  read_at: Date | null
}

function toMessage(row: MessageRow): ToldMessage {
  return {
    id: row.id, at: row.at, kind: row.kind, text: row.text,
    ...(row.subject_id && { subjectId: row.subject_id }), ...(row.post && { post: row.post }), ...(row.unit && { unit: row.unit }), ...(row.read_at && { readAt: row.read_at }),
  }
}

/** What was told to posts about one subject, oldest first: who was told, when, and whether it was read. */
export async function messagesToPosts(work: Work, subjectId: string): Promise<ToldMessage[]> {
  const { rows } = await sql<MessageRow>`
    select id, at, subject_id, post, unit, kind, text, read_at from message
    where tenant_id = ${work.tenant} and subject_id = ${subjectId} and to_kind = 'post' order by at, id`.execute(work.db)
  return rows.map(toMessage)
}

/** The newest unread messages to any of these posts. */
export async function unreadMessages(work: Work, posts: HeldPost[], most: number): Promise<ToldMessage[]> {
  const { rows } = await sql<MessageRow>`
    select newest.* from jsonb_to_recordset(${JSON.stringify(posts)}::jsonb) as held (post text, unit text)
    cross join lateral (
      select m.id, m.at, m.subject_id, m.post, m.unit, m.kind, m.text, m.read_at from message m
      where m.tenant_id = ${work.tenant} and m.to_kind = 'post' and m.post = held.post and m.unit = held.unit and m.read_at is null and m.kind <> 'ringkasan'
      order by m.at desc limit ${most}) as newest
    order by newest.at desc limit ${most}`.execute(work.db)
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
