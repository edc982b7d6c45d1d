import { createRequire } from 'node:module'
import pdfmake from 'pdfmake'
import type { Column, Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { formatDate, localDate, localMinute, type Zone } from '../calendar/index.ts'
import { ornament } from './receipt-ornament.ts'

/** All that a receipt says, in the words of its reader. */
export interface Receipt {
  paper: 'A5' | 'A4'
  government: string
  contact: string
  colours: { main: string; accent: string }
  zone: Zone
  number: string
  code: string
  /** What the QR code holds: the address that opens the ticket. */
  link: string
  /** Where one goes without the QR code. */
  site: string
  title: string
  sop: string
  receivedAt: Date
  /** How it came, in words: `surat`. */
  channel?: string
  sender?: string
  /** Who took it in: name and post. */
  receivedBy?: string
  holder?: string
  stepDue?: Date
  ticketDue?: Date
  /** What happens now, in the SOP's words. */
  next: string[]
  printedAt: Date
}

const fonts = createRequire(import.meta.url).resolve('pdfmake/fonts/Roboto/Roboto-Regular.ttf').replace(/Roboto-Regular\.ttf$/, '')
pdfmake.setFonts({ Roboto: { normal: `${fonts}Roboto-Regular.ttf`, bold: `${fonts}Roboto-Medium.ttf`, italics: `${fonts}Roboto-Italic.ttf`, bolditalics: `${fonts}Roboto-MediumItalic.ttf` } })
// A receipt is made of our own words and the sender's: nothing is ever fetched or read for it but the fonts.
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path) => path.startsWith(fonts))

const sizes = { A5: { width: 419.53, height: 595.28, scale: 1 }, A4: { width: 595.28, height: 841.89, scale: 1.3 } } as const
const ink = '#1d2530'
const quiet = '#5b6673'
const line = '#d5dbe2'

// Long names and long steps are set smaller rather than on a second sheet, which would be lost.
const shrinks = [1, 0.92, 0.84, 0.76, 0.68]

/** The receipt as PDF on one A5 or A4 sheet. Typeface: Roboto (Apache License 2.0), as pdfmake brings it. */
export async function makeReceiptPdf(receipt: Receipt): Promise<Buffer> {
  let pdf = Buffer.alloc(0)
  for (const shrink of shrinks) {
    let pages = 1
    pdf = Buffer.from(await pdfmake.createPdf(documentOf(receipt, shrink, (count) => { pages = count })).getBuffer())
    if (pages === 1) break
  }
  return pdf
}

function documentOf(receipt: Receipt, shrink: number, onPages: (count: number) => void): TDocumentDefinitions {
  const { width, height, scale: whole } = sizes[receipt.paper]
  const scale = whole * shrink
  const side = 30 * scale
  const band = 62 * scale
  return {
    pageSize: { width, height }, pageMargins: [side, band + 24 * scale, side, 54 * scale],
    info: { title: `Tanda terima ${receipt.number}`, author: receipt.government, subject: receipt.title, creationDate: receipt.printedAt },
    language: 'id', displayTitle: true,
    defaultStyle: { font: 'Roboto', fontSize: 8.6 * scale, color: ink, lineHeight: 1.2 },
    background: () => [
      { canvas: [{ type: 'rect', x: 0, y: 0, w: width, h: band, color: receipt.colours.main }, ...ornament({ y: band, width, size: 9 * scale, colour: receipt.colours.accent })] },
      { absolutePosition: { x: side, y: 15 * scale }, stack: [
        { text: receipt.government, color: '#ffffff', fontSize: 9.5 * scale },
        { text: 'Tanda terima laporan', color: '#ffffff', fontSize: 17 * scale, bold: true, margin: [0, 1 * scale, 0, 0] },
      ] },
    ],
    content: [headOf(receipt, scale), factsOf(receipt, scale), ...nextOf(receipt, scale), signaturesOf(receipt, scale)],
    footer: (_page, pages) => { onPages(pages); return footOf(receipt, { scale, side, width }) },
  }
}

function footOf({ government, contact, printedAt, zone }: Receipt, { scale, side, width }: { scale: number; side: number; width: number }): Content {
  return {
    margin: [side, 6 * scale, side, 0],
    stack: [
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: width - 2 * side, y2: 0, lineWidth: 0.6, lineColor: line }] },
      { text: [government, contact].filter(Boolean).join(' · '), color: quiet, fontSize: 6.8 * scale, margin: [0, 5 * scale, 0, 1 * scale] },
      { text: `Dicetak ${writeMoment(printedAt, zone)}. Keasliannya dapat diperiksa lewat kode QR.`, color: quiet, fontSize: 6.8 * scale },
    ],
  }
}

function headOf({ number, code, link, site }: Receipt, scale: number): Content {
  const label = (text: string): Content => ({ text: text.toUpperCase(), color: quiet, fontSize: 6.6 * scale, characterSpacing: 0.6 })
  return {
    columns: [
      { width: '*', stack: [
        label('Nomor tiket'), { text: number, fontSize: 22 * scale, bold: true, characterSpacing: 0.5, margin: [0, 0, 0, 5 * scale] },
        label('Kode rahasia'), { text: code, fontSize: 15 * scale, bold: true, characterSpacing: 1.2, margin: [0, 0, 0, 5 * scale] },
        { text: [{ text: 'Lacak laporan Anda: ', color: quiet }, 'pindai kode di samping, atau buka ', { text: `${site}/lacak`, bold: true }, ' lalu tulis nomor dan kode ini.'], fontSize: 7.8 * scale },
      ] },
      { width: 96 * scale, qr: link, fit: 92 * scale, eccLevel: 'M', foreground: ink, alignment: 'right' },
    ],
    columnGap: 14 * scale,
  }
}

function factsOf(receipt: Receipt, scale: number): Content {
  const { zone } = receipt
  const facts: [string, string | undefined][] = [
    ['Judul', receipt.title], ['Diterima', writeMoment(receipt.receivedAt, zone)], ['Lewat', receipt.channel], ['Atas nama', receipt.sender], ['Diterima oleh', receipt.receivedBy],
    ['Prosedur', receipt.sop], ['Sekarang dipegang', receipt.holder],
    ['Batas langkah ini', receipt.stepDue && writeMoment(receipt.stepDue, zone)], ['Batas seluruhnya', receipt.ticketDue && writeMoment(receipt.ticketDue, zone)],
  ]
  const body: TableCell[][] = facts.flatMap(([name, text]) => (text ? [[{ text: name, color: quiet }, { text, bold: name.startsWith('Batas') }]] : []))
  return {
    margin: [0, 12 * scale, 0, 0], table: { widths: [92 * scale, '*'], body },
    layout: { hLineWidth: () => 0.6, vLineWidth: () => 0, hLineColor: () => line, paddingTop: () => 2.6 * scale, paddingBottom: () => 2 * scale, paddingLeft: () => 0, paddingRight: () => 4 },
  }
}

function nextOf({ next, colours }: Receipt, scale: number): Content[] {
  return [
    { text: 'Apa selanjutnya', bold: true, fontSize: 10.5 * scale, color: colours.main, margin: [0, 11 * scale, 0, 4 * scale] },
    { ol: next.map((text) => ({ text, margin: [0, 0, 0, 2 * scale] })), markerColor: colours.main },
  ]
}

function signaturesOf({ receivedBy, sender }: Receipt, scale: number): Content {
  if (!receivedBy) return { text: '' }
  const one = (role: string, name: string): Column => ({ width: '*', stack: [
    { text: role, color: quiet, fontSize: 7.4 * scale }, { text: ' ', fontSize: 16 * scale },
    { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 140 * scale, y2: 0, lineWidth: 0.6, lineColor: quiet }] }, { text: name, fontSize: 7.8 * scale, margin: [0, 2 * scale, 0, 0] },
  ] })
  return { unbreakable: true, margin: [0, 10 * scale, 0, 0], columns: [one('Pengirim', sender ?? ''), one('Petugas penerima', receivedBy.split(',')[0]!)], columnGap: 14 * scale }
}

function writeMoment(at: Date, zone: Zone): string {
  const minute = localMinute(at, zone)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${formatDate(localDate(at, zone))} pukul ${two(Math.floor(minute / 60))}.${two(minute % 60)} ${zone}`
}
