import type { Secrets } from '../../kernel/secrets.ts'
import type { Message, MessageKind } from '../messages/index.ts'
import { type Doing, type Effect, getStep, seatsOf } from '../sop/index.ts'
import { fillBraces } from './fill-braces.ts'
import type { Ticket } from './ticket.ts'
import type { Course } from './ticket-course.ts'
import { secretCode } from './ticket-number.ts'

/** What an act tells by its own nature: the receipt, a question, the answer. `beritahu` effects add the rest. */
export function tellOfDoing(course: Course, doing: Doing, opening: boolean): void {
  const { ticket } = course
  if (opening) return tellReporter(course, 'diterima', `Laporan Anda diterima dengan nomor ${ticket.number}.`)
  if (doing.effects.some((effect) => effect.do === 'ask-reporter')) tellReporter(course, 'pertanyaan', ticket.question ?? '')
  if (doing.effects.some((effect) => effect.do === 'release-answer')) tellReporter(course, 'jawaban', ticket.answer ?? '')
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
    return tellReporter(course, 'kabar', news ? fill(news) : `Tiket ${ticket.number}: ${ticket.title}`)
  }
  const text = effect.message ? fill(effect.message) : `Tiket ${ticket.number}: ${titleForOfficers(ticket)}`
  for (const seat of lanes.flatMap((lane) => seatsOf(lane, ticket.state, units))) {
    course.messages.push({ subjectId: ticket.id, to: { kind: 'post', ...seat }, kind: 'tugas', text, about: aboutForOfficers(ticket) })
  }
}

function tellReporter(course: Course, kind: MessageKind, text: string): void {
  const { ticket, work } = course
  course.messages.push({
    subjectId: ticket.id, to: { kind: 'reporter', ...(ticket.reporterId && { personId: ticket.reporterId }) }, kind, text, about: aboutForReporter(ticket, work.tenant, work.secrets),
  })
}

/** The reporter's link carries the secret code: who has the letter need not sign in. */
export function aboutForReporter(ticket: Ticket, tenant: string, secrets: Secrets): Message['about'] {
  return { number: ticket.number, title: ticket.title, path: `/t/${ticket.number.replaceAll('-', '')}/${secretCode(secrets, tenant, ticket.id).replaceAll('-', '')}` }
}

/** The officers' link leads through sign-in. What a secret ticket is about stays behind it: letters pass through other hands, superiors' too. */
export function aboutForOfficers(ticket: Ticket): Message['about'] {
  return { number: ticket.number, title: titleForOfficers(ticket), path: `/kotak-masuk/${ticket.number}` }
}

function titleForOfficers(ticket: Ticket): string {
  return ticket.secret ? 'laporan rahasia' : ticket.title
}
