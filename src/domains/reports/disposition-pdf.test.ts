import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type DispositionSheet, makeDispositionPdf } from './disposition-pdf.ts'

const sheet: DispositionSheet = {
  paper: 'A5', government: 'Pemerintah Kabupaten Rimbaraya', unit: 'Dinas Contoh', contact: 'Jalan Contoh 1', zone: 'WITA', number: '482-109-375', subject: 'Jembatan lapuk', nature: 'Biasa', sop: 'SOP Contoh',
  receivedAt: new Date('2026-02-02T01:00:00Z'), place: '1 dari 2', at: new Date('2026-02-02T02:15:00Z'), from: 'Kepala OPD, Dinas Contoh', by: 'Contoh Jambu', to: 'Tim OPD, Dinas Contoh', act: 'Perintahkan proses',
  instruction: 'Periksa hari ini, laporkan besok.', dueAt: new Date('2026-02-04T08:00:00Z'), link: 'http://rimbaraya.localhost/kotak-masuk/482-109-375', printedAt: new Date('2026-02-02T02:20:00Z'),
}
const programs = { words: '/usr/bin/pdftotext', pages: '/usr/bin/pdfinfo' }
const poppler = existsSync(programs.words) && existsSync(programs.pages)

function read(pdf: Buffer): { words: string; pages: string } {
  const folder = mkdtempSync(join(tmpdir(), 'tanggap-pdf-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'x.pdf')
  writeFileSync(file, pdf)
  return { words: execFileSync(programs.words, ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' '), pages: execFileSync(programs.pages, [file], { encoding: 'utf8' }) }
}

test('a disposition is a PDF, the same bytes for the same words', async () => {
  const [one, other] = [await makeDispositionPdf(sheet), await makeDispositionPdf(sheet)]
  expect(one.subarray(0, 5).toString()).toBe('%PDF-')
  expect(one.equals(other)).toBe(true)
})

test.skipIf(!poppler)('it says who ordered whom, what, and until when, on one A5 sheet (left out without poppler-utils)', async () => {
  const { words, pages } = read(await makeDispositionPdf(sheet))
  for (const part of ['LEMBAR DISPOSISI', 'DINAS CONTOH', '482-109-375', 'Jembatan lapuk', 'Kepala OPD, Dinas Contoh', 'Tim OPD, Dinas Contoh', 'Periksa hari ini, laporkan besok.', '4 Februari 2026 pukul 16.00 WITA', 'Contoh Jambu', 'Catatan penerima']) expect(words).toContain(part)
  expect(words).not.toContain('RAHASIA')
  expect(pages).toMatch(/Pages: +1\n/)
  expect(pages).toMatch(/Page size: +419\.53 x 595\.28 pts/)
})

test.skipIf(!poppler)('a secret one says so, and the longest order that can be typed goes over to a second sheet at most (left out without poppler-utils)', async () => {
  const long = 'Periksa tempat itu bersama perangkat desa. '.repeat(47).slice(0, 2000)
  for (const paper of ['A5', 'A4'] as const) {
    const { words, pages } = read(await makeDispositionPdf({ ...sheet, paper, nature: 'Rahasia', instruction: long }))
    expect(words).toContain('RAHASIA')
    expect(Number(/Pages: +(\d+)/.exec(pages)![1])).toBeLessThanOrEqual(2)
  }
})
