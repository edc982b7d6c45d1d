import type { LocalDate } from '../calendar/index.ts'

export const productStates = ['active', 'expired', 'revoked', 'void'] as const
/** In force, its time over, taken back, or never meant to be. `expired` is reckoned from the day it is. */
export type ProductState = (typeof productStates)[number]

/** To whom a product belongs: a person with an account, a unit, or only a name. */
export interface Holder {
  personId?: string
  unit?: string
  name: string
}

/** What a service yields: one entry of a product register. */
export interface Product {
  id: string
  register: string
  number?: string
  /** The value of the key column, without capitals and with single spaces. */
  key?: string
  values: Record<string, string>
  holder: Holder
  state: ProductState
  issuedAt: Date
  validFrom: LocalDate
  /** The last day on which it holds, in the tenant's zone: it is over when that day is. Absent, it holds until it is revoked. */
  validUntil?: LocalDate
  revokedAt?: Date
  /** Why it was revoked or made void. */
  revokeReason?: string
  ticketId: string
  ticketNumber: string
  version: number
}

export interface ProductRow {
  id: string
  register: string
  number: string | null
  key: string | null
  values: Record<string, string>
  holder_person: string | null
  holder_unit: string | null
  holder_name: string
  issued_at: Date
  valid_from: LocalDate
  valid_until: LocalDate | null
  ended_at: Date | null
  revoked_at: Date | null
  voided_at: Date | null
  revoke_reason: string | null
  ticket_id: string
  ticket_number: string
  version: number
}

/** A row as a product, its state as it is today. */
export function toProduct(row: ProductRow, today: LocalDate): Product {
  return {
    id: row.id, register: row.register, values: row.values, state: stateOf(row, today), issuedAt: row.issued_at, validFrom: row.valid_from,
    ticketId: row.ticket_id, ticketNumber: row.ticket_number, version: row.version,
    holder: { name: row.holder_name, ...(row.holder_person && { personId: row.holder_person }), ...(row.holder_unit && { unit: row.holder_unit }) },
    ...(row.number && { number: row.number }), ...(row.key && { key: row.key }), ...(row.valid_until && { validUntil: row.valid_until }),
    ...(row.revoked_at && { revokedAt: row.revoked_at }), ...(row.revoke_reason && { revokeReason: row.revoke_reason }),
  }
}

function stateOf(row: ProductRow, today: LocalDate): ProductState {
  if (row.voided_at) return 'void'
  if (row.revoked_at) return 'revoked'
  return row.ended_at || (row.valid_until !== null && row.valid_until < today) ? 'expired' : 'active'
}
