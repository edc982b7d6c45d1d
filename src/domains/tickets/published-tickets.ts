import { sql } from 'kysely'
import { isId } from '../../kernel/ids.ts'
import type { Work } from '../../kernel/work.ts'

/** What the public may read of a ticket: never the reporter. */
export interface PublishedTicket {
  id: string
  number: string
  sop: string
  sopVersion: string
  title: string
  story: string
  place?: string
  village?: string
  unit?: string
  category?: string
  answer?: string
  answeredAt?: Date
  openedAt: Date
  publishedAt: Date
}

interface Row {
  id: string
  number: string
  sop: string
  sop_version: string
  title: string
  story: string | null
  place: string | null
  village: string | null
  unit: string | null
  category: string | null
  answer: string | null
  answered_at: Date | null
  opened_at: Date
  published_at: Date
}

const columns = sql`id, number, sop, sop_version, title, submitted ->> 'uraian' as story, submitted ->> 'tempat' as place, submitted ->> 'desa' as village,
  unit, facts ->> 'kategori' as category, answer, answered_at, opened_at, published_at`

function toPublished(row: Row): PublishedTicket {
  return {
    id: row.id, number: row.number, sop: row.sop, sopVersion: row.sop_version, title: row.title, story: row.story ?? '', openedAt: row.opened_at, publishedAt: row.published_at,
    ...(row.place && { place: row.place }), ...(row.village && { village: row.village }), ...(row.unit && { unit: row.unit }), ...(row.category && { category: row.category }),
    ...(row.answer && { answer: row.answer }), ...(row.answered_at && { answeredAt: row.answered_at }),
  }
}

/** Published complaints, newest first, one page; the cursor is the last one's moment and id. */
export async function publishedTickets(work: Work, query: { after?: string; unit?: string; size: number }): Promise<{ tickets: PublishedTicket[]; next?: string }> {
  const [moment, id] = (query.after ?? '').split('_')
  const from = moment && id && /^\d{13}$/.test(moment) && isId(id) ? sql`and (published_at, id) < (${new Date(Number(moment))}, ${id}::uuid)` : sql``
  const { rows } = await sql<Row>`
    select ${columns} from ticket where tenant_id = ${work.tenant} and published_at is not null ${from}
      ${query.unit ? sql`and unit = ${query.unit}` : sql``}
    order by published_at desc, id desc limit ${query.size + 1}`.execute(work.db)
  const tickets = rows.slice(0, query.size).map(toPublished)
  const last = tickets.at(-1)
  return { tickets, ...(rows.length > query.size && last && { next: `${last.publishedAt.getTime()}_${last.id}` }) }
}

/** One published complaint; `undefined` where there is none, or it is not public. */
export async function findPublished(work: Work, number: string): Promise<PublishedTicket | undefined> {
  const { rows } = await sql<Row>`
    select ${columns} from ticket where tenant_id = ${work.tenant} and number = ${number} and published_at is not null`.execute(work.db)
  return rows[0] && toPublished(rows[0])
}

export interface PublicFigures {
  received: number
  answered: number
  published: number
}

/** Counts of the last 365 days, for the home page. */
export async function publicFigures(work: Work): Promise<PublicFigures> {
  const since = new Date(work.now.getTime() - 365 * 86_400_000)
  const { rows } = await sql<PublicFigures>`
    select count(*)::int as received, count(answered_at)::int as answered, count(published_at)::int as published
    from ticket where tenant_id = ${work.tenant} and opened_at > ${since}`.execute(work.db)
  return rows[0]!
}
