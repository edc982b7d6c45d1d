import { sql } from 'kysely'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { recordLook } from './access-look.ts'
import { openNik } from './open-nik.ts'
import { getPerson, wordsOfPerson } from './person-store.ts'
import { tryAccount } from './try-password.ts'

/** What says who a person is, whole: needed once more when it is taken out of all texts. */
export interface PersonWords {
  name: string
  nik: string
  /** From before a correction. */
  formerNiks: string[]
}

/** Holds a person who is about to be erased, so that two orders at once come one after the other. Refuses `not-found` where that was done. */
export async function lockPerson(work: Work, personId: string): Promise<PersonWords> {
  const { rows } = await sql`select 1 from person where tenant_id = ${work.tenant} and id = ${personId} and erased_at is null for update`.execute(work.db)
  if (rows.length === 0) throw new Refusal('not-found', 'Akun ini sudah ditutup.')
  const { niks = [] } = await wordsOfPerson(work, personId)
  return { name: (await getPerson(work, personId)).name, nik: await openNik(work, personId, 'akun ditutup pemiliknya'), formerNiks: niks }
}

/**
 * Erases a person's account: name, NIK, phone, address, password, sessions, codes, files that wait on a form. The row stays without them, for tickets and logs name its id.
 * NIK and phone may be registered anew at once.
 */
export async function erasePerson(work: Work, personId: string): Promise<void> {
  const { rows } = await sql<{ userId: string }>`select user_id as "userId" from person where tenant_id = ${work.tenant} and id = ${personId} and erased_at is null`.execute(work.db)
  const { userId } = rows[0] ?? {}
  if (!userId) throw new Refusal('not-found', 'Akun ini sudah ditutup.')
  await sql`select erase_person(${personId}::uuid, ${work.now})`.execute(work.db)
  for (const table of ['password_reset', 'phone_change']) await sql`delete from ${sql.table(table)} where tenant_id = ${work.tenant} and person_id = ${personId}`.execute(work.db)
  await sql`delete from sign_in_try where tenant_id = ${work.tenant} and account = ${tryAccount(work.secrets, { tenant: work.tenant, kind: 'citizen', name: personId })}`.execute(work.db)
  // Password, sessions, passkeys and authenticator go with it.
  await sql`delete from auth."user" where id = ${userId} and tenant_id = ${work.tenant}`.execute(work.db)
  await recordLook(work, { what: 'akun', subject: personId, purpose: 'akun ditutup pemiliknya' })
}

/** Whether this person has closed their account, within the last ten minutes: a form sent twice is answered as the first was. */
export async function wasJustErased(work: Work, personId: string): Promise<boolean> {
  const since = new Date(work.now.getTime() - 600_000)
  const { rows } = await sql`select 1 from person where tenant_id = ${work.tenant} and id = ${personId} and erased_at >= ${since}`.execute(work.db)
  return rows.length > 0
}
