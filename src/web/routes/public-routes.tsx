import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../kernel/refusal.ts'
import { listUnits, villageName } from '../../domains/organisation/index.ts'
import { getSop } from '../../domains/sop/index.ts'
import { findPublished, findTicket, followingOf, followTicket, publicFilesOf, publishedTickets, readTicketNumber, searchPublished, unfollowTicket } from '../../domains/tickets/index.ts'
import { PublishedListPage, PublishedTicketPage } from '../pages/published-pages.tsx'
import { readForm, textOf } from '../read-form.ts'
import { pathText, queryText, show, withWork } from '../with-work.ts'

/** What everybody may read: complaints that were published with their answers. */
export function mountPublicRoutes(app: FastifyInstance): void {
  app.get('/laporan', async (request, reply) => {
    const unit = queryText(request, 'unit')
    const text = queryText(request, 'q').toWellFormed()
    const page = { size: 12, after: queryText(request, 'setelah'), ...(unit && { unit }) }
    const content = await withWork(request, async (work) => {
      const units = await listUnits(work)
      if (text.trim()) return { units, tickets: [], found: await searchPublished(work, { ...page, text }) }
      return { units, ...(await publishedTickets(work, page)) }
    })
    return show(request, reply, { title: request.visit.view.t('Laporan publik'), main: <PublishedListPage {...content} unit={unit} text={text} /> })
  })

  app.get('/laporan/:nomor', async (request, reply) => {
    const number = readTicketNumber(pathText(request, 'nomor'))
    const content = await withWork(request, async (work) => {
      const ticket = number && (await findPublished(work, number))
      if (!ticket) throw new Refusal('not-found', 'Laporan itu tidak ada atau tidak untuk umum.')
      const units = await listUnits(work)
      return {
        ticket, sop: await getSop(work, ticket.sop, ticket.sopVersion), unit: units.find((u) => u.code === ticket.unit)?.name,
        village: ticket.village ? villageName(ticket.village) : undefined, files: await publicFilesOf(work, ticket.id), following: await followingOf(work, ticket.id), joined: queryText(request, 'ikut') === '1',
        own: work.actor.kind === 'citizen' && (await findTicket(work, { id: ticket.id }))?.reporterId === work.actor.id,
      }
    })
    return show(request, reply, { title: content.ticket.title, width: 'narrow', main: <PublishedTicketPage {...content} /> })
  })
  app.post('/laporan/:nomor/ikuti', takeFollowing)
}

/** A citizen follows a public report, joins it, or stops. Whoever is not signed in is led there and back. */
async function takeFollowing(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { values } = await readForm(request)
  const number = readTicketNumber(pathText(request, 'nomor'))
  if (!number) throw new Refusal('not-found', 'Laporan itu tidak ada atau tidak untuk umum.')
  if (request.visit.actor.kind === 'guest') return reply.redirect(`/masuk?tujuan=/laporan/${number}`, 303)
  const how = textOf(values, 'cara')
  await withWork(request, async (work) => {
    if (how === 'berhenti') await unfollowTicket(work, number)
    else await followTicket(work, { number, join: how === 'dukung' })
  })
  return reply.redirect(how === 'dukung' ? `/laporan/${number}?ikut=1` : `/laporan/${number}`, 303)
}
