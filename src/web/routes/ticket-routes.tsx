import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { newId } from '../../kernel/ids.ts'
import { type Fault, Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { eventsOf } from '../../domains/audit/index.ts'
import { clocksOf } from '../../domains/deadlines/index.ts'
import { filesOf, type Upload } from '../../domains/files/index.ts'
import { listUnits, villageName } from '../../domains/organisation/index.ts'
import { getSop, type Typed } from '../../domains/sop/index.ts'
import {
  actsFor, addInformation, answerQuestion, findTicket, getVisibleTicket, ownTickets, readTicketNumber, recordAnswerRead, type ReporterOrder, reporterTimeline, takeStep, type Ticket, withdrawTicket,
} from '../../domains/tickets/index.ts'
import { explainClocks } from '../explain-clocks.ts'
import { readChoices } from '../field-choices.ts'
import { getTenant } from '../find-visit.ts'
import { OwnTicketsPage } from '../pages/own-tickets-page.tsx'
import { ReceiptPage } from '../pages/receipt-page.tsx'
import { ReporterTicketPage } from '../pages/reporter-ticket-page.tsx'
import { TrackPage } from '../pages/track-page.tsx'
import { readForm, textOf } from '../read-form.ts'
import { codeOf, giveKey, holdsKey, sameCode } from '../ticket-key.ts'
import { timelineNames } from '../timeline-names.ts'
import { getCitizen, pathText, queryText, show, withWork } from '../with-work.ts'
import { withFiles } from './report-routes.tsx'

/** The reporter's side of a ticket: receipt, tracking, timeline, answer, own tickets. */
export function mountTicketRoutes(app: FastifyInstance): void {
  app.get('/lacak', async (request, reply) => {
    const number = queryText(request, 'nomor')
    if (number && queryText(request, 'kode')) return await track(request, reply, { nomor: number, kode: queryText(request, 'kode') })
    return show(request, reply, { title: request.visit.view.t('Lacak laporan'), width: 'narrow', main: <TrackPage values={{ nomor: number }} faults={[]} /> })
  })
  app.post('/lacak', { config: { rateLimit: { max: Math.ceil(app.web.requestsPerMinute / 10), timeWindow: '1 minute' } } }, async (request, reply) => {
    const { values } = await readForm(request)
    return await track(request, reply, { nomor: textOf(values, 'nomor'), kode: textOf(values, 'kode') })
  })
  app.get('/tiket/:nomor', async (request, reply) => await showTicket(request, reply, { values: {}, faults: [] }))
  app.get('/tiket/:nomor/tanda-terima', showReceipt)
  app.post('/tiket/:nomor/balas', async (request, reply) => await takeOwnAct(request, reply, { act: 'balas', field: 'balasan', run: answerQuestion }))
  app.post('/tiket/:nomor/tambah', async (request, reply) => await takeOwnAct(request, reply, { act: 'tambah', field: 'tambahan', run: addInformation }))
  app.post('/tiket/:nomor/cabut', async (request, reply) => await takeOwnAct(request, reply, { act: 'cabut', field: 'alasan-cabut', run: withdrawTicket }))
  app.post('/tiket/:nomor/tindakan/:tindakan', takeReporterAct)
  app.get('/laporan-saya', async (request, reply) => {
    getCitizen(request)
    const after = queryText(request, 'setelah')
    const content = await withWork(request, async (work) => {
      const page = await ownTickets(work, { size: 20, ...(/^[0-9a-f-]{36}$/.test(after) && { after }) })
      return { ...page, sops: await Promise.all(page.tickets.map((ticket) => getSop(work, ticket.sop, ticket.sopVersion))) }
    })
    return show(request, reply, { title: request.visit.view.t('Laporan saya'), scripts: ['app-card.js'], main: <OwnTicketsPage {...content} now={request.server.web.now()} /> })
  })
}

/** The ticket of the address, for its reporter. An officer who asks is sent to the officers' page by the address there, not from here. */
async function getOwn(request: FastifyRequest, work: Work): Promise<Ticket> {
  const number = readTicketNumber(pathText(request, 'nomor'))
  const found = number && (await findTicket(work, { number }))
  if (!number || !found) throw new Refusal('not-found', 'Tiket itu tidak ada.')
  const { ticket, standing } = await getVisibleTicket(work, number, holdsKey(request, found))
  if (standing !== 'reporter') throw new Refusal('not-found', 'Tiket itu tidak ada.')
  return ticket
}

async function track(request: FastifyRequest, reply: FastifyReply, typed: { nomor: string; kode: string }): Promise<FastifyReply> {
  const { t } = request.visit.view
  const number = readTicketNumber(typed.nomor)
  const faults: Fault[] = []
  if (!number) faults.push({ field: 'nomor', text: t('Nomor tiket: terdiri atas 9 angka, misalnya 482-109-375. Periksa lagi pada tanda terima.') })
  if (!typed.kode.trim()) faults.push({ field: 'kode', text: t('Kode rahasia: wajib diisi, 8 huruf dan angka pada tanda terima.') })
  const ticket = number && typed.kode ? await withWork(request, (work) => findTicket(work, { number })) : undefined
  if (ticket && sameCode(request, ticket.id, typed.kode)) {
    giveKey(request, reply, ticket)
    return reply.redirect(`/tiket/${ticket.number}`, 303)
  }
  if (faults.length === 0) faults.push({ field: 'nomor', text: t('Nomor tiket dan kode rahasia tidak cocok. Periksa keduanya pada tanda terima.') })
  return show(request, reply, { title: t('Lacak laporan'), width: 'narrow', status: 422, main: <TrackPage values={typed} faults={faults} /> })
}

async function showReceipt(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const tenant = getTenant(request)
  const { web } = request.server
  const content = await withWork(request, async (work) => {
    const ticket = await getOwn(request, work)
    return { ticket, sop: await getSop(work, ticket.sop, ticket.sopVersion), units: new Map((await listUnits(work)).map((u) => [u.code, u.name])), due: await explainClocks(work, tenant, await clocksOf(work, ticket.id)) }
  })
  const code = codeOf(request, content.ticket.id)
  const link = `${web.https ? 'https' : 'http'}://${request.host}/lacak?nomor=${content.ticket.number}&kode=${code}`
  return show(request, reply, { title: request.visit.view.t('Tanda terima'), width: 'narrow', main: <ReceiptPage {...content} code={code} link={link} /> })
}

interface Retry {
  values: Typed
  faults: Fault[]
  act?: string
  /** Somebody was faster, in words. */
  conflict?: string
  uploads?: Upload[]
  formKey?: string
}

async function showTicket(request: FastifyRequest, reply: FastifyReply, retry: Retry): Promise<FastifyReply> {
  const tenant = getTenant(request)
  const content = await withWork(request, async (work) => {
    const ticket = await getOwn(request, work)
    await recordAnswerRead(work, ticket)
    const sop = await getSop(work, ticket.sop, ticket.sopVersion)
    const acts = await actsFor(work, ticket, holdsKey(request, ticket))
    const choices = await readChoices(work, tenant, { sop, uses: acts.flatMap((a) => a.act.fill), uploads: retry.uploads ?? [] })
    return {
      ticket, sop, acts, choices, now: work.now,
      timeline: reporterTimeline(sop, await eventsOf(work, ticket.id), { ...(await timelineNames(work)), facts: ticket.submitted }),
      clocks: await explainClocks(work, tenant, await clocksOf(work, ticket.id)),
      files: await filesOf(work, ticket.id), units: new Map((await listUnits(work)).map((u) => [u.code, u.name])),
      village: typeof ticket.submitted.desa === 'string' ? villageName(ticket.submitted.desa) : undefined,
    }
  })
  return show(request, reply, {
    title: content.ticket.title, status: retry.conflict ? 409 : retry.faults.length > 0 ? 422 : 200,
    main: <ReporterTicketPage {...content} retry={retry} formKey={retry.formKey ?? newId(request.server.web.now())} />,
  })
}

interface OwnAct {
  act: 'balas' | 'tambah' | 'cabut'
  /** The control that holds the text. */
  field: string
  run(work: Work, order: ReporterOrder): Promise<Ticket>
}

/** The reporter's small acts: answering a question, adding to the report, taking it back. What was typed is kept whatever comes. */
async function takeOwnAct(request: FastifyRequest, reply: FastifyReply, { act, field, run }: OwnAct): Promise<FastifyReply> {
  const form = await readForm(request)
  try {
    const number = await withWork(request, async (work) => {
      const ticket = await getOwn(request, work)
      await run(work, { ticketId: ticket.id, text: textOf(form.values, field), holdsCode: holdsKey(request, ticket) })
      return ticket.number
    })
    return reply.redirect(`/tiket/${number}`, 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || (refusal.faults.length === 0 && refusal.code !== 'conflict')) throw refusal
    return await showTicket(request, reply, { values: form.values, faults: refusal.faults, act, ...(refusal.code === 'conflict' && { conflict: refusal.message }) })
  }
}

async function takeReporterAct(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const form = await readForm(request)
  const act = pathText(request, 'tindakan')
  const retry = { values: form.values, act, uploads: form.uploads, formKey: form.formKey }
  if (form.faults.length > 0) return await showTicket(request, reply, { ...retry, faults: form.faults })
  try {
    const number = await withWork(request, async (work) => {
      const ticket = await getOwn(request, work)
      const sop = await getSop(work, ticket.sop, ticket.sopVersion)
      await takeStep(work, { ticketId: ticket.id, act, typed: withFiles(sop, form), seenVersion: Number(textOf(form.values, 'versi')), formKey: form.formKey, holdsCode: holdsKey(request, ticket) })
      return ticket.number
    })
    return reply.redirect(`/tiket/${number}`, 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || (refusal.faults.length === 0 && refusal.code !== 'conflict')) throw refusal
    return await showTicket(request, reply, { ...retry, faults: refusal.faults, ...(refusal.code === 'conflict' && { conflict: refusal.message }) })
  }
}
