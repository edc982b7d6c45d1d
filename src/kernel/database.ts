import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { openPool, rememberPool } from './open-pool.ts'
import type { Secrets } from './secrets.ts'
import type { Db } from './work.ts'

// Counts and big numbers of ours stay far below 2^53, so bigint columns may be plain numbers.
pg.types.setTypeParser(20, Number)
// A date is a day on the calendar, not a moment: it stays text, `2026-01-05`.
pg.types.setTypeParser(1082, (text) => text)

export const appRole = 'tanggap_app'

/** The connection string of the application's role on the server and database of `ownerUrl`. */
export function appUrl(ownerUrl: string, secrets: Secrets): string {
  const url = new URL(ownerUrl)
  url.username = appRole
  url.password = secrets.key('app-role').toString('hex')
  return url.toString()
}

export interface OpenedDatabase {
  db: Db
  pool: pg.Pool
}

/** Opens a pool. A connection that dies in the pool is dropped and replaced; the next request simply gets a new one. */
export function openDatabase(url: string, connections = 20): OpenedDatabase {
  const pool = openPool(url, { max: connections, connectionTimeoutMillis: 5000, idleTimeoutMillis: 30_000, statement_timeout: 30_000 })
  const db: Db = rememberPool(new Kysely({ dialect: new PostgresDialect({ pool }) }), pool)
  const destroy = db.destroy.bind(db)
  // Units of work take their connections from the pool itself, which Kysely ends only if it has used it.
  db.destroy = async () => {
    await destroy()
    if (!pool.ending) await pool.end()
  }
  return { db, pool }
}
