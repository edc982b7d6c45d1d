import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { localDate } from '../../domains/calendar/index.ts'
import { listTenants, listUnits } from '../../domains/organisation/index.ts'
import { sopsInForce } from '../../domains/sop/index.ts'
import { publicFigures, publishedTickets } from '../../domains/tickets/index.ts'
import { TenantHomePage } from '../pages/tenant-home-page.tsx'
import { RootPage } from '../pages/root-page.tsx'
import { show, withWork } from '../with-work.ts'

/** The front pages: of one regency, and of the installation. */
export function mountHomeRoutes(app: FastifyInstance): void {
  app.get('/', async (request, reply) => (request.visit.tenant ? await showTenantHome(request, reply) : await showRoot(request, reply)))
}

async function showRoot(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { web } = request.server
  const tenants = await listTenants(web.resources.db)
  // Never the host that was asked: anybody may write anything there.
  const port = request.port ? `:${request.port}` : ''
  const addressOf = (id: string) => `${web.https ? 'https' : 'http'}://${id}.${web.baseHost}${port}/`
  return show(request, reply, { title: 'Tanggap', width: 'full', main: <RootPage tenants={tenants.map((tenant) => ({ ...tenant, href: addressOf(tenant.id) }))} /> })
}

async function showTenantHome(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const tenant = request.visit.tenant!
  const content = await withWork(request, async (work) => ({
    sops: (await sopsInForce(work, localDate(work.now, tenant.zone))).filter((sop) => sop.kind === 'complaint'),
    figures: await publicFigures(work),
    latest: (await publishedTickets(work, { size: 3 })).tickets,
    units: new Map((await listUnits(work)).map((unit) => [unit.code, unit.name])),
  }))
  return show(request, reply, { title: tenant.name, width: 'full', description: tenant.motto, main: <TenantHomePage tenant={tenant} {...content} /> })
}
