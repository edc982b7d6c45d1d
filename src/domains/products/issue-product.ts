import { sql } from 'kysely'
import { newId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { isLocalDate, type LocalDate } from '../calendar/index.ts'
import type { Facts } from '../sop/index.ts'
import { valuesFrom } from './column-value.ts'
import { takeNumber } from './number-product.ts'
import type { Holder, Product } from './product.ts'
import { appendEvent } from './product-history.ts'
import { freeKey, readKey, refusingTakenKey } from './product-key.ts'
import { readDay, selectProducts } from './product-store.ts'
import { getRegister } from './register-store.ts'
import { findValidUntil } from './validity.ts'

export interface IssueOrder {
  register: string
  ticketId: string
  holder: Holder
  /** Of the ticket; columns take those of the same names. */
  facts: Facts
  /** The day from which it holds; today, if absent. */
  validFrom?: LocalDate
}

/**
 * Enters a product in its register, with the next number where the register has numbers. Refuses (`bad-input`, on the key column) a key that one in force
 * has; one with that key whose time is over is closed as ended. Part of the caller's transaction.
 */
export async function issueProduct(work: Work, order: IssueOrder): Promise<Product> {
  const register = await getRegister(work, order.register)
  if (!register.active) throw new Refusal('conflict', `${register.name} tidak dipakai lagi.`)
  const day = await readDay(work)
  const { today } = day
  const values = valuesFrom(register, order.facts)
  const from = order.validFrom ?? today
  if (!isLocalDate(from)) throw new Error(`validFrom is no date: ${from}`)
  const until = findValidUntil(register, { from, values, today })
  const key = readKey(register, values)
  if (key !== undefined) await freeKey(work, { register, key, day })
  const number = register.numbering && (await takeNumber(work, { register, numbering: register.numbering, today }))
  const id = newId(work.now)
  await refusingTakenKey(register, key, () => insert(work, { id, order, values, key, number, from, until }))
  const columns = Object.fromEntries(Object.entries(values).map(([name, to]) => [name, { to }]))
  await appendEvent(work, { productId: id, what: 'issued', ticketId: order.ticketId, body: { columns, ...(until && { validUntil: until }) } })
  const [product] = await selectProducts(work, today, sql`p.id = ${id}`)
  return product!
}

interface NewProduct {
  id: string
  order: IssueOrder
  values: Record<string, string>
  key: string | undefined
  number: string | undefined
  from: LocalDate
  until: LocalDate | undefined
}

async function insert(work: Work, { id, order, values, key, number, from, until }: NewProduct): Promise<void> {
  const { register, ticketId, holder } = order
  await sql`
    insert into product (tenant_id, id, ticket_id, register, number, key, "values", holder_person, holder_unit, holder_name, issued_at, valid_from, valid_until)
    values (${work.tenant}, ${id}, ${ticketId}, ${register}, ${number ?? null}, ${key ?? null}, ${JSON.stringify(values)}::jsonb,
      ${holder.personId ?? null}, ${holder.unit ?? null}, ${holder.name}, ${work.now}, ${from}, ${until ?? null})`.execute(work.db)
}
