import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
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
  endAbandonedClusters()
  const folder = mkdtempSync(join(tmpdir(), `tanggap-test-${process.pid}-`))
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

/** A run that was killed leaves its server behind; the next run ends those whose run is no more. */
function endAbandonedClusters(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = /^tanggap-test-(\d+)-/.exec(name)?.[1]
    if (!owner || isAlive(Number(owner))) continue
    const lock = join(tmpdir(), name, 'cluster', 'postmaster.pid')
    const server = existsSync(lock) ? Number(readFileSync(lock, 'utf8').split('\n')[0]) : 0
    if (server > 0 && isAlive(server)) process.kill(server, 'SIGQUIT')
    rmSync(join(tmpdir(), name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
