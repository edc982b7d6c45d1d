import { recordLook } from '../domains/access/index.ts'
import { localDate, type Zone } from '../domains/calendar/index.ts'
import { type BookQuery, type NaskahState, readBook } from '../domains/naskah/index.ts'
import type { Work } from '../kernel/work.ts'
import { type BookLine, toLines } from './naskah-desk.ts'

export const bookHeads = ['Nomor urut', 'Nomor surat', 'Tanggal', 'Hal', 'Kepada', 'Keadaan', 'Penanda tangan', 'Ditandatangani', 'Dikirim', 'Dibatalkan', 'Alasan batal', 'SHA-256']

/** The state of a letter in Indonesian, as lists and files write it. */
export const naskahStateWords: Record<NaskahState, string> = { draft: 'konsep', initialled: 'diparaf', numbered: 'bernomor', signed: 'ditandatangani', sent: 'dikirim', void: 'batal' }

const lettersAtOnce = 300

interface BookFileOrder {
  query: Omit<BookQuery, 'after' | 'size'>
  zone: Zone
}

/** The lines of a part of the book as cells, the newest number first, in parts; the look is recorded before the first. Refuses `not-found` to strangers. */
export async function* bookCells(inWork: <T>(task: (work: Work) => Promise<T>) => Promise<T>, { query, zone }: BookFileOrder): AsyncGenerator<string[][]> {
  await inWork((work) => recordLook(work, { what: 'ekspor', subject: `surat ${query.unit}`, purpose: `mengunduh buku surat keluar ${query.year}` }))
  let after: string | undefined
  do {
    const part = await inWork(async (work) => {
      const { rows, next } = await readBook(work, { ...query, size: lettersAtOnce, ...(after && { after }) })
      return { lines: await toLines(work, rows, query.text), next }
    })
    yield part.lines.map((line) => cellsOf(line, zone))
    after = part.next
  } while (after)
}

function cellsOf({ naskah, open }: BookLine, zone: Zone): string[] {
  const day = (at: Date | undefined) => (at ? localDate(at, zone) : '')
  const hidden = (text: string | undefined) => (open ? (text ?? '') : '(rahasia)')
  return [
    naskah.seq === undefined ? '' : String(naskah.seq), naskah.number ?? '', day(naskah.numberedAt), hidden(naskah.subject), hidden(naskah.recipient), naskahStateWords[naskah.state],
    naskah.signer?.title ?? '', day(naskah.signedAt), day(naskah.sentAt), day(naskah.voidedAt), naskah.voidReason === undefined ? '' : hidden(naskah.voidReason), naskah.sha256 ?? '',
  ]
}
