import { sql } from 'kysely'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'

/** One version of an SOP as it was loaded; a version is the day from which it is in force. */
export interface SopVersion {
  code: string
  version: string
  title: string
  loadedAt: Date
}

/** All versions of all SOPs of the tenant: by title, the newest version first. */
export async function listSopVersions(work: Work): Promise<SopVersion[]> {
  const { rows } = await sql<SopVersion>`
    select v.code, v.version::text as version, v.title, v.loaded_at as "loadedAt"
    from sop_version v
    where v.tenant_id = ${work.tenant} order by (select n.title from sop_version n where n.tenant_id = v.tenant_id and n.code = v.code order by n.version desc limit 1), v.code, v.version desc`.execute(work.db)
  return rows
}

/** The file of one version as the clerk wrote it; refuses `not-found`. */
export async function getSopSource(work: Work, code: string, version: string): Promise<string> {
  const { rows } = await sql<{ source: string }>`
    select source from sop_version where tenant_id = ${work.tenant} and code = ${code} and version::text = ${version}`.execute(work.db)
  if (!rows[0]) throw new Refusal('not-found', `SOP ${code} versi ${version} tidak ada.`)
  return rows[0].source
}
