import { sql } from 'kysely'
import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { certificateState, explainState, type KeptCertificate } from './certificate.ts'
import { lockCertificate } from './certificate-store.ts'
import { zoneOf } from './zone-of.ts'

/**
 * Revokes a certificate from `work.now` on; it never signs again. Refuses `bad-input` without a reason, `not-found` where there is none, `conflict`
 * where it was revoked or superseded already, `too-late` where it has expired and so ended by itself.
 */
export async function revokeCertificate(work: Work, { certificateId, reason }: { certificateId: string; reason: string }): Promise<KeptCertificate> {
  if (reason.trim() === '') refuseInput([{ field: 'reason', text: 'Tuliskan alasan pencabutan.' }])
  const certificate = await lockCertificate(work, certificateId)
  if (!certificate) throw new Refusal('not-found', 'Sertifikat ini tidak ada.')
  const state = certificateState(certificate, work.now)
  if (state === 'expired') throw new Refusal('too-late', 'Sertifikat ini sudah habis masa berlakunya; tidak ada yang perlu dicabut.')
  if (state !== 'active' && state !== 'not-yet') throw new Refusal('conflict', explainState(certificate, state, await zoneOf(work)))
  await sql`update certificate set revoked_at = ${work.now}, revoke_reason = ${reason.trim()}
    where tenant_id = ${work.tenant} and id = ${certificate.id}`.execute(work.db)
  return { ...certificate, revokedAt: work.now, revokeReason: reason.trim() }
}
