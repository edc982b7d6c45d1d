/** A piece of a comparison: words that stayed, came or went. */
export interface TextPiece {
  kind: 'same' | 'new' | 'old'
  text: string
}

// Beyond this many comparisons, whole paragraphs are compared in place of words.
const mostCells = 4_000_000

/** What changed from one text to another, word by word; whole paragraphs where the texts are long and differ everywhere. Joined, `same` and `new` give the later text. */
export function compareTexts(before: string, after: string): TextPiece[] {
  const words = (text: string) => text.match(/\S+\s*|\s+/g) ?? []
  const paragraphs = (text: string) => text.match(/[^\n]*\n+|[^\n]+$/g) ?? []
  return compareTokens(words(before), words(after)) ?? compareTokens(paragraphs(before), paragraphs(after)) ?? [piece('old', [before]), piece('new', [after])]
}

function compareTokens(before: string[], after: string[]): TextPiece[] | undefined {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let end = 0
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end++
  const [old, fresh] = [before.slice(start, before.length - end), after.slice(start, after.length - end)]
  if (old.length * fresh.length > mostCells) return undefined
  return join([piece('same', after.slice(0, start)), ...walk(old, fresh), piece('same', after.slice(after.length - end))])
}

/** The longest common sequence, walked from the start. */
function walk(old: string[], fresh: string[]): TextPiece[] {
  const width = fresh.length + 1
  const longest = new Uint16Array((old.length + 1) * width)
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      longest[i * width + j] = old[i] === fresh[j] ? longest[(i + 1) * width + j + 1]! + 1 : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!)
    }
  }
  const pieces: TextPiece[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      pieces.push(piece('same', [old[i++]]))
      j++
    } else if (i < old.length && (j === fresh.length || longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!)) pieces.push(piece('old', [old[i++]]))
    else pieces.push(piece('new', [fresh[j++]]))
  }
  return pieces
}

function piece(kind: TextPiece['kind'], tokens: (string | undefined)[]): TextPiece {
  return { kind, text: tokens.join('') }
}

/** Neighbours of one kind become one piece; within a change, what went stands before what came. */
function join(pieces: TextPiece[]): TextPiece[] {
  const joined: TextPiece[] = []
  for (const next of pieces) {
    if (next.text === '') continue
    const last = joined.at(-1)
    const beforeLast = joined.at(-2)
    if (last?.kind === next.kind) last.text += next.text
    else if (last?.kind === 'new' && next.kind === 'old' && beforeLast?.kind === 'old') beforeLast.text += next.text
    else joined.push({ ...next })
  }
  return joined
}
