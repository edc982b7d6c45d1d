import { sql } from 'kysely'
import { refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { readNik } from './nik.ts'
import { seal, unseal } from './vault.ts'

/** Keeps an officer's own NIK, sealed; a new one replaces the old. Refuses `bad-input` on `nik` for one of wrong structure. Whose it is, the caller must know. */
export async function keepOfficerNik(work: Work, { officerId, text }: { officerId: string; text: string }): Promise<void> {
  const read = readNik(text, work.now)
  if ('fault' in read) refuseInput([{ field: 'nik', text: read.fault }])
  const sealed = seal(work.secrets, { tenant: work.tenant, personId: officerId, what: 'nik' }, read.nik)
  await sql`
    insert into officer_nik (tenant_id, officer_id, sealed, changed_at) values (${work.tenant}, ${officerId}, ${sealed}, ${work.now})
    on conflict (tenant_id, officer_id) do update set sealed = excluded.sealed, changed_at = excluded.changed_at`.execute(work.db)
}

/** The whole NIK of an officer, for their own signature and for nothing else: never shown, never logged. Undefined where they have not entered it. */
export async function findOfficerNik(work: Work, officerId: string): Promise<string | undefined> {
  const { rows } = await sql<{ sealed: Buffer }>`select sealed from officer_nik where tenant_id = ${work.tenant} and officer_id = ${officerId}`.execute(work.db)
  return rows[0] && unseal(work.secrets, { tenant: work.tenant, personId: officerId, what: 'nik' }, rows[0].sealed)
}
