import type { Work } from '../../kernel/work.ts'
import { villageName } from '../organisation/index.ts'
import { publishedOf, type PublishedTicket } from './published-tickets.ts'
import { type ExcerptPiece, excerptOf, markHits } from './search-excerpt.ts'
import { type MendedWord, readQuery, type SearchMode, stemsOf } from './search-query.ts'
import { findWanted, hitReader, type SearchOrder, type WantedPage } from './search-tickets.ts'
import { searchWords } from './search-words.ts'

export interface PublishedHit {
  ticket: PublishedTicket
  title: ExcerptPiece[]
  excerpt: ExcerptPiece[]
}

export interface PublishedResult {
  hits: PublishedHit[]
  /** As in `SearchResult`. */
  mode: SearchMode | 'nothing'
  mended: MendedWord[]
  next?: string
}

/** Searches what everybody may read of published tickets: title, story, place and answer. Nothing else of them can be found out by searching. */
export async function searchPublished(work: Work, order: SearchOrder & { unit?: string }): Promise<PublishedResult> {
  const wanted = await readQuery(work, order.text)
  if (wanted.length === 0) return { hits: [], mode: 'nothing', mended: [] }
  const found = await findWanted(work, { wanted, after: order.after, readers: ['p'], size: order.size, weights: 'ABC' })
  const tickets = await saying(work, await publishedOf(work, found.page.map((one) => one.id), order.unit), found)
  const texts = tickets.map((ticket) => [ticket.story, ticket.place, ticket.answer].filter(Boolean).join(' · '))
  const isHit = await hitReader(work, found.wanted, [...tickets.map((ticket) => ticket.title), ...texts])
  const hits = tickets.map((ticket, index) => ({ ticket, title: markHits(ticket.title, isHit), excerpt: excerptOf(texts[index]!, isHit) }))
  // A word that was mended tells that some ticket has it: only of tickets that may be read.
  const mended = found.mended.filter(({ meant }) => hits.some((hit, at) => {
    const said = new Set(searchWords(`${hit.title.map((piece) => piece.text).join('')}\n${texts[at]!}`).map(({ word }) => word))
    return meant.split(' ').every((word) => said.has(word))
  }))
  return { hits, mode: found.mode, mended, ...(found.next && { next: found.next }) }
}

/** Those whose public text has the words, as it is shown: what an officer has covered since is found no more. */
async function saying(work: Work, tickets: PublishedTicket[], found: WantedPage): Promise<PublishedTicket[]> {
  const words = tickets.map(({ number, title, story, place, answer, village }) =>
    searchWords([number, title, story, place, answer, village && villageName(village)].join('\n')).map(({ word }) => word))
  const stems = await stemsOf(work, words.flat())
  return tickets.filter((_, index) => {
    const said = new Set(words[index]!.map((word) => stems.get(word)))
    const says = found.wanted.map((one) => one.stems.some((stem) => said.has(stem)))
    return found.mode === 'any' ? says.includes(true) : !says.includes(false)
  })
}
