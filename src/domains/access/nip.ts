import { isLocalDate } from '../calendar/index.ts'
import type { ReadFault } from './nik.ts'

/** What a NIP (Peraturan Kepala BKN 22/2007) itself says of a civil servant. */
export interface Nip {
  /** Eighteen digits. */
  nip: string
  /** `1990-08-17`, its first eight digits. */
  birthDate: string
}

/** Reads a NIP as people write it, with blanks, dots or dashes. Faults are sentences for whoever typed it. */
export function readNip(text: string): Nip | ReadFault {
  const nip = text.replace(/[\s./-]/g, '')
  if (!/^\d*$/.test(nip)) return { fault: 'NIP hanya berisi angka.' }
  if (nip.length !== 18) return { fault: `NIP berisi 18 angka, yang tertulis ${nip.length} angka.` }
  const birthDate = `${nip.slice(0, 4)}-${nip.slice(4, 6)}-${nip.slice(6, 8)}`
  if (!isLocalDate(birthDate)) return { fault: 'Delapan angka pertama NIP adalah tanggal lahir; yang tertulis bukan tanggal yang ada.' }
  return { nip, birthDate }
}

/** A NIP that can be shown: its year of birth and its last two digits. */
export function maskNip(nip: string): string {
  return `${nip.slice(0, 4)}••••••••••••${nip.slice(-2)}`
}
