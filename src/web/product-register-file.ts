import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import writeExcelFile from 'write-excel-file/node'
import type { ProductExport } from '../domains/products/index.ts'

/** Letters of one cell that Excel opens, and of a sheet's name. */
const lettersOfCell = 32_767
const lettersOfName = 31

/** A register as CSV, part by part, as Excel in Indonesia opens it. What a spreadsheet program would take for a formula begins with an apostrophe (OWASP, CSV injection). */
export function writeRegisterCsv({ heads, rows }: ProductExport): Readable {
  const write = (cells: string[][]) => stringify(cells, { delimiter: ';', escape_formulas: true })
  async function* parts(): AsyncGenerator<string> {
    yield `\uFEFF${write([heads])}`
    for await (const part of rows) yield write(part)
  }
  return Readable.from(parts(), { objectMode: false })
}

/** A register as XLSX. All cells are texts, so that none is reckoned; an apostrophe keeps them so when the sheet is saved as CSV. */
export async function writeRegisterXlsx({ name, heads, rows }: ProductExport): Promise<Buffer> {
  const data = [heads.map((value) => ({ value, type: String, fontWeight: 'bold' as const, wrap: true }))].map((row) => row as Cell[])
  for await (const part of rows) data.push(...part.map((cells) => cells.map(toCell)))
  const sheet = name.replace(/[\\/?*[\]:]/g, ' ').slice(0, lettersOfName)
  return await writeExcelFile([{ data, sheet, columns: heads.map((head) => ({ width: Math.max(14, Math.min(40, head.length + 4)) })), stickyRowsCount: 1 }]).toBuffer()
}

type Cell = { value: string; type: StringConstructor } | null

function toCell(text: string): Cell {
  if (text === '') return null
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  // XML 1.0 has no place for most control characters, nor for half of a surrogate pair.
  return { value: safe.slice(0, lettersOfCell).toWellFormed().replace(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, ''), type: String }
}
