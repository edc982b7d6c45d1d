import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { canonical, eventsOf } from '../audit/index.ts'
import { clocksOf } from '../deadlines/index.ts'
import { attachUploads } from '../files/index.ts'
import { type AvailableAct, availableActs, type Facts, fillFields, getSop, runAct, type Sop, type Typed } from '../sop/index.ts'
import { carryOut } from './carry-out.ts'
import { openLinked } from './open-ticket.ts'
import { saveCourse } from './save-course.ts'
import { readTenantLists } from './tenant-surroundings.ts'
import type { Ticket } from './ticket.ts'
import { beginCourse, digestText } from './ticket-course.ts'
import { lockTicket } from './ticket-store.ts'
import { standingOf } from './visible-ticket.ts'

export interface StepOrder {
  ticketId: string
  act: string
  typed: Typed
  /** The version of the ticket that the person saw when they decided. */
  seenVersion: number
  /** Key of the form, under which files were uploaded. */
  formKey?: string
  /** The shell has checked the ticket's number and secret code. */
  holdsCode?: boolean
}

/**
 * Moves a ticket one act along its SOP, and on through every automatic step. The event, the clocks and the messages are all kept, or none is.
 * Refuses: `not-found` (a stranger's ticket), `conflict` (somebody was faster), `not-allowed` (not this person's act), `bad-input` (by field).
 */
export async function takeStep(work: Work, order: StepOrder): Promise<Ticket> {
  const ticket = await lockTicket(work, order.ticketId)
  const standing = await standingOf(work, ticket, order.holdsCode)
  if (!standing || standing === 'public') throw new Refusal('not-found', 'Tiket itu tidak ada, atau bukan untuk Anda.')
  if (ticket.version !== order.seenVersion) {
    if (await wasDone(work, order)) return ticket
    throw new Refusal('conflict', await whoWasFaster(work, ticket))
  }
  const sop = await getSop(work, ticket.sop, ticket.sopVersion)
  const lists = await readTenantLists(work, sop)
  const offered = availableActs(sop, ticket.state, { actor: work.actor, reporter: standing === 'reporter', units: lists.units })
  const available = offered.find((a) => a.act.name === order.act)
  if (!available) throw new Refusal('not-allowed', 'Tindakan itu tidak tersedia untuk Anda pada langkah ini. Muat ulang halaman untuk melihat keadaan tiket sekarang.')
  const { facts, faults } = fillFields(sop, available.act.fill, order.typed, lists.fill(ticket.state.facts))
  if (faults.length > 0) refuseInput(faults)
  await attachActFiles(work, order, { sop, facts })
  const run = runAct(sop, ticket.state, { act: available.act, lane: available.lane, filled: facts }, lists.around(ticket.state.facts))
  const course = beginCourse(work, { sop, lists, ticket, clocks: await clocksOf(work, ticket.id) })
  course.sendKey = sendKey(order)
  await carryOut(course, run.doings)
  const saved = await saveCourse(course)
  await openLinked(work, course, lists.today)
  return saved
}

/** The same form with the same content has the same key: sent twice (a double click, a line that broke before the answer came), it is one act. */
function sendKey({ formKey, act, typed }: StepOrder): string | undefined {
  if (!formKey) return undefined
  const { _csrf, ...content } = typed
  return digestText(`${formKey}/${act}/${canonical(content)}`)
}

async function wasDone(work: Work, order: StepOrder): Promise<boolean> {
  const key = sendKey(order)
  return key !== undefined && (await eventsOf(work, order.ticketId)).some((event) => event.body.kunci === key && (work.actor.kind === 'guest' || event.actor.id === ('id' in work.actor ? work.actor.id : undefined)))
}

async function attachActFiles(work: Work, order: StepOrder, made: { sop: Sop; facts: Facts }): Promise<void> {
  const ids = made.sop.fields.filter((f) => f.type === 'files').flatMap((f) => made.facts[f.name] ?? []) as string[]
  if (ids.length > 0) await attachUploads(work, { formKey: order.formKey ?? '', ids, ticketId: order.ticketId })
}

async function whoWasFaster(work: Work, ticket: Ticket): Promise<string> {
  // What the system did after them, or a mere reading, is not what came between.
  const last = (await eventsOf(work, ticket.id)).findLast((event) => event.actor.kind !== 'system' && event.act !== 'baca-jawaban')
  const who = last?.actor.role ?? 'Petugas lain'
  return `${who} lebih dahulu bertindak atas tiket ini, sehingga tindakan Anda belum disimpan. Tulisan Anda masih ada di bawah: periksa keadaan tiket sekarang, lalu kirim lagi bila masih perlu.`
}

/** The acts that this actor may take on a ticket now. */
export async function actsFor(work: Work, ticket: Ticket, holdsCode = false): Promise<AvailableAct[]> {
  const standing = await standingOf(work, ticket, holdsCode)
  if (!standing || standing === 'public') return []
  const sop = await getSop(work, ticket.sop, ticket.sopVersion)
  const { units } = await readTenantLists(work, sop)
  return availableActs(sop, ticket.state, { actor: work.actor, reporter: standing === 'reporter', units })
}
