import { Refusal } from '../../kernel/refusal.ts'
import { inWork, type Resources, type Work, type WorkOrder } from '../../kernel/work.ts'
import { getCertificate } from './certificate-store.ts'
import { type SignOrder, type Signer, SigningRefusal } from './signer.ts'
import { forgetSigningTries, giveTryBack, takeSigningTry } from './signing-tries.ts'

/**
 * Signs a PDF with the number of wrong passphrases limited: counted in a short transaction before, signed outside of any, settled in another after.
 * So it must be called outside of a transaction; what it gives is then kept in the caller's own. A certificate is looked up anew, in case it was
 * revoked meanwhile.
 */
export async function signDocument(resources: Resources, where: WorkOrder, { signer, ...order }: SignOrder & { signer: Signer }): Promise<Buffer> {
  const ready = await inWork(resources, where, async (work) => {
    const subject = subjectOf(work, signer, order)
    const fresh = order.certificate && (await getCertificate(work, order.certificate.id))
    await takeSigningTry(work, subject)
    return { subject, order: { ...order, ...(fresh && { certificate: fresh }) } }
  })
  const settle = (how: (work: Work, subject: string) => Promise<void>) => inWork(resources, where, (work) => how(work, ready.subject))
  try {
    const signed = await signer.sign(ready.order)
    await settle(forgetSigningTries)
    return signed
  } catch (error) {
    if (!(error instanceof SigningRefusal && error.why === 'wrong-passphrase')) await settle(giveTryBack)
    throw error
  }
}

function subjectOf(work: Work, { needs }: Signer, { certificate, nik }: SignOrder): string {
  if (needs === 'certificate' && certificate) return `sertifikat/${certificate.id}`
  if (needs === 'nik' && nik) return `nik/${work.secrets.mac('nik-lookup', `${work.tenant}/signing/${nik}`).toString('hex')}`
  const text = needs === 'nik' ? 'NIK penanda tangan belum diisi.' : 'Penanda tangan belum memiliki sertifikat elektronik yang berlaku.'
  throw new Refusal('conflict', text)
}
