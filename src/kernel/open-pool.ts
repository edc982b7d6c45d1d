import pg from 'pg'

/** A pool of connections that outlives its server: a connection that breaks, idle or in use, fails at most its own query and is replaced; it never ends the process. */
export function openPool(url: string, settings: Omit<pg.PoolConfig, 'connectionString'>): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, ...settings })
  pool.on('error', () => {})
  // Without a listener of its own, a connection that breaks while it is in use would be an error that nobody caught.
  pool.on('connect', (client) => void client.on('error', () => {}))
  return pool
}
