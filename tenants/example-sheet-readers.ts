import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { h } from 'preact'
import type { Tenant } from '../src/domains/organisation/index.ts'
import { makeSopSheetPdf } from '../src/domains/reports/index.ts'
import type { Sop } from '../src/domains/sop/index.ts'
import { drawForTest } from '../src/ui/draw-for-test.tsx'
import { SopSheetPage } from '../src/web/pages/sop-pages.tsx'

/** One row of a printed sheet, as a reader finds it there. */
export interface ReadRow {
  row: string
  roles: string[]
  activity: string
  requires: string
  time: string
  output: string
}

/** What is read out; drawings are not. */
const words = (html: string) => html.replace(/<svg.*<\/svg>/s, '').replace(/<[^>]*>/g, '').replaceAll('&amp;', '&').replaceAll('&quot;', '"').trim()

/** The rows of the flow table on the page, read from its HTML. */
export function readPageRows(sop: Sop, tenant: Tenant): ReadRow[] {
  const table = /<table class="sheet">.*?<\/table>/s.exec(drawForTest(h(SopSheetPage, { sop, tenant, figures: undefined })))![0]
  const lanes = [...table.matchAll(/<th scope="col" class="sheet-lane">(.*?)<\/th>/gs)].map((match) => words(match[1]!))
  return [...table.matchAll(/<tr id="baris-.*?<\/tr>/gs)].map(([line]) => {
    const cells = [...line.matchAll(/<(?:td|th)[^>]*?(?:class="([^"]*)")?>(.*?)<\/(?:td|th)>/gs)].map((match) => ({ kind: match[1] ?? '', text: words(match[2]!) }))
    const own = cells.filter((cell) => cell.kind.includes('sheet-lane'))
    const [row, activity, requires, time, output] = cells.filter((cell) => !cell.kind.includes('sheet-lane')).map((cell) => cell.text)
    return { row: row!, roles: lanes.filter((_, at) => own[at]!.text !== ''), activity: activity!, requires: requires!, time: time!, output: output! }
  })
}

const pdfToText = '/usr/bin/pdftotext'

/** Whether this machine can read PDFs (poppler-utils). */
export const readsPdf = existsSync(pdfToText)

/** A text without its white space, which lines of a table break where they like. */
export function compact(text: string): string {
  return text.replace(/\s+/g, '')
}

/** All words of the sheet as PDF, in the order in which they are set, without white space. */
export async function readPdfWords(sop: Sop, tenant: Tenant, paper: 'A4' | 'F4' = 'A4'): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tanggap-sop-'))
  try {
    writeFileSync(join(folder, 'sop.pdf'), await makeSopSheetPdf({ sop, government: tenant.government, colours: tenant.colours, paper }))
    return compact(execFileSync(pdfToText, ['-raw', join(folder, 'sop.pdf'), '-'], { encoding: 'utf8' }))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
