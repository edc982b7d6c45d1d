import { actingLanes } from '../interpreter.ts'
import type { Sop, Step } from '../sop.ts'
import { type FlowBranch, flowBranches } from './flow-branches.ts'
import { placeLabels } from './place-labels.ts'
import { type FlowMeasures, routeUntilFit } from './route-until-fit.ts'
import type { Join, Route, Seat, Wire } from './route-wires.ts'
import { type SheetArrow, type SheetLayout, type SheetLink, type SheetPoint, type SheetSymbol, symbolHalf, symbolReach } from './sheet-layout.ts'

const measures: FlowMeasures = { laneWidth: 96, reach: 14, ports: 5, gap: 6, gutters: 3 }
/** Room between a row's top and its first track, and between tracks. */
const track = { first: 7, gap: 6 } as const

const known = new WeakMap<Sop, SheetLayout>()

/**
 * Where the symbols and flow lines of the official sheet lie (Permen PANRB 35/2012), in units of which a lane is about 96 wide. A symbol in every lane
 * that has a part in a row; an arrow for every act that leads to another row. No line crosses a symbol or covers another. The same SOP gives the same
 * layout; it is remembered for as long as the SOP is.
 */
export function layoutSheet(sop: Sop): SheetLayout {
  const before = known.get(sop)
  if (before) return before
  const layout = makeLayout(sop)
  known.set(sop, layout)
  return layout
}

function makeLayout(sop: Sop): SheetLayout {
  const seats = sop.steps.map((step, row) => laneNumbers(sop, step).map((lane) => ({ row, lane })))
  const branches = sop.steps.flatMap((step) => flowBranches(sop, step))
  const joins = seats.flatMap((row) => row.slice(1).map((seat, at): Join => ({ row: seat.row, lanes: [row[at]!.lane, seat.lane] })))
  const wires = branches.map((branch): Wire => ({ from: leavingSeats(sop, branch), to: seats[sop.steps.indexOf(branch.to)]!, back: branch.back }))
  const { laneWidth, routes, tracks } = routeUntilFit(measures, { rows: sop.steps.length, lanes: sop.lanes.length, symbols: seats.flat(), joins }, wires)
  const centre = (lane: number) => (lane + 0.5) * laneWidth
  const symbols = seats.flat().map(({ row, lane }): SheetSymbol => ({ step: sop.steps[row]!.name, row, lane, kind: sop.steps[row]!.symbol, x: centre(lane) }))
  const drawn = {
    laneWidth, width: laneWidth * sop.lanes.length, symbols,
    arrows: routes.map((route, at) => arrowOf(sop, branches[at]!, route)),
    links: joins.map(({ row, lanes: [left, right] }) => linkOf(sop, row, { x1: centre(left), x2: centre(right) })),
  }
  const { marks, labels, halfHeights } = labelArrows(drawn, branches)
  const channels = tracks.map((count) => (count === 0 ? 6 : track.first + (count - 1) * track.gap + 7))
  const foot = tracks.at(-1) ? channels.at(-1)! : 0
  return {
    ...drawn,
    arrows: drawn.arrows.map((arrow, at) => ({ ...arrow, mark: marks[at]!, ...(labels[at] && { label: labels[at] }) })),
    foot, rowHeights: sop.steps.map((_, row) => Math.ceil(2 * Math.max(halfHeights[row]!.above + channels[row]!, halfHeights[row]!.below + 6))),
  }
}

/** Names beside the arrows; letters for all ways of a step of which one name would lie on a line, since the reader could not tell which it belongs to. */
function labelArrows(drawn: Parameters<typeof placeLabels>[0], branches: FlowBranch[]) {
  const marks = branches.map((branch) => branch.mark)
  const { touching } = placeLabels(drawn, marks)
  const crowded = new Set([...touching].filter((at) => marks[at] === branches[at]!.label).map((at) => branches[at]!.from))
  const lettered = branches.map(({ from, mark }, at) => {
    if (!crowded.has(from) || mark === '') return mark
    return String.fromCharCode(97 + branches.slice(0, at).filter((other) => other.from === from && other.mark !== '').length)
  })
  return { marks: lettered, ...placeLabels(drawn, lettered) }
}

function laneNumbers(sop: Sop, step: Step): number[] {
  return sop.lanes.flatMap((lane, at) => (step.lanes.includes(lane.name) ? [at] : []))
}

/** The lanes from which a flow line may leave: those that may take its acts. */
function leavingSeats(sop: Sop, { from, acts }: FlowBranch): Seat[] {
  const row = sop.steps.indexOf(from)
  const named = acts.flatMap((act) => act.lanes ?? [])
  const acting = named.length > 0 ? named : actingLanes(sop, from).map((lane) => lane.name)
  const lanes = laneNumbers(sop, from)
  const leaving = lanes.filter((lane) => acting.includes(sop.lanes[lane]!.name))
  return (leaving.length > 0 ? leaving : lanes).map((lane) => ({ row, lane }))
}

function arrowOf(sop: Sop, branch: FlowBranch, { from, to, corners, end }: Route): SheetArrow {
  const reach = end.side === 'top' ? symbolReach(branch.to.symbol, end.dx) : symbolHalf.x
  return {
    from: { step: sop.steps[from.row]!.name, ...from }, to: { step: sop.steps[to.row]!.name, ...to }, acts: branch.acts.map((act) => act.name),
    mark: branch.mark, name: branch.label, back: branch.back,
    points: corners.map((corner): SheetPoint => ({ x: corner.x, row: corner.row, y: corner.track === undefined ? 'middle' : track.first + corner.track * track.gap })),
    end: { side: end.side, reach },
  }
}

function linkOf(sop: Sop, row: number, { x1, x2 }: { x1: number; x2: number }): SheetLink {
  const step = sop.steps[row]!
  const shared = actingLanes(sop, step).length === step.lanes.length
  return { row, x1, x2, ...(shared && { word: step.needs === 'all' ? 'dan' as const : 'atau' as const }) }
}
