import { type Fault, Refusal, type RefusalCode } from '../../kernel/refusal.ts'
import type { KeptCertificate } from './certificate.ts'
import { passphraseField } from './passphrase.ts'

export interface SignOrder {
  pdf: Buffer
  /** Whose signature it is, for a signer that needs a certificate kept here. */
  certificate?: KeptCertificate
  /** Whose signature it is, for a signer that knows people by their NIK. Never kept, never logged. */
  nik?: string
  /** Never kept, never logged. */
  passphrase: string
  reason: string
  place: string
  at: Date
}

/** Signs PDFs. Not to be called inside a transaction: it may go over the network, and opening a key takes its time. */
export interface Signer {
  name: 'p12' | 'bsre'
  /** By what it knows who signs. */
  needs: 'certificate' | 'nik'
  /** The signed PDF. Throws `SigningRefusal`; then nothing has changed. */
  sign(order: SignOrder): Promise<Buffer>
}

const codes = {
  'wrong-passphrase': 'bad-input', expired: 'conflict', revoked: 'conflict', refused: 'conflict', unreachable: 'unavailable',
} satisfies Record<string, RefusalCode>

export type SigningReason = keyof typeof codes

/** A "no" of a signer, with its reason in one word; `message` is shown as it is. It never holds a passphrase, nor the error that led to it. */
export class SigningRefusal extends Refusal {
  readonly why: SigningReason
  constructor(why: SigningReason, message: string) {
    const faults: Fault[] = why === 'wrong-passphrase' ? [{ field: passphraseField, text: message }] : []
    super(codes[why], message, faults)
    this.name = 'SigningRefusal'
    this.why = why
  }
}
