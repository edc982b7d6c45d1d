import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { newId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { getSop } from '../../domains/sop/index.ts'
import { getBulkRun, mostInRun, orderBulkRun, readChosen, readTicketNumber } from '../../domains/tickets/index.ts'
import { readChoices } from '../field-choices.ts'
import { getTenant } from '../find-visit.ts'
import { BulkPage, BulkRunPage } from '../pages/bulk-pages.tsx'
import { readForm, type SentForm, textOf } from '../read-form.ts'
import { needOfficer, pathText, show, withWork } from '../with-work.ts'

/** The same act on several tickets: choosing it, and how far it is. */
export function mountBulkRoutes(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    getTenant(request)
    needOfficer(request)
  })
  app.get('/kotak-masuk/massal', async (request, reply) => await showChoice(request, reply, { numbers: numbersOf((request.query as Record<string, string | string[]>).tiket) }))
  app.post('/kotak-masuk/massal', order)
  app.get('/kotak-masuk/massal/:id', showRun)
}

function numbersOf(sent: string | string[] | undefined): string[] {
  return [sent ?? []].flat().flatMap((text) => readTicketNumber(String(text)) ?? []).slice(0, mostInRun)
}

interface Chosen {
  numbers: string[]
  form?: SentForm
  faults?: { field: string; text: string }[]
}

async function showChoice(request: FastifyRequest, reply: FastifyReply, { numbers, form, faults = [] }: Chosen): Promise<FastifyReply> {
  const content = await withWork(request, async (work) => {
    const choices = await readChosen(work, numbers)
    const [choice] = choices
    const uses = choice?.acts.flatMap((act) => act.fill) ?? []
    const fields = choice ? await readChoices(work, getTenant(request), { sop: choice.sop, uses, uploads: [] }) : { units: [], categories: [], officers: [], districts: [], uploads: [] }
    return { choices, fields }
  })
  const retry = { values: form?.values ?? {}, faults, ...(form && { act: textOf(form.values, 'tindakan') }) }
  return show(request, reply, {
    title: request.visit.view.t('Tindakan untuk beberapa tiket'), area: 'officer', status: faults.length > 0 ? 422 : 200,
    main: <BulkPage {...content} formKey={form?.formKey ?? newId(request.server.web.now())} retry={retry} />,
  })
}

async function order(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const form = await readForm(request)
  const numbers = numbersOf(form.values.tiket)
  try {
    const id = await withWork(request, (work) => orderBulkRun(work, { numbers, act: textOf(form.values, 'tindakan'), typed: form.values, formKey: form.formKey }))
    return reply.redirect(`/kotak-masuk/massal/${id}`, 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.faults.length === 0) throw refusal
    return await showChoice(request, reply, { numbers, form, faults: refusal.faults })
  }
}

async function showRun(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const content = await withWork(request, async (work) => {
    const run = await getBulkRun(work, pathText(request, 'id'))
    return { run, sop: await getSop(work, run.sop, run.sopVersion) }
  })
  return show(request, reply, { title: request.visit.view.t('Tindakan untuk beberapa tiket'), area: 'officer', scripts: ['langsung.js'], main: <BulkRunPage {...content} /> })
}
