import type { Work } from '../../kernel/work.ts'
import { appendEvents, chainEvents } from '../audit/index.ts'
import { type Clock, clocksOf, isPaused, overdueSubjects, reckonAnew, saveClocks, subjectsToRemind, subjectsWithRunningClocks, takeReminders } from '../deadlines/index.ts'
import { type Message, tell } from '../messages/index.ts'
import { getLane, getSop, seatsOf } from '../sop/index.ts'
import { breachEvent, promiseText } from './course-clocks.ts'
import { sql } from 'kysely'
import type { Ticket } from './ticket.ts'
import { lockTicket } from './ticket-store.ts'
import { readTenantLists } from './tenant-surroundings.ts'

/**
 * Records the breach of each promise whose time is over, in its ticket's chain, with the role that owed it. Gives of how many tickets; call until it gives 0.
 * A ticket is always locked before its clocks, and several in the order of their ids, here as everywhere: so nobody waits in a ring.
 */
export async function recordBreaches(work: Work, most = 50): Promise<number> {
  const ids = await overdueSubjects(work, most)
  for (const id of ids) {
    const ticket = await lockTicket(work, id)
    const overdue = (await clocksOf(work, id)).filter((clock) => !clock.stoppedAt && !clock.breachedAt && clock.dueAt && clock.dueAt < work.now)
    if (overdue.length === 0) continue
    await appendToChain(work, ticket, overdue.map((clock) => breachEvent(id, clock, work.now)))
    await saveClocks(work, overdue.map((clock) => ({ ...clock, breachedAt: clock.dueAt! })))
    for (const clock of overdue) await tell(work, await toHolders(work, ticket, clock, `Tenggat terlewati: ${promiseText(clock)} tiket ${ticket.number}.`))
  }
  return ids.length
}

/** Reminds the holders of each promise that falls due soon. Gives of how many tickets. */
export async function sendReminders(work: Work, most = 100): Promise<number> {
  const ids = await subjectsToRemind(work, most)
  for (const id of ids) {
    const ticket = await lockTicket(work, id)
    for (const clock of await takeReminders(work, id)) await tell(work, await toHolders(work, ticket, clock, `Segera jatuh tempo: ${promiseText(clock)} tiket ${ticket.number}.`))
  }
  return ids.length
}

async function toHolders(work: Work, ticket: Ticket, clock: Clock, text: string): Promise<Message[]> {
  const sop = await getSop(work, ticket.sop, ticket.sopVersion)
  const { units } = await readTenantLists(work, sop)
  const step = sop.steps.find((s) => s.name === (clock.step ?? ticket.state.step))
  const seats = (step?.lanes ?? []).flatMap((name) => seatsOf(getLane(sop, name), ticket.state, units))
  return seats.map((seat) => ({ subjectId: ticket.id, to: { kind: 'post' as const, ...seat }, text }))
}

async function appendToChain(work: Work, ticket: Ticket, events: Parameters<typeof chainEvents>[1]): Promise<void> {
  const chained = chainEvents(work.tenant, events, ticket.chain)
  await appendEvents(work, chained)
  const last = chained.at(-1)!
  await sql`update ticket set last_seq = ${last.seq}, last_hash = ${last.hash} where tenant_id = ${work.tenant} and id = ${ticket.id}`.execute(work.db)
}

/**
 * Reckons every running clock of one batch of tickets anew, after the calendar changed; where a date moved, the ticket's chain says from when to when.
 * Gives how many tickets were seen and the id to go on after; none when all are done.
 */
export async function reckonTicketsAnew(work: Work, after: string, cause: string): Promise<{ seen: number; last: string | undefined }> {
  const ids = await subjectsWithRunningClocks(work, after, 200)
  for (const id of ids) await reckonTicketAnew(work, id, cause)
  return { seen: ids.length, last: ids.at(-1) }
}

async function reckonTicketAnew(work: Work, id: string, cause: string): Promise<void> {
  const ticket = await lockTicket(work, id)
  const clocks = (await clocksOf(work, id)).filter((clock) => !clock.stoppedAt)
  const moved: { before: Clock; after: Clock }[] = []
  for (const before of clocks) {
    const after = await reckonAnew(work, before)
    if (after.dueAt?.getTime() !== before.dueAt?.getTime()) moved.push({ before, after })
  }
  if (moved.length === 0) return
  await saveClocks(work, moved.map((m) => m.after))
  await appendToChain(work, ticket, moved.map(({ before, after }) => ({
    ticketId: id, at: work.now, actor: { kind: 'system' as const, role: 'Sistem' }, act: 'kalender-berubah',
    body: { sebab: cause, lingkup: before.scope, langkah: before.step ?? ticket.state.step, semula: before.dueAt?.toISOString(), menjadi: after.dueAt?.toISOString() },
  })))
  const all = clocks.map((clock) => moved.find((m) => m.before.id === clock.id)?.after ?? clock)
  const due = all.flatMap((c) => (c.dueAt && !isPaused(c) ? [c.dueAt] : [])).sort((a, b) => a.getTime() - b.getTime())[0]
  await sql`update ticket set due_at = ${due ?? null} where tenant_id = ${work.tenant} and id = ${id}`.execute(work.db)
  await sql`update turn set due_at = ${due ?? 'infinity'} where tenant_id = ${work.tenant} and ticket_id = ${id}`.execute(work.db)
}
