import { singleLetters } from './single-letters.ts'

const clitics = /(?:nya|lah|kah|pun|ku|mu)$/
const endings = ['', 'kan', 'an', 'i', 'in']
const vowel = /^[aeiou]/

/** Each prefix, and the letters that it may have swallowed: *menyapu* comes from *sapu*, *memukul* from *pukul*. Those in `spoken` are colloquial. */
const prefixes: [string, string[]][] = [
  ['meny', ['s']],
  ['peny', ['s']],
  ['meng', ['', 'k']],
  ['peng', ['', 'k']],
  ['mem', ['', 'p']],
  ['pem', ['', 'p']],
  ['men', ['', 't']],
  ['pen', ['', 't']],
  ['me', ['']],
  ['pe', ['']],
  ['ber', ['']],
  ['be', ['']],
  ['ter', ['']],
  ['te', ['']],
  ['per', ['']],
  ['di', ['']],
  ['ke', ['']],
  ['nge', ['']],
  ['ng', ['', 'k']],
  ['ny', ['s', 'c']],
  ['n', ['t']],
]
const spoken = new Set(['nge', 'ng', 'ny', 'n'])
const byFirstLetter = Map.groupBy(prefixes, ([prefix]) => prefix[0])
const shortest = 3

interface Stem {
  form: string
  /** Only -nya, -lah and their like were taken off: still the same word. */
  sameWord: boolean
}

/**
 * What a word may come from, by a light stemmer without a dictionary: every stem is possible, many are no words. They matter only where they meet a
 * keyword. The word itself is not among them; none is shorter than three letters.
 *
 * A keyword is `careful`: it is written in standard language, so no spoken prefix is taken off; its ending -an stays unless a prefix goes with it,
 * since -an alone makes a thing of its own (*masukan*, a suggestion, is not *masuk*; *penerangan* still meets *terang*).
 */
export function stemsOf(spelt: string, careful = false): Stem[] {
  const found = new Map<string, boolean>()
  const add = (stem: string, sameWord: boolean) => {
    const form = singleLetters(stem)
    if (form.length >= shortest && !(found.get(form) ?? false)) found.set(form, sameWord)
  }
  for (const whole of withoutClitics(spelt)) {
    add(whole, true)
    for (const ending of endings) {
      if (!whole.endsWith(ending) || whole.length - ending.length < shortest) continue
      const base = whole.slice(0, whole.length - ending.length)
      const stems = withoutPrefixes(base, 2, careful)
      for (const stem of careful && ending === 'an' ? stems.slice(1) : stems) add(stem, false)
    }
  }
  found.delete(singleLetters(spelt))
  return [...found].map(([form, sameWord]) => ({ form, sameWord }))
}

function withoutClitics(word: string): string[] {
  const found = [word]
  const single = singleLetters(word)
  if (single !== word) found.push(single)
  // Grows while it is walked: two clitics can follow one another (*rusaknyalah*).
  for (let index = 0; index < found.length; index++) {
    const shorter = (found[index] ?? '').replace(clitics, '')
    if (shorter !== found[index] && shorter.length >= shortest) found.push(shorter)
  }
  return found
}

/** The base itself comes first. */
function withoutPrefixes(base: string, depth: number, careful: boolean): string[] {
  const found = [base]
  if (depth === 0) return found
  for (const [prefix, swallowed] of byFirstLetter.get(base[0]) ?? []) {
    if (base.length - prefix.length < shortest - 1 || !base.startsWith(prefix) || (careful && spoken.has(prefix))) continue
    const rest = base.slice(prefix.length)
    for (const letter of swallowed) {
      if (letter === '' || vowel.test(rest)) found.push(...withoutPrefixes(letter + rest, depth - 1, true))
    }
  }
  return found
}
