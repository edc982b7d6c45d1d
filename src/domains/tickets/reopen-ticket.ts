import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { formatMoment, writeDuration } from '../calendar/index.ts'
import { clocksOf, startClock } from '../deadlines/index.ts'
import { findTenant } from '../organisation/index.ts'
import { actingLanes, getSop, getStep, seatsOf, type Sop } from '../sop/index.ts'
import { startStepClock, startTicketClock } from './course-clocks.ts'
import { aboutForOfficers, tellReporter } from './course-messages.ts'
import { enterStep } from './enter-step.ts'
import { escalateTo } from './escalate-to.ts'
import { keepReporterText } from './reporter-text.ts'
import { saveCourse } from './save-course.ts'
import { readTenantLists } from './tenant-surroundings.ts'
import type { Ticket } from './ticket.ts'
import { beginCourse, type Course, digestText, reporterActor } from './ticket-course.ts'
import { lockTicket } from './ticket-store.ts'
import { actsAsReporter } from './visible-ticket.ts'

/** Whether the reporter can open their answered ticket again, until when and how often; or why not. */
export type ReopeningWindow =
  | { state: 'open'; until: Date; left: number }
  | { state: 'closed'; until: Date; since: Date; within: string }
  | { state: 'spent'; times: number }
  | { state: 'none' }

/** Only what the SOP closed with an answer can be opened again; within its time, counted from the closing, and so many times. */
export async function reopeningWindow(work: Work, ticket: Ticket): Promise<ReopeningWindow> {
  const { closedAt } = ticket
  const sop = await getSop(work, ticket.sop, ticket.sopVersion)
  const { reopening } = sop
  if (!reopening || !closedAt || !ticket.state.released || !closedBy(sop, ticket.state.result)) return { state: 'none' }
  if (ticket.reopened >= reopening.most) return { state: 'spent', times: ticket.reopened }
  const { dueAt } = await startClock(work, { subjectId: ticket.id, scope: 'ticket', roles: [], duration: reopening.within, startedAt: closedAt })
  if (!dueAt) throw new Error(`SOP ${ticket.sop}: the time for opening a ticket again has no end`)
  if (dueAt < work.now) return { state: 'closed', until: dueAt, since: closedAt, within: writeDuration(reopening.within) }
  return { state: 'open', until: dueAt, left: reopening.most - ticket.reopened }
}

// Not what was withdrawn, or merged into another ticket.
function closedBy(sop: Sop, result: string | undefined): boolean {
  return sop.steps.some((step) => step.acts.some((act) => act.effects.some((effect) => effect.do === 'close' && effect.result === result)))
}

/** Where else a complaint about a public service can be taken. */
export const elsewhere = 'SP4N-LAPOR! (www.lapor.go.id, SMS 1708) atau Ombudsman Republik Indonesia (www.ombudsman.go.id, telepon 137)'

export interface ReopenOrder {
  ticketId: string
  /** Why the answer is not accepted. */
  text: string
  /** The same form twice opens the ticket once. */
  formKey: string
  /** As in `ReporterOrder`. */
  holdsCode?: boolean
}

const mostLetters = 4000

/**
 * The reporter opens their answered ticket again: it goes back to the step that its SOP names, at the unit that answered; the promises of that step, and of the ticket if it
 * has one, begin anew. The earlier answer stays, and stays published, until another is released. Whoever holds the step and the administrators are told.
 * Refuses `not-found`, `bad-input` on `alasan-buka-lagi`, `too-late` with the date, `conflict` where it is open or was opened often enough, `not-allowed`.
 */
export async function reopenTicket(work: Work, order: ReopenOrder): Promise<Ticket> {
  const ticket = await lockTicket(work, order.ticketId)
  if (!actsAsReporter(work, ticket, order.holdsCode)) throw new Refusal('not-found', 'Tiket itu tidak ada, atau bukan untuk Anda.')
  if (await wasOpened(work, ticket, order)) return ticket
  const sop = await getReopening(work, ticket)
  const text = readReason(order.text)
  const { closedAt: _c, readAt: _r, ...rest } = ticket
  const { step: stood } = ticket.state
  const step = getStep(sop, sop.reopening!.step)
  const course = beginCourse(work, {
    sop, lists: await readTenantLists(work, sop), clocks: await clocksOf(work, ticket.id),
    ticket: { ...rest, reopened: ticket.reopened + 1, state: { ...ticket.state, step: step.name, acted: {}, drafted: false, extended: false, waiting: false, result: undefined, open: true } },
  })
  const role = sop.lanes.find((lane) => lane.kind === 'reporter')?.title ?? 'Pelapor'
  const body = { langkah: stood, ke: step.name, kali: course.ticket.reopened, unit: ticket.state.unit, kunci: digestText(order.formKey), ...keepReporterText(course, 'alasan', text) }
  course.events.push({ ticketId: ticket.id, at: work.now, act: 'buka-lagi', body, actor: reporterActor(work, role) })
  await startTicketClock(course, work.now)
  await startStepClock(course, step.name, { anew: work.now })
  enterStep(course, step, work.now)
  await tellAll(course, text)
  course.after.push(async () => {
    await sql`update ticket set reopened_count = ${course.ticket.reopened} where tenant_id = ${work.tenant} and id = ${ticket.id}`.execute(work.db)
  })
  return await saveCourse(course)
}

async function wasOpened(work: Work, ticket: Ticket, order: ReopenOrder): Promise<boolean> {
  if (ticket.reopened === 0) return false
  const { rows } = await sql`
    select 1 from event where tenant_id = ${work.tenant} and ticket_id = ${ticket.id} and act = 'buka-lagi' and body ->> 'kunci' = ${digestText(order.formKey)}`.execute(work.db)
  return rows.length > 0
}

async function getReopening(work: Work, ticket: Ticket): Promise<Sop> {
  if (ticket.state.open) throw new Refusal('conflict', 'Laporan ini sedang dikerjakan. Tambahkan keterangan bila ada yang belum disampaikan.')
  const window = await reopeningWindow(work, ticket)
  if (window.state === 'none') throw new Refusal('not-allowed', 'Laporan ini tidak dapat dibuka lagi. Anda dapat membuat laporan baru.')
  if (window.state === 'spent') throw new Refusal('conflict', `Laporan ini sudah ${window.times} kali dibuka lagi. Bila Anda tetap tidak menerima jawabannya, adukan kepada ${elsewhere}.`)
  if (window.state === 'closed') {
    const zone = (await findTenant(work.db, work.tenant))!.zone
    throw new Refusal('too-late', `Laporan dapat dibuka lagi paling lambat ${window.within} sesudah ditutup ${formatMoment(window.since, zone)}, yaitu ${formatMoment(window.until, zone)}. Sekarang ${formatMoment(work.now, zone)}, sehingga laporan ini tidak dapat dibuka lagi. Anda dapat membuat laporan baru.`)
  }
  return await getSop(work, ticket.sop, ticket.sopVersion)
}

function readReason(typed: string): string {
  const text = typed.replaceAll('\0', '').toWellFormed().trim()
  if (text.length < 1) refuseInput([{ field: 'alasan-buka-lagi', text: 'Alasan: wajib diisi, supaya petugas tahu apa yang belum terjawab.' }])
  if (text.length > mostLetters) refuseInput([{ field: 'alasan-buka-lagi', text: `Alasan: ada ${text.length} huruf, paling banyak ${mostLetters}.` }])
  return text
}

/** Who holds the step, each administrator, and the reporter. A secret ticket's reason stays behind sign-in, as everything that it is about. */
async function tellAll(course: Course, reason: string): Promise<void> {
  const { ticket, sop, units, work } = course
  const holders = actingLanes(sop, getStep(sop, ticket.state.step)).flatMap((lane) => seatsOf(lane, ticket.state, units))
  const seats = new Map([...holders, ...(await escalateTo(work, ['admin'], []))].map((seat) => [`${seat.post} ${seat.unit}`, seat]))
  const text = `Pelapor membuka lagi tiket ${ticket.number} (ke-${ticket.reopened}).${ticket.secret ? '' : ` Alasannya: ${reason.slice(0, 300)}`}`
  for (const seat of seats.values()) course.messages.push({ subjectId: ticket.id, to: { kind: 'post', ...seat }, kind: 'tugas', text, about: aboutForOfficers(ticket) })
  tellReporter(course, { kind: 'kabar', text: `Laporan Anda dibuka lagi dan kembali kepada yang menjawabnya. Nomornya tetap ${ticket.number}.` })
}
