import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../kernel/refusal.ts'
import { findTicket, readTicketNumber } from '../../domains/tickets/index.ts'
import { giveKey, sameCode } from '../ticket-key.ts'
import { pathText, withWork } from '../with-work.ts'

/** The short links of letters to reporters: `/t/482109375/PNBQ5TA8` to the ticket, with `/n` to its survey. */
export function mountShortLinkRoutes(app: FastifyInstance): void {
  const strict = { config: { rateLimit: { max: Math.ceil(app.web.requestsPerMinute / 10), timeWindow: '1 minute' } } }
  app.get('/t/:nomor', (request, reply) => reply.redirect(`/lacak?nomor=${encodeURIComponent(pathText(request, 'nomor'))}`, 303))
  app.get('/t/:nomor/:kode', strict, async (request, reply) => reply.redirect(`/tiket/${await openTicket(request, reply)}`, 303))
  app.get('/t/:nomor/:kode/n', strict, async (request, reply) => reply.redirect(`/tiket/${await openTicket(request, reply)}/survei`, 303))
}

/** Gives the key of the ticket that a link names, and its number. Refuses `not-found`. */
async function openTicket(request: FastifyRequest, reply: FastifyReply): Promise<string> {
  const number = readTicketNumber(pathText(request, 'nomor'))
  const ticket = number && (await withWork(request, (work) => findTicket(work, { number })))
  if (!ticket || !sameCode(request, ticket.id, pathText(request, 'kode'))) throw new Refusal('not-found', 'Tautan itu tidak berlaku.')
  giveKey(request, reply, ticket)
  return ticket.number
}
