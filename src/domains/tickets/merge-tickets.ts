import { sql } from 'kysely'
import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { eventsOf } from '../audit/index.ts'
import { clocksOf } from '../deadlines/index.ts'
import { getSop } from '../sop/index.ts'
import { appendAside, asideActor } from './append-aside.ts'
import { recordOverdue, stopClocks } from './course-clocks.ts'
import { tellReporter } from './course-messages.ts'
import { endTicket } from './enter-step.ts'
import { endedText } from './ended-text.ts'
import { saveCourse } from './save-course.ts'
import { readTenantLists } from './tenant-surroundings.ts'
import type { Ticket } from './ticket.ts'
import { beginCourse } from './ticket-course.ts'
import { readTicketNumber } from './ticket-number.ts'
import { findTicket, lockTicket } from './ticket-store.ts'
import { standingOf } from './visible-ticket.ts'

export interface MergeOrder {
  /** The duplicate, which is closed. */
  ticketId: string
  /** Number of the ticket that goes on, as it was typed. */
  into: string
  /** The same form twice merges once. */
  formKey: string
}

const field = 'gabung-ke'

/**
 * Closes a duplicate in favour of another open ticket; its reporter is told, and gets the other one's news and answer from then on. Both are locked in the order of their ids:
 * of two merges that cross, one wins. Refuses `not-found`, `not-allowed` to who does not hold the duplicate now, `conflict` where it is closed, `bad-input` on the number.
 */
export async function mergeTickets(work: Work, order: MergeOrder): Promise<Ticket> {
  const number = readTicketNumber(order.into)
  const named = number ? await findTicket(work, { number }) : undefined
  if (named?.id === order.ticketId) refuseInput([{ field, text: 'Gabungkan ke tiket: itu tiket ini sendiri. Tulis nomor tiket yang lain.' }])
  const locked = new Map<string, Ticket>()
  for (const id of [order.ticketId, ...(named ? [named.id] : [])].sort()) locked.set(id, await lockTicket(work, id))
  const own = locked.get(order.ticketId)!
  if (work.actor.kind !== 'officer' || (await standingOf(work, own)) !== 'officer') throw new Refusal('not-found', 'Tiket itu tidak ada, atau bukan untuk Anda.')
  if (await wasMerged(work, order)) return own
  await needHeld(work, own)
  const target = named && locked.get(named.id)
  if (!target || (await standingOf(work, target)) !== 'officer') refuseInput([{ field, text: 'Gabungkan ke tiket: tidak ada tiket dengan nomor itu di antara tiket yang boleh Anda baca.' }])
  const fault = await mismatch(work, own, target)
  if (fault) refuseInput([{ field, text: `Gabungkan ke tiket: ${fault}` }])
  return await merge(work, order, { own, target })
}

async function wasMerged(work: Work, { ticketId, formKey }: MergeOrder): Promise<boolean> {
  return (await eventsOf(work, ticketId)).some((event) => event.act === 'gabung' && event.body.kunci === formKey)
}

/** Whether this officer may end a ticket in this way: it is their turn, or they administer the tenant. */
export async function holdsTurn(work: Work, ticketId: string): Promise<boolean> {
  const { actor } = work
  if (actor.kind !== 'officer') return false
  if (actor.admin) return true
  const { rows } = await sql`
    select 1 from turn n join jsonb_to_recordset(${JSON.stringify(actor.posts)}::jsonb) as h (post text, unit text) on n.post = h.post and n.unit = h.unit
    where n.tenant_id = ${work.tenant} and n.ticket_id = ${ticketId} limit 1`.execute(work.db)
  return rows.length > 0
}

async function needHeld(work: Work, own: Ticket): Promise<void> {
  if (!own.state.open) throw new Refusal('conflict', await endedText(work, own))
  if (own.partNo || own.parts) throw new Refusal('not-allowed', 'Tiket yang dibagi ke beberapa unit, dan bagiannya, tidak dapat digabungkan ke tiket lain.')
  if (!(await holdsTurn(work, own.id))) throw new Refusal('not-allowed', 'Tiket ini hanya dapat digabungkan oleh pemegang langkahnya sekarang, atau admin kabupaten.')
}

/** Why these two cannot be one, in words. */
async function mismatch(work: Work, own: Ticket, target: Ticket): Promise<string | undefined> {
  if (!target.state.open) return await endedText(work, target)
  if (target.partNo) return `tiket ${target.number} adalah bagian dari tiket lain. Gabungkan ke tiket induknya.`
  const [ownSop, targetSop] = [await getSop(work, own.sop, own.sopVersion), await getSop(work, target.sop, target.sopVersion)]
  if (ownSop.kind !== targetSop.kind) return 'pengaduan dan permohonan tidak dapat digabungkan.'
  if (sameReporter(own, target)) return undefined
  if (ownSop.kind === 'request') return 'permohonan hanya dapat digabungkan dengan permohonan dari pemohon yang sama.'
  // Its answer would reach somebody else.
  return target.secret ? `tiket ${target.number} rahasia, sehingga jawabannya hanya untuk pelapornya sendiri.` : undefined
}

function sameReporter(own: Ticket, target: Ticket): boolean {
  if (own.applicant || target.applicant) return own.applicant?.unit === target.applicant?.unit
  return own.reporterId !== undefined && own.reporterId === target.reporterId
}

async function merge(work: Work, order: MergeOrder, { own, target }: { own: Ticket; target: Ticket }): Promise<Ticket> {
  const sop = await getSop(work, own.sop, own.sopVersion)
  const course = beginCourse(work, { sop, lists: await readTenantLists(work, sop), ticket: own, clocks: await clocksOf(work, own.id) })
  recordOverdue(course, work.now)
  course.events.push({
    ticketId: own.id, at: work.now, act: 'gabung', actor: await asideActor(work, own.id), body: { langkah: own.state.step, 'ke-tiket': target.number, hasil: 'digabung', kunci: order.formKey },
  })
  stopClocks(course, 'all', work.now)
  course.ticket = { ...course.ticket, state: { ...own.state, open: false, waiting: false, result: 'digabung' } }
  endTicket(course, work.now)
  tellReporter(course, { kind: 'kabar', text: `Laporan Anda digabungkan dengan tiket ${target.number}, karena tentang hal yang sama. Kabar dan jawabannya tetap Anda terima di sini.` })
  course.after.push(async () => {
    await sql`insert into merged_ticket (tenant_id, ticket_id, into_id, at, officer_id) values (${work.tenant}, ${own.id}, ${target.id}, ${work.now}, ${work.actor.kind === 'officer' ? work.actor.id : null})`.execute(work.db)
  })
  await appendAside(work, target, { act: 'terima-gabungan', body: { tiket: own.number } })
  return await saveCourse(course)
}
