import type { HeldPost } from '../../kernel/actor.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { appendEvents, chainEvents } from '../audit/index.ts'
import { breachClock, type Clock, clocksOf, isPaused, overdueSubjects, reckonAnew, saveClocks, subjectsToRemind, subjectsWithRunningClocks, takeReminders } from '../deadlines/index.ts'
import { type Message, type MessageKind, tell } from '../messages/index.ts'
import { getLane, getSop, seatsOf, type Sop } from '../sop/index.ts'
import { breachEvent, promiseText } from './course-clocks.ts'
import { aboutForOfficers } from './course-messages.ts'
import { escalateTo } from './escalate-to.ts'
import { sql } from 'kysely'
import type { Ticket } from './ticket.ts'
import { lockTicket } from './ticket-store.ts'
import { readTenantLists } from './tenant-surroundings.ts'

/**
 * Records the breach of each promise whose time is over, in its ticket's chain, with the role that owed it. Gives of how many tickets; call until it gives 0.
 * A ticket is always locked before its clocks, and several in the order of their ids, here as everywhere: so nobody waits in a ring.
 */
export async function recordBreaches(work: Work, most = 50): Promise<number> {
  let done = 0
  for (const id of await overdueSubjects(work, most)) {
    const ticket = await lockPresent(work, id)
    if (!ticket) continue
    done += 1
    const late = (await clocksOf(work, id)).flatMap((clock) => (breachClock(clock, work.now) === clock ? [] : [breachClock(clock, work.now)]))
    if (late.length === 0) continue
    await appendToChain(work, ticket, late.map((clock) => breachEvent(id, clock, work.now)))
    await saveClocks(work, late)
    for (const clock of late) {
      const { sop, holders } = await holdersOf(work, ticket, clock)
      const told = [...holders, ...(await escalateTo(work, sop, holders))]
      await tell(work, toSeats(ticket, told, 'terlambat', `Tenggat terlewati: ${promiseText(clock)} tiket ${ticket.number}.`))
    }
  }
  return done
}

/** Reminds the holders of each promise that falls due soon. Gives of how many tickets. */
export async function sendReminders(work: Work, most = 100): Promise<number> {
  let done = 0
  for (const id of await subjectsToRemind(work, most)) {
    const ticket = await lockPresent(work, id)
    if (!ticket) continue
    done += 1
    for (const clock of await takeReminders(work, id)) {
      const { holders } = await holdersOf(work, ticket, clock)
      await tell(work, toSeats(ticket, holders, 'pengingat', `Segera jatuh tempo: ${promiseText(clock)} tiket ${ticket.number}.`))
    }
  }
  return done
}

// A ticket that somebody deleted behind our back is for the verification to name; it keeps no other from its breach.
async function lockPresent(work: Work, id: string): Promise<Ticket | undefined> {
  return await lockTicket(work, id).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === 'not-found') return undefined
    throw error
  })
}

/** Who owes a promise: the seats of its step; for the whole ticket, those whose turn it is. */
async function holdersOf(work: Work, ticket: Ticket, clock: Clock): Promise<{ sop: Sop; holders: HeldPost[] }> {
  const sop = await getSop(work, ticket.sop, ticket.sopVersion)
  const { units } = await readTenantLists(work, sop)
  const step = sop.steps.find((s) => s.name === (clock.step ?? ticket.state.step))
  return { sop, holders: (step?.lanes ?? []).flatMap((name) => seatsOf(getLane(sop, name), ticket.state, units)) }
}

function toSeats(ticket: Ticket, seats: HeldPost[], kind: MessageKind, text: string): Message[] {
  const once = new Map(seats.map((seat) => [`${seat.post} ${seat.unit}`, seat]))
  return [...once.values()].map((seat) => ({ subjectId: ticket.id, to: { kind: 'post', ...seat }, kind, text, about: aboutForOfficers(ticket) }))
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
  const ticket = await lockPresent(work, id)
  if (!ticket) return
  const remind = (await getSop(work, ticket.sop, ticket.sopVersion)).remind?.before
  const clocks = (await clocksOf(work, id)).filter((clock) => !clock.stoppedAt)
  const moved: { before: Clock; after: Clock }[] = []
  for (const before of clocks) {
    const after = await reckonAnew(work, before, remind)
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
