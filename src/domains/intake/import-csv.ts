import { CsvError, parse } from 'csv-parse/sync'
import { importLimits, refuseFile, refuseRows } from './import-limits.ts'

/** Reads a CSV: comma, semicolon or tab between cells; UTF-8 or UTF-16 with or without their mark, or Windows-1252 as older Excel writes it. */
export function readCsv(bytes: Buffer): string[][] {
  const text = decode(bytes)
  if (text.includes('\0')) throw refuseFile('Isi berkas ini bukan teks. Diharapkan: berkas XLSX atau CSV.')
  try {
    const rows = parse(text, {
      delimiter: findDelimiter(text), relax_column_count: true, skip_empty_lines: false, max_record_size: 200_000, to: importLimits.rows + 50,
    }) as string[][]
    if (rows.length >= importLimits.rows + 50) throw refuseRows()
    return rows.map((row) => row.slice(0, importLimits.columns).map((cell) => cell.trim()))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = Number(error.lines) || 1
    if (error.code === 'CSV_MAX_RECORD_SIZE') throw refuseFile(`Baris ${line}: satu baris berisi lebih dari 200.000 huruf. Kemungkinan tanda kutip (") tidak berpasangan.`)
    throw refuseFile(`Baris ${line}: tanda kutip (") tidak berpasangan, sehingga berkas tidak dapat dibaca. Diharapkan: tanda kutip di dalam isi ditulis dua kali ("").`)
  }
}

function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** The sign that stands most often in the first lines, outside of quotation marks. */
function findDelimiter(text: string): string {
  const head = text.slice(0, 4000).replace(/"[^"]*"/g, '')
  const count = (sign: string) => head.split(sign).length
  return [';', ',', '\t'].sort((one, other) => count(other) - count(one))[0]!
}
