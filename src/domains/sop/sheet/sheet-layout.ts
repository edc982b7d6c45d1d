import type { Step } from '../sop.ts'

/** Below a row's top in units, or the line through the middle of its symbols: rows grow with their texts, and what is drawn must follow. */
export type SheetHeight = number | 'middle'

/** A place on the flow part of the sheet: units from its left, and a height in a row. */
export interface SheetPoint {
  x: number
  row: number
  y: SheetHeight
}

/** One symbol, in the middle of its row's height. */
export interface SheetSymbol {
  step: string
  row: number
  lane: number
  kind: Step['symbol']
  x: number
}

/** Where an arrow ends at a symbol: its head points inwards from this side, `reach` units from the symbol's middle line. */
export interface ArrowEnd {
  side: 'top' | 'left' | 'right'
  reach: number
}

/** A label beside the place where its arrow leaves. `dy` is the upper edge, from the middle of the row. */
export interface ArrowLabel {
  lines: string[]
  row: number
  x: number
  dy: number
  width: number
  height: number
}

/** One flow line: from the middle of a symbol, covered by it, to the middle of another, along rows and columns only. */
export interface SheetArrow {
  from: { step: string; row: number; lane: number }
  to: { step: string; row: number; lane: number }
  acts: string[]
  /** What stands beside it (nothing, `Ya`, a name, or a letter where names have no room), and what its acts are called where there is a choice. */
  mark: string
  name: string
  back: boolean
  points: SheetPoint[]
  end: ArrowEnd
  label?: ArrowLabel
}

/** The line between the symbols of one row, which belong together; `word` says how, where posts share a step. */
export interface SheetLink {
  row: number
  x1: number
  x2: number
  word?: 'dan' | 'atau'
}

/** The flow part of an official sheet: all that is drawn in the columns of the lanes. Rows and lanes count from 0. */
export interface SheetLayout {
  laneWidth: number
  width: number
  symbols: SheetSymbol[]
  arrows: SheetArrow[]
  links: SheetLink[]
  /** The least height of each row, in units, at which nothing in it touches. */
  rowHeights: number[]
  /** The height of a narrow row without a step below the last, where lines need it; usually 0. */
  foot: number
}

/** Half of a symbol's width and height, in units. */
export const symbolHalf = { x: 24, y: 14 } as const

/** How far a symbol reaches up and down from its middle line, `dx` units beside its centre. */
export function symbolReach(kind: Step['symbol'], dx: number): number {
  const { x, y } = symbolHalf
  if (kind === 'decision') return y * (1 - Math.abs(dx) / x)
  const past = Math.abs(dx) - (x - y)
  return kind === 'process' || past <= 0 ? y : Math.sqrt(Math.max(0, y * y - past * past))
}
