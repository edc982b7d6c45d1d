/** One line of a comparison: in both texts, only in the old one, or only in the new one. Numbers are those of the line in each text, from 1. */
export interface DiffLine {
  kind: 'same' | 'removed' | 'added'
  text: string
  old?: number
  fresh?: number
}

/** So many cells of the table are filled at most; what lies beyond is told as removed and added. Far more than any SOP needs. */
const mostCells = 25_000_000

/**
 * What differs between two texts, line by line: the fewest lines removed and added (longest common subsequence). Line ends do not count as differences.
 */
export function diffLines(oldText: string, newText: string): DiffLine[] {
  const [old, fresh] = [linesOf(oldText), linesOf(newText)]
  let start = 0
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++
  let end = 0
  while (end < old.length - start && end < fresh.length - start && old[old.length - 1 - end] === fresh[fresh.length - 1 - end]) end++
  const same = (from: number, to: number, shift: number): DiffLine[] => old.slice(from, to).map((text, at) => ({ kind: 'same', text, old: from + at + 1, fresh: from + at + 1 + shift }))
  return [
    ...same(0, start, 0),
    ...diffMiddle(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end), start),
    ...same(old.length - end, old.length, fresh.length - old.length),
  ]
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/)
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

function diffMiddle(old: string[], fresh: string[], offset: number): DiffLine[] {
  const removed = (at: number): DiffLine => ({ kind: 'removed', text: old[at]!, old: offset + at + 1 })
  const added = (at: number): DiffLine => ({ kind: 'added', text: fresh[at]!, fresh: offset + at + 1 })
  if (old.length * fresh.length > mostCells) return [...old.map((_, at) => removed(at)), ...fresh.map((_, at) => added(at))]
  const width = fresh.length + 1
  const common = commonLengths(old, fresh)
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) lines.push({ kind: 'same', text: old[i]!, old: offset + ++i, fresh: offset + ++j })
    else if (j >= fresh.length || (i < old.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!)) lines.push(removed(i++))
    else lines.push(added(j++))
  }
  return lines
}

/** For each pair of positions, how many lines the rests of both have in common, in order. */
function commonLengths(old: string[], fresh: string[]): Uint32Array {
  const width = fresh.length + 1
  const table = new Uint32Array((old.length + 1) * width)
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      table[i * width + j] = old[i] === fresh[j] ? table[(i + 1) * width + j + 1]! + 1 : Math.max(table[(i + 1) * width + j]!, table[i * width + j + 1]!)
    }
  }
  return table
}
