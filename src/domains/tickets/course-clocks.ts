import { breachClock, extendClock, isPaused, pauseClock, reckonAnew, resumeClock, startClock, stopClock } from '../deadlines/index.ts'
import { actingLanes, getLane, getStep, seatsOf, type Sop, type TicketState } from '../sop/index.ts'
import { owersOf } from './late-promise.ts'
import type { Course } from './ticket-course.ts'

/** Starts the clock of the whole ticket, if its SOP promises one: from its submission, if nothing else is said. */
export async function startTicketClock(course: Course, startedAt = course.ticket.openedAt): Promise<void> {
  const { sop, ticket, work } = course
  const duration = ticketDuration(sop, ticket.state)
  if (!duration) return
  course.clocks.push(
    await startClock(work, {
      subjectId: ticket.id, scope: 'ticket', roles: [...new Set(sop.lanes.filter((lane) => lane.kind === 'post' && sop.steps.some((step) => step.acts.length > 0 && step.lanes.includes(lane.name))).map((lane) => lane.title))],
      duration, startedAt, escalate: sop.escalate, ...(sop.remind && { remind: sop.remind.before }),
    }),
  )
}

function ticketDuration(sop: Sop, state: TicketState) {
  if (!sop.deadline) return undefined
  const value = sop.deadline.by ? state.facts[sop.deadline.by] : undefined
  return sop.deadline.times[String(value)] ?? sop.deadline.otherwise
}

/** Starts the clock of the step that the ticket has entered; `anew` counts from then whatever the SOP counts from, for a ticket that was opened again. */
export async function startStepClock(course: Course, stepName: string, when: Date | { anew: Date }): Promise<void> {
  const { sop, ticket, work } = course
  const step = getStep(sop, stepName)
  if (!step.time || step.acts.length === 0) return
  const lanes = step.automatic ? step.lanes.map((name) => getLane(sop, name)) : actingLanes(sop, step)
  const units = [...new Set(lanes.flatMap((lane) => seatsOf(lane, ticket.state, course.units).map((seat) => seat.unit)))]
  course.clocks.push(
    await startClock(work, {
      // What the reporter is given time for is owed by nobody.
      subjectId: ticket.id, scope: 'step', step: step.name, roles: step.waits ? [] : lanes.map((lane) => lane.title), duration: step.time.duration,
      startedAt: 'anew' in when ? when.anew : step.time.from === 'submission' ? ticket.openedAt : when, escalate: step.waits ? [] : sop.escalate,
      ...(units.length === 1 && { unit: units[0]! }), ...(sop.remind && !step.automatic && !step.waits && { remind: sop.remind.before }),
    }),
  )
}

/** Stops the clocks of a step that was left, the ticket's own, or all of them when it is closed; and records each that stopped too late. */
export function stopClocks(course: Course, which: { step: string } | 'ticket' | 'all', at: Date): void {
  const wanted = (clock: Course['clocks'][number]) => (which === 'all' ? true : which === 'ticket' ? clock.scope === 'ticket' : clock.scope === 'step' && clock.step === which.step)
  course.clocks = course.clocks.map((clock) => {
    if (clock.stoppedAt || !wanted(clock)) return clock
    const stopped = stopClock(clock, at)
    if (stopped.breachedAt && !clock.breachedAt) breach(course, stopped, at)
    return stopped
  })
}

/** Records each running promise whose time was over before this act: no question and no extension undoes that. */
export function recordOverdue(course: Course, at: Date): void {
  course.clocks = course.clocks.map((clock) => {
    const late = breachClock(clock, at)
    if (late !== clock) breach(course, late, at)
    return late
  })
}

function breach(course: Course, clock: Course['clocks'][number], at: Date): void {
  course.events.push(breachEvent(course.ticket.id, clock, at))
  course.late.push({ clock, seats: owersOf(course.ticket, clock, course) })
}

/** The event that says whose promise was broken. */
export function breachEvent(ticketId: string, clock: { roles: string[]; scope: string; step?: string; dueAt?: Date }, at: Date) {
  return {
    ticketId, at, actor: { kind: 'system' as const }, act: 'tenggat-terlewati',
    body: { pelaksana: clock.roles, lingkup: clock.scope, langkah: clock.step, tenggat: clock.dueAt?.toISOString() },
  }
}

export function pauseClocks(course: Course, at: Date): void {
  course.clocks = course.clocks.map((clock) => pauseClock(clock, at))
}

export async function resumeClocks(course: Course): Promise<void> {
  course.clocks = await Promise.all(course.clocks.map((clock) => resumeClock(course.work, clock, course.sop.remind?.before)))
}

/** Extends what the SOP lets be extended: the ticket's own clock, or the running one of its step. */
export async function extendOnce(course: Course, reason: string, role: string): Promise<void> {
  const { extension } = course.sop
  if (!extension) return
  const running = course.clocks.filter((clock) => !clock.stoppedAt && !clock.extension)
  const target = running.find((clock) => clock.scope === extension.of) ?? running[0]
  if (!target) return
  const extended = await extendClock(course.work, target, { by: extension.by, reason, role, ...(course.sop.remind && { remind: course.sop.remind.before }) })
  course.clocks = course.clocks.map((clock) => (clock.id === target.id ? extended : clock))
}

/** Gives the ticket's clock the time of its class, when the class was found or corrected. */
export async function rewindTicketClock(course: Course): Promise<void> {
  const duration = ticketDuration(course.sop, course.ticket.state)
  const clock = course.clocks.find((c) => c.scope === 'ticket' && !c.stoppedAt)
  if (!clock || !duration || (clock.duration.amount === duration.amount && clock.duration.unit === duration.unit)) return
  const changed = await reckonAnew(course.work, { ...clock, duration }, course.sop.remind?.before)
  course.clocks = course.clocks.map((c) => (c.id === clock.id ? changed : c))
}

/** The promise that falls due first, of those that run. */
export function firstDue(course: Course): Date | undefined {
  const dues = course.clocks.flatMap((clock) => (clock.stoppedAt || isPaused(clock) || !clock.dueAt ? [] : [clock.dueAt]))
  return dues.sort((a, b) => a.getTime() - b.getTime())[0]
}

/** `langkah tanggapan (Admin SKPD)`, or `seluruh tiket`. */
export function promiseText(clock: { scope: string; step?: string; roles: string[] }): string {
  return clock.scope === 'ticket' ? 'seluruh' : `langkah ${clock.step} (${clock.roles.join(', ')})`
}
