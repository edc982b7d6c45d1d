import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Work } from '../../kernel/work.ts'
import { type ChainedEvent, type ChainFault, eventsOf, type Json } from '../audit/index.ts'
import { dropPassages, type Passage } from './cover-text.ts'
import { erasedPassages } from './public-mask.ts'
import type { Course } from './ticket-course.ts'

/** Names under which an event bears witness to what the reporter wrote, and under which the text is read. */
export const reporterTexts = ['keterangan', 'balasan', 'alasan'] as const
export type ReporterTextName = (typeof reporterTexts)[number]

/** What stands in place of a text whose writer had it erased. */
export const erasedText = '(dihapus atas permintaan pelapor)'

/**
 * Gives what the event's body says of a text of the reporter: its digest. The text itself, with the salt without which nobody can guess it from the digest, is kept
 * beside the event when the course is saved, so that it can be erased while the chain stays whole.
 */
export function keepReporterText(course: Course, name: ReporterTextName, text: string): Record<string, string> {
  const salt = randomBytes(16).toString('hex')
  const at = course.events.length + 1
  course.after.push(async () => {
    const { work, ticket } = course
    await sql`insert into reporter_text (tenant_id, ticket_id, seq, name, text, salt) values (${work.tenant}, ${ticket.id}, ${ticket.chain.seq + at}, ${name}, ${text}, ${salt})`.execute(work.db)
  })
  return { [`sidik-${name}`]: digestReporterText(salt, text) }
}

/** SHA-256, in hex, over the salt (hex), a colon, and the text in UTF-8. */
export function digestReporterText(salt: string, text: string): string {
  return createHash('sha256').update(`${salt}:${text}`).digest('hex')
}

/** The events of a ticket as people read them: with what the reporter wrote in place of its digest. Never to be hashed. */
export async function toldEvents(work: Work, ticketId: string): Promise<ChainedEvent[]> {
  const events = await eventsOf(work, ticketId)
  const kept = await textsOf(work, ticketId)
  if (events.some((event) => event.act === 'hapus-data')) return withoutErased(await erasedPassages(work, ticketId), withTexts(events, kept))
  return withTexts(events, kept)
}

function withTexts(events: ChainedEvent[], kept: KeptText[]): ChainedEvent[] {
  if (kept.length === 0) return events
  return events.map((event) => {
    const own = kept.filter((one) => one.seq === event.seq)
    return own.length === 0 ? event : { ...event, body: { ...event.body, ...Object.fromEntries(own.map((one) => [one.name, one.text ?? erasedText])) } }
  })
}

/** What officers wrote into events stays there; who reads it is not told the name of a reporter who was erased. */
function withoutErased(passages: Passage[], events: ChainedEvent[]): ChainedEvent[] {
  const clean = (value: Json | undefined): Json | undefined => {
    if (typeof value === 'string') return dropPassages(value, passages)
    if (Array.isArray(value)) return value.map((one) => clean(one) ?? null)
    return value && typeof value === 'object' ? (Object.fromEntries(Object.entries(value).map(([name, one]) => [name, clean(one)])) as Json) : value
  }
  return passages.length === 0 ? events : events.map((event) => ({ ...event, body: clean(event.body as Json) as ChainedEvent['body'] }))
}

export interface KeptText {
  seq: number
  name: string
  /** Null once it was erased, with its salt. */
  text: string | null
  salt: string | null
}

/** What the reporter wrote with the acts on one ticket. */
export async function textsOf(work: Work, ticketId: string): Promise<KeptText[]> {
  const { rows } = await sql<KeptText>`select seq, name, text, salt from reporter_text where tenant_id = ${work.tenant} and ticket_id = ${ticketId} order by seq, name`.execute(work.db)
  return rows
}

/** All that reporters wrote with acts on these tickets. */
export async function writtenBeside(work: Work, ticketIds: string[]): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`select text from reporter_text where tenant_id = ${work.tenant} and ticket_id = any(${ticketIds}::uuid[]) and text is not null`.execute(work.db)
  return rows.map((row) => row.text)
}

/** Texts that are not those which their event bears witness to, or that are gone without their person having been erased. Runs as the owner of the database. */
export async function changedTexts(db: Db, tenant: string): Promise<ChainFault[]> {
  const { rows } = await sql<KeptText & { ticket_id: string; digest: string; kept: boolean; erased: boolean }>`
    select e.ticket_id, e.seq, named.name, named.digest, t.seq is not null as kept, t.text, t.salt,
      exists (select from event x where x.tenant_id = e.tenant_id and x.ticket_id = e.ticket_id and x.seq > e.seq and x.act = 'hapus-data') as erased
    from event e cross join lateral (
      select substr(key, 7) as name, value as digest from jsonb_each_text(e.body) where key = any(${reporterTexts.map((name) => `sidik-${name}`)}::text[])) named
    left join reporter_text t on t.tenant_id = e.tenant_id and t.ticket_id = e.ticket_id and t.seq = e.seq and t.name = named.name
    where e.tenant_id = ${tenant} and e.body ?| ${reporterTexts.map((name) => `sidik-${name}`)}::text[] order by 1, 2`.execute(db)
  return rows.flatMap((row) => {
    if (row.text !== null && row.salt !== null && digestReporterText(row.salt, row.text) === row.digest) return []
    if (row.kept && row.text === null && row.erased) return []
    return [{ ticketId: row.ticket_id, seq: row.seq, text: row.text === null ? `tulisan pelapor pada peristiwa ${row.seq} dihapus` : `tulisan pelapor pada peristiwa ${row.seq} diubah` }]
  })
}
