import type { Work } from '../../kernel/work.ts'
import type { KeptCertificate } from './certificate.ts'
import { keepCertificate } from './keep-certificate.ts'
import { type CertificateOrder, makeKeyMaterial } from './key-material.ts'

export interface IssueOrder extends CertificateOrder {
  personId?: string
  officerId?: string
}

/**
 * Makes a certificate and keeps it: `makeKeyMaterial` and `keepCertificate` in one, for whoever can afford a second inside the transaction.
 * Refuses as they do.
 */
export async function issueCertificate(work: Work, { personId, officerId, ...order }: IssueOrder): Promise<KeptCertificate> {
  const material = await makeKeyMaterial(work.secrets, order)
  return await keepCertificate(work, { material, ...(personId && { personId }), ...(officerId && { officerId }) })
}
