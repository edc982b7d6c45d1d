import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { getVisibleTicket, giveLateReason, mergeTickets, mostParts, partsOf, previewJoined, recallPart, releaseJoined, returnPart, splitTicket, type Ticket, undoMerge } from '../../domains/tickets/index.ts'
import type { OfficerRetry } from '../officer-ticket.ts'
import { getTenant } from '../find-visit.ts'
import { ShortcutsPage } from '../pages/shortcuts-page.tsx'
import { readForm, type SentForm, textOf } from '../read-form.ts'
import { sendDisposition } from '../send-disposition.ts'
import { needOfficer, pathText, show, siteOf, withWork } from '../with-work.ts'
import { getNumber, showLost, showTicket } from './officer-routes.tsx'

/** What an officer does with a ticket besides the acts of its SOP: reasons of broken promises, merging duplicates, splitting to several units. */
export function mountOfficerDeskRoutes(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    getTenant(request)
    needOfficer(request)
  })
  app.post('/kotak-masuk/:nomor/alasan', async (request, reply) => await takeOrder(request, reply, {
    act: 'alasan-terlambat', back: '#alasan',
    run: (work, ticket, { values, formKey }) => giveLateReason(work, { ticketId: ticket.id, clockId: idOf(values, 'penghitung'), text: textOf(values, 'alasan-terlambat'), formKey }),
  }))
  app.get('/kotak-masuk/:nomor/disposisi/:urut', { compress: false }, async (request, reply) => await sendDisposition(request, reply, getNumber(request)))
  app.get('/petugas/bantuan', (request, reply) => show(request, reply, { title: request.visit.view.t('Bantuan'), area: 'officer', width: 'narrow', main: <ShortcutsPage /> }))
  mountMergeRoutes(app)
  mountSplitRoutes(app)
}

function mountMergeRoutes(app: FastifyInstance): void {
  app.post('/kotak-masuk/:nomor/gabung', async (request, reply) => await takeOrder(request, reply, {
    act: 'gabung', run: (work, ticket, { values, formKey }) => mergeTickets(work, { ticketId: ticket.id, into: textOf(values, 'gabung-ke'), formKey }),
  }))
  app.post('/kotak-masuk/:nomor/batal-gabung', async (request, reply) => await takeOrder(request, reply, {
    act: 'batal-gabung', run: (work, ticket, { values }) => undoMerge(work, { ticketId: ticket.id, reason: textOf(values, 'alasan-batal-gabung') }),
  }))
}

function mountSplitRoutes(app: FastifyInstance): void {
  app.post('/kotak-masuk/:nomor/bagi', async (request, reply) => await takeOrder(request, reply, {
    act: 'bagi', run: (work, ticket, { values, formKey }) => splitTicket(work, { ticketId: ticket.id, typed: values, parts: rowsOf(values), seenVersion: versionOf(values), formKey }),
  }))
  app.post('/kotak-masuk/:nomor/gabungan', async (request, reply) => await takeOrder(request, reply, {
    act: 'gabungan', run: (work, ticket, { values, formKey }) => releaseJoined(work, { ticketId: ticket.id, text: textOf(values, 'jawaban-gabungan'), seenVersion: versionOf(values), formKey }),
  }))
  app.post('/kotak-masuk/:nomor/gabungan/pratinjau', previewJoinedAnswer)
  for (const { act, field, run } of [{ act: 'tarik', field: 'alasan-tarik', run: recallPart }, { act: 'kembalikan', field: 'catatan-bagian', run: returnPart }]) {
    app.post(`/kotak-masuk/:nomor/bagian/:bagian/${act}`, async (request, reply) => await takeOrder(request, reply, {
      act: `${act}-${pathText(request, 'bagian')}`, back: '#bagian',
      run: async (work, ticket, { values }) => run(work, { partId: await partOf(work, ticket, pathText(request, 'bagian')), text: textOf(values, field) }),
    }))
  }
}

/** The form again, with what the reporter would get of the joined answer. */
async function previewJoinedAnswer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const form = await readForm(request)
  const retry = { values: form.values, act: 'gabungan', formKey: form.formKey, faults: [] }
  try {
    const { id: ticketId } = await withWork(request, (work) => readTicket(work, request))
    const preview = await previewJoined((task) => withWork(request, task), { ticketId, text: textOf(form.values, 'jawaban-gabungan'), seenVersion: versionOf(form.values), formKey: form.formKey, site: siteOf(request) })
    return await showTicket(request, reply, { ...retry, preview })
  } catch (refusal) {
    return await showRefused(request, reply, { refusal, retry })
  }
}

function versionOf(values: SentForm['values']): number {
  return Number(textOf(values, 'versi')) || 0
}

function rowsOf(values: SentForm['values']): { unit: string; instruction: string }[] {
  return Array.from({ length: mostParts }, (_, index) => ({ unit: textOf(values, `bagian-${index + 1}-unit`), instruction: textOf(values, `bagian-${index + 1}-instruksi`) }))
}

async function partOf(work: Work, ticket: Ticket, no: string): Promise<string> {
  const part = (await partsOf(work, ticket.id)).find((one) => String(one.partNo) === no)
  if (!part) throw new Refusal('not-found', 'Bagian itu tidak ada.')
  return part.id
}

/** The officer's ticket of the address; refuses `not-found`. */
async function readTicket(work: Work, request: FastifyRequest): Promise<Ticket> {
  const { ticket, standing } = await getVisibleTicket(work, getNumber(request))
  if (standing !== 'officer') throw new Refusal('not-found', 'Tiket itu tidak ada, atau bukan untuk Anda.')
  return ticket
}

function idOf(values: SentForm['values'], name: string): string {
  const id = textOf(values, name)
  return isId(id) ? id : '00000000-0000-0000-0000-000000000000'
}

interface DeskOrder {
  /** Names the form, to draw it again. */
  act: string
  /** Where on the page one comes back to. */
  back?: string
  /** Does it; may give the address to go to. */
  run(work: Work, ticket: Ticket, form: SentForm): Promise<unknown>
}

/** Reads a form, does what it orders, and comes back to the ticket; what is refused is shown there with all that was typed. */
async function takeOrder(request: FastifyRequest, reply: FastifyReply, order: DeskOrder): Promise<FastifyReply> {
  const form = await readForm(request)
  const retry = { values: form.values, act: order.act, formKey: form.formKey }
  try {
    const target = await withWork(request, async (work) => await order.run(work, await readTicket(work, request), form))
    return reply.redirect(typeof target === 'string' ? target : `/kotak-masuk/${getNumber(request)}${order.back ?? ''}`, 303)
  } catch (refusal) {
    return await showRefused(request, reply, { refusal, retry })
  }
}

/** What was refused, on the ticket's page with all that was typed. */
async function showRefused(request: FastifyRequest, reply: FastifyReply, { refusal, retry }: { refusal: unknown; retry: Omit<OfficerRetry, 'faults'> }): Promise<FastifyReply> {
  if (!(refusal instanceof Refusal)) throw refusal
  if (['conflict', 'not-allowed', 'too-late'].includes(refusal.code)) return await showTicket(request, reply, { ...retry, faults: [], conflict: refusal.message })
  if (refusal.code === 'not-found') return await showLost(request, reply, { error: refusal, values: retry.values })
  if (refusal.faults.length === 0) throw refusal
  return await showTicket(request, reply, { ...retry, faults: refusal.faults })
}
