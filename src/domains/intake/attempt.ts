import { sql } from 'kysely'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'

/** Does something that may be refused without losing the transaction: what it wrote until then is undone, and its refusal is given. */
export async function attempt<T>(work: Work, task: () => Promise<T>): Promise<{ done: T } | { refusal: Refusal }> {
  await sql`savepoint attempt`.execute(work.db)
  try {
    return { done: await task() }
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    await sql`rollback to savepoint attempt`.execute(work.db)
    return { refusal }
  }
}
