import { type Act, actingLanes, type AvailableAct, getStep, type Sop } from '../sop/index.ts'
import type { Ticket } from './ticket.ts'

/** The act by which a ticket is handed to one unit, and can be split to several. */
export interface SplitAct {
  available: AvailableAct
  /** Its field for the unit, and for the written order to it. */
  unitField: string
  instructionField: string | undefined
}

/**
 * The act of a complaint that hands it to a unit which then answers: its holder may split it there. Not where the SOP lets the system alone release answers, for then nobody could
 * join them; not of a part. Pure.
 */
export function findSplitAct(sop: Sop, ticket: Ticket, acts: AvailableAct[]): SplitAct | undefined {
  if (sop.kind !== 'complaint' || ticket.partNo || ticket.parts || !closingRelease(sop)) return undefined
  for (const available of acts) {
    const { act } = available
    const unitField = act.effects.flatMap((effect) => (effect.do === 'assign-unit' && effect.field ? [effect.field] : [])).find((name) => act.fill.some((use) => use.field === name))
    const next = act.to !== 'stay' ? actingLanes(sop, getStep(sop, act.to)) : []
    const instruction = act.fill.find((use) => use.field !== unitField && sop.fields.some((field) => field.name === use.field && field.type === 'long-text'))
    if (unitField && next.length > 0 && next.every((lane) => lane.kind === 'post' && lane.at === 'assigned')) return { available, unitField, instructionField: instruction?.field }
  }
  return undefined
}

/** The act with which the SOP sends an answer and closes the ticket: what it does besides is done with a joined answer too. */
export function closingRelease(sop: Sop): Act | undefined {
  const acts = sop.steps.flatMap((step) => step.acts)
  return acts.find((act) => act.effects.some((effect) => effect.do === 'release-answer') && act.effects.some((effect) => effect.do === 'close') && act.effects.some((effect) => effect.do === 'publish'))
    ?? acts.find((act) => act.effects.some((effect) => effect.do === 'release-answer') && act.effects.some((effect) => effect.do === 'close'))
}
