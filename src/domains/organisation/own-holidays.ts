import { sql } from 'kysely'
import { isId, newId } from '../../kernel/ids.ts'
import { type Fault, Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { addDays, formatDate, isLocalDate, type LocalDate } from '../calendar/index.ts'
import { localToday } from './local-today.ts'
import { needAdmin } from './need-admin.ts'
import { logCalendarChanges } from './save-tenant.ts'
import { workCalendar } from './unit-calendar.ts'

/** A day off, or several in a row, that the regency decreed. Both days belong to it. */
export interface OwnHolidayOrder {
  from: LocalDate
  until: LocalDate
  name: string
  kind: 'libur' | 'cuti-bersama'
  /** The decree with its number. */
  source: string
}

export interface OwnHoliday {
  id: string
  date: LocalDate
  name: string
  kind: 'libur' | 'cuti-bersama'
  source: string
  addedAt: Date
  by: string | null
  withdrawnAt: Date | null
  withdrawnReason: string | null
}

const mostDays = 14

/**
 * Adds days off to the regency's own calendar, from today on, and gives what changed in a sentence, for the log and for reckoning running promises anew. For
 * administrators. Faults on `libur-mulai`, `libur-sampai`, `nama-libur`, `dasar`.
 */
export async function addOwnHolidays(work: Work, order: OwnHolidayOrder): Promise<string> {
  needAdmin(work)
  // Two that add the same day at once: the second one waits here and then sees it.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`own_holiday ${work.tenant}`}, 0))`.execute(work.db)
  const [name, source] = [order.name.trim(), order.source.trim()]
  const faults = [...checkDays(order, await localToday(work)), ...checkWords(name, source)]
  if (faults.length > 0) refuseInput(faults)
  const days = daysOf(order)
  const calendar = await workCalendar(work)
  const known = calendar.holidays.find((one) => days.includes(one.date))
  if (known) refuseInput([{ field: 'libur-mulai', text: `${formatDate(known.date)} sudah libur: ${known.name} (${known.source}).` }])
  for (const date of days) {
    await sql`
      insert into own_holiday (tenant_id, id, date, name, kind, source, added_at, added_by)
      values (${work.tenant}, ${newId(work.now)}, ${date}, ${name}, ${order.kind}, ${source}, ${work.now}, ${work.actor.kind === 'officer' ? work.actor.id : null})`.execute(work.db)
  }
  const span = days.length === 1 ? formatDate(order.from) : `${formatDate(order.from)} sampai ${formatDate(order.until)}`
  const change = `${order.kind === 'libur' ? 'Libur daerah' : 'Cuti bersama daerah'} bertambah: ${span}, ${name} (${source}).`
  await logCalendarChanges(work.db, work.tenant, { changes: [change], now: work.now })
  return change
}

function daysOf({ from, until }: OwnHolidayOrder): LocalDate[] {
  const days: LocalDate[] = []
  for (let day = from; day <= until; day = addDays(day, 1)) days.push(day)
  return days
}

function checkDays({ from, until }: OwnHolidayOrder, today: LocalDate): Fault[] {
  const faults: Fault[] = []
  if (!isLocalDate(from)) faults.push({ field: 'libur-mulai', text: 'Isilah tanggal yang ada, misalnya 2026-12-24.' })
  else if (from < today) faults.push({ field: 'libur-mulai', text: 'Hari itu sudah lewat: tenggat yang sudah berjalan pada hari itu tidak dapat diubah lagi.' })
  if (!isLocalDate(until)) faults.push({ field: 'libur-sampai', text: 'Isilah tanggal yang ada, misalnya 2026-12-24.' })
  else if (until < from) faults.push({ field: 'libur-sampai', text: 'Hari terakhir tidak boleh mendahului hari pertama.' })
  else if (isLocalDate(from) && until >= addDays(from, mostDays)) faults.push({ field: 'libur-sampai', text: `Paling banyak ${mostDays} hari sekali catat.` })
  return faults
}

function checkWords(name: string, source: string): Fault[] {
  const faults: Fault[] = []
  if (name === '' || name.length > 120) faults.push({ field: 'nama-libur', text: 'Tulislah nama hari liburnya, paling panjang 120 huruf.' })
  if (source === '' || source.length > 200) faults.push({ field: 'dasar', text: 'Tulislah keputusan yang menetapkannya dengan nomornya, misalnya Keputusan Bupati Nomor 12 Tahun 2026.' })
  return faults
}

/** The days off that administrators decreed on the screen, the latest date first, with those that were withdrawn. */
export async function listOwnHolidays(work: Work): Promise<OwnHoliday[]> {
  const { rows } = await sql<OwnHoliday>`
    select h.id, h.date::text as date, h.name, h.kind, h.source, h.added_at as "addedAt", o.name as by, h.withdrawn_at as "withdrawnAt", h.withdrawn_reason as "withdrawnReason"
    from own_holiday h left join officer o on o.tenant_id = h.tenant_id and o.id::text = h.added_by
    where h.tenant_id = ${work.tenant} order by h.date desc, h.id desc limit 200`.execute(work.db)
  return rows
}

/** Withdraws a day off that has not been yet, and gives what changed in a sentence. For administrators. Faults on `alasan-cabut`. */
export async function withdrawOwnHoliday(work: Work, order: { id: string; reason: string }): Promise<string> {
  needAdmin(work)
  const reason = order.reason.trim()
  if (reason === '' || reason.length > 300) refuseInput([{ field: 'alasan-cabut', text: 'Tulislah alasannya, misalnya keputusan yang mencabutnya.' }])
  const { rows } = await sql<{ date: LocalDate; name: string }>`
    update own_holiday set withdrawn_at = ${work.now}, withdrawn_by = ${work.actor.kind === 'officer' ? work.actor.id : null}, withdrawn_reason = ${reason}
    where tenant_id = ${work.tenant} and id = ${isId(order.id) ? order.id : null} and withdrawn_at is null and date >= ${await localToday(work)}::date
    returning date::text as date, name`.execute(work.db)
  const day = rows[0]
  if (!day) throw new Refusal('conflict', 'Hari libur itu sudah dicabut, sudah lewat, atau tidak ada.')
  const change = `Libur daerah dicabut: ${formatDate(day.date)}, ${day.name}. ${reason}`
  await logCalendarChanges(work.db, work.tenant, { changes: [change], now: work.now })
  return change
}

/** What changed in the calendar, the newest first. */
export async function calendarLog(work: Work, most: number): Promise<{ at: Date; what: string }[]> {
  const { rows } = await sql<{ at: Date; what: string }>`select at, what from calendar_change where tenant_id = ${work.tenant} order by at desc, id desc limit ${most}`.execute(work.db)
  return rows
}
