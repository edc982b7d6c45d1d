import { type FlowMeasures, routeUntilFit } from '../sheet/route-until-fit.ts'
import type { Route, Wire } from '../sheet/route-wires.ts'
import type { BpmnKind, BpmnNode, BpmnPlan } from './plan-bpmn.ts'

export interface Bounds { x: number; y: number; width: number; height: number }
export interface Waypoint { x: number; y: number }

/** Where everything of a BPMN diagram lies, in its units (pixels). Lanes lie one under another; time runs from left to right. */
export interface BpmnLayout {
  pool: Bounds
  lanes: Bounds[]
  nodes: Map<string, Bounds>
  flows: Map<string, { waypoints: Waypoint[]; label?: Bounds }>
}

/** Half of a node's size, along time and across lanes. */
interface Half { along: number; across: number }
type Shape = 'task' | 'gateway' | 'event'
type Halves = Record<Shape, Half>

const letter = 6.4
const line = 14

/** All tasks of one size, in which the longest name has room as viewers set it. */
function halvesOf(plan: BpmnPlan): Halves {
  const along = 80
  const tasks = plan.nodes.filter((node) => shapeOf(node.kind) === 'task')
  const lines = Math.max(1, ...tasks.map((node) => Math.ceil(((node.name ?? '').length * letter) / (2 * along - 34))))
  return { task: { along, across: Math.max(32, (lines * line) / 2 + 17) }, gateway: { along: 25, across: 25 }, event: { along: 18, across: 18 } }
}

export function shapeOf(kind: BpmnKind): Shape {
  if (kind.endsWith('Task')) return 'task'
  return kind.endsWith('Gateway') ? 'gateway' : 'event'
}

const measures: Omit<FlowMeasures, 'laneWidth'> = { reach: 14, ports: 5, gap: 8, gutters: 3 }
const track = { first: 12, gap: 8 } as const
const title = 30
const pad = 24
/** Room for the names of the flows that leave a column. */
const names = 74

/** The sheet's own way of laying lines, turned on its side: what are rows there are columns here. */
export function layoutBpmn(plan: BpmnPlan, lanes: number): BpmnLayout {
  const halves = halvesOf(plan)
  const byId = new Map(plan.nodes.map((node) => [node.id, node]))
  const seat = ({ column, lane }: BpmnNode) => ({ row: column, lane })
  const wires = plan.flows.map((flow): Wire => ({ from: [seat(byId.get(flow.from)!)], to: [seat(byId.get(flow.to)!)], back: flow.back }))
  const scene = { rows: plan.columns, lanes, symbols: plan.nodes.map(seat), joins: [] }
  const { laneWidth, routes, tracks } = routeUntilFit({ ...measures, laneWidth: 2 * halves.task.across + 66 }, scene, wires)
  const field = columnsOf(plan, { halves, laneWidth, tracks })
  const centreOf = ({ column, lane }: BpmnNode): Waypoint => ({ x: field.middles[column]!, y: (lane + 0.5) * laneWidth })
  const nodes = new Map(plan.nodes.map((node) => {
    const { along, across } = halves[shapeOf(node.kind)]
    const { x, y } = centreOf(node)
    return [node.id, { x: x - along, y: y - across, width: 2 * along, height: 2 * across }]
  }))
  const flows = new Map(plan.flows.map((flow, at) => {
    const waypoints = waypointsOf(routes[at]!, { field, from: byId.get(flow.from)!, to: byId.get(flow.to)! })
    return [flow.id, { waypoints, ...(flow.name && { label: labelBounds(waypoints, flow.name) }) }]
  }))
  const height = lanes * laneWidth
  return {
    pool: { x: 0, y: 0, width: field.width, height }, nodes, flows,
    lanes: Array.from({ length: lanes }, (_, lane) => ({ x: title, y: lane * laneWidth, width: field.width - title, height: laneWidth })),
  }
}

interface Field {
  halves: Halves
  laneWidth: number
  lefts: number[]
  middles: number[]
  width: number
}

function columnsOf(plan: BpmnPlan, { halves, laneWidth, tracks }: { halves: Halves; laneWidth: number; tracks: number[] }): Field {
  const field: Field = { halves, laneWidth, lefts: [], middles: [], width: 0 }
  let x = title + 10
  for (let column = 0; column < plan.columns; column++) {
    const half = Math.max(...plan.nodes.filter((node) => node.column === column).map((node) => halves[shapeOf(node.kind)].along))
    const channel = tracks[column] ? track.first + (tracks[column]! - 1) * track.gap : 0
    field.lefts.push(x)
    field.middles.push(x + channel + pad + half)
    const named = plan.flows.some((flow) => flow.name && plan.nodes.some((node) => node.id === flow.from && node.column === column))
    x += channel + 2 * pad + 2 * half + (named ? names : 0)
  }
  field.lefts.push(x)
  const foot = tracks.at(-1) ? track.first + (tracks.at(-1)! - 1) * track.gap + 12 : 0
  field.width = x + foot + 10
  return field
}

function waypointsOf({ corners, end }: Route, { field, from, to }: { field: Field; from: BpmnNode; to: BpmnNode }): Waypoint[] {
  const points = corners.map(({ x, row, track: at }): Waypoint => (
    { x: at === undefined ? field.middles[row]! : field.lefts[row]! + track.first + at * track.gap, y: x }
  ))
  const [first, second, last] = [points[0]!, points[1]!, points.at(-1)!]
  const reach = (node: BpmnNode, y: number) => reachAlong(field, node, Math.abs(y - (node.lane + 0.5) * field.laneWidth))
  const reachAcross = (node: BpmnNode) => field.halves[shapeOf(node.kind)].across
  const leaving = second.y === first.y ? { x: first.x + reach(from, first.y), y: first.y }
    : { x: first.x, y: first.y + Math.sign(second.y - first.y) * reachAcross(from) }
  const arriving = end.side === 'top' ? { x: last.x - reach(to, last.y), y: last.y }
    : { x: last.x, y: last.y + (end.side === 'left' ? -1 : 1) * reachAcross(to) }
  return [leaving, ...points.slice(1, -1), arriving]
}

/** How far a node reaches along time, so much beside its middle. */
function reachAlong({ halves }: Field, node: BpmnNode, beside: number): number {
  const shape = shapeOf(node.kind)
  const { along } = halves[shape]
  if (shape === 'task') return along
  return shape === 'gateway' ? along - beside : Math.sqrt(along * along - beside * beside)
}

/** A place for a flow's name beside its beginning. */
function labelBounds([first, second]: Waypoint[], name: string): Bounds {
  const width = Math.min(96, Math.ceil(name.length * letter))
  const height = line * Math.ceil((name.length * letter) / 96)
  if (first!.y === second!.y) return { x: first!.x + 4, y: first!.y - height - 3, width, height }
  const down = second!.y > first!.y
  return { x: first!.x + 5, y: down ? first!.y + 3 : first!.y - height - 3, width, height }
}
