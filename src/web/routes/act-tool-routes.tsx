import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { getSop } from '../../domains/sop/index.ts'
import { addNote, fillCannedAnswer, getVisibleTicket, listCannedAnswers, previewStep, type Ticket } from '../../domains/tickets/index.ts'
import { getTenant } from '../find-visit.ts'
import type { OfficerRetry } from '../officer-ticket.ts'
import { readForm, type SentForm, textOf } from '../read-form.ts'
import { needOfficer, pathText, siteOf, withWork } from '../with-work.ts'
import { getNumber, showLost, showTicket } from './officer-routes.tsx'
import { withFiles } from './report-routes.tsx'

/** What helps an officer at a ticket and changes nothing of it: notes, canned answers put into a form, previews. */
export function mountActToolRoutes(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    getTenant(request)
    needOfficer(request)
  })
  app.post('/kotak-masuk/:nomor/catatan', takeNote)
  app.post('/kotak-masuk/:nomor/tindakan/:tindakan/sisipkan', insertCanned)
  app.post('/kotak-masuk/:nomor/tindakan/:tindakan/pratinjau', showPreview)
  app.get('/kotak-masuk/:nomor/jawaban-siap/:id', async (request, reply) => {
    const text = await withWork(request, async (work) => await filled(work, await readTicket(work, request), pathText(request, 'id')))
    if (text === undefined) throw new Refusal('not-found', 'Jawaban siap itu sudah tidak ada.')
    return reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store').send(text)
  })
}

async function readTicket(work: Work, request: FastifyRequest): Promise<Ticket> {
  const { ticket, standing } = await getVisibleTicket(work, getNumber(request))
  if (standing !== 'officer') throw new Refusal('not-found', 'Tiket itu tidak ada, atau bukan untuk Anda.')
  return ticket
}

async function filled(work: Work, ticket: Ticket, id: string): Promise<string | undefined> {
  const canned = (await listCannedAnswers(work)).find((one) => one.id === id)
  return canned && (await fillCannedAnswer(work, canned, ticket))
}

async function takeNote(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { values, formKey } = await readForm(request)
  try {
    await withWork(request, async (work) => addNote(work, { ticketId: (await readTicket(work, request)).id, text: textOf(values, 'catatan-internal'), formKey }))
    return reply.redirect(`/kotak-masuk/${getNumber(request)}#catatan`, 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.faults.length === 0) return await showLost(request, reply, { error: refusal, values })
    return await showTicket(request, reply, { values, faults: refusal.faults, act: 'catatan-internal', formKey })
  }
}

function retryOf(request: FastifyRequest, form: SentForm): OfficerRetry {
  return { values: form.values, faults: form.faults, act: pathText(request, 'tindakan'), uploads: form.uploads, formKey: form.formKey }
}

/** The form again, with all that was typed, and the canned answer at the end of the answer. */
async function insertCanned(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const form = await readForm(request)
  const field = textOf(form.values, 'ke')
  const text = await withWork(request, async (work) => await filled(work, await readTicket(work, request), textOf(form.values, 'siap')))
  const before = textOf(form.values, field).trimEnd()
  const values = { ...form.values, ...(text !== undefined && { [field]: before ? `${before}\n\n${text}` : text }) }
  return await showTicket(request, reply, { ...retryOf(request, form), values })
}

/** The form again, with what the reporter would get. */
async function showPreview(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const form = await readForm(request)
  const retry = retryOf(request, form)
  if (form.faults.length > 0) return await showTicket(request, reply, retry)
  try {
    const { ticket, sop } = await withWork(request, async (work) => {
      const ticket = await readTicket(work, request)
      return { ticket, sop: await getSop(work, ticket.sop, ticket.sopVersion) }
    })
    const preview = await previewStep((task) => withWork(request, task), {
      ticketId: ticket.id, act: pathText(request, 'tindakan'), typed: withFiles(sop, form), seenVersion: Number(textOf(form.values, 'versi')) || 0, formKey: form.formKey, site: siteOf(request),
    })
    return await showTicket(request, reply, { ...retry, preview })
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    if (refusal.code === 'conflict' || refusal.code === 'not-allowed') return await showTicket(request, reply, { ...retry, conflict: refusal.message })
    if (refusal.faults.length === 0) return await showLost(request, reply, { error: refusal, values: form.values })
    return await showTicket(request, reply, { ...retry, faults: refusal.faults })
  }
}
