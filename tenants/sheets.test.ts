import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { checkTenantFolder } from '../src/cli/tenant-folder.ts'
import { bpmnFaults } from '../src/domains/sop/bpmn/example-bpmn-faults.ts'
import { sheetFaults } from '../src/domains/sop/sheet/example-sheet-faults.ts'
import { sheetRows, writeBpmn } from '../src/domains/sop/index.ts'
import { compact, readPageRows, readPdfWords, readsPdf } from './example-sheet-readers.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
const folders = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name)
const tenants = await Promise.all(folders.map((folder) => checkTenantFolder(`${here}${folder}`)))
const cases = tenants.flatMap(({ tenant, sops }) => (tenant ? sops.map(({ sop }) => ({ name: `${tenant.id}/${sop.code}`, tenant, sop })) : []))

test('there are SOPs to look at', () => {
  expect(cases.length).toBeGreaterThanOrEqual(5)
})

describe.each(cases)('the sheet of $name', ({ sop, tenant }) => {
  test('is drawn with an arrow for each act that leads on, and nothing crosses a symbol, covers another line or leaves the sheet', () => {
    expect(sheetFaults(sop)).toEqual([])
  })

  test('has all its rows on the page', () => {
    expect(readPageRows(sop, tenant).map((row) => row.row)).toEqual(sop.steps.map((step) => String(step.row)))
  })

  test.skipIf(!readsPdf).each(['A4', 'F4'] as const)('has all words of each row together in the PDF on %s (left out without poppler-utils)', async (paper) => {
    const words = await readPdfWords(sop, tenant, paper)
    const missing = sheetRows(sop).filter((row) => !words.includes(compact(`${row.row}${row.activity}${row.requires}${row.time}${row.output}${row.note}`)))
    expect(missing.map((row) => row.row)).toEqual([])
  })

  test('is a BPMN file that reads back without a warning, with each node in one lane and drawn', async () => {
    expect(await bpmnFaults(await writeBpmn(sop, tenant.government))).toEqual([])
  })
})
