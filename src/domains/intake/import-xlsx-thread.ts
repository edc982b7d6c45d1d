import { parentPort, workerData } from 'node:worker_threads'
import readExcelFile, { type CellValue } from 'read-excel-file/node'
import { unpackXlsx, UnpackFault } from './import-xlsx-unpack.ts'

interface Order {
  bytes: Uint8Array
  limits: { rows: number; unpackedBytes: number; columns: number }
}

/** The other side of `import-xlsx.ts`: nothing here touches the database or the clock. */
async function read({ bytes, limits }: Order): Promise<object> {
  try {
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    unpackXlsx(file, limits)
    const sheets = await readExcelFile(file)
    return { sheets: sheets.map((sheet) => ({ name: sheet.sheet, rows: sheet.data.map((row) => row.slice(0, limits.columns).map(write)) })) }
  } catch (error) {
    if (error instanceof UnpackFault) return { refused: error.message }
    return { refused: 'Berkas ini bukan XLSX yang utuh. Buka di Excel atau LibreOffice, simpan lagi sebagai XLSX, lalu unggah.' }
  }
}

/** A cell as text. Days become `2026-01-31`, moments `2026-01-31 14:30:00`, times of day `14:30:00`. */
function write(cell: CellValue | null): string {
  if (cell === null || cell === undefined) return ''
  if (!(cell instanceof Date)) return String(cell).trim()
  if (Number.isNaN(cell.getTime())) return ''
  const [day, time] = [cell.toISOString().slice(0, 10), new Date(Math.round(cell.getTime() / 1000) * 1000).toISOString().slice(11, 19)]
  if (cell.getUTCFullYear() < 1905) return time
  return time === '00:00:00' ? day : `${day} ${time}`
}

parentPort!.postMessage(await read(workerData as Order))
