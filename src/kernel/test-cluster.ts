import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { TestProject } from 'vitest/node'
import { openDatabase } from './database.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { migrate } from './migrate.ts'
import { Secrets } from './secrets.ts'

/** Vitest's global set-up: one throw-away PostgreSQL for the whole run, with one migrated template that each test file copies. */
export default async function startTestCluster(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'tanggap-test-'))
  const server = await startEmbeddedPostgres({ folder, durable: false })
  const { db } = openDatabase(server.url, 1)
  await sql.raw('create database template_tanggap').execute(db)
  await db.destroy()
  const url = new URL(server.url)
  url.pathname = '/template_tanggap'
  await migrate(url.toString(), new Secrets(Buffer.alloc(32, 7)))
  project.provide('clusterUrl', server.url)
  project.provide('templateDatabase', 'template_tanggap')
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
