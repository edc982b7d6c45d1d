import { type ArrowLabel, type SheetArrow, type SheetLayout, type SheetPoint, type SheetSymbol, symbolHalf, symbolReach } from './sheet-layout.ts'

// Of letters of 10.5 units, as page and PDF set them.
const lineHeight = 11.5
const letterWidth = 5.4

type Drawn = Pick<SheetLayout, 'width' | 'symbols' | 'arrows' | 'links'>
/** A piece of a row's drawing; heights are from the row's middle, and what leaves the row goes beyond `far`. */
interface Box { x1: number; x2: number; y1: number; y2: number }
const far = 1000
const linePrice = 40

interface PlacedLabels {
  /** In the order of the arrows. */
  labels: (ArrowLabel | undefined)[]
  /** The arrows whose label lies on a line, or worse. */
  touching: Set<number>
  halfHeights: { above: number; below: number }[]
}

/**
 * Finds each label a place beside the start of its arrow, off symbols and other labels and, where it can be, off lines. Tells how far each row reaches
 * from its middle.
 */
export function placeLabels(drawn: Drawn, marks: string[]): PlacedLabels {
  const placed: ArrowLabel[] = []
  const touching = new Set<number>()
  const labels = drawn.arrows.map((arrow, at) => {
    const mark = marks[at]
    if (!mark) return undefined
    const centre = drawn.symbols.find(({ row, lane }) => row === arrow.from.row && lane === arrow.from.lane)!.x
    const candidates = candidatesOf(arrow, mark, centre).map((label) => moveInside(label, drawn.width))
    const best = candidates.map((label, order) => ({ label, price: priceOf(label, drawn, placed) + order })).sort((a, b) => a.price - b.price)[0]!
    if (priceOf(best.label, drawn, placed) >= linePrice) touching.add(at)
    placed.push(best.label)
    return best.label
  })
  const rows = Math.max(0, ...drawn.symbols.map((symbol) => symbol.row + 1))
  const halfHeights = Array.from({ length: rows }, (_, row) => {
    const own = placed.filter((label) => label.row === row)
    const least = symbolHalf.y + 7
    return { above: Math.max(least, ...own.map((label) => 3 - label.dy)), below: Math.max(least, ...own.map((label) => label.dy + label.height + 3)) }
  })
  return { labels, touching, halfHeights }
}

/** Breaks a text into lines of at most so many units; a longer word stands alone. */
export function breakLabel(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && (last.length + 1 + word.length) * letterWidth <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

// In the order in which they are liked: near the symbol first, then a line further off, and another.
function candidatesOf(arrow: SheetArrow, mark: string, centre: number): ArrowLabel[] {
  return [0, 1, 2, 3].flatMap((off) => [86, 60, 120].flatMap((room) => {
    const lines = breakLabel(mark, room)
    const width = Math.max(...lines.map((line) => line.length)) * letterWidth
    const places = besideStart(arrow, { lines, row: arrow.from.row, x: 0, dy: 0, width, height: lines.length * lineHeight }, off * lineHeight)
    return arrow.points[0]!.x < centre ? places.toReversed() : places
  }))
}

function besideStart({ points: [first, second] }: SheetArrow, label: ArrowLabel, off: number): ArrowLabel[] {
  const { width, height } = label
  const put = (x: number, dy: number) => ({ ...label, x, dy })
  const [from, to] = [first!.x, second!.x]
  const [above, under, below] = [-height - 2 - off, 5 + off, symbolHalf.y + 3 + off]
  if (from === to) return [put(from + 4, below), put(from - 4 - width, below)]
  const x = to > from ? from + symbolHalf.x + 3 : from - symbolHalf.x - 3 - width
  const pastTurn = to > from ? to + 4 : to - 4 - width
  return [put(x, above), put(x, under), put(pastTurn, -height / 2), put(pastTurn, under), put(pastTurn, above), put(from - width / 2, below)]
}

function priceOf(label: ArrowLabel, { width, symbols, arrows, links }: Drawn, placed: ArrowLabel[]): number {
  const box: Box = { x1: label.x - 1, x2: label.x + label.width + 1, y1: label.dy, y2: label.dy + label.height }
  const hits = (boxes: Box[]) => boxes.filter((other) => box.x1 < other.x2 && box.x2 > other.x1 && box.y1 < other.y2 && box.y2 > other.y1).length
  const own = symbols.filter((symbol) => symbol.row === label.row)
  const lines = arrows.flatMap((arrow) => linesInRow(arrow.points, label.row))
  const joins = links.filter((link) => link.row === label.row).map((link) => ({ x1: link.x1, x2: link.x2, y1: -1, y2: 1 }))
  return (
    2000 * own.filter((symbol) => touches(box, symbol)).length +
    1000 * hits(placed.filter((other) => other.row === label.row).map(boxOf)) +
    (box.x1 < 0 || box.x2 > width ? 1500 : 0) + linePrice * hits([...lines, ...joins]) + 2 * label.lines.length
  )
}

function boxOf({ x, dy, width, height }: ArrowLabel): Box {
  return { x1: x, x2: x + width, y1: dy, y2: dy + height }
}

// At the sheet's edge a label may slide into the corner that a diamond leaves free.
function moveInside(label: ArrowLabel, width: number): ArrowLabel {
  return { ...label, x: Math.max(2, Math.min(label.x, width - label.width - 2)) }
}

function touches(box: Box, { kind, x }: SheetSymbol): boolean {
  const dx = Math.max(0, box.x1 - x, x - box.x2)
  const dy = Math.max(0, box.y1, -box.y2)
  return dx < symbolHalf.x && dy < symbolReach(kind, dx)
}

/** The parts of a line that lie in a row. Its tracks lie above all labels. */
export function linesInRow(points: SheetPoint[], row: number): Box[] {
  return points.slice(1).flatMap((to, at) => {
    const from = points[at]!
    if (from.row === to.row && from.y === to.y) {
      return from.row === row && from.y === 'middle' ? [{ x1: Math.min(from.x, to.x), x2: Math.max(from.x, to.x), y1: -0.5, y2: 0.5 }] : []
    }
    const [upper, lower] = isAbove(from, to) ? [from, to] : [to, from]
    if (row < upper.row || row > lower.row) return []
    const y1 = upper.row === row && upper.y === 'middle' ? 0 : -far
    const y2 = lower.row === row ? (lower.y === 'middle' ? 0 : -far) : far
    return y2 > y1 ? [{ x1: from.x - 0.5, x2: from.x + 0.5, y1, y2 }] : []
  })
}

function isAbove(a: SheetPoint, b: SheetPoint): boolean {
  const depth = (point: SheetPoint) => (point.y === 'middle' ? far : point.y)
  return a.row !== b.row ? a.row < b.row : depth(a) < depth(b)
}
