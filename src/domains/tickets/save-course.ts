import { appendEvents, chainEvents } from '../audit/index.ts'
import { saveClocks } from '../deadlines/index.ts'
import { tell } from '../messages/index.ts'
import { actingLanes, getStep, seatsOf } from '../sop/index.ts'
import { tellOfEmptySeats } from './empty-seats.ts'
import { firstDue } from './course-clocks.ts'
import { saveLatePromises } from './late-promise.ts'
import { messagesToMerged } from './merged-tickets.ts'
import { messagesToReaders } from './part-messages.ts'
import { saveSearch } from './search-save.ts'
import type { Ticket } from './ticket.ts'
import type { Course } from './ticket-course.ts'
import { saveAnswer, saveTicket, type Turn } from './ticket-store.ts'

/** Writes all that a course has gathered: ticket, turns, events, clocks, answers, messages, products. All of it is kept, or none. */
export async function saveCourse(course: Course): Promise<Ticket> {
  const { work } = course
  const events = chainEvents(work.tenant, course.events, course.ticket.chain)
  const last = events.at(-1)
  const { dueAt: _, ...undated } = course.ticket
  const due = course.ticket.state.open ? firstDue(course) : undefined
  const ticket: Ticket = {
    ...undated, version: course.ticket.version + 1,
    ...(due && { dueAt: due }), chain: last ? { seq: last.seq, hash: last.hash } : course.ticket.chain,
  }
  const held = { turns: turnsOf(course), parties: partiesOf(course) }
  const [own, shared] = await Promise.all([messagesToReaders(course), messagesToMerged(course)])
  course.messages = [...own, ...shared]
  // None of these needs what another answers: they leave together, and the server takes them in this order.
  const [warnings] = await Promise.all([
    moved(course) ? tellOfEmptySeats(work, ticket, { seats: held.turns, today: course.today }) : [],
    saveTicket(work, ticket, { rows: held.turns, since: work.now, parties: held.parties }),
    events.length > 0 ? appendEvents(work, events) : undefined,
    saveClocks(work, course.clocks),
    saveLatePromises(work, ticket.id, course.late),
    ...course.answers.map((answer) => saveAnswer(work, ticket.id, answer)),
    saveSearch(course, ticket, held), tell(work, course.messages),
  ])
  if (warnings.length > 0) {
    course.messages = [...own, ...warnings, ...shared]
    await tell(work, warnings)
  }
  announce(course)
  for (const task of course.after) await task()
  return ticket
}

// Whether somebody's turn has just begun; an act that stays asks nobody anew.
function moved(course: Course): boolean {
  const last = course.events.at(-1)
  return course.ticket.state.open && last !== undefined && last.body.langkah !== course.ticket.state.step
}

/** Whose turn it is now: each seat of each lane that has not acted yet. */
function turnsOf(course: Course): Turn[] {
  const { sop, units } = course
  const { state } = course.ticket
  if (!state.open || course.ticket.parts === 'waiting') return []
  const lanes = actingLanes(sop, getStep(sop, state.step)).filter((lane) => !(lane.name in state.acted))
  const { applicant } = course.ticket
  return lanes.flatMap((lane) => (lane.kind === 'reporter' && applicant ? [applicant] : seatsOf(lane, state, units)).map((seat) => ({ lane: lane.name, ...seat })))
}

function partiesOf(course: Course): string[] {
  const { state } = course.ticket
  return [...new Set([...turnsOf(course).map((turn) => turn.unit), ...(course.ticket.applicant ? [course.ticket.applicant.unit] : []), ...(state.unit ? [state.unit] : []), ...state.group, ...(course.alsoParties ?? [])])]
}

/** Lets open pages know, once this transaction is committed: those whose turn it is now, and whoever acted or was told. */
function announce(course: Course): void {
  const { work, ticket } = course
  const acted = course.events.flatMap((event) => (event.actor.post && event.actor.unit ? [`${event.actor.post}.${event.actor.unit}`] : []))
  const told = course.messages.flatMap(({ to }) => (to.kind === 'post' ? [`${to.post}.${to.unit}`] : []))
  const seats = [...new Set([...turnsOf(course).map((turn) => `${turn.post}.${turn.unit}`), ...acted, ...told])]
  if (seats.length === 0) return
  work.announce('ticket', JSON.stringify({ tenant: work.tenant, ticket: ticket.id, seats: seats.slice(0, 100) }))
}
