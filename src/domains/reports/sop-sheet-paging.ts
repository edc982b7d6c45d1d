import { type SheetArrow, type SheetPoint, sliceRow } from '../sop/index.ts'
import { above, below, papers, type SheetMeasures, titleHeight } from './sop-sheet-measures.ts'

/** Where a flow line goes over to another page. */
export interface PageCrossing {
  /** Which of the sheet's arrows it is. */
  arrow: number
  /** The same on both pages. */
  letter: string
  /** Points from the left of the lanes: where the line runs, and where its connector stands. */
  x: number
  at: number
  down: boolean
}

/** The rows of one page, and the lines that come from the page before and go on to the next. */
export interface SheetPage {
  from: number
  to: number
  come: PageCrossing[]
  go: PageCrossing[]
}

/** The height of the strip in which so many connectors stand, in points. */
export function stripHeight(crossings: PageCrossing[]): number {
  return crossings.length === 0 ? 0 : 22 + jogs(crossings) * 2.5
}

function jogs(crossings: PageCrossing[]): number {
  return crossings.filter((one) => Math.abs(one.at - one.x) > 0.1).length
}

/** Parts the rows into as few pages as they need, evenly filled; `tail` is what must fit below the last row. */
export function pageRows(measures: SheetMeasures, tail: number): SheetPage[] {
  const { heights, head } = measures
  const room = papers[measures.paper].height - above - below - titleHeight - head[0] - head[1]
  const foot = measures.layout.foot * measures.scale
  const full = heights.map((height, row) => height + (row === heights.length - 1 ? tail + foot : 0))
  // Strips are reckoned with six jogs, which no SOP has yet had.
  const alone = full.reduce((sum, one) => sum + one, 0) <= room
  const parts = alone ? [full.length] : evenParts(full, room - 2 * 37)
  return withLetters(parts.map((count, at) => {
    const from = parts.slice(0, at).reduce((sum, one) => sum + one, 0)
    const to = from + count
    return { from, to, come: from === 0 ? [] : crossingsAbove(measures, from), go: to === heights.length ? [] : crossingsAbove(measures, to) }
  }))
}

// Letters in the order in which lines go over for the first time.
function withLetters(pages: SheetPage[]): SheetPage[] {
  const order = [...new Set(pages.flatMap((page) => page.go.map((one) => one.arrow)))]
  const name = (crossings: PageCrossing[]) => crossings.map((one) => ({ ...one, letter: letterOf(order.indexOf(one.arrow)) }))
  return pages.map((page) => ({ ...page, come: name(page.come), go: name(page.go) }))
}

/** How many rows go on each page: as few pages as `room` allows, and then with the fullest page as empty as can be. */
function evenParts(heights: number[], room: number): number[] {
  const least = fill(heights, room)
  for (let tighter = room - 10; tighter > Math.max(...heights); tighter -= 10) {
    const parts = fill(heights, tighter)
    if (parts.length > least.length) return fill(heights, tighter + 10)
  }
  return fill(heights, Math.max(...heights)).length === least.length ? fill(heights, Math.max(...heights)) : least
}

function fill(heights: number[], room: number): number[] {
  const parts: number[] = []
  let used = Number.POSITIVE_INFINITY
  for (const height of heights) {
    if (used + height > room) {
      parts.push(0)
      used = 0
    }
    parts[parts.length - 1]!++
    used += height
  }
  return parts
}

const connectorGap = 12

/** The lines that cross the upper edge of a row. A line has one letter on all pages. */
function crossingsAbove({ layout, scale, columns }: SheetMeasures, row: number): PageCrossing[] {
  const found = sliceRow(layout, row - 1).filter((line) => line.y2 === 'bottom').map(({ arrow, x1 }) => ({
    arrow, letter: '', x: x1 * scale, down: goesDown(layout.arrows[arrow]!, x1),
  })).sort((a, b) => a.x - b.x)
  const places = spreadOut(found.map((one) => one.x), columns.lanes)
  return found.map((one, at) => ({ ...one, at: places[at]! }))
}

function letterOf(order: number): string {
  return String.fromCharCode(65 + (order % 26)) + (order < 26 ? '' : String(Math.floor(order / 26)))
}

function goesDown({ points }: SheetArrow, x: number): boolean {
  const at = points.findIndex((point, index) => point.x === x && points[index + 1]?.x === x && depth(points[index + 1]!) !== depth(point))
  return depth(points[at + 1]!) > depth(points[at]!)
}

function depth(point: SheetPoint): number {
  return point.row * 1e6 + (point.y === 'middle' ? 1e5 : point.y)
}

/** The same order, each as near to its own place as the gap to its neighbours allows. */
function spreadOut(xs: number[], width: number): number[] {
  const half = connectorGap / 2
  const out: number[] = []
  for (const x of xs) out.push(Math.max(x, half, (out.at(-1) ?? Number.NEGATIVE_INFINITY) + connectorGap))
  for (let at = out.length - 1; at >= 0; at--) out[at] = Math.min(out[at]!, at === out.length - 1 ? width - half : out[at + 1]! - connectorGap)
  return out
}
