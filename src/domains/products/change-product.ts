import { sql } from 'kysely'
import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { formatDate, type LocalDate } from '../calendar/index.ts'
import type { Facts } from '../sop/index.ts'
import { valuesFrom } from './column-value.ts'
import type { Product } from './product.ts'
import { appendEvent, type ProductEventBody } from './product-history.ts'
import { freeKey, readKey, refusingTakenKey } from './product-key.ts'
import { lockProduct, readDay, selectProducts, type TenantDay } from './product-store.ts'
import type { Register } from './register.ts'
import { getRegister } from './register-store.ts'
import { capital, findValidUntil, needInForce } from './validity.ts'

/**
 * Takes facts of a ticket into the columns of the newest product that this ticket issued in a register, or of the product that is named; columns without a fact stay. Gives the product, or
 * undefined where the ticket has issued none there. A new end of the validity is refused once the old one is past.
 */
export async function noteProduct(work: Work, order: { register: string; ticketId: string; facts: Facts; productId?: string }): Promise<Product | undefined> {
  const register = await getRegister(work, order.register)
  const day = await readDay(work)
  const which = order.productId ? sql`p.id = ${order.productId}` : sql`p.ticket_id = ${order.ticketId}`
  const rest = sql`p.register = ${register.code} and ${which} and p.voided_at is null order by p.id desc limit 1 for update of p`
  const [before] = await selectProducts(work, day.today, rest)
  if (!before) return undefined
  const { validity } = register
  const values = { ...before.values, ...valuesFrom(register, order.facts) }
  let until = before.validUntil
  if (validity && 'until' in validity && values[validity.until] !== before.values[validity.until]) {
    needInForce(register, before, { deed: 'diperpanjang', instead: 'Ajukan penerbitan baru.', dayOf: day.dayOf })
    until = findValidUntil(register, { from: before.validFrom, values, today: day.today })
  }
  return await save(work, { register, before, values, day, what: 'noted', ticketId: order.ticketId, from: before.validFrom, until })
}

/**
 * Lets a product hold anew from today, never shorter than it does now. Refuses one that is over (`too-late`), revoked or void (`conflict`): those are issued anew, and the
 * refusal says so with the date.
 */
export async function renewProduct(work: Work, order: { productId: string; ticketId: string; facts: Facts }): Promise<Product> {
  const day = await readDay(work)
  const before = await lockProduct(work, order.productId, day.today)
  const register = await getRegister(work, before.register)
  needInForce(register, before, { deed: 'diperpanjang', instead: 'Ajukan penerbitan baru.', dayOf: day.dayOf })
  const { validity } = register
  if (!validity || !before.validUntil) throw new Refusal('conflict', `${capital(register.entryName)} ini tidak mempunyai masa berlaku, sehingga tidak perlu diperpanjang.`)
  const values = { ...before.values, ...valuesFrom(register, order.facts) }
  const found = findValidUntil(register, { from: day.today, values, today: day.today })!
  if ('until' in validity && found <= before.validUntil) {
    refuseInput([{ field: validity.until, text: `Tanggal berakhir yang baru harus sesudah ${formatDate(before.validUntil)}.` }])
  }
  const until = found > before.validUntil ? found : before.validUntil
  return await save(work, { register, before, values, day, what: 'renewed', ticketId: order.ticketId, from: day.today, until })
}

interface EndOrder {
  productId: string
  ticketId: string
  reason: string
}

/** Takes a product back before its time. Refuses an empty reason (`bad-input`, on `alasan`), and one that is over, revoked or void already. */
export async function revokeProduct(work: Work, order: EndOrder): Promise<Product> {
  return await endProduct(work, order, { what: 'revoked', deed: 'dicabut' })
}

/** Marks an entry that should never have been made; its number stays used. Refuses as `revokeProduct` does. */
export async function voidProduct(work: Work, order: EndOrder): Promise<Product> {
  return await endProduct(work, order, { what: 'voided', deed: 'dibatalkan' })
}

async function endProduct(work: Work, { productId, ticketId, reason }: EndOrder, end: { what: 'revoked' | 'voided'; deed: string }): Promise<Product> {
  const words = reason.trim()
  if (words === '') refuseInput([{ field: 'alasan', text: 'Alasan: wajib diisi.' }])
  const day = await readDay(work)
  const before = await lockProduct(work, productId, day.today)
  needInForce(await getRegister(work, before.register), before, { deed: end.deed, dayOf: day.dayOf })
  const column = sql.ref(end.what === 'revoked' ? 'revoked_at' : 'voided_at')
  await sql`
    update product set ${column} = ${work.now}, revoke_reason = ${words}, version = version + 1 where tenant_id = ${work.tenant} and id = ${productId}`.execute(work.db)
  await appendEvent(work, { productId, what: end.what, ticketId, body: { reason: words } })
  return await lockProduct(work, productId, day.today)
}

interface Change {
  register: Register
  before: Product
  values: Record<string, string>
  day: TenantDay
  what: 'noted' | 'renewed'
  ticketId: string
  from: LocalDate
  until: LocalDate | undefined
}

/** Writes a change and its line in the history; where nothing changed, neither. */
async function save(work: Work, change: Change): Promise<Product> {
  const { register, before, values, day, what, ticketId, from, until } = change
  const columns = changesOf(before.values, values)
  if (what === 'noted' && Object.keys(columns).length === 0) return before
  const key = readKey(register, values)
  if (key !== undefined && key !== before.key && before.state === 'active') await freeKey(work, { register, key, day })
  await refusingTakenKey(register, key, () => sql`
    update product set "values" = ${JSON.stringify(values)}::jsonb, key = ${key ?? null}, valid_from = ${from}, valid_until = ${until ?? null}, version = version + 1
    where tenant_id = ${work.tenant} and id = ${before.id}`.execute(work.db))
  const body: ProductEventBody = { columns, ...(until && until !== before.validUntil && { validUntil: until }) }
  await appendEvent(work, { productId: before.id, what, ticketId, body })
  return await lockProduct(work, before.id, day.today)
}

function changesOf(before: Record<string, string>, after: Record<string, string>): NonNullable<ProductEventBody['columns']> {
  return Object.fromEntries(Object.entries(after).filter(([name, to]) => before[name] !== to).map(([name, to]) => [name, { ...(before[name] !== undefined && { from: before[name] }), to }]))
}
