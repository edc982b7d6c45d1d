import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { newId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Sop } from '../../domains/sop/index.ts'
import { fileObjection, getObjectionSop, type Ticket } from '../../domains/tickets/index.ts'
import { mostFilesOf } from '../files-of-form.ts'
import { beginObjection, drawnObjection } from '../objection-form.ts'
import { getOwnTicket } from '../own-ticket.ts'
import { ReportPage } from '../pages/report-pages.tsx'
import { readForm } from '../read-form.ts'
import { readReportForm, type ReportForm } from '../report-form.ts'
import { holdsKey, openReceipt } from '../ticket-key.ts'
import { pathText, show, withWork } from '../with-work.ts'
import { withFiles } from './report-routes.tsx'

/** An objection to what came of a ticket: its own form, within the window that the SOP gives, beginning with what the request has said. */
export function mountObjectionRoutes(app: FastifyInstance): void {
  app.get('/tiket/:nomor/keberatan', async (request, reply) => {
    const { sop, values } = await withWork(request, async (work) => {
      const ticket = await getOwnTicket(request, work)
      const found = await getObjectionSop(work, ticket)
      return { sop: found, ...(await beginObjection(work, ticket, found)) }
    })
    return await showForm(request, reply, { sop, values, faults: [], formKey: newId(request.server.web.now()), uploads: [] })
  })
  app.post('/tiket/:nomor/keberatan', takeObjection)
}

async function takeObjection(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await withWork(request, async (work) => {
    const ticket = await getOwnTicket(request, work)
    return { ticket, sop: await findObjectionSop(work, ticket) }
  })
  const form = await readForm(request, place.sop ? { mostFiles: mostFilesOf(place.sop, place.sop.form) } : {})
  const again = place.sop && { sop: place.sop, values: form.values, formKey: form.formKey, uploads: form.uploads }
  if (again && form.faults.length > 0) return await showForm(request, reply, { ...again, faults: form.faults })
  try {
    const typed = place.sop ? withFiles(place.sop, form) : form.values
    const filed = await withWork(request, (work) => fileObjection(work, { ticketId: place.ticket.id, typed, formKey: form.formKey, holdsCode: holdsKey(request, place.ticket) }))
    return openReceipt(request, reply, filed)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.faults.length === 0 || !again) throw refusal
    return await showForm(request, reply, { ...again, faults: refusal.faults })
  }
}

// Sent twice, the window is closed by the first; the filing itself will say so, or give what was made.
async function findObjectionSop(work: Parameters<typeof getObjectionSop>[0], ticket: Ticket): Promise<Sop | undefined> {
  return await getObjectionSop(work, ticket).catch((error: unknown) => {
    if (error instanceof Refusal) return undefined
    throw error
  })
}

async function showForm(request: FastifyRequest, reply: FastifyReply, form: ReportForm): Promise<FastifyReply> {
  const { t } = request.visit.view
  const number = await withWork(request, async (work) => (await beginObjection(work, await getOwnTicket(request, work), form.sop)).number)
  return show(request, reply, {
    title: (form.faults.length > 0 ? `${t('Salah:')} ` : '') + form.sop.shortTitle, width: 'narrow', status: form.faults.length > 0 ? 422 : 200,
    main: <ReportPage {...form} sop={drawnObjection(form.sop)} {...(await readReportForm(request, form))} action={`/tiket/${pathText(request, 'nomor')}/keberatan`} about={t('Keberatan atas permohonan nomor {nomor}.', { nomor: number })} send={t('Kirim keberatan')} />,
  })
}
