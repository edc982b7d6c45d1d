import fc from 'fast-check'
import { exampleFacts, exampleSource } from '../example-sop.ts'
import { readSop } from '../read-sop.ts'
import type { Act, Sop, Step } from '../sop.ts'

interface Plan {
  lanes: number
  steps: { lanes: number[]; needs: 'any' | 'all'; acts: { to: number; tone: Act['tone'] }[] }[]
}

/** SOPs of any shape: shared rows, loops, ways across the whole sheet. */
export const anySop: fc.Arbitrary<Sop> = fc
  .record({
    lanes: fc.integer({ min: 1, max: 7 }),
    steps: fc.array(
      fc.record({
        lanes: fc.array(fc.nat(6), { minLength: 1, maxLength: 3 }), needs: fc.constantFrom('any' as const, 'all' as const),
        acts: fc.array(fc.record({ to: fc.nat(11), tone: fc.constantFrom<Act['tone']>('main', 'plain', 'back', 'stop') }), { maxLength: 4 }),
      }), { minLength: 1, maxLength: 12 }),
  })
  .map(sopOf)

const pattern = readSop(exampleSource, 'aduan-warga.yaml', exampleFacts).sop!

function sopOf(plan: Plan): Sop {
  const laneNames = Array.from({ length: plan.lanes }, (_, at) => `lane${at}`)
  const steps = plan.steps.map((one, row): Step => ({
    name: `s${row}`, row: row + 1, activity: `Langkah ${row + 1}`, lanes: laneNames.filter((_, at) => one.lanes.some((lane) => lane % plan.lanes === at)), needs: one.needs,
    symbol: row === 0 ? 'start' : one.acts.length === 0 ? 'end' : one.acts.length > 1 ? 'decision' : 'process', automatic: false, pauses: false, forReporter: '',
    acts: one.acts.map((act, at): Act => ({ name: `a${at}`, label: `Tindakan yang panjang ${at}`, fill: [], to: `s${act.to % plan.steps.length}`, effects: [], alone: false, tone: act.tone })),
  }))
  return { ...pattern, steps, lanes: laneNames.map((name) => ({ name, title: name, kind: 'post', post: name, at: 'assigned' })) }
}
