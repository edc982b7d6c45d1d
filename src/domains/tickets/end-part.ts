import type { Work } from '../../kernel/work.ts'
import type { EventActor } from '../audit/index.ts'
import { clocksOf, isPaused } from '../deadlines/index.ts'
import { actingLanes, getSop, getStep } from '../sop/index.ts'
import { pauseClocks, resumeClocks, startStepClock, stopClocks } from './course-clocks.ts'
import { tellHolders } from './course-messages.ts'
import { endTicket } from './enter-step.ts'
import { answerOfPart, currentParts, motherOf } from './part-store.ts'
import { saveCourse } from './save-course.ts'
import { splitAtAnswer } from './split-act.ts'
import { readTenantLists } from './tenant-surroundings.ts'
import type { Ticket } from './ticket.ts'
import { beginCourse, type Course } from './ticket-course.ts'
import { lockTicket } from './ticket-store.ts'

/**
 * A part that has its answer and would now go to the very office that split the ticket is done: that office joins the answers; so is each part, once answered, of one that a unit split. Call after the act, before the course is saved.
 * The ticket that it belongs to is told with it, also where the act has closed the part in another way.
 */
export async function endAnsweredPart(course: Course): Promise<void> {
  const { ticket, work, sop } = course
  if (!ticket.partNo) return
  const last = course.events.at(-1)
  if (!last) return
  course.after.push(() => pauseMother(work, ticket.parentId!))
  if (ticket.state.open) {
    const mother = await motherOf(work, ticket)
    const splitters = new Set(actingLanes(sop, getStep(sop, mother.state.step)).map((lane) => lane.name))
    const next = actingLanes(sop, getStep(sop, ticket.state.step))
    const home = next.length > 0 && next.every((lane) => splitters.has(lane.name))
    // Where a unit split it at its own answer, each part is done with its answer; the office after it sees the joined one only.
    if (!ticket.state.drafted || !(splitAtAnswer(sop, mother) ? ticket.state.step !== mother.state.step : home)) return
    closePart(course, { act: 'bagian-selesai', actor: last.actor, result: 'terjawab' })
  }
  course.after.push(() => tellMother(work, course.ticket, last.actor))
}

/** Closes a part with this result; its event is the last of its chain. */
export function closePart(course: Course, end: { act: string; actor: EventActor; result: string; body?: Record<string, string> }): void {
  const { ticket, work } = course
  course.events.push({ ticketId: ticket.id, at: work.moment(), actor: end.actor, act: end.act, body: { langkah: ticket.state.step, hasil: end.result, ...end.body } })
  stopClocks(course, 'all', work.now)
  course.ticket = { ...course.ticket, state: { ...ticket.state, open: false, waiting: false, result: end.result } }
  endTicket(course, work.now)
}

/** Lets the ticket know that a part has ended: with the last one it is its holder's turn again, to join the answers; or to dispose anew, if there is none. */
export async function tellMother(work: Work, part: Ticket, actor: EventActor): Promise<void> {
  const mother = await lockTicket(work, part.parentId!)
  if (!mother.state.open) return
  const parts = await currentParts(work, mother.id)
  const waiting = parts.some((one) => one.state.open)
  const answered = parts.some((one) => answerOfPart(one) !== undefined)
  const sop = await getSop(work, mother.sop, mother.sopVersion)
  const { parts: _, ...rest } = mother
  const course = beginCourse(work, {
    sop, lists: await readTenantLists(work, sop), clocks: await clocksOf(work, mother.id), ticket: { ...rest, ...(waiting ? { parts: 'waiting' as const } : answered ? { parts: 'ready' as const } : {}) },
  })
  course.events.push({
    ticketId: mother.id, at: work.moment(), actor, act: 'bagian-selesai',
    body: { langkah: mother.state.step, tiket: part.number, bagian: part.partNo ?? 0, 'unit-bagian': part.state.unit, 'hasil-bagian': part.state.result, terjawab: answerOfPart(part) !== undefined },
  })
  await pauseAsParts(course, parts)
  if (!waiting) {
    if (!course.clocks.some((clock) => clock.step === mother.state.step)) await startStepClock(course, mother.state.step, { anew: work.now })
    tellHolders(course, answered ? `Semua bagian tiket ${mother.number} sudah selesai. Gabungkan jawabannya untuk pelapor.` : `Semua bagian tiket ${mother.number} berakhir tanpa jawaban. Tentukan tindak lanjutnya.`)
  }
  await saveCourse(course)
}

/** While a unit asks the reporter about its part, the promises of the whole ticket stand still too; call when a part was asked or answered. */
export async function pauseMother(work: Work, id: string): Promise<void> {
  const mother = await lockTicket(work, id)
  const clocks = await clocksOf(work, id)
  const parts = await currentParts(work, id)
  if (!mother.state.open || !mother.parts || clocks.every((clock) => clock.stoppedAt || isPaused(clock) === asking(parts))) return
  const sop = await getSop(work, mother.sop, mother.sopVersion)
  const course = beginCourse(work, { sop, lists: await readTenantLists(work, sop), clocks, ticket: mother })
  await pauseAsParts(course, parts)
  await saveCourse(course)
}

async function pauseAsParts(course: Course, parts: Ticket[]): Promise<void> {
  if (asking(parts)) pauseClocks(course, course.work.now)
  else await resumeClocks(course)
}

function asking(parts: Ticket[]): boolean {
  return parts.some((part) => part.state.open && part.state.waiting)
}
