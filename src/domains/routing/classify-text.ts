import { findMatches, type Match } from './find-matches.ts'
import { compileKeywords, type KeywordEntry } from './keyword-list.ts'
import { type TextWord, wordsOf } from './text-words.ts'

/** A kind of matter, with the units whose group receives it. */
export interface KeywordCategory extends KeywordEntry {
  units: string[]
}

/** A tenant's lists. Hold on to the arrays: they are prepared once for each array. */
export interface KeywordLists {
  classes: readonly KeywordEntry[]
  categories: readonly KeywordCategory[]
}

/** A class or category with what speaks for it, in the order of the text. `score` grows with it, and only compares within one answer. */
export interface Scored {
  code: string
  matched: Match[]
  score: number
}

export interface Classification {
  class: Scored
  category: Scored | undefined
  /** What else was found, best first. */
  alternatives: { classes: Scored[]; categories: Scored[] }
}

/**
 * Classifies a citizen's text by a tenant's keywords (document 004, row 2). Pure, and it explains itself: nothing counts but the
 * matches that it shows. Where nothing matches, the class is the first of the list with score 0, and there is no category. Of equals the
 * one listed first wins.
 * Throws if there is no class at all.
 */
export function classifyText(text: string, lists: KeywordLists): Classification {
  const words = wordsOf(text)
  const classes = scoreEntries(text, words, lists.classes)
  const [category, ...categories] = scoreEntries(text, words, lists.categories)
  const fallBack = lists.classes[0]
  if (!fallBack) throw new Error('A text cannot be classified without classes. Expected: at least one class in the tenant’s list.')
  return {
    class: classes[0] ?? { code: fallBack.code, matched: [], score: 0 },
    category,
    alternatives: { classes: classes.slice(1), categories },
  }
}

function scoreEntries(text: string, words: TextWord[], entries: readonly KeywordEntry[]): Scored[] {
  const scored = entries.map((entry): Scored => ({ code: entry.code, matched: [], score: 0 }))
  for (const { entry, weight, ...match } of findMatches(text, words, compileKeywords(entries))) {
    const target = scored[entry]
    if (!target) continue
    target.matched.push(match)
    target.score += weight
  }
  const found = scored.filter((each) => each.matched.length > 0)
  for (const each of found) {
    each.matched.sort((a, b) => a.at - b.at)
    each.score = Math.round(each.score * 100) / 100
  }
  return found.sort((a, b) => b.score - a.score)
}
