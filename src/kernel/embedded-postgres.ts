import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { chooseHome, type PostgresHome } from './postgres-home.ts'

const run = promisify(execFile)

export interface EmbeddedServer {
  /** Connection string of the cluster's superuser, to the database `postgres`. */
  url: string
  /** Where its cluster lies. */
  dataFolder: string
  /** Whether this process started it, or found it running. */
  startedHere: boolean
  /** Starts the server again, on the same port, if it has died. */
  revive(): Promise<void>
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  folder: string
  /** Throw-away clusters of tests may lose their data on a power cut; nothing else may. */
  durable?: boolean
}

/**
 * Starts the PostgreSQL that npm brought, making the cluster at first start; one that a killed Tanggap left running is taken over. The server is a process of its own
 * (`pg_ctl`), so that Ctrl-C reaches Tanggap first and requests in flight can end.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const folder = resolve(options.folder)
  mkdirSync(folder, { recursive: true })
  const home = await chooseHome(folder)
  const password = keepPassword(join(folder, 'postgres-password'))
  if (!existsSync(join(home.data, 'cluster-complete'))) await makeCluster(home, password)
  const cluster = join(home.data, 'cluster')
  const running = await runningPort(home)
  const port = running ?? (await start(home, options, await freePort()))
  return {
    dataFolder: home.data,
    startedHere: running === undefined,
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    async revive() {
      if ((await runningPort(home)) === undefined) await start(home, options, port)
    },
    async stop() {
      await pgCtl(home, ['stop', '-D', cluster, '-m', 'fast', '-w', '-t', '60'])
    },
  }
}

async function makeCluster(home: PostgresHome, password: string): Promise<void> {
  const cluster = join(home.data, 'cluster')
  // A cluster whose making was cut short is of no use, and holds nothing yet.
  rmSync(cluster, { recursive: true, force: true })
  const passwordFile = join(home.data, 'first-password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  try {
    home.own(passwordFile)
    await run(join(home.bin, 'initdb'), ['-D', cluster, '-U', 'postgres', `--pwfile=${passwordFile}`, '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C.UTF-8'], home.spawn)
  } finally {
    rmSync(passwordFile, { force: true })
  }
  writeFileSync(join(home.data, 'cluster-complete'), '')
}

async function start(home: PostgresHome, options: EmbeddedOptions, port: number): Promise<number> {
  const settings: Record<string, string> = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '', max_connections: '120', shared_buffers: '64MB' }
  if (options.durable === false) Object.assign(settings, { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' })
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`).join(' ')
  const log = join(home.data, 'postgres.log')
  try {
    await pgCtl(home, ['start', '-D', join(home.data, 'cluster'), '-l', log, '-w', '-t', '60', '-o', flags])
  } catch (cause) {
    const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').slice(-5).join('\n') : ''
    throw new Error(`The embedded PostgreSQL did not start. Expected: it accepts connections within 60 seconds. Its log ${log} ends:\n${lines}`, { cause })
  }
  return port
}

// The server inherits the streams of pg_ctl and would hold ours open for as long as it runs.
async function pgCtl(home: PostgresHome, words: string[]): Promise<void> {
  await new Promise<void>((done, fail) => {
    const child = spawn(join(home.bin, 'pg_ctl'), words, { ...home.spawn, stdio: 'ignore', detached: true })
    child.once('error', fail)
    child.once('exit', (code) => (code === 0 ? done() : fail(new Error(`pg_ctl ${words[0]} ended with ${code}`))))
  })
}

/** The port of a server that already runs on this cluster; `undefined` where none does. */
async function runningPort(home: PostgresHome): Promise<number | undefined> {
  const file = join(home.data, 'cluster', 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const alive = await pgCtl(home, ['status', '-D', join(home.data, 'cluster')]).then(() => true, () => false)
  const port = Number(readFileSync(file, 'utf8').split('\n')[3])
  return alive && port > 0 ? port : undefined
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
