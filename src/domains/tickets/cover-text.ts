import { type CoveredSpan, coverSpans, maskPersonal, personalSpans } from './mask-personal.ts'

/** What stands in place of a passage that an officer has covered. */
export const coveredWords = '[disembunyikan]'

/** Words that are covered wherever they stand. */
export interface Passage {
  words: string
  /** Only as it is written, not in other small and capital letters. */
  asWritten?: boolean
}

/**
 * A text as everybody may read it: without these passages, and without the numbers and addresses of `maskPersonal`. Passages stand for whole words; white space is
 * as good as any other, and so are small and capital letters.
 */
export function coverText(text: string, passages: Passage[]): string {
  const spans = passages.flatMap((passage) => spansOf(text, passage))
  return spans.length === 0 ? maskPersonal(text) : maskPersonal(coverSpans(text, [...spans, ...personalSpans(text)]))
}

/** A text without these passages, and otherwise as it was written. */
export function dropPassages(text: string, passages: Passage[]): string {
  return coverSpans(text, passages.flatMap((passage) => spansOf(text, passage)))
}

/** Whether a passage stands in a text, so that covering it would change something. */
export function standsIn(text: string, passage: Passage): boolean {
  return spansOf(text, passage).length > 0
}

function spansOf(text: string, { words, asWritten }: Passage): CoveredSpan[] {
  const parts = words.trim().split(/\s+/).filter(Boolean).map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  // What is longer than the text stands nowhere in it; without this a pattern could be too large to be made.
  if (parts.length === 0 || words.replace(/\s+/g, '').length > text.length) return []
  const whole = `${/^[\p{L}\d]/u.test(words.trim()) ? '(?<![\\p{L}\\d])' : ''}${parts.join('\\s+')}${/[\p{L}\d]$/u.test(words.trim()) ? '(?![\\p{L}\\d])' : ''}`
  return [...text.matchAll(new RegExp(whole, asWritten ? 'gu' : 'giu'))].map((match) => ({ at: match.index, end: match.index + match[0].length, words: coveredWords }))
}
