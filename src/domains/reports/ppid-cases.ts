import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { countWorkingDays, ianaZones } from '../calendar/index.ts'
import { findTenant, workCalendar } from '../organisation/index.ts'

/** One entry of a register of PPID, with how its ticket went. */
export interface PpidCase {
  /** 1 to 12, of the day on which it was entered. */
  month: number
  values: Record<string, string>
  /** Under which its ticket is now. */
  sop: string
  channel: string
  open: boolean
  result?: string
  extended: boolean
  /** The written decision was sent. */
  decided: boolean
  /** Working days from its receipt to the decision, without what waited for the applicant. */
  days?: number
  /** Its promise was broken, or is overdue now. */
  late: boolean
}

interface CaseRow {
  month: number
  values: Record<string, string>
  sop: string
  channel: string
  open: boolean
  result: string | null
  extended: boolean
  started_at: Date | null
  stopped_at: Date | null
  late: boolean | null
  pauses: { from: string; to?: string }[] | null
}

/** The entries that a register got in a year, in the order of their numbers; entries that were made void are left out. */
export async function readPpidCases(work: Work, { sop, register, year }: { sop: string; register: string; year: number }): Promise<PpidCase[]> {
  const tenant = (await findTenant(work.db, work.tenant))!
  const at = sql`p.issued_at at time zone ${ianaZones[tenant.zone]}`
  const { rows } = await sql<CaseRow>`
    select extract(month from ${at})::int as month, p."values", t.sop, t.channel, t.open, t.result, t.extended, c.started_at, c.stopped_at, c.pauses,
      (c.breached_at is not null or (c.stopped_at is null and c.due_at < ${work.now})) as late
    from product p join ticket t on t.tenant_id = p.tenant_id and t.id = p.ticket_id
    left join lateral (
      select started_at, stopped_at, due_at, breached_at, pauses from clock k
      where t.sop = ${sop} and k.tenant_id = t.tenant_id and k.subject_id = t.id and k.scope = 'ticket' order by k.started_at desc, k.id desc limit 1) c on true
    where p.tenant_id = ${work.tenant} and p.register = ${register} and p.voided_at is null and extract(year from ${at}) = ${year} order by p.id`.execute(work.db)
  const calendar = await workCalendar(work)
  return rows.map((row) => {
    const decided = row.values['tanggal-surat'] !== undefined
    const pauses = (row.pauses ?? []).map((pause) => ({ from: new Date(pause.from), ...(pause.to && { to: new Date(pause.to) }) }))
    return {
      month: row.month, values: row.values, sop: row.sop, channel: row.channel, open: row.open, extended: row.extended, decided, late: row.late ?? false, ...(row.result && { result: row.result }),
      ...(decided && row.started_at && row.stopped_at && { days: countWorkingDays({ start: row.started_at, end: row.stopped_at, calendar, pauses }) }),
    }
  })
}
