import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { clocksOf } from '../deadlines/index.ts'
import { tell } from '../messages/index.ts'
import { getSop } from '../sop/index.ts'
import { messagesToHolders } from './course-messages.ts'
import { saveCourse } from './save-course.ts'
import { readTenantLists } from './tenant-surroundings.ts'
import { beginCourse, reporterActor } from './ticket-course.ts'
import { lockTicket } from './ticket-store.ts'

/**
 * Writes into open tickets whose reporter's identity was looked at that they have corrected their NIK, and tells who holds them. What was found then stands, with the step that it led to:
 * whether it must be looked at again is theirs to decide. The NIK itself is in neither.
 */
export async function noteNikCorrection(work: Work, personId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from ticket t where tenant_id = ${work.tenant} and reporter_id = ${personId} and open
      and (facts ? 'identitas' or exists (select from identity_check c where c.tenant_id = t.tenant_id and c.ticket_id = t.id)) order by id for update`.execute(work.db)
  for (const { id } of rows) {
    const ticket = await lockTicket(work, id)
    const sop = await getSop(work, ticket.sop, ticket.sopVersion)
    const course = beginCourse(work, { sop, lists: await readTenantLists(work, sop), ticket, clocks: await clocksOf(work, id) })
    const role = sop.lanes.find((lane) => lane.kind === 'reporter')?.title ?? 'Pelapor'
    course.events.push({ ticketId: id, at: work.now, act: 'betulkan-nik', actor: reporterActor(work, role), body: { langkah: ticket.state.step } })
    const saved = await saveCourse(course)
    await tell(work, messagesToHolders(course, `Pelapor tiket ${saved.number} membetulkan NIK-nya. Pemeriksaan identitas sebelum ini memakai NIK yang lama; periksa lagi bila perlu.`))
  }
}
