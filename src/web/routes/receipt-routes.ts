import type { FastifyInstance } from 'fastify'
import { Refusal } from '../../kernel/refusal.ts'
import { findSender, findTicket, getVisibleTicket, readTicketNumber } from '../../domains/tickets/index.ts'
import { sendReceiptPdf } from '../send-receipt.ts'
import { holdsKey } from '../ticket-key.ts'
import { pathText, withWork } from '../with-work.ts'

/** The reporter's own receipt, as a sheet to keep or print. */
export function mountReceiptRoutes(app: FastifyInstance): void {
  app.get('/tiket/:nomor/tanda-terima.pdf', { compress: false }, async (request, reply) => {
    const order = await withWork(request, async (work) => {
      const number = readTicketNumber(pathText(request, 'nomor'))
      const found = number && (await findTicket(work, { number }))
      if (!number || !found) throw new Refusal('not-found', 'Tiket itu tidak ada.')
      const { ticket, standing } = await getVisibleTicket(work, number, holdsKey(request, found))
      if (standing !== 'reporter') throw new Refusal('not-found', 'Tiket itu tidak ada.')
      const sender = await findSender(work, ticket.id)
      return { ticket, ...(sender && ticket.channel !== 'impor' && { sender: sender.name, receivedById: sender.enteredBy }) }
    })
    return await sendReceiptPdf(request, reply, order)
  })
}
