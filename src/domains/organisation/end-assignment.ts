import { sql } from 'kysely'
import { isId } from '../../kernel/ids.ts'
import { type Fault, Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { addDays, isLocalDate, type LocalDate } from '../calendar/index.ts'
import { getAssignment } from './assignment-list.ts'
import { needOther } from './change-officer.ts'
import { describeSeat } from './describe-seat.ts'
import { findTenant } from './find-tenant.ts'
import { localToday } from './local-today.ts'
import { needAdmin } from './need-admin.ts'
import { recordOfficerEvent } from './officer-history.ts'

export interface EndOrder {
  id: string
  /** The last day on which it holds; yesterday ends it at once. */
  lastDay: LocalDate
  reason: string
}

/**
 * Ends an assignment before its letter says so, and with it whoever stands in for its holder. For administrators; not one's own post as administrator, so that one is
 * left. Faults on `hari-terakhir` and `alasan`; `conflict` where it is over already.
 */
export async function endAssignmentEarly(work: Work, order: EndOrder): Promise<void> {
  needAdmin(work)
  await sql`select 1 from assignment where tenant_id = ${work.tenant} and id = ${isId(order.id) ? order.id : null} for update`.execute(work.db)
  const before = await getAssignment(work, order.id)
  const tenant = await findTenant(work.db, work.tenant)
  if (tenant?.adminPosts.includes(before.post)) needOther(work, before.officerId, 'Penugasan Anda sendiri sebagai administrator hanya dapat diakhiri administrator lain.')
  const yesterday = addDays(await localToday(work), -1)
  if (before.validUntil !== null && before.validUntil <= yesterday) throw new Refusal('conflict', 'Penugasan itu sudah berakhir.')
  const faults = checkEnd(order, { yesterday, until: before.validUntil })
  if (faults.length > 0) refuseInput(faults)
  const reason = order.reason.trim()
  await cutShort(work, { ids: [order.id], lastDay: order.lastDay, reason })
  const detail = `${await describeSeat(work, before)}. ${reason}`
  await recordOfficerEvent(work, { officerId: before.officerId, act: 'ended', detail })
}

function checkEnd({ lastDay, reason }: EndOrder, limits: { yesterday: LocalDate; until: LocalDate | null }): Fault[] {
  const faults: Fault[] = []
  if (!isLocalDate(lastDay)) faults.push({ field: 'hari-terakhir', text: 'Isilah tanggal yang ada, misalnya 2026-12-31.' })
  else if (lastDay < limits.yesterday) faults.push({ field: 'hari-terakhir', text: 'Hari terakhir tidak boleh mendahului kemarin: yang sudah dikerjakan tetap sah.' })
  else if (limits.until !== null && lastDay >= limits.until) faults.push({ field: 'hari-terakhir', text: 'Suratnya sendiri sudah berakhir pada atau sebelum hari itu.' })
  if (reason.trim() === '') faults.push({ field: 'alasan', text: 'Tulislah alasannya, misalnya mutasi atau pensiun.' })
  else if (reason.length > 500) faults.push({ field: 'alasan', text: 'Alasan paling panjang 500 huruf.' })
  return faults
}

/** Ends assignments on a day, and those that stand for them; each keeps what its letter said. */
export async function cutShort(work: Work, order: { ids: string[]; lastDay: LocalDate; reason: string }): Promise<void> {
  const by = work.actor.kind === 'officer' ? work.actor.id : null
  await sql`
    update assignment set letter_until = valid_until, valid_until = ${order.lastDay}, ended_at = ${work.now}, ended_by = ${by},
      end_reason = case when id = any(${order.ids}::uuid[]) then ${order.reason} else 'Penugasan pejabat yang digantikan berakhir.' end
    where tenant_id = ${work.tenant} and (id = any(${order.ids}::uuid[]) or stands_for = any(${order.ids}::uuid[]))
      and (valid_until is null or valid_until > ${order.lastDay}::date)`.execute(work.db)
}

/** A post that has its own holder again needs no Plt.: theirs ends the day before. */
export async function endActing(work: Work, { post, unit, validFrom }: { post: string; unit: string; validFrom: LocalDate }): Promise<void> {
  const { rows } = await sql<{ id: string; officerId: string }>`
    select id, officer_id as "officerId" from assignment where tenant_id = ${work.tenant} and post = ${post} and unit = ${unit} and kind = 'plt'
      and (valid_until is null or valid_until >= ${validFrom}::date)`.execute(work.db)
  if (rows.length === 0) return
  const reason = 'Jabatan itu sudah ada pejabatnya.'
  await cutShort(work, { ids: rows.map((row) => row.id), lastDay: addDays(validFrom, -1), reason })
  for (const row of rows) await recordOfficerEvent(work, { officerId: row.officerId, act: 'ended', detail: `${await describeSeat(work, { post, unit, kind: 'plt' })}. ${reason}` })
}
