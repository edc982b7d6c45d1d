import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { formatDate } from '../calendar/index.ts'
import { type ComponentRow, componentRows, type ServiceStandard, type StandardItem } from '../standards/index.ts'
import { printer } from './pdf-fonts.ts'
import { type Letterhead, letterheadOf } from './pdf-letterhead.ts'

/** A service standard and whose it is. */
export interface StandardSheet extends Letterhead {
  standard: ServiceStandard
  /** Where the standard as it is now can be read: `bengkalis.example.go.id/layanan/ppid`. */
  address: string
}

const ink = '#1d2530'
const quiet = '#4a5562'
const rule = '#7d8792'
const hairline = '#dfe3e8'
const side = 56
const width = 595.28

/** The standard as the official table (NO, KOMPONEN, URAIAN) under the government's letterhead, on A4. The same words give the same bytes. */
export async function makeStandardPdf(sheet: StandardSheet): Promise<Buffer> {
  return Buffer.from(await printer.createPdf(documentOf(sheet)).getBuffer())
}

function documentOf(sheet: StandardSheet): TDocumentDefinitions {
  const { standard, government } = sheet
  return {
    pageSize: 'A4', pageMargins: [side, 48, side, 64],
    info: { title: `Standar Pelayanan ${standard.name}`, author: government, subject: standard.decree.title, creationDate: new Date(`${standard.decree.date}T00:00:00Z`) },
    language: 'id', displayTitle: true,
    defaultStyle: { font: 'Roboto', fontSize: 9.5, color: ink, lineHeight: 1.25 },
    content: [letterheadOf(sheet, { width, side, ink }), titleOf(standard), tableOf(standard)],
    footer: (page, pages) => footOf(sheet, { page, pages }),
  }
}

function titleOf({ name, decree }: ServiceStandard): Content {
  return {
    margin: [0, 16, 0, 12],
    stack: [
      { text: 'STANDAR PELAYANAN', fontSize: 12, bold: true, alignment: 'center' },
      { text: name.toUpperCase(), fontSize: 12, bold: true, alignment: 'center', margin: [24, 1, 24, 0] },
      { text: `Ditetapkan dengan ${decree.title}, tanggal ${formatDate(decree.date)}`, fontSize: 8.5, color: quiet, alignment: 'center', margin: [24, 4, 24, 0] },
    ],
  }
}

// A row of the table is never cut by the end of a page; so each line of a component is a row, under the component's number and name.
function tableOf(standard: ServiceStandard): Content {
  const head = ['NO', 'KOMPONEN', 'URAIAN'].map((text): TableCell => ({ text, bold: true, alignment: 'center', fillColor: '#e8ebef' }))
  const components = componentRows(standard).map(rowsOf)
  const first = new Set(components.map((_, at) => 1 + components.slice(0, at).flat().length))
  const body = [head, ...components.flat()]
  const edge = (at: number) => at === 0 || at === body.length || first.has(at)
  return {
    table: { headerRows: 1, dontBreakRows: true, widths: [22, 116, '*'], body },
    layout: {
      hLineWidth: (at) => (edge(at) ? 0.6 : 0.4), hLineColor: (at) => (edge(at) ? rule : hairline), vLineWidth: () => 0.6, vLineColor: () => rule,
      paddingTop: (at) => (edge(at) ? 4 : 2), paddingBottom: (at) => (edge(at + 1) ? 4 : 2), paddingLeft: () => 6, paddingRight: () => 6,
    },
  }
}

function rowsOf({ number, name, parts, note }: ComponentRow): TableCell[][] {
  const lines: Content[] = [
    ...parts.flatMap(({ heading, items }, at) => {
      const written = items.map((item, no) => lineOf(item, items.length > 1 ? no + 1 : undefined))
      return written.map((line, no) => withHeading(no === 0 ? heading : undefined, line, at > 0))
    }),
    ...(note ? [{ text: `Catatan: ${note}`, italics: true, fontSize: 8.5, color: quiet }] : []),
  ]
  return lines.map((line, at) => [{ text: at === 0 ? String(number) : '', alignment: 'center' }, { text: at === 0 ? name : '' }, { stack: [line] }])
}

function withHeading(heading: string | undefined, line: Content, apart: boolean): Content {
  return heading ? { stack: [{ text: heading, bold: true, margin: [0, apart ? 3 : 0, 0, 2] }, line] } : line
}

function lineOf({ text, details }: StandardItem, number: number | undefined): Content {
  const under: Content[] = details.map((detail, at) => numbered(`${String.fromCharCode(97 + (at % 26))}.`, { text: detail }))
  return number === undefined ? { stack: [{ text }, ...under] } : numbered(`${number}.`, { stack: [{ text }, ...under] })
}

function numbered(mark: string, line: Content): Content {
  return { columns: [{ width: 15, text: mark }, { width: '*', stack: [line] }], columnGap: 2 }
}

function footOf({ standard, government, address }: StandardSheet, { page, pages }: { page: number; pages: number }): Content {
  return {
    margin: [side, 14, side, 0],
    stack: [
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: width - 2 * side, y2: 0, lineWidth: 0.6, lineColor: rule }] },
      {
        margin: [0, 5, 0, 0], fontSize: 8, color: quiet, columnGap: 12,
        columns: [
          { width: '*', text: `${government} · Standar Pelayanan ${standard.shortName}\nYang berlaku sekarang: ${address}` },
          { width: 'auto', text: `Halaman ${page} dari ${pages}`, alignment: 'right' },
        ],
      },
    ],
  }
}
