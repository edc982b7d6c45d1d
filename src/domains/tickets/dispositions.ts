import type { ChainedEvent } from '../audit/index.ts'
import type { Clock } from '../deadlines/index.ts'
import { actingLanes, type Facts, type Sop } from '../sop/index.ts'
import { type SopSpan, sopAt } from './sop-spans.ts'

/** A written order with which somebody handed a ticket on (lembar disposisi). */
export interface Disposition {
  /** Of its event. */
  seq: number
  at: Date
  /** The role that gave it, with post, unit and person; absent for the system's. */
  from: { role: string; unit?: string; officerId?: string }
  /** The roles at the step that it led to, and the unit that the ticket had then. */
  to: { roles: string[]; unit?: string }
  /** What it asks for: the act, and the order in words. */
  act: string
  instruction?: string
  /** When the step that it led to falls due. */
  dueAt?: Date
}

const orders = ['instruksi', 'catatan']

/** The dispositions of a ticket, oldest first: acts of officers that assign it, or that give an order to the next. Pure. */
export function dispositionsOf(spans: readonly SopSpan[], events: ChainedEvent[], clocks: Clock[]): Disposition[] {
  return events.flatMap((event) => {
    const { actor, body } = event
    const sop = sopAt(spans, event.seq)
    const act = sop.steps.find((step) => step.name === body.langkah)?.acts.find((one) => one.name === event.act)
    if (!act || actor.kind !== 'officer' || typeof body.ke !== 'string') return []
    const filled = (body.isi ?? {}) as Facts
    const assigns = act.effects.some((effect) => effect.do === 'assign-unit' || effect.do === 'assign-officer')
    if (!assigns && !('instruksi' in filled)) return []
    const instruction = orders.map((name) => filled[name]).find((text) => typeof text === 'string')
    const dueAt = clocks.find((clock) => clock.step === body.ke && clock.startedAt >= event.at && clock.startedAt.getTime() - event.at.getTime() < 60_000)?.dueAt
    return [{
      seq: event.seq, at: event.at, act: act.label, from: { role: actor.role ?? 'Petugas', ...(actor.unit && { unit: actor.unit }), ...(actor.id && { officerId: actor.id }) },
      to: { roles: rolesAt(sop, body.ke), ...(typeof body.unit === 'string' && { unit: body.unit }) }, ...(typeof instruction === 'string' && { instruction }), ...(dueAt && { dueAt }),
    }]
  })
}

function rolesAt(sop: Sop, name: string): string[] {
  const step = sop.steps.find((one) => one.name === name)
  return step ? actingLanes(sop, step).map((lane) => lane.title) : []
}
