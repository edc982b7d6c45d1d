import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import pg from 'pg'
import { ConfigError } from './config.ts'
import { appRole, appUrl } from './database.ts'
import type { Secrets } from './secrets.ts'

const folder = fileURLToPath(new URL('../../db/migrations', import.meta.url))

/** Any number that nothing else on this database takes as an advisory lock. */
const startLock = 7_402_211_945

/**
 * Brings the database to the newest schema and gives the application's role its password. `ownerUrl` must be of a role that may create roles;
 * where it may not, the error tells a DBA what to run once. Of processes that start at the same moment one does it, and the others wait for it.
 */
export async function migrate(ownerUrl: string, secrets: Secrets): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  // What breaks fails the query that runs; nobody needs to hear of it a second time.
  client.on('error', () => {})
  await client.connect()
  try {
    // Held until the connection ends.
    await client.query('select pg_advisory_lock($1)', [startLock])
    await makeAppRole(client, ownerUrl, secrets)
    await runner({ dbClient: client, dir: folder, migrationsTable: 'migration', direction: 'up', count: Number.POSITIVE_INFINITY, log: () => {}, checkOrder: true })
  } finally {
    await client.end()
  }
}

async function makeAppRole(client: pg.Client, ownerUrl: string, secrets: Secrets): Promise<void> {
  const password = secrets.key('app-role').toString('hex')
  try {
    await client.query(`do $$ begin
      if not exists (select from pg_roles where rolname = '${appRole}') then create role ${appRole} login nosuperuser nobypassrls; end if;
    end $$`)
    if (!(await canSignIn(ownerUrl, secrets))) await client.query(`alter role ${appRole} login password '${password}'`)
  } catch (cause) {
    throw new ConfigError(
      [{
        name: 'DATABASE_URL',
        text: `peran basis data ${appRole} tidak dapat dibuat atau diberi sandi (${cause instanceof Error ? cause.message : String(cause)}). ` +
          `Yang diharapkan: peran di DATABASE_URL boleh membuat peran, dan ${appRole} bukan milik pemasangan Tanggap lain di peladen yang sama. ` +
          `Perbaikan: minta DBA menjalankan  ALTER ROLE … CREATEROLE;  untuk peran itu, atau pakai peladen PostgreSQL tersendiri.`,
      }],
    )
  }
}

async function canSignIn(ownerUrl: string, secrets: Secrets): Promise<boolean> {
  const probe = new pg.Client({ connectionString: appUrl(ownerUrl, secrets) })
  try {
    await probe.connect()
    await probe.end()
    return true
  } catch (error) {
    // 28P01: the password is another; 28000: it may not sign in. Anything else is not about the role.
    if (['28P01', '28000'].includes((error as { code?: string }).code ?? '')) return false
    throw error
  }
}
