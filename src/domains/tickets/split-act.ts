import { type Act, actingLanes, type AvailableAct, getStep, type Sop } from '../sop/index.ts'
import type { Ticket } from './ticket.ts'

/** The act at which a ticket can be split to several units. */
export type SplitAct = HandOver | OwnAnswer

/** The act that hands it to one unit: each part begins where that act leads. */
interface HandOver {
  available: AvailableAct
  /** Its field for the unit, and for the written order to it. */
  unitField: string
  instructionField: string | undefined
}

/** The act with which a unit answers, where the SOP has nobody who hands tickets on: each part begins at this very step, and the unit that split it joins the answers by this act. */
interface OwnAnswer {
  available: AvailableAct
  unitField?: undefined
  /** Its field for the answer. */
  answerField: string
}

/**
 * At which act this officer may split a complaint: where they hand it to a unit which then answers; or, where the SOP hands it on by itself (by the reporter's choice, by
 * keywords), where their own unit answers. Not of a part, nor where nothing closes a ticket with an answer. A request is one person's for one product, and is never split. Pure.
 */
export function findSplitAct(sop: Sop, ticket: Ticket, acts: AvailableAct[]): SplitAct | undefined {
  if (sop.kind !== 'complaint' || ticket.partNo || ticket.parts || !closingRelease(sop)) return undefined
  for (const available of acts) {
    const { act } = available
    const unitField = handOverField(sop, act)
    const instruction = act.fill.find((use) => use.field !== unitField && sop.fields.some((field) => field.name === use.field && field.type === 'long-text'))
    if (unitField) return { available, unitField, instructionField: instruction?.field }
  }
  return handsOn(sop) ? undefined : findOwnAnswer(sop, acts)
}

/** The field for the unit of an act that hands a ticket to one; none of another act. */
function handOverField(sop: Sop, act: Act): string | undefined {
  const field = act.effects.flatMap((effect) => (effect.do === 'assign-unit' && effect.field ? [effect.field] : [])).find((name) => act.fill.some((use) => use.field === name))
  const next = act.to !== 'stay' ? actingLanes(sop, getStep(sop, act.to)) : []
  return next.length > 0 && next.every((lane) => lane.kind === 'post' && lane.at === 'assigned') ? field : undefined
}

/** The act with which a unit of its own choice answers, if nothing else must be filled in. Pure. */
export function findOwnAnswer(sop: Sop, acts: AvailableAct[]): OwnAnswer | undefined {
  for (const available of acts) {
    const { act, lane } = available
    const held = sop.lanes.find((one) => one.name === lane)
    const answerField = act.effects.flatMap((effect) => (effect.do === 'draft-answer' ? [effect.field] : []))[0]
    const ofUnit = held?.kind === 'post' && (held.at === 'assigned' || held.at === 'group')
    if (ofUnit && answerField && act.to !== 'stay' && act.fill.every((use) => use.field === answerField || use.required === false)) return { available, answerField }
  }
  return undefined
}

/** Whether a split ticket stands where a unit answers, and not where tickets are handed on. Pure. */
export function splitAtAnswer(sop: Sop, mother: Ticket): boolean {
  return !handsOn(sop) && getStep(sop, mother.state.step).acts.some((act) => act.effects.some((effect) => effect.do === 'draft-answer'))
}

const mostLetters = 20_000

/** How long the joined answer of a split ticket may be: as long as the SOP lets the unit's own be, where it is that. Pure. */
export function longestJoined(sop: Sop, mother: Ticket): number {
  const field = splitAtAnswer(sop, mother) ? getStep(sop, mother.state.step).acts.flatMap((act) => act.effects.flatMap((effect) => (effect.do === 'draft-answer' ? [effect.field] : [])))[0] : undefined
  return sop.fields.find((one) => one.name === field)?.maxLength ?? mostLetters
}

/** Whether somebody hands tickets on to units. */
function handsOn(sop: Sop): boolean {
  return sop.steps.some((step) => actingLanes(sop, step).some((lane) => lane.kind === 'post') && step.acts.some((act) => handOverField(sop, act)))
}

/** The act with which the SOP sends an answer and closes the ticket: what it does besides is done with a joined answer too. */
export function closingRelease(sop: Sop): Act | undefined {
  const acts = sop.steps.flatMap((step) => step.acts)
  return acts.find((act) => act.effects.some((effect) => effect.do === 'release-answer') && act.effects.some((effect) => effect.do === 'close') && act.effects.some((effect) => effect.do === 'publish'))
    ?? acts.find((act) => act.effects.some((effect) => effect.do === 'release-answer') && act.effects.some((effect) => effect.do === 'close'))
}
