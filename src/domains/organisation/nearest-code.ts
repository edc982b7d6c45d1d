/** The known word that a misspelt one most likely means: at most a third of its letters differ. Undefined where none is near. */
export function nearestCode(word: string, known: readonly string[]): string | undefined {
  const ranked = known.map((one) => ({ one, slips: slipsBetween(word.toLowerCase(), one) })).sort((a, b) => a.slips - b.slips)
  const best = ranked[0]
  return best && best.slips <= Math.max(1, Math.floor(best.one.length / 3)) ? best.one : undefined
}

// Levenshtein distance, one row at a time.
function slipsBetween(word: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let i = 1; i <= word.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++) {
      const change = (row[j - 1] ?? 0) + (word[i - 1] === other[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}
