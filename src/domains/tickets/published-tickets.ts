import { sql } from 'kysely'
import { isId } from '../../kernel/ids.ts'
import type { Work } from '../../kernel/work.ts'
import { coverText, type Passage } from './cover-text.ts'
import { openPassages, publicTexts, sealedPassages } from './public-mask.ts'
import { hidingWords, type HiddenReporter } from './reporter-words.ts'
import type { Ticket } from './ticket.ts'

/** What the public may read of a ticket: never the reporter, no numbers of people that its texts hold (`mask-personal.ts`), and nothing that an officer has covered. */
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
  /** Its reporter did not accept the answer, and no other has come yet. */
  reopened?: true
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
  reopened: boolean
  anonymous: boolean
  reporter_id: string | null
  sealed: Buffer | null
}

const columnsFor = (work: Work) => sql`id, number, sop, sop_version, title, submitted ->> 'uraian' as story, submitted ->> 'tempat' as place, submitted ->> 'desa' as village,
  unit, facts ->> 'kategori' as category, answer, answered_at, opened_at, published_at, open and reopened_count > 0 as reopened, anonymous, reporter_id, ${sealedPassages(work)} as sealed`

function toPublished(row: Row, covered: Passage[]): PublishedTicket {
  const shown = (text: string) => coverText(text, covered)
  return {
    id: row.id, number: row.number, sop: row.sop, sopVersion: row.sop_version, title: shown(row.title), story: shown(row.story ?? ''), openedAt: row.opened_at, publishedAt: row.published_at,
    ...(row.place && { place: shown(row.place) }), ...(row.village && { village: row.village }), ...(row.unit && { unit: row.unit }), ...(row.category && { category: row.category }),
    ...(row.answer && { answer: shown(row.answer) }), ...(row.answered_at && { answeredAt: row.answered_at }), ...(row.reopened && { reopened: true as const }),
  }
}

/** What is covered in a ticket's texts: an officer's passages, and name and phone of a reporter who wants to be hidden. */
export async function coveredIn(work: Work, order: { passages: string[]; hides?: HiddenReporter }): Promise<Passage[]> {
  return [...order.passages.map((words) => ({ words })), ...((order.hides && (await hidingWords(work, [order.hides])).get(order.hides.ticketId)) || [])]
}

const hiddenIn = (row: Row): HiddenReporter => ({ ticketId: row.id, reporterId: row.reporter_id })

// One question for all of a page.
async function toAllPublished(work: Work, rows: Row[]): Promise<PublishedTicket[]> {
  const hiding = await hidingWords(work, rows.filter((row) => row.anonymous).map(hiddenIn))
  return rows.map((row) => toPublished(row, [...openPassages(work, row.id, row.sealed).map((words) => ({ words })), ...(hiding.get(row.id) ?? [])]))
}

/** A ticket as everybody would read it if it were published as it stands now, the newest draft where it has no answer yet; with these passages covered. */
export async function asPublished(work: Work, ticket: Ticket, passages: string[]): Promise<PublishedTicket> {
  const { title, story, place, answer, draft } = publicTexts(ticket)
  const { desa } = ticket.submitted
  const { kategori } = ticket.state.facts
  const row: Row = {
    id: ticket.id, number: ticket.number, sop: ticket.sop, sop_version: ticket.sopVersion, title, story, place, answer: answer || draft, unit: ticket.state.unit ?? null,
    village: typeof desa === 'string' ? desa : null, category: typeof kategori === 'string' ? kategori : null, answered_at: ticket.answeredAt ?? work.now, opened_at: ticket.openedAt,
    published_at: ticket.publishedAt ?? work.now, reopened: false, anonymous: ticket.anonymous, reporter_id: ticket.reporterId ?? null, sealed: null,
  }
  return toPublished(row, await coveredIn(work, { passages, ...(row.anonymous && { hides: hiddenIn(row) }) }))
}

/** Published complaints, newest first, one page; the cursor is the last one's moment and id. */
export async function publishedTickets(work: Work, query: { after?: string; unit?: string; size: number }): Promise<{ tickets: PublishedTicket[]; next?: string }> {
  const [moment, id] = (query.after ?? '').split('_')
  const from = moment && id && /^\d{13}$/.test(moment) && isId(id) ? sql`and (published_at, id) < (${new Date(Number(moment))}, ${id}::uuid)` : sql``
  const { rows } = await sql<Row>`
    select ${columnsFor(work)} from ticket where tenant_id = ${work.tenant} and published_at is not null ${from}
      ${query.unit ? sql`and unit = ${query.unit}` : sql``}
    order by published_at desc, id desc limit ${query.size + 1}`.execute(work.db)
  const tickets = await toAllPublished(work, rows.slice(0, query.size))
  const last = tickets.at(-1)
  return { tickets, ...(rows.length > query.size && last && { next: `${last.publishedAt.getTime()}_${last.id}` }) }
}

/** One published complaint; `undefined` where there is none, or it is not public. */
export async function findPublished(work: Work, number: string): Promise<PublishedTicket | undefined> {
  const { rows } = await sql<Row>`
    select ${columnsFor(work)} from ticket where tenant_id = ${work.tenant} and number = ${number} and published_at is not null`.execute(work.db)
  return (await toAllPublished(work, rows))[0]
}

/** Those of these tickets that are published, of one agency if asked, in the order of the ids. */
export async function publishedOf(work: Work, ids: string[], unit = ''): Promise<PublishedTicket[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Row>`
    select ${columnsFor(work)} from ticket where tenant_id = ${work.tenant} and id = any(${ids}::uuid[]) and published_at is not null
      ${unit ? sql`and unit = ${unit}` : sql``} order by array_position(${ids}::uuid[], id)`.execute(work.db)
  return await toAllPublished(work, rows)
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
    from ticket where tenant_id = ${work.tenant} and opened_at > ${since} and part_no is null`.execute(work.db)
  return rows[0]!
}
