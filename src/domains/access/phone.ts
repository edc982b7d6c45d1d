import type { ReadFault } from './nik.ts'

/** An Indonesian mobile number in international form, `+6281234567890`. */
export interface Phone {
  phone: string
}

/** Reads a mobile number as people write it: `0812…`, `62812…`, `+62 812-…`, with spaces, dots, hyphens and brackets. */
export function readPhone(text: string): Phone | ReadFault {
  const bare = text.replace(/[\s.\-()]/g, '')
  if (bare === '') return { fault: 'Nomor telepon belum diisi. Isilah nomor ponsel Anda, misalnya 0812 3456 7890.' }
  if (!/^\+?[0-9]+$/.test(bare)) return { fault: 'Nomor telepon hanya berisi angka. Contoh: 0812 3456 7890.' }
  const national = bare.replace(/^(\+62|62|0062|0)0?/, '')
  const foreign = bare.startsWith('+') && !bare.startsWith('+62')
  if (foreign || !/^8[1-9]/.test(national)) return { fault: 'Ini bukan nomor ponsel Indonesia. Nomornya dimulai dengan 08 atau +628.' }
  if (national.length < 9) return { fault: 'Nomor telepon terlalu pendek. Periksa kembali angkanya.' }
  if (national.length > 12) return { fault: 'Nomor telepon terlalu panjang. Periksa kembali angkanya.' }
  return { phone: `+62${national}` }
}

/** The form in which a number may be shown: its operator's code and its last three digits. */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 6)}${'•'.repeat(phone.length - 9)}${phone.slice(-3)}`
}
