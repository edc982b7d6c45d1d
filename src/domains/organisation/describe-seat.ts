import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { formatDate, type LocalDate } from '../calendar/index.ts'
import type { AssignmentKind } from './assignment-list.ts'

export interface SeatWords {
  post: string
  unit: string
  kind: AssignmentKind
  letterNumber?: string
  validFrom?: LocalDate
  validUntil?: LocalDate | null
}

const titles: Record<AssignmentKind, string> = { tetap: '', plt: 'Plt. ', plh: 'Plh. ' }

/** A seat in words for a history: `Plh. Kepala Dinas di Dinas Komunikasi, ST/1/2026, 5 Januari 2026 sampai 9 Januari 2026`. */
export async function describeSeat(work: Work, seat: SeatWords): Promise<string> {
  const { rows } = await sql<{ post: string | null; unit: string | null }>`
    select (select name from post_kind where tenant_id = ${work.tenant} and code = ${seat.post}) as post,
      (select name from unit where tenant_id = ${work.tenant} and code = ${seat.unit}) as unit`.execute(work.db)
  const place = `${titles[seat.kind]}${rows[0]?.post ?? seat.post} di ${rows[0]?.unit ?? seat.unit}`
  const days = seat.validFrom && (seat.validUntil ? `${formatDate(seat.validFrom)} sampai ${formatDate(seat.validUntil)}` : `sejak ${formatDate(seat.validFrom)}`)
  return [place, seat.letterNumber, days].filter(Boolean).join(', ')
}
