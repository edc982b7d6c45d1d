import { fileTypeFromBuffer } from 'file-type'
import { Refusal } from '../../kernel/refusal.ts'
import { readCsv } from './import-csv.ts'
import { readXlsx } from './import-xlsx.ts'

/** What an import may be. A spreadsheet of 20,000 reports has about 8 MB. */
export const importLimits = { bytes: 10 * 1024 * 1024, rows: 20_000, unpackedBytes: 120 * 1024 * 1024, columns: 100 } as const

/** One sheet as texts; row `n` of the spreadsheet program stands at `rows[n - 1]`. */
export interface Sheet {
  name: string
  rows: string[][]
}

/**
 * Reads a spreadsheet, whatever its name says it is. Refuses by the field `berkas` with what was found and what is expected: other kinds of files, formulas, too many rows, and
 * packages that would burst. Heavy work is done in a thread with bounded memory and time.
 */
export async function readSpreadsheet(bytes: Buffer): Promise<Sheet[]> {
  if (bytes.length === 0) throw refuseFile('Berkas kosong (0 bita). Pilih berkas XLSX atau CSV.')
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined)
  if (bytes.subarray(0, 4).equals(zipBegin)) return await readXlsx(bytes)
  if (found?.mime === 'application/x-cfb') throw refuseFile('Berkas ini XLS lama (Excel 97–2003), atau dikunci dengan sandi. Buka di Excel, simpan sebagai “Buku kerja Excel (*.xlsx)” tanpa sandi, lalu unggah lagi.')
  if (found && found.ext !== 'xml') throw refuseFile(`Isi berkas ini ternyata ${found.ext.toUpperCase()}, bukan lembar kerja. Diharapkan: berkas XLSX atau CSV.`)
  return [{ name: 'CSV', rows: readCsv(bytes) }]
}

const zipBegin = Buffer.from('PK\x03\x04', 'latin1')

/** A "no" about the whole file. */
export function refuseFile(text: string): Refusal {
  return new Refusal('bad-input', text, [{ field: 'berkas', text }])
}

/** A "no" about a file with more rows than one import takes. */
export function refuseRows(): Refusal {
  return refuseFile(`Berkas ini berisi lebih dari ${importLimits.rows.toLocaleString('id-ID')} baris. Bagi menjadi beberapa berkas, lalu unggah satu per satu.`)
}
