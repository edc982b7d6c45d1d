import { askBsre, type BsreAnswer, type BsreSettings, tryAgain } from './bsre-call.ts'
import { refuseBsre } from './bsre-errors.ts'
import { readPdfSignature } from './pdf-signature.ts'
import { type SignOrder, type Signer, SigningRefusal } from './signer.ts'

export type { BsreSettings } from './bsre-call.ts'

/**
 * Signs by the esign client service of BSrE, version 1: `POST /api/sign/pdf`. Built to the interface that public clients describe (docs/signing.md)
 * and tried with a stand-in only. Refuses `unreachable` for whatever may pass by itself; the office's own PDF is never changed.
 */
export function bsreSigner(settings: BsreSettings): Signer {
  return {
    name: 'bsre',
    needs: 'nik',
    async sign(order) {
      if (!order.nik) throw new SigningRefusal('refused', 'NIK penanda tangan belum diisi; BSrE mengenali penanda tangan dari NIK.')
      const answer = await askBsre(settings, '/api/sign/pdf', formOf(order, order.nik))
      return checkSigned(await signedPdf(settings, answer), order.pdf)
    },
  }
}

function formOf({ pdf, passphrase, reason, place }: SignOrder, nik: string): FormData {
  const form = new FormData()
  form.set('file', new Blob([new Uint8Array(pdf)], { type: 'application/pdf' }), 'naskah.pdf')
  form.set('nik', nik)
  form.set('passphrase', passphrase)
  form.set('tampilan', 'invisible')
  form.set('reason', reason)
  form.set('location', place)
  return form
}

/** Most installations answer with the PDF; some with its number, under which it can be fetched once. */
async function signedPdf(settings: BsreSettings, answer: BsreAnswer): Promise<Buffer> {
  if (answer.status !== 200) return refuseBsre(answer)
  if (answer.kind === 'pdf') return answer.body
  const id = (answer.json as { id_dokumen?: unknown } | undefined)?.id_dokumen
  if (typeof id !== 'string' || !/^[\w-]{1,100}$/.test(id)) return refuseBsre(answer)
  const fetched = await askBsre(settings, `/api/sign/download/${id}`)
  return fetched.status === 200 && fetched.kind === 'pdf' ? fetched.body : refuseBsre(fetched)
}

function checkSigned(signed: Buffer, sent: Buffer): Buffer {
  const whole = signed.subarray(0, 1024).includes('%PDF-') && signed.subarray(-1024).includes('%%EOF')
  if (!whole) throw new SigningRefusal('unreachable', `Jawaban BSrE terpotong di jalan. ${tryAgain}`)
  const signature = signed.equals(sent) ? undefined : readPdfSignature(signed)
  if (!signature?.intact || !signature.coversWholeFile) {
    const text = 'PDF dari BSrE tidak memuat tanda tangan yang utuh, jadi tidak dipakai. Hubungi pengelola layanan BSrE instansi Anda.'
    throw new SigningRefusal('refused', text)
  }
  return signed
}
