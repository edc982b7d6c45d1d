/** A known word beside an unknown one; `near` when a slip of the pen is the likely reason. */
export interface NearestWord {
  word: string
  near: boolean
}

/** The known word that needs the fewest slips (a letter missing, added, changed, or two swapped) to become `word`; none where nothing is known. */
export function nearestWord(word: string, known: readonly string[]): NearestWord | undefined {
  let best: { word: string; slips: number } | undefined
  for (const one of known) {
    const slips = countSlips(word.toLowerCase().slice(0, 80), one.toLowerCase())
    if (!best || slips < best.slips) best = { word: one, slips }
  }
  return best && { word: best.word, near: best.slips <= Math.max(1, Math.floor(best.word.length / 3)) }
}

/** The known word that is most likely meant; undefined where none is near. */
export function nearWord(word: string, known: readonly string[]): string | undefined {
  const nearest = nearestWord(word, known)
  return nearest?.near ? nearest.word : undefined
}

/** Optimal string alignment distance. */
function countSlips(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + change)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j]!, before[j - 2]! + 1)
    }
    before = last
    last = row
  }
  return last[b.length]!
}
