import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { newId } from '../../kernel/ids.ts'
import { type Fault, Refusal } from '../../kernel/refusal.ts'
import type { Upload } from '../../domains/files/index.ts'
import { listUnits } from '../../domains/organisation/index.ts'
import { getSop, type Typed } from '../../domains/sop/index.ts'
import { actsFor, getStepLink, reporterTimeline, resendStepLink, takeLinkedStep, toldEvents } from '../../domains/tickets/index.ts'
import { readChoices } from '../field-choices.ts'
import { mostFilesOfAct } from '../files-of-form.ts'
import { getTenant } from '../find-visit.ts'
import { StepLinkPage } from '../pages/step-link-page.tsx'
import { readForm, textOf } from '../read-form.ts'
import { giveKey } from '../ticket-key.ts'
import { timelineNames } from '../timeline-names.ts'
import { pathText, queryText, show, withWork } from '../with-work.ts'
import { withFiles } from './report-routes.tsx'

interface Retry {
  values: Typed
  faults: Fault[]
  act?: string
  /** Why the act could not be taken, where it is no single field's fault. */
  told?: string
  uploads?: Upload[]
  formKey?: string
}

/** Links sent by e-mail: whoever reads the address acts once on one step. Opening a link uses nothing up. */
export function mountStepLinkRoutes(app: FastifyInstance): void {
  const fewTries = { config: { rateLimit: { max: Math.ceil(app.web.requestsPerMinute / 10), timeWindow: '1 minute' } } }
  app.get('/tautan/:kunci', fewTries, async (request, reply) => await showLink(request, reply, { values: {}, faults: [] }))
  app.post('/tautan/:kunci/kirim-lagi', fewTries, async (request, reply) => {
    await readForm(request)
    const key = pathText(request, 'kunci')
    await withWork(request, async (work) => {
      const link = await getStepLink(work, key)
      if (link.state !== 'expired') throw new Refusal('conflict', 'Tautan ini tidak perlu dikirim lagi. Muat ulang halamannya.')
      await resendStepLink(work, link.ticket.id)
    })
    return reply.redirect(`/tautan/${encodeURIComponent(key)}?terkirim=ya`, 303)
  })
  app.post('/tautan/:kunci/:tindakan', fewTries, takeAct)
}

async function showLink(request: FastifyRequest, reply: FastifyReply, retry: Retry): Promise<FastifyReply> {
  const tenant = getTenant(request)
  const linkKey = pathText(request, 'kunci')
  const content = await withWork(request, async (work) => {
    const link = await getStepLink(work, linkKey)
    const sop = await getSop(work, link.ticket.sop, link.ticket.sopVersion)
    const units = new Map((await listUnits(work)).map((unit) => [unit.code, unit.name]))
    const acts = link.state === 'open' ? await actsFor(work, link.ticket, { holdsCode: true, byLink: true }) : []
    const news = reporterTimeline(sop, await toldEvents(work, link.ticket.id), { ...(await timelineNames(work)), facts: link.ticket.submitted }).at(-1)
    return { link, sop, acts, units, news, choices: await readChoices(work, tenant, { sop, uses: acts.flatMap((a) => a.act.fill), uploads: retry.uploads ?? [] }) }
  })
  reply.header('referrer-policy', 'no-referrer').header('cache-control', 'no-store')
  return show(request, reply, {
    title: content.sop.shortTitle, width: 'narrow', status: retry.faults.length > 0 ? 422 : retry.told ? 409 : content.link.state === 'open' ? 200 : 410,
    main: <StepLinkPage {...content} linkKey={linkKey} retry={retry} formKey={retry.formKey ?? newId(request.server.web.now())} sent={queryText(request, 'terkirim') === 'ya'} />,
  })
}

async function takeAct(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const act = pathText(request, 'tindakan')
  const mostFiles = await withWork(request, async (work) => {
    const { ticket } = await getStepLink(work, pathText(request, 'kunci'))
    return mostFilesOfAct(await getSop(work, ticket.sop, ticket.sopVersion), act)
  })
  const form = await readForm(request, { mostFiles })
  const retry: Retry = { values: form.values, faults: form.faults, act, uploads: form.uploads, formKey: form.formKey }
  if (form.faults.length > 0) return await showLink(request, reply, retry)
  try {
    const ticket = await withWork(request, async (work) => {
      const { ticket } = await getStepLink(work, pathText(request, 'kunci'))
      const sop = await getSop(work, ticket.sop, ticket.sopVersion)
      return await takeLinkedStep(work, { key: pathText(request, 'kunci'), act, typed: withFiles(sop, form), seenVersion: Number(textOf(form.values, 'versi')), formKey: form.formKey })
    })
    giveKey(request, reply, ticket)
    return reply.redirect(`/tiket/${ticket.number}`, 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    if (refusal.faults.length === 0 && ['too-late', 'conflict', 'not-allowed'].includes(refusal.code)) return await showLink(request, reply, { ...retry, told: refusal.message })
    if (refusal.faults.length === 0) throw refusal
    return await showLink(request, reply, { ...retry, faults: refusal.faults })
  }
}
