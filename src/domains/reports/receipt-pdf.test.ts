import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeReceiptPdf, type Receipt } from './receipt-pdf.ts'

const receipt: Receipt = {
  paper: 'A5', government: 'Pemerintah Kabupaten Rimbaraya', contact: 'Jalan Contoh 1', colours: { main: '#8a3215', accent: '#e0a526' }, zone: 'WITA', number: '482-109-375', code: 'K7QM-4XRA',
  link: 'http://rimbaraya.localhost/lacak?nomor=482-109-375&kode=K7QM-4XRA', site: 'rimbaraya.localhost', title: 'Jembatan lapuk', sop: 'SOP Contoh', receivedAt: new Date('2026-02-02T02:15:00Z'),
  channel: 'surat', sender: 'Melati Peraga', receivedBy: 'Contoh Jambu, Validator, Dinas Contoh', holder: 'Validator', stepDue: new Date('2026-02-03T02:15:00Z'), next: ['Validator memeriksa nomor KTP Anda.'],
  printedAt: new Date('2026-02-02T02:20:00Z'),
}

const programs = { words: '/usr/bin/pdftotext', pages: '/usr/bin/pdfinfo' }

/** Its words, and its pages, as poppler reads them. */
function read(pdf: Buffer): { words: string; pages: string } {
  const folder = mkdtempSync(join(tmpdir(), 'tanggap-pdf-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'x.pdf')
  writeFileSync(file, pdf)
  return { words: execFileSync(programs.words, ['-layout', file, '-'], { encoding: 'utf8' }), pages: execFileSync(programs.pages, [file], { encoding: 'utf8' }) }
}

const poppler = existsSync(programs.words) && existsSync(programs.pages)

test('a receipt is a PDF, the same bytes for the same words', async () => {
  const [one, other] = [await makeReceiptPdf(receipt), await makeReceiptPdf(receipt)]
  expect(one.subarray(0, 5).toString()).toBe('%PDF-')
  expect(one.equals(other)).toBe(true)
})

test.skipIf(!poppler)('it says number, code, who, when and until when, in local time (left out without poppler-utils)', async () => {
  const { words, pages } = read(await makeReceiptPdf(receipt))
  for (const part of ['482-109-375', 'K7QM-4XRA', 'Pemerintah Kabupaten Rimbaraya', 'Melati Peraga', '2 Februari 2026 pukul 10.15 WITA', '3 Februari 2026 pukul 10.15 WITA', 'Validator memeriksa nomor KTP Anda.', 'rimbaraya.localhost/lacak']) {
    expect(words).toContain(part)
  }
  expect(pages).toMatch(/Pages: +1\n/)
  expect(pages).toMatch(/Page size: +419\.53 x 595\.28 pts/)
})

test.skipIf(!poppler)('the longest of everything still fits on its one sheet, A5 and A4 (left out without poppler-utils)', async () => {
  const long = 'Perkumpulan Warga Rekaan yang Namanya Panjang Sekali '.repeat(3)
  const most: Receipt = {
    ...receipt, title: 'W'.repeat(40).concat(' ', 'panjang sekali '.repeat(5)), sender: long.slice(0, 100), receivedBy: `Contoh ${long.slice(0, 60)}, Validator, ${long.slice(0, 60)}`, holder: long.slice(0, 120), sop: long.slice(0, 120), contact: long,
    ticketDue: new Date('2026-03-03T02:15:00Z'), next: [long, long, long],
  }
  for (const paper of ['A5', 'A4'] as const) expect(read(await makeReceiptPdf({ ...most, paper })).pages).toMatch(/Pages: +1\n/)
})
