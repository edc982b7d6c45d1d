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

/** Puts, for each word that no ticket has, the known word that was probably meant, or what it is when it is written apart or as one; `undefined` where nothing can be mended. */
export async function mendQuery(work: Work, asked: WantedWord[]): Promise<{ wanted: WantedWord[]; mended: MendedWord[] } | undefined> {
  const { wanted, mended } = await mendSpaces(work, asked)
  const better: WantedWord[] = []
  for (const word of wanted) {
    const meant = word.known || word.typed.length < 4 || /\d/.test(word.typed) ? undefined : await nearestKnown(work, word.typed)
    if (meant) mended.push({ typed: word.typed, meant })
    better.push(meant ? { typed: word.typed, known: true, stems: [...(await stemsOf(work, [meant])).values()] } : word)
  }
  return mended.length > 0 ? { wanted: better, mended } : undefined
}

const leastPart = 3

/** Names of places are written as one word or as two: *Kelapa Pati*, *Kelapapati*. Two words that are known as one become it, and an unknown one becomes two known ones. */
async function mendSpaces(work: Work, wanted: WantedWord[]): Promise<{ wanted: WantedWord[]; mended: MendedWord[] }> {
  const unknown = wanted.filter((word) => !word.known && !/\d/.test(word.typed))
  const splits = unknown.flatMap(({ typed }) => Array.from({ length: Math.max(0, typed.length - 2 * leastPart + 1) }, (_, at) => ({ typed, parts: [typed.slice(0, at + leastPart), typed.slice(at + leastPart)] as const })))
  const pairs = wanted.slice(1).map((word, at) => wanted[at]!.typed + word.typed)
  const { rows } = await sql<{ word: string; tickets: number }>`
    select word, tickets from search_word where tenant_id = ${work.tenant} and word = any(${[...pairs, ...splits.flatMap(({ parts }) => parts)]}::text[])`.execute(work.db)
  const tickets = new Map(rows.map((row) => [row.word, row.tickets]))
  const result: { wanted: WantedWord[]; mended: MendedWord[] } = { wanted: [], mended: [] }
  const put = async (typed: string, meant: string[]) => {
    result.mended.push({ typed, meant: meant.join(' ') })
    const stems = await stemsOf(work, meant)
    result.wanted.push(...meant.map((one) => ({ typed: one, known: true, stems: [stems.get(one)!] })))
  }
  for (let at = 0; at < wanted.length; at++) {
    const word = wanted[at]!
    // The parts that most tickets have: both of them, for the rarer one says more of how likely they are.
    const [best] = splits.filter(({ typed, parts }) => typed === word.typed && parts.every((part) => tickets.has(part))).sort((a, b) => least(b.parts) - least(a.parts))
    if (at + 1 < wanted.length && tickets.has(pairs[at]!)) await put(`${word.typed} ${wanted[++at]!.typed}`, [wanted[at - 1]!.typed + wanted[at]!.typed])
    else if (best) await put(word.typed, [...best.parts])
    else result.wanted.push(word)
  }
  return result

  function least(parts: readonly string[]): number {
    return Math.min(...parts.map((part) => tickets.get(part) ?? 0))
  }
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
