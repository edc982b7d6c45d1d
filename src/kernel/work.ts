import { type Kysely, sql, type Transaction } from 'kysely'
import type pg from 'pg'
import { announceCommitted, type Announcement } from './announce.ts'
import { overConnection } from './one-connection.ts'
import { poolOf } from './open-pool.ts'
import type { Actor } from './actor.ts'
import type { Secrets } from './secrets.ts'

/** We write SQL by hand, through Kysely's `sql` template, so no table is declared to the query builder. */
export type NoTables = Record<never, never>
export type Db = Kysely<NoTables>

/** One unit of work: a transaction confined to a tenant, who acts, and the moment that counts as now. */
export interface Work {
  db: Transaction<NoTables>
  tenant: string
  actor: Actor
  now: Date
  /** Tells whoever listens on this channel, once the work is committed. */
  announce(channel: string, payload: string): void
  /** `now` plus the real time since the work began: for measuring what the system itself does. */
  moment(): Date
  secrets: Secrets
}

/** What the shells hold: the pool of the application's role, and the secrets. */
export interface Resources {
  db: Db
  secrets: Secrets
}

export interface WorkOrder {
  tenant: string
  actor: Actor
  /** Now, unless demonstration data or a test lives at another moment. */
  now?: Date
}

/** Runs `task` in one transaction that can see only `order.tenant`'s rows. Commits its result; any throw rolls all of it back. */
export async function inWork<T>(resources: Resources, order: WorkOrder, task: (work: Work) => Promise<T>): Promise<T> {
  // The id stands in the text, so that the beginning and the confinement are one question to the server.
  if (!/^[a-z][a-z0-9-]{1,40}$/.test(order.tenant)) throw new Error(`no tenant has the id ${JSON.stringify(order.tenant)}`)
  const news: Announcement[] = []
  const result = await inTransaction(resources.db, `begin; select set_config('tanggap.tenant', '${order.tenant}', true)`, async (db) => {
    const now = order.now ?? new Date()
    const began = performance.now()
    const moment = () => new Date(now.getTime() + Math.round(performance.now() - began))
    const announce = (channel: string, payload: string) => void news.push({ channel, payload })
    return await task({ db, tenant: order.tenant, actor: order.actor, now, moment, announce, secrets: resources.secrets })
  })
  announceCommitted(poolOf(resources.db), news)
  return result
}

const transactions = new WeakMap<object, object>()

/** What stands for the transaction that runs on this connection: another one for each. For what is remembered within one. */
export function transactionOf(db: Db): object {
  return transactions.get(db) ?? db
}

/**
 * One transaction on one connection. Its beginning is sent together with the first question of the task. What the task threw is thrown on, also where even the
 * rolling back fails: the connection is broken then, and the server has rolled back by itself.
 */
async function inTransaction<T>(db: Db, begin: string, task: (db: Work['db']) => Promise<T>): Promise<T> {
  return await onOneConnection(db, async (client) => {
    const connection = overConnection(client)
    transactions.set(connection, {})
    // Straight to the connection: on its way through the query interface, a new one's first question could be overtaken by the next.
    const begun = client.query(begin)
    begun.catch(() => {})
    try {
      const result = await task(connection as Work['db'])
      await begun
      await sql`commit`.execute(connection)
      return result
    } catch (error) {
      await sql`rollback`.execute(connection).catch(() => {})
      throw error
    }
  })
}

async function onOneConnection<T>(db: Db, task: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await poolOf(db).connect()
  try {
    return await task(client)
  } finally {
    client.release()
  }
}
