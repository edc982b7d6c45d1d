import pg from 'pg'
import { newId } from '../src/kernel/ids.ts'
import { type Measured, measureRate } from './measure-rate.ts'

/** All rows that one complaint over HTTP has left, by table, in an order in which they can be written. */
export interface ComplaintRows {
  tables: { name: string; rows: Record<string, unknown>[] }[]
  rows: number
}

/** The rows of some complaints. */
export async function readRows(ownerUrl: string): Promise<ComplaintRows[]> {
  const client = new pg.Client(ownerUrl)
  await client.connect()
  // The last ones may have no letters yet.
  const { rows: tickets } = await client.query<{ id: string }>('select id from ticket order by id desc offset 50 limit 300')
  const { rows: columns } = await client.query<{ table: string; column: string }>(`
    select c.relname as table, a.attname as column from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where n.nspname = 'public' and c.relkind = 'r' and ((c.relname = 'ticket' and a.attname = 'id') or a.attname in ('ticket_id', 'subject_id'))`)
  const complaints = new Map(tickets.map(({ id }) => [id, [] as ComplaintRows['tables']]))
  for (const { table, column } of columns) {
    // As JSON of the server: it writes infinity as a text that it can read again.
    const { rows } = await client.query<{ id: string; rows: Record<string, unknown>[] }>(`select ${column} as id, jsonb_agg(to_jsonb(x)) as rows from ${table} x where ${column} = any($1) group by 1`, [[...complaints.keys()]])
    for (const { id, rows: kept } of rows) complaints.get(id)!.push({ name: table, rows: kept })
  }
  await client.end()
  const ticketFirst = (tables: ComplaintRows['tables']) => tables.toSorted((a, b) => Number(b.name === 'ticket') - Number(a.name === 'ticket') || a.name.localeCompare(b.name))
  const all = [...complaints.values()].map((tables) => ({ tables: ticketFirst(tables), rows: tables.reduce((sum, one) => sum + one.rows.length, 0) }))
  return all.filter((one) => one.rows === all[0]!.rows)
}

export interface RawOrder {
  ownerUrl: string
  kept: ComplaintRows[]
  atOnce: number
  seconds: number
}

/** The same rows again under new ids, each complaint's in one statement of many CTEs: the quickest way to write them that SQL has. */
export async function writeInOneStatement(order: RawOrder): Promise<Measured> {
  const inserts = await withColumns(order, (table, columns, at) => `t${at} as (${insertInto(table, columns, { id: '$1', number: '$2', rows: `$${at + 3}` })})`)
  const text = `with ${inserts.join(',\n')} select $1::uuid, $2::text`
  return await writeAgain(order, async (client, { id, number, tables }) => { await client.query({ name: 'all', text, values: [id, number, ...tables] }) })
}

/** The same rows again under new ids, each complaint's in a transaction as pgbench runs a script of prepared statements: begin, an insert for each table, commit, each after the answer to the one before. */
export async function writeByScript(order: RawOrder): Promise<Measured> {
  const inserts = await withColumns(order, (table, columns) => ({ name: table, text: insertInto(table, columns, { id: '$1', number: '$3', rows: '$2' }) }))
  return await writeAgain(order, async (client, { id, number, tables }) => {
    await client.query('begin')
    for (const [at, insert] of inserts.entries()) await client.query({ ...insert, values: [id, tables[at], ...(insert.name === 'ticket' ? [number] : [])] })
    await client.query('commit')
  })
}

type Write = (client: pg.PoolClient, complaint: { id: string; number: string; /** Each table's rows, as JSON. */ tables: string[] }) => Promise<void>

async function writeAgain({ ownerUrl, kept, atOnce, seconds }: RawOrder, write: Write): Promise<Measured> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: atOnce })
  pool.on('error', () => {})
  const clients = await Promise.all(Array.from({ length: atOnce }, () => pool.connect()))
  const complaints = kept.map((one) => one.tables.map((table) => JSON.stringify(table.rows)))
  const measured = await measureRate(seconds, clients, async (round, client) => {
    await write(client, { id: newId(new Date()), number: `${Math.floor(Math.random() * 1e12)}`, tables: complaints[round % complaints.length]! })
  })
  for (const client of clients) client.release()
  await pool.end()
  return measured
}

async function withColumns<T>({ ownerUrl, kept }: RawOrder, make: (table: string, columns: string[], at: number) => T): Promise<T[]> {
  const client = new pg.Client(ownerUrl)
  await client.connect()
  const made: T[] = []
  for (const { name } of kept[0]!.tables) {
    const { rows } = await client.query<{ name: string }>(`
      select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attidentity = '' and attgenerated = ''`, [name])
    made.push(make(name, rows.map((row) => row.name), made.length))
  }
  await client.end()
  return made
}

/** An insert of rows given as JSON, under the id and number of a new ticket. */
function insertInto(table: string, columns: string[], given: { id: string; number: string; rows: string }): string {
  const value = (column: string) => {
    if (column === 'ticket_id' || column === 'subject_id' || (table === 'ticket' && column === 'id')) return `${given.id}::uuid`
    if (table === 'ticket' && column === 'number') return `${given.number}::text`
    if (column === 'id' || column === 'form_key' || column === 'message_id') return 'gen_random_uuid()'
    return column === 'idempotency_key' ? 'gen_random_uuid()::text' : `r."${column}"`
  }
  return `insert into ${table} (${columns.map((column) => `"${column}"`).join(', ')}) select ${columns.map(value).join(', ')} from jsonb_populate_recordset(null::${table}, ${given.rows}::jsonb) r`
}
