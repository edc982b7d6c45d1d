import { pdflibAddPlaceholder } from '@signpdf/placeholder-pdf-lib'
import { SignPdf } from '@signpdf/signpdf'
import { Signer as PdfSigner, SUBFILTER_ETSI_CADES_DETACHED } from '@signpdf/utils'
import { PDFDocument } from 'pdf-lib'
import type { Secrets } from '../../kernel/secrets.ts'
import { certificateState, explainState, type KeptCertificate } from './certificate.ts'
import { makeCms } from './cms.ts'
import { openP12 } from './p12.ts'
import { unsealP12 } from './p12-seal.ts'
import { pdfText } from './pdf-text.ts'
import { type SignOrder, type Signer, SigningRefusal } from './signer.ts'

// Room for the signature in characters; the two certificates and the signature take about half of it.
const signatureRoom = 16_384

type OpenedP12 = NonNullable<ReturnType<typeof openP12>>

/** Fits our CMS into the library, whose own P12 signer leaves out signing-certificate-v2 and so makes no PAdES. */
class PadesSigner extends PdfSigner {
  readonly #opened: OpenedP12
  constructor(opened: OpenedP12) {
    super()
    this.#opened = opened
  }

  override async sign(content: Buffer): Promise<Buffer> {
    const { key, certificates: [certificate, ...chain] } = this.#opened
    return makeCms({ content, key, certificate: certificate!, chain })
  }
}

/**
 * Signs with a certificate that this installation keeps: PAdES-B-B, invisible, the certificates inside. The same order gives the same bytes.
 * Refuses a certificate that is not in force at `order.at`, a wrong passphrase, a PDF that is signed already (it would be written anew), locked or
 * damaged.
 */
export function p12Signer(secrets: Secrets): Signer {
  return {
    name: 'p12',
    needs: 'certificate',
    async sign(order) {
      if (!order.certificate) throw new SigningRefusal('refused', 'Penanda tangan belum memiliki sertifikat elektronik yang berlaku di sini.')
      const opened = openKey(secrets, order.certificate, order)
      const prepared = await prepare(order, order.certificate)
      return await new SignPdf().sign(prepared, new PadesSigner(opened))
    },
  }
}

function openKey(secrets: Secrets, certificate: KeptCertificate, { at, passphrase }: SignOrder): OpenedP12 {
  const state = certificateState(certificate, at)
  if (state !== 'active') throw new SigningRefusal(state === 'revoked' || state === 'expired' ? state : 'refused', explainState(certificate, state))
  const opened = openP12(unsealP12(secrets, certificate, certificate.sealedP12), passphrase)
  if (!opened) {
    const text = 'Frasa sandi salah. Naskah belum ditandatangani; periksa huruf besar dan kecilnya, lalu coba lagi.'
    throw new SigningRefusal('wrong-passphrase', text)
  }
  return opened
}

async function prepare(order: SignOrder, { commonName, email }: KeptCertificate): Promise<Buffer> {
  if (order.pdf.includes('/ByteRange')) throw new SigningRefusal('refused', 'Naskah ini sudah ditandatangani secara elektronik.')
  const pdfDoc = await PDFDocument.load(order.pdf, { updateMetadata: false, throwOnInvalidObject: true }).catch(() => {
    throw new SigningRefusal('refused', 'PDF naskah tidak dapat dibaca: berkasnya rusak atau terkunci. Buat ulang naskahnya.')
  })
  pdflibAddPlaceholder({
    pdfDoc, reason: pdfText(order.reason), location: pdfText(order.place), name: pdfText(commonName), contactInfo: pdfText(email),
    signingTime: order.at, signatureLength: signatureRoom, subFilter: SUBFILTER_ETSI_CADES_DETACHED, appName: 'Tanggap',
  })
  return Buffer.from(await pdfDoc.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false }))
}
