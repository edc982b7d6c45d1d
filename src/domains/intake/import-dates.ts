import { isLocalDate } from '../calendar/index.ts'

const months = [
  ['jan', 'januari', 'january'], ['feb', 'februari', 'february', 'peb', 'pebruari'], ['mar', 'maret', 'march'], ['apr', 'april'], ['mei', 'may'], ['jun', 'juni', 'june'],
  ['jul', 'juli', 'july'], ['agu', 'ags', 'agt', 'agustus', 'aug', 'august'], ['sep', 'sept', 'september'], ['okt', 'oktober', 'oct', 'october'],
  ['nov', 'november', 'nop', 'nopember'], ['des', 'desember', 'dec', 'december'],
]

/** A day as spreadsheets hold it (`5 Jan 2024`, `05/01/2024` with the day first, `2024-01-05`, with or without a time behind it), as `2024-01-05`; undefined for anything else. */
export function readDay(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]|$)/.exec(text)
  if (iso) return dayOf(iso[1]!, Number(iso[2]), iso[3]!)
  const numeric = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[T ]|$)/.exec(text)
  if (numeric) return dayOf(numeric[3]!, Number(numeric[2]), numeric[1]!)
  const named = /^(\d{1,2})[ -]([a-z]+)\.?[ -](\d{4})(?:[T ,]|$)/i.exec(text)
  const month = named ? months.findIndex((names) => names.includes(named[2]!.toLowerCase())) + 1 : 0
  return named && month > 0 ? dayOf(named[3]!, month, named[1]!) : undefined
}

function dayOf(year: string, month: number, day: string): string | undefined {
  const date = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
  return isLocalDate(date) ? date : undefined
}

/** Minutes since midnight of `02:13:42`, `2.13` or a spreadsheet's share of a day (`0.0925`); undefined for anything else. */
export function readMinute(text: string): number | undefined {
  const clock = /^(?:.*[T ])?([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.][0-5]\d)?(?:\.\d+)?(?: ?(?:WIB|WITA|WIT))?$/.exec(text)
  const share = /^0?\.\d{3,}$|^0$/.test(text) ? Number(text) : undefined
  if (share !== undefined) return Math.floor(share * 1440 + 1e-6)
  return clock ? Number(clock[1]) * 60 + Number(clock[2]) : undefined
}
