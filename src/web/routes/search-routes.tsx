import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { listUnits } from '../../domains/organisation/index.ts'
import { getSop } from '../../domains/sop/index.ts'
import { readTicketNumber, searchTickets } from '../../domains/tickets/index.ts'
import { getTenant } from '../find-visit.ts'
import { SearchPage } from '../pages/search-page.tsx'
import { needOfficer, queryText, show, withWork } from '../with-work.ts'

/** The officers' search. A whole ticket number leads to its ticket at once. */
export function mountSearchRoutes(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    getTenant(request)
    needOfficer(request)
  })
  app.get('/petugas/cari', showSearch)
}

async function showSearch(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const text = queryText(request, 'q').toWellFormed()
  const { t } = request.visit.view
  const content = await withWork(request, async (work) => {
    const result = await searchTickets(work, { text, after: queryText(request, 'setelah'), size: 20 })
    const keys = new Map(result.hits.map((hit) => [`${hit.sop} ${hit.sopVersion}`, hit]))
    const sops = new Map(await Promise.all([...keys].map(async ([key, hit]) => [key, await getSop(work, hit.sop, hit.sopVersion)] as const)))
    return { ...result, sops, units: new Map((await listUnits(work)).map((unit) => [unit.code, unit.shortName])) }
  })
  const number = readTicketNumber(text)
  if (number && content.hits[0]?.number === number) return reply.redirect(`/kotak-masuk/${number}`, 303)
  return show(request, reply, { title: text.trim() ? t('Hasil pencarian') : t('Cari tiket'), area: 'officer', main: <SearchPage {...content} text={text} /> })
}
