import type { Act, Sop, Step } from './sop.ts'

/** One act as an arrow of the graph; an act that stays leads back to its own step. */
export interface WalkEdge {
  step: string
  act: string
  to: string
}

/** What a field or fact must be for a path to be taken: one of `among` (anything, if absent), and none of `not`. */
export interface WalkChoice {
  among?: string[]
  not: string[]
}

/** A way from the submission to an end. */
export interface WalkPath {
  edges: WalkEdge[]
  /** The values to give so that the conditions along the path hold; the result of the identity check follows from the acts themselves. */
  given: Record<string, WalkChoice>
  /** `false` where conditions along the path contradict each other with one value a field: the path is then one of the graph only. */
  feasible: boolean
  /** The last act moves the ticket to another SOP, where it goes on. */
  moved?: true
}

/** Every act as an edge, and paths that together take each act; a loop is gone round once. Pure. Expects a checked SOP. */
export function walkSop(sop: Sop): { edges: WalkEdge[]; paths: WalkPath[] } {
  const edges = sop.steps.flatMap((step) => step.acts.map((act) => edgeOf(step, act)))
  const paths: WalkPath[] = []
  const covered = new Set<string>()
  for (const edge of edges) {
    if (covered.has(keyOf(edge))) continue
    const path = findPath(sop, edge, true) ?? findPath(sop, edge, false)
    if (!path) continue
    paths.push(path)
    for (const taken of path.edges) if (path.feasible || keyOf(taken) === keyOf(edge)) covered.add(keyOf(taken))
  }
  return { edges, paths }
}

function edgeOf(step: Step, act: Act): WalkEdge {
  return { step: step.name, act: act.name, to: act.to === 'stay' ? step.name : act.to }
}

function keyOf(edge: WalkEdge): string {
  return `${edge.step} ${edge.act}`
}

interface Walker {
  step: string
  identity: string | undefined
  given: Record<string, WalkChoice>
  /** Whether the wanted edge has been taken. */
  passed: boolean
  /** The ticket has moved to another SOP. */
  moved: boolean
  edges: WalkEdge[]
}

/** The shortest way from start through `wanted` to an end; breadth first over step, identity and choices. */
function findPath(sop: Sop, wanted: WalkEdge, feasible: boolean): WalkPath | undefined {
  const seen = new Set<string>()
  const waiting: Walker[] = [{ step: sop.steps[0]!.name, identity: undefined, given: {}, passed: false, moved: false, edges: [] }]
  for (const walker of waiting) {
    const step = sop.steps.find((s) => s.name === walker.step)
    if (!step) continue
    if ((step.acts.length === 0 || walker.moved) && walker.passed) return { edges: walker.edges, given: walker.given, feasible, ...(walker.moved && { moved: true as const }) }
    if (walker.moved) continue
    const key = JSON.stringify([walker.step, walker.identity, walker.passed, walker.given])
    if (seen.has(key)) continue
    seen.add(key)
    for (const act of step.acts) {
      const given = feasible ? givenFor(step, act, walker) : walker.given
      if (given) waiting.push(walkOn(walker, { step, act, given }, wanted))
    }
  }
  return undefined
}

function walkOn(walker: Walker, { step, act, given }: { step: Step; act: Act; given: Walker['given'] }, wanted: WalkEdge): Walker {
  const edge = edgeOf(step, act)
  const checked = act.effects.findLast((effect) => effect.do === 'record-identity')
  return {
    step: edge.to,
    identity: checked?.result ?? walker.identity,
    given,
    passed: walker.passed || keyOf(edge) === keyOf(wanted),
    moved: act.effects.some((effect) => effect.do === 'move-ticket'),
    edges: [...walker.edges, edge],
  }
}

/** What must be given in addition so that this act can be taken here; nothing where it contradicts what is given already. */
function givenFor(step: Step, act: Act, walker: Walker): Walker['given'] | undefined {
  const given = structuredClone(walker.given)
  const earlier = step.automatic ? step.acts.slice(0, step.acts.indexOf(act)) : []
  // The system takes the first act that it may: of those before, the condition must fail. One with several names may fail by any, so it is left open.
  const refused = earlier.flatMap((other) => (Object.keys(other.when ?? {}).length === 1 ? Object.entries(other.when!) : []))
  for (const [name, values] of Object.entries(act.when ?? {})) {
    if (name === 'identitas' && !values.includes(walker.identity ?? '')) return undefined
    if (name !== 'identitas') narrow(given, name, values)
  }
  for (const [name, values] of refused) {
    if (name === 'identitas' && values.includes(walker.identity ?? '')) return undefined
    if (name !== 'identitas') given[name] = { ...given[name], not: [...new Set([...(given[name]?.not ?? []), ...values])].sort() }
  }
  return Object.values(given).every(({ among, not }) => !among || among.some((one) => !not.includes(one))) ? given : undefined
}

function narrow(given: Walker['given'], name: string, values: string[]): void {
  const { among, not = [] } = given[name] ?? {}
  given[name] = { among: among ? among.filter((one) => values.includes(one)) : [...values].sort(), not }
}
