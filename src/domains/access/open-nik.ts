import { sql } from 'kysely'
import { newId } from '../../kernel/ids.ts'
import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { actorId } from './access-look.ts'
import { getSealedNik } from './person-store.ts'
import { unseal } from './vault.ts'

/** One look at a whole NIK. */
export interface NikLook {
  at: Date
  actorKind: string
  actorId: string | null
  purpose: string
}

/**
 * The whole NIK, with a line in the log of looks. Whether this actor may look is the caller's to decide; guests never may. The line is kept only if
 * the transaction commits, so show the NIK after that.
 */
export async function openNik(work: Work, personId: string, purpose: string): Promise<string> {
  if (work.actor.kind === 'guest') throw new Refusal('not-signed-in', 'Silakan masuk terlebih dahulu.')
  if (purpose.trim() === '') refuseInput([{ field: 'keperluan', text: 'Tulis untuk keperluan apa NIK ini dibuka.' }])
  const sealed = await getSealedNik(work, personId)
  await sql`
    insert into nik_look (tenant_id, id, person_id, at, actor_kind, actor_id, purpose)
    values (${work.tenant}, ${newId(work.now)}, ${personId}, ${work.now}, ${work.actor.kind}, ${actorId(work.actor)}, ${purpose.trim()})`.execute(
    work.db,
  )
  return unseal(work.secrets, { tenant: work.tenant, personId, what: 'nik' }, sealed)
}

/** Every look at a person's NIK, the newest first: the person has a right to know (UU 27/2022 article 7). */
export async function listNikLooks(work: Work, personId: string): Promise<NikLook[]> {
  const looks = await sql<NikLook>`
    select at, actor_kind as "actorKind", actor_id as "actorId", purpose from nik_look
    where tenant_id = ${work.tenant} and person_id = ${personId} order by at desc, id desc`.execute(work.db)
  return looks.rows
}
