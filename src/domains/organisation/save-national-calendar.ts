import { sql } from 'kysely'
import type { Db } from '../../kernel/work.ts'
import type { NationalCalendar } from '../calendar/index.ts'
import { describeNationalChanges } from './calendar-changes.ts'
import { digestOf } from './digest.ts'
import { logCalendarChanges } from './save-tenant.ts'

/**
 * Keeps the national calendar for all tenants, as the owner, in one transaction, and logs at each tenant what changed.
 * The same again changes nothing.
 */
export async function saveNationalCalendar(db: Db, calendar: NationalCalendar, now: Date): Promise<void> {
  if (!db.isTransaction) return await db.transaction().execute((transaction) => saveNationalCalendar(transaction, calendar, now))
  const before = await findNationalCalendar(db)
  const digest = digestOf(calendar)
  if (before?.digest === digest) return
  await sql`
    insert into national_calendar (calendar, digest, loaded_at) values (${JSON.stringify(calendar)}::jsonb, ${digest}, ${now})
    on conflict (only_one) do update set calendar = excluded.calendar, digest = excluded.digest, loaded_at = excluded.loaded_at`.execute(db)
  const changes = describeNationalChanges(before?.calendar, calendar)
  const tenants = await sql<{ id: string }>`select id from tenant order by id`.execute(db)
  for (const tenant of tenants.rows) await logCalendarChanges(db, tenant.id, { changes, now })
}

/** The national calendar as it is kept; undefined before the first load. */
export async function findNationalCalendar(db: Db): Promise<{ calendar: NationalCalendar; digest: string } | undefined> {
  const { rows } = await sql<{ calendar: NationalCalendar; digest: string }>`select calendar, digest from national_calendar`.execute(db)
  return rows[0]
}
