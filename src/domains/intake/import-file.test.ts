import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import writeExcelFile from 'write-excel-file/node'
import { readDay, readMinute } from './import-dates.ts'
import { readSpreadsheet } from './import-file.ts'
import { Refusal } from '../../kernel/refusal.ts'

const rows = [['Nomor', 'Judul'], ['1', 'Jalan “rusak”; parah'], ['2', 'Lampu\nmati'], ['3', 'Café']]
const csv = (delimiter: string) => rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)).join('\r\n')

/** A package of files whose sizes in the directory may lie. */
function zip(files: { name: string; content: Buffer; says?: number }[]): Buffer {
  const number = (value: number, bytes: 2 | 4) => { const b = Buffer.alloc(bytes); if (bytes === 2) b.writeUInt16LE(value); else b.writeUInt32LE(value); return b }
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, content, says } of files) {
    const packed = deflateRawSync(content)
    const sizes = Buffer.concat([number(0, 4), number(packed.length, 4), number(says ?? content.length, 4), number(name.length, 2), number(0, 2)])
    const local = Buffer.concat([number(0x04034b50, 4), number(20, 2), number(0, 2), number(8, 2), number(0, 4), sizes, Buffer.from(name), packed])
    directory.push(Buffer.concat([number(0x02014b50, 4), number(20, 2), number(20, 2), number(0, 2), number(8, 2), number(0, 4), sizes, Buffer.alloc(10), number(at, 4), Buffer.from(name)]))
    parts.push(local)
    at += local.length
  }
  const whole = Buffer.concat(directory)
  return Buffer.concat([...parts, whole, number(0x06054b50, 4), number(0, 4), number(files.length, 2), number(files.length, 2), number(whole.length, 4), number(at, 4), number(0, 2)])
}

async function faultOf(bytes: Buffer): Promise<string> {
  const outcome = await readSpreadsheet(bytes).then(() => 'it was read', (error: unknown) => error)
  return outcome instanceof Refusal && outcome.faults[0]?.field === 'berkas' ? outcome.faults[0].text : String(outcome)
}

describe('what people upload', () => {
  test.each([
    ['comma', Buffer.from(csv(','))],
    ['semicolon', Buffer.from(csv(';'))],
    ['tab', Buffer.from(csv('\t'))],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${csv(';')}`)],
    ['UTF-16 with its mark', Buffer.from(`\uFEFF${csv(';')}`, 'utf16le')],
  ])('CSV with %s', async (_name, bytes) => {
    expect(await readSpreadsheet(bytes)).toEqual([{ name: 'CSV', rows }])
  })

  test('CSV in Windows-1252, as older Excel writes it', async () => {
    const bytes = Buffer.concat([Buffer.from('Nomor;Judul\r\n1;Caf'), Buffer.from([0xe9, 0x20, 0x93, 0x78, 0x94])])
    expect((await readSpreadsheet(bytes))[0]?.rows[1]).toEqual(['1', 'Café “x”'])
  })

  test('XLSX with dates, times, numbers and empty lines keeps the row numbers of the sheet', async () => {
    const bytes = await writeExcelFile([
      ['Nomor', 'Tanggal', 'Waktu', 'Telepon'], [],
      ['A-1', { value: new Date('2024-01-05T00:00:00Z'), type: Date, format: 'd mmm yyyy' }, '02:13:42', 81234567890],
    ]).toBuffer()
    expect((await readSpreadsheet(bytes))[0]?.rows).toEqual([['Nomor', 'Tanggal', 'Waktu', 'Telepon'], ['', '', '', ''], ['A-1', '2024-01-05', '02:13:42', '81234567890']])
  })
})

describe('what nobody should upload is refused in words', () => {
  test.each([
    ['nothing', Buffer.alloc(0), 'Berkas kosong (0 bita). Pilih berkas XLSX atau CSV.'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d494844520000000100000001080600000000000000', 'hex'), 'Isi berkas ini ternyata PNG, bukan lembar kerja. Diharapkan: berkas XLSX atau CSV.'],
    ['a PDF', Buffer.from('%PDF-1.7\n%aaaa'), 'Isi berkas ini ternyata PDF, bukan lembar kerja. Diharapkan: berkas XLSX atau CSV.'],
    ['an old XLS', Buffer.from(`d0cf11e0a1b11ae1${'00'.repeat(600)}`, 'hex'), 'Berkas ini XLS lama (Excel 97–2003), atau dikunci dengan sandi. Buka di Excel, simpan sebagai “Buku kerja Excel (*.xlsx)” tanpa sandi, lalu unggah lagi.'],
    ['bytes', Buffer.from([1, 0, 2, 0, 3, 0, 250]), 'Isi berkas ini bukan teks. Diharapkan: berkas XLSX atau CSV.'],
    ['half a package', Buffer.from('PK\x03\x04 and no more', 'latin1'), 'Berkas ini bukan XLSX yang utuh. Buka di Excel atau LibreOffice, simpan lagi sebagai XLSX, lalu unggah.'],
    ['another package', zip([{ name: 'word/document.xml', content: Buffer.from('<x/>') }]), 'Berkas ini paket ZIP, tetapi bukan lembar kerja XLSX. Diharapkan: berkas XLSX atau CSV.'],
    ['an unpaired quotation mark', Buffer.from('a;b\n1;"x\n2;y'), 'Baris 3: tanda kutip (") tidak berpasangan, sehingga berkas tidak dapat dibaca. Diharapkan: tanda kutip di dalam isi ditulis dua kali ("").'],
  ])('%s', async (_name, bytes, text) => {
    expect(await faultOf(bytes)).toBe(text)
  })

  test('a formula, with its cell', async () => {
    const bytes = await writeExcelFile([['Nomor', 'Judul'], ['1', { type: 'Formula', value: '=HYPERLINK("http://jahat.example")' }]]).toBuffer()
    expect(await faultOf(bytes)).toBe('Ada rumus di dalam berkas, pertama pada sel B2. Diharapkan: isi saja. Pilih semua sel, salin, lalu “Tempel khusus: nilai”, simpan, dan unggah lagi.')
  })

  test('a million rows, in a sheet and in a CSV', async () => {
    const text = 'Berkas ini berisi lebih dari 20.000 baris. Bagi menjadi beberapa berkas, lalu unggah satu per satu.'
    const sheet = Buffer.from(`<worksheet><sheetData>${'<row r="1"><c/></row>'.repeat(1_000_000)}</sheetData></worksheet>`)
    expect(await faultOf(zip([{ name: 'xl/workbook.xml', content: Buffer.from('<workbook/>') }, { name: 'xl/worksheets/sheet1.xml', content: sheet }]))).toBe(text)
    expect(await faultOf(Buffer.from('a;b\n'.repeat(1_000_000)))).toBe(text)
  })

  test('a package that bursts, whatever size it claims', async () => {
    const bomb = zip([{ name: 'xl/workbook.xml', content: Buffer.alloc(300_000_000), says: 10 }])
    expect(bomb.length).toBeLessThan(400_000)
    expect(await faultOf(bomb)).toBe('Isi berkas ini setelah dibuka terlalu besar. Hapus gambar dan lembar yang tidak perlu, atau bagi menjadi beberapa berkas.')
  })
})

test.each([
  ['5 Jan 2024', '2024-01-05'], ['05/01/2024', '2024-01-05'], ['2024-01-05 02:13:42', '2024-01-05'], ['17 Agustus 2024', '2024-08-17'], ['1 Mei 2024', '2024-05-01'], ['31 Des 2023', '2023-12-31'],
  ['31/02/2024', undefined], ['5 Xxx 2024', undefined], ['kemarin', undefined], ['5/1/24', undefined], ['', undefined],
])('%j is the day %s', (text, day) => {
  expect(readDay(text)).toBe(day)
})

test.each([['02:13:42', 133], ['14.30', 870], ['2024-01-05 23:59:59', 1439], ['0.0925', 133], ['0', 0], ['24:00', undefined], ['pagi', undefined]])('%j is the minute %s', (text, minute) => {
  expect(readMinute(text)).toBe(minute)
})
