import { createHash } from 'node:crypto'
import pg from 'pg'

/** A pool of connections that outlives its server: a connection that breaks, idle or in use, fails at most its own query and is replaced; it never ends the process. */
export function openPool(url: string, settings: Omit<pg.PoolConfig, 'connectionString'>): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, pipeline: true, ...settings })
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    // Without a listener of its own, a connection that breaks while it is in use would be an error that nobody caught.
    client.on('error', () => {})
    planOnce(client)
  })
  return pool
}

const pools = new WeakMap<object, pg.Pool>()

/** Remembers on which pool a query interface stands. */
export function rememberPool<Database extends object>(db: Database, pool: pg.Pool): Database {
  pools.set(db, pool)
  return db
}

/** The pool under a query interface of `openDatabase`. */
export function poolOf(db: object): pg.Pool {
  const pool = pools.get(db)
  if (!pool) throw new Error('a unit of work needs a database that openDatabase has opened')
  return pool
}

/** Statements that one connection keeps planned. Those that come first are those that come often; later ones are planned each time. */
const mostPlanned = 400

/** Lets the server plan a statement once for each connection and not each time that it comes: most of what a short statement costs is its planning. */
function planOnce(client: pg.PoolClient): void {
  const names = new Map<string, string>()
  const query = client.query.bind(client) as (...order: unknown[]) => unknown
  const nameOf = (text: string) => {
    const known = names.get(text)
    if (known || names.size >= mostPlanned) return known
    const name = createHash('sha1').update(text).digest('base64url')
    names.set(text, name)
    return name
  }
  client.query = ((...order: unknown[]) => {
    const [text, values, ...rest] = order
    sendTogether(client)
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(text) : undefined
    return name ? query({ name, text, values }, ...rest) : query(...order)
  }) as typeof client.query
}

/** What is asked in one go leaves in one packet. */
function sendTogether(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: { cork(): void; uncork(): void } } }).connection
  stream.cork()
  process.nextTick(() => stream.uncork())
}
