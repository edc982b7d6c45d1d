import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { inject, onTestFinished } from 'vitest'
import { appUrl, openDatabase } from './database.ts'
import { Secrets } from './secrets.ts'
import type { Resources } from './work.ts'

declare module 'vitest' {
  interface ProvidedContext {
    clusterUrl: string
    templateDatabase: string
  }
}

/** The master secret of every test; its certificate authority lives as long as the test's process. */
export const testSecrets = new Secrets(Buffer.alloc(32, 7), async (_secrets, at) => (await import('./make-authority.ts')).makeAuthority(at))

export interface TestDatabase extends Resources {
  /** Superuser's connection string: for tampering, and for shells that need the owner. */
  ownerUrl: string
  /** Superuser's pool: sees all tenants, may do anything. */
  owner: ReturnType<typeof openDatabase>
  /** Closes the connections, so that `makeTestDatabase` can copy the database with all that is in it; gives its name. */
  freeze(): Promise<string>
  close(): Promise<void>
}

/**
 * A fresh, migrated database on the test run's real PostgreSQL, with `db` connected as the application's role; or a copy of a frozen one. Close it when
 * done.
 */
export async function makeTestDatabase(copyOf: string = inject('templateDatabase')): Promise<TestDatabase> {
  const cluster = inject('clusterUrl')
  const name = `t_${randomBytes(6).toString('hex')}`
  const admin = openDatabase(cluster, 1)
  await sql.raw(`create database ${name} template ${copyOf}`).execute(admin.db)
  const url = new URL(cluster)
  url.pathname = `/${name}`
  const ownerUrl = url.toString()
  const owner = openDatabase(ownerUrl, 3)
  const app = openDatabase(appUrl(ownerUrl, testSecrets), 12)
  return {
    db: app.db,
    secrets: testSecrets,
    ownerUrl,
    owner,
    async freeze() {
      await app.db.destroy()
      await owner.db.destroy()
      return name
    },
    async close() {
      await app.db.destroy()
      await owner.db.destroy()
      await sql.raw(`drop database if exists ${name} with (force)`).execute(admin.db)
      await admin.db.destroy()
    },
  }
}

/** As `makeTestDatabase`, closed by itself when the running test ends. */
export async function databaseForThisTest(): Promise<TestDatabase> {
  const database = await makeTestDatabase()
  onTestFinished(() => database.close())
  return database
}
