import { stringify } from 'csv-stringify/sync'
import writeExcelFile from 'write-excel-file/node'
import type { PpidReport } from './ppid-report.ts'
import { type ReportSection, reportSections } from './ppid-report-sections.ts'

/** The report as CSV for Excel in Indonesia: one line a figure, with the table that it belongs to. Decimals have a comma. */
export function writePpidReportCsv(report: PpidReport): string {
  const cells = reportSections(report).flatMap(({ title, heads, rows }) => rows.flatMap((row) => row.slice(1).map((value, at) => [title, String(row[0]), heads.length > 2 ? heads[at + 1]! : 'Jumlah', written(value)])))
  return `\uFEFF${stringify([['Bagian', 'Rincian', 'Kolom', `Tahun ${report.year}`], ...cells], { delimiter: ';', escape_formulas: true })}`
}

function written(value: string | number): string {
  return typeof value === 'number' ? String(value).replace('.', ',') : value
}

type Cell = { value: string; type: StringConstructor; fontWeight?: 'bold'; wrap?: boolean } | { value: number; type: NumberConstructor; fontWeight?: 'bold' } | null

/** The report as a spreadsheet with figures that can be reckoned with: one sheet, table under table. */
export async function writePpidReportXlsx(report: PpidReport): Promise<Buffer> {
  const head: Cell[][] = [[text(`Laporan layanan informasi publik tahun ${report.year}`, true)], [text(`Dihitung pada ${report.day}`)], []]
  const data = [...head, ...reportSections(report).flatMap(sectionRows)]
  return await writeExcelFile([{ data, sheet: `PPID ${report.year}`, columns: [{ width: 60 }, { width: 14 }, { width: 14 }, { width: 14 }] }]).toBuffer()
}

function sectionRows({ title, heads, rows, summed }: ReportSection): Cell[][] {
  const last = rows.length - 1
  return [[text(title, true)], heads.map((one) => text(one, true)), ...rows.map((row, at) => row.map((value) => cell(value, summed && at === last))), []]
}

function text(value: string, bold = false): Cell {
  return { value, type: String, ...(bold && { fontWeight: 'bold' as const }) }
}

function cell(value: string | number, bold: boolean): Cell {
  return typeof value === 'number' ? { value, type: Number, ...(bold && { fontWeight: 'bold' as const }) } : text(value, bold)
}
