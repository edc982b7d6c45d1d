import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { countHeld, dismissHeld, listHeld, releaseHeld } from '../../domains/intake/index.ts'
import { HeldPage, type HeldPageProps } from '../pages/held-page.tsx'
import { readForm, textOf } from '../read-form.ts'
import { pathText, queryText, show, withWork } from '../with-work.ts'
import { needAdmin } from './letter-routes.tsx'

/** What came in and was held back: released, or set aside with a reason. For the tenant's administrators. */
export function mountHeldRoutes(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => needAdmin(request))
  app.get('/pesan/tertahan', async (request, reply) => await showHeld(request, reply, {
    dismissed: queryText(request, 'daftar') === 'diabaikan', after: queryText(request, 'setelah'), done: (['abaikan', 'proses'] as const).find((one) => one === queryText(request, 'sudah')),
  }))
  app.post('/pesan/tertahan/:id', async (request, reply) => {
    await readForm(request)
    await withWork(request, (work) => releaseHeld(work, pathText(request, 'id')))
    return reply.redirect('/pesan/tertahan?sudah=proses', 303)
  })
  app.post('/pesan/tertahan/:id/abaikan', async (request, reply) => {
    const { values } = await readForm(request)
    const [id, reason] = [pathText(request, 'id'), textOf(values, 'alasan')]
    try {
      await withWork(request, (work) => dismissHeld(work, { id, reason }))
      return reply.redirect('/pesan/tertahan?sudah=abaikan', 303)
    } catch (refusal) {
      if (!(refusal instanceof Refusal) || refusal.faults.length === 0) throw refusal
      return await showHeld(request, reply, { dismissed: false, after: textOf(values, 'setelah'), retry: { id, reason, faults: refusal.faults } })
    }
  })
}

async function showHeld(request: FastifyRequest, reply: FastifyReply, scene: Pick<HeldPageProps, 'dismissed' | 'after' | 'retry' | 'done'>): Promise<FastifyReply> {
  const after = isId(scene.after) ? scene.after : ''
  const content = await withWork(request, async (work) => ({ ...(await listHeld(work, { dismissed: scene.dismissed, ...(after && { after }) })), counts: await countHeld(work) }))
  return show(request, reply, {
    title: request.visit.view.t('Pesan masuk yang ditahan'), area: 'officer', status: scene.retry ? 422 : 200, main: <HeldPage {...content} {...scene} after={after} />,
  })
}
