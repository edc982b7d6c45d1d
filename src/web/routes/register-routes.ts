import type { FastifyInstance } from 'fastify'
import { Refusal } from '../../kernel/refusal.ts'
import { readTicketNumber } from '../../domains/tickets/index.ts'
import { getTenant } from '../find-visit.ts'
import { readForm } from '../read-form.ts'
import { askRegister } from '../register.ts'
import { needOfficer, pathText } from '../with-work.ts'

/** The validator's question to the population register. */
export function mountRegisterRoutes(app: FastifyInstance): void {
  app.post('/kotak-masuk/:nomor/periksa-register', async (request, reply) => {
    getTenant(request)
    needOfficer(request)
    await readForm(request)
    const number = readTicketNumber(pathText(request, 'nomor'))
    if (!number) throw new Refusal('not-found', 'Tiket itu tidak ada.')
    await askRegister(request, number)
    return reply.redirect(`/kotak-masuk/${number}#register`, 303)
  })
}
