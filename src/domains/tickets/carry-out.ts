import type { Json } from '../audit/index.ts'
import type { Doing, Effect } from '../sop/index.ts'
import { getLane, getStep } from '../sop/index.ts'
import { carryOutNaskah } from './carry-out-naskah.ts'
import { carryOutProduct, takeBackYields } from './carry-out-product.ts'
import { endTicket, enterStep, leaveStep } from './enter-step.ts'
import { tellLane, tellOfDoing } from './course-messages.ts'
import { extendOnce, pauseClocks, recordOverdue, resumeClocks, rewindTicketClock, startStepClock, stopClocks } from './course-clocks.ts'
import { tellFollowers } from './follow-ticket.ts'
import { type Course, digestSent, digestText, eventActor, eventFacts } from './ticket-course.ts'

/** Carries out what was decided, doing by doing: events, clocks, answers, messages; nothing is written yet. */
export async function carryOut(course: Course, doings: Doing[]): Promise<void> {
  const wasWaiting = course.ticket.state.waiting
  // A letter entered weeks later may be overdue as it comes in; its chain begins with its coming in all the same.
  if (course.ticket.chain.seq > 0) recordOverdue(course, course.work.now)
  for (const [index, doing] of doings.entries()) {
    const at = index === 0 ? course.work.now : course.work.moment()
    await carryOutOne(course, doing, at)
  }
  if (wasWaiting && !course.ticket.state.waiting) {
    await resumeClocks(course)
    course.ticket = withoutQuestion(course.ticket)
  }
  await rewindTicketClock(course)
}

async function carryOutOne(course: Course, doing: Doing, at: Date): Promise<void> {
  // The seat from which somebody acts is the one they had before the act moved the ticket on.
  const actor = eventActor(course, doing.lane, doing.automatic)
  course.ticket = { ...course.ticket, state: { ...doing.after, facts: { ...doing.after.facts, ...course.found } } }
  course.yields = {}
  for (const effect of doing.effects) await carryOutEffect(course, effect, { doing, at })
  const opening = course.ticket.chain.seq === 0 && course.events.length === 0
  tellOfDoing(course, doing, opening)
  // Thousands of imported reports must not become thousands of SMS.
  if (opening && course.ticket.channel === 'impor') course.messages = course.messages.map((message) => ({ ...message, silent: true }))
  course.events.push({ ticketId: course.ticket.id, at, actor, act: doing.act, body: opening ? openingBody(course, doing) : actBody(course, doing) })
  if (!doing.left) return
  const ends = !doing.after.open
  stopClocks(course, ends ? 'all' : { step: doing.step }, at)
  await leaveStep(course, getStep(course.sop, doing.step))
  if (ends) {
    await takeBackYields(course)
    endTicket(course, at)
  }
  // What a letter waits for runs from the day that it came, not from the minute that it was typed in.
  else {
    await startStepClock(course, doing.to, opening ? course.ticket.openedAt : at)
    enterStep(course, getStep(course.sop, doing.to), at)
  }
}

function openingBody(course: Course, doing: Doing): { [key: string]: Json | undefined } {
  const { ticket } = course
  return {
    sop: ticket.sop, versi: ticket.sopVersion, saluran: ticket.channel, ke: doing.to, sidik: digestSent(ticket),
    unit: ticket.state.unit, induk: ticket.parentId, ...course.yields,
  }
}

function actBody(course: Course, doing: Doing): { [key: string]: Json | undefined } {
  const { classified } = doing
  return {
    langkah: doing.step, ke: doing.to, isi: eventFacts(course.sop, doing.filled, course.ticket.salt), kunci: doing.automatic ? undefined : course.sendKey,
    unit: course.ticket.state.unit,
    klasifikasi: classified && { kelas: classified.class, kategori: classified.category, kelompok: classified.group, cocok: classified.matched },
    terbit: doing.effects.some((e) => e.do === 'publish') ? course.ticket.publishedAt !== undefined : undefined,
    // So that the answer which people read can be held against what was released.
    'sidik-jawaban': doing.effects.some((e) => e.do === 'release-answer') ? digestText(course.ticket.answer ?? '') : undefined,
    hasil: doing.effects.find((e) => e.do === 'close')?.result,
    ...course.yields,
  }
}

interface EffectScene {
  doing: Doing
  at: Date
}

/** What an effect does beyond the state that the interpreter has already changed. */
async function carryOutEffect(course: Course, effect: Effect, scene: EffectScene): Promise<void> {
  const { ticket } = course
  const { facts } = ticket.state
  const text = (field: string | undefined) => (field ? String(facts[field] ?? '') : '')
  switch (effect.do) {
    case 'draft-answer': course.answers.push({ text: String(facts.jawaban ?? ''), released: false, ...answerBy(course, scene) }); return
    case 'release-answer': return release(course, scene)
    case 'publish': return publish(course, scene.at)
    case 'answer-privately': return change(course, { answerPrivate: true })
    case 'tell': return tellLane(course, effect, scene.doing)
    case 'ask-reporter':
      pauseClocks(course, scene.at)
      return change(course, { question: text(effect.field), waitingSince: scene.at })
    case 'issue-product': case 'note-product': case 'renew-product': case 'revoke-product': return await carryOutProduct(course, effect)
    case 'draft-naskah': case 'initial-naskah': case 'sign-naskah': case 'send-naskah': return await carryOutNaskah(course, effect, scene)
    case 'move-ticket': course.move = effect; return
    case 'open-linked': course.linked.push(effect.sop); return
    case 'meet-deadline': return stopClocks(course, 'ticket', scene.at)
    case 'reveal-reporter': return ticket.anonymous ? change(course, { anonymous: false, revealedAt: scene.at }) : undefined
    case 'extend': return await extendOnce(course, text(effect.field), getLane(course.sop, scene.doing.lane).title)
    // These change the state alone, and the interpreter has done so.
    case 'assign-unit': case 'assign-officer': case 'classify': case 'record-identity': case 'close': return
    default: return effect satisfies never
  }
}

function change(course: Course, changed: Partial<Course['ticket']>): void {
  course.ticket = { ...course.ticket, ...changed }
}

function answerBy(course: Course, scene: EffectScene) {
  const { actor } = course.work
  return { role: getLane(course.sop, scene.doing.lane).title, at: scene.at, ...(actor.kind === 'officer' && !scene.doing.automatic && { officerId: actor.id }) }
}

/** Releases the corrected text; without one, the newest draft. */
function release(course: Course, scene: EffectScene): void {
  const text = String(course.ticket.state.facts.jawaban ?? '')
  if (!text) throw new Error(`ticket ${course.ticket.number}: an answer is released that was never written`)
  course.answers.push({ text, released: true, ...answerBy(course, scene) })
  change(course, { answer: text, answeredAt: scene.at })
  course.after.push(() => tellFollowers(course))
}

/** Publishes, unless the reporter wants it secret or the identity was found invalid: these are never public, whatever an SOP says. */
function publish(course: Course, at: Date): void {
  const { secret, answerPrivate, state, partNo } = course.ticket
  if (partNo || secret || answerPrivate || (state.facts.identitas ?? 'valid') !== 'valid') return
  change(course, { publishedAt: course.ticket.publishedAt ?? at })
}

function withoutQuestion(ticket: Course['ticket']): Course['ticket'] {
  const { question: _q, waitingSince: _w, ...rest } = ticket
  return rest
}
