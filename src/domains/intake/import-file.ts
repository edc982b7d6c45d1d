import { fileTypeFromBuffer } from 'file-type'
import { readCsv } from './import-csv.ts'
import { refuseFile, type Sheet } from './import-limits.ts'
import { readXlsx } from './import-xlsx.ts'

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
