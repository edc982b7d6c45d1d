import { queueReply, saveContact } from '../messages/index.ts'
import type { Product } from '../products/index.ts'
import { tellReporter } from './course-messages.ts'
import type { Course } from './ticket-course.ts'

/** Tells the applicant what became of their product, and the address that it was issued for: whoever reads there must know, whoever applied. */
export function tellHolder(course: Course, product: Product, text: string): void {
  tellReporter(course, { kind: 'kabar', text })
  const { key } = product
  if (!key?.includes('@')) return
  const { work, ticket } = course
  const owner = { kind: 'ticket' as const, id: ticket.id }
  course.after.push(async () => {
    // Off, so that nothing else about the ticket goes to it.
    await saveContact(work, owner, { channel: 'email', address: key, slot: 'produk', enabled: false })
    await queueReply(work, { owner, channel: 'email', slot: 'produk', text: `${course.sop.shortTitle}, tiket ${ticket.number}: ${text}`, key: `produk/${product.id}/${ticket.id}/${course.sop.code}`, subjectId: ticket.id })
  })
}
