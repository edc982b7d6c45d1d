import { sql } from 'kysely'
import { Refusal } from '../../kernel/refusal.ts'
import type { Db, Work } from '../../kernel/work.ts'
import type { NaskahTemplate } from './naskah-template.ts'

/** Keeps a tenant's checked templates, as the owner, in the caller's transaction. The same again changes nothing; one that vanished becomes inactive. */
export async function saveNaskahTemplates(ownerDb: Db, order: { tenant: string; templates: readonly NaskahTemplate[]; now: Date }): Promise<void> {
  const { tenant, templates, now } = order
  const rows = templates.map((definition, position) => ({ code: definition.code, definition, position }))
  await sql`
    insert into naskah_template as t (tenant_id, code, definition, position, loaded_at)
    select ${tenant}, code, definition, position, ${now} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (code text, definition jsonb, position int)
    on conflict (tenant_id, code) do update set definition = excluded.definition, position = excluded.position, active = true,
      loaded_at = case when t.definition = excluded.definition then t.loaded_at else excluded.loaded_at end`.execute(ownerDb)
  await sql`update naskah_template set active = false where tenant_id = ${tenant} and active and code <> all(${templates.map((one) => one.code)}::text[])`.execute(ownerDb)
}

/** The active templates in the order of their files. Works for the owner too. */
export async function listNaskahTemplates(db: Db, tenant: string): Promise<NaskahTemplate[]> {
  const { rows } = await sql<{ definition: NaskahTemplate }>`
    select definition from naskah_template where tenant_id = ${tenant} and active order by position, code`.execute(db)
  return rows.map((row) => row.definition)
}

/** A template, active or not: an SOP in force earlier may still name it. Refuses `not-found`. */
export async function getNaskahTemplate(work: Work, code: string): Promise<NaskahTemplate> {
  const { rows } = await sql<{ definition: NaskahTemplate }>`
    select definition from naskah_template where tenant_id = ${work.tenant} and code = ${code}`.execute(work.db)
  if (!rows[0]) throw new Refusal('not-found', `Templat surat “${code}” tidak ada. Minta administrator memuat ulang folder kabupaten.`)
  return rows[0].definition
}
