import { wordsOf } from '../routing/index.ts'
import { stopWords } from './search-stop-words.ts'

const longestWord = 40
// A NIK or a telephone number, with whatever stands between its digits; an e-mail address. Nobody finds people by these.
const personal = /\+?\d(?:[\s.\-–()/]{0,2}\d){9,}|[^\s@]+@[^\s@]+/g
const joinedDigits = /\d+(?:[.\-–/]\d+)+/g

/** A word as it is searched, and where it stands in its text. */
export interface SearchWord {
  word: string
  at: number
  end: number
}

/**
 * The words of a text by which it can be found: small letters, short forms written out, without stop words, without numbers of ten digits and more and without
 * e-mail addresses. Digits with hyphens, dots or slashes between them (482-109-375) are there in parts, and once more as one number.
 */
export function searchWords(text: string): SearchWord[] {
  const open = withoutPersonal(text)
  const joined = [...open.matchAll(joinedDigits)].map((match) => ({ word: match[0].replace(/\D/g, ''), at: match.index, end: match.index + match[0].length }))
  return [...plainWords(open), ...joined]
}

/** The words that somebody searches for, each once, at most so many; digits with hyphens between them are one number. */
export function queriedWords(text: string, most: number): string[] {
  const open = withoutPersonal(text.slice(0, 1000)).replace(joinedDigits, (digits) => digits.replace(/\D/g, ''))
  return [...new Set(plainWords(open).map(({ word }) => word))].slice(0, most)
}

// As many blanks in their place, so that the other words stay where they are.
function withoutPersonal(text: string): string {
  return text.toWellFormed().replaceAll('\0', ' ').replace(personal, (found) => ' '.repeat(found.length))
}

function plainWords(text: string): SearchWord[] {
  return wordsOf(text).flatMap(({ spelt, at, end }) => (spelt === '?' || stopWords.has(spelt) || (spelt.length < 2 && !/\d/.test(spelt)) ? [] : [{ word: spelt.slice(0, longestWord), at, end }]))
}
