import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { isWorkingDay, localDate, localMinute } from '../calendar/index.ts'
import { tell } from '../messages/index.ts'
import { findTenant, workCalendar } from '../organisation/index.ts'
import { reasonsBySeat } from '../tickets/index.ts'

/** Half past seven: before the offices open. */
const digestMinute = 7 * 60 + 30

interface SeatCount {
  post: string
  unit: string
  waiting: number
  today: number
  overdue: number
  /** Broken promises whose reason it owes. */
  reasons: number
}

/**
 * Each working morning once: to every post with something waiting, how much, how much is due today, how much is overdue, and how many reasons of broken promises it owes. Gives how many posts were told. May be
 * called as often as one likes; a day is told once, also when several processes call.
 */
export async function tellMorningDigest(work: Work): Promise<number> {
  const tenant = await findTenant(work.db, work.tenant)
  if (!tenant || localMinute(work.now, tenant.zone) < digestMinute) return 0
  const day = localDate(work.now, tenant.zone)
  if (!isWorkingDay(day, await workCalendar(work))) return 0
  const claimed = await sql`insert into digest_day (tenant_id, day) values (${work.tenant}, ${day}) on conflict do nothing returning 1`.execute(work.db)
  if (claimed.rows.length === 0) return 0
  const { rows } = await sql<Omit<SeatCount, 'reasons'>>`
    select post, unit, count(*)::int as waiting,
      count(*) filter (where due_at >= ${work.now} and due_at < ${new Date(work.now.getTime() + 86_400_000)})::int as today,
      count(*) filter (where due_at < ${work.now})::int as overdue
    from turn where tenant_id = ${work.tenant} and not paused group by post, unit order by post, unit`.execute(work.db)
  const owed = await reasonsBySeat(work)
  const seats: SeatCount[] = rows.map((row) => ({ ...row, reasons: owed.find((one) => one.post === row.post && one.unit === row.unit)?.reasons ?? 0 }))
  for (const one of owed) if (!rows.some((row) => row.post === one.post && row.unit === one.unit)) seats.push({ ...one, waiting: 0, today: 0, overdue: 0 })
  await tell(work, seats.map((row) => ({
    to: { kind: 'post', post: row.post, unit: row.unit }, kind: 'ringkasan', text: digestText(row), about: { number: '', title: '', path: row.waiting > 0 ? '/kotak-masuk' : '/kotak-masuk?tampil=perlu-alasan' },
  })))
  return seats.length
}

/** `Pagi ini 7 tiket menunggu Anda: 2 jatuh tempo dalam 24 jam, 1 lewat tenggat.` */
export function digestText({ waiting, today, overdue, reasons }: Omit<SeatCount, 'post' | 'unit'>): string {
  const owed = reasons > 0 ? `Alasan keterlambatan yang masih harus Anda tulis: ${reasons}.` : ''
  if (waiting === 0) return owed
  const parts = [today > 0 ? `${today} jatuh tempo dalam 24 jam` : '', overdue > 0 ? `${overdue} lewat tenggat` : ''].filter(Boolean)
  return `Pagi ini ${waiting} tiket menunggu Anda${parts.length > 0 ? `: ${parts.join(', ')}` : ''}.${owed && ` ${owed}`}`
}
