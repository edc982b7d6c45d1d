import { type RawBuilder, sql } from 'kysely'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { type LocalDate, localDate } from '../calendar/index.ts'
import { findTenant } from '../organisation/index.ts'
import { type Product, type ProductRow, toProduct } from './product.ts'

/** The tenant's calendar as far as products need it: the day it is, and the day of a moment. */
export interface TenantDay {
  today: LocalDate
  dayOf(at: Date): LocalDate
}

export async function readDay(work: Work): Promise<TenantDay> {
  const tenant = await findTenant(work.db, work.tenant)
  if (!tenant) throw new Error(`tenant ${work.tenant} is not loaded`)
  return { today: localDate(work.now, tenant.zone), dayOf: (at) => localDate(at, tenant.zone) }
}

/** Neither ended, revoked nor void; its time may be over all the same. */
export const open: RawBuilder<boolean> = sql`(p.ended_at is null and p.revoked_at is null and p.voided_at is null)`

/** Some products of this tenant; `rest` is what follows in the `where`. */
export async function selectProducts(work: Work, today: LocalDate, rest: RawBuilder<unknown>): Promise<Product[]> {
  const { rows } = await sql<ProductRow>`
    select p.id, p.register, p.number, p.key, p."values", p.holder_person, p.holder_unit, p.holder_name, p.issued_at, p.valid_from, p.valid_until,
      p.ended_at, p.revoked_at, p.voided_at, p.revoke_reason, p.ticket_id, p.version,
      (select t.number from ticket t where t.tenant_id = p.tenant_id and t.id = p.ticket_id) as ticket_number
    from product p where p.tenant_id = ${work.tenant} and ${rest}`.execute(work.db)
  return rows.map((row) => toProduct(row, today))
}

/** Holds a product until the transaction ends; refuses `not-found`. */
export async function lockProduct(work: Work, id: string, today: LocalDate): Promise<Product> {
  const [product] = await selectProducts(work, today, sql`p.id = ${id} for update of p`)
  if (!product) throw new Refusal('not-found', 'Produk layanan itu tidak ada.')
  return product
}
