import type { Work } from '../../kernel/work.ts'
import { recordLook } from '../access/index.ts'
import { listUnits } from '../organisation/index.ts'
import { writeValue } from './column-value.ts'
import { readDay } from './product-store.ts'
import type { Product, ProductState } from './product.ts'
import type { Register, RegisterColumn } from './register.ts'
import { type ProductFilter, searchProducts } from './search-products.ts'
import { getOpenableRegister } from './register-store.ts'

/** Runs one part of an export in a short transaction of its own. */
export type InWork = <T>(task: (work: Work) => Promise<T>) => Promise<T>

export interface ProductExport {
  name: string
  heads: string[]
  rows: AsyncGenerator<string[][]>
}

const productsAtOnce = 500
const stateWords: Record<ProductState, string> = { active: 'berlaku', expired: 'berakhir', revoked: 'dicabut', void: 'batal' }

/**
 * The filtered entries of a register as cells, newest first, in parts of 500: dates as `2026-01-31`, money in plain digits, so that a spreadsheet can reckon with them. The look
 * is recorded before the first part. Refuses `not-found` to whoever may not open the register. Cells are as people wrote them: the writer of a file defuses formulas.
 */
export async function exportProducts(inWork: InWork, filter: ProductFilter): Promise<ProductExport> {
  const { register, names, dayOf } = await inWork(async (work) => {
    const found = await getOpenableRegister(work, filter.register)
    await recordLook(work, { what: 'daftar', subject: found.code, purpose: `mengekspor daftar${describe(filter)}` })
    return { register: found, names: new Map((await listUnits(work)).map((unit) => [unit.code, unit.name])), dayOf: (await readDay(work)).dayOf }
  })
  const unitName = (code: string) => names.get(code) ?? code
  return { name: register.name, heads: headsOf(register), rows: readParts(inWork, filter, (product) => cellsOf(register, product, { unitName, dayOf })) }
}

function describe({ text, state, soon }: ProductFilter): string {
  const parts = [text && 'dengan kata tertentu', state && stateWords[state], soon && 'segera berakhir'].filter(Boolean)
  return parts.length > 0 ? ` (${parts.join(', ')})` : ''
}

async function* readParts(inWork: InWork, filter: ProductFilter, write: (product: Product) => string[]): AsyncGenerator<string[][]> {
  let after: string | undefined
  do {
    const page = await inWork((work) => searchProducts(work, { ...filter, size: productsAtOnce, ...(after && { after }) }))
    if (page.products.length > 0) yield page.products.map(write)
    after = page.next
  } while (after)
}

function headsOf(register: Register): string[] {
  return [
    ...(register.numbering ? ['Nomor'] : []), 'Tanggal', ...register.columns.map((column) => column.label), register.holderLabel, `Unit ${register.holderLabel.toLowerCase()}`,
    'Keadaan', 'Berlaku sampai', 'Tanggal dicabut', 'Alasan', 'Tiket',
  ]
}

function cellsOf(register: Register, product: Product, { unitName, dayOf }: { unitName(code: string): string; dayOf(at: Date): string }): string[] {
  const { number, issuedAt, values, holder, state, validUntil, revokedAt, revokeReason, ticketNumber } = product
  return [
    ...(register.numbering ? [number ?? ''] : []), dayOf(issuedAt), ...register.columns.map((column) => cellOf(column, values[column.name] ?? '', unitName)),
    holder.name, holder.unit ? unitName(holder.unit) : '', stateWords[state], validUntil ?? '', revokedAt ? dayOf(revokedAt) : '', revokeReason ?? '', ticketNumber,
  ]
}

function cellOf(column: RegisterColumn, value: string, unitName: (code: string) => string): string {
  return column.type === 'date' || column.type === 'moment' || column.type === 'money' ? value : writeValue(column, value, unitName)
}
