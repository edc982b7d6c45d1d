import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { newId } from '../../kernel/ids.ts'
import { type Fault, Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import type { Upload } from '../../domains/files/index.ts'
import { deskFields, enterObjection, getDeskObjectionSop } from '../../domains/intake/index.ts'
import type { Typed } from '../../domains/sop/index.ts'
import { getVisibleTicket, readTicketNumber, type Ticket } from '../../domains/tickets/index.ts'
import { getTenant } from '../find-visit.ts'
import { beginObjection, drawnObjection } from '../objection-form.ts'
import { DeskObjectionPage } from '../pages/desk-pages.tsx'
import { readForm } from '../read-form.ts'
import { readReportForm } from '../report-form.ts'
import { pathText, show, withWork } from '../with-work.ts'

/** An objection that somebody brings or writes, entered from its request. For officers, as all of the desk. */
export function mountDeskObjection(app: FastifyInstance): void {
  app.get('/meja/:sop/keberatan', async (request, reply) => await showObjection(request, reply))
  app.post('/meja/:sop/keberatan', takeObjection)
}

/** The request to which somebody objects, if this officer may see it. */
async function getRequest(request: FastifyRequest, work: Work): Promise<Ticket> {
  const number = readTicketNumber(pathText(request, 'sop'))
  if (!number) throw new Refusal('not-found', 'Tiket itu tidak ada.')
  return (await getVisibleTicket(work, number)).ticket
}

interface Retry {
  values: Typed
  faults: Fault[]
  formKey: string
  uploads: Upload[]
}

async function showObjection(request: FastifyRequest, reply: FastifyReply, retry?: Retry): Promise<FastifyReply> {
  const { t } = request.visit.view
  const { sop, ticket, number, values } = await withWork(request, async (work) => {
    const found = await getRequest(request, work)
    // One that came in time may be entered later: whether it did is known when the form is sent.
    const ofTicket = await getDeskObjectionSop(work, found, found.closedAt)
    return { ticket: found, sop: ofTicket, ...(await beginObjection(work, found, ofTicket)) }
  })
  const form = { sop: drawnObjection(sop), values: retry?.values ?? values, faults: retry?.faults ?? [], formKey: retry?.formKey ?? newId(request.server.web.now()), uploads: retry?.uploads ?? [] }
  return show(request, reply, {
    title: (form.faults.length > 0 ? `${t('Salah:')} ` : '') + t('Meja depan'), area: 'officer', width: 'narrow', status: form.faults.length > 0 ? 422 : 200,
    main: <DeskObjectionPage {...form} {...(await readReportForm(request, form))} ticket={ticket} number={number} />,
  })
}

async function takeObjection(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const form = await readForm(request)
  const retry = { values: form.values, formKey: form.formKey, uploads: form.uploads }
  if (form.faults.length > 0) return await showObjection(request, reply, { ...retry, faults: form.faults })
  try {
    const filed = await withWork(request, async (work) => {
      const ticket = await getRequest(request, work)
      return await enterObjection(work, { ticketId: ticket.id, zone: getTenant(request).zone, formKey: form.formKey, typed: { ...form.values, ...filesByField(form.uploads) } })
    })
    return reply.redirect(`/meja/${filed.number}/tanda-terima`, 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || !['bad-input', 'too-late'].includes(refusal.code)) throw refusal
    return await showObjection(request, reply, { ...retry, faults: refusal.faults.length > 0 ? refusal.faults : [{ field: deskFields.received, text: refusal.message }] })
  }
}

function filesByField(uploads: Upload[]): Typed {
  return Object.fromEntries([...Map.groupBy(uploads, (upload) => upload.field)].map(([field, files]) => [field, files.map((file) => file.id)]))
}
