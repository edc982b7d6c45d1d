import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { type CalendarSettings, makeWorkCalendar, type NationalCalendar, type WorkCalendar, type WorkWeek, type Zone } from '../calendar/index.ts'

interface CalendarKey {
  own: string
  /** Of the days that administrators decreed on the screen. */
  decreed: string
  national: string | null
  week: WorkWeek
}

// By digest of all that a calendar is made of, so a remembered one is never out of date. Units with the same week share one.
const remembered = new Map<string, WorkCalendar>()
const mostRemembered = 1500

/**
 * The calendar that a unit works by; the tenant's own without a unit, or for one that is not known. Before a national calendar is
 * loaded no year has a decree.
 */
export async function workCalendar(work: Work, unitCode?: string): Promise<WorkCalendar> {
  const { rows } = await sql<CalendarKey>`
    select t.calendar_digest as own, n.digest as national,
      coalesce((select md5(string_agg(h.date || h.name || h.source, '/' order by h.date)) from own_holiday h where h.tenant_id = t.id and h.withdrawn_at is null), '') as decreed,
      coalesce(u.week, (t.settings -> 'calendar' ->> 'week')::smallint) as week
    from tenant t left join national_calendar n on true left join unit u on u.tenant_id = t.id and u.code = ${unitCode ?? null}
    where t.id = ${work.tenant}`.execute(work.db)
  const key = rows[0]
  if (!key) throw new Error(`tenant ${work.tenant} is not loaded`)
  const name = `${key.own} ${key.decreed} ${key.national} ${key.week}`
  const known = remembered.get(name)
  if (known) return known
  const made = await makeFromRows(work, key.week)
  if (remembered.size >= mostRemembered) remembered.clear()
  remembered.set(name, made)
  return made
}

const noDecrees: NationalCalendar = { holidays: [], ramadans: [], decrees: {} }

async function makeFromRows(work: Work, week: WorkWeek): Promise<WorkCalendar> {
  const { rows } = await sql<{ zone: Zone; settings: CalendarSettings; national: NationalCalendar | null }>`
    select t.settings ->> 'zone' as zone, t.settings -> 'calendar' as settings, n.calendar as national
    from tenant t left join national_calendar n on true where t.id = ${work.tenant}`.execute(work.db)
  const local = await sql<CalendarSettings['localHolidays'][number]>`
    select distinct on (date) date, name, source from (
      select 1 as rank, date, name, source from holiday where tenant_id = ${work.tenant}
      union all select 2, date, name, source from own_holiday where tenant_id = ${work.tenant} and withdrawn_at is null) days order by date, rank`.execute(work.db)
  const row = rows[0]
  if (!row) throw new Error(`tenant ${work.tenant} is not loaded`)
  return makeWorkCalendar(row.national ?? noDecrees, { ...row.settings, localHolidays: local.rows }, { zone: row.zone, week })
}
