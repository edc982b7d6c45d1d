import type { Act, Sop, Step } from '../sop.ts'

/** One way out of a step: all acts that lead to the same other step, as one flow line. */
export interface FlowBranch {
  from: Step
  to: Step
  acts: Act[]
  /** What the acts are called; empty where the step has one way only. */
  label: string
  /** What stands beside the line: `Ya` and `Tidak` where a decision has just these two ways; nothing where it goes on without a question. */
  mark: string
  /** Leads to its own row or one above. */
  back: boolean
}

/** The ways out of a step, in the order of its acts. Acts that stay have none. */
export function flowBranches(sop: Sop, step: Step): FlowBranch[] {
  const moving = step.acts.filter((act) => act.to !== 'stay')
  const byTarget = [...Map.groupBy(moving, (act) => act.to)].flatMap(([name, acts]) => {
    const to = sop.steps.find((one) => one.name === name)
    return to ? [{ to, acts }] : []
  })
  const several = byTarget.length > 1
  const plain = isQuestion(step, byTarget)
  return byTarget.map(({ to, acts }) => {
    const label = several ? acts.map((act) => act.label).join(' / ') : ''
    return { from: step, to, acts, label, mark: several ? markOf(acts, { step, plain, label }) : '', back: sop.steps.indexOf(to) <= sop.steps.indexOf(step) }
  })
}

const goesOn = (acts: Act[]) => acts.some((act) => act.tone === 'main')
const turnsAway = (acts: Act[]) => acts.every((act) => act.tone === 'back' || act.tone === 'stop')

// A question with two answers: go on, or send back or stop.
function isQuestion(step: Step, ways: { acts: Act[] }[]): boolean {
  return step.symbol === 'decision' && ways.length === 2 && ways.some((way) => goesOn(way.acts)) && ways.some((way) => turnsAway(way.acts))
}

function markOf(acts: Act[], { step, plain, label }: { step: Step; plain: boolean; label: string }): string {
  if (plain) return goesOn(acts) ? 'Ya' : 'Tidak'
  return step.symbol !== 'decision' && goesOn(acts) ? '' : label
}
