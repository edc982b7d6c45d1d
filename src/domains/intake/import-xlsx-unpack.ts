import { inflateRawSync } from 'node:zlib'

/** Why a package is not read further, in words for who uploaded it. */
export class UnpackFault extends Error {}

interface Limits {
  rows: number
  unpackedBytes: number
}

interface Entry {
  name: string
  method: number
  begin: number
  packed: number
}

const damaged = 'Berkas ini bukan XLSX yang utuh. Buka di Excel atau LibreOffice, simpan lagi sebagai XLSX, lalu unggah.'

/**
 * Unpacks every part of an XLSX within a limit that does not trust the sizes that the package itself states, and looks through the sheets for what is not read: more rows than
 * the limit, formulas. Throws `UnpackFault`. Source: PKWARE's APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16.
 */
export function unpackXlsx(file: Buffer, limits: Limits): void {
  const entries = listEntries(file)
  if (!entries.some((entry) => entry.name === 'xl/workbook.xml')) throw new UnpackFault('Berkas ini paket ZIP, tetapi bukan lembar kerja XLSX. Diharapkan: berkas XLSX atau CSV.')
  let left = limits.unpackedBytes
  for (const entry of entries) {
    const part = unpack(file, entry, left)
    left -= part.length
    if (/^xl\/worksheets\/[^/]+\.xml$/.test(entry.name)) checkSheet(part, limits.rows)
  }
}

function listEntries(file: Buffer): Entry[] {
  const end = file.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || end + 22 > file.length) throw new UnpackFault(damaged)
  const count = file.readUInt16LE(end + 10)
  let at = file.readUInt32LE(end + 16)
  if (count > 500) throw new UnpackFault(damaged)
  const entries: Entry[] = []
  for (let n = 0; n < count; n++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) throw new UnpackFault(damaged)
    const [name, extra, comment] = [file.readUInt16LE(at + 28), file.readUInt16LE(at + 30), file.readUInt16LE(at + 32)]
    const local = file.readUInt32LE(at + 42)
    if (local + 30 > file.length || file.readUInt32LE(local) !== 0x04034b50) throw new UnpackFault(damaged)
    entries.push({
      name: file.toString('utf8', at + 46, at + 46 + name), method: file.readUInt16LE(at + 10), packed: file.readUInt32LE(at + 20),
      begin: local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28),
    })
    at += 46 + name + extra + comment
  }
  return entries
}

function unpack(file: Buffer, { method, begin, packed }: Entry, most: number): Buffer {
  const bytes = file.subarray(begin, begin + packed)
  const tooLarge = new UnpackFault('Isi berkas ini setelah dibuka terlalu besar. Hapus gambar dan lembar yang tidak perlu, atau bagi menjadi beberapa berkas.')
  if (method === 0) {
    if (bytes.length > most) throw tooLarge
    return bytes
  }
  if (method !== 8) throw new UnpackFault(damaged)
  try {
    return inflateRawSync(bytes, { maxOutputLength: Math.max(1, most) })
  } catch (error) {
    throw (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge : new UnpackFault(damaged)
  }
}

const rowBegin = Buffer.from('<row ')
const formulas = [Buffer.from('<f>'), Buffer.from('<f ')]

function checkSheet(xml: Buffer, mostRows: number): void {
  let rows = 0
  for (let at = xml.indexOf(rowBegin); at >= 0; at = xml.indexOf(rowBegin, at + 5)) {
    if (++rows > mostRows + 50) throw new UnpackFault(`Berkas ini berisi lebih dari ${mostRows.toLocaleString('id-ID')} baris. Bagi menjadi beberapa berkas, lalu unggah satu per satu.`)
  }
  const formula = formulas.map((begin) => xml.indexOf(begin)).filter((at) => at >= 0).sort((a, b) => a - b)[0]
  if (formula === undefined) return
  const before = xml.toString('utf8', Math.max(0, formula - 400), formula)
  const cell = [...before.matchAll(/<c [^>]*?r="([A-Z]+\d+)"/g)].at(-1)?.[1]
  throw new UnpackFault(`Ada rumus di dalam berkas${cell ? `, pertama pada sel ${cell}` : ''}. Diharapkan: isi saja. Pilih semua sel, salin, lalu “Tempel khusus: nilai”, simpan, dan unggah lagi.`)
}
