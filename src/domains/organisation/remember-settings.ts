import { sql } from 'kysely'
import { makeProcessCache } from '../../kernel/process-cache.ts'
import { type Db, transactionOf, type Work } from '../../kernel/work.ts'

// By tenant, the number of its settings, and the name of the list; the digest keeps two databases in one process apart.
const remembered = makeProcessCache<string, unknown>()
const mostRemembered = 5000
const versions = new WeakMap<object, Promise<Version>>()

interface Version {
  number: number | undefined
  /** Of the tenant's whole settings; it also tells two databases of one process apart that have come to the same number. */
  digest: string | undefined
}

/**
 * A list of the tenant's settings, read once for each number of its settings (`settings_version`) and shared after that: nobody may change it. The number is
 * asked for once in a transaction, so who changes settings and reads them in the same one calls `forgetSettings` in between.
 */
export async function rememberSettings<T>(work: Work, name: string, read: () => Promise<T>): Promise<T> {
  const { number, digest } = await versionOf(work)
  const key = `${work.tenant} ${number} ${digest} ${name}`
  if (remembered.has(key)) return remembered.get(key) as T
  const value = await read()
  if (remembered.size >= mostRemembered) remembered.clear()
  remembered.set(key, value)
  return value
}

/** Asks for the number of the tenant's settings now: with other questions, and not alone later. */
export async function askSettings(work: Work): Promise<void> {
  await versionOf(work)
}

/** Lets this transaction read its tenant's settings anew. */
export function forgetSettings(work: Work): void {
  versions.delete(transactionOf(work.db))
}

/** The digest of the settings of the tenant that this transaction serves, if it was asked for before. */
export async function knownDigest(db: Db): Promise<string | undefined> {
  return (await versions.get(transactionOf(db)))?.digest
}

async function versionOf(work: Work): Promise<Version> {
  const known = versions.get(transactionOf(work.db))
  if (known) return await known
  const asked = askVersion(work)
  versions.set(transactionOf(work.db), asked)
  return await asked
}

async function askVersion(work: Work): Promise<Version> {
  const { rows } = await sql<{ number: number; digest: string }>`
    select s.version as number, t.digest from settings_version s join tenant t on t.id = s.tenant_id where s.tenant_id = ${work.tenant}`.execute(work.db)
  return { number: rows[0]?.number, digest: rows[0]?.digest }
}
