import { createRequire } from 'node:module'
import pdfmake from 'pdfmake'
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { formatDate } from '../calendar/index.ts'
import { bodyOf } from './naskah-pdf-body.ts'
import { footOf, ink, letterheadOf, side, size } from './naskah-pdf-parts.ts'
import { signaturesOf } from './naskah-pdf-signatures.ts'
import type { NaskahSheet } from './naskah-sheet.ts'
import { printable } from './printable.ts'

const fonts = createRequire(import.meta.url).resolve('pdfmake/fonts/Roboto/Roboto-Regular.ttf').replace(/Roboto-Regular\.ttf$/, '')
pdfmake.addFonts({ Roboto: { normal: `${fonts}Roboto-Regular.ttf`, bold: `${fonts}Roboto-Medium.ttf`, italics: `${fonts}Roboto-Italic.ttf`, bolditalics: `${fonts}Roboto-MediumItalic.ttf` } })
// A letter is made of words alone: nothing is ever fetched or read for it but the fonts.
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path) => path.startsWith(fonts))

/**
 * The letter as PDF, A4 upright, in the office form (Permendagri 1/2023). The same sheet gives the same bytes. Typeface: Roboto (Apache License 2.0); signs that it lacks are
 * drawn as empty boxes.
 */
export async function makeNaskahPdf(sheet: NaskahSheet): Promise<Buffer> {
  return Buffer.from(await pdfmake.createPdf(documentOf(clean(sheet))).getBuffer())
}

/** The sheet with nothing in it that a typesetter cannot take. */
function clean<T>(value: T): T {
  if (typeof value === 'string') return printable(value) as T
  if (Array.isArray(value)) return value.map(clean) as T
  if (value instanceof Date || typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, clean(inside)])) as T
}

function documentOf(sheet: NaskahSheet): TDocumentDefinitions {
  const { frame, number, kind } = sheet
  const what = frame.form === 'titled' ? frame.title! : 'Surat'
  return {
    pageSize: 'A4', pageMargins: [side, 42, side, 74], language: 'id', displayTitle: true,
    info: { title: `${what} ${number ?? '(konsep)'}`, author: sheet.unit, subject: frame.subject, creator: 'Tanggap', creationDate: sheet.at, modDate: sheet.at },
    defaultStyle: { font: 'Roboto', fontSize: size, color: ink, lineHeight: 1.28 },
    ...(kind === 'draft' && { watermark: { text: 'KONSEP', color: '#8a2b2b', opacity: 0.13, bold: true, angle: -52, fontSize: 120 } }),
    content: [letterheadOf(sheet), ...(frame.form === 'titled' ? titleOf(sheet) : headOf(sheet)), ...bodyOf(sheet), signaturesOf(sheet), ...copiesOf(sheet)],
    footer: (page, pages) => footOf(sheet, { page, pages }),
  }
}

const dots = '…………………'

function headOf({ number, date, place, frame }: NaskahSheet): Content[] {
  const line = (name: string, text: string, bold = false) => [{ text: name }, { text: ':' }, { text, bold }]
  return [
    {
      margin: [0, 14, 0, 0], columnGap: 16,
      columns: [
        {
          width: '*', layout: 'noBorders',
          table: {
            widths: [52, 4, '*'],
            body: [line('Nomor', number ?? dots), line('Sifat', frame.nature), line('Lampiran', frame.attachment), line('Hal', frame.subject, true)],
          },
        },
        { width: 160, text: `${place}, ${date ? formatDate(date) : dots}`, alignment: 'right', margin: [0, 2, 0, 0] },
      ],
    },
    { margin: [0, 16, 0, 12], stack: ['Kepada', { text: `Yth. ${frame.recipient}` }, 'di', { text: frame.recipientPlace, margin: [24, 0, 0, 0] }] },
  ]
}

function titleOf({ number, frame }: NaskahSheet): Content[] {
  return [
    { text: frame.title!.toUpperCase(), bold: true, fontSize: size + 1.5, alignment: 'center', margin: [0, 18, 0, 0] },
    { text: `Nomor: ${number ?? dots}`, alignment: 'center' },
    { text: `tentang ${frame.subject}`, alignment: 'center', margin: [30, 2, 30, 14] },
  ]
}

function copiesOf({ frame }: NaskahSheet): Content[] {
  if (frame.copies.length === 0) return []
  const [first] = frame.copies
  return [{ margin: [0, 18, 0, 0], fontSize: size - 1.5, unbreakable: frame.copies.length < 8, stack: ['Tembusan:', frame.copies.length === 1 ? `Yth. ${first}` : { ol: frame.copies.map((text) => `Yth. ${text}`) }] }]
}
