import { fillWords, shortForms } from './short-forms.ts'
import { singleLetters } from './single-letters.ts'

/**
 * One word of a text as it is compared, and where it stands in the text. `place` counts words as distance: fill words count nothing, a new
 * sentence more.
 */
export interface TextWord {
  /** Small letters, no accents, no doubled letters, short forms written out: “Ruuusak” and “rsk” are `rusak`. */
  form: string
  /** As `form`, but doubled letters stay: “jalannya” keeps the n that an ending must leave behind. */
  spelt: string
  at: number
  end: number
  place: number
}

const word = /[\p{L}\p{M}]+|\p{N}+|\?/gu
const sentenceEnd = /[!;\n]|\.(?=\s|$)/
const sentenceGap = 4
const address = /^r[tw][\s.:/-]*(?:r[tw][\s.:/-]*)?\p{N}/iu

/**
 * Takes a text apart. Digits are words too (“jalan2” is `jalan`, `2`), and so is a question mark. An RT or RW with its number is an address, no
 * matter: the letters are left out.
 */
export function wordsOf(text: string): TextWord[] {
  const words: TextWord[] = []
  let place = 0
  let last = { end: 0, length: 0 }
  for (const match of text.matchAll(word)) {
    if (match[0] === '?') place += sentenceGap
    const spelt = plain(match[0])
    if (match[0].length === 2 && address.test(text.slice(match.index, match.index + 16))) continue
    // A full stop after a short word ends an abbreviation (“Jl.”, “Kec.”), not a sentence.
    if (last.length > 3 && sentenceEnd.test(text.slice(last.end, match.index))) place += sentenceGap
    const form = singleLetters(spelt)
    const meant = shortForms.get(form)
    const at = match.index
    const end = at + match[0].length
    for (const each of meant ?? [form]) {
      if (!fillWords.has(each)) place++
      words.push({ form: singleLetters(each), spelt: meant ? each : spelt, at, end, place })
    }
    last = { end, length: match[0].length }
  }
  return words
}

/** Small letters without accents; a letter three times or more is there once. */
function plain(word: string): string {
  const small = word.toLowerCase()
  const bare = /^[a-z0-9]+$/.test(small) ? small : small.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return bare.replace(/([a-z])\1{2,}/g, '$1')
}
