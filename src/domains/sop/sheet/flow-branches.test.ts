import { expect, test } from 'vitest'
import { exampleFacts, exampleSource } from '../example-sop.ts'
import { readSop } from '../read-sop.ts'
import type { Act, Sop, Step } from '../sop.ts'
import { flowBranches } from './flow-branches.ts'

const example = readSop(exampleSource, 'aduan-warga.yaml', exampleFacts).sop!
const [first, second, third] = example.steps as [Step, Step, Step]
const act = (label: string, to: string, tone: Act['tone']): Act => ({ name: label, label, to, tone, fill: [], effects: [], alone: false })

/** The ways out of the second of three steps, as `row mark`. */
function marksOf(symbol: Step['symbol'], acts: Act[]): string[] {
  const step: Step = { ...second, symbol, acts }
  const sop: Sop = { ...example, steps: [first, step, third] }
  return flowBranches(sop, step).map(({ to, mark }) => `${to.row} ${mark}`)
}

test('a decision that goes on or sends back is answered with Ya and Tidak', () => {
  expect(marksOf('decision', [act('Setujui', third.name, 'main'), act('Kembalikan', first.name, 'back'), act('Tanya', 'stay', 'plain')])).toEqual(['3 Ya', '1 Tidak'])
})

test('a decision between two good ways names them', () => {
  expect(marksOf('decision', [act('Sah', third.name, 'main'), act('Tidak sah', first.name, 'plain')])).toEqual(['3 Sah', '1 Tidak sah'])
})

test('a process that may send back names only that', () => {
  expect(marksOf('process', [act('Jawab', third.name, 'main'), act('Kembalikan', first.name, 'back')])).toEqual(['3 ', '1 Kembalikan'])
})

test('acts that lead to one row share one line without a word', () => {
  expect(marksOf('decision', [act('Sah', third.name, 'main'), act('Tidak sah', third.name, 'stop')])).toEqual(['3 '])
})
