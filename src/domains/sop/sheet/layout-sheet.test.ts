import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exampleFacts, exampleSource } from '../example-sop.ts'
import { readSop } from '../read-sop.ts'
import { sheetRows } from '../sheet-rows.ts'
import type { Act, Sop, Step } from '../sop.ts'
import { sheetFaults } from './example-sheet-faults.ts'
import { anySop } from './example-sops.ts'
import { layoutSheet } from './layout-sheet.ts'
import { sheetAnswers } from './sheet-answers.ts'

const example = readSop(exampleSource, 'aduan-warga.yaml', exampleFacts).sop!

test('each act that leads on has its arrow, and no arrow crosses a symbol, covers another or leaves the sheet', () => {
  expect(sheetFaults(example)).toEqual([])
})

test('so it is for SOPs of any shape', () => {
  fc.assert(fc.property(anySop, (sop) => {
    expect(sheetFaults(sop).filter((fault) => !fault.startsWith('label'))).toEqual([])
  }), { numRuns: 30 })
})

test('a lane has a symbol in each row in which it has a part, joined where they share the row', () => {
  const layout = layoutSheet(example)
  const paraf = layout.symbols.filter((symbol) => symbol.step === 'paraf')
  expect(paraf.map((symbol) => [symbol.lane, symbol.kind])).toEqual([[4, 'decision'], [5, 'decision']])
  expect(layout.links.find((link) => link.row === 5)).toEqual({ row: 5, x1: paraf[0]!.x, x2: paraf[1]!.x, word: 'dan' })
})

test('a way to the next row in the same lane is one straight line', () => {
  const sop: Sop = { ...example, steps: [{ ...example.steps[0]!, acts: [{ ...example.steps[0]!.acts[0]!, to: 'selesai' }] }, { ...example.steps.at(-1)!, lanes: example.steps[0]!.lanes }] }
  const [arrow] = layoutSheet(sop).arrows
  expect(arrow!.points).toEqual([{ x: 48, row: 0, y: 'middle' }, { x: 48, row: 1, y: 'middle' }])
  expect(arrow!.end).toEqual({ side: 'top', reach: 14 })
})

test('three ways with names that have no room between the lines carry letters, which the legend explains', () => {
  const [first, ...others] = example.steps
  const act = (label: string, to: string): Act => ({ name: label, label, to, tone: 'plain', fill: [], effects: [], alone: false })
  const names = ['Lengkap dan dapat diteruskan', 'Kembalikan untuk dilengkapi', 'Tolak permohonan seluruhnya']
  const target = others.at(-1)!.name
  const step: Step = { ...others[0]!, symbol: 'decision', lanes: ['sistem'], automatic: false, acts: [act(names[0]!, others[1]!.name), act(names[1]!, first!.name), act(names[2]!, target)] }
  const sop: Sop = { ...example, lanes: example.lanes.slice(1, 2), steps: [first!, step, others[1]!, others.at(-1)!].map((one) => ({ ...one, lanes: ['sistem'] })) }
  const layout = layoutSheet(sop)
  expect(layout.arrows.filter((arrow) => arrow.from.step === step.name).map((arrow) => arrow.mark)).toEqual(['a', 'b', 'c'])
  expect(sheetAnswers(layout, sheetRows(sop)).find(({ row }) => row === step.row)?.answers).toEqual(names.map((name, at) => `${'abc'[at]} = ${name}`))
})
