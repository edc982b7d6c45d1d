import { sql } from 'kysely'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import type { Naskah, NaskahKey } from './naskah.ts'
import { getLockedNaskah, idOf, recordNaskahEvent } from './naskah-store.ts'

export interface InitialOrder extends NaskahKey {
  post: string
  unit: string
  /** The post in words: `Kepala Bidang PBE`. */
  role: string
  /** The version that the officer read; where it is given, another one is refused. */
  version?: number
}

/** Puts a post's initials on the newest version of a letter. Once more by the same post changes nothing. Refuses `conflict` where there is none to initial. */
export async function initialNaskah(work: Work, order: InitialOrder): Promise<Naskah> {
  const naskah = await getLockedNaskah(work, order)
  if (!['draft', 'initialled', 'numbered'].includes(naskah.state)) throw new Refusal('conflict', 'Surat ini sudah ditandatangani atau dibatalkan, jadi tidak diparaf lagi.')
  if (order.version !== undefined && order.version !== naskah.version) throw new Refusal('conflict', 'Isi surat sudah berubah sejak Anda membacanya. Baca versi yang baru, lalu paraf.')
  const { rows } = await sql`
    insert into naskah_initial (tenant_id, naskah_id, version, post, unit, role, at, by_id)
    values (${work.tenant}, ${naskah.id}, ${naskah.version}, ${order.post}, ${order.unit}, ${order.role}, ${work.now}, ${idOf(work)})
    on conflict do nothing returning 1`.execute(work.db)
  if (rows.length === 0) return naskah
  await recordNaskahEvent(work, { naskahId: naskah.id, kind: 'initialled', version: naskah.version, note: order.role })
  if (naskah.state !== 'draft') return naskah
  await sql`update naskah set state = 'initialled', updated_at = ${work.now} where tenant_id = ${work.tenant} and id = ${naskah.id}`.execute(work.db)
  return { ...naskah, state: 'initialled', updatedAt: work.now }
}
