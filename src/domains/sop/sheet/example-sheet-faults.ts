import type { Sop } from '../sop.ts'
import { layoutSheet } from './layout-sheet.ts'
import { type SheetLayout, symbolHalf } from './sheet-layout.ts'

interface Line { x1: number; y1: number; x2: number; y2: number }

/** The layout with rows of given heights: where everything comes to lie. */
function resolveSheet(layout: SheetLayout, rowHeights: number[]) {
  const heights = [...rowHeights, layout.foot]
  const tops = heights.map((_, row) => heights.slice(0, row).reduce((sum, one) => sum + one, 0))
  const down = (row: number, y: number | 'middle') => tops[row]! + (y === 'middle' ? heights[row]! / 2 : y)
  return {
    height: heights.reduce((sum, one) => sum + one, 0),
    symbols: layout.symbols.map((symbol) => ({ ...symbol, y: down(symbol.row, 'middle') })),
    arrows: layout.arrows.map(({ points, ...arrow }) => ({
      ...arrow,
      lines: points.slice(1).map((to, at): Line => {
        const from = points[at]!
        return { x1: from.x, y1: down(from.row, from.y), x2: to.x, y2: down(to.row, to.y) }
      }),
    })),
    labels: layout.arrows.flatMap(({ label }) => (label ? [{ x1: label.x, x2: label.x + label.width, y1: down(label.row, 'middle') + label.dy, y2: down(label.row, 'middle') + label.dy + label.height }] : [])),
  }
}

/** Rows as high as they must be, and some much higher. */
const heightsOf = (layout: SheetLayout) => [layout.rowHeights, layout.rowHeights.map((height, row) => height + ((row * 37) % 5) * 40)]

/** What is wrong with an SOP's sheet as it is drawn, in words: arrows that are missing, cross a symbol, cover another or leave the sheet; labels that cover each other. */
export function sheetFaults(sop: Sop): string[] {
  const layout = layoutSheet(sop)
  return [...missingArrows(sop, layout), ...heightsOf(layout).flatMap((heights) => [...crossedSymbols(layout, heights), ...coveredLines(layout, heights), ...outside(layout, heights), ...labelFaults(layout, heights)])]
}

function missingArrows(sop: Sop, layout: SheetLayout): string[] {
  return sop.steps.flatMap((step) => step.acts.filter((act) => act.to !== 'stay').flatMap((act) => {
    const drawn = layout.arrows.filter((arrow) => arrow.from.step === step.name && arrow.to.step === act.to && arrow.acts.includes(act.name))
    return drawn.length === 1 ? [] : [`${step.name} ${act.name}: ${drawn.length} arrows`]
  }))
}

const boxOf = ({ x1, y1, x2, y2 }: Line): Line => ({ x1: Math.min(x1, x2), x2: Math.max(x1, x2), y1: Math.min(y1, y2), y2: Math.max(y1, y2) })

function crossedSymbols(layout: SheetLayout, heights: number[]): string[] {
  const { arrows, symbols } = resolveSheet(layout, heights)
  return arrows.flatMap((arrow) => symbols.flatMap((symbol) => {
    const ownEnd = [arrow.from, arrow.to].some((end) => end.row === symbol.row && end.lane === symbol.lane)
    // Its own symbol is met only by its first and its last piece.
    const lines = ownEnd ? arrow.lines.slice(1, -1) : arrow.lines
    const met = lines.map(boxOf).some((line) => line.x1 < symbol.x + symbolHalf.x && line.x2 > symbol.x - symbolHalf.x && line.y1 < symbol.y + symbolHalf.y && line.y2 > symbol.y - symbolHalf.y)
    return met ? [`${arrow.from.step}→${arrow.to.step} crosses ${symbol.step} in lane ${symbol.lane}`] : []
  }))
}

/** Pieces of two arrows, or of an arrow and the line that joins a row's symbols, that run along the same line and share more than a point. */
function coveredLines(layout: SheetLayout, heights: number[]): string[] {
  const { arrows } = resolveSheet(layout, heights)
  const pieces = arrows.flatMap((arrow, at) => arrow.lines.map((line) => ({ at, name: `${arrow.from.step}→${arrow.to.step}`, ...boxOf(trimmed(arrow, line)) })))
  return pieces.flatMap((a, index) => pieces.slice(index + 1).flatMap((b) => {
    if (a.at === b.at) return []
    const across = a.y1 === a.y2 && b.y1 === b.y2 && a.y1 === b.y1 && Math.min(a.x2, b.x2) > Math.max(a.x1, b.x1)
    const along = a.x1 === a.x2 && b.x1 === b.x2 && a.x1 === b.x1 && Math.min(a.y2, b.y2) > Math.max(a.y1, b.y1)
    return across || along ? [`${a.name} lies on ${b.name}`] : []
  }))
}

/** The part of a first or last piece that a symbol covers does not count. */
function trimmed(arrow: ReturnType<typeof resolveSheet>['arrows'][number], line: Line): Line {
  const out = { ...line }
  const [first, last] = [arrow.lines[0], arrow.lines.at(-1)]
  if (line === first) {
    if (line.x1 === line.x2) out.y1 += Math.sign(line.y2 - line.y1) * symbolHalf.y
    else out.x1 += Math.sign(line.x2 - line.x1) * symbolHalf.x
  }
  if (line === last) {
    if (arrow.end.side === 'top') out.y2 -= arrow.end.reach
    else out.x2 += (arrow.end.side === 'left' ? -1 : 1) * arrow.end.reach
  }
  return out
}

function outside(layout: SheetLayout, heights: number[]): string[] {
  const { arrows, labels, height } = resolveSheet(layout, heights)
  return [...arrows.flatMap((arrow) => arrow.lines), ...labels].flatMap((one) => (
    Math.min(one.x1, one.x2) >= 0 && Math.max(one.x1, one.x2) <= layout.width && Math.min(one.y1, one.y2) >= 0 && Math.max(one.y1, one.y2) <= height ? [] : [`${JSON.stringify(one)} outside ${layout.width}×${height}`]
  ))
}

const meet = (a: Line, b: Line) => a.x1 < b.x2 && a.x2 > b.x1 && a.y1 < b.y2 && a.y2 > b.y1

function labelFaults(layout: SheetLayout, heights: number[]): string[] {
  const { labels } = resolveSheet(layout, heights)
  return labels.flatMap((a, at) => labels.slice(at + 1).flatMap((b) => (meet(a, b) ? [`label at ${a.x1},${a.y1} on label at ${b.x1},${b.y1}`] : [])))
}
