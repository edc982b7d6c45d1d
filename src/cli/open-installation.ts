import { join } from 'node:path'
import { sql } from 'kysely'
import type { Config } from '../kernel/config.ts'
import { appUrl, openDatabase } from '../kernel/database.ts'
import { type EmbeddedServer, startEmbeddedPostgres } from '../kernel/embedded-postgres.ts'
import { migrate } from '../kernel/migrate.ts'
import type { Db, Resources } from '../kernel/work.ts'

/** A running installation's connections: the application's role for all work, the owner's for loading and verifying. */
export interface Installation {
  resources: Resources
  owner: Db
  /** Connection string of the application's role, for listening. */
  appUrl: string
  embedded?: EmbeddedServer
  /** Closes the pools; stops the embedded server only if asked to. */
  close(stopServer: boolean): Promise<void>
}

/** Starts the embedded server (unless there is a DATABASE_URL), brings the schema up to date and opens the pools. */
export async function openInstallation(config: Config): Promise<Installation> {
  const embedded = config.databaseUrl ? undefined : await startEmbeddedPostgres({ folder: join(config.dataFolder, 'postgres') })
  const ownerUrl = config.databaseUrl ?? (await ownDatabase(embedded!.url))
  await migrate(ownerUrl, config.secrets)
  const app = openDatabase(appUrl(ownerUrl, config.secrets), 20)
  const owner = openDatabase(ownerUrl, 3)
  return {
    resources: { db: app.db, secrets: config.secrets },
    owner: owner.db,
    appUrl: appUrl(ownerUrl, config.secrets),
    ...(embedded && { embedded }),
    async close(stopServer) {
      await Promise.allSettled([app.db.destroy(), owner.db.destroy()])
      if (stopServer) await embedded?.stop()
    },
  }
}

async function ownDatabase(serverUrl: string): Promise<string> {
  const server = openDatabase(serverUrl, 1)
  const { rows } = await sql`select from pg_database where datname = 'tanggap'`.execute(server.db)
  if (rows.length === 0) await sql`create database tanggap`.execute(server.db)
  await server.db.destroy()
  const url = new URL(serverUrl)
  url.pathname = '/tanggap'
  return url.toString()
}
