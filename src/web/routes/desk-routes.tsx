import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { newId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { recordLook } from '../../domains/access/index.ts'
import { localDate } from '../../domains/calendar/index.ts'
import { enterAtDesk, mayEnterAtDesk } from '../../domains/intake/index.ts'
import { getSop, type Sop, sopsInForce } from '../../domains/sop/index.ts'
import { type DeskSender, findSender, findTicket, readTicketNumber, type Ticket } from '../../domains/tickets/index.ts'
import { mostFilesOf } from '../files-of-form.ts'
import { getTenant } from '../find-visit.ts'
import { DeskChoicePage, DeskPage, DeskReceiptPage } from '../pages/desk-pages.tsx'
import { readForm, textOf } from '../read-form.ts'
import { readReportForm, type ReportForm } from '../report-form.ts'
import { sendReceiptPdf } from '../send-receipt.ts'
import { codeOf } from '../ticket-key.ts'
import { readYields } from '../ticket-yields.ts'
import { needOfficer, pathText, show, withWork } from '../with-work.ts'
import { mountDeskObjection } from './desk-objection-routes.tsx'
import { withFiles } from './report-routes.tsx'

/** The front desk: what came by letter, phone, in person or on social media is entered for its sender, who gets a printed receipt. */
export function mountDeskRoutes(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    getTenant(request)
    needOfficer(request)
  })
  app.get('/meja', async (request, reply) => {
    const sops = await deskSops(request)
    if (sops.length === 1) return reply.redirect(`/meja/${sops[0]!.code}`, 303)
    return show(request, reply, { title: request.visit.view.t('Meja depan'), area: 'officer', width: 'narrow', main: <DeskChoicePage sops={sops} /> })
  })
  app.get('/meja/:sop', async (request, reply) => await showForm(request, reply, { sop: await getDeskSop(request), values: {}, faults: [], formKey: newId(app.web.now()), uploads: [] }))
  app.post('/meja/:sop', takeEntry)
  mountDeskObjection(app)
  app.get('/meja/:sop/tanda-terima', showReceipt)
  app.get('/meja/:sop/tanda-terima.pdf', { compress: false }, async (request, reply) => {
    const { ticket, sender } = await withWork(request, (work) => getOwnEntry(request, work))
    return await sendReceiptPdf(request, reply, { ticket, sender: sender.name, receivedById: sender.enteredBy })
  })
}

async function deskSops(request: FastifyRequest): Promise<Sop[]> {
  const tenant = getTenant(request)
  const sops = await withWork(request, (work) => sopsInForce(work, localDate(work.now, tenant.zone)))
  return sops.filter((sop) => !sop.intake.linkedOnly && mayEnterAtDesk(request.visit.actor, sop))
}

async function getDeskSop(request: FastifyRequest): Promise<Sop> {
  const sop = (await deskSops(request)).find((one) => one.code === pathText(request, 'sop'))
  if (!sop) throw new Refusal('not-found', 'Layanan itu tidak ada, atau bukan Anda yang menerima laporannya.')
  return sop
}

async function showForm(request: FastifyRequest, reply: FastifyReply, form: ReportForm): Promise<FastifyReply> {
  const { t } = request.visit.view
  return show(request, reply, {
    title: (form.faults.length > 0 ? `${t('Salah:')} ` : '') + t('Meja depan'), area: 'officer', width: 'narrow', status: form.faults.length > 0 ? 422 : 200,
    main: <DeskPage {...form} {...(await readReportForm(request, form))} />,
  })
}

async function takeEntry(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const sop = await getDeskSop(request)
  const form = await readForm(request, { mostFiles: mostFilesOf(sop, sop.form) })
  const again = { sop, values: form.values, formKey: form.formKey, uploads: form.uploads }
  if (form.faults.length > 0) return await showForm(request, reply, { ...again, faults: form.faults })
  try {
    const ticket = await withWork(request, (work) =>
      enterAtDesk(work, {
        sop, zone: getTenant(request).zone, formKey: form.formKey, typed: withFiles(sop, form), anonymous: textOf(form.values, 'anonim') === 'ya', secret: textOf(form.values, 'rahasia') === 'ya',
      }))
    return reply.redirect(`/meja/${ticket.number}/tanda-terima`, 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || (refusal.faults.length === 0 && refusal.code !== 'conflict')) throw refusal
    return await showForm(request, reply, { ...again, faults: refusal.faults.length > 0 ? refusal.faults : [{ field: '', text: refusal.message }] })
  }
}

/** A ticket that this very officer entered: its receipt carries the sender's secret code, which is nobody else's to see. */
async function getOwnEntry(request: FastifyRequest, work: Work): Promise<{ ticket: Ticket; sender: DeskSender }> {
  const number = readTicketNumber(pathText(request, 'sop'))
  const ticket = number && (await findTicket(work, { number }))
  const sender = ticket && (await findSender(work, ticket.id))
  const { actor } = work
  if (!ticket || !sender || ticket.channel === 'impor' || actor.kind !== 'officer' || sender.enteredBy !== actor.id) throw new Refusal('not-found', 'Tanda terima itu tidak ada, atau bukan Anda yang mencatatnya.')
  await recordLook(work, { what: 'tanda terima', subject: ticket.id, purpose: 'mencetak tanda terima' })
  return { ticket, sender }
}

async function showReceipt(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const content = await withWork(request, async (work) => {
    const { ticket, sender } = await getOwnEntry(request, work)
    return { ticket, yields: await readYields(work, ticket.id), sender: sender.name, sop: await getSop(work, ticket.sop, ticket.sopVersion) }
  })
  return show(request, reply, { title: request.visit.view.t('Tanda terima'), area: 'officer', width: 'narrow', main: <DeskReceiptPage {...content} code={codeOf(request, content.ticket.id)} /> })
}
