import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'

/** A ticket that has the words, with how well. */
export interface FoundTicket {
  id: string
  /** Its place in the index: later ones came later. */
  no: number
  openedAt: Date
  score: number
}

/** Of so many of the newest tickets with the words the best come first; then follow the next so many. Ranking all of a million would read them all. */
export const poolSize = 40

/** Rank counts less with age: half after a year. */
const halfLifeMs = 365 * 86_400_000

/** The newest tickets before `before` that hold the words and that one of these readers may find, best first. */
export async function findPool(work: Work, order: { query: string; readers: string[]; before?: number; most?: number }): Promise<FoundTicket[]> {
  const { rows } = await sql<{ ticket_id: string; no: string; opened_at: Date; rank: number }>`
    select * from find_tickets(${order.query}::tsquery, ${order.readers}::text[], ${order.before ?? Number.MAX_SAFE_INTEGER}::bigint, ${order.most ?? poolSize})`.execute(work.db)
  const age = (at: Date) => Math.max(0, work.now.getTime() - at.getTime()) / halfLifeMs
  return rows
    .map((row) => ({ id: row.ticket_id, no: Number(row.no), openedAt: row.opened_at, score: row.rank / (1 + age(row.opened_at)) }))
    .sort((a, b) => b.score - a.score || b.no - a.no)
}

/** Where the next page begins: the newest place of the pool, and how far into it. */
export interface PoolCursor {
  before: number
  offset: number
}

/** Reads `<before>.<offset>`; a mangled one begins again. */
export function readCursor(text: string): PoolCursor | undefined {
  const [before, offset] = /^(\d{1,15})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number) ?? []
  return before !== undefined && offset !== undefined && offset < poolSize ? { before, offset } : undefined
}

/** The cursor after this page of the pool; `undefined` after the last. New tickets do not move what was seen. */
export function nextCursor(pool: FoundTicket[], page: { offset: number; size: number }): string | undefined {
  if (pool.length === 0) return undefined
  const places = pool.map((one) => one.no)
  if (page.offset + page.size < pool.length) return `${Math.max(...places) + 1}.${page.offset + page.size}`
  return pool.length === poolSize ? `${Math.min(...places)}.0` : undefined
}
