import { sql } from 'kysely'
import { newId } from '../../kernel/ids.ts'
import type { Db } from '../../kernel/work.ts'
import { describeCalendarChanges } from './calendar-changes.ts'
import { digestOf } from './digest.ts'
import type { Tenant } from './tenant.ts'

/**
 * Keeps a checked tenant.yaml, as the owner, in one transaction. The same again changes nothing; what vanished from it becomes inactive.
 * Keywords that an administrator changed on the screen stay until the file's own change. Changes of the calendar are logged.
 */
export async function saveTenant(db: Db, tenant: Tenant, now: Date): Promise<void> {
  if (!db.isTransaction) return await db.transaction().execute((transaction) => saveTenant(transaction, tenant, now))
  const before = await lockSettings(db, tenant.id)
  const digest = digestOf(tenant)
  if (before?.digest === digest) return
  await saveSettings(db, tenant, { digest, now })
  await saveUnits(db, tenant)
  await savePosts(db, tenant)
  await saveCategories(db, tenant)
  await saveClasses(db, tenant)
  await saveHolidays(db, tenant)
  await logCalendarChanges(db, tenant.id, { changes: describeCalendarChanges(before?.settings, tenant), now })
}

/** Appends sentences to a tenant's calendar log. */
export async function logCalendarChanges(db: Db, tenantId: string, { changes, now }: { changes: string[]; now: Date }): Promise<void> {
  for (const what of changes) {
    await sql`insert into calendar_change (tenant_id, id, at, what) values (${tenantId}, ${newId(now)}, ${now}, ${what})`.execute(db)
  }
}

async function lockSettings(db: Db, id: string): Promise<{ digest: string; settings: Tenant } | undefined> {
  // A tenant that is not there yet cannot be locked; two first loads at once would still meet at the primary key.
  const { rows } = await sql<{ digest: string; settings: Tenant }>`select digest, settings from tenant where id = ${id} for update`.execute(db)
  return rows[0]
}

async function saveSettings(db: Db, tenant: Tenant, { digest, now }: { digest: string; now: Date }): Promise<void> {
  const calendarDigest = digestOf([tenant.zone, tenant.calendar])
  await sql`
    insert into tenant (id, name, settings, loaded_at, digest, calendar_digest)
    values (${tenant.id}, ${tenant.name}, ${JSON.stringify(tenant)}::jsonb, ${now}, ${digest}, ${calendarDigest})
    on conflict (id) do update set name = excluded.name, settings = excluded.settings, loaded_at = excluded.loaded_at,
      digest = excluded.digest, calendar_digest = excluded.calendar_digest`.execute(db)
}

async function saveUnits(db: Db, tenant: Tenant): Promise<void> {
  const rows = tenant.units.map((unit, position) => ({ ...unit, short_name: unit.shortName, week: unit.week ?? null, position }))
  await sql`
    insert into unit (tenant_id, code, name, short_name, kind, function, week, position)
    select ${tenant.id}, code, name, short_name, kind, function, week, position
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as u (code text, name text, short_name text, kind text, function text, week smallint, position int)
    on conflict (tenant_id, code) do update set name = excluded.name, short_name = excluded.short_name, kind = excluded.kind,
      function = excluded.function, week = excluded.week, position = excluded.position, active = true`.execute(db)
  await retire(db, tenant.id, { table: 'unit', kept: tenant.units })
}

async function savePosts(db: Db, tenant: Tenant): Promise<void> {
  const rows = tenant.posts.map((post, position) => ({
    ...post,
    superior: post.superior ?? null,
    administrator: tenant.adminPosts.includes(post.code),
    position,
  }))
  await sql`
    insert into post_kind (tenant_id, code, name, units, superior, administrator, position)
    select ${tenant.id}, code, name, units, superior, administrator, position
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as p (code text, name text, units text[], superior text, administrator boolean, position int)
    on conflict (tenant_id, code) do update set name = excluded.name, units = excluded.units, superior = excluded.superior,
      administrator = excluded.administrator, position = excluded.position, active = true`.execute(db)
  await retire(db, tenant.id, { table: 'post_kind', kept: tenant.posts })
}

async function saveCategories(db: Db, tenant: Tenant): Promise<void> {
  const rows = tenant.categories.map((category, position) => ({ ...category, position }))
  await sql`
    insert into category (tenant_id, code, name, units, keywords, file_keywords, position)
    select ${tenant.id}, code, name, units, keywords, keywords, position
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c (code text, name text, units text[], keywords text[], position int)
    on conflict (tenant_id, code) do update set name = excluded.name, units = excluded.units, position = excluded.position, active = true,
      keywords = case when category.file_keywords = excluded.file_keywords then category.keywords else excluded.keywords end,
      file_keywords = excluded.file_keywords`.execute(db)
  await retire(db, tenant.id, { table: 'category', kept: tenant.categories })
}

async function saveClasses(db: Db, tenant: Tenant): Promise<void> {
  const rows = tenant.classes.map((one, position) => ({ ...one, position }))
  await sql`
    insert into class (tenant_id, code, name, keywords, file_keywords, position)
    select ${tenant.id}, code, name, keywords, keywords, position
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c (code text, name text, keywords text[], position int)
    on conflict (tenant_id, code) do update set name = excluded.name, position = excluded.position, active = true,
      keywords = case when class.file_keywords = excluded.file_keywords then class.keywords else excluded.keywords end,
      file_keywords = excluded.file_keywords`.execute(db)
  await retire(db, tenant.id, { table: 'class', kept: tenant.classes })
}

type Retiring = { table: 'unit' | 'post_kind' | 'category' | 'class'; kept: { code: string }[] }

async function retire(db: Db, tenantId: string, { table, kept }: Retiring): Promise<void> {
  const codes = kept.map((one) => one.code)
  await sql`update ${sql.table(table)} set active = false where tenant_id = ${tenantId} and active and code <> all (${codes}::text[])`.execute(db)
}

async function saveHolidays(db: Db, tenant: Tenant): Promise<void> {
  await sql`delete from holiday where tenant_id = ${tenant.id}`.execute(db)
  await sql`
    insert into holiday (tenant_id, date, name, source)
    select ${tenant.id}, date, name, source
    from jsonb_to_recordset(${JSON.stringify(tenant.calendar.localHolidays)}::jsonb) as h (date date, name text, source text)`.execute(db)
}
