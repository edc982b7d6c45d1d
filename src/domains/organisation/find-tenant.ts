import { sql } from 'kysely'
import type { Db } from '../../kernel/work.ts'
import { knownDigest } from './remember-settings.ts'
import type { Tenant } from './tenant.ts'

// By digest of the content, so that a remembered tenant is right in whatever database it is found.
const remembered = new Map<string, Tenant>()
const mostRemembered = 600

/** The tenant of an id; undefined for one that was never loaded. The value is shared: nobody may change it. */
export async function findTenant(db: Db, id: string): Promise<Tenant | undefined> {
  const digest = (await knownDigest(db)) ?? (await readDigest(db, id))
  if (digest === undefined) return undefined
  const key = `${id} ${digest}`
  const known = remembered.get(key)
  if (known) return known
  const read = await sql<{ settings: Tenant }>`select settings from tenant where id = ${id} and digest = ${digest}`.execute(db)
  const tenant = read.rows[0]?.settings
  // Loaded anew between the two questions.
  if (!tenant) return await findTenant(db, id)
  if (remembered.size >= mostRemembered) remembered.clear()
  remembered.set(key, tenant)
  return tenant
}

async function readDigest(db: Db, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ digest: string }>`select digest from tenant where id = ${id}`.execute(db)
  return rows[0]?.digest
}

/** All tenants by name. */
export async function listTenants(db: Db): Promise<Tenant[]> {
  const { rows } = await sql<{ settings: Tenant }>`select settings from tenant order by name, id`.execute(db)
  return rows.map((row) => row.settings)
}
