import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../kernel/work.ts'

/** What a browser was asked and must answer once, within a few minutes. */
export interface ChallengeOrder<T> {
  purpose: 'passkey-add' | 'passkey' | 'oidc'
  /** What the browser gives back; only its hash is kept. */
  key: string
  value: T
}

const minutes = 10

function identifierOf(purpose: string, key: string): string {
  return `${purpose}/${createHash('sha256').update(key).digest('hex')}`
}

/** Keeps a challenge. `tidyAccess` sweeps away those that were never answered. */
export async function keepChallenge<T>(db: Db, order: ChallengeOrder<T>): Promise<void> {
  await sql`
    insert into auth.verification (identifier, value, expires_at, created_at, updated_at)
    values (${identifierOf(order.purpose, order.key)}, ${JSON.stringify(order.value)}, now() + ${`${minutes} minutes`}::interval, now(), now())`.execute(db)
}

/** Takes a challenge away and gives what was kept with it; undefined where there is none, it is over, or it was answered before. */
export async function takeChallenge<T>(db: Db, purpose: ChallengeOrder<T>['purpose'], key: string): Promise<T | undefined> {
  const { rows } = await sql<{ value: string; fresh: boolean }>`
    delete from auth.verification where identifier = ${identifierOf(purpose, key)} returning value, expires_at > now() as fresh`.execute(db)
  const row = rows[0]
  return row?.fresh ? (JSON.parse(row.value) as T) : undefined
}
