import { sql } from 'kysely'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'

const windowMinutes = 15

/** How often within 15 minutes, and what is said beyond it, at which field. */
interface TryLimit {
  allowed: number
  words: string
  field: string
}

const signInLimit: TryLimit = { allowed: 10, words: 'Terlalu banyak percobaan yang salah.', field: 'masuk' }

/**
 * Counts one try for an account before its password is looked at, so that many tries at once cannot slip through. Refuses the eleventh within 15
 * minutes of the first. An account that does not exist is counted just the same.
 */
export async function takeTry(work: Work, account: string, limit: Partial<TryLimit> = {}): Promise<void> {
  const { allowed, words, field } = { ...signInLimit, ...limit }
  const windowStart = new Date(work.now.getTime() - windowMinutes * 60_000)
  const counted = await sql<{ failures: number; since: Date }>`
    insert into sign_in_try (tenant_id, account, failures, since) values (${work.tenant}, ${account}, 1, ${work.now})
    on conflict (tenant_id, account) do update set
      failures = case when sign_in_try.since <= ${windowStart} then 1 else sign_in_try.failures + 1 end,
      since = case when sign_in_try.since <= ${windowStart} then excluded.since else sign_in_try.since end
    returning failures, since`.execute(work.db)
  const { failures, since } = counted.rows[0]!
  if (failures > allowed) refuseTries(since.getTime() + windowMinutes * 60_000 - work.now.getTime(), { words, field })
}

/** Forgets the wrong tries of an account after a right one. */
export async function forgetTries(work: Work, account: string): Promise<void> {
  await sql`delete from sign_in_try where tenant_id = ${work.tenant} and account = ${account}`.execute(work.db)
}

/** Says how long to wait, in whole minutes, rounded up. */
export function refuseTries(waitMilliseconds: number, { field = signInLimit.field, words = signInLimit.words }: Partial<TryLimit> = {}): never {
  const text = `${words} Coba lagi dalam ${Math.max(1, Math.ceil(waitMilliseconds / 60_000))} menit.`
  throw new Refusal('too-many-tries', text, [{ field, text }])
}

/** Drops the counts that no longer matter. */
export async function dropOldTries(work: Work): Promise<void> {
  const windowStart = new Date(work.now.getTime() - windowMinutes * 60_000)
  await sql`delete from sign_in_try where tenant_id = ${work.tenant} and since <= ${windowStart}`.execute(work.db)
}
