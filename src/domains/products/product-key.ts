import { sql } from 'kysely'
import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { formatDate } from '../calendar/index.ts'
import { appendEvent } from './product-history.ts'
import { open, selectProducts, type TenantDay } from './product-store.ts'
import type { Product } from './product.ts'
import type { Register } from './register.ts'

/** How keys are compared and kept: `Diskan.Example.go.id ` and `diskan.example.go.id` are one. */
export function cleanKey(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()
}

/** The key that a product's values give; undefined where the register has none. Refuses (`bad-input`) an empty one. */
export function readKey(register: Register, values: Record<string, string>): string | undefined {
  if (register.key === undefined) return undefined
  const key = cleanKey(values[register.key] ?? '')
  if (key === '') refuseInput([{ field: register.key, text: `${keyLabel(register)}: wajib diisi, karena menjadi kunci di ${register.name}.` }])
  return key
}

/** Closes what had a key and whose time is over; refuses (`bad-input`, on the key column) where one in force has it. */
export async function freeKey(work: Work, { register, key, day }: { register: Register; key: string; day: TenantDay }): Promise<void> {
  const [holding] = await selectProducts(work, day.today, sql`p.register = ${register.code} and p.key = ${key} and ${open} for update of p`)
  if (!holding) return
  if (holding.state === 'active') refuseTakenKey(register, key, ownWords(holding, day))
  await sql`update product set ended_at = ${work.now}, version = version + 1 where tenant_id = ${work.tenant} and id = ${holding.id}`.execute(work.db)
  await appendEvent(work, { productId: holding.id, what: 'ended', body: { ...(holding.validUntil && { validUntil: holding.validUntil }) } })
}

/** Runs a write that may meet a key which somebody else has just taken; that is refused as any key that is taken. */
export async function refusingTakenKey<T>(register: Register, key: string | undefined, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (key !== undefined && (error as { constraint?: string }).constraint === 'product_in_force') refuseTakenKey(register, key, '')
    throw error
  }
}

function refuseTakenKey(register: Register, key: string, since: string): never {
  const text = `${keyLabel(register)}: “${key}” sudah dipakai ${register.entryName} lain${since}. Pakai yang lain, atau ajukan perpanjangan atau pencabutannya.`
  throw new Refusal('bad-input', text, [{ field: register.key!, text }])
}

// Never whose it is: whoever types a key need not know that.
function ownWords({ issuedAt, validUntil }: Product, day: TenantDay): string {
  return ` yang terdaftar sejak ${formatDate(day.dayOf(issuedAt))}${validUntil ? ` dan berlaku sampai ${formatDate(validUntil)}` : ''}`
}

function keyLabel(register: Register): string {
  return register.columns.find((column) => column.name === register.key)?.label ?? register.key!
}
