import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { localDate } from '../../domains/calendar/index.ts'
import { listUnits, workCalendar } from '../../domains/organisation/index.ts'
import { makeStandardPdf } from '../../domains/reports/index.ts'
import { type Sop, sopsInForce } from '../../domains/sop/index.ts'
import { findStandard, listServices, searchServices, type ServiceStandard, standardOfSop, toService } from '../../domains/standards/index.ts'
import { getTenant } from '../find-visit.ts'
import { ServiceListPage, ServicePage } from '../pages/service-pages.tsx'
import { pathText, queryText, show, withWork } from '../with-work.ts'

/** The catalogue of services, for everybody: what there is, its published standard, and where to apply. */
export function mountServiceRoutes(app: FastifyInstance): void {
  app.get('/layanan', async (request, reply) => {
    const text = queryText(request, 'cari').trim().slice(0, 200)
    const services = await withWork(request, async (work) => {
      const sops = await currentSops(request, work)
      return text ? await searchServices(work, sops, text) : await listServices(work, sops)
    })
    return show(request, reply, { title: request.visit.view.t('Layanan'), main: <ServiceListPage services={services} text={text} /> })
  })
  app.get('/layanan/:kode', showService)
  app.get('/layanan/:kode/standar.pdf', { compress: false }, sendStandard)
}

async function showService(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const code = pathText(request, 'kode')
  const content = await withWork(request, async (work) => {
    const standard = await findStandard(work, code)
    if (!standard) return await standardOfSop(work, code)
    return { service: toService(standard, await currentSops(request, work)), unit: await unitName(work, standard), calendar: await workCalendar(work, standard.unit) }
  })
  if (!content) throw new Refusal('not-found', 'Layanan itu tidak ada.')
  // Asked for by a procedure of it.
  if (!('service' in content)) return reply.redirect(`/layanan/${content.code}`, 303)
  const { standard } = content.service
  return show(request, reply, { title: standard.shortName, width: 'narrow', description: standard.summary, main: <ServicePage {...content} /> })
}

async function sendStandard(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const tenant = getTenant(request)
  const code = pathText(request, 'kode')
  const { standard, unit } = await withWork(request, async (work) => {
    const found = await findStandard(work, code)
    if (!found) throw new Refusal('not-found', 'Layanan itu tidak ada.')
    return { standard: found, unit: await unitName(work, found) }
  })
  const address = `${request.host}/layanan/${standard.code}`
  const pdf = await makeStandardPdf({ standard, unit, government: tenant.government, contact: tenant.contact, address })
  return reply
    .headers({ 'content-type': 'application/pdf', 'cache-control': 'no-cache', 'content-disposition': `inline; filename="standar-pelayanan-${standard.code}.pdf"` })
    .send(pdf)
}

async function currentSops(request: FastifyRequest, work: Work): Promise<Sop[]> {
  return await sopsInForce(work, localDate(work.now, getTenant(request).zone))
}

async function unitName(work: Work, standard: ServiceStandard): Promise<string> {
  return (await listUnits(work)).find((unit) => unit.code === standard.unit)?.name ?? standard.unit
}
