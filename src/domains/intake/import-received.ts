import { momentAt } from '../calendar/index.ts'
import { readDay, readMinute } from './import-dates.ts'
import { type CellFault, type ImportGround, showFound } from './import-order.ts'

interface ReceivedCells {
  day: { column: string; text: string }
  time: { column: string; text: string }
}

/** The moment at which a row's report came in, local; not in the future and not before 2000. Without a time, the office's midnight. */
export function readReceivedCells(ground: ImportGround, { day, time }: ReceivedCells): { at: Date } | { fault: CellFault } {
  const date = readDay(day.text)
  if (!date) return { fault: { column: day.column, found: showFound(day.text), expected: 'tanggal, misalnya 5 Jan 2024, 05/01/2024 atau 2024-01-05' } }
  const minute = time.text === '' ? (readMinute(day.text) ?? 0) : readMinute(time.text)
  if (minute === undefined) return { fault: { column: time.column, found: showFound(time.text), expected: 'jam, misalnya 02:13:42 atau 14.30' } }
  const at = momentAt(date, minute, ground.tenant.zone)
  if (at > ground.now) return { fault: { column: day.column, found: showFound(`${day.text} ${time.text}`.trim()), expected: 'waktu yang sudah lewat' } }
  if (date < '2000-01-01') return { fault: { column: day.column, found: showFound(day.text), expected: 'tahun 2000 atau sesudahnya' } }
  return { at }
}
