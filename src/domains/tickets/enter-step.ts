import { pauseClock, resumeClock } from '../deadlines/index.ts'
import type { Step } from '../sop/index.ts'
import { voidDrafts } from './carry-out-naskah.ts'
import { waitForRegister } from './register-turn.ts'
import { replaceLinks, sendStepLink } from './step-link.ts'
import type { Course } from './ticket-course.ts'

/** What a step begins besides its clock: the ticket's own promise stands still, a link goes out, a register is asked. */
export function enterStep(course: Course, step: Step, at: Date): void {
  if (step.pauses) course.clocks = course.clocks.map((clock) => (clock.scope === 'ticket' ? pauseClock(clock, at) : clock))
  if (step.link) course.after.push(() => sendStepLink(course.work, course.ticket, step.link!))
  if (step.check) course.after.push(() => waitForRegister(course.work, course.ticket))
}

/** What a step has begun ends with it. */
export async function leaveStep(course: Course, step: Step): Promise<void> {
  if (step.link) course.after.push(() => replaceLinks(course.work, course.ticket.id))
  if (!step.pauses) return
  course.clocks = await Promise.all(course.clocks.map((clock) => (clock.scope === 'ticket' ? resumeClock(course.work, clock, course.sop.remind?.before) : clock)))
}

/** The ticket is closed; a letter that was drafted and never sent is void, and stays in the book. */
export function endTicket(course: Course, at: Date): void {
  course.ticket = { ...course.ticket, closedAt: at }
  course.after.push(() => voidDrafts(course))
}
