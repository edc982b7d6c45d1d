import { sql } from 'kysely'
import type { Db, Work } from '../../kernel/work.ts'
import { searchTextsOf } from './search-texts.ts'
import type { ServiceStandard } from './standard.ts'

/** Makes these the published standards of a tenant; run by the owner when a tenant is loaded. What is not among them is no longer published. */
export async function saveStandards(db: Db, tenant: string, standards: readonly ServiceStandard[], now: Date): Promise<void> {
  await sql`delete from service_standard where tenant_id = ${tenant} and code <> all(${standards.map((one) => one.code)}::text[])`.execute(db)
  for (const standard of standards) {
    const { heading, body } = searchTextsOf(standard)
    await sql`
      insert into service_standard as kept (tenant_id, code, definition, heading, body, loaded_at)
      values (${tenant}, ${standard.code}, ${JSON.stringify(standard)}::jsonb, ${heading}, ${body}, ${now})
      on conflict (tenant_id, code) do update
      set definition = excluded.definition, heading = excluded.heading, body = excluded.body, loaded_at = excluded.loaded_at
      where (kept.definition, kept.heading, kept.body) is distinct from (excluded.definition, excluded.heading, excluded.body)`.execute(db)
  }
}

/** All published standards of the tenant, by the name that people use. */
export async function listStandards(work: Work): Promise<ServiceStandard[]> {
  const { rows } = await sql<{ definition: ServiceStandard }>`
    select definition from service_standard where tenant_id = ${work.tenant} order by lower(definition ->> 'shortName'), code`.execute(work.db)
  return rows.map((row) => row.definition)
}

/** The published standard of that code. */
export async function findStandard(work: Work, code: string): Promise<ServiceStandard | undefined> {
  const { rows } = await sql<{ definition: ServiceStandard }>`
    select definition from service_standard where tenant_id = ${work.tenant} and code = ${code}`.execute(work.db)
  return rows[0]?.definition
}

/** The published standard that a procedure runs. */
export async function standardOfSop(work: Work, sop: string): Promise<ServiceStandard | undefined> {
  const { rows } = await sql<{ definition: ServiceStandard }>`
    select definition from service_standard where tenant_id = ${work.tenant} and definition -> 'sops' @> ${JSON.stringify([{ code: sop }])}::jsonb`.execute(work.db)
  return rows[0]?.definition
}
