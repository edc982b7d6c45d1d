import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { listUnits } from '../organisation/index.ts'
import { type Act, getLane, getSop, seatsOf, type Sop } from '../sop/index.ts'
import type { Ticket } from './ticket.ts'
import { findTicket } from './ticket-store.ts'
import { standingOf } from './visible-ticket.ts'

const publishes = (act: Act) => act.effects.some((effect) => effect.do === 'publish')
const releases = (act: Act) => act.effects.some((effect) => effect.do === 'release-answer' || effect.do === 'publish')

/** Whether everybody may read this ticket now or one day: its SOP publishes, and neither the reporter nor its answer has forbidden it. */
function canBePublic(ticket: Ticket, sop: Sop): boolean {
  return !ticket.secret && !ticket.answerPrivate && sop.steps.some((step) => step.acts.some(publishes))
}

/**
 * Whether this officer decides on what everybody sees of a ticket: an administrator, or who holds one of the posts that release or publish under its SOP, also
 * when that step is not the one where the ticket stands.
 */
export async function mayPublish(work: Work, ticket: Ticket, sop: Sop): Promise<boolean> {
  const { actor } = work
  if (actor.kind !== 'officer' || !canBePublic(ticket, sop) || (await standingOf(work, ticket)) !== 'officer') return false
  if (actor.admin) return true
  const lanes = sop.steps.flatMap((step) => step.acts.filter(releases).flatMap((act) => act.lanes ?? step.lanes)).map((name) => getLane(sop, name))
  const units = new Map((await listUnits(work)).map((unit) => [unit.code, unit.kind]))
  const seats = lanes.flatMap((lane) => seatsOf(lane, ticket.state, units))
  return actor.posts.some((held) => seats.some((seat) => seat.post === held.post && seat.unit === held.unit))
}

/** The ticket and its SOP, if this officer decides on what everybody sees of it. Refuses `not-found` as for a ticket that does not exist. */
export async function getPublishable(work: Work, number: string): Promise<{ ticket: Ticket; sop: Sop }> {
  const ticket = await findTicket(work, { number })
  const sop = ticket && (await getSop(work, ticket.sop, ticket.sopVersion))
  if (!ticket || !sop || !(await mayPublish(work, ticket, sop))) throw new Refusal('not-found', 'Tiket itu tidak ada, atau tampilannya untuk umum bukan Anda yang mengatur.')
  return { ticket, sop }
}
