import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import pg from 'pg'
import { openPool } from '../kernel/open-pool.ts'

const schema = ['/usr/share/doc/gammu-smsd/examples/pgsql.sql', '/usr/share/doc/gammu-smsd/examples/pgsql.sql.gz'].find((path) => existsSync(path))

/** Whether Debian's `gammu` and `gammu-smsd` are installed, with the schema for PostgreSQL. */
export const gammuIsHere: boolean = existsSync('/usr/bin/gammu') && existsSync('/usr/bin/gammu-smsd') && schema !== undefined

/** A real gammu-smsd with its dummy telephone, on a database of its own. */
export interface Gammu {
  url: string
  pool: pg.Pool
  /** Somebody sends an SMS to the modem. A long one comes in parts. */
  say(from: string, text: string): void
  stop(): Promise<void>
}

/** Starts gammu-smsd on a new database of a PostgreSQL server. `url` is the superuser's. */
export async function startGammu(clusterUrl: string): Promise<Gammu> {
  const folder = mkdtempSync(join(tmpdir(), 'gammu-'))
  const name = `smsd_${process.pid}_${Math.random().toString(36).slice(2, 8)}`
  const admin = new pg.Client({ connectionString: clusterUrl })
  await admin.connect()
  await admin.query(`create database ${name}`)
  const url = new URL(clusterUrl)
  url.pathname = `/${name}`
  const pool = openPool(url.toString(), { max: 2 })
  const source = readFileSync(schema!)
  // The file makes the language that every PostgreSQL has today.
  await pool.query((schema!.endsWith('.gz') ? gunzipSync(source) : source).toString('utf8').replace(/^CREATE LANGUAGE.*$/m, ''))
  for (const phone of ['phone', 'writer']) for (const no of [1, 2, 3, 4, 5]) mkdirSync(join(folder, phone, 'sms', String(no)), { recursive: true })
  const telephone = (phone: string) => `[gammu]\nmodel = dummy\nconnection = none\nport = ${join(folder, phone)}\n`
  writeFileSync(join(folder, 'writer.rc'), telephone('writer'))
  writeFileSync(join(folder, 'smsd.rc'), `${telephone('phone')}
[smsd]
service = sql
driver = native_pgsql
host = ${url.hostname}:${url.port}
user = ${decodeURIComponent(url.username)}
password = ${decodeURIComponent(url.password)}
database = ${name}
logfile = ${join(folder, 'smsd.log')}
commtimeout = 1
receivefrequency = 1
loopsleep = 1
statusfrequency = 0
checksecurity = 0
checkbattery = 0
checksignal = 0
checknetwork = 0
`)
  const daemon = spawn('/usr/bin/gammu-smsd', ['-c', join(folder, 'smsd.rc')], { stdio: 'ignore' })
  let said = 0
  return {
    url: url.toString(), pool,
    say(from, text) {
      execFileSync('/usr/bin/gammu', ['-c', join(folder, 'writer.rc'), 'savesms', 'TEXT', '-folder', '1', '-unread', '-sender', from, '-autolen', '900', '-unicode', '-text', text], { stdio: 'ignore' })
      const inbox = join(folder, 'writer', 'sms', '1')
      for (const file of readdirSync(inbox).sort((a, b) => Number(a) - Number(b))) {
        const path = join(inbox, file)
        // gammu writes what it would send; the telephone must believe that it came in.
        writeFileSync(path, readFileSync(path, 'utf8').replace('PDU = Submit', 'PDU = Deliver\nSMSC = "+628400000000"'))
        cpSync(path, join(folder, 'phone', 'sms', '1', String(++said)))
        rmSync(path)
      }
    },
    async stop() {
      if (daemon.exitCode === null && daemon.signalCode === null) {
        const gone = once(daemon, 'exit')
        daemon.kill('SIGKILL')
        await gone
      }
      await pool.end()
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
