import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { readDemoComplaints } from '../demo/complaints.ts'
import { newId } from '../src/kernel/ids.ts'
import { ask, quantile, readReportForm, type SiteLine } from './bench-site.ts'
import type { ReadySite } from './site-process.ts'

const atOnce = 16
const seconds = Number(process.env.BENCH_SECONDS ?? 15)
const host = 'rembang.localhost'

/**
 * Complaints over HTTP, each durably committed before its answer, by 16 citizens at once; against raw SQL that writes the same rows through 16 connections on the same server.
 * Server and client are different processes. Prints both rates and their ratio.
 */
async function main(): Promise<void> {
  const { child, site } = await startSite()
  try {
    const forms = await Promise.all(site.cookies.slice(0, atOnce).map((cookie) => readReportForm(lineTo(site), 'sms-wadul-bupati', { cookie })))
    await settle(site, forms)
    const withScript = await measure((_, form) => submit(site, form, 'sudah'), forms)
    const without = await measure((_, form) => submit(site, form, ''), forms)
    const kept = await readRows(site)
    const raw = await rawSql(site, kept)
    const tell = (what: string, { rate, p50, p95 }: Measured) => console.log(`${what}: ${rate.toFixed(0)} a second (p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms)`)
    console.log(`${atOnce} at once, ${seconds} s each, every answer after a durable commit:`)
    tell('  complaints over HTTP, similar ones looked for while they were written (a page with its script)', withScript)
    tell('  complaints over HTTP, similar ones looked for when they are sent (a page without)', without)
    tell(`  the same ${kept[0]!.rows} rows of ${kept[0]!.tables.length} tables by raw SQL, in one statement`, raw)
    console.log(`Ratio: ${(withScript.rate / raw.rate).toFixed(2)} with the script, ${(without.rate / raw.rate).toFixed(2)} without`)
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

interface Measured {
  rate: number
  p50: number
  p95: number
}

/** Lets every worker do the same again and again for the time of the measurement, after two seconds of warming up. */
async function measure<T>(task: (round: number, worker: T) => Promise<void>, workers: T[]): Promise<Measured> {
  const warm = performance.now() + 2000
  const end = warm + seconds * 1000
  const times: number[] = []
  await Promise.all(workers.map(async (worker) => {
    for (let round = 0; performance.now() < end; round++) {
      const began = performance.now()
      await task(round, worker)
      if (began >= warm) times.push(performance.now() - began)
    }
  }))
  return { rate: times.length / seconds, p50: quantile(times, 0.5), p95: quantile(times, 0.95) }
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

interface LikeRows {
  tables: { name: string; rows: Record<string, unknown>[] }[]
  rows: number
}

/** All rows that some complaints over HTTP have left, by complaint and table. */
async function readRows(site: ReadySite): Promise<LikeRows[]> {
  const client = new pg.Client(site.ownerUrl)
  await client.connect()
  // The last ones may have no letters yet.
  const { rows: tickets } = await client.query<{ id: string }>('select id from ticket order by id desc offset 50 limit 300')
  const { rows: columns } = await client.query<{ table: string; column: string }>(`
    select c.relname as table, a.attname as column from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where n.nspname = 'public' and c.relkind = 'r' and ((c.relname = 'ticket' and a.attname = 'id') or a.attname in ('ticket_id', 'subject_id'))`)
  const complaints = new Map(tickets.map(({ id }) => [id, [] as LikeRows['tables']]))
  for (const { table, column } of columns) {
    // As text of JSON: JSON knows no infinity, PostgreSQL's own text does.
    const { rows } = await client.query<{ id: string; rows: Record<string, unknown>[] }>(`select ${column} as id, jsonb_agg(to_jsonb(x)) as rows from ${table} x where ${column} = any($1) group by 1`, [[...complaints.keys()]])
    for (const { id, rows: kept } of rows) complaints.get(id)!.push({ name: table, rows: kept })
  }
  await client.end()
  const first = (tables: LikeRows['tables']) => tables.toSorted((a, b) => Number(b.name === 'ticket') - Number(a.name === 'ticket') || a.name.localeCompare(b.name))
  return [...complaints.values()].map((tables) => ({ tables: first(tables), rows: tables.reduce((sum, one) => sum + one.rows.length, 0) }))
}

/** The same rows again under new ids, each complaint's in one statement: the quickest way to write them that SQL has. */
async function rawSql(site: ReadySite, kept: LikeRows[]): Promise<Measured> {
  const setup = new pg.Client(site.ownerUrl)
  await setup.connect()
  const text = await writeStatement(setup, kept[0]!)
  await setup.end()
  const orders = kept.filter((one) => one.rows === kept[0]!.rows).map((one) => one.tables.map((table) => JSON.stringify(table.rows)))
  const pool = new pg.Pool({ connectionString: site.ownerUrl, max: atOnce })
  pool.on('error', () => {})
  const clients = await Promise.all(Array.from({ length: atOnce }, () => pool.connect()))
  const measured = await measure(async (round, client) => {
    const id = newId(new Date())
    const number = `${Math.floor(Math.random() * 1e12)}`
    await client.query({ name: 'like', text, values: [id, number, ...orders[round % orders.length]!] })
  }, clients)
  for (const client of clients) client.release()
  await pool.end()
  return measured
}

/** One statement of many CTEs that takes the rows of each table as one parameter of JSON, after the ticket's id and number. */
async function writeStatement(client: pg.Client, like: LikeRows): Promise<string> {
  const parts: string[] = []
  for (const { name } of like.tables) {
    const { rows: columns } = await client.query<{ name: string; generated: string; type: string }>(`
      select attname as name, attgenerated as generated, format_type(atttypid, atttypmod) as type from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attidentity = ''`, [name])
    const written = columns.filter((column) => column.generated === '')
    const fresh = (column: string, table: string) => {
      if (column === 'ticket_id' || column === 'subject_id' || (table === 'ticket' && column === 'id')) return '$1::uuid'
      if (table === 'ticket' && column === 'number') return '$2::text'
      if (column === 'id' || column === 'form_key' || column === 'message_id') return 'gen_random_uuid()'
      if (column === 'idempotency_key') return 'gen_random_uuid()::text'
      return undefined
    }
    const select = written.map((column) => fresh(column.name, name) ?? `r."${column.name}"`).join(', ')
    parts.push(`t${parts.length} as (insert into ${name} (${written.map((column) => `"${column.name}"`).join(', ')}) select ${select} from jsonb_populate_recordset(null::${name}, $${parts.length + 3}::jsonb) r)`)
  }
  return `with ${parts.join(',\n')} select $1::uuid, $2::text`
}

await main()
