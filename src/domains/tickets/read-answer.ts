import type { Work } from '../../kernel/work.ts'
import { appendEvents, chainEvents } from '../audit/index.ts'
import { sql } from 'kysely'
import { getSop } from '../sop/index.ts'
import type { Ticket } from './ticket.ts'
import { reporterActor } from './ticket-course.ts'
import { lockTicket } from './ticket-store.ts'

/** Records that the reporter has read the answer, the first time that they do: the last row of the SOPs ("masyarakat menerima jawaban"). */
export async function recordAnswerRead(work: Work, ticket: Ticket): Promise<void> {
  if (!ticket.answeredAt || ticket.readAt) return
  const locked = await lockTicket(work, ticket.id)
  if (locked.readAt) return
  const sop = await getSop(work, locked.sop, locked.sopVersion)
  const last = sop.steps.find((step) => step.name === locked.state.step)
  const role = sop.lanes.find((lane) => lane.kind === 'reporter')?.title ?? 'Pelapor'
  const [event] = chainEvents(work.tenant, [{
    ticketId: locked.id, at: work.now, act: 'baca-jawaban', body: { langkah: last?.name },
    actor: reporterActor(work, role),
  }], locked.chain)
  await appendEvents(work, [event!])
  await sql`update ticket set read_at = ${work.now}, last_seq = ${event!.seq}, last_hash = ${event!.hash} where tenant_id = ${work.tenant} and id = ${locked.id}`.execute(work.db)
}
