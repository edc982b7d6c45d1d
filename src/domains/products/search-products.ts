import { type RawBuilder, sql } from 'kysely'
import { isId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { addDays, type LocalDate } from '../calendar/index.ts'
import { localToday } from '../organisation/index.ts'
import { cleanKey } from './product-key.ts'
import { historyOf, type ProductEvent } from './product-history.ts'
import { open, selectProducts } from './product-store.ts'
import type { Product, ProductState } from './product.ts'
import type { KeptRegister } from './register.ts'
import { getOpenableRegister, getPublicRegister, openableRegisters } from './register-store.ts'

/** What counts as ending soon, in days. */
export const soonDays = 30

/** Which products; every part narrows. */
export interface ProductFilter {
  register: string
  /** In the number, the holder's name or any column. */
  text?: string
  state?: ProductState
  /** In force, and over within 30 days. */
  soon?: boolean
}

export interface ProductQuery extends ProductFilter {
  /** The id of the last one seen; anything else begins anew. */
  after?: string
  size: number
}

/** One page of a register, newest first. Refuses `not-found` to whoever may not open it. */
export async function searchProducts(work: Work, query: ProductQuery): Promise<{ register: KeptRegister; products: Product[]; next?: string }> {
  const register = await getOpenableRegister(work, query.register)
  return { register, ...(await readPage(work, register, query)) }
}

/** The product of a register with its history. Refuses `not-found` as `searchProducts` does. */
export async function getProduct(work: Work, { register: code, id }: { register: string; id: string }): Promise<{ register: KeptRegister; product: Product; history: ProductEvent[] }> {
  const register = await getOpenableRegister(work, code)
  const today = await localToday(work)
  const [product] = isId(id) ? await selectProducts(work, today, sql`p.register = ${code} and p.id = ${id}`) : []
  if (!product) throw new Refusal('not-found', 'Catatan itu tidak ada di daftar ini.')
  return { register, product, history: await historyOf(work, id) }
}

/** What everybody may know of a product. */
export interface PublicProduct {
  id: string
  number?: string
  /** Columns that are not personal. */
  values: Record<string, string>
  unit?: string
  state: ProductState
  validUntil?: LocalDate
}

/** One page of a public register, without personal columns, holders who are people, and what is void; nothing hidden is searched. */
export async function publicProducts(work: Work, query: Omit<ProductQuery, 'state' | 'soon'>): Promise<{ register: KeptRegister; products: PublicProduct[]; next?: string }> {
  const whole = await getPublicRegister(work, query.register)
  const register = { ...whole, columns: whole.columns.filter((column) => !column.personal) }
  const { products, ...page } = await readPage(work, register, { ...query, forAll: true })
  return { register, products: products.map((product) => toPublic(register, product)), ...page }
}

function toPublic(register: KeptRegister, { id, number, values, holder, state, validUntil }: Product): PublicProduct {
  const shown = Object.fromEntries(register.columns.flatMap(({ name }) => (values[name] === undefined ? [] : [[name, values[name]]])))
  return { id, state, values: shown, ...(number && { number }), ...(holder.unit && { unit: holder.unit }), ...(validUntil && { validUntil }) }
}

async function readPage(work: Work, register: KeptRegister, query: ProductQuery & { forAll?: boolean }): Promise<{ products: Product[]; next?: string }> {
  const today = await localToday(work)
  const { after, size, state, soon, text = '', forAll = false } = query
  const parts = [
    sql`p.register = ${register.code}`,
    ...(after && isId(after) ? [sql`p.id < ${after}`] : []), ...(state ? [isState(state, today)] : []), ...(soon ? [isSoon(today)] : []),
    ...(forAll ? [sql`p.voided_at is null`] : []), ...wordsOf(text).map((word) => hasWord(register, word, forAll)),
  ]
  const found = await selectProducts(work, today, sql`${sql.join(parts, sql` and `)} order by p.id desc limit ${size + 1}`)
  const products = found.slice(0, size)
  return { products, ...(found.length > size && { next: products.at(-1)!.id }) }
}

const mostWords = 8

function wordsOf(text: string): string[] {
  return cleanKey(text.slice(0, 200)).split(' ').filter((word) => word !== '').slice(0, mostWords)
}

function hasWord(register: KeptRegister, word: string, forAll: boolean): RawBuilder<boolean> {
  const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`
  const columns = register.columns.map((column) => column.name)
  const holder = forAll ? sql`null` : sql`lower(p.holder_name)`
  return sql`(lower(p.number) like ${like} or ${holder} like ${like}
    or exists (select from jsonb_each_text(p."values") v where v.key = any(${columns}::text[]) and lower(v.value) like ${like}))`
}

const isOver = (today: LocalDate) => sql<boolean>`coalesce(p.valid_until < ${today}::date, false)`

function isState(state: ProductState, today: LocalDate): RawBuilder<boolean> {
  switch (state) {
    case 'active': return sql`(${open} and not ${isOver(today)})`
    case 'expired': return sql`(p.revoked_at is null and p.voided_at is null and (p.ended_at is not null or ${isOver(today)}))`
    case 'revoked': return sql`p.revoked_at is not null`
    case 'void': return sql`p.voided_at is not null`
  }
}

const isSoon = (today: LocalDate) => sql<boolean>`(${open} and p.valid_until between ${today}::date and ${addDays(today, soonDays)}::date)`

/** How many products of a register are in which state; those that end soon are among the active. */
export type ProductCounts = Record<ProductState | 'soon', number>

/** The registers that the actor may open, by name, with their counts. */
export async function countProducts(work: Work): Promise<{ register: KeptRegister; counts: ProductCounts }[]> {
  const registers = await openableRegisters(work)
  const today = await localToday(work)
  const count = (which: RawBuilder<boolean>) => sql`count(*) filter (where ${which})::int`
  const { rows } = await sql<ProductCounts & { register: string }>`
    select p.register, ${count(isState('active', today))} as active, ${count(isSoon(today))} as soon, ${count(isState('expired', today))} as expired,
      ${count(isState('revoked', today))} as revoked, ${count(isState('void', today))} as void
    from product p where p.tenant_id = ${work.tenant} and p.register = any(${registers.map((one) => one.code)}::text[]) group by p.register`.execute(work.db)
  const none: ProductCounts = { active: 0, soon: 0, expired: 0, revoked: 0, void: 0 }
  const byCode = new Map(rows.map(({ register, ...counts }) => [register, counts]))
  return registers.map((register) => ({ register, counts: byCode.get(register.code) ?? none }))
}
