import { sql } from 'kysely'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { passphraseField } from './passphrase.ts'

const allowed = 5
const windowMinutes = 15

/**
 * Counts one try before the passphrase is looked at, so that many tries at once cannot slip through. Refuses `too-many-tries` the sixth within 15
 * minutes of the first. `subject` says whose passphrase it is.
 */
export async function takeSigningTry(work: Work, subject: string): Promise<void> {
  const windowStart = new Date(work.now.getTime() - windowMinutes * 60_000)
  const { rows } = await sql<{ failures: number; since: Date }>`
    insert into signing_try (tenant_id, subject, failures, since) values (${work.tenant}, ${subject}, 1, ${work.now})
    on conflict (tenant_id, subject) do update set
      failures = case when signing_try.failures <= 0 or signing_try.since <= ${windowStart} then 1 else signing_try.failures + 1 end,
      since = case when signing_try.failures <= 0 or signing_try.since <= ${windowStart} then excluded.since else signing_try.since end
    returning failures, since`.execute(work.db)
  const { failures, since } = rows[0]!
  if (failures <= allowed) return
  const minutes = Math.max(1, Math.ceil((since.getTime() + windowMinutes * 60_000 - work.now.getTime()) / 60_000))
  const text = `Frasa sandi sudah ${allowed} kali salah. Demi keamanan, penandatanganan ditutup sementara; coba lagi dalam ${minutes} menit.`
  throw new Refusal('too-many-tries', text, [{ field: passphraseField, text }])
}

/** Forgets the wrong tries after a right one. */
export async function forgetSigningTries(work: Work, subject: string): Promise<void> {
  await sql`update signing_try set failures = 0 where tenant_id = ${work.tenant} and subject = ${subject}`.execute(work.db)
}

/** Gives one try back, where it failed for another reason than the passphrase. */
export async function giveTryBack(work: Work, subject: string): Promise<void> {
  await sql`update signing_try set failures = greatest(failures - 1, 0) where tenant_id = ${work.tenant} and subject = ${subject}`.execute(work.db)
}
