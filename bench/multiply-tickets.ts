import { sql } from 'kysely'
import { readTicketNumber } from '../src/domains/tickets/index.ts'
import type { Db } from '../src/kernel/work.ts'

/** Tables of a ticket, with the column that names it. A copy's rows differ in their ids and times only; its chain of events is a copy too, and proves nothing. */
const tables: [name: string, column: string][] = [
  ['ticket', 'id'], ['turn', 'ticket_id'], ['ticket_party', 'ticket_id'], ['answer', 'ticket_id'], ['submission', 'ticket_id'], ['event', 'ticket_id'], ['clock', 'subject_id'],
  ['message', 'subject_id'], ['ticket_search', 'ticket_id'],
]

/** Fills the database up to so many tickets with copies of those that were lived through the engine, spread over two years. As the owner, without logging: for measuring only. */
export async function multiplyTickets(owner: Db, order: { tenant: string; upTo: number; onProgress(done: number): void }): Promise<void> {
  const { tenant, upTo } = order
  const { rows: sources } = await sql<{ id: string; n: number }>`select id, (row_number() over (order by id))::int as n from ticket where tenant_id = ${tenant} and channel <> 'salinan' order by id`.execute(owner)
  const counted = await sql<{ n: number }>`select count(*)::int as n from ticket where tenant_id = ${tenant}`.execute(owner)
  const { rows: numbered } = await sql<{ number: string }>`select number from ticket where tenant_id = ${tenant} and channel <> 'salinan'`.execute(owner)
  const taken = new Set(numbered.map((row) => row.number))
  await sql`create table if not exists bench_source (n int primary key, id uuid not null)`.execute(owner)
  await sql`insert into bench_source select * from jsonb_to_recordset(${JSON.stringify(sources)}::jsonb) as s (n int, id uuid) on conflict do nothing`.execute(owner)
  await sql`alter table ticket_search enable always trigger mark_search`.execute(owner)
  const have = counted.rows[0]!.n
  const firsts = Array.from({ length: Math.ceil(Math.max(0, upTo - have) / atATime) }, (_, n) => have + n * atATime)
  let done = have
  await withoutIndexes(owner, () => sideBySide(firsts, async (first) => {
    const some = Math.min(atATime, upTo - first)
    await copySome(owner, { tenant, first, some, sources: sources.length, taken })
    done += some
    order.onProgress(done)
  }))
  await sideBySide(tables, async ([name]) => { await sql.raw(`analyze ${name}`).execute(owner) })
}

const atATime = 20_000

/** Each of these tasks once, two of them at the same time: as many as the owner has connections, and this machine processors. */
async function sideBySide<T>(tasks: readonly T[], run: (task: T) => Promise<void>): Promise<void> {
  const waiting = [...tasks]
  await Promise.all([1, 2].map(async () => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) await run(task)
  }))
}

/** Indexes that hold no promise are made anew after a fill: at once is many times faster than row by row. */
async function withoutIndexes(owner: Db, fill: () => Promise<void>): Promise<void> {
  const { rows } = await sql<{ name: string; made: string }>`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made from pg_index i
    where i.indrelid = any(${tables.map(([name]) => name)}::regclass[]) and not i.indisunique`.execute(owner)
  for (const { name } of rows) await sql.raw(`drop index ${name}`).execute(owner)
  await fill()
  // The one that takes longest first: beside it the others are made.
  const longestFirst = rows.toSorted((a, b) => Number(b.made.includes(' gin ')) - Number(a.made.includes(' gin ')))
  await sideBySide(longestFirst, async ({ made }) => await owner.connection().execute(async (db) => {
    await sql`select set_config('maintenance_work_mem', '512MB', false), set_config('statement_timeout', '0', false)`.execute(db)
    await sql.raw(made).execute(db)
    await sql`reset all`.execute(db)
  }))
}

async function copySome(owner: Db, { tenant, first, some, sources, taken }: { tenant: string; first: number; some: number; sources: number; taken: ReadonlySet<string> }): Promise<void> {
  await owner.transaction().execute(async (db) => {
    await sql`set local session_replication_role = replica`.execute(db)
    await sql`set local synchronous_commit = off`.execute(db)
    await sql`set local statement_timeout = 0`.execute(db)
    // Older by up to two years; the id begins with its time, as those of real tickets do.
    await sql`
      create temporary table copy on commit drop as
      select s.id as source, g.n, (g.n::bigint * 63072 / 1000 % 63072) * interval '1000 seconds' as older, gen_random_uuid() as id, g.number
      from unnest(${Array.from({ length: some }, (_, at) => first + at)}::int[], ${Array.from({ length: some }, (_, at) => numberOf(first + at, taken))}::text[]) as g (n, number)
      join bench_source s on s.n = 1 + g.n % ${sources}`.execute(db)
    await sql`create index on copy (source)`.execute(db)
    for (const [name, column] of tables) await sql.raw(await copyStatement(db, name, column, tenant)).execute(db)
  })
}

/** A ticket number for each copy, spread over all there can be: 48,271 has no factor in common with ninety millions. */
function numberOf(n: number, taken: ReadonlySet<string>): string {
  const digits = String(10_000_000 + ((n * 48_271) % 90_000_000))
  for (let check = 0; check < 10; check++) {
    const number = readTicketNumber(`${digits}${check}`)
    if (number) return taken.has(number) ? numberOf(n + 60_000_000, taken) : number
  }
  throw new Error(`${digits} has no check digit`)
}

async function copyStatement(db: Db, table: string, column: string, tenant: string): Promise<string> {
  const { rows } = await sql<{ name: string; type: string }>`
    select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''`.execute(db)
  const value = ({ name, type }: { name: string; type: string }) => {
    if (name === column) return 'c.id'
    if (table === 'ticket' && name === 'number') return 'c.number'
    if (table === 'ticket' && name === 'channel') return `'salinan'`
    // The trigger below marks it anew, with its own place in time.
    if (table === 'ticket_search' && name === 'document') return `ts_delete(t.document, search_marks(t.tenant_id, t.marks || search_blocks(t.no) || '{*}'))`
    if ((name === 'id' || name === 'form_key') && type === 'uuid') return 'gen_random_uuid()'
    if (type === 'timestamp with time zone') return `case when t."${name}" = 'infinity' then t."${name}" else t."${name}" - c.older end`
    return `t."${name}"`
  }
  const names = rows.map((one) => `"${one.name}"`).join(', ')
  return `insert into ${table} (${names}) select ${rows.map(value).join(', ')} from copy c join ${table} t on t.tenant_id = '${tenant}' and t."${column}" = c.source`
}
