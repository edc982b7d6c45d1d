import type { Actor } from '../../kernel/actor.ts'
import { seatsOf, type UnitKinds } from './available-acts.ts'
import type { Field, Sop } from './sop.ts'
import type { TicketState } from './ticket-state.ts'

export interface FieldReader {
  actor: Actor
  units: UnitKinds
}

/** Whether this person may read the values of a field (`terlihat`): who holds one of its lanes for this ticket; administrators and the system always. */
export function mayReadField(sop: Sop, state: Pick<TicketState, 'unit' | 'group'>, field: Field, reader: FieldReader): boolean {
  const { actor, units } = reader
  if (!field.seenBy || actor.kind === 'system') return true
  if (actor.kind !== 'officer') return field.seenBy.some((name) => sop.lanes.find((lane) => lane.name === name)?.kind === 'reporter')
  if (actor.admin) return true
  const lanes = sop.lanes.filter((lane) => field.seenBy!.includes(lane.name))
  return lanes.some((lane) => seatsOf(lane, state, units).some((seat) => actor.posts.some((held) => held.post === seat.post && held.unit === seat.unit)))
}
