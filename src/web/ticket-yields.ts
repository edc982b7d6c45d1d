import type { Work } from '../kernel/work.ts'
import { naskahOfTicket } from '../domains/naskah/index.ts'
import { findProduct, listRegisters, type Product, productsOfTicket } from '../domains/products/index.ts'
import { getSop } from '../domains/sop/index.ts'
import { findTicket } from '../domains/tickets/index.ts'
import type { TicketYields } from './pages/yield-cards.tsx'

/** The official letters and products of a ticket: what it yielded, and what its applicant asked to have renewed, changed or revoked. Whether this person may see the ticket was decided before. */
export async function readYields(work: Work, ticketId: string): Promise<TicketYields> {
  const own = await productsOfTicket(work, ticketId)
  const products = [...own, ...(await chosenProducts(work, ticketId)).filter((one) => own.every(({ id }) => id !== one.id))]
  const registers = products.length > 0 ? new Map((await listRegisters(work)).map((register) => [register.code, register])) : new Map()
  return {
    letters: await naskahOfTicket(work, ticketId),
    products: products.flatMap((product) => { const register = registers.get(product.register); return register ? [{ product, register }] : [] }),
  }
}

/** Only those that had to be the applicant's own when they were named, so that nobody reads a stranger's here. */
async function chosenProducts(work: Work, ticketId: string): Promise<Product[]> {
  const ticket = await findTicket(work, { id: ticketId })
  const fields = ticket ? (await getSop(work, ticket.sop, ticket.sopVersion)).fields.filter((field) => field.type === 'product' && field.ownOnly) : []
  const found = await Promise.all(fields.map((field) => {
    const key = ticket!.state.facts[field.name]
    return typeof key === 'string' ? findProduct(work, { register: field.register!, key }) : undefined
  }))
  return found.flatMap((product) => product ?? [])
}
