import { sql } from 'kysely'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import type { Naskah, NaskahKey } from './naskah.ts'
import { getLockedNaskah, recordNaskahEvent } from './naskah-store.ts'

/** Marks a signed letter as sent to its recipient; telling them is the caller's. Once more changes nothing. Refuses `conflict` where it is not signed. */
export async function sendNaskah(work: Work, key: NaskahKey): Promise<Naskah> {
  const naskah = await getLockedNaskah(work, key)
  if (naskah.state === 'sent') return naskah
  if (naskah.state !== 'signed') throw new Refusal('conflict', 'Surat ini belum ditandatangani, atau sudah dibatalkan, jadi belum dapat dikirim.')
  await sql`update naskah set state = 'sent', sent_at = ${work.now}, updated_at = ${work.now} where tenant_id = ${work.tenant} and id = ${naskah.id}`.execute(work.db)
  await recordNaskahEvent(work, { naskahId: naskah.id, kind: 'sent', version: naskah.version, note: naskah.recipient })
  return { ...naskah, state: 'sent', sentAt: work.now, updatedAt: work.now }
}
