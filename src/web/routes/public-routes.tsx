import type { FastifyInstance } from 'fastify'
import { Refusal } from '../../kernel/refusal.ts'
import { filesOf } from '../../domains/files/index.ts'
import { listUnits, villageName } from '../../domains/organisation/index.ts'
import { getSop } from '../../domains/sop/index.ts'
import { findPublished, publishedTickets, readTicketNumber } from '../../domains/tickets/index.ts'
import { PublishedListPage, PublishedTicketPage } from '../pages/published-pages.tsx'
import { pathText, queryText, show, withWork } from '../with-work.ts'

/** What everybody may read: complaints that were published with their answers. */
export function mountPublicRoutes(app: FastifyInstance): void {
  app.get('/laporan', async (request, reply) => {
    const unit = queryText(request, 'unit')
    const content = await withWork(request, async (work) => {
      const units = await listUnits(work)
      return { units, ...(await publishedTickets(work, { size: 12, after: queryText(request, 'setelah'), ...(unit && { unit }) })) }
    })
    return show(request, reply, { title: request.visit.view.t('Laporan publik'), main: <PublishedListPage {...content} unit={unit} /> })
  })

  app.get('/laporan/:nomor', async (request, reply) => {
    const number = readTicketNumber(pathText(request, 'nomor'))
    const content = await withWork(request, async (work) => {
      const ticket = number && (await findPublished(work, number))
      if (!ticket) throw new Refusal('not-found', 'Laporan itu tidak ada atau tidak untuk umum.')
      const units = await listUnits(work)
      return {
        ticket, sop: await getSop(work, ticket.sop, ticket.sopVersion), unit: units.find((u) => u.code === ticket.unit)?.name,
        village: ticket.village ? villageName(ticket.village) : undefined, files: (await filesOf(work, ticket.id)).filter((file) => file.field === 'lampiran'),
      }
    })
    return show(request, reply, { title: content.ticket.title, width: 'narrow', main: <PublishedTicketPage {...content} /> })
  })
}
