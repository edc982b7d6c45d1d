import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { clocksOf } from '../deadlines/index.ts'
import { getSop, getStep } from '../sop/index.ts'
import { resumeClocks } from './course-clocks.ts'
import { pauseMother } from './end-part.ts'
import { lockForAct } from './part-store.ts'
import { keepReporterText } from './reporter-text.ts'
import { saveCourse } from './save-course.ts'
import { readTenantLists } from './tenant-surroundings.ts'
import type { Ticket } from './ticket.ts'
import { beginCourse, reporterActor } from './ticket-course.ts'
import { actsAsReporter } from './visible-ticket.ts'

/** The reporter answers the officer's question: the clocks run again. Refuses `conflict` when nothing is asked (any more). */
export async function answerQuestion(work: Work, order: { ticketId: string; text: string; holdsCode?: boolean }): Promise<Ticket> {
  const ticket = await lockForAct(work, order.ticketId)
  if (!actsAsReporter(work, ticket, order.holdsCode)) throw new Refusal('not-found', 'Tiket itu tidak ada, atau bukan untuk Anda.')
  if (!ticket.state.waiting || !ticket.state.open) throw new Refusal('conflict', 'Pertanyaan ini sudah dijawab atau tidak berlaku lagi.')
  const text = order.text.replaceAll('\0', '').toWellFormed().trim()
  if (text.length < 1) refuseInput([{ field: 'balasan', text: 'Jawaban Anda: wajib diisi.' }])
  if (text.length > 8000) refuseInput([{ field: 'balasan', text: `Jawaban Anda: ada ${text.length} huruf, paling banyak 8000.` }])
  const sop = await getSop(work, ticket.sop, ticket.sopVersion)
  const { question, waitingSince: _, ...rest } = ticket
  const course = beginCourse(work, {
    sop, lists: await readTenantLists(work, sop), clocks: await clocksOf(work, ticket.id), ticket: { ...rest, state: { ...ticket.state, waiting: false } },
  })
  await resumeClocks(course)
  const reporter = sop.lanes.find((lane) => lane.kind === 'reporter')
  course.events.push({
    ticketId: ticket.id, at: work.now, act: 'jawab-pertanyaan', body: { langkah: getStep(sop, ticket.state.step).name, pertanyaan: question, ...keepReporterText(course, 'balasan', text) },
    actor: reporterActor(work, reporter?.title ?? 'Pelapor'),
  })
  if (ticket.partNo) course.after.push(() => pauseMother(work, ticket.parentId!))
  return await saveCourse(course)
}
