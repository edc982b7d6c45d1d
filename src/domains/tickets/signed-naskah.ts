import type { NaskahSigner } from '../naskah/index.ts'

/** An official letter as it was signed for an act: exactly these bytes are kept when the act is. */
export interface SignedNaskah {
  pdf: Buffer
  version: number
  signer: NaskahSigner
}
