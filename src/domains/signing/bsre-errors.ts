import { type BsreAnswer, tryAgain } from './bsre-call.ts'
import { type SigningReason, SigningRefusal } from './signer.ts'

/** What public clients report the service to say, by its code or its words, and what we say instead. The first that fits counts. */
const known: { fits: RegExp; why: SigningReason; text: string }[] = [
  {
    fits: /\b2031\b|passphrase.*(salah|wrong|invalid)/i, why: 'wrong-passphrase',
    text: 'Frasa sandi BSrE salah. Naskah belum ditandatangani; periksa huruf besar dan kecilnya, lalu coba lagi.',
  },
  {
    fits: /\b(2011|1110)\b|tidak terdaftar|belum terdaftar|not.?registered/i, why: 'refused',
    text: 'NIK penanda tangan belum terdaftar di BSrE. Hubungi verifikator sertifikat elektronik instansi Anda.',
  },
  {
    fits: /expired?|kedaluwarsa|kadaluarsa|habis masa|masa berlaku/i, why: 'expired',
    text: 'Sertifikat BSrE penanda tangan sudah habis masa berlakunya. Ajukan penerbitan baru kepada verifikator instansi Anda.',
  },
  {
    fits: /revoke|dicabut|suspend/i, why: 'revoked',
    text: 'Sertifikat BSrE penanda tangan sudah dicabut atau ditangguhkan. Hubungi verifikator instansi Anda.',
  },
  {
    fits: /InvalidPdf|Rebuild failed|bukan pdf|not a pdf|password.?protected/i, why: 'refused',
    text: 'BSrE tidak dapat membaca PDF naskah ini. Buat ulang naskahnya, lalu tanda tangani lagi.',
  },
]

/** Refuses for what the service answered instead of a signed PDF. Its own words are not passed on: they may repeat what was sent. */
export function refuseBsre({ status, json }: BsreAnswer): never {
  const { error, message, status_code: code } = (typeof json === 'object' && json !== null ? json : {}) as Record<string, unknown>
  const words = [code, error, message].filter((one) => typeof one === 'string' || typeof one === 'number').join(' ')
  const found = known.find(({ fits }) => fits.test(words))
  if (found) throw new SigningRefusal(found.why, found.text)
  if (status === 401 || status === 403) {
    const text = 'Layanan BSrE menolak nama atau sandi aplikasi ini. Hubungi pengelola sistem; naskah Anda tetap tersimpan.'
    throw new SigningRefusal('unreachable', text)
  }
  if (status === 200 || status >= 500 || status === 408 || status === 429) {
    throw new SigningRefusal('unreachable', `Layanan tanda tangan BSrE sedang terganggu (status ${status}). ${tryAgain}`)
  }
  throw new SigningRefusal('refused', `BSrE menolak menandatangani naskah ini (status ${status}). Hubungi pengelola layanan BSrE instansi Anda.`)
}
