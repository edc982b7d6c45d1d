import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { makeProcessCache } from '../../kernel/process-cache.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Db, Work } from '../../kernel/work.ts'
import { rememberSettings } from '../organisation/index.ts'
import type { Sop } from './sop.ts'

interface StoredVersion {
  source: string
  definition: Sop
}

/**
 * Keeps one version of an SOP; run by the owner when a tenant is loaded. The same version again changes nothing. Refuses (`conflict`) when the
 * version is there with another content: tickets run under it, so a changed SOP needs a new `versi`. The same source that now reads otherwise
 * (a newer Tanggap) is not a change of the SOP, and replaces what was read from it before.
 */
export async function saveSop(db: Db, tenant: string, sop: Sop, source: string, now: Date): Promise<void> {
  const definition = JSON.stringify(sop)
  const { rows } = await sql<StoredVersion>`
    with made as (
      insert into sop_version (tenant_id, code, version, title, in_force_from, source, definition, loaded_at)
      values (${tenant}, ${sop.code}, ${sop.version}, ${sop.title}, ${sop.version}, ${source}, ${definition}::jsonb, ${now})
      on conflict do nothing)
    select source, definition from sop_version where tenant_id = ${tenant} and code = ${sop.code} and version = ${sop.version}`.execute(db)
  const before = rows[0]
  if (!before || isDeepStrictEqual(before.definition, JSON.parse(definition))) return
  if (before.source !== source) {
    throw new Refusal(
      'conflict',
      `SOP ${sop.code} versi ${sop.version} sudah tersimpan dengan isi lain. ` +
        'Perubahan SOP memerlukan `versi` baru, yaitu tanggal mulai berlakunya.',
    )
  }
  await sql`
    update sop_version set definition = ${definition}::jsonb, title = ${sop.title}, loaded_at = ${now}
    where tenant_id = ${tenant} and code = ${sop.code} and version = ${sop.version}`.execute(db)
}

// A definition never changes under its version while the program runs, so it is read once.
const remembered = makeProcessCache<string, Sop>()

/** The SOP in that version; refuses (`not-found`) where the tenant has none. The value is shared: nobody may change it. */
export async function getSop(work: Work, code: string, version: string): Promise<Sop> {
  const key = JSON.stringify([work.tenant, code, version])
  const known = remembered.get(key)
  if (known) return known
  const { rows } = await sql<{ definition: Sop }>`
    select definition from sop_version where tenant_id = ${work.tenant} and code = ${code} and version = ${version}`.execute(work.db)
  const sop = rows[0]?.definition
  if (!sop) throw new Refusal('not-found', `SOP ${code} versi ${version} tidak ada.`)
  remembered.set(key, sop)
  return sop
}

/** Of each SOP the newest version in force on that local date (`2026-01-05`), by title: what takes new tickets. One whose `berlaku-sampai` is past is not among them. */
export async function sopsInForce(work: Work, date: string): Promise<Sop[]> {
  return (await latestSops(work, date)).filter((sop) => sop.until === undefined || sop.until >= date)
}

/** As `sopsInForce`, with those that take no new tickets any more: for what tickets that are there lead to (an objection, a related ticket, a move), and for looking back. */
export async function latestSops(work: Work, date: string): Promise<Sop[]> {
  return await rememberSettings(work, `sops ${date}`, async () => {
    const { rows } = await sql<{ code: string; version: string }>`
      select code, version from (
        select distinct on (code) code, version, title from sop_version
        where tenant_id = ${work.tenant} and in_force_from <= ${date} order by code, in_force_from desc) as newest
      order by title, code`.execute(work.db)
    const sops: Sop[] = []
    for (const { code, version } of rows) sops.push(await getSop(work, code, version))
    return sops
  })
}
