import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import pg from 'pg'
import { appRole } from './database.ts'
import type { Secrets } from './secrets.ts'

const folder = fileURLToPath(new URL('../../db/migrations', import.meta.url))

/**
 * Brings the database to the newest schema and gives the application's role its password. `ownerUrl` must be of a role that may create roles;
 * where it may not, the error tells a DBA what to run once.
 */
export async function migrate(ownerUrl: string, secrets: Secrets): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await makeAppRole(client, secrets)
    await runner({ dbClient: client, dir: folder, migrationsTable: 'migration', direction: 'up', count: Number.POSITIVE_INFINITY, log: () => {}, checkOrder: true })
  } finally {
    await client.end()
  }
}

async function makeAppRole(client: pg.Client, secrets: Secrets): Promise<void> {
  const password = secrets.key('app-role').toString('hex')
  try {
    await client.query(`do $$ begin
      if not exists (select from pg_roles where rolname = '${appRole}') then create role ${appRole} login nosuperuser nobypassrls; end if;
    end $$`)
    await client.query(`alter role ${appRole} login nosuperuser nobypassrls password '${password}'`)
  } catch (cause) {
    throw new Error(
      `The database role ${appRole} could not be made or given its password. Expected: DATABASE_URL names a role with CREATEROLE. ` +
        `What to do: let a DBA run  ALTER ROLE … CREATEROLE;  for the role in DATABASE_URL, then start again.`,
      { cause },
    )
  }
}
