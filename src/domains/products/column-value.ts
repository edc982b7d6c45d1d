import { formatDate, isLocalDate } from '../calendar/index.ts'
import { villageName } from '../organisation/index.ts'
import type { Facts } from '../sop/index.ts'
import type { Register, RegisterColumn } from './register.ts'

/** The values that a ticket's facts give to the columns of the same names; a column without a fact is left out. */
export function valuesFrom(register: Register, facts: Facts): Record<string, string> {
  const values: Record<string, string> = {}
  for (const { name } of register.columns) {
    const fact = Object.hasOwn(facts, name) ? facts[name] : undefined
    if (fact === undefined) continue
    values[name] = Array.isArray(fact) ? fact.join(', ') : typeof fact === 'boolean' ? (fact ? 'ya' : 'tidak') : String(fact).trim()
  }
  return values
}

/** A column's value as people read it; what is not of the column's type is shown as it is. */
export function writeValue(column: RegisterColumn, value: string, unitName: (code: string) => string): string {
  if (column.options) return Object.hasOwn(column.options, value) ? column.options[value]! : value
  switch (column.type) {
    case 'date': return isLocalDate(value) ? formatDate(value) : value
    case 'moment': return writeMoment(value)
    case 'money': return /^\d+(\.\d+)?$/.test(value) ? `Rp ${Number(value).toLocaleString('id-ID')}` : value
    case 'unit': return unitName(value)
    case 'village': return villageName(value) ?? value
    default: return value
  }
}

// The moment carries the tenant's own offset, so its digits are the local time.
function writeMoment(value: string): string {
  const [, day, hour, minute] = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})/.exec(value) ?? []
  return day && isLocalDate(day) ? `${formatDate(day)} pukul ${hour}.${minute}` : value
}
