import { type Kysely, sql, type Transaction } from 'kysely'
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
  return await resources.db.transaction().execute(async (db) => {
    await sql`select set_config('tanggap.tenant', ${order.tenant}, true)`.execute(db)
    const now = order.now ?? new Date()
    const began = performance.now()
    const moment = () => new Date(now.getTime() + Math.round(performance.now() - began))
    return await task({ db, tenant: order.tenant, actor: order.actor, now, moment, secrets: resources.secrets })
  })
}
