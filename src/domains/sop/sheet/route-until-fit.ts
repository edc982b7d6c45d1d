import type { FlowFrame } from './flow-grid.ts'
import { type Join, type Route, routeWires, type Seat, type Wire } from './route-wires.ts'

/** What a layout starts from; lanes become wider and rows higher only where lines need it. */
export interface FlowMeasures {
  laneWidth: number
  /** How far from a symbol's centre lines may reach its upper and lower edge, and how many do at first. */
  reach: number
  ports: number
  /** Room between a symbol's side and the first gutter, and between gutters. */
  gap: number
  /** How many gutters each side of a lane has at first. */
  gutters: number
}

export interface RoutedFlow {
  laneWidth: number
  /** In the order of the wires. Tracks are tightened: each row's used ones count from 0 without gaps. */
  routes: Route[]
  /** How many tracks each row uses, and the foot after the last. */
  tracks: number[]
}

/** Lays all wires, the plainest first, in the smallest field in which all find a way. */
export function routeUntilFit(measures: FlowMeasures, scene: { rows: number; lanes: number; symbols: Seat[]; joins: Join[] }, wires: Wire[]): RoutedFlow {
  const order = wires.map((_, at) => at).sort((a, b) => hardness(wires[a]!) - hardness(wires[b]!) || a - b)
  for (let more = 0; more < 12; more++) {
    const frame = frameOf(measures, scene, more)
    const laid = routeWires(frame, scene, order.map((at) => wires[at]!))
    if (!laid) continue
    const routes = wires.map((_, at) => laid[order.indexOf(at)]!)
    return { laneWidth: frame.laneWidth, ...tightenTracks(routes, scene.rows) }
  }
  throw new Error(`no room for ${wires.length} flow lines between ${scene.symbols.length} symbols`)
}

// Straight on first, then ahead, then back; the shorter the sooner.
function hardness({ from, to, back }: Wire): number {
  const span = Math.abs(to[0]!.row - from[0]!.row)
  return (back ? 1000 : 0) + span
}

function frameOf({ laneWidth, reach, ports, gap, gutters }: FlowMeasures, { rows, lanes }: { rows: number; lanes: number }, more: number): FlowFrame {
  const count = gutters + more
  return {
    rows, lanes, ports: spread(reach, ports + 2 * more), laneWidth: laneWidth + 2 * gap * more, tracks: 5 + 3 * more,
    gutters: Array.from({ length: count }, (_, at) => gap / 2 + 1 + at * gap),
  }
}

/** So many places around 0, the outermost at `reach`; 0 is one of them. */
function spread(reach: number, count: number): number[] {
  const half = (count - 1) / 2
  return Array.from({ length: count }, (_, at) => ((at - half) * reach) / half)
}

function tightenTracks(routes: Route[], rows: number): Pick<RoutedFlow, 'routes' | 'tracks'> {
  const used = Array.from({ length: rows + 1 }, (_, row) => {
    const tracks = routes.flatMap(({ corners }) => corners.flatMap((corner) => (corner.row === row && corner.track !== undefined ? [corner.track] : [])))
    return [...new Set(tracks)].sort((a, b) => a - b)
  })
  const tight = routes.map((route) => ({
    ...route, corners: route.corners.map((corner) => (corner.track === undefined ? corner : { ...corner, track: used[corner.row]!.indexOf(corner.track) })),
  }))
  return { routes: tight, tracks: used.map((one) => one.length) }
}
