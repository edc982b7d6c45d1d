import type { Actor, HeldPost } from '../../kernel/actor.ts'
import { holds } from './condition.ts'
import { actingLanes, getStep } from './interpreter.ts'
import type { Act, Lane, Sop } from './sop.ts'
import type { TicketState } from './ticket-state.ts'

/** An act that this person may take now, and in which lane they take it. */
export interface AvailableAct {
  act: Act
  lane: string
}

/** Kinds of unit by code, to tell a PIC of an agency from one of a vertical agency. */
export type UnitKinds = ReadonlyMap<string, 'opd' | 'vertical'>

export interface Viewer {
  actor: Actor
  /** Whether this is the ticket's own reporter (or one who has shown its number and code). */
  reporter: boolean
  /** They came by the link that was sent to them for this step. */
  byLink?: boolean
  units: UnitKinds
}

/** Exactly the acts that the SOP allows this person at this moment; empty for everyone else. The one table that page, permission and tests read. */
export function availableActs(sop: Sop, state: TicketState, viewer: Viewer): AvailableAct[] {
  if (!state.open) return []
  const step = getStep(sop, state.step)
  const reporter = viewer.reporter && (!step.link || viewer.byLink === true)
  const lanes = actingLanes(sop, step).filter((lane) => !(lane.name in state.acted) && holdsLane(lane, state, { ...viewer, reporter }))
  return step.acts.flatMap((act) => {
    const lane = lanes.find((l) => !act.lanes || act.lanes.includes(l.name))
    const extendsAgain = state.extended && act.effects.some((e) => e.do === 'extend')
    const asksAgain = state.waiting && act.effects.some((e) => e.do === 'ask-reporter')
    return lane && holds(act.when, state.facts) && !extendsAgain && !asksAgain ? [{ act, lane: lane.name }] : []
  })
}

function holdsLane(lane: Lane, state: TicketState, viewer: Viewer): boolean {
  if (lane.kind === 'reporter') return viewer.reporter
  if (lane.kind === 'system') return viewer.actor.kind === 'system'
  if (lane.kind !== 'post' || viewer.actor.kind !== 'officer') return false
  const seats = seatsOf(lane, state, viewer.units)
  return viewer.actor.posts.some((held) => seats.some((seat) => seat.post === held.post && seat.unit === held.unit))
}

/** The posts (with their units) that fill a lane for this ticket: one, none while no unit is assigned, or one a unit of the group. */
export function seatsOf(lane: Lane, state: Pick<TicketState, 'unit' | 'group'>, units: UnitKinds): HeldPost[] {
  if (lane.kind !== 'post') return []
  if (lane.at === 'assigned') return state.unit ? [{ post: lane.post, unit: state.unit }] : []
  if (lane.at === 'group') {
    return state.group.filter((unit) => !lane.unitKind || units.get(unit) === lane.unitKind).map((unit) => ({ post: lane.post, unit }))
  }
  return [{ post: lane.post, unit: lane.at.unit }]
}
