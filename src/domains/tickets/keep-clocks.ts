import { isDeepStrictEqual } from 'node:util'
import type { HeldPost } from '../../kernel/actor.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { appendEvents, chainEvents } from '../audit/index.ts'
import { formatMoment } from '../calendar/index.ts'
import { breachClock, type Clock, clocksOf, type DueStage, isPaused, overdueSubjects, reckonAnew, saveClocks, subjectsToRemind, subjectsWithRunningClocks, takeReminders, takeStages } from '../deadlines/index.ts'
import { type Message, type MessageKind, tell } from '../messages/index.ts'
import { findTenant } from '../organisation/index.ts'
import { getLane, getSop, seatsOf } from '../sop/index.ts'
import { breachEvent, promiseText } from './course-clocks.ts'
import { aboutForOfficers } from './course-messages.ts'
import { escalateTo } from './escalate-to.ts'
import { owersOf, saveLatePromises } from './late-promise.ts'
import { sql } from 'kysely'
import type { Ticket } from './ticket.ts'
import { lockTicket } from './ticket-store.ts'
import { readTenantLists } from './tenant-surroundings.ts'

/**
 * Records the breach of each promise whose time is over, in its ticket's chain, with the role that owed it, and tells who owed it; then tells each stage of its escalation
 * that is due, in order, also those that were missed while nobody kept the time. Gives of how many tickets; call until it gives 0.
 * A ticket is always locked before its clocks, and several in the order of their ids, here as everywhere: so nobody waits in a ring.
 */
export async function recordBreaches(work: Work, most = 50): Promise<number> {
  let done = 0
  for (const id of await overdueSubjects(work, most)) {
    const ticket = await lockPresent(work, id)
    if (!ticket) continue
    done += 1
    const late = (await clocksOf(work, id)).flatMap((before) => {
      const breached = breachClock(before, work.now)
      const { clock, due } = takeStages(breached, work.now)
      return clock === before ? [] : [{ clock, due, fresh: breached !== before }]
    })
    const fresh = late.filter((one) => one.fresh)
    if (fresh.length > 0) await recordLate(work, ticket, fresh.map(({ clock }) => clock))
    await saveClocks(work, late.map(({ clock }) => clock))
    for (const one of late) await tell(work, await lateMessages(work, ticket, one))
  }
  return done
}

/** In the chain, and with those who owed it, who are asked for the reason. */
async function recordLate(work: Work, ticket: Ticket, clocks: Clock[]): Promise<void> {
  await appendToChain(work, ticket, clocks.map((clock) => breachEvent(ticket.id, clock, work.now)))
  const sop = await getSop(work, ticket.sop, ticket.sopVersion)
  const { units } = await readTenantLists(work, sop)
  await saveLatePromises(work, ticket.id, clocks.map((clock) => ({ clock, seats: owersOf(ticket, clock, { sop, units }) })))
}

const targetWords: Record<string, string> = { superior: 'atasan', admin: 'admin' }

/** To those who owed a promise, if its breach is new; then to each stage of its escalation that is due: which one it is, and since when the promise is overdue. */
async function lateMessages(work: Work, ticket: Ticket, { clock, due, fresh }: { clock: Clock; due: DueStage[]; fresh: boolean }): Promise<Message[]> {
  const holders = await holdersOf(work, ticket, clock)
  const zone = (await findTenant(work.db, work.tenant))?.zone ?? 'WIB'
  const late = `Tenggat terlewati: ${promiseText(clock)} tiket ${ticket.number}, sejak ${formatMoment(clock.dueAt!, zone)}.`
  const messages = fresh ? toSeats(ticket, holders, { kind: 'terlambat', text: late, clock }) : []
  for (const stage of due) {
    const told = await escalateTo(work, stage.to, holders)
    // Who owed it was told of the breach itself a line above.
    const others = fresh && stage.at.getTime() === clock.dueAt!.getTime() ? told.filter((seat) => !holders.some((held) => held.post === seat.post && held.unit === seat.unit)) : told
    const which = `Eskalasi${stage.of > 1 ? ` tahap ${stage.number} dari ${stage.of}` : ''} kepada ${stage.to.map((to) => targetWords[to] ?? to).join(' dan ')}.`
    messages.push(...toSeats(ticket, others, { kind: 'eskalasi', text: `${late} ${which}`, clock }))
  }
  return messages
}

/** Reminds the holders of each promise that falls due soon. Gives of how many tickets. */
export async function sendReminders(work: Work, most = 100): Promise<number> {
  let done = 0
  for (const id of await subjectsToRemind(work, most)) {
    const ticket = await lockPresent(work, id)
    if (!ticket) continue
    done += 1
    for (const clock of await takeReminders(work, id)) {
      const holders = await holdersOf(work, ticket, clock)
      await tell(work, toSeats(ticket, holders, { kind: 'pengingat', text: `Segera jatuh tempo: ${promiseText(clock)} tiket ${ticket.number}.`, clock }))
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
async function holdersOf(work: Work, ticket: Ticket, clock: Clock): Promise<HeldPost[]> {
  const sop = await getSop(work, ticket.sop, ticket.sopVersion)
  const { units } = await readTenantLists(work, sop)
  const step = sop.steps.find((s) => s.name === (clock.step ?? ticket.state.step))
  return (step?.lanes ?? []).flatMap((name) => seatsOf(getLane(sop, name), ticket.state, units))
}

function toSeats(ticket: Ticket, seats: HeldPost[], { kind, text, clock }: { kind: MessageKind; text: string; clock: Clock }): Message[] {
  const once = new Map(seats.map((seat) => [`${seat.post} ${seat.unit}`, seat]))
  const about = { ...aboutForOfficers(ticket), ...(clock.step && { step: clock.step }) }
  return [...once.values()].map((seat) => ({ subjectId: ticket.id, to: { kind: 'post', ...seat }, kind, text, about }))
}

async function appendToChain(work: Work, ticket: Ticket, events: Parameters<typeof chainEvents>[1]): Promise<void> {
  const chained = chainEvents(work.tenant, events, ticket.chain)
  await appendEvents(work, chained)
  const last = chained.at(-1)!
  await sql`update ticket set last_seq = ${last.seq}, last_hash = ${last.hash} where tenant_id = ${work.tenant} and id = ${ticket.id}`.execute(work.db)
}

/**
 * Reckons every running clock of one batch of tickets anew, after the calendar changed; where a date moved, the ticket's chain says from when to when.
 * Gives how many tickets were seen, how many promises moved, and the id to go on after; none when all are done.
 */
export async function reckonTicketsAnew(work: Work, after: string, cause: string): Promise<{ seen: number; moved: number; last: string | undefined }> {
  const ids = await subjectsWithRunningClocks(work, after, 200)
  let moved = 0
  for (const id of ids) moved += await reckonTicketAnew(work, id, cause)
  return { seen: ids.length, moved, last: ids.at(-1) }
}

async function reckonTicketAnew(work: Work, id: string, cause: string): Promise<number> {
  const ticket = await lockPresent(work, id)
  if (!ticket) return 0
  const remind = (await getSop(work, ticket.sop, ticket.sopVersion)).remind?.before
  const clocks = (await clocksOf(work, id)).filter((clock) => !clock.stoppedAt)
  const moved: { before: Clock; after: Clock }[] = []
  const staged: Clock[] = []
  for (const before of clocks) {
    const after = await reckonAnew(work, before, remind)
    if (after.dueAt?.getTime() !== before.dueAt?.getTime()) moved.push({ before, after })
    else if (!isDeepStrictEqual(after.stages, before.stages)) staged.push(after)
  }
  await saveClocks(work, [...moved.map((m) => m.after), ...staged])
  if (moved.length === 0) return 0
  await appendToChain(work, ticket, moved.map(({ before, after }) => ({
    ticketId: id, at: work.now, actor: { kind: 'system' as const, role: 'Sistem' }, act: 'kalender-berubah',
    body: { sebab: cause, lingkup: before.scope, langkah: before.step ?? ticket.state.step, semula: before.dueAt?.toISOString(), menjadi: after.dueAt?.toISOString() },
  })))
  const all = clocks.map((clock) => moved.find((m) => m.before.id === clock.id)?.after ?? clock)
  const due = all.flatMap((c) => (c.dueAt && !isPaused(c) ? [c.dueAt] : [])).sort((a, b) => a.getTime() - b.getTime())[0]
  await sql`update ticket set due_at = ${due ?? null} where tenant_id = ${work.tenant} and id = ${id}`.execute(work.db)
  await sql`update turn set due_at = ${due ?? 'infinity'} where tenant_id = ${work.tenant} and ticket_id = ${id}`.execute(work.db)
  return moved.length
}
