import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { ServiceStandard, StandardItem } from '../standards/index.ts'
import { makeStandardPdf, type StandardSheet } from './standard-pdf.ts'

const line = (text: string, ...details: string[]): StandardItem => ({ text, details })

const standard: ServiceStandard = {
  code: 'surat-izin', name: 'Penerbitan Surat Izin Pasar Malam', shortName: 'Izin pasar malam', summary: 'Izin mengadakan pasar malam.', unit: 'kominfo',
  decree: { title: 'Keputusan Kepala Dinas Rekaan Nomor 1/KPTS/2025', date: '2025-02-03', by: 'Kepala Dinas Rekaan' }, applicants: ['perorangan'], sops: [],
  laws: [
    { kind: 'Undang-Undang', number: '25', year: 2009, about: 'Pelayanan Publik', amendedBy: [] },
    { kind: 'Keputusan Bupati', number: '7/KPTS/2024', year: 2024, date: '2024-05-29', about: 'Lapangan', amendedBy: [] },
  ],
  requirements: [line('Surat permohonan dengan:', 'denah lapangan', 'daftar pedagang'), line('Fotokopi KTP')],
  procedures: [{ name: 'Penerbitan', steps: ['Pemohon mengirim surat', 'Kepala menandatangani izin'] }, { name: 'Perpanjangan', steps: ['Pemohon meminta perpanjangan'] }],
  time: { short: '3 hari kerja', details: [] }, cost: [line('Bebas biaya')], product: [line('Surat izin pasar malam')], facilities: [line('Komputer'), line('Printer')],
  skills: [line('Menguasai tata naskah')], supervision: [line('Atasan langsung')],
  contacts: { online: [{ channel: 'surel', address: 'aduan@rimbaraya.example' }], offline: [{ channel: 'tatap-muka', address: 'Jalan Rekaan 1', hours: '09.00 s.d. 15.00' }] },
  staff: [line('2 orang')], guarantee: [line('Sesuai SOP')], safety: [line('Data disimpan aman')], evaluation: [line('Setiap semester')],
  notes: { biaya: 'Tidak disebut dalam keputusan.' },
}
const sheet: StandardSheet = {
  standard, government: 'Pemerintah Kabupaten Rimbaraya', unit: 'Dinas Kominfo', contact: { address: 'Jalan Contoh 1', email: 'kominfo@rimbaraya.example' }, address: 'rimbaraya.localhost/layanan/surat-izin',
}

const programs = { words: '/usr/bin/pdftotext', pages: '/usr/bin/pdfinfo' }
const poppler = existsSync(programs.words) && existsSync(programs.pages)

/** The words of each page, and what poppler says of the file. */
function read(pdf: Buffer): { pages: string[]; info: string } {
  const folder = mkdtempSync(join(tmpdir(), 'tanggap-pdf-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'x.pdf')
  writeFileSync(file, pdf)
  const words = execFileSync(programs.words, ['-layout', file, '-'], { encoding: 'utf8' })
  return { pages: words.split('\f').filter((page) => page.trim() !== ''), info: execFileSync(programs.pages, [file], { encoding: 'utf8' }) }
}

test('a standard is a PDF, the same bytes for the same words', async () => {
  const [one, other] = [await makeStandardPdf(sheet), await makeStandardPdf(sheet)]
  expect(one.subarray(0, 5).toString()).toBe('%PDF-')
  expect(one.equals(other)).toBe(true)
})

test.skipIf(!poppler)('it has letterhead, title, the 14 components in their order, and who set it (left out without poppler-utils)', async () => {
  const { pages, info } = read(await makeStandardPdf(sheet))
  const words = pages.join('\n')
  expect(info).toMatch(/Page size: +595\.28 x 841\.89 pts \(A4\)/)
  for (const part of [
    'PEMERINTAH KABUPATEN RIMBARAYA', 'DINAS KOMINFO', 'Surel: kominfo@rimbaraya.example', 'STANDAR PELAYANAN', 'PENERBITAN SURAT IZIN PASAR MALAM', 'Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik',
    'Keputusan Bupati Nomor 7/KPTS/2024 tanggal 29 Mei 2024', 'a. denah lapangan', 'b. daftar pedagang', '2. Fotokopi KTP', 'Perpanjangan', 'Tatap muka: Jalan Rekaan 1 (09.00 s.d. 15.00)',
    'Catatan: Tidak disebut dalam keputusan.', 'Nomor 1/KPTS/2025, tanggal 3 Februari 2025', 'Yang berlaku sekarang: rimbaraya.localhost/layanan/surat-izin',
  ]) expect(words).toContain(part)
  const numbers = [...words.matchAll(/^ {1,12}(\d{1,2}) {2,}[A-Z]/gm)].map((match) => Number(match[1]))
  expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])
})

test.skipIf(!poppler)('over several pages, each repeats the head of the table and says which it is (left out without poppler-utils)', async () => {
  const long = { ...standard, requirements: Array.from({ length: 60 }, (_, at) => line(`Syarat rekaan nomor ${at + 1} yang harus dilampirkan oleh pemohon bersama salinannya yang sah`)) }
  const { pages } = read(await makeStandardPdf({ ...sheet, standard: long }))
  expect(pages.length).toBeGreaterThan(2)
  pages.forEach((page, at) => {
    expect(page).toMatch(/NO +KOMPONEN +URAIAN/)
    expect(page).toContain(`Halaman ${at + 1} dari ${pages.length}`)
  })
  expect(pages.filter((page) => page.includes('DINAS KOMINFO'))).toHaveLength(1)
})
