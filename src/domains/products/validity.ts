import { formatDate, isLocalDate, type LocalDate } from '../calendar/index.ts'
import { type Fault, Refusal, refuseInput } from '../../kernel/refusal.ts'
import { addSpan } from './calendar-span.ts'
import type { Product } from './product.ts'
import type { Register } from './register.ts'

interface Ground {
  from: LocalDate
  values: Record<string, string>
  today: LocalDate
}

/** The last day of a product that begins to hold on a day; undefined where its register knows no end. Refuses an end that is missing, no date, or past. */
export function findValidUntil(register: Register, { from, values, today }: Ground): LocalDate | undefined {
  const { validity } = register
  if (!validity) return undefined
  if (!('until' in validity)) {
    const until = addSpan(from, validity)
    if (until < today) throw new Refusal('bad-input', `Masa berlaku sejak ${formatDate(from)} sudah berakhir pada ${formatDate(until)}. Periksa tanggal mulainya.`)
    return until
  }
  const until = values[validity.until] ?? ''
  const fault = untilFault(register, validity.until, { until, earliest: from > today ? from : today })
  if (fault) refuseInput([fault])
  return until
}

function untilFault(register: Register, name: string, { until, earliest }: { until: string; earliest: LocalDate }): Fault | undefined {
  const label = register.columns.find((column) => column.name === name)?.label ?? name
  if (!isLocalDate(until)) return { field: name, text: `${label}: isi tanggal berakhirnya, misalnya 2028-01-31.` }
  return until < earliest ? { field: name, text: `${label}: ${formatDate(until)} sudah lewat. Isi tanggal ${formatDate(earliest)} atau sesudahnya.` } : undefined
}

interface Deed {
  /** What was asked for, `diperpanjang`. */
  deed: string
  /** What to do instead, a sentence. */
  instead?: string
  dayOf(at: Date): LocalDate
}

/** Refuses what is no longer in force, with the day when it ended: `too-late` where its time is over, else `conflict`. */
export function needInForce(register: Register, product: Product, { deed, instead, dayOf }: Deed): void {
  const what = `${capital(register.entryName)} ${product.key ?? product.number ?? product.holder.name}`
  const so = `sehingga tidak dapat ${deed}.${instead ? ` ${instead}` : ''}`
  if (product.state === 'expired') throw new Refusal('too-late', `${what} sudah berakhir pada ${formatDate(product.validUntil!)}, ${so}`)
  if (product.state === 'revoked') throw new Refusal('conflict', `${what} sudah dicabut pada ${formatDate(dayOf(product.revokedAt!))}, ${so}`)
  if (product.state === 'void') throw new Refusal('conflict', `${what} sudah dibatalkan, ${so}`)
}

/** With its first letter large. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
