import { sql } from 'kysely'
import { theSystem } from '../../kernel/actor.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { inWork, type Resources, type Work } from '../../kernel/work.ts'
import { saveContact } from '../messages/index.ts'
import { listTenants } from '../organisation/index.ts'
import { getSop } from '../sop/index.ts'
import { openTicket, saveSender } from '../tickets/index.ts'
import { sopOfLayout } from './import-layout.ts'
import { findImport, type Import, openContent, type RowContent, settleRow } from './import-store.ts'
import { needImporter } from './import-take.ts'

/** Lets an import run that its uploader has seen the preview of. Refuses `not-found` and, once it was let run or dropped, `conflict`. */
export async function confirmImport(work: Work, id: string): Promise<void> {
  needImporter(work)
  const { rows } = await sql`
    update import set state = 'running', confirmed_at = ${work.now} where tenant_id = ${work.tenant} and id = ${id} and state = 'preview' returning 1`.execute(work.db)
  if (rows.length === 0) await refuseLate(work, id)
}

/** Drops an import that was only looked at; its rows are forgotten. */
export async function dropImport(work: Work, id: string): Promise<void> {
  needImporter(work)
  const { rows } = await sql`
    update import set state = 'dropped', finished_at = ${work.now} where tenant_id = ${work.tenant} and id = ${id} and state = 'preview' returning 1`.execute(work.db)
  if (rows.length === 0) await refuseLate(work, id)
  await sql`delete from import_row where tenant_id = ${work.tenant} and import_id = ${id}`.execute(work.db)
}

async function refuseLate(work: Work, id: string): Promise<never> {
  const found = await findImport(work, { id })
  if (!found) throw new Refusal('not-found', 'Impor itu tidak ada.')
  throw new Refusal('conflict', 'Impor ini sudah dijalankan atau dibatalkan. Muat ulang halaman untuk melihat keadaannya sekarang.')
}

/** A preview is forgotten after a day. */
const previewMs = 24 * 3_600_000

/**
 * Makes tickets of rows that wait, at most `most` a tenant; gives how many rows were handled, so 0 says that nothing waits. Each row is a transaction of its own: killed at any
 * moment, it goes on where it stopped, and no row becomes two tickets. Several processes may run it at once.
 */
export async function runImports(resources: Resources, now: () => Date, order: { most?: number; stopped?: () => boolean } = {}): Promise<number> {
  let done = 0
  for (const { id: tenant } of await listTenants(resources.db)) {
    await inWork(resources, { tenant, actor: theSystem, now: now() }, forgetPreviews)
    for (let n = 0; n < (order.most ?? 100); n++) {
      if (order.stopped?.() || !(await handleNext(resources, tenant, now()))) break
      done++
    }
  }
  return done
}

async function forgetPreviews(work: Work): Promise<void> {
  await sql`
    with old as (
      update import set state = 'dropped', finished_at = ${work.now}
      where tenant_id = ${work.tenant} and state = 'preview' and at < ${new Date(work.now.getTime() - previewMs)} returning id)
    delete from import_row r using old where r.tenant_id = ${work.tenant} and r.import_id = old.id`.execute(work.db)
}

interface WaitingRow {
  importId: string
  byId: string
  no: number
}

async function handleNext(resources: Resources, tenant: string, now: Date): Promise<boolean> {
  const next = await inWork(resources, { tenant, actor: theSystem, now }, findNext)
  if (!next) return false
  const order = { tenant, now, actor: { kind: 'officer' as const, id: next.byId, posts: [], admin: true } }
  try {
    await inWork(resources, order, (work) => makeTicket(work, next))
  } catch (error) {
    await inWork(resources, order, (work) => noteFailure(work, next, error))
  }
  return true
}

/** A row that waits, of the import that was let run first; imports without one are finished. */
async function findNext(work: Work): Promise<WaitingRow | undefined> {
  const running = await sql<{ id: string; byId: string }>`
    select id, by_id as "byId" from import where tenant_id = ${work.tenant} and state = 'running' order by confirmed_at, id`.execute(work.db)
  for (const { id, byId } of running.rows) {
    const { rows } = await sql<{ no: number }>`
      select no from import_row where tenant_id = ${work.tenant} and import_id = ${id} and state = 'good' order by no limit 1 for update skip locked`.execute(work.db)
    if (rows[0]) return { importId: id, byId, no: rows[0].no }
    await sql`
      update import set state = 'done', finished_at = ${work.now}
      where tenant_id = ${work.tenant} and id = ${id} and state = 'running'
        and not exists (select from import_row r where r.tenant_id = ${work.tenant} and r.import_id = ${id} and r.state = 'good')`.execute(work.db)
  }
  return undefined
}

async function makeTicket(work: Work, next: WaitingRow): Promise<void> {
  const locked = await lockRow(work, next)
  // Somebody else has it, or had it meanwhile.
  if (!locked) return
  const { from, content } = locked
  const { order } = content
  if (!order) throw new Error(`row ${next.no} of import ${next.importId} is good and says nothing`)
  const sop = sopOfLayout(await getSop(work, from.sop, from.sopVersion), from.layout)
  const ticket = await openTicket(work, {
    sop, formKey: locked.rowKey, typed: order.typed, channel: 'impor', receivedAt: new Date(order.receivedAt), anonymous: order.anonymous, secret: order.secret,
  })
  const { rows } = await sql`select from import_row where tenant_id = ${work.tenant} and ticket_id = ${ticket.id} and state = 'made' limit 1`.execute(work.db)
  const known = rows.length > 0
  if (!known && order.name) await saveSender(work, ticket.id, { name: order.name, enteredBy: next.byId })
  if (!known && order.phone) await saveContact(work, { kind: 'ticket', id: ticket.id }, { channel: 'sms', address: order.phone })
  if (!known && order.email) await saveContact(work, { kind: 'ticket', id: ticket.id }, { channel: 'email', address: order.email })
  await settleRow(work, next, { state: known ? 'known' : 'made', ticketId: ticket.id })
}

async function lockRow(work: Work, { importId, no }: WaitingRow): Promise<{ from: Import; rowKey: string; content: RowContent } | undefined> {
  const { rows } = await sql<{ rowKey: string; sealed: Buffer }>`
    select row_key as "rowKey", sealed from import_row
    where tenant_id = ${work.tenant} and import_id = ${importId} and no = ${no} and state = 'good' for update skip locked`.execute(work.db)
  const from = rows[0] && (await findImport(work, { id: importId }))
  return from && { from, rowKey: rows[0]!.rowKey, content: openContent(work, { importId, no }, rows[0]!.sealed) }
}

const mostAttempts = 3

/** A "no" is the row's last word; what nobody foresaw is tried three times in all, then said, so that one row holds up no other. */
async function noteFailure(work: Work, next: WaitingRow, error: unknown): Promise<void> {
  const locked = await lockRow(work, next)
  if (!locked) return
  const { content } = locked
  const { rows } = await sql<{ attempts: number }>`
    update import_row set attempts = attempts + 1 where tenant_id = ${work.tenant} and import_id = ${next.importId} and no = ${next.no} returning attempts`.execute(work.db)
  if (!(error instanceof Refusal) && rows[0]!.attempts < mostAttempts) return
  const faults = error instanceof Refusal
    ? (error.faults.length > 0 ? error.faults : [{ field: '', text: error.message }]).map((fault) => ({ column: fault.field, found: '', expected: fault.text }))
    : [{ column: '', found: '', expected: 'Gangguan yang tidak terduga pada sistem. Impor lagi baris ini; bila tetap gagal, hubungi pengelola.' }]
  await settleRow(work, next, { state: 'failed', content: { cells: content.cells, faults } })
}
