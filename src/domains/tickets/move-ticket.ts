import { Refusal } from '../../kernel/refusal.ts'
import { eventsOf } from '../audit/index.ts'
import { formatMoment } from '../calendar/index.ts'
import { actingLanes, type Effect, getStep, type Sop, latestSops, type Step } from '../sop/index.ts'
import { firstDue, startStepClock, startTicketClock, stopClocks } from './course-clocks.ts'
import { tellReporter } from './course-messages.ts'
import { enterStep } from './enter-step.ts'
import { sopSpans } from './sop-spans.ts'
import type { Course } from './ticket-course.ts'

type Move = Extract<Effect, { do: 'move-ticket' }>

/**
 * Moves a ticket to another SOP, at a step of it: number, reporter, switches, facts, files and history stay; whom it was assigned to does not. The promises of the old
 * service end, those of the new one begin, from the submission or from now as the SOP says; the reporter is told so with the new date. What was sent to a service that
 * publishes nothing is never published by another. Refuses `conflict` for an unnamed reporter, where the other service wants a name and does not first ask for it.
 */
export async function moveTicket(course: Course, move: Move): Promise<void> {
  const { work } = course
  const target = (await latestSops(work, course.today)).find((sop) => sop.code === move.sop)
  if (!target) throw new Error(`SOP ${course.sop.code} moves tickets to ${move.sop}, which is not loaded, or not yet in force on ${course.today}`)
  const from = course.sop
  const step = getStep(target, move.step)
  needName(course, target, step)
  const actor = course.events.at(-1)!.actor
  stopClocks(course, 'all', work.now)
  const before = [...course.clocks]
  const { openedAt, answerPrivate } = course.ticket
  const [sentUnder] = await sopSpans(work, await eventsOf(work, course.ticket.id))
  await standAt(course, target, step, { answerPrivate: answerPrivate || !publishes(sentUnder?.sop ?? from) })
  const counted = move.clock === 'submission' ? openedAt : work.now
  await startTicketClock(course, counted)
  await startStepClock(course, move.step, work.now)
  enterStep(course, step, work.now)
  course.events.push({
    ticketId: course.ticket.id, at: work.moment(), actor, act: 'pindah-layanan',
    body: { dari: from.code, 'dari-versi': from.version, sop: target.code, versi: target.version, ke: move.step, waktu: counted.toISOString() },
  })
  const due = firstDue({ ...course, clocks: course.clocks.filter((clock) => !before.includes(clock)) })
  tellReporter(course, { kind: 'kabar', text: `Tiket ${course.ticket.number} dipindahkan dari ${from.shortTitle} ke ${target.shortTitle}. Nomor dan riwayatnya tetap.${promiseOf(course, { move, step, due })}` })
}

/** The ticket at a step of the other SOP: nobody's turn of the old one, no unit, no question that is still open. */
async function standAt(course: Course, target: Sop, step: Step, { answerPrivate }: { answerPrivate: boolean }): Promise<void> {
  const { question: _q, waitingSince: _w, ...rest } = course.ticket
  const { state } = rest
  course.sop = target
  course.ticket = {
    ...rest, answerPrivate, sop: target.code, sopVersion: target.version,
    state: { ...state, step: step.name, unit: undefined, group: [], officer: undefined, acted: {}, drafted: false, waiting: false, extended: false },
  }
}

function promiseOf(course: Course, { move, step, due }: { move: Move; step: Step; due: Date | undefined }): string {
  if (due) return ` Waktunya dihitung ${move.clock === 'submission' ? 'sejak laporan Anda masuk' : 'mulai sekarang'}; batas terdekat ${formatMoment(due, course.zone)}.`
  return step.pauses ? ' Waktunya berjalan sesudah Anda melengkapi yang diminta di halaman tiket.' : ''
}

function publishes(sop: Sop): boolean {
  return sop.steps.some((step) => step.acts.some((act) => act.effects.some((effect) => effect.do === 'publish')))
}

/** Whether a step asks the reporter themselves for their name, before anybody learns it. */
export function asksForName(sop: Sop, step: Step): boolean {
  const own = step.acts.filter((act) => act.effects.some((effect) => effect.do === 'reveal-reporter'))
  return own.length > 0 && actingLanes(sop, step).some((lane) => lane.kind === 'reporter')
}

function needName(course: Course, target: Sop, step: Step): void {
  if (!course.ticket.anonymous || target.intake.anonymous || asksForName(target, step)) return
  throw new Refusal('conflict', `Pelapor minta namanya disembunyikan, sedangkan ${target.shortTitle} tidak dapat diproses tanpa nama. Tanyakan dahulu kepada pelapor, atau jawab di sini dan sarankan mengajukannya sendiri.`)
}
