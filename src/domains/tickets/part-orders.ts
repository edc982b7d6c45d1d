import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { eventsOf } from '../audit/index.ts'
import { clocksOf } from '../deadlines/index.ts'
import { tell } from '../messages/index.ts'
import { getSop, getStep, } from '../sop/index.ts'
import { asideActor } from './append-aside.ts'
import { startStepClock, stopClocks } from './course-clocks.ts'
import { messagesToHolders, tellHolders } from './course-messages.ts'
import { closePart, tellMother } from './end-part.ts'
import { enterStep } from './enter-step.ts'
import { splitterLane } from './join-answer.ts'
import { answerOfPart, lockForAct, partsOf } from './part-store.ts'
import { saveCourse } from './save-course.ts'
import { splitAtAnswer } from './split-act.ts'
import { readTenantLists } from './tenant-surroundings.ts'
import type { Ticket } from './ticket.ts'
import { beginCourse, type Course } from './ticket-course.ts'
import { lockTicket } from './ticket-store.ts'

export interface PartOrder {
  partId: string
  /** Why, for the unit. */
  text: string
}

/** Calls a part back: its unit need not answer any more. Refuses `not-allowed` to others than who split the ticket, `conflict` where it has ended, `bad-input` on `alasan-tarik`. */
export async function recallPart(work: Work, order: PartOrder): Promise<Ticket> {
  const { course, text } = await beginPartCourse(work, order, 'alasan-tarik')
  if (!course.ticket.state.open) throw new Refusal('conflict', 'Bagian ini sudah selesai, sehingga tidak dapat ditarik lagi.')
  const actor = await asideActor(work, course.ticket.parentId!)
  tellHolders(course, `Bagian ${course.ticket.number} ditarik kembali. Tidak ada yang perlu dikerjakan lagi. Alasannya: ${text}`)
  closePart(course, { act: 'bagian-ditarik', actor, result: 'ditarik', body: { alasan: text } })
  course.after.push(() => tellMother(work, course.ticket, actor))
  return await saveCourse(course)
}

/** Sends an answered part back to its unit, to be answered better: it stands again where it began there. Refuses as `recallPart`; the field is `catatan-bagian`. */
export async function returnPart(work: Work, order: PartOrder): Promise<Ticket> {
  const { course, text } = await beginPartCourse(work, order, 'catatan-bagian')
  const { ticket, sop } = course
  const mother = await lockTicket(work, ticket.parentId!)
  if (ticket.state.open || answerOfPart(ticket) === undefined || !mother.state.open || !mother.parts) throw new Refusal('conflict', 'Bagian ini tidak sedang menunggu penggabungan. Muat ulang halaman untuk melihat keadaannya.')
  // One that a unit split at its own answer began where its mother stands; another one where the act that handed it on led.
  const began = (await eventsOf(work, ticket.id)).find((event) => event.seq > (splitAtAnswer(sop, mother) ? 0 : 1) && typeof event.body.ke === 'string')
  const step = getStep(sop, String(began!.body.ke))
  const { closedAt: _, ...rest } = ticket
  course.ticket = { ...rest, state: { ...ticket.state, step: step.name, open: true, acted: {}, drafted: false, result: undefined } }
  course.events.push({ ticketId: ticket.id, at: work.now, actor: await asideActor(work, mother.id), act: 'bagian-dikembalikan', body: { langkah: ticket.state.step, ke: step.name, catatan: text } })
  await startStepClock(course, step.name, { anew: work.now })
  enterStep(course, step, work.now)
  tellHolders(course, `Jawaban bagian ${ticket.number} perlu diperbaiki: ${text}`)
  const saved = await saveCourse(course)
  await waitAgain(work, mother, saved)
  return saved
}

async function waitAgain(work: Work, mother: Ticket, part: Ticket): Promise<void> {
  const sop = await getSop(work, mother.sop, mother.sopVersion)
  const course = beginCourse(work, { sop, lists: await readTenantLists(work, sop), clocks: await clocksOf(work, mother.id), ticket: { ...mother, parts: 'waiting' } })
  course.events.push({ ticketId: mother.id, at: work.now, actor: await asideActor(work, mother.id), act: 'bagian-dikembalikan', body: { langkah: mother.state.step, tiket: part.number, 'unit-bagian': part.state.unit } })
  if (!splitAtAnswer(sop, mother)) stopClocks(course, { step: mother.state.step }, work.now)
  await saveCourse(course)
}

async function beginPartCourse(work: Work, order: PartOrder, field: string): Promise<{ course: Course; text: string }> {
  const part = await lockForAct(work, order.partId)
  if (!part.partNo || !part.parentId) throw new Refusal('not-found', 'Bagian itu tidak ada.')
  const mother = await lockTicket(work, part.parentId)
  const sop = await getSop(work, part.sop, part.sopVersion)
  const lists = await readTenantLists(work, sop)
  if (!splitterLane(work, mother, { sop, units: lists.units })) throw new Refusal('not-allowed', 'Bagian ini hanya dapat diatur oleh yang membagi tiketnya.')
  const text = order.text.replaceAll('\0', '').toWellFormed().trim()
  if (!text) refuseInput([{ field, text: 'Alasan: wajib diisi, supaya unit itu tahu.' }])
  if (text.length > 2000) refuseInput([{ field, text: `Alasan: ada ${text.length} huruf, paling banyak 2000.` }])
  return { course: beginCourse(work, { sop, lists, ticket: part, clocks: await clocksOf(work, part.id) }), text }
}

/** Ends the open parts of a ticket that its reporter took back; their units are told. The ticket is locked. */
export async function endPartsOfWithdrawn(work: Work, ticket: Ticket): Promise<void> {
  if (!ticket.parts) return
  for (const { id } of (await partsOf(work, ticket.id)).filter((part) => part.state.open)) {
    const part = await lockTicket(work, id)
    const sop = await getSop(work, part.sop, part.sopVersion)
    const course = beginCourse(work, { sop, lists: await readTenantLists(work, sop), ticket: part, clocks: await clocksOf(work, id) })
    tellHolders(course, `Pelapor mencabut tiket ${ticket.number}; bagian ${part.number} ikut berakhir. Tidak ada yang perlu dikerjakan lagi.`)
    closePart(course, { act: 'bagian-ditarik', actor: { kind: 'system', role: 'Sistem' }, result: 'dicabut' })
    await saveCourse(course)
  }
}

/** Tells the units that answer parts of a ticket. */
export async function tellPartHolders(work: Work, ticket: Ticket, text: string): Promise<void> {
  if (ticket.parts !== 'waiting') return
  for (const part of (await partsOf(work, ticket.id)).filter((one) => one.state.open)) {
    const sop = await getSop(work, part.sop, part.sopVersion)
    const { units } = await readTenantLists(work, sop)
    await tell(work, messagesToHolders({ ticket: part, sop, units }, text))
  }
}
