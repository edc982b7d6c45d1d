import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { formatDate } from '../calendar/index.ts'
import { printer } from './pdf-fonts.ts'
import { type Letterhead, letterheadOf } from './pdf-letterhead.ts'
import type { PpidReport } from './ppid-report.ts'
import { type ReportSection, reportSections } from './ppid-report-sections.ts'

/** The report, on whose paper it stands, and who signs it. */
export interface PpidReportSheet extends Letterhead {
  report: PpidReport
  /** Where it is signed, `Bengkalis`. */
  place: string
  /** The post that signs: `PPID Utama`. */
  signer: string
}

const ink = '#1d2530'
const quiet = '#4a5562'
const rule = '#7d8792'
const side = 56
const width = 595.28

/** The yearly report in office form, on A4: letterhead, title, numbered tables, and room for a signature. The same figures give the same bytes. */
export async function makePpidReportPdf(sheet: PpidReportSheet): Promise<Buffer> {
  return Buffer.from(await printer.createPdf(documentOf(sheet)).getBuffer())
}

function documentOf(sheet: PpidReportSheet): TDocumentDefinitions {
  const { report, government } = sheet
  const title = `Laporan Layanan Informasi Publik Tahun ${report.year}`
  return {
    pageSize: 'A4', pageMargins: [side, 48, side, 56],
    info: { title, author: government, creationDate: new Date(`${report.day}T00:00:00Z`) }, language: 'id', displayTitle: true,
    defaultStyle: { font: 'Roboto', fontSize: 9, color: ink, lineHeight: 1.15 },
    content: [
      letterheadOf(sheet, { width, side, ink }),
      { margin: [0, 16, 0, 10], stack: [{ text: 'LAPORAN LAYANAN INFORMASI PUBLIK', fontSize: 12, bold: true, alignment: 'center' }, { text: `TAHUN ${report.year}`, fontSize: 12, bold: true, alignment: 'center' }] },
      { text: opening(report), margin: [0, 0, 0, 10], alignment: 'justify' },
      ...reportSections(report).map(sectionOf),
      signatureOf(sheet),
    ],
    footer: (page, pages) => ({ margin: [side, 16, side, 0], fontSize: 8, color: quiet, columns: [{ width: '*', text: `${government} · ${title}` }, { width: 'auto', text: `Halaman ${page} dari ${pages}` }] }),
  }
}

function opening({ year, day, requests, objections }: PpidReport): string {
  return `Disusun menurut Pasal 12 Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik. Pada tahun ${year} terdaftar ${requests.received} permohonan informasi dan ${objections.received} keberatan. ` +
    `Angka dihitung dari register permohonan dan register keberatan pada ${formatDate(day)}. Hari kerja dihitung menurut kalender kerja, tanpa hari ketika permohonan menunggu pemohon.`
}

function sectionOf({ title, heads, rows, summed }: ReportSection, at: number): Content {
  const last = rows.length - 1
  const head = heads.map((text, column): TableCell => ({ text, bold: true, fillColor: '#e8ebef', alignment: column === 0 ? 'left' : 'right' }))
  const body = rows.map((row, no) => row.map((value, column): TableCell => ({ text: typeof value === 'number' ? value.toLocaleString('id-ID') : value, bold: summed && no === last, alignment: column === 0 ? 'left' : 'right' })))
  return {
    unbreakable: true, margin: [0, 0, 0, 8],
    stack: [
      { text: `${at + 1}. ${title}`, bold: true, margin: [0, 0, 0, 3] },
      {
        table: { headerRows: 1, widths: ['*', ...heads.slice(1).map(() => 62)], body: [head, ...body] },
        layout: { hLineWidth: () => 0.5, vLineWidth: () => 0.5, hLineColor: () => rule, vLineColor: () => rule, paddingTop: () => 1.6, paddingBottom: () => 1.6, paddingLeft: () => 5, paddingRight: () => 5 },
      },
    ],
  }
}

function signatureOf({ place, signer, report }: PpidReportSheet): Content {
  return {
    unbreakable: true, margin: [0, 14, 0, 0],
    columns: [{ width: '*', text: '' }, { width: 220, stack: [{ text: `${place}, ${formatDate(report.day)}` }, { text: `${signer},` }, { text: ' ', margin: [0, 44, 0, 0] }, { text: '..............................................' }] }],
  }
}
