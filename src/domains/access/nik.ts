import { findNikRegion, type NikRegion } from './region-codes.ts'

/** What a NIK says about itself. That such a person exists is for the population register to say. */
export interface Nik {
  /** Sixteen digits, nothing between them. */
  nik: string
  /** `1990-08-17` */
  birthDate: string
  sex: 'female' | 'male'
  region: NikRegion
}

/** Why a text is not accepted, in words for the person who typed it. */
export interface ReadFault {
  fault: string
}

/**
 * Reads a NIK as people write it, spaces, dots and hyphens allowed, and checks its structure (Perpres 62/2019: region, birth date with 40 added to
 * a woman's day, serial). The two-digit year is taken as the latest one that is not after `now`.
 */
export function readNik(text: string, now: Date): Nik | ReadFault {
  const nik = text.replace(/[\s.-]/g, '')
  if (nik === '') return { fault: 'NIK belum diisi. Isilah 16 angka NIK seperti pada KTP Anda.' }
  if (!/^[0-9]+$/.test(nik)) return { fault: 'NIK hanya berisi angka. Hapus huruf atau tanda lain, lalu isi 16 angka seperti pada KTP Anda.' }
  if (nik.length !== 16) return { fault: `NIK berisi 16 angka, yang Anda isi ${nik.length} angka. Periksa kembali KTP Anda.` }
  const region = findNikRegion(nik.slice(0, 6))
  if (!region) return { fault: 'Enam angka pertama NIK bukan kode wilayah yang dikenal. Periksa kembali KTP Anda.' }
  const birth = readBirth(nik.slice(6, 12), now)
  if (!birth) return { fault: 'Angka ke-7 sampai ke-12 NIK bukan tanggal lahir yang benar. Periksa kembali KTP Anda.' }
  if (nik.endsWith('0000')) return { fault: 'Empat angka terakhir NIK tidak boleh 0000. Periksa kembali KTP Anda.' }
  return { nik, ...birth, region }
}

function readBirth(sixDigits: string, now: Date): Pick<Nik, 'birthDate' | 'sex'> | undefined {
  const dayAndSex = Number(sixDigits.slice(0, 2))
  const sex = dayAndSex > 40 ? 'female' : 'male'
  const day = String(sex === 'female' ? dayAndSex - 40 : dayAndSex).padStart(2, '0')
  const monthAndDay = `${sixDigits.slice(2, 4)}-${day}`
  const today = now.toISOString().slice(0, 10)
  for (const century of ['20', '19']) {
    const birthDate = `${century}${sixDigits.slice(4, 6)}-${monthAndDay}`
    if (isDay(birthDate) && birthDate <= today) return { birthDate, sex }
  }
  return undefined
}

function isDay(date: string): boolean {
  const moment = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(date)
}

/** The form in which a NIK may be shown: its first four digits and its last two. */
export function maskNik(nik: string): string {
  return `${nik.slice(0, 4)}${'•'.repeat(10)}${nik.slice(-2)}`
}
