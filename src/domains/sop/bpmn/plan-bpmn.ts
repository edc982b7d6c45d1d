import { actingLanes } from '../interpreter.ts'
import { flowBranches } from '../sheet/flow-branches.ts'
import type { Act, Sop, Step } from '../sop.ts'

export type BpmnKind = 'startEvent' | 'endEvent' | 'userTask' | 'serviceTask' | 'exclusiveGateway' | 'parallelGateway' | 'inclusiveGateway'

/** One flow node: in one lane, and in one column of those that follow each other. */
export interface BpmnNode {
  id: string
  kind: BpmnKind
  name?: string
  documentation?: string
  lane: number
  column: number
}

export interface BpmnFlow {
  id: string
  from: string
  to: string
  name?: string
  documentation?: string
  back: boolean
}

export interface BpmnPlan {
  nodes: BpmnNode[]
  flows: BpmnFlow[]
  columns: number
}

/**
 * An SOP in the words of BPMN 2.0. A step of one lane is a task; of several, a task in each lane between gateways, since a flow node lies in one lane only: parallel
 * where all have a part, exclusive where any of the posts acts, inclusive where both are mixed. Several ways out leave by an exclusive gateway. Pure.
 */
export function planBpmn(sop: Sop): BpmnPlan {
  const arrivals = new Map<string, number>()
  for (const step of sop.steps) for (const { to } of flowBranches(sop, step)) arrivals.set(to.name, (arrivals.get(to.name) ?? 0) + 1)
  const plan: BpmnPlan = { nodes: [], flows: [], columns: 0 }
  const doors = new Map(sop.steps.map((step) => [step.name, planStep(sop, step, { plan, arrivals: arrivals.get(step.name) ?? 0 })]))
  for (const [at, step] of sop.steps.entries()) {
    for (const branch of flowBranches(sop, step)) {
      const target = doors.get(branch.to.name)!
      plan.flows.push({
        id: `Alur_${step.name}_ke_${branch.to.name}`, from: doors.get(step.name)!.last, to: target.first, name: branch.acts.map((act) => act.label).join(' / '),
        back: sop.steps.indexOf(branch.to) <= at, ...documentationOf(branch.acts.map(describeAct)),
      })
    }
  }
  return plan
}

interface Doors {
  first: string
  last: string
}

/** Adds a step's nodes, each in the column after the one before, and what joins them. */
function planStep(sop: Sop, step: Step, { plan, arrivals }: { plan: BpmnPlan; arrivals: number }): Doors {
  const lanes = sop.lanes.flatMap((lane, at) => (step.lanes.includes(lane.name) ? [at] : []))
  const acting = actingLanes(sop, step).map((lane) => lane.name)
  const own = lanes.find((lane) => acting.includes(sop.lanes[lane]!.name)) ?? lanes[0]!
  const stations: BpmnNode[][] = []
  const station = (...nodes: Omit<BpmnNode, 'column'>[]) => stations.push(nodes.map((node) => ({ ...node, column: plan.columns + stations.length })))
  if (step.symbol === 'start') station({ id: `Mulai_${step.name}`, kind: 'startEvent', name: 'Mulai', lane: own })
  const kind = gatewayOf(step, { lanes: lanes.length, acting: acting.length })
  if (kind && arrivals > 1) station({ id: `Gabung_${step.name}`, kind: 'exclusiveGateway', lane: own })
  if (kind) station({ id: `Bagi_${step.name}`, kind, lane: own })
  station(...lanes.map((lane): Omit<BpmnNode, 'column'> => {
    const { name, kind: laneKind } = sop.lanes[lane]!
    const byMachine = step.automatic || laneKind === 'system'
    return {
      id: lanes.length > 1 ? `Langkah_${step.name}__${name}` : `Langkah_${step.name}`, kind: byMachine ? 'serviceTask' : 'userTask', name: step.activity, lane,
      ...documentationOf(describeStep(step)),
    }
  }))
  if (kind) station({ id: `Kumpul_${step.name}`, kind, lane: own })
  if (flowBranches(sop, step).length > 1) station({ id: `Pilih_${step.name}`, kind: 'exclusiveGateway', lane: own })
  if (step.acts.length === 0) station({ id: `Selesai_${step.name}`, kind: 'endEvent', name: 'Selesai', lane: own })
  plan.nodes.push(...stations.flat())
  plan.columns += stations.length
  for (const [at, next] of stations.slice(1).entries()) {
    for (const from of stations[at]!) for (const to of next) plan.flows.push({ id: `Dalam_${from.id}_ke_${to.id}`, from: from.id, to: to.id, back: false })
  }
  return { first: stations[0]![0]!.id, last: stations.at(-1)![0]!.id }
}

function gatewayOf(step: Step, { lanes, acting }: { lanes: number; acting: number }): BpmnKind | undefined {
  if (lanes < 2) return undefined
  if (step.needs === 'all' || acting < 2) return 'parallelGateway'
  return acting === lanes ? 'exclusiveGateway' : 'inclusiveGateway'
}

function describeStep(step: Step): string[] {
  const staying = step.acts.filter((act) => act.to === 'stay').map((act) => act.label)
  return [
    `Nomor: ${step.row}`,
    step.requires && `Kelengkapan: ${step.requires}`,
    step.time && `Waktu: ${step.time.text}${step.time.from === 'submission' ? ' sejak laporan masuk' : ' sejak langkah ini dimulai'}`,
    step.output && `Output: ${step.output}`,
    step.note && `Keterangan: ${step.note}`,
    staying.length > 0 && `Tindakan tanpa pindah langkah: ${staying.join('; ')}`,
  ].filter((line) => typeof line === 'string')
}

function describeAct(act: Act): string {
  const when = Object.entries(act.when ?? {}).map(([name, values]) => `${name} = ${values.join(' atau ')}`).join(' dan ')
  return [act.help ?? '', when && `${act.label}: bila ${when}`, act.alone && `${act.label}: berlaku langsung, tanpa menunggu pelaksana lain`].filter(Boolean).join('\n')
}

function documentationOf(lines: string[]): { documentation?: string } {
  const text = lines.filter(Boolean).join('\n')
  return text ? { documentation: text } : {}
}
