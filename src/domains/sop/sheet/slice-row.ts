import type { SheetHeight, SheetLayout, SheetPoint } from './sheet-layout.ts'

/** A straight piece of a line within one row, from its top (0) or from a height in it down to its bottom, or across. */
export interface RowLine {
  arrow: number
  x1: number
  y1: SheetHeight
  x2: number
  y2: SheetHeight | 'bottom'
}

/** What of the arrows lies in one row, cut at the row's edges. Goes on at the same place in the next row, whatever the rows' heights. */
export function sliceRow(layout: SheetLayout, row: number): RowLine[] {
  return layout.arrows.flatMap(({ points }, arrow) => points.slice(1).flatMap((to, at): RowLine[] => {
    const from = points[at]!
    if (from.row === to.row && from.y === to.y) return from.row === row ? [{ arrow, x1: from.x, y1: from.y, x2: to.x, y2: to.y }] : []
    const [upper, lower] = isUpper(from, to) ? [from, to] : [to, from]
    if (row < upper.row || row > lower.row) return []
    const line = { arrow, x1: from.x, y1: upper.row === row ? upper.y : 0, x2: from.x, y2: lower.row === row ? lower.y : 'bottom' as const }
    return line.y2 === 0 ? [] : [line]
  }))
}

function isUpper(a: SheetPoint, b: SheetPoint): boolean {
  if (a.row !== b.row) return a.row < b.row
  return b.y === 'middle' || (a.y !== 'middle' && a.y < b.y)
}
