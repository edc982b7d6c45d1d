import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument } from 'pdf-lib'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import { draftNaskah } from './draft-naskah.ts'
import { facts, head, monday, officeForThisTest, officeText } from './fixture-naskah.ts'
import { makeNaskahPdf } from './naskah-pdf.ts'
import { fillLate, type NaskahSheet, readNaskahSheet } from './naskah-sheet.ts'
import { findNaskah } from './naskah-store.ts'
import { printable } from './printable.ts'
import { reserveNumber } from './reserve-number.ts'

const [pdfToText, pdfToPicture] = ['pdftotext', 'pdftoppm'] as const
const hasPoppler = [pdfToText, pdfToPicture].every((tool) => {
  try {
    execFileSync(tool, ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})
const withPoppler = hasPoppler ? '' : ' (left out: poppler-utils is not installed)'

const sheet: NaskahSheet = {
  kind: 'final', version: 1, government: 'Pemerintah Kabupaten Sukamaju', unit: 'Dinas Kominfo', contact: ['Jalan Telegraf 2', 'Pos-el kantor@sukamaju.example'],
  colours: { main: '#0b5d4e', accent: '#d99a1b' }, place: 'Sukakota', date: '2026-01-05', number: '555.2/001/KOMINFO/I/2026', signerUnit: 'Dinas Kominfo',
  frame: {
    form: 'letter', classCode: '555.2', subject: 'Aktivasi subdomain', nature: 'Penting', attachment: '1 (satu) berkas', recipient: 'Kepala RSUD Sukamaju', recipientPlace: 'Sukakota',
    signer: { title: 'Kepala Dinas Kominfo', post: 'kepala', unit: 'kominfo' }, copies: ['Sekretaris Daerah'], number: '{urut}/{tahun}',
  },
  body: 'Menjawab surat Saudara, subdomain sudah aktif:\nNama : rsud.sukamaju.example\nAlamat IP : 203.0.113.7\n\n1. Jaga isinya;\n2. laporkan gangguan.\n\nDemikian disampaikan.',
  proof: { url: 'https://sukamaju.example/surat/0123456789abcdefghjkmnpqrs', site: 'sukamaju.example/surat', code: '0123-4567-89AB-CDEF-GHJK-MNPQ-RS' }, at: monday,
}
const draft: NaskahSheet = { ...sheet, kind: 'draft', version: 3 }

async function keep(of: NaskahSheet): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tanggap-naskah-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'surat.pdf')
  writeFileSync(file, await makeNaskahPdf(of))
  return file
}

async function textOf(of: NaskahSheet): Promise<string> {
  return execFileSync(pdfToText, ['-layout', await keep(of), '-'], { encoding: 'utf8' })
}

/** How much of a part of the first page is inked, 0 to 1; the part in hundredths of the page. */
async function inkIn(of: NaskahSheet, part: { left: number; top: number; width: number; height: number }): Promise<number> {
  const file = await keep(of)
  execFileSync(pdfToPicture, ['-r', '50', '-gray', '-png', '-singlefile', file, file.replace('.pdf', '')])
  const picture = sharp(file.replace('.pdf', '.png'))
  const { width, height } = await picture.metadata()
  const at = (share: number, whole: number) => Math.round((share / 100) * whole)
  const area = { left: at(part.left, width), top: at(part.top, height), width: at(part.width, width), height: at(part.height, height) }
  const { data } = await picture.extract(area).raw().toBuffer({ resolveWithObject: true })
  return data.filter((shade) => shade < 250).length / data.length
}

test('the same sheet gives the same bytes; another moment or word gives others', async () => {
  const bytes = await makeNaskahPdf(sheet)
  expect((await makeNaskahPdf(structuredClone(sheet))).equals(bytes)).toBe(true)
  expect((await makeNaskahPdf({ ...sheet, at: new Date(monday.getTime() + 1000) })).equals(bytes)).toBe(false)
  expect((await makeNaskahPdf({ ...sheet, body: `${sheet.body}.` })).equals(bytes)).toBe(false)
})

test('the paper is A4 upright and dated by the moment of signing', async () => {
  const pdf = await PDFDocument.load(await makeNaskahPdf(sheet), { updateMetadata: false })
  expect([pdf.getPageCount(), Math.round(pdf.getPage(0).getWidth()), Math.round(pdf.getPage(0).getHeight())]).toEqual([1, 595, 842])
  expect([pdf.getTitle(), pdf.getCreationDate()?.toISOString()]).toEqual(['Surat 555.2/001/KOMINFO/I/2026', '2026-01-05T03:00:00.000Z'])
})

test.skipIf(!hasPoppler)(`the words stand in the office form${withPoppler}`, async () => {
  const words = await textOf(sheet)
  for (const line of [
    /PEMERINTAH KABUPATEN SUKAMAJU\n\s+DINAS KOMINFO\n\s+Jalan Telegraf 2\n/, /Nomor\s+: 555\.2\/001\/KOMINFO\/I\/2026\s+Sukakota, 5 Januari 2026\n/, /Sifat\s+: Penting\n/, /Lampiran\s+: 1 \(satu\) berkas\n/,
    /Hal\s+: Aktivasi subdomain\n/, /Kepada\nYth\. Kepala RSUD Sukamaju\ndi\n\s+Sukakota\n/, /Nama\s+: rsud\.sukamaju\.example\n\s+Alamat IP\s+: 203/, /1\.\s+Jaga isinya;\n\s+2\.\s+laporkan/,
    /Kepala Dinas Kominfo,\n/, /Ditandatangani secara elektronik oleh\n/, /Tembusan:\nYth\. Sekretaris Daerah\n/, /atau di sukamaju\.example\/surat dengan kode 0123-4567-89AB-CDEF-GHJK-MNPQ-RS/,
  ]) expect(words).toMatch(line)
  expect(words).not.toContain('KONSEP')
  expect(words).not.toContain('Halaman 1')
})

test.skipIf(!hasPoppler)(`a draft says so on each page, and carries neither code nor QR${withPoppler}`, async () => {
  const { number: _number, date: _date, ...unnumbered } = draft
  const words = await textOf(unnumbered)
  expect(words).toContain('Konsep versi 3: belum ditandatangani, bukan surat resmi.')
  expect(words).toContain('Kode QR terbit saat')
  expect(words).not.toContain('0123-4567')
  expect(words).not.toContain('5 Januari 2026')
  // KONSEP lies also where a final letter is empty: below the text, left of the signature.
  const below = { left: 30, top: 53, width: 15, height: 12 }
  expect(await inkIn(sheet, below)).toBe(0)
  expect(await inkIn(draft, below)).toBeGreaterThan(0.05)
})

test.skipIf(!hasPoppler)(`minutes have their title in the middle, and a place for the other party to sign${withPoppler}`, async () => {
  const words = await textOf({
    ...sheet, body: 'Pada hari ini, {hari-surat} tanggal {tanggal-surat}, dibuat berita acara nomor {nomor-surat}.', signerName: 'Melati Peraga',
    frame: { ...sheet.frame, form: 'titled', title: 'Berita Acara Serah Terima', secondParty: { role: 'Pihak Kedua', name: 'Kepala RSUD Sukamaju' }, copies: [] },
  })
  for (const part of [/\n\s+BERITA ACARA SERAH TERIMA\n\s+Nomor: 555\.2\/001/, /Pada hari ini, Senin tanggal 5 Januari 2026/, /Pihak Kedua,\s+Pihak Pertama,/, /Melati Peraga/]) expect(words).toMatch(part)
  expect(words).not.toContain('Kepada')
  expect(words).not.toContain('Tembusan')
})

test.skipIf(!hasPoppler)(`a long letter runs over pages, each with its foot, and its signature is never cut${withPoppler}`, async () => {
  const words = await textOf({ ...sheet, body: Array.from({ length: 60 }, (_, at) => `Paragraf ${at + 1}: ${'kalimat yang cukup panjang '.repeat(14)}`).join('\n\n') })
  const pages = words.split('\f').slice(0, -1)
  expect(pages.length).toBeGreaterThan(4)
  pages.forEach((page, at) => {
    expect(page).toContain(`Halaman ${at + 1} dari ${pages.length}`)
    expect(page).toContain('0123-4567-89AB-CDEF-GHJK-MNPQ-RS')
  })
  expect(words).toContain('Paragraf 60:')
  const signing = pages.find((page) => page.includes('Ditandatangani secara elektronik oleh'))
  expect(signing).toMatch(/Kepala Dinas Kominfo,\n[\s\S]*Ditandatangani secara elektronik oleh/)
})

test('no text stops the press: other scripts, emoji, halves of characters, endless words, braces', async () => {
  const odd = ['السلام عليكم', '🎉👨‍👩‍👧‍👦🇮🇩', '\uD800 half \uDC00', '\u0000\u0001\u202Erewop\u2069', 'x'.repeat(5000), '{kode} {{}} %', '漢字 ไทย', ' ', '1. \n2.', 'a : \n: b', '-'.repeat(200)]
  for (const text of odd) {
    const pdf = await makeNaskahPdf({ ...sheet, body: `Awal ${text}\n\n${text}`, signerName: text, frame: { ...sheet.frame, subject: text, recipient: text, recipientPlace: text, attachment: text, copies: [text, text] } })
    expect((await PDFDocument.load(pdf)).getPageCount(), JSON.stringify(text.slice(0, 20))).toBeGreaterThan(0)
  }
})

test('endless words are broken, by choice after a sign; what turns or hides text is taken away', () => {
  expect(printable('a'.repeat(100)).split(' ').map((part) => part.length)).toEqual([48, 48, 4])
  expect(printable(`https://contoh.example/${'dokumen/'.repeat(6)}`)).toBe(`https://contoh.example/dokumen/ ${'dokumen/'.repeat(4)} dokumen/`)
  expect(printable('a\u202Eb\u200Bc\u0007d\te\n© 12 #')).toBe('abcd e\n© 12 #')
  expect(printable('Selamat 🎉 pagi')).toBe('Selamat  pagi')
})

test('the letter’s own number and date are dots until it has them', () => {
  expect(fillLate('{hari-surat}, {tanggal-surat}: {nomor-surat} {lain}', { date: '2026-01-04', number: '1' })).toBe('Minggu, 4 Januari 2026: 1 {lain}')
  expect(fillLate('{nomor-surat}', {})).toBe('…………………')
})

test('what is to be signed is read only from a numbered letter, under the letterhead of its unit', async () => {
  const office = await officeForThisTest()
  const ticketId = await office.openTicket()
  const read = (kind: 'draft' | 'final', version?: number) => office.as(head, monday, async (work) => {
    const naskah = await findNaskah(work, { id: first.id })
    return await readNaskahSheet(work, { naskah: naskah!, kind, base: 'https://sukamaju.example', ...(version && { version }) })
  })
  const write = (body: string) => office.as(head, monday, (work) => draftNaskah(work, { ticketId, template: 'balasan', facts, body, role: 'Prakom' }))
  const first = await write('Satu.')
  await write('Dua.')
  await expect(read('final')).rejects.toMatchObject({ code: 'conflict' })
  expect(await read('draft', 1)).toMatchObject({ kind: 'draft', version: 1, body: 'Satu.' })
  await office.as(head, monday, (work) => reserveNumber(work, { ticketId }))
  expect(await read('final')).toMatchObject({
    kind: 'final', version: 2, body: 'Dua.', number: '555.2/001/KOMINFO/I/2026', date: '2026-01-05', place: 'Sukakota', contact: ['Jalan Telegraf 2'],
    government: 'Pemerintah Kabupaten Sukamaju', unit: 'Dinas Kominfo', signerUnit: 'Dinas Kominfo', at: monday,
    proof: { url: `https://sukamaju.example/surat/${first.token}`, site: 'sukamaju.example/surat' },
  })
})

test('a unit without a letterhead of its own uses the tenant’s contact, and its letters are dated at the tenant', async () => {
  const office = await officeForThisTest(officeText.replace(/, kop: \{.*?\}/, ''))
  const ticketId = await office.openTicket()
  const sheet = await office.as(head, monday, async (work) => readNaskahSheet(work, { naskah: await draftNaskah(work, { ticketId, template: 'balasan', facts, body: 'Isi.', role: 'Prakom' }), kind: 'draft', base: 'http://x.example' }))
  expect([sheet.contact, sheet.place]).toEqual([['Jalan Rekaan 1', 'Pos-el kantor@sukamaju.example'], 'Sukamaju'])
})
