import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { exampleFacts, exampleSource } from '../sop/example-sop.ts'
import { layoutSheet, readSop, sheetRows, type Sop } from '../sop/index.ts'
import { anySop } from '../sop/sheet/example-sops.ts'
import type { SheetMeasures } from './sop-sheet-measures.ts'
import { pageRows } from './sop-sheet-paging.ts'
import { makeSopSheetPdf } from './sop-sheet-pdf.ts'

const sop = readSop(exampleSource, 'aduan-warga.yaml', exampleFacts).sop!
/** The same SOP in the words of somebody who writes much. */
const wordy: Sop = { ...sop, steps: sop.steps.map((step) => ({ ...step, activity: `${step.activity} `.repeat(9).trim(), note: 'Catatan yang panjang sekali. '.repeat(5).trim() })) }
const order = { sop, government: 'Pemerintah Kabupaten Rimbaraya', colours: { main: '#8a3215', accent: '#e0a526' }, paper: 'A4' as const }

const programs = { words: '/usr/bin/pdftotext', pages: '/usr/bin/pdfinfo' }
const poppler = existsSync(programs.words) && existsSync(programs.pages)

/** The words of each page, and what pdfinfo tells. */
function read(pdf: Buffer): { pages: string[]; info: string } {
  const folder = mkdtempSync(join(tmpdir(), 'tanggap-pdf-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'x.pdf')
  writeFileSync(file, pdf)
  const words = execFileSync(programs.words, ['-raw', file, '-'], { encoding: 'utf8' })
  return { pages: words.split('\f').slice(0, -1), info: execFileSync(programs.pages, [file], { encoding: 'utf8' }) }
}

test('the sheet of an SOP is a PDF, the same bytes for the same SOP', async () => {
  const [one, other] = [await makeSopSheetPdf(order), await makeSopSheetPdf({ ...order, sop: structuredClone(sop) })]
  expect(one.subarray(0, 5).toString()).toBe('%PDF-')
  expect(one.equals(other)).toBe(true)
})

test.skipIf(!poppler)('A4 and F4 are held sideways, and the identity block has a page of its own (left out without poppler-utils)', async () => {
  const a4 = read(await makeSopSheetPdf(order))
  expect(a4.info).toMatch(/Page size: +841\.89 x 595\.28 pts/)
  expect(read(await makeSopSheetPdf({ ...order, paper: 'F4' })).info).toMatch(/Page size: +935\.43 x 609\.45 pts/)
  expect(a4.pages[0]).toContain('Dasar Hukum')
  expect(a4.pages[0]).not.toContain('Mutu Baku')
})

test.skipIf(!poppler)('over several pages the head stands on each, and lines that go over say where to (left out without poppler-utils)', async () => {
  const { pages } = read(await makeSopSheetPdf({ ...order, sop: wordy }))
  const flow = pages.slice(1)
  expect(flow.length).toBeGreaterThan(1)
  expect(flow.filter((page) => !page.includes('Mutu Baku') || !page.includes('Pelaksana'))).toEqual([])
  expect(pages[1]).toContain('Bersambung ke halaman 3')
  expect(pages[2]).toContain('Sambungan dari halaman 2')
  expect(pages.map((page, at) => page.includes(`Halaman ${at + 1} dari ${pages.length}`))).toEqual(pages.map(() => true))
})

test.skipIf(!poppler)('laws without end do not break the identity block in two (left out without poppler-utils)', async () => {
  const laws = Array.from({ length: 24 }, (_, at) => `Undang-Undang Rekaan Nomor ${at + 1} Tahun 2020 tentang Contoh yang Panjang Judulnya`)
  const { pages } = read(await makeSopSheetPdf({ ...order, sop: { ...sop, identity: { ...sop.identity, legalBasis: laws } } }))
  expect(pages[0]).toContain('Nomor 24 Tahun 2020')
  expect(pages[1]).toContain('Mutu Baku')
})

function measuresOf(one: Sop, height: number): SheetMeasures {
  const layout = layoutSheet(one)
  const columns = { no: 24, activity: 130, lanes: layout.width * 0.6, requires: 80, time: 50, output: 80, note: 80 }
  return { paper: 'A4', layout, rows: sheetRows(one), scale: 0.6, fontSize: 8, columns, head: [14, 30], heights: one.steps.map(() => height) }
}

test('each row is on one page, and a line that leaves a page comes in on the next with the same letter, apart from its neighbours', () => {
  fc.assert(fc.property(anySop, fc.integer({ min: 60, max: 200 }), (one, height) => {
    const pages = pageRows(measuresOf(one, height), 60)
    expect(pages.flatMap((page) => Array.from({ length: page.to - page.from }, (_, at) => page.from + at))).toEqual(one.steps.map((_, at) => at))
    for (const [at, page] of pages.entries()) {
      const next = pages[at + 1]
      expect(page.go).toEqual(next?.come ?? [])
      expect(page.go.slice(1).filter((crossing, index) => crossing.at - page.go[index]!.at < 11.9)).toEqual([])
    }
  }), { numRuns: 60 })
})
