import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { nearestWord } from '../../kernel/nearest-word.ts'
import { queriedWords } from './search-words.ts'

/** How the words of a search were taken: all of them; with mistyped ones mended; or any of them, since no ticket has all. */
export type SearchMode = 'all' | 'mended' | 'any'

/** A word that was typed, and the stems that count as found for it. */
export interface WantedWord {
  typed: string
  stems: string[]
  /** Whether tickets of the tenant have the word as it was typed. */
  known: boolean
}

/** A word that no ticket has, and what was looked for in its place. */
export interface MendedWord {
  typed: string
  meant: string
}

const mostWords = 12
const completions = 8
const stemCache = new Map<string, string>()
const cachedStems = 50_000

/** The stem of each word, as PostgreSQL's `indonesian` configuration makes it. It depends on nothing but the word, so it is remembered. */
export async function stemsOf(work: Work, words: Iterable<string>): Promise<Map<string, string>> {
  const all = [...new Set(words)]
  const unknown = all.filter((word) => !stemCache.has(word))
  if (unknown.length > 0) {
    const { rows } = await sql<{ word: string; stem: string | null }>`
      select word, (ts_lexize('indonesian_stem', word))[1] as stem from unnest(${unknown}::text[]) word`.execute(work.db)
    if (stemCache.size + rows.length > cachedStems) stemCache.clear()
    for (const { word, stem } of rows) stemCache.set(word, stem ?? word)
  }
  return new Map(all.map((word) => [word, stemCache.get(word) ?? word]))
}

/** The words of a search with their stems; the last one, as long as it is being typed, with the most frequent words that begin so. */
export async function readQuery(work: Work, text: string): Promise<WantedWord[]> {
  const words = queriedWords(text, mostWords)
  const last = words.at(-1)
  if (!last) return []
  const { rows } = await sql<{ word: string; complete: boolean }>`
    select word, false as complete from search_word where tenant_id = ${work.tenant} and word = any(${words}::text[])
    union all
    (select word, true from (
      select word, tickets from search_word where tenant_id = ${work.tenant} and word > ${last} and word < ${`${last}\u{10ffff}`} and ${last.length > 2}::boolean limit 1000) longer
      order by tickets desc limit ${completions})`.execute(work.db)
  const longer = /\s$/.test(text) ? [] : rows.filter((row) => row.complete).map((row) => row.word)
  const known = new Set(rows.filter((row) => !row.complete).map((row) => row.word))
  const stems = await stemsOf(work, [...words, ...longer])
  return words.map((word) => ({
    typed: word, known: known.has(word) || (word === last && longer.length > 0),
    stems: [...new Set([word, ...(word === last ? longer : [])].map((one) => stems.get(one)!))],
  }))
}

/** Puts, for each word that no ticket has, the known word that was probably meant; `undefined` where nothing can be mended. */
export async function mendQuery(work: Work, wanted: WantedWord[]): Promise<{ wanted: WantedWord[]; mended: MendedWord[] } | undefined> {
  const mended: MendedWord[] = []
  const better: WantedWord[] = []
  for (const word of wanted) {
    const meant = word.known || word.typed.length < 4 || /\d/.test(word.typed) ? undefined : await nearestKnown(work, word.typed)
    if (meant) mended.push({ typed: word.typed, meant })
    better.push(meant ? { typed: word.typed, known: true, stems: [...(await stemsOf(work, [meant])).values()] } : word)
  }
  return mended.length > 0 ? { wanted: better, mended } : undefined
}

async function nearestKnown(work: Work, typed: string): Promise<string | undefined> {
  const { rows } = await sql<{ word: string }>`select word from find_alike_words(${typed}, 12)`.execute(work.db)
  const nearest = nearestWord(typed, rows.map((row) => row.word))
  return nearest?.near ? nearest.word : undefined
}

/** The search as PostgreSQL reads it; `weights` keeps it to some parts of a ticket, as `ABC`. */
export function writeQuery(wanted: WantedWord[], order: { any?: boolean; weights?: string } = {}): string {
  const suffix = order.weights ? `:${order.weights}` : ''
  const one = (stem: string) => `'${stem.replace(/['\\]/g, '$&$&')}'${suffix}`
  return wanted.map(({ stems }) => `(${stems.map(one).join(' | ')})`).join(order.any ? ' | ' : ' & ')
}
