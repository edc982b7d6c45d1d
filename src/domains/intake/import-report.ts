import { stringify } from 'csv-stringify/sync'
import type { Work } from '../../kernel/work.ts'
import { needImporter } from './import-take.ts'
import { findImport, readRows } from './import-store.ts'

const atOnce = 1000

/**
 * The rows that became no ticket, as CSV in parts: row number, what is wrong, and the row as it came, so that it can be mended and imported again. `inTenant` runs each part in a
 * short transaction of its own.
 */
export async function* failedRowsCsv(inTenant: <T>(task: (work: Work) => Promise<T>) => Promise<T>, importId: string): AsyncGenerator<string> {
  const heads = await inTenant(async (work) => {
    needImporter(work)
    return (await findImport(work, { id: importId }))?.heads ?? []
  })
  yield `\uFEFF${write([['Baris', 'Yang salah', ...heads]])}`
  for (let afterNo = 0; ; ) {
    const rows = await inTenant((work) => readRows(work, importId, { states: ['wrong', 'failed'], most: atOnce, afterNo }))
    if (rows.length === 0) return
    yield write(rows.map(({ no, content }) => [String(no), content.faults.map((fault) => `${fault.column ? `${fault.column}: ` : ''}${fault.found ? `ditemukan ${fault.found}; ` : ''}diharapkan ${fault.expected}`).join(' | '), ...content.cells]))
    afterNo = rows.at(-1)!.no
  }
}

function write(rows: string[][]): string {
  return stringify(rows, { delimiter: ';', escape_formulas: true })
}
