import { formatDate } from '../calendar/index.ts'
import type { Law } from './standard.ts'

/** A law as decrees cite it: `Undang-Undang Nomor 14 Tahun 2008 tentang … (Lembaran Negara …)`, with what has changed it. */
export function writeLaw(law: Law): string {
  // The number of a decree holds its year: `261/KPTS/V/2017`.
  const year = law.number.includes('/') ? '' : ` Tahun ${law.year}`
  const parts = [
    `${law.kind} Nomor ${law.number}${year}`,
    ...(law.date ? [`tanggal ${formatDate(law.date)}`] : []),
    ...(law.about ? [`tentang ${law.about}`] : []),
    ...(law.source ? [`(${law.source})`] : []),
    ...law.amendedBy.map((change) => `sebagaimana telah diubah dengan ${writeLaw(change)}`),
  ]
  return parts.join(' ')
}
