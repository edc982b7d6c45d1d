import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { localToday } from '../organisation/index.ts'
import { cleanKey } from './product-key.ts'
import { open, selectProducts } from './product-store.ts'
import type { Product } from './product.ts'

/** The newest product with a key, one that is neither revoked nor replaced before any other. Capitals and double spaces make no difference. Asks nobody who they are. */
export async function findProduct(work: Work, { register, key }: { register: string; key: string }): Promise<Product | undefined> {
  const today = await localToday(work)
  const [product] = await selectProducts(work, today, sql`p.register = ${register} and p.key = ${cleanKey(key)} order by ${open} desc, p.id desc limit 1`)
  return product
}

/** What a ticket has yielded, oldest first. Asks nobody who they are. */
export async function productsOfTicket(work: Work, ticketId: string): Promise<Product[]> {
  const today = await localToday(work)
  return await selectProducts(work, today, sql`p.ticket_id = ${ticketId} order by p.id`)
}
