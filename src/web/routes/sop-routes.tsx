import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { localDate } from '../../domains/calendar/index.ts'
import { makeSopSheetPdf, stepFigures } from '../../domains/reports/index.ts'
import { type Sop, sopsInForce, writeBpmn } from '../../domains/sop/index.ts'
import { getTenant } from '../find-visit.ts'
import { SopListPage, SopSheetPage } from '../pages/sop-pages.tsx'
import { pathText, queryText, show, withWork } from '../with-work.ts'

const ninetyDaysMs = 90 * 86_400_000

/** The procedures in force, each as its official sheet: a page, a PDF and a BPMN file, for everybody. Officers see how each step went besides. */
export function mountSopRoutes(app: FastifyInstance): void {
  app.get('/sop', async (request, reply) => {
    const sops = await withWork(request, (work) => sopsOf(request, work))
    return show(request, reply, { title: request.visit.view.t('Prosedur'), width: 'narrow', main: <SopListPage sops={sops} /> })
  })
  app.get('/sop/:sop', async (request, reply) => {
    const { sop, figures } = await withWork(request, async (work) => {
      const found = await getNamedSop(request, work)
      const since = new Date(work.now.getTime() - ninetyDaysMs)
      return { sop: found, figures: request.visit.actor.kind === 'officer' ? await stepFigures(work, { sop: found.code, since }) : undefined }
    })
    const main = <SopSheetPage sop={sop} tenant={getTenant(request)} figures={figures} />
    return show(request, reply, { title: sop.title, width: 'full', description: sop.summary, main })
  })
  app.get('/sop/:sop/sop.pdf', { compress: false }, async (request, reply) => {
    const sop = await withWork(request, (work) => getNamedSop(request, work))
    const { government, colours } = getTenant(request)
    const paper = queryText(request, 'kertas').toLowerCase() === 'f4' ? 'F4' : 'A4'
    const body = await makeSopSheetPdf({ sop, government, colours, paper })
    return sendFile(reply, { type: 'application/pdf', disposition: `inline; filename="sop-${sop.code}.pdf"`, body })
  })
  app.get('/sop/:sop/sop.bpmn', async (request, reply) => {
    const sop = await withWork(request, (work) => getNamedSop(request, work))
    const body = await writeBpmn(sop, getTenant(request).government)
    return sendFile(reply, { type: 'application/xml; charset=utf-8', disposition: `attachment; filename="sop-${sop.code}.bpmn"`, body })
  })
}

async function sopsOf(request: FastifyRequest, work: Work): Promise<Sop[]> {
  return await sopsInForce(work, localDate(work.now, getTenant(request).zone))
}

async function getNamedSop(request: FastifyRequest, work: Work): Promise<Sop> {
  const sop = (await sopsOf(request, work)).find((one) => one.code === pathText(request, 'sop'))
  if (!sop) throw new Refusal('not-found', 'SOP itu tidak ada.')
  return sop
}

function sendFile(reply: FastifyReply, { type, disposition, body }: { type: string; disposition: string; body: Buffer | string }): FastifyReply {
  return reply.headers({ 'content-type': type, 'content-disposition': disposition, 'cache-control': 'public, max-age=300' }).send(body)
}
