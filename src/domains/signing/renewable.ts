import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { certificateState, explainState, type KeptCertificate } from './certificate.ts'
import { zoneOf } from './zone-of.ts'

/**
 * Gives back the certificate if it may be renewed at `work.now`: it is in force. Refuses `not-found` where there is none, `too-late` where it has
 * expired, `conflict` where it was revoked or renewed already.
 */
export async function needRenewable(work: Work, certificate: KeptCertificate | undefined): Promise<KeptCertificate> {
  if (!certificate) throw new Refusal('not-found', 'Tidak ada sertifikat yang dapat diperpanjang untuk alamat ini; ajukan penerbitan baru.')
  const state = certificateState(certificate, work.now)
  if (state === 'active') return certificate
  throw new Refusal(state === 'expired' ? 'too-late' : 'conflict', explainState(certificate, state, await zoneOf(work)))
}
