import { sql } from 'kysely'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { appendEvents, chainEvents } from '../audit/index.ts'
import { formatMoment, localDate, writeDuration } from '../calendar/index.ts'
import { clocksOf, startClock } from '../deadlines/index.ts'
import { copyContacts } from '../messages/index.ts'
import { naskahOfTicket } from '../naskah/index.ts'
import { findTenant } from '../organisation/index.ts'
import { productsOfTicket } from '../products/index.ts'
import { getSop, type Sop, latestSops, type Typed } from '../sop/index.ts'
import { openTicket, type TicketChannel } from './open-ticket.ts'
import type { Ticket } from './ticket.ts'
import { reporterActor } from './ticket-course.ts'
import { lockTicket } from './ticket-store.ts'
import { actsAsReporter } from './visible-ticket.ts'

/** Whether an objection to a ticket can be filed now, and until when; or why not. */
export type ObjectionWindow =
  | { state: 'open'; sop: string; until?: Date; why: 'answered' | 'late' }
  | { state: 'closed'; until: Date; since: Date; within: string }
  | { state: 'filed'; number: string }
  | { state: 'none' }

/**
 * The window for an objection: from the day on which the ticket was closed, or before that as soon as its decision was sent, or while its promise is broken and
 * nothing has come (UU 14/2008 art. 35–36). One objection at a time.
 */
export async function objectionWindow(work: Work, ticket: Ticket): Promise<ObjectionWindow> {
  const { objection } = await getSop(work, ticket.sop, ticket.sopVersion)
  if (!objection) return { state: 'none' }
  const { rows } = await sql<{ number: string }>`
    select number from ticket where tenant_id = ${work.tenant} and parent_id = ${ticket.id} and sop = ${objection.sop} order by id desc limit 1`.execute(work.db)
  if (rows[0]) return { state: 'filed', number: rows[0].number }
  if (!ticket.closedAt) {
    if ((await naskahOfTicket(work, ticket.id)).some((letter) => letter.state === 'sent')) return { state: 'open', sop: objection.sop, why: 'answered' }
    const broken = (await clocksOf(work, ticket.id)).some((clock) => clock.scope === 'ticket' && clock.dueAt && clock.dueAt < work.now && !clock.stoppedAt)
    return broken ? { state: 'open', sop: objection.sop, why: 'late' } : { state: 'none' }
  }
  const { dueAt } = await startClock(work, { subjectId: ticket.id, scope: 'ticket', roles: [], duration: objection.within, startedAt: ticket.closedAt })
  if (!dueAt) throw new Error(`SOP ${ticket.sop}: an objection has no end`)
  return dueAt >= work.now ? { state: 'open', sop: objection.sop, until: dueAt, why: 'answered' } : { state: 'closed', until: dueAt, since: ticket.closedAt, within: writeDuration(objection.within) }
}

export interface ObjectionOrder {
  ticketId: string
  typed: Typed
  formKey: string
  holdsCode?: boolean
  /** An officer at the desk files it for the applicant, who came or wrote. */
  desk?: { channel: TicketChannel; receivedAt: Date }
}

/** The SOP of an objection to this ticket, if one can be filed now; refuses as `fileObjection` does. */
export async function getObjectionSop(work: Work, ticket: Ticket): Promise<Sop> {
  const window = await objectionWindow(work, ticket)
  if (window.state === 'filed') throw new Refusal('conflict', `Keberatan atas tiket ini sudah diajukan, dengan nomor ${window.number}.`)
  if (window.state === 'none') throw new Refusal('not-allowed', 'Keberatan dapat diajukan sesudah tiket dijawab atau waktunya lewat, pada layanan yang mengenal keberatan.')
  const tenant = (await findTenant(work.db, work.tenant))!
  if (window.state === 'closed') {
    throw new Refusal('too-late', `Keberatan paling lambat ${window.within} sesudah keputusan ${formatMoment(window.since, tenant.zone)}, yaitu ${formatMoment(window.until, tenant.zone)}. Sekarang ${formatMoment(work.now, tenant.zone)}, sehingga keberatan tidak dapat diterima lagi.`)
  }
  const sop = (await latestSops(work, localDate(work.now, tenant.zone))).find((one) => one.code === window.sop)
  if (!sop) throw new Error(`SOP ${ticket.sop} names ${window.sop} for objections, which is not loaded, or not yet in force`)
  return sop
}

/**
 * Files an objection to a ticket: a ticket of its own, under the SOP that the first one names, tied to it in both histories. Refuses `too-late` with the date
 * on which the window closed, `conflict` where one was filed, `not-allowed`, and `bad-input` by field; the same form twice is one objection.
 */
export async function fileObjection(work: Work, order: ObjectionOrder): Promise<Ticket> {
  const ticket = await lockTicket(work, order.ticketId)
  const allowed = order.desk !== undefined && work.actor.kind === 'officer'
  if (!allowed && !actsAsReporter(work, ticket, order.holdsCode)) throw new Refusal('not-found', 'Tiket itu tidak ada, atau bukan untuk Anda.')
  const before = await objectionOfForm(work, order)
  if (before) return before
  // A letter that lay unread over the last day was in time: what counts is when it came.
  const sop = await getObjectionSop(order.desk ? { ...work, now: order.desk.receivedAt } : work, ticket)
  const typed: Typed = { ...order.typed, ...(sop.form.some((use) => use.field === 'nomor-permohonan') && { 'nomor-permohonan': await requestNumber(work, ticket) }) }
  const filed = await openTicket(work, {
    sop, typed, formKey: order.formKey, channel: 'linked', ...order.desk, parentId: ticket.id, anonymous: ticket.anonymous, secret: ticket.secret,
    ...(ticket.reporterId && { reporterId: ticket.reporterId }), ...(ticket.applicant && { applicant: ticket.applicant }), ...(ticket.state.unit && { unit: ticket.state.unit }),
  })
  if (!ticket.reporterId) await copyContacts(work, { kind: 'ticket', id: ticket.id }, { kind: 'ticket', id: filed.id })
  const [event] = chainEvents(work.tenant, [{ ticketId: ticket.id, at: work.now, act: 'keberatan', body: { tiket: filed.number, 'sop-keberatan': sop.code }, actor: reporterActor(work, order.desk ? 'Meja depan' : reporterTitle(sop)) }], ticket.chain)
  await appendEvents(work, [event!])
  await sql`update ticket set version = version + 1, last_seq = ${event!.seq}, last_hash = ${event!.hash} where tenant_id = ${work.tenant} and id = ${ticket.id}`.execute(work.db)
  return filed
}

/** The number under which a request is known: that of its entry in a register, or else the ticket's own. */
export async function requestNumber(work: Work, ticket: Ticket): Promise<string> {
  return (await productsOfTicket(work, ticket.id)).findLast((product) => product.number)?.number ?? ticket.number
}

function reporterTitle(sop: Sop): string {
  return sop.lanes.find((lane) => lane.kind === 'reporter')?.title ?? 'Pemohon'
}

/** The objection that this form has made before, if it was sent before. */
export async function objectionOfForm(work: Work, order: { ticketId: string; formKey: string }): Promise<Ticket | undefined> {
  const { rows } = await sql<{ ticket_id: string }>`
    select s.ticket_id from submission s join ticket t on t.tenant_id = s.tenant_id and t.id = s.ticket_id
    where s.tenant_id = ${work.tenant} and s.form_key = ${order.formKey} and t.parent_id = ${order.ticketId}`.execute(work.db)
  return rows[0] && (await lockTicket(work, rows[0].ticket_id))
}
