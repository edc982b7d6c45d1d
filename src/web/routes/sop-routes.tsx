import type { FastifyInstance } from 'fastify'
import { Refusal } from '../../kernel/refusal.ts'
import { localDate } from '../../domains/calendar/index.ts'
import { sopsInForce } from '../../domains/sop/index.ts'
import { getTenant } from '../find-visit.ts'
import { SopListPage, SopSheetPage } from '../pages/sop-pages.tsx'
import { pathText, show, withWork } from '../with-work.ts'

/** The procedures in force, each as its official sheet, for everybody. */
export function mountSopRoutes(app: FastifyInstance): void {
  app.get('/sop', async (request, reply) => {
    const tenant = getTenant(request)
    const sops = await withWork(request, (work) => sopsInForce(work, localDate(work.now, tenant.zone)))
    return show(request, reply, { title: request.visit.view.t('Prosedur'), width: 'narrow', main: <SopListPage sops={sops} /> })
  })
  app.get('/sop/:sop', async (request, reply) => {
    const tenant = getTenant(request)
    const sops = await withWork(request, (work) => sopsInForce(work, localDate(work.now, tenant.zone)))
    const sop = sops.find((one) => one.code === pathText(request, 'sop'))
    if (!sop) throw new Refusal('not-found', 'SOP itu tidak ada.')
    return show(request, reply, { title: sop.title, main: <SopSheetPage sop={sop} tenant={tenant} /> })
  })
}
