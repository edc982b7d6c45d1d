import type { Sop } from '../sop/index.ts'
import { importLimits, refuseFile, refuseRows, type Sheet } from './import-limits.ts'
import { type ImportGround, type ImportLayout, plain, type ReadRow } from './import-order.ts'
import { readSp4nRow, sp4nColumns, sp4nNeeded, sp4nSop } from './import-sp4n.ts'
import { readTemplateRow, templateColumns, templateSop } from './import-template.ts'

/** A sheet whose layout is known. */
export interface KnownSheet {
  layout: ImportLayout
  heads: string[]
  /** Rows with anything in them, each with its number in the spreadsheet program. */
  rows: { no: number; cells: string[] }[]
}

const mostRowsAbove = 10

/** Finds the sheet and the line of heads that belong to a layout that we know. Refuses with what was found and what is expected. */
export function findLayout(sheets: Sheet[], sop: Sop): KnownSheet {
  for (const sheet of sheets) {
    for (const [index, heads] of sheet.rows.slice(0, mostRowsAbove).entries()) {
      const layout = layoutOf(heads, sop)
      if (!layout) continue
      const rows = sheet.rows.slice(index + 1).map((cells, at) => ({ no: index + 2 + at, cells })).filter((row) => row.cells.some((cell) => cell !== ''))
      if (rows.length > importLimits.rows) throw refuseRows()
      if (rows.length === 0) throw refuseFile(`Lembar “${sheet.name}” hanya berisi judul kolom. Isi sedikitnya satu baris di bawahnya.`)
      return { layout, heads, rows }
    }
  }
  throw refuseFile(explainUnknown(sheets, sop))
}

function layoutOf(heads: string[], sop: Sop): ImportLayout | undefined {
  const found = new Set(heads.map(plain))
  if (sp4nNeeded.every((column) => found.has(plain(sp4nColumns[column])))) return 'sp4n'
  return templateColumns(sop).every((column) => !column.needed || found.has(plain(column.head))) ? 'templat' : undefined
}

function explainUnknown(sheets: Sheet[], sop: Sop): string {
  const first = sheets.flatMap((sheet) => sheet.rows.slice(0, mostRowsAbove).map((row) => ({ sheet: sheet.name, heads: row.filter((cell) => cell !== '') }))).find((row) => row.heads.length > 1)
  const needed = templateColumns(sop).filter((column) => column.needed).map((column) => column.head)
  const seen = first ? `Yang ditemukan di lembar “${first.sheet}”: ${first.heads.slice(0, 8).map((head) => head.slice(0, 40)).join(', ')}${first.heads.length > 8 ? ', …' : ''}.` : 'Berkas ini tidak berisi tabel.'
  const missing = first ? needed.filter((head) => !first.heads.some((one) => plain(one) === plain(head))) : needed
  return `Judul kolom tidak dikenal. ${seen} Diharapkan: templat ini (yang kurang: ${missing.join(', ')}) atau ekspor SP4N LAPOR! (${sp4nNeeded.map((column) => sp4nColumns[column]).join(', ')}).`
}

/** The SOP as a layout can fill it: the same when rows are checked and when they become tickets. */
export function sopOfLayout(sop: Sop, layout: ImportLayout): Sop {
  return layout === 'sp4n' ? sp4nSop(sop) : templateSop(sop)
}

/** A reader of the rows of one sheet. */
export function rowReader(sheet: Pick<KnownSheet, 'layout' | 'heads'>, ground: ImportGround): (cells: string[]) => ReadRow {
  const columns = new Map(sheet.heads.map((head, at) => [plain(head), at] as const).reverse())
  const cellOf = (cells: string[]) => (head: string) => undefuse(cells[columns.get(plain(head)) ?? -1] ?? '')
  if (sheet.layout === 'templat') return (cells) => readTemplateRow(cellOf(cells), ground)
  return (cells) => readSp4nRow((column) => cellOf(cells)(sp4nColumns[column]), ground)
}

// Exports of ours and of others put an apostrophe before what a spreadsheet program would take for a formula.
function undefuse(cell: string): string {
  return /^'[=+\-@]/.test(cell) ? cell.slice(1) : cell
}
