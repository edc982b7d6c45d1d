import { X509Certificate } from 'node:crypto'
import type { Work } from '../../kernel/work.ts'
import { findBySerial } from './certificate-store.ts'
import { type PdfSignature, readPdfSignature } from './pdf-signature.ts'

export interface SignatureReading extends Omit<PdfSignature, 'certificate'> {
  /** Whether the certificate, byte by byte, is one that this installation issued for this tenant. */
  issuedHere: boolean
  /** When that certificate was revoked; a signature made before stays valid. */
  revokedAt?: Date
}

/**
 * The last signature in a PDF and whether its certificate is one of ours; undefined where there is none that can be read. For the page that proves a
 * letter.
 */
export async function readSignature(work: Work, pdf: Buffer): Promise<SignatureReading | undefined> {
  const signature = readPdfSignature(pdf)
  if (!signature) return undefined
  const { certificate, ...rest } = signature
  const kept = await findBySerial(work, rest.serial)
  if (!kept || !new X509Certificate(kept.pem).raw.equals(certificate)) return { ...rest, issuedHere: false }
  return { ...rest, issuedHere: true, ...(kept.revokedAt && { revokedAt: kept.revokedAt }) }
}
