import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { formatDate } from '../calendar/index.ts'
import { type Sop, sheetAnswers } from '../sop/index.ts'
import { printer } from './pdf-fonts.ts'
import { drawPage, drawSymbol, planPage } from './sop-sheet-drawing.ts'
import { identityBlock } from './sop-sheet-identity.ts'
import {
  above, below, cellMargin, inOrder, measureSheet, type Paper, papers, plainLayout, type SheetMeasures, side, textCells, titleHeight,
} from './sop-sheet-measures.ts'
import { pageRows, type SheetPage } from './sop-sheet-paging.ts'

/** An SOP, and whose it is. */
export interface SopSheetOrder {
  sop: Sop
  government: string
  colours: { main: string; accent: string }
  paper: Paper
}

const quiet = '#4a5562'

/**
 * The official sheet of an SOP (Permen PANRB 35/2012), A4 or F4 held sideways: the identity block, then the flow table with its head on each page and
 * off-page connectors where a flow line goes over to another. The same SOP gives the same bytes.
 */
export async function makeSopSheetPdf(order: SopSheetOrder): Promise<Buffer> {
  const { sop, ...rest } = order
  const key = JSON.stringify(rest)
  const made = known.get(sop) ?? new Map<string, Promise<Buffer>>()
  known.set(sop, made)
  const pdf = made.get(key) ?? makePdf(order)
  made.set(key, pdf)
  return await pdf
}

// Setting a sheet takes half a second and anybody may ask for it: it is kept for as long as its SOP is.
const known = new WeakMap<Sop, Map<string, Promise<Buffer>>>()

async function makePdf(order: SopSheetOrder): Promise<Buffer> {
  const measures = await measureSheet(order.sop, order.paper)
  const answers = answersOf(measures)
  const legendHeight = 26 + answers.length * 11
  const pages = pageRows(measures, legendHeight)
  const fontSize = await fittingSize(order)
  return Buffer.from(await printer.createPdf(documentOf(order, { measures, pages, answers, fontSize })).getBuffer())
}

/** The largest letters in which the identity block fits on its one page; the smallest, where none do. */
async function fittingSize(order: SopSheetOrder): Promise<number> {
  for (const fontSize of [8.5, 8, 7.5, 7, 6.5]) {
    let count = 0
    const content = [identityBlock(order, { width: papers[order.paper].width - 2 * side, fontSize })]
    const footer = (_page: number, pages: number) => { count = pages; return '' }
    await printer.createPdf({ ...basis(order), content, footer }).getBuffer()
    if (count === 1) return fontSize
  }
  return 6
}

interface Flow {
  measures: SheetMeasures
  pages: SheetPage[]
  answers: string[]
  fontSize: number
}

function documentOf(order: SopSheetOrder, flow: Flow): TDocumentDefinitions {
  const { sop, government, paper } = order
  const since = `${sop.identity.effective ? 'berlaku' : 'versi'} ${formatDate(sop.identity.effective ?? sop.version)}`
  return {
    ...basis(order), language: 'id', displayTitle: true,
    info: { title: `SOP ${sop.title}`, author: government, subject: 'Standar Operasional Prosedur', creationDate: new Date(`${sop.version}T00:00:00Z`) },
    content: [identityBlock(order, { width: papers[paper].width - 2 * side, fontSize: flow.fontSize }), ...flow.pages.flatMap((_, at) => flowPage(order, flow, at))],
    footer: (page, pages) => ({
      margin: [side, 10, side, 0], fontSize: 7, color: quiet,
      columns: [{ text: `${government} · SOP ${sop.shortTitle} · ${since}` }, { text: `Halaman ${page} dari ${pages}`, alignment: 'right', width: 90 }],
    }),
  }
}

function basis({ paper }: SopSheetOrder): Pick<TDocumentDefinitions, 'pageSize' | 'pageMargins' | 'defaultStyle'> {
  return {
    pageSize: { ...papers[paper] }, pageMargins: [side, above, side, below],
    defaultStyle: { font: 'Roboto', fontSize: 9, color: '#1d2530', lineHeight: 1.2 },
  }
}

function flowPage({ sop, colours }: SopSheetOrder, { measures, pages, answers }: Flow, at: number): Content[] {
  const page = pages[at]!
  const plan = planPage(measures, page)
  const widths = Object.values(inOrder(measures.columns))
  const strip = (words: string): TableCell[] => [gap(1)[0]!, { text: words, italics: true, color: quiet, fontSize: 7, margin: [3.5, 6, 3.5, 0] }, ...gap(5)]
  const body: TableCell[][] = [
    ...(plan.stripIn > 0 ? [strip(`Sambungan dari halaman ${at + 1}`)] : []),
    ...measures.rows.slice(page.from, page.to).map((row) => textCells(row).map((text, column) => (
      { text, margin: cellMargin, verticalAlignment: 'middle', ...(column === 0 && { alignment: 'center' }) } as TableCell
    ))),
    ...(plan.stripOut > 0 ? [strip(`Bersambung ke halaman ${at + 3}`)] : []),
  ]
  const heights = [...(plan.stripIn > 0 ? [plan.stripIn] : []), ...measures.heights.slice(page.from, page.to), ...(plan.stripOut > 0 ? [plan.stripOut] : [])]
  const last = at === pages.length - 1
  return [
    { text: `SOP ${sop.title}`, bold: true, fontSize: 9.5, pageBreak: 'before', absolutePosition: { x: side, y: above } },
    { svg: drawPage(measures, page, tintOf(colours.main)), absolutePosition: { x: side, y: above + titleHeight } },
    { ...headTable(sop, measures), margin: [0, titleHeight, 0, 0] },
    { table: { widths, body, heights: (row: number) => heights[row]!, dontBreakRows: true }, layout: plainLayout, fontSize: measures.fontSize, lineHeight: 1.15 },
    ...(last ? legend(answers, { top: above + titleHeight + plan.height + 8, tint: tintOf(colours.main) }) : []),
  ]
}

function headTable(sop: Sop, { columns, head, fontSize }: SheetMeasures) {
  const lane = columns.lanes / sop.lanes.length
  const look = { bold: true, alignment: 'center', margin: [2, 3, 2, 3], verticalAlignment: 'middle' }
  const cell = (text: string, more: object = {}) => ({ text, ...look, ...more }) as TableCell
  // pdfmake does not centre what spans rows.
  const tall = { rowSpan: 2, verticalAlignment: 'top', margin: [2, (head[0] + head[1] - fontSize * 1.3) / 2, 2, 0] }
  return {
    fontSize, lineHeight: 1.15, layout: plainLayout,
    table: {
      widths: [columns.no, columns.activity, ...sop.lanes.map(() => lane), columns.requires, columns.time, columns.output, columns.note],
      heights: (row: number) => head[row]!, dontBreakRows: true,
      body: [
        [
          cell('No', tall), cell('Kegiatan', tall), cell('Pelaksana', { colSpan: sop.lanes.length, margin: [2, 2, 2, 0] }), ...gap(sop.lanes.length - 1),
          cell('Mutu Baku', { colSpan: 3, margin: [2, 2, 2, 0] }), ...gap(2), cell('Ket.', tall),
        ],
        [...gap(2), ...sop.lanes.map(({ title }) => cell(title)), cell('Kelengkapan'), cell('Waktu'), cell('Output'), ...gap(1)],
      ],
    },
  }
}

function gap(count: number): TableCell[] {
  return Array.from({ length: count }, () => ({ text: '' }))
}

/** What Ya, Tidak and letters mean at each decision. */
function answersOf({ layout, rows }: SheetMeasures): string[] {
  return sheetAnswers(layout, rows).map(({ row, answers }) => `Langkah ${row}: ${answers.join('; ')}`)
}

function legend(answers: string[], { top, tint }: { top: number; tint: string }): Content[] {
  const kinds = [['start', 'Mulai dan selesai'], ['process', 'Proses'], ['decision', 'Keputusan']] as const
  const signs = kinds.flatMap(([kind, words], at): Content[] => [
    {
      svg: `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="12" viewBox="-25 -15 50 30">${drawSymbol(kind, tint)}</svg>`,
      absolutePosition: { x: side + at * 96, y: top },
    },
    { text: words, fontSize: 7, color: quiet, absolutePosition: { x: side + at * 96 + 24, y: top + 2 } },
  ])
  return [...signs, ...answers.map((text, at): Content => ({ text, fontSize: 7, color: quiet, absolutePosition: { x: side, y: top + 17 + at * 11 } }))]
}

/** A colour so light that black letters and lines stand out on it. */
function tintOf(colour: string): string {
  const part = (at: number) => Math.round(255 - (255 - Number.parseInt(colour.slice(at, at + 2), 16)) * 0.1).toString(16).padStart(2, '0')
  return `#${part(1)}${part(3)}${part(5)}`
}
