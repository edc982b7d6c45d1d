import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { dropOldPhoneChanges } from './own-account.ts'
import { dropOldResets } from './password-reset.ts'
import { dropOldDrafts } from './register-load.ts'
import { dropOldTries } from './sign-in-tries.ts'

/**
 * Sweeps out what has ended: old counts of tries, sessions, challenges and codes, and accounts whose registration died half-way an hour ago or more.
 */
export async function tidyAccess(work: Work): Promise<void> {
  const hourAgo = new Date(work.now.getTime() - 3_600_000)
  await dropOldTries(work)
  const dayAgo = new Date(work.now.getTime() - 24 * 3_600_000)
  await dropOldDrafts(work, dayAgo)
  await dropOldResets(work, dayAgo)
  await dropOldPhoneChanges(work)
  await sql`delete from auth.session s using auth."user" u
    where u.id = s.user_id and u.tenant_id = ${work.tenant} and s.expires_at < ${work.now}`.execute(work.db)
  await sql`delete from auth.used_code c using auth."user" u
    where u.id = c.user_id and u.tenant_id = ${work.tenant} and c.at < ${hourAgo}`.execute(work.db)
  // Challenges name no tenant; whichever tenant is swept first takes them along.
  await sql`delete from auth.verification where expires_at < ${work.now}`.execute(work.db)
  await sql`delete from auth."user" u
    where u.tenant_id = ${work.tenant} and u.kind = 'citizen' and u.created_at < ${hourAgo}
    and not exists (select from person p where p.tenant_id = u.tenant_id and p.user_id = u.id)`.execute(work.db)
}
