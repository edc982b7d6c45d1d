import type { FastifyRequest } from 'fastify'
import type { Fault } from '../kernel/refusal.ts'
import { addDays, isLocalDate, momentAt, type Zone } from '../domains/calendar/index.ts'
import { queryText } from './with-work.ts'

/** Days in the query, `dari` and `sampai`, as moments: `from` is in it, `before` is not. Both may be absent; what is no day is a fault of its field. */
export interface Period {
  from?: Date
  before?: Date
  faults: Fault[]
}

/** Reads a period from a query, in the zone of the tenant. */
export function readPeriod(request: FastifyRequest, zone: Zone): Period {
  const [from, until] = [queryText(request, 'dari'), queryText(request, 'sampai')]
  const faults: Fault[] = []
  for (const [field, day] of [['dari', from], ['sampai', until]] as const) if (day && !isLocalDate(day)) faults.push({ field, text: `Tanggal “${day.slice(0, 20)}” bukan tanggal. Contoh: 2026-01-31.` })
  if (from && until && faults.length === 0 && from > until) faults.push({ field: 'sampai', text: 'Tanggal akhir mendahului tanggal awal. Tukar keduanya.' })
  if (faults.length > 0) return { faults }
  return { faults, ...(from && { from: momentAt(from, 0, zone) }), ...(until && { before: momentAt(addDays(until, 1), 0, zone) }) }
}
