import { wordsOf } from './text-words.ts'
import { stemsOf } from './word-stems.ts'

/** A class or a category, with the words that speak for it. */
export interface KeywordEntry {
  code: string
  name: string
  keywords: string[]
}

/** How well a word of a text fits a word of a keyword: 1 the same, 0.95 with -nya and its like, 0.7 of the same stem. */
interface Fit {
  word: number
  quality: number
}

export interface CompiledKeyword {
  keyword: string
  entry: number
  /** Its words by number, in order. */
  words: number[]
  /** How many entries of the list have it: what speaks for many says less about each. */
  sharedBy: number
}

export interface CompiledList {
  keywords: CompiledKeyword[]
  fitsOf(spelt: string, form: string): Fit[]
}

const stemQuality = 0.7
const cliticQuality = 0.95
/** Two different words are taken for relatives only by a stem of this many letters; a keyword itself may be shorter. */
const shortestShared = 4
const mostRemembered = 20_000

const compiled = new WeakMap<readonly KeywordEntry[], CompiledList>()

/** Prepares a list once; the same array gives the same answer, so a changed list must be a new array. */
export function compileKeywords(entries: readonly KeywordEntry[]): CompiledList {
  let list = compiled.get(entries)
  if (!list) {
    list = compile(entries)
    compiled.set(entries, list)
  }
  return list
}

function compile(entries: readonly KeywordEntry[]): CompiledList {
  const index = new WordIndex()
  const keywords: CompiledKeyword[] = []
  const entriesOf = new Map<string, Set<number>>()
  for (const [entry, { keywords: given }] of entries.entries()) {
    for (const keyword of given) {
      const words = wordsOf(keyword)
      const key = words.map((word) => word.form).join(' ')
      const known = entriesOf.get(key) ?? new Set()
      // Two spellings of one keyword in one entry count once.
      if (words.length === 0 || known.has(entry)) continue
      entriesOf.set(key, known.add(entry))
      keywords.push({ keyword, entry, words: words.map((word) => index.number(word.form, word.spelt)), sharedBy: 1 })
    }
  }
  for (const each of keywords) each.sharedBy = entriesOf.get(each.words.map((word) => index.forms[word]).join(' '))?.size ?? 1
  return { keywords, fitsOf: (spelt, form) => index.fitsOf(spelt, form) }
}

/** The words of all keywords, found by themselves and by their stems. */
class WordIndex {
  readonly forms: string[] = []
  readonly #exact = new Map<string, number>()
  readonly #stems = new Map<string, number[]>()
  readonly #remembered = new Map<string, Fit[]>()

  number(form: string, spelt: string): number {
    const known = this.#exact.get(form)
    if (known !== undefined) return known
    const number = this.forms.push(form) - 1
    this.#exact.set(form, number)
    for (const stem of stemsOf(spelt, true)) {
      if (stem.form.length >= shortestShared) this.#stems.set(stem.form, [...(this.#stems.get(stem.form) ?? []), number])
    }
    return number
  }

  fitsOf(spelt: string, form: string): Fit[] {
    let fits = this.#remembered.get(spelt)
    if (!fits) {
      fits = this.#look(spelt, form)
      if (this.#remembered.size >= mostRemembered) this.#remembered.clear()
      this.#remembered.set(spelt, fits)
    }
    return fits
  }

  #look(spelt: string, form: string): Fit[] {
    const best = new Map<number, number>()
    const add = (word: number, quality: number) => best.set(word, Math.max(quality, best.get(word) ?? 0))
    const same = this.#exact.get(form)
    if (same !== undefined) add(same, 1)
    for (const relative of this.#stems.get(form) ?? []) add(relative, stemQuality)
    for (const stem of stemsOf(spelt)) {
      const root = this.#exact.get(stem.form)
      if (root !== undefined) add(root, stem.sameWord ? cliticQuality : stemQuality)
      for (const relative of this.#stems.get(stem.form) ?? []) add(relative, stemQuality)
    }
    return [...best].map(([word, quality]) => ({ word, quality }))
  }
}
