import { sql } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { Work } from '../../kernel/work.ts'
import { type ExcerptPiece, excerptOf, markHits } from './search-excerpt.ts'
import { findPool, type FoundTicket, nextCursor, readCursor } from './search-pool.ts'
import { type MendedWord, mendQuery, readQuery, type SearchMode, stemsOf, type WantedWord, writeQuery } from './search-query.ts'
import { searchWords } from './search-words.ts'
import { readTicketNumber } from './ticket-number.ts'
import { seenByOfficer } from './visible-ticket.ts'

export interface SearchHit {
  id: string
  number: string
  sop: string
  sopVersion: string
  step: string
  unit?: string
  open: boolean
  result?: string
  waiting: boolean
  secret: boolean
  openedAt: Date
  title: ExcerptPiece[]
  excerpt: ExcerptPiece[]
}

export interface SearchResult {
  hits: SearchHit[]
  /** How the words were taken; `nothing` where no word was left to search for: only stop words, signs, emoji. */
  mode: SearchMode | 'nothing'
  mended: MendedWord[]
  /** Cursor of the next page, if there is one. */
  next?: string
}

export interface SearchOrder {
  text: string
  after?: string
  size: number
}

/**
 * Searches the tickets that this officer may see, best first and newer before older. Words are found by their stems, the last one as a beginning, mistyped ones
 * by likeness where nothing has them as they are; if no ticket has all words, those that have some. Others than officers find nothing.
 */
export async function searchTickets(work: Work, order: SearchOrder): Promise<SearchResult> {
  const { actor } = work
  const nothing: SearchResult = { hits: [], mode: 'nothing', mended: [] }
  if (actor.kind !== 'officer') return nothing
  const numbered = order.after ? [] : await byNumber(work, order)
  const wanted = await readQuery(work, order.text)
  if (wanted.length === 0 && numbered.length === 0) return nothing
  const found = await findWanted(work, { wanted, after: order.after, readers: readersOf(actor), size: order.size })
  const ids = [...new Set([...numbered, ...found.page.map((one) => one.id)])]
  const rows = await readHits(work, actor, ids)
  return { hits: await drawHits(work, rows, found.wanted), mode: found.mode, mended: found.mended, ...(found.next && { next: found.next }) }
}

/** The marks of `search-row.ts` by which an officer finds tickets. */
export function readersOf(actor: Actor & { kind: 'officer' }): string[] {
  if (actor.admin) return ['*']
  return [`o:${actor.id}`, ...actor.posts.flatMap(({ post, unit }) => [`u:${unit}`, `s:${post}.${unit}`])]
}

interface WantedSearch {
  wanted: WantedWord[]
  readers: string[]
  after?: string | undefined
  size: number
  /** Parts of the tickets that are searched, as `ABC`. */
  weights?: string
}

export interface WantedPage {
  page: FoundTicket[]
  mode: SearchMode
  wanted: WantedWord[]
  mended: MendedWord[]
  next?: string
}

const modeLetters: Record<SearchMode, string> = { all: 's', mended: 'm', any: 'a' }

/** One page of tickets that have all words; if none has, with mistyped words mended; if still none, of those that have any of them. */
export async function findWanted(work: Work, order: WantedSearch): Promise<WantedPage> {
  const none: WantedPage = { page: [], mode: 'all', wanted: order.wanted, mended: [] }
  if (order.wanted.length === 0) return none
  const begun = /^([sma])(.+)$/.exec(order.after ?? '')
  const cursor = begun ? readCursor(begun[2]!) : undefined
  const read = async (mode: SearchMode, wanted: WantedWord[], mended: MendedWord[]): Promise<WantedPage> => {
    const query = writeQuery(wanted, { any: mode === 'any', ...(order.weights && { weights: order.weights }) })
    const pool = await findPool(work, { query, readers: order.readers, ...(cursor && { before: cursor.before }) })
    const offset = cursor?.offset ?? 0
    const next = nextCursor(pool, { offset, size: order.size })
    return { page: pool.slice(offset, offset + order.size), mode, wanted, mended, ...(next && { next: `${modeLetters[mode]}${next}` }) }
  }
  const only = cursor && (Object.keys(modeLetters) as SearchMode[]).find((mode) => modeLetters[mode] === begun?.[1])
  const all = only && only !== 'all' ? none : await read('all', order.wanted, [])
  if (all.page.length > 0 || only === 'all') return all
  const better = await mendQuery(work, order.wanted)
  const mended = better && only !== 'any' ? await read('mended', better.wanted, better.mended) : none
  if (mended.page.length > 0 || only === 'mended') return mended
  const any = order.wanted.length > 1 ? await read('any', better?.wanted ?? order.wanted, better?.mended ?? []) : none
  return any.page.length > 0 ? any : all
}

/** Tickets whose number begins with the digits that were typed, with or without hyphens; three digits at least. */
async function byNumber(work: Work, { text, size }: SearchOrder): Promise<string[]> {
  const digits = text.replace(/[\s.\-–]/g, '')
  if (!/^\d{3,9}$/.test(digits)) return []
  const from = readTicketNumber(text) ?? [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)].filter(Boolean).join('-')
  const { rows } = await sql<{ id: string }>`
    select t.id from ticket t where t.tenant_id = ${work.tenant} and t.number >= ${from} and t.number < ${`${from}~`} and ${seenByOfficer(work)} order by t.number limit ${size}`.execute(work.db)
  return rows.map((row) => row.id)
}

interface HitRow {
  id: string
  number: string
  sop: string
  sop_version: string
  step: string
  unit: string | null
  open: boolean
  result: string | null
  waiting: boolean
  secret: boolean
  title: string
  story: string | null
  place: string | null
  answer: string | null
  opened_at: Date
}

// Once more by the rule itself: an index that lags behind shows nobody what they may not see.
async function readHits(work: Work, actor: Actor, ids: string[]): Promise<HitRow[]> {
  if (ids.length === 0 || actor.kind !== 'officer') return []
  const { rows } = await sql<HitRow>`
    select t.id, t.number, t.sop, t.sop_version, t.step, t.unit, t.open, t.result, t.waiting_since is not null as waiting, t.secret, t.title, t.opened_at,
      t.submitted ->> 'uraian' as story, t.submitted ->> 'tempat' as place, case when t.answered_at is not null then t.answer end as answer
    from unnest(${ids}::uuid[]) with ordinality as wanted (id, place) join ticket t on t.tenant_id = ${work.tenant} and t.id = wanted.id
    where ${seenByOfficer(work)} order by wanted.place`.execute(work.db)
  return rows
}

async function drawHits(work: Work, rows: HitRow[], wanted: WantedWord[]): Promise<SearchHit[]> {
  const texts = rows.map((row) => [row.story, row.place, row.answer].filter(Boolean).join(' · '))
  const isHit = await hitReader(work, wanted, [...rows.map((row) => row.title), ...texts])
  return rows.map((row, index) => ({
    id: row.id, number: row.number, sop: row.sop, sopVersion: row.sop_version, step: row.step, open: row.open, waiting: row.waiting, secret: row.secret, openedAt: row.opened_at,
    title: markHits(row.title, isHit), excerpt: excerptOf(texts[index]!, isHit),
    ...(row.unit && { unit: row.unit }), ...(row.result && { result: row.result }),
  }))
}

/** Whether a word of these texts is one of those that were searched for: its stem is. */
export async function hitReader(work: Work, wanted: WantedWord[], texts: string[]): Promise<(word: string) => boolean> {
  const stems = await stemsOf(work, texts.flatMap((text) => searchWords(text).map(({ word }) => word)))
  const sought = new Set(wanted.flatMap((one) => one.stems))
  return (word) => sought.has(stems.get(word) ?? word)
}
