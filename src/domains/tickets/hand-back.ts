import type { Fault } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import type { ChainedEvent } from '../audit/index.ts'
import { type Facts, getLane, seatsOf, type Sop, type UnitKinds } from '../sop/index.ts'
import type { Ticket } from './ticket.ts'

/** Fields of the act "not ours", in every SOP that has it. */
const fields = { unit: 'unit-seharusnya', hint: 'petunjuk', reasons: ['alasan', 'alasan-internal'] } as const

/** A ticket that a unit handed back as not its own. */
export interface HandBack {
  at: Date
  /** Who handed it back. */
  from?: string
  role?: string
  /** Whose it is, by their word; they may not know. */
  unit?: string
  hint?: string
  reason?: string
}

/** The last "not ours" that nobody has decided on yet: the ticket stands where it led. Pure. */
export function findHandBack(events: ChainedEvent[]): HandBack | undefined {
  const event = events.findLast((one) => typeof one.body.ke === 'string' && one.body.ke !== one.body.langkah)
  return event && handBackOf(event)
}

/** The units that have said of this ticket that it is not theirs. Pure. */
export function unitsThatRefused(events: ChainedEvent[]): string[] {
  return [...new Set(events.flatMap((event) => handBackOf(event)?.from ?? []))]
}

function handBackOf(event: ChainedEvent): HandBack | undefined {
  const filled = (event.body.isi ?? {}) as Facts
  if (!(fields.unit in filled) && !(fields.hint in filled)) return undefined
  const text = (name: string) => (typeof filled[name] === 'string' ? filled[name] : undefined)
  const [unit, hint, reason] = [text(fields.unit), text(fields.hint), fields.reasons.map(text).find(Boolean)]
  return { at: event.at, ...(event.actor.unit && { from: event.actor.unit }), ...(event.actor.role && { role: event.actor.role }), ...(unit && { unit }), ...(hint && { hint }), ...(reason && { reason }) }
}

/** Naming one's own unit hands nothing over: the ticket would come back to where it is. */
export function ownUnitFaults(work: Work, ticket: Ticket, act: { sop: Sop; lane: string; facts: Facts; units: UnitKinds }): Fault[] {
  const { actor } = work
  const named = act.facts[fields.unit]
  if (actor.kind !== 'officer' || named === undefined) return []
  const seats = seatsOf(getLane(act.sop, act.lane), ticket.state, act.units)
  const own = actor.posts.some((held) => held.unit === named && seats.some((seat) => seat.post === held.post && seat.unit === held.unit))
  if (!own) return []
  const label = act.sop.fields.find((field) => field.name === fields.unit)?.label ?? 'Unit yang seharusnya menangani'
  return [{ field: fields.unit, text: `${label}: itu unit Anda sendiri. Pilih unit lain, atau jawab bahwa Anda tidak tahu dan tulis petunjuknya.` }]
}
