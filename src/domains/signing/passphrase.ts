/** The name of the form control where a passphrase is typed, in the faults of signing. */
export const passphraseField = 'frasa-sandi'

const fewest = 8
const most = 128

/**
 * What is wrong with a passphrase that somebody chooses, in sentences; undefined for a good one. The passphrase is never part of them. Other letters
 * than those of the keyboard are refused because programs disagree on their bytes in a P12, so that its owner could not open it elsewhere.
 */
export function passphraseFault(passphrase: string): string | undefined {
  const faults: string[] = []
  if (passphrase.length < fewest) {
    const reason = 'yang lebih pendek dapat ditebak oleh siapa pun yang mendapatkan berkas sertifikat Anda'
    faults.push(`Frasa sandi paling sedikit ${fewest} karakter: ${reason}.`)
  }
  if (passphrase.length > most) faults.push(`Frasa sandi paling banyak ${most} karakter.`)
  if (!/[a-z]/i.test(passphrase) || !/\d/.test(passphrase)) {
    faults.push('Frasa sandi harus memuat huruf dan angka, karena kata biasa atau tanggal saja dapat ditemukan dengan mencoba daftar kata.')
  }
  if (!/^[\x20-\x7e]*$/.test(passphrase)) {
    faults.push('Pakai huruf a–z, angka, spasi dan tanda baca papan ketik saja, supaya berkas sertifikat dapat dibuka di semua program.')
  }
  if (passphrase.length >= fewest && new Set(passphrase).size < 4) {
    faults.push('Frasa sandi terlalu seragam: pakai sekurang-kurangnya 4 karakter yang berbeda.')
  }
  return faults.length > 0 ? faults.join(' ') : undefined
}
