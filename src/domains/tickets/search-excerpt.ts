import { searchWords } from './search-words.ts'

/** A piece of a text; `hit` where it is a word that was searched for. */
export interface ExcerptPiece {
  text: string
  hit: boolean
}

const mostLetters = 220
const before = 50

/** All of a short text, with the words that were found marked. */
export function markHits(text: string, isHit: (word: string) => boolean): ExcerptPiece[] {
  return cutPieces(text, hitsIn(text, isHit), { from: 0, to: text.length })
}

/** The part of a text where most of the different words stand that were searched for, cut at blanks; its beginning where there is none. */
export function excerptOf(whole: string, isHit: (word: string) => boolean): ExcerptPiece[] {
  const text = whole.replace(/\s+/g, ' ').trim()
  const hits = hitsIn(text, isHit)
  const best = hits.map((hit) => ({ hit, different: new Set(hits.filter((other) => other.at >= hit.at && other.end <= hit.at + mostLetters - before).map((other) => other.word)).size }))
    .reduce<{ hit: { at: number }; different: number } | undefined>((most, one) => (!most || one.different > most.different ? one : most), undefined)
  const wish = Math.max(0, Math.min((best?.hit.at ?? 0) - before, text.length - mostLetters))
  const from = wish === 0 ? 0 : text.indexOf(' ', wish) + 1
  const cut = from + mostLetters >= text.length ? text.length : text.lastIndexOf(' ', from + mostLetters)
  const to = cut > from ? cut : Math.min(text.length, from + mostLetters)
  const pieces = cutPieces(text, hits, { from, to })
  return [...(from > 0 ? [{ text: '… ', hit: false }] : []), ...pieces, ...(to < text.length ? [{ text: ' …', hit: false }] : [])]
}

interface Hit {
  word: string
  at: number
  end: number
}

/** The hits in their order; where one lies in another (the parts of a number with hyphens), the longer stands. */
function hitsIn(text: string, isHit: (word: string) => boolean): Hit[] {
  const hits = searchWords(text).filter(({ word }) => isHit(word)).sort((a, b) => a.at - b.at || b.end - a.end)
  return hits.filter((hit, index) => !hits.slice(0, index).some((other) => other.end >= hit.end))
}

function cutPieces(text: string, hits: Hit[], part: { from: number; to: number }): ExcerptPiece[] {
  const pieces: ExcerptPiece[] = []
  let at = part.from
  for (const hit of hits.filter((one) => one.at >= part.from && one.end <= part.to)) {
    if (hit.at > at) pieces.push({ text: text.slice(at, hit.at), hit: false })
    pieces.push({ text: text.slice(hit.at, hit.end), hit: true })
    at = hit.end
  }
  if (at < part.to) pieces.push({ text: text.slice(at, part.to), hit: false })
  return pieces
}
