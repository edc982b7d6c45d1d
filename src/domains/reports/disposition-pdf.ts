import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { formatMoment, type Zone } from '../calendar/index.ts'
import { printer } from './pdf-fonts.ts'

/** All that a disposition sheet says, in words. */
export interface DispositionSheet {
  paper: 'A5' | 'A4'
  government: string
  /** The unit that gave it, under the government's name. */
  unit?: string
  contact: string
  zone: Zone
  number: string
  /** What the ticket is about; of a secret one it says only that. */
  subject: string
  nature: 'Biasa' | 'Rahasia'
  sop: string
  receivedAt: Date
  /** Its place among the ticket's dispositions: `2 dari 3`. */
  place: string
  at: Date
  from: string
  /** Who gave it, by name. */
  by?: string
  to: string
  act: string
  instruction: string
  dueAt?: Date
  ticketDue?: Date
  /** What the QR code holds: the officers' page of the ticket. */
  link: string
  printedAt: Date
}

const sizes = { A5: { width: 419.53, height: 595.28, scale: 1 }, A4: { width: 595.28, height: 841.89, scale: 1.3 } } as const
const ink = '#1d2530'
const quiet = '#4a5562'
const rule = '#1d2530'
// Long orders are set smaller before they go over to a second sheet.
const shrinks = [1, 0.92, 0.84, 0.78]

/** The disposition as a form of the office on A5 or A4 (lembar disposisi, after Permendagri 1/2023), with room for the recipient's own note. The same words give the same bytes. */
export async function makeDispositionPdf(sheet: DispositionSheet): Promise<Buffer> {
  let pdf = Buffer.alloc(0)
  for (const shrink of shrinks) {
    let pages = 1
    pdf = Buffer.from(await printer.createPdf(documentOf(sheet, shrink, (count) => { pages = count })).getBuffer())
    if (pages === 1) break
  }
  return pdf
}

function documentOf(sheet: DispositionSheet, shrink: number, onPages: (count: number) => void): TDocumentDefinitions {
  const { width, height, scale: whole } = sizes[sheet.paper]
  const scale = whole * shrink
  const side = 30 * whole
  return {
    pageSize: { width, height }, pageMargins: [side, 28 * whole, side, 34 * whole],
    info: { title: `Lembar disposisi ${sheet.number}`, author: sheet.government, subject: sheet.subject, creationDate: sheet.printedAt },
    language: 'id', displayTitle: true,
    defaultStyle: { font: 'Roboto', fontSize: 8.8 * scale, color: ink, lineHeight: 1.2 },
    content: [headOf(sheet, scale), factsOf(sheet, scale), orderOf(sheet, scale), replyOf(sheet, scale)],
    footer: (page, pages) => {
      onPages(pages)
      return { margin: [side, 8 * whole, side, 0], fontSize: 6.8 * whole, color: quiet, text: `Tiket ${sheet.number}, dicetak ${formatMoment(sheet.printedAt, sheet.zone)}. Isi tiket dan riwayatnya ada di Tanggap; lembar ini turunannya. Halaman ${page} dari ${pages}.` }
    },
  }
}

function headOf({ government, unit, contact, nature }: DispositionSheet, scale: number): Content {
  return {
    stack: [
      { text: government.toUpperCase(), alignment: 'center', bold: true, fontSize: 10.5 * scale },
      ...(unit ? [{ text: unit.toUpperCase(), alignment: 'center' as const, bold: true, fontSize: 11.5 * scale }] : []),
      ...(contact ? [{ text: contact, alignment: 'center' as const, fontSize: 7 * scale, color: quiet, margin: [0, 2 * scale, 0, 0] as [number, number, number, number] }] : []),
      { table: { widths: ['*'], body: [[{ text: ' ', fontSize: 1 }]] }, layout: { hLineWidth: (at) => (at === 0 ? 1.6 : 0), vLineWidth: () => 0, hLineColor: () => rule }, margin: [0, 5 * scale, 0, 0] },
      { text: 'LEMBAR DISPOSISI', alignment: 'center', bold: true, fontSize: 13 * scale, margin: [0, 2 * scale, 0, 0], characterSpacing: 0.6 },
      ...(nature === 'Rahasia' ? [{ text: 'RAHASIA', alignment: 'center' as const, bold: true, color: '#8a1c1c', fontSize: 10 * scale }] : []),
    ],
    margin: [0, 0, 0, 8 * scale],
  }
}

const grid = (scale: number) => ({
  hLineWidth: () => 0.7, vLineWidth: () => 0.7, hLineColor: () => rule, vLineColor: () => rule,
  paddingTop: () => 3.4 * scale, paddingBottom: () => 3 * scale, paddingLeft: () => 5 * scale, paddingRight: () => 5 * scale,
})

function factsOf(sheet: DispositionSheet, scale: number): Content {
  const { zone } = sheet
  const fact = (name: string, text: string): Content => ({ stack: [{ text: name, fontSize: 7 * scale, color: quiet }, { text, bold: true }] })
  const left: Content[] = [fact('Nomor tiket', sheet.number), fact('Diterima', formatMoment(sheet.receivedAt, zone)), fact('Prosedur', sheet.sop)]
  const right: Content[] = [fact('Disposisi', sheet.place), fact('Tanggal disposisi', formatMoment(sheet.at, zone)), fact('Sifat', sheet.nature)]
  const rows: TableCell[][] = left.map((cell, at) => [cell as TableCell, right[at] as TableCell])
  return {
    columns: [
      { width: '*', table: { widths: ['*', '*'], body: [...rows, [{ ...(fact('Hal', sheet.subject) as object), colSpan: 2 } as TableCell, {}]] }, layout: grid(scale) },
      { width: 88 * scale, stack: [{ qr: sheet.link, fit: 82 * scale, eccLevel: 'M', foreground: ink, alignment: 'right' }, { text: 'Pindai untuk membuka tiketnya', fontSize: 6.4 * scale, color: quiet, alignment: 'right', margin: [0, 2 * scale, 0, 0] }] },
    ],
    columnGap: 8 * scale,
  }
}

function orderOf(sheet: DispositionSheet, scale: number): Content {
  const { zone } = sheet
  const named = (name: string, text: string): TableCell[] => [{ text: name, color: quiet }, { text, bold: true }]
  const due = sheet.dueAt ? formatMoment(sheet.dueAt, zone) : 'Tidak ditentukan'
  return {
    margin: [0, 8 * scale, 0, 0],
    table: {
      widths: [86 * scale, '*'],
      body: [
        named('Dari', sheet.from), named('Diteruskan kepada', sheet.to), named('Tindakan', sheet.act), named('Batas waktu', sheet.ticketDue ? `${due}; seluruh laporan ${formatMoment(sheet.ticketDue, zone)}` : due),
        [{ colSpan: 2, stack: [{ text: 'Isi disposisi', color: quiet, fontSize: 7 * scale }, { text: sheet.instruction || '–', fontSize: 9.6 * scale, margin: [0, 2 * scale, 0, 10 * scale] }] }, {}],
      ],
    },
    layout: grid(scale),
  }
}

/** What the recipient writes by hand, and who gave the order. */
function replyOf(sheet: DispositionSheet, scale: number): Content {
  return {
    unbreakable: true, margin: [0, 8 * scale, 0, 0],
    table: {
      widths: ['*', 128 * scale],
      body: [[
        { stack: [{ text: 'Catatan penerima', color: quiet, fontSize: 7 * scale }, { text: ' ', fontSize: 44 * scale }, { text: 'Diterima tanggal                          Paraf', color: quiet, fontSize: 7 * scale }] },
        { stack: [{ text: sheet.from, alignment: 'center', fontSize: 7.8 * scale }, { text: ' ', fontSize: 36 * scale }, { text: sheet.by ?? ' ', alignment: 'center', bold: true, fontSize: 8.2 * scale }] },
      ]],
    },
    layout: grid(scale),
  }
}
