import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { readDemoComplaints } from '../demo/complaints.ts'
import { newId } from '../src/kernel/ids.ts'
import { ask, readReportForm, type SiteLine } from './bench-site.ts'
import { type Measured, measureRate } from './measure-rate.ts'
import { readRows, writeByScript, writeInOneStatement } from './raw-sql.ts'
import type { ReadySite } from './site-process.ts'

const atOnce = 16
const seconds = Number(process.env.BENCH_SECONDS ?? 15)
const host = 'rembang.localhost'

/**
 * Complaints over HTTP, each durably committed before its answer, by 16 citizens at once; against raw SQL that writes the same rows through 16 connections on the same server, both as a
 * script of statements and all in one. Server and client are different processes. Prints the rates and their ratios.
 */
async function main(): Promise<void> {
  const { child, site } = await startSite()
  try {
    const forms = await Promise.all(site.cookies.slice(0, atOnce).map((cookie) => readReportForm(lineTo(site), 'sms-wadul-bupati', { cookie })))
    await settle(site, forms)
    const withScript = await measureRate(seconds, forms, (_, form) => submit(site, form, 'sudah'))
    const without = await measureRate(seconds, forms, (_, form) => submit(site, form, ''))
    const kept = await readRows(site.ownerUrl)
    const order = { ownerUrl: site.ownerUrl, kept, atOnce, seconds }
    const script = await writeByScript(order)
    const oneStatement = await writeInOneStatement(order)
    const tell = (what: string, { rate, p50, p95 }: Measured) => console.log(`${what}: ${rate.toFixed(0)} a second (p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms)`)
    console.log(`${atOnce} at once, ${seconds} s each, every answer after a durable commit:`)
    tell('  complaints over HTTP, similar ones looked for while they were written (a page with its script)', withScript)
    tell('  complaints over HTTP, similar ones looked for when they are sent (a page without)', without)
    const rows = `the same ${kept[0]!.rows} rows of ${kept[0]!.tables.length} tables by raw SQL`
    tell(`  ${rows}, as pgbench runs a script: begin, an insert for each table, commit`, script)
    tell(`  ${rows}, all in one statement`, oneStatement)
    for (const [what, { rate }] of [['the script', script], ['the one statement', oneStatement]] as const) {
      console.log(`Ratio to ${what}: ${(withScript.rate / rate).toFixed(2)} (similar ones looked for before), ${(without.rate / rate).toFixed(2)} (looked for on sending)`)
    }
  } finally {
    child.kill('SIGTERM')
    await new Promise((done) => child.once('exit', done))
  }
}

/** A database that has lived a little, and has looked at its tables as autovacuum does once a minute: plans made for empty tables read whole ones. */
async function settle(site: ReadySite, forms: OpenForm[]): Promise<void> {
  await Promise.all(forms.map(async (form) => {
    for (let n = 0; n < 50; n++) await submit(site, form, 'sudah')
  }))
  const client = new pg.Client(site.ownerUrl)
  await client.connect()
  await client.query('vacuum analyze')
  await client.end()
}

async function startSite(): Promise<{ child: ChildProcess; site: ReadySite }> {
  const child = fork(fileURLToPath(new URL('site-process.ts', import.meta.url)), ['rembang'], { execArgv: ['--import', 'tsx', ...(process.env.BENCH_PROFILE ? ['--cpu-prof', '--cpu-prof-dir', process.env.BENCH_PROFILE] : [])] })
  const site = await new Promise<ReadySite>((done, fail) => {
    child.once('message', (ready) => done(ready as ReadySite))
    child.once('exit', () => fail(new Error('the site did not start')))
  })
  return { child, site }
}

type OpenForm = Awaited<ReturnType<typeof readReportForm>>

const lineTo = (site: ReadySite): SiteLine => ({ port: site.port, host: `${host}:${site.port}` })

// As on a phone: the form is open, the person presses send. The key is made anew, as each open form has its own. With `mirip` reports like it were looked for
// already; without, whoever is shown some sends on, as a person does whose report is another.
async function submit(site: ReadySite, form: OpenForm, mirip: 'sudah' | ''): Promise<void> {
  const typed = { _csrf: form.csrf, kunci: newId(new Date()), judul: `Talud ${drawWords(3)}`, uraian: `Talud di ${drawWords(14)}` }
  const send = async (seen: string) => await ask(lineTo(site), { path: '/lapor/sms-wadul-bupati', cookie: form.cookie, form: { ...typed, mirip: seen } })
  let answer = await send(mirip)
  if (answer.status === 200 && mirip === '') answer = await send('sudah')
  if (answer.status !== 303) throw new Error(`a complaint was not accepted: ${answer.status}`)
}

// What people write shares its words with what others write, and the search index with it; only their order and choice are drawn.
const words = [...new Set(readDemoComplaints().flatMap((one) => `${one.title} ${one.text}`.toLowerCase().match(/\p{L}{4,}/gu) ?? []))]

function drawWords(count: number): string {
  return Array.from({ length: count }, () => words[Math.floor(Math.random() * words.length)]).join(' ')
}

await main()
