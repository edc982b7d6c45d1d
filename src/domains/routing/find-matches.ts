import type { CompiledKeyword, CompiledList } from './keyword-list.ts'
import type { TextWord } from './text-words.ts'

/** A keyword that was found: the words of the sender that gave it, and the character at which they begin. */
export interface Match {
  keyword: string
  found: string
  at: number
}

export interface WeighedMatch extends Match {
  entry: number
  weight: number
}

interface Spot {
  index: number
  quality: number
}

/** The words of a keyword may have this many others between them. */
const widestGap = 4
const gapCost = 0.08
/** “Lampu mati” is a lamp, “mati lampu” a power cut: the other order says less. */
const otherOrder = 0.6
/** Of a word that comes again and again, this many places are looked at. */
const mostSpots = 64

/** The best find of each keyword. A keyword of n words weighs n; less for distance, another order, another form of a word, and if others share it. */
export function findMatches(text: string, words: TextWord[], list: CompiledList): WeighedMatch[] {
  const spots = spotsOf(words, list)
  const matches: WeighedMatch[] = []
  for (const keyword of list.keywords) {
    const best = bestFind(keyword, spots, words)
    if (!best) continue
    const at = Math.min(...best.indexes.map((index) => words[index]?.at ?? 0))
    const end = Math.max(...best.indexes.map((index) => words[index]?.end ?? 0))
    const weight = (best.quality * keyword.words.length) / keyword.sharedBy
    matches.push({ keyword: keyword.keyword, found: text.slice(at, end), at, entry: keyword.entry, weight })
  }
  return matches
}

function spotsOf(words: TextWord[], list: CompiledList): Map<number, Spot[]> {
  const spots = new Map<number, Spot[]>()
  for (const [index, { spelt, form }] of words.entries()) {
    for (const { word, quality } of list.fitsOf(spelt, form)) {
      const known = spots.get(word)
      if (!known) spots.set(word, [{ index, quality }])
      else if (known.length < mostSpots) known.push({ index, quality })
    }
  }
  return spots
}

interface Find {
  indexes: number[]
  quality: number
}

function bestFind(keyword: CompiledKeyword, spots: Map<number, Spot[]>, words: TextWord[]): Find | undefined {
  const choices = keyword.words.map((word) => spots.get(word))
  const [first = []] = choices
  let best: Find | undefined
  if (choices.includes(undefined)) return undefined
  for (const start of first) {
    const find = findAround(start, choices.slice(1) as Spot[][], words)
    if (find && find.quality > (best?.quality ?? 0)) best = find
    if (best?.quality === 1) break
  }
  return best
}

/** Takes, for each further word, the spot nearest behind the one before, or else the nearest at all; none twice. */
function findAround(start: Spot, others: Spot[][], words: TextWord[]): Find | undefined {
  const indexes = [start.index]
  let quality = start.quality
  let ordered = true
  for (const choice of others) {
    const previous = indexes[indexes.length - 1] ?? 0
    const next = nearest(choice, previous, indexes)
    if (!next) return undefined
    ordered &&= next.index > previous
    quality = Math.min(quality, next.quality)
    indexes.push(next.index)
  }
  if (indexes.length === 1) return { indexes, quality }
  const places = indexes.map((index) => words[index]?.place ?? 0)
  const gap = Math.max(0, Math.max(...places) - Math.min(...places) - (indexes.length - 1))
  if (gap > widestGap) return undefined
  return { indexes, quality: quality * (1 - gapCost * gap) * (ordered ? 1 : otherOrder) }
}

function nearest(choice: Spot[], from: number, taken: number[]): Spot | undefined {
  let best: Spot | undefined
  let least = Number.POSITIVE_INFINITY
  for (const spot of choice) {
    // Behind is nearer than before: the written order is preferred among near equals.
    const distance = spot.index > from ? spot.index - from : (from - spot.index) * 2
    if (distance < least && !taken.includes(spot.index)) {
      best = spot
      least = distance
    }
  }
  return best
}
