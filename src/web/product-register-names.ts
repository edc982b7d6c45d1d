import type { Work } from '../kernel/work.ts'
import { listUnits } from '../domains/organisation/index.ts'
import { type Product, type PublicProduct, type Register, type RegisterColumn, writeValue } from '../domains/products/index.ts'

/** What codes in products are called. */
export interface ProductNames {
  unit(code: string): string
  /** A column's value as people read it; empty where there is none. */
  value(column: RegisterColumn, values: Record<string, string>): string
}

export async function productNames(work: Work): Promise<ProductNames> {
  const units = new Map((await listUnits(work)).map((unit) => [unit.code, unit.name]))
  const unit = (code: string) => units.get(code) ?? code
  return { unit, value: (column, values) => (values[column.name] === undefined ? '' : writeValue(column, values[column.name]!, unit)) }
}

const longTitle = 90

/** What an entry is called in a list: its number, else its key, else the first column that is filled. */
export function titleOf(register: Register, product: Product | PublicProduct, names: ProductNames): string {
  if (product.number) return product.number
  const columns = [...register.columns.filter((column) => column.name === register.key), ...register.columns]
  return cut(columns.map((column) => names.value(column, product.values)).find((text) => text !== '') ?? register.entryName, longTitle)
}

/** The first so many letters of a text, with `…` where there are more. */
export function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most).trimEnd()}…` : text
}
