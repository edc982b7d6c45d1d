import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { coverText } from './cover-text.ts'
import { openPassages, sealedPassages } from './public-mask.ts'
import { coveredIn } from './published-tickets.ts'
import { findPool } from './search-pool.ts'
import { stemsOf, writeQuery } from './search-query.ts'
import { readersOf } from './search-tickets.ts'
import { queriedWords, searchWords } from './search-words.ts'
import { seenByOfficer } from './visible-ticket.ts'

/** A ticket that may be about the same matter. */
export interface SimilarTicket {
  id: string
  number: string
  title: string
  story: string
  village?: string
  unit?: string
  open: boolean
  published: boolean
  /** Whether it is this citizen's own. */
  own: boolean
  openedAt: Date
  /** How much of what was written it has too, from 0 to 1; half as much again in the same village. */
  likeness: number
}

export interface SimilarOrder {
  /** Title and story as they stand now. */
  text: string
  village?: string
  sop: string
  /** The ticket that is compared; only open ones besides it are found. */
  except?: string
  /** At most so many; 5 unless told. */
  most?: number
}

const mostWords = 24
const rareWords = 10
const lookedAt = 300
const compared = 60
const leastShared = 2
const leastLikeness = 0.25

/**
 * Tickets like one that is being written, of the same SOP: published ones and the citizen's own, for an officer those that they may read; open ones first, then the most alike.
 * Empty until there are two words to compare.
 */
export async function similarTickets(work: Work, order: SimilarOrder): Promise<SimilarTicket[]> {
  const words = queriedWords(order.text, mostWords)
  const stems = [...new Set((await stemsOf(work, words)).values())]
  if (stems.length < leastShared) return []
  const own = work.actor.kind === 'citizen' ? work.actor.id : undefined
  const query = writeQuery([{ typed: '', known: true, stems: await rarest(work, words) }], { weights: 'AB' })
  const pool = (await findPool(work, { query, readers: work.actor.kind === 'officer' ? readersOf(work.actor) : ['p', ...(own ? [`r:${own}`] : [])], most: lookedAt })).slice(0, compared)
  if (pool.length === 0) return []
  const { rows } = await sql<Row>`
    select t.id, t.number, t.title, coalesce(t.submitted ->> 'uraian', '') as story, t.submitted ->> 'desa' as village, t.unit, t.open, t.opened_at, t.published_at is not null as published,
      coalesce(t.reporter_id = ${own ?? null}::uuid, false) as own, t.anonymous, t.reporter_id, ${sealedPassages(work, 't')} as sealed,
      (select count(*)::int from unnest(ts_filter(s.document, '{a,b}')) w where w.lexeme = any(${stems}::text[])) as shared
    from ticket t join ticket_search s on s.tenant_id = t.tenant_id and s.ticket_id = t.id
    where t.tenant_id = ${work.tenant} and t.id = any(${pool.map((one) => one.id)}::uuid[]) and t.sop = ${order.sop}
      and ${work.actor.kind === 'officer' ? seenByOfficer(work) : sql`(t.published_at is not null or t.reporter_id = ${own ?? null}::uuid)`}
      ${order.except ? sql`and t.open and t.part_no is null and t.id <> ${order.except}` : sql``}`.execute(work.db)
  const readable = await Promise.all(rows.map((row) => asReadable(work, row, stems)))
  return readable
    .filter((row) => row.shared >= leastShared)
    .map((row) => toSimilar(row, (row.shared / stems.length) * (order.village && row.village === order.village ? 1.5 : 1)))
    .filter((one) => one.likeness >= leastLikeness)
    .sort((a, b) => Number(b.open) - Number(a.open) || b.likeness - a.likeness || b.openedAt.getTime() - a.openedAt.getTime())
    .slice(0, order.most ?? 5)
}

/** The stems of those words that the fewest tickets have: they say most about the matter. */
async function rarest(work: Work, words: string[]): Promise<string[]> {
  const { rows } = await sql<{ word: string; tickets: number }>`select word, tickets from search_word where tenant_id = ${work.tenant} and word = any(${words}::text[])`.execute(work.db)
  const tickets = new Map(rows.map((row) => [row.word, row.tickets]))
  const order = words.toSorted((a, b) => (tickets.get(a) ?? Number.MAX_SAFE_INTEGER) - (tickets.get(b) ?? Number.MAX_SAFE_INTEGER))
  return [...new Set((await stemsOf(work, order.slice(0, rareWords))).values())]
}

interface Row {
  id: string
  number: string
  title: string
  story: string
  village: string | null
  unit: string | null
  open: boolean
  published: boolean
  own: boolean
  opened_at: Date
  anonymous: boolean
  reporter_id: string | null
  sealed: Buffer | null
  shared: number
}

/** A ticket of somebody else with its texts as everybody reads them; what is covered in them makes it no more alike. */
async function asReadable(work: Work, row: Row, stems: string[]): Promise<Row> {
  if (row.own || work.actor.kind === 'officer') return row
  const covered = await coveredIn(work, { passages: openPassages(work, row.id, row.sealed), ...(row.anonymous && { hides: { ticketId: row.id, reporterId: row.reporter_id } }) })
  const [title, story] = [coverText(row.title, covered), coverText(row.story, covered)]
  if (title === row.title && story === row.story) return row
  const said = new Set((await stemsOf(work, searchWords(`${title}\n${story}`).map(({ word }) => word))).values())
  return { ...row, title, story, shared: stems.filter((stem) => said.has(stem)).length }
}

function toSimilar(row: Row, likeness: number): SimilarTicket {
  return {
    id: row.id, number: row.number, title: row.title, story: row.story, open: row.open, published: row.published, own: row.own, openedAt: row.opened_at,
    likeness: Math.min(1, likeness), ...(row.village && { village: row.village }), ...(row.unit && { unit: row.unit }),
  }
}
