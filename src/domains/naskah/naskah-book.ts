import { sql } from 'kysely'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import type { Naskah } from './naskah.ts'
import { type NaskahRow, toNaskah } from './naskah-store.ts'

/** Parts of the book: all that has a number; of those what waits for its signature, was signed or sent, was given up; and what has no number yet. */
export const bookViews = ['buku', 'menunggu', 'ditandatangani', 'terkirim', 'batal', 'konsep'] as const
export type BookView = (typeof bookViews)[number]

export interface BookQuery {
  unit: string
  year: number
  view: BookView
  /** Sought in number, subject and recipient. */
  text?: string
  /** `next` of the page before. */
  after?: string
  size: number
}

export interface BookPage {
  rows: Naskah[]
  next?: string
}

/** The units whose book this actor may open: all of them for administrators and the system, else where they hold a post. */
export function mayOpenBook(work: Work, unit: string): boolean {
  const { actor } = work
  return actor.kind === 'system' || (actor.kind === 'officer' && (actor.admin || actor.posts.some((held) => held.unit === unit)))
}

function needBook(work: Work, unit: string): void {
  if (!mayOpenBook(work, unit)) throw new Refusal('not-found', 'Buku surat unit itu tidak untuk Anda.')
}

const conditions = {
  buku: sql`seq is not null`,
  menunggu: sql`seq is not null and state in ('draft', 'initialled', 'numbered')`,
  ditandatangani: sql`seq is not null and state = 'signed'`,
  terkirim: sql`seq is not null and state = 'sent'`,
  batal: sql`seq is not null and state = 'void'`,
  konsep: sql`seq is null`,
} as const satisfies Record<BookView, unknown>

// A draft belongs to no year yet: it is shown in every one, until it is numbered.
const ofYear = ({ unit, year }: Pick<BookQuery, 'unit' | 'year'>) => sql`unit = ${unit} and (number_year = ${year} or seq is null)`

/** One page of a unit's book of outgoing letters (buku agenda), the newest number first; drafts the newest first. Refuses `not-found` to strangers. */
export async function readBook(work: Work, query: BookQuery): Promise<BookPage> {
  needBook(work, query.unit)
  const text = query.text?.trim().replace(/[\\%_]/g, (sign) => `\\${sign}`)
  const sought = text ? sql`and (number ilike ${`%${text}%`} or subject ilike ${`%${text}%`} or recipient ilike ${`%${text}%`})` : sql``
  const isDraft = query.view === 'konsep'
  const after = !query.after ? sql`` : isDraft ? sql`and id < ${query.after}` : sql`and seq < ${Number(query.after)}`
  const { rows } = await sql<NaskahRow>`
    select * from naskah where tenant_id = ${work.tenant} and ${ofYear(query)} and ${conditions[query.view]} ${sought} ${after}
    order by ${isDraft ? sql`id` : sql`seq`} desc limit ${query.size + 1}`.execute(work.db)
  const found = rows.slice(0, query.size).map(toNaskah)
  const last = found.at(-1)
  return { rows: found, ...(rows.length > query.size && last && { next: isDraft ? last.id : String(last.seq) }) }
}

/** How many letters each part of the book has. Refuses `not-found` to strangers. */
export async function countBook(work: Work, query: Pick<BookQuery, 'unit' | 'year'>): Promise<Record<BookView, number>> {
  needBook(work, query.unit)
  const counts = sql.join(bookViews.map((view) => sql`count(*) filter (where ${conditions[view]})::int as ${sql.ref(view)}`))
  const { rows } = await sql<Record<BookView, number>>`select ${counts} from naskah where tenant_id = ${work.tenant} and ${ofYear(query)}`.execute(work.db)
  return rows[0]!
}

/** The years in which a unit gave numbers, the newest first. Refuses `not-found` to strangers. */
export async function bookYears(work: Work, unit: string): Promise<number[]> {
  needBook(work, unit)
  const { rows } = await sql<{ year: number }>`select year from naskah_number where tenant_id = ${work.tenant} and unit = ${unit} order by year desc`.execute(work.db)
  return rows.map((row) => row.year)
}
