import { type CompiledQuery, type DatabaseConnection, type Dialect, type Driver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type QueryResult } from 'kysely'
import type pg from 'pg'

/** We write SQL by hand, so no table is declared. */
type Db = Kysely<Record<never, never>>

const databases = new WeakMap<pg.PoolClient, Db>()

/**
 * The query interface over one connection. Unlike Kysely's own, it lets several queries be on their way at once: they are sent together and answered in their
 * order. If one fails inside a transaction, those behind it fail too.
 */
export function overConnection(client: pg.PoolClient): Db {
  const known = databases.get(client)
  if (known) return known
  const db: Db = new Kysely({ dialect: dialectOver(client) })
  databases.set(client, db)
  return db
}

const writes = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

function dialectOver(client: pg.PoolClient): Dialect {
  const connection: DatabaseConnection = {
    async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      const { rows, command, rowCount } = await client.query(sql, [...parameters])
      return { rows: (rows ?? []) as R[], ...(writes.has(command) && { numAffectedRows: BigInt(rowCount ?? 0) }) }
    },
    streamQuery() {
      throw new Error('rows are not streamed inside a unit of work')
    },
  }
  const nothing = () => Promise.resolve()
  const driver: Driver = {
    init: nothing, acquireConnection: () => Promise.resolve(connection), releaseConnection: nothing, destroy: nothing,
    beginTransaction: nothing, commitTransaction: nothing, rollbackTransaction: nothing,
  }
  return { createAdapter: () => new PostgresAdapter(), createDriver: () => driver, createIntrospector: (db) => new PostgresIntrospector(db), createQueryCompiler: () => new PostgresQueryCompiler() }
}
