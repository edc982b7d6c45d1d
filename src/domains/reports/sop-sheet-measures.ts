import type { TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { layoutSheet, type SheetLayout, type SheetRow, sheetRows, type Sop } from '../sop/index.ts'
import { printer } from './pdf-fonts.ts'

/** Paper held sideways, in points. F4 is the 215 × 330 mm of Indonesian offices. */
export const papers = { A4: { width: 841.89, height: 595.28 }, F4: { width: 935.43, height: 609.45 } } as const
export type Paper = keyof typeof papers

export const side = 30
export const above = 30
export const below = 36
/** The line over the table, on each page. */
export const titleHeight = 18

/** Where the columns of the flow table lie and how high its rows are, in points. */
export interface SheetMeasures {
  paper: Paper
  layout: SheetLayout
  rows: SheetRow[]
  /** Points per unit of the drawing. */
  scale: number
  fontSize: number
  columns: { no: number; activity: number; lanes: number; requires: number; time: number; output: number; note: number }
  /** Of the two rows of the head. */
  head: [number, number]
  heights: number[]
}

/** A row's texts around the columns of the lanes, which are left empty. */
export function textCells(row: SheetRow): string[] {
  return [String(row.row), row.activity, '', row.requires, row.time, row.output, row.note]
}

export const plainLayout = { hLineWidth: () => 0, vLineWidth: () => 0, paddingLeft: () => 0, paddingRight: () => 0, paddingTop: () => 0, paddingBottom: () => 0 }
export const cellMargin: [number, number, number, number] = [3.5, 3, 3.5, 3]

/** Measures the flow table as it will be set: in the largest letters in which every row fits on a page. */
export async function measureSheet(sop: Sop, paper: Paper): Promise<SheetMeasures> {
  const layout = layoutSheet(sop)
  const rows = sheetRows(sop)
  const { columns, scale } = columnsOf(layout, rows, papers[paper].width - 2 * side)
  const room = papers[paper].height - above - below - titleHeight - 130
  for (const fontSize of [8, 7.4, 6.8, 6.2, 5.6]) {
    const { head, texts } = await textHeights(sop, { rows, columns, fontSize })
    const heights = layout.rowHeights.map((height, at) => Math.max(height * scale, texts[at]!))
    const measured: SheetMeasures = { paper, layout, rows, scale, fontSize, columns, head: [14, head], heights }
    if (fontSize === 5.6 || Math.max(...heights) <= room) return measured
  }
  throw new Error('unreachable')
}

type TextColumn = 'activity' | 'requires' | 'time' | 'output' | 'note'

// So that no head is broken within a word.
const leastWidths = { activity: 110, requires: 64, time: 46, output: 46, note: 46 }

/** The width that a column would like: more for longer texts; what is empty in all rows needs its head only. */
function wantedWidth(rows: SheetRow[], key: TextColumn): number {
  const longest = Math.max(...rows.map((row) => row[key].length))
  return Math.min(key === 'activity' ? 170 : 150, Math.max(leastWidths[key], 26 + 8.5 * Math.sqrt(longest)))
}

function columnsOf(layout: SheetLayout, rows: SheetRow[], width: number): Pick<SheetMeasures, 'columns' | 'scale'> {
  const no = 24
  const want = (key: TextColumn) => wantedWidth(rows, key)
  const wanted = { activity: want('activity'), requires: want('requires'), time: want('time'), output: want('output'), note: want('note') }
  const sum = Object.values(wanted).reduce((all, one) => all + one, 0)
  const scale = Math.min(0.82, Math.max(0.5, (width - no - sum) / layout.width), (width - no - 0.6 * sum) / layout.width)
  const lanes = layout.width * scale
  const stretch = (width - no - lanes) / sum
  const { activity, requires, time, output, note } = wanted
  return {
    scale,
    columns: { no, lanes, activity: activity * stretch, requires: requires * stretch, time: time * stretch, output: output * stretch, note: note * stretch },
  }
}

interface TextOrder { rows: SheetRow[]; columns: SheetMeasures['columns']; fontSize: number }

/** Sets the texts on one endless page and reads where each row came to lie: the heights that the same texts will have in print. */
async function textHeights(sop: Sop, { rows, columns, fontSize }: TextOrder): Promise<{ head: number; texts: number[] }> {
  const tops = new Map<string, number>()
  const lane = columns.lanes / sop.lanes.length
  const head: TableCell[][] = [
    sop.lanes.map(({ title }, at) => ({ text: title, bold: true, margin: [2, 3, 2, 3], ...(at === 0 && { id: 'head' }) })),
    mark('head-end', sop.lanes.length),
  ]
  const body: TableCell[][] = [
    ...rows.map((row, index) => textCells(row).map((text, at): TableCell => ({ text, margin: cellMargin, ...(at === 0 && { id: `row-${index}` }) }))),
    mark(`row-${rows.length}`, 7),
  ]
  const document: TDocumentDefinitions = {
    pageSize: { width: 2000, height: 100_000 }, defaultStyle: { font: 'Roboto', fontSize, lineHeight: 1.15 },
    content: [
      { table: { widths: sop.lanes.map(() => lane), body: head }, layout: plainLayout },
      { table: { widths: Object.values(inOrder(columns)), body }, layout: plainLayout },
    ],
    pageBreakBefore: (node) => {
      if (node.id) tops.set(node.id, node.startPosition.top)
      return false
    },
  }
  await printer.createPdf(document).getBuffer()
  const top = (id: string) => tops.get(id) ?? 0
  return { head: top('head-end') - top('head'), texts: rows.map((_, at) => Math.ceil(top(`row-${at + 1}`) - top(`row-${at}`) + 0.5)) }
}

/** The widths as the columns stand from left to right. */
export function inOrder({ no, activity, lanes, requires, time, output, note }: SheetMeasures['columns']) {
  return { no, activity, lanes, requires, time, output, note }
}

// An end for the row above: the same upper margin, so that the difference of places is the height.
function mark(id: string, columns: number): TableCell[] {
  return Array.from({ length: columns }, (_, at): TableCell => ({ text: ' ', margin: [0, 3, 0, 0], ...(at === 0 && { id }) }))
}
