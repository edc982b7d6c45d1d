import type { Secrets } from '../../kernel/secrets.ts'
import type { Message, MessageKind } from '../messages/index.ts'
import { actingLanes, type Doing, type Effect, getStep, seatsOf } from '../sop/index.ts'
import { fillBraces } from './fill-braces.ts'
import type { Ticket } from './ticket.ts'
import type { Course } from './ticket-course.ts'
import { secretCode } from './ticket-number.ts'

/** What an act tells by its own nature: the receipt, a question, the answer. `beritahu` effects add the rest. */
export function tellOfDoing(course: Course, doing: Doing, opening: boolean): void {
  const { ticket } = course
  const { step } = doing
  if (opening) return tellReporter(course, { kind: 'diterima', step, text: `${course.sop.kind === 'request' ? 'Permohonan' : 'Laporan'} Anda diterima dengan nomor ${ticket.number}.` })
  if (doing.effects.some((effect) => effect.do === 'ask-reporter')) tellReporter(course, { kind: 'pertanyaan', step, text: ticket.question ?? '' })
  if (doing.effects.some((effect) => effect.do === 'release-answer')) tellReporter(course, { kind: 'jawaban', step, text: ticket.answer ?? '' })
}

/** The `beritahu` effect: to the reporter with the act's news, to whoever holds a lane or the group. */
export function tellLane(course: Course, effect: Extract<Effect, { do: 'tell' }>, doing: Doing): void {
  const { ticket, sop, units } = course
  const fill = (text: string) => fillBraces(text, { sop, facts: ticket.state.facts, unit: ticket.state.unit, names: course.names })
  const lanes = effect.whom === 'group' ? sop.lanes.filter((l) => l.kind === 'post' && l.at === 'group') : sop.lanes.filter((l) => l.name === effect.whom)
  if (effect.whom === 'reporter' || lanes.some((l) => l.kind === 'reporter')) {
    // The answer itself and a question are told already, in full.
    if (doing.effects.some((e) => e.do === 'release-answer' || e.do === 'ask-reporter')) return
    const news = effect.message ?? getStep(sop, doing.step).acts.find((act) => act.name === doing.act)?.news
    return tellReporter(course, { kind: 'kabar', step: doing.step, text: news ? fill(news) : `Tiket ${ticket.number}: ${ticket.title}` })
  }
  const text = effect.message ? fill(effect.message) : `Tiket ${ticket.number}: ${titleForOfficers(ticket)}`
  for (const seat of lanes.flatMap((lane) => seatsOf(lane, ticket.state, units))) {
    course.messages.push({ subjectId: ticket.id, to: { kind: 'post', ...seat }, kind: 'tugas', text, about: { ...aboutForOfficers(ticket), step: doing.step } })
  }
}

/** What whoever holds the step at which a ticket stands is told. Pure. */
export function messagesToHolders({ ticket, sop, units }: Pick<Course, 'ticket' | 'sop' | 'units'>, text: string): Message[] {
  const seats = actingLanes(sop, getStep(sop, ticket.state.step)).flatMap((lane) => seatsOf(lane, ticket.state, units))
  return seats.map((seat) => ({ subjectId: ticket.id, to: { kind: 'post', ...seat }, kind: 'tugas', text, about: aboutForOfficers(ticket) }))
}

/** Tells whoever holds the step at which the ticket stands, with what the course tells else. */
export function tellHolders(course: Course, text: string): void {
  course.messages.push(...messagesToHolders(course, text))
}

/** Tells the reporter; an agency that applied, at the post through which it did. `step` is where it comes from; the ticket's own, if absent. */
export function tellReporter(course: Course, { kind, text, step = course.ticket.state.step }: { kind: MessageKind; text: string; step?: string }): void {
  const { ticket, work } = course
  // An agency that applied is told as its post is.
  if (ticket.applicant) {
    course.messages.push({ subjectId: ticket.id, to: { kind: 'post', ...ticket.applicant }, kind, text, about: { ...aboutForOfficers(ticket), step } })
    return
  }
  course.messages.push({
    subjectId: ticket.id, to: { kind: 'reporter', ...(ticket.reporterId && { personId: ticket.reporterId }) }, kind, text,
    about: { ...aboutForReporter(ticket, work.tenant, work.secrets), step },
  })
}

/** The reporter's link carries the secret code: who has the letter need not sign in. */
export function aboutForReporter(ticket: Ticket, tenant: string, secrets: Secrets): Message['about'] {
  const path = `/t/${ticket.number.replaceAll('-', '')}/${secretCode(secrets, tenant, ticket.id).replaceAll('-', '')}`
  return { number: ticket.number, title: ticket.title, path, sop: ticket.sop, step: ticket.state.step }
}

/** The officers' link leads through sign-in. What a secret ticket is about stays behind it: letters pass through other hands, superiors' too. */
export function aboutForOfficers(ticket: Ticket): Message['about'] {
  return { number: ticket.number, title: titleForOfficers(ticket), path: `/kotak-masuk/${ticket.number}`, sop: ticket.sop, step: ticket.state.step }
}

function titleForOfficers(ticket: Ticket): string {
  return ticket.secret ? 'laporan rahasia' : ticket.title
}
