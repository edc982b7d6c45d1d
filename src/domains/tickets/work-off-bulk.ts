import { sql } from 'kysely'
import { type Actor, theSystem } from '../../kernel/actor.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { inWork, type Resources, type Work } from '../../kernel/work.ts'
import { findOfficer, findTenant, heldPosts, localToday } from '../organisation/index.ts'
import type { Typed } from '../sop/index.ts'
import { takeStep } from './take-step.ts'

interface WaitingItem {
  run: string
  no: number
  ticketId: string
  seenVersion: number
  act: string
  typed: Typed
  officerId: string
}

/**
 * Takes the next acts that officers have ordered on several tickets, each in a transaction of its own, in the officer's name with the posts that they hold at that moment. Gives how
 * many were taken or refused, and what failed otherwise (told to the officer as a fault of the system). Several processes may do so: each item is taken by one.
 */
export async function workOffBulk(resources: Resources, where: { tenant: string; now(): Date; most?: number; stopped?(): boolean }): Promise<{ done: number; failed: unknown[] }> {
  const failed: unknown[] = []
  let done = 0
  const { tenant } = where
  for (; done < (where.most ?? 50) && !where.stopped?.(); done++) {
    const next = await inWork(resources, { tenant, actor: theSystem, now: where.now() }, async (work) => {
      const item = await nextItem(work)
      return item && { item, actor: await actorOf(work, item.officerId) }
    })
    if (!next) break
    const { item, actor } = next
    try {
      if (!actor) throw new Refusal('not-allowed', 'Akun Anda tidak aktif lagi.')
      await inWork(resources, { tenant, actor, now: where.now() }, (work) => takeOne(work, item))
    } catch (error) {
      if (!(error instanceof Refusal)) failed.push(error)
      const reason = error instanceof Refusal ? error.message : 'Terjadi gangguan. Kerjakan tiket ini tersendiri.'
      await inWork(resources, { tenant, actor: theSystem, now: where.now() }, (work) => settle(work, item, { state: 'refused', reason }))
    }
  }
  return { done, failed }
}

async function nextItem(work: Work): Promise<WaitingItem | undefined> {
  const { rows } = await sql<WaitingItem>`
    select i.run_id as run, i.no, i.ticket_id as "ticketId", i.seen_version as "seenVersion", r.act, r.typed, r.officer_id as "officerId"
    from bulk_run r join bulk_item i on i.tenant_id = r.tenant_id and i.run_id = r.id and i.state = 'waiting'
    where r.tenant_id = ${work.tenant} and r.finished_at is null order by r.id, i.no limit 1 for update of i skip locked`.execute(work.db)
  return rows[0]
}

/** The officer as they stand now; none once they are no officer any more. */
async function actorOf(work: Work, id: string): Promise<Actor | undefined> {
  const officer = await findOfficer(work, id)
  if (!officer?.active) return undefined
  const posts = await heldPosts(work, id, await localToday(work))
  const adminPosts = (await findTenant(work.db, work.tenant))?.adminPosts ?? []
  return { kind: 'officer', id, posts, admin: posts.some((held) => adminPosts.includes(held.post)) }
}

async function takeOne(work: Work, item: WaitingItem): Promise<void> {
  if (!(await settle(work, item, { state: 'done' }))) return
  await takeStep(work, { ticketId: item.ticketId, act: item.act, typed: item.typed, seenVersion: item.seenVersion, formKey: `${item.run}/${item.no}` })
}

/** Writes what became of an item that still waits; the last one ends its run. Gives whether it still waited. */
async function settle(work: Work, item: WaitingItem, end: { state: 'done' | 'refused'; reason?: string }): Promise<boolean> {
  const { rows } = await sql`
    update bulk_item set state = ${end.state}, reason = ${end.reason ?? null}, at = ${work.now}
    where tenant_id = ${work.tenant} and run_id = ${item.run} and no = ${item.no} and state = 'waiting' returning 1`.execute(work.db)
  await sql`
    update bulk_run set finished_at = ${work.now} where tenant_id = ${work.tenant} and id = ${item.run} and finished_at is null
      and not exists (select from bulk_item where tenant_id = ${work.tenant} and run_id = ${item.run} and state = 'waiting')`.execute(work.db)
  return rows.length > 0
}
