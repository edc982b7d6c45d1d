import { sql } from 'kysely'
import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { formatMoment, writeDuration } from '../calendar/index.ts'
import { type Clock, clocksOf, reckonAnew, startClock } from '../deadlines/index.ts'
import { findTenant } from '../organisation/index.ts'
import { getSop, type Sop } from '../sop/index.ts'
import { appendAside, asideActor } from './append-aside.ts'
import { tellReporter } from './course-messages.ts'
import { saveCourse } from './save-course.ts'
import { readTenantLists } from './tenant-surroundings.ts'
import type { Ticket } from './ticket.ts'
import { beginCourse } from './ticket-course.ts'
import { lockTicket } from './ticket-store.ts'

/** Where an SOP says nothing of objections or opening again, a merge can be undone for so long. */
const otherwise = { amount: 30, unit: 'day' } as const

/** Until when a merge that was made at `at` can be undone: as long as its SOP lets an answer be contested. */
export async function undoUntil(work: Work, sop: Sop, at: Date): Promise<Date> {
  const { dueAt } = await startClock(work, { subjectId: '', scope: 'ticket', roles: [], duration: windowOf(sop), startedAt: at })
  if (!dueAt) throw new Error(`SOP ${sop.code}: the time for contesting an answer has no end`)
  return dueAt
}

function windowOf(sop: Sop) {
  return sop.reopening?.within ?? sop.objection?.within ?? otherwise
}

/**
 * Opens a ticket again that was wrongly merged: at its step, on clocks that stood still meanwhile. For the tenant's administrators. Refuses `not-allowed`, `bad-input`, `too-late`
 * with the date, `conflict` where it is not merged (any more).
 */
export async function undoMerge(work: Work, order: { ticketId: string; reason: string }): Promise<Ticket> {
  const { actor } = work
  if (actor.kind !== 'officer' || !actor.admin) throw new Refusal('not-allowed', 'Penggabungan hanya dapat dibatalkan oleh admin kabupaten.')
  const { rows } = await sql<{ into_id: string; at: Date }>`
    select into_id, at from merged_ticket where tenant_id = ${work.tenant} and ticket_id = ${order.ticketId} and undone_at is null`.execute(work.db)
  const merged = rows[0]
  if (!merged) throw new Refusal('conflict', 'Tiket ini tidak sedang digabungkan; mungkin penggabungannya sudah dibatalkan.')
  const locked = new Map<string, Ticket>()
  for (const id of [order.ticketId, merged.into_id].sort()) locked.set(id, await lockTicket(work, id))
  const own = locked.get(order.ticketId)!
  if (own.state.open) throw new Refusal('conflict', 'Penggabungan tiket ini sudah dibatalkan.')
  const sop = await getSop(work, own.sop, own.sopVersion)
  await needWindow(work, sop, merged.at)
  const reason = order.reason.replaceAll('\0', '').toWellFormed().trim()
  if (!reason) refuseInput([{ field: 'alasan-batal-gabung', text: 'Alasan: wajib diisi.' }])
  if (reason.length > 2000) refuseInput([{ field: 'alasan-batal-gabung', text: `Alasan: ada ${reason.length} huruf, paling banyak 2000.` }])
  return await open(work, { own, target: locked.get(merged.into_id)!, sop, reason })
}

async function needWindow(work: Work, sop: Sop, at: Date): Promise<void> {
  const until = await undoUntil(work, sop, at)
  if (until >= work.now) return
  const zone = (await findTenant(work.db, work.tenant))?.zone ?? 'WIB'
  throw new Refusal('too-late', `Penggabungan dapat dibatalkan paling lambat ${writeDuration(windowOf(sop))} sesudahnya, yaitu ${formatMoment(until, zone)}.`)
}

async function open(work: Work, { own, target, sop, reason }: { own: Ticket; target: Ticket; sop: Sop; reason: string }): Promise<Ticket> {
  const { closedAt, ...rest } = own
  const clocks = await Promise.all((await clocksOf(work, own.id)).map((clock) => wake(work, clock, { closedAt: closedAt!, sop })))
  const course = beginCourse(work, { sop, lists: await readTenantLists(work, sop), clocks, ticket: { ...rest, state: { ...own.state, open: true, result: undefined } } })
  course.events.push({ ticketId: own.id, at: work.now, act: 'batal-gabung', actor: await asideActor(work, own.id), body: { langkah: own.state.step, ke: own.state.step, 'dari-tiket': target.number, alasan: reason } })
  tellReporter(course, { kind: 'kabar', text: `Laporan Anda ternyata bukan tentang hal yang sama dengan tiket ${target.number}, sehingga diproses lagi tersendiri. Waktu selama digabungkan tidak dihitung.` })
  course.after.push(async () => {
    await sql`update merged_ticket set undone_at = ${work.now} where tenant_id = ${work.tenant} and ticket_id = ${own.id} and undone_at is null`.execute(work.db)
  })
  await appendAside(work, target, { act: 'lepas-gabungan', body: { tiket: own.number } })
  return await saveCourse(course)
}

/** A clock that stopped with the merge runs on; the time between was a pause. */
async function wake(work: Work, clock: Clock, { closedAt, sop }: { closedAt: Date; sop: Sop }): Promise<Clock> {
  if (clock.stoppedAt?.getTime() !== closedAt.getTime()) return clock
  const { stoppedAt: _, ...running } = clock
  // It may have been paused by a question that was still open: that ends with the merge.
  const pauses = [...clock.pauses.map((pause) => (pause.to ? pause : { ...pause, to: closedAt.toISOString() })), { from: closedAt.toISOString(), to: work.now.toISOString() }]
  return await reckonAnew(work, { ...running, pauses }, sop.remind?.before)
}
