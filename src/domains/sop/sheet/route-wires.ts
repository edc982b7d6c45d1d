import { CheapestFirst } from './cheapest-first.ts'
import { type FlowFrame, FlowGrid, type Way, ways } from './flow-grid.ts'

/** Where a symbol stands. */
export interface Seat {
  row: number
  lane: number
}

/** A line that is wanted: from one of some symbols to one of others, whichever is nearest. */
export interface Wire {
  from: Seat[]
  to: Seat[]
  back: boolean
}

/** A line as it was laid: corners from the middle of a symbol to the middle of another. A track counts from the row's top; none is the row's middle. */
export interface Route {
  from: Seat
  to: Seat
  corners: { x: number; row: number; track?: number }[]
  end: { side: 'top' | 'left' | 'right'; dx: number }
}

/** What two symbols of a row that belong together are joined by; lanes in order. */
export interface Join {
  row: number
  lanes: [number, number]
}

interface Door {
  seat: Seat
  side: 'top' | 'bottom' | 'left' | 'right'
  dx: number
  /** The first place outside the symbol, and the way out of the symbol at a start, into it at an end. */
  place: number
  way: Way
  cost: number
}

const prices = { turn: 26, crossing: 40, sideStart: 5, backBelow: 34, foot: 60, sideEnd: 16 }
// The middle of a symbol's edge is liked best; then far from it, so that two heads do not touch.
const portPrice = (dx: number) => (dx === 0 ? 0 : 60 - 2.5 * Math.abs(dx))

/**
 * Lays lines between symbols so that none crosses a symbol, none covers or touches another, and each is short, straight and crosses few. In the order
 * given, each as well as those before leave room. Nothing where one finds no way: then the frame needs more tracks or gutters. Pure.
 */
export function routeWires(frame: FlowFrame, scene: { symbols: Seat[]; joins: Join[] }, wires: Wire[]): Route[] | undefined {
  const grid = new FlowGrid(frame, scene.symbols)
  const taken = new Set<string>()
  for (const join of scene.joins) layJoin(grid, join, taken)
  const routes: Route[] = []
  for (const wire of wires) {
    const route = layWire(grid, wire, taken)
    if (!route) return undefined
    routes.push(route)
  }
  return routes
}

const doorKey = ({ row, lane }: Seat, side: Door['side'], dx: number) => `${row}:${lane}:${side}:${dx}`

function layJoin(grid: FlowGrid, { row, lanes: [left, right] }: Join, taken: Set<string>): void {
  taken.add(doorKey({ row, lane: left }, 'right', 0)).add(doorKey({ row, lane: right }, 'left', 0))
  const [from, to] = [besideSymbol(grid, { row, lane: left }, 'right'), besideSymbol(grid, { row, lane: right }, 'left')]
  for (let place = from; place <= to; place++) grid.lay(place, ways.right, ways.right)
}

function centre(grid: FlowGrid, lane: number): number {
  return (lane + 0.5) * grid.frame.laneWidth
}

function besideSymbol(grid: FlowGrid, { row, lane }: Seat, side: 'left' | 'right'): number {
  const { ports, tracks } = grid.frame
  const outermost = side === 'left' ? Math.min(...ports) : Math.max(...ports)
  return grid.place(grid.columnAt(centre(grid, lane) + outermost) + (side === 'left' ? -1 : 1), row, tracks)
}

function startDoors(grid: FlowGrid, wire: Wire): Door[] {
  const { ports, rows } = grid.frame
  return wire.from.flatMap((seat) => {
    const side = wire.back ? 0 : prices.sideStart
    const foot = seat.row + 1 < rows ? 0 : prices.foot
    const below = ports.map((dx) => ({
      seat, side: 'bottom' as const, dx, place: grid.place(grid.columnAt(centre(grid, seat.lane) + dx), seat.row + 1, 0), way: ways.down,
      cost: portPrice(dx) + foot + (wire.back ? prices.backBelow : 0),
    }))
    return [
      ...below,
      { seat, side: 'right' as const, dx: 0, place: besideSymbol(grid, seat, 'right'), way: ways.right, cost: side },
      { seat, side: 'left' as const, dx: 0, place: besideSymbol(grid, seat, 'left'), way: ways.left, cost: side },
    ]
  })
}

function endDoors(grid: FlowGrid, wire: Wire): Door[] {
  const { ports, tracks } = grid.frame
  return wire.to.flatMap((seat) => {
    const side = wire.back ? 2 : prices.sideEnd
    const above = ports.map((dx) => ({
      seat, side: 'top' as const, dx, place: grid.place(grid.columnAt(centre(grid, seat.lane) + dx), seat.row, tracks - 1), way: ways.down, cost: portPrice(dx),
    }))
    return [
      ...above,
      { seat, side: 'right' as const, dx: 0, place: besideSymbol(grid, seat, 'right'), way: ways.left, cost: side },
      { seat, side: 'left' as const, dx: 0, place: besideSymbol(grid, seat, 'left'), way: ways.right, cost: side },
    ]
  })
}

interface Found {
  start: Door
  end: Door
  /** The places from the first outside the symbol to the last before the other, each with the way by which it was come to. */
  steps: { place: number; way: Way }[]
}

function layWire(grid: FlowGrid, wire: Wire, taken: Set<string>): Route | undefined {
  const free = (door: Door) => !taken.has(doorKey(door.seat, door.side, door.dx))
  const found = findWay(grid, startDoors(grid, wire).filter(free), endDoors(grid, wire).filter(free))
  if (!found) return undefined
  const { start, end, steps } = found
  for (const [at, step] of steps.entries()) grid.lay(step.place, step.way, steps[at + 1]?.way ?? end.way)
  taken.add(doorKey(start.seat, start.side, start.dx)).add(doorKey(end.seat, end.side, end.dx))
  return { from: start.seat, to: end.seat, corners: cornersOf(grid, found), end: { side: end.side as 'top' | 'left' | 'right', dx: end.dx } }
}

/** Dijkstra's shortest path over places and the ways by which they are come to. */
function findWay(grid: FlowGrid, starts: Door[], ends: Door[]): Found | undefined {
  const costs = new Float64Array(grid.size * 4).fill(Number.POSITIVE_INFINITY)
  const before = new Int32Array(grid.size * 4).fill(-1)
  const heap = new CheapestFirst()
  const reach = (state: number, cost: number, from: number) => {
    if (cost >= costs[state]!) return
    costs[state] = cost
    before[state] = from
    heap.put(state, cost)
  }
  const goals = Map.groupBy(ends, (door) => door.place)
  for (const door of starts) reach(door.place * 4 + door.way, door.cost, -1)
  let best: { end: Door; state: number; cost: number } | undefined
  for (let taken = heap.take(); taken && taken.cost < (best?.cost ?? Number.POSITIVE_INFINITY); taken = heap.take()) {
    const { item: state, cost } = taken
    if (cost > costs[state]!) continue
    const [place, come] = [Math.floor(state / 4), (state % 4) as Way]
    for (const end of goals.get(place) ?? []) {
      const price = stepPrice(grid, place, { come, go: end.way })
      if (price !== undefined && cost + price + end.cost < (best?.cost ?? Number.POSITIVE_INFINITY)) best = { end, state, cost: cost + price + end.cost }
    }
    for (const go of [0, 1, 2, 3] as const) {
      const price = stepPrice(grid, place, { come, go })
      const to = price === undefined ? undefined : grid.next(place, go)
      if (price !== undefined && to !== undefined) reach(to * 4 + go, cost + price + grid.distance(place, to, go), state)
    }
  }
  return best && traceBack(best, before, starts)
}

function stepPrice(grid: FlowGrid, place: number, { come, go }: { come: Way; go: Way }): number | undefined {
  if ((come ^ 1) === go) return undefined
  const crossings = grid.crossings(place, come, go)
  return crossings === undefined ? undefined : crossings * prices.crossing + (come === go ? 0 : prices.turn)
}

function traceBack({ end, state }: { end: Door; state: number }, before: Int32Array, starts: Door[]): Found {
  const steps: Found['steps'] = []
  for (let at = state; at >= 0; at = before[at]!) steps.unshift({ place: Math.floor(at / 4), way: (at % 4) as Way })
  const first = steps[0]!
  const matching = starts.filter((door) => door.place === first.place && door.way === first.way)
  return { start: matching.sort((a, b) => a.cost - b.cost)[0]!, end, steps }
}

function cornersOf(grid: FlowGrid, { start, end, steps }: Found): Route['corners'] {
  const turning = steps.filter((step, at) => step.way !== (steps[at + 1]?.way ?? end.way))
  const ends = [start, end].map(({ seat, dx }) => ({ x: centre(grid, seat.lane) + dx, row: seat.row }))
  const between = turning.map(({ place }) => ({ x: grid.xs[grid.column(place)]!, row: grid.row(place), ...(!grid.isMiddle(place) && { track: grid.track(place) }) }))
  return [ends[0]!, ...between, ends[1]!]
}
