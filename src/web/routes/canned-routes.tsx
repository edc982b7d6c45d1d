import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../kernel/refusal.ts'
import { listUnits } from '../../domains/organisation/index.ts'
import { dropCannedAnswer, listCannedAnswers, mayWriteCanned, saveCannedAnswer } from '../../domains/tickets/index.ts'
import { getTenant } from '../find-visit.ts'
import { CannedPage, type CannedRetry } from '../pages/canned-page.tsx'
import { readForm, textOf } from '../read-form.ts'
import { needOfficer, pathText, queryText, show, withWork } from '../with-work.ts'

/** Canned answers: officers read what they may use, and change their units' own; administrators all. */
export function mountCannedRoutes(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    getTenant(request)
    needOfficer(request)
  })
  app.get('/petugas/jawaban-siap', async (request, reply) => await showCanned(request, reply, { faults: [], values: {} }))
  app.post('/petugas/jawaban-siap', async (request, reply) => await saveCanned(request, reply))
  app.post('/petugas/jawaban-siap/:id', async (request, reply) => await saveCanned(request, reply, pathText(request, 'id')))
  app.post('/petugas/jawaban-siap/:id/hapus', async (request, reply) => {
    await readForm(request)
    await withWork(request, (work) => dropCannedAnswer(work, pathText(request, 'id')))
    return reply.redirect('/petugas/jawaban-siap?selesai=hapus', 303)
  })
}

async function saveCanned(request: FastifyRequest, reply: FastifyReply, id?: string): Promise<FastifyReply> {
  const { values } = await readForm(request)
  try {
    await withWork(request, (work) => saveCannedAnswer(work, { ...(id !== undefined && { id }), unit: textOf(values, 'unit'), title: textOf(values, 'judul-siap'), text: textOf(values, 'isi-siap') }))
    return reply.redirect('/petugas/jawaban-siap?selesai=simpan', 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.faults.length === 0) throw refusal
    return await showCanned(request, reply, { faults: refusal.faults, values, id: id ?? '' })
  }
}

async function showCanned(request: FastifyRequest, reply: FastifyReply, retry: CannedRetry): Promise<FastifyReply> {
  const { t } = request.visit.view
  const content = await withWork(request, async (work) => {
    const units = new Map((await listUnits(work)).filter((unit) => unit.active).map((unit) => [unit.code, unit.name]))
    const places = new Map([['', t('Semua unit')] as const, ...units].filter(([code]) => mayWriteCanned(work, code)))
    return { answers: await listCannedAnswers(work), units, places }
  })
  return show(request, reply, {
    title: t('Jawaban siap'), area: 'officer', width: 'narrow', status: retry.faults.length > 0 ? 422 : 200,
    main: <CannedPage {...content} retry={retry} done={retry.faults.length > 0 ? '' : queryText(request, 'selesai')} />,
  })
}
