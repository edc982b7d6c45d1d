import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { CsvError, parse } from 'csv-parse'
import { isLocalDate } from '../calendar/index.ts'
import { maskNik, readNik } from './nik.ts'

/** One line of a register's CSV that cannot be used, in words that hold nothing of the person but the masked NIK. */
export interface RegisterFault {
  line: number
  text: string
  nik?: string
}

export interface RegisterEntry {
  name: string
  /** `1990-08-17` */
  birthDate: string
}

/** What a register's CSV holds: people by their NIK, and the lines that cannot be used. */
export interface RegisterContent {
  entries: Map<string, RegisterEntry>
  faults: RegisterFault[]
}

/** Rows between two breaths, so that a program with other work is never held up by a big file. */
const atOnce = 1000

/** Reads `NIK;nama;tanggal lahir` (`1990-08-17` or `17-08-1990`), a heading allowed; commas or tabs in place of semicolons if the first line has no semicolon. */
export async function readRegisterCsv(csv: string, now: Date): Promise<RegisterContent> {
  const entries = new Map<string, RegisterEntry>()
  const faults: RegisterFault[] = []
  let seen = 0
  for await (const { record, info } of readLines(csv, faults)) {
    if (++seen % atOnce === 0) await setImmediate()
    if (seen === 1 && record[0]?.toLowerCase() === 'nik') continue
    const entry = readEntry(record, now)
    if ('text' in entry) faults.push({ line: info.lines, ...entry })
    else if (entries.has(entry.nik)) faults.push({ line: info.lines, text: 'NIK ini sudah ada pada baris sebelumnya. Hapus salah satunya.', nik: maskNik(entry.nik) })
    else entries.set(entry.nik, { name: entry.name, birthDate: entry.birthDate })
  }
  return { entries, faults }
}

export interface Line {
  record: string[]
  info: { lines: number }
}

const piece = 64 * 1024

function* piecesOf(csv: string): Generator<string> {
  for (let at = 0; at < csv.length; at += piece) yield csv.slice(at, at + piece)
}

/** The lines of a CSV with semicolons, or commas or tabs where its first line has none; quotes that do not close are a fault. */
export async function* readLines(csv: string, faults: RegisterFault[]): AsyncGenerator<Line> {
  const parser = parse({ delimiter: delimiterOf(csv), bom: true, trim: true, relax_column_count: true, skip_empty_lines: true, info: true })
  try {
    for await (const line of Readable.from(piecesOf(csv)).pipe(parser)) yield line as Line
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    faults.push({ line: Number(error.lines) || 1, text: 'Tanda kutip di baris ini tidak berpasangan.' })
  }
}

function delimiterOf(csv: string): string {
  const first = csv.slice(0, 2000).split('\n', 1)[0]!
  return first.includes(';') ? ';' : first.includes('\t') ? '\t' : ','
}

function readEntry([nikText = '', name = '', born = '', ...more]: string[], now: Date): (RegisterEntry & { nik: string }) | Omit<RegisterFault, 'line'> {
  if (name === '' || born === '' || more.length > 0) return { text: 'Diharapkan tiga kolom: NIK;nama;tanggal lahir.' }
  if (/^\d[.,]?\d*E\+?\d+$/i.test(nikText)) return { text: 'NIK dibulatkan oleh lembar kerja. Jadikan kolom NIK sebagai teks, lalu simpan lagi sebagai CSV.' }
  const nik = readNik(nikText, now)
  if ('fault' in nik) return { text: forOffice(nik.fault) }
  const birthDate = /^\d{2}-\d{2}-\d{4}$/.test(born) ? born.split('-').reverse().join('-') : born
  if (!isLocalDate(birthDate)) return { text: 'Tanggal lahir bukan tanggal yang ada. Contoh: 1990-08-17.', nik: maskNik(nik.nik) }
  return { nik: nik.nik, name, birthDate }
}

// Whoever reads this looks at a list, not at their own card.
function forOffice(fault: string): string {
  return fault.replace(', yang Anda isi', ', di sini').replace(/ (Periksa kembali KTP Anda|Isilah 16 angka NIK seperti pada KTP Anda)\.$/, '')
}
