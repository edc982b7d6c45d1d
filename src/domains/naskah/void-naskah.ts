import { sql } from 'kysely'
import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import type { Naskah } from './naskah.ts'
import { getVersion } from './naskah-history.ts'
import { lockNaskahById, recordNaskahEvent } from './naskah-store.ts'

export interface VoidOrder {
  naskahId: string
  reason: string
}

/**
 * Gives a letter up: it stays in the book as `batal` with the reason, its number is given to no other, and its proof says so. For the system, the tenant's administrators
 * and the post that signs. The next draft of the same template in this ticket replaces it. One that was given up already stays as it is. Refuses `not-allowed`, `bad-input`.
 */
export async function voidNaskah(work: Work, { naskahId, reason }: VoidOrder): Promise<Naskah> {
  const naskah = await lockNaskahById(work, naskahId)
  if (!(await mayVoid(work, naskah))) throw new Refusal('not-allowed', 'Surat dibatalkan oleh jabatan yang menandatanganinya, atau oleh administrator.')
  if (naskah.state === 'void') return naskah
  const words = reason.replace(/\p{Cc}/gu, ' ').toWellFormed().trim()
  if (words === '') refuseInput([{ field: 'alasan', text: 'Alasan: tulis mengapa surat ini dibatalkan.' }])
  if (words.length > 500) refuseInput([{ field: 'alasan', text: `Alasan: ${words.length} huruf; paling banyak 500.` }])
  return await voidLocked(work, naskah, words)
}

/** Whether this actor may give a letter up. */
export async function mayVoid(work: Work, naskah: Naskah): Promise<boolean> {
  const { actor } = work
  if (actor.kind === 'system') return true
  if (actor.kind !== 'officer') return false
  const { signer } = (await getVersion(work, naskah.id, naskah.version)).frame
  return actor.admin || actor.posts.some((held) => held.post === signer.post && held.unit === signer.unit)
}

/** Gives up a letter that the caller has locked, and whose right to do so it has checked. */
export async function voidLocked(work: Work, naskah: Naskah, reason: string): Promise<Naskah> {
  await sql`
    update naskah set state = 'void', voided_at = ${work.now}, void_reason = ${reason}, updated_at = ${work.now}
    where tenant_id = ${work.tenant} and id = ${naskah.id}`.execute(work.db)
  await recordNaskahEvent(work, { naskahId: naskah.id, kind: 'void', version: naskah.version, note: reason })
  return { ...naskah, state: 'void', voidedAt: work.now, voidReason: reason, updatedAt: work.now }
}
