import { formatMoment, type Zone } from '../calendar/index.ts'

/** An officer's or applicant's electronic certificate, as this installation issued and keeps it. */
export interface KeptCertificate {
  tenant: string
  id: string
  /** In hexadecimal, as X.509 programs show it. */
  serial: string
  email: string
  commonName: string
  organisation: string
  personId?: string
  officerId?: string
  pem: string
  /** The P12 under the installation's seal, then under its owner's passphrase. */
  sealedP12: Buffer
  notBefore: Date
  notAfter: Date
  revokedAt?: Date
  revokeReason?: string
  /** When a renewal took its place. */
  supersededAt?: Date
  renewedFrom?: string
}

export type CertificateState = 'active' | 'not-yet' | 'expired' | 'revoked' | 'superseded'

/** How a certificate stands at a moment. A revoked or superseded one stays so, whatever the moment; its last second still counts. */
export function certificateState(certificate: KeptCertificate, now: Date): CertificateState {
  if (certificate.revokedAt) return 'revoked'
  if (certificate.supersededAt) return 'superseded'
  if (now.getTime() > certificate.notAfter.getTime()) return 'expired'
  return now.getTime() < certificate.notBefore.getTime() ? 'not-yet' : 'active'
}

/** Why a certificate cannot sign, in a sentence for its owner. */
export function explainState(certificate: KeptCertificate, state: Exclude<CertificateState, 'active'>, zone: Zone = 'WIB'): string {
  switch (state) {
    case 'revoked': return `Sertifikat ini sudah dicabut pada ${formatMoment(certificate.revokedAt!, zone)}; ajukan penerbitan baru.`
    case 'superseded': return `Sertifikat ini sudah digantikan oleh perpanjangannya pada ${formatMoment(certificate.supersededAt!, zone)}.`
    case 'expired': return `Sertifikat sudah habis masa berlakunya pada ${formatMoment(certificate.notAfter, zone)}; ajukan penerbitan baru.`
    case 'not-yet': return `Sertifikat ini baru berlaku pada ${formatMoment(certificate.notBefore, zone)}.`
  }
}
