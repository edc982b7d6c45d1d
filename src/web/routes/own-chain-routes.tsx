import type { FastifyInstance } from 'fastify'
import { checkOwnChain, ownProof, reporterTimeline, sopSpans } from '../../domains/tickets/index.ts'
import { getReportersTicket } from '../own-ticket.ts'
import { OwnChainPage } from '../pages/own-chain-page.tsx'
import { timelineNames } from '../timeline-names.ts'
import { show, withWork } from '../with-work.ts'

/** A reporter checks that nothing of their ticket was changed, and takes the proof along. */
export function mountOwnChainRoutes(app: FastifyInstance): void {
  app.get('/tiket/:nomor/keutuhan', async (request, reply) => {
    const content = await withWork(request, async (work) => {
      const ticket = await getReportersTicket(request, work)
      const chain = await checkOwnChain(work, ticket)
      const events = chain.events.map((one) => one.event)
      // What was tampered with may name an SOP that never was: the check says so, and the words are left out.
      const spans = await sopSpans(work, events).catch(() => [])
      const timeline = spans.length > 0 ? reporterTimeline(spans, events, { ...(await timelineNames(work)), facts: ticket.submitted }) : []
      return { ticket, timeline, chain }
    })
    return show(request, reply, { title: request.visit.view.t('Keutuhan tiket'), main: <OwnChainPage {...content} /> })
  })
  app.get('/tiket/:nomor/keutuhan.json', async (request, reply) => {
    const { number, proof } = await withWork(request, async (work) => {
      const ticket = await getReportersTicket(request, work)
      return { number: ticket.number, proof: await ownProof(work, ticket, await checkOwnChain(work, ticket)) }
    })
    return reply
      .headers({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'private, no-store', 'content-disposition': `attachment; filename="bukti-tiket-${number}.json"` })
      .send(`${JSON.stringify(proof, undefined, 1)}\n`)
  })
}
