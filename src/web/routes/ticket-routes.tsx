import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { newId } from '../../kernel/ids.ts'
import { type Fault, Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { eventsOf } from '../../domains/audit/index.ts'
import { clocksOf } from '../../domains/deadlines/index.ts'
import type { Upload } from '../../domains/files/index.ts'
import { markRead } from '../../domains/messages/index.ts'
import { listUnits, villageName } from '../../domains/organisation/index.ts'
import { naskahOfTicket, readSigned } from '../../domains/naskah/index.ts'
import { surveyState } from '../../domains/survey/index.ts'
import { getSop, getStep, type Typed } from '../../domains/sop/index.ts'
import {
  actsAsReporter, actsFor, addInformation, answerQuestion, findTicket, followedTickets, latestLink, objectionWindow, ownTickets, partsOf, readTicketNumber, recordAnswerRead, reopeningWindow, reopenTicket, type ReporterOrder, reporterTimeline, resendStepLink, sopSpans, takeStep, type Ticket, toldEvents, withdrawTicket,
} from '../../domains/tickets/index.ts'
import { explainClocks } from '../explain-clocks.ts'
import { readChoices } from '../field-choices.ts'
import { mostFilesOfAct } from '../files-of-form.ts'
import { getTenant } from '../find-visit.ts'
import { getOwnTicket, reporterReads } from '../own-ticket.ts'
import { OwnTicketsPage } from '../pages/own-tickets-page.tsx'
import { ReceiptPage } from '../pages/receipt-page.tsx'
import { ReporterTicketPage } from '../pages/reporter-ticket-page.tsx'
import { TrackPage } from '../pages/track-page.tsx'
import { readForm, textOf } from '../read-form.ts'
import { codeOf, giveKey, holdsKey, sameCode } from '../ticket-key.ts'
import { filesOfKin, readableFiles } from '../kin-files.ts'
import { readKin, readSharedCourse } from '../ticket-kin.ts'
import { readYields } from '../ticket-yields.ts'
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
  app.get('/tiket/:nomor/surat/:surat', { compress: false }, sendLetter)
  app.post('/tiket/:nomor/kirim-tautan', async (request, reply) => {
    await readForm(request)
    const number = await withWork(request, async (work) => {
      const ticket = await getOwnTicket(request, work)
      await resendStepLink(work, ticket.id)
      return ticket.number
    })
    return reply.redirect(`/tiket/${number}`, 303)
  })
  app.post('/tiket/:nomor/balas', async (request, reply) => await takeOwnAct(request, reply, { act: 'balas', field: 'balasan', run: answerQuestion }))
  app.post('/tiket/:nomor/tambah', async (request, reply) => await takeOwnAct(request, reply, { act: 'tambah', field: 'tambahan', run: addInformation }))
  app.post('/tiket/:nomor/bagian/:bagian/balas', answerPart)
  app.post('/tiket/:nomor/cabut', async (request, reply) => await takeOwnAct(request, reply, { act: 'cabut', field: 'alasan-cabut', run: withdrawTicket }))
  app.post('/tiket/:nomor/buka-lagi', async (request, reply) => await takeOwnAct(request, reply, { act: 'buka-lagi', field: 'alasan-buka-lagi', run: reopenTicket }))
  app.post('/tiket/:nomor/tindakan/:tindakan', takeReporterAct)
  app.get('/laporan-saya', async (request, reply) => {
    getCitizen(request)
    const after = queryText(request, 'setelah')
    const content = await withWork(request, async (work) => {
      const page = await ownTickets(work, { size: 20, ...(/^[0-9a-f-]{36}$/.test(after) && { after }) })
      return { ...page, followed: after ? [] : await followedTickets(work), sops: await Promise.all(page.tickets.map((ticket) => getSop(work, ticket.sop, ticket.sopVersion))) }
    })
    return show(request, reply, { title: request.visit.view.t('Laporan saya'), scripts: ['app-card.js'], main: <OwnTicketsPage {...content} now={request.server.web.now()} /> })
  })
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
    const ticket = await getOwnTicket(request, work)
    return { ticket, sop: await getSop(work, ticket.sop, ticket.sopVersion), units: new Map((await listUnits(work)).map((u) => [u.code, u.name])), yields: await readYields(work, ticket.id), due: await explainClocks(work, tenant, { clocks: await clocksOf(work, ticket.id), spans: await sopSpans(work, await eventsOf(work, ticket.id)) }) }
  })
  const code = codeOf(request, content.ticket.id)
  const link = `${web.https ? 'https' : 'http'}://${request.host}/lacak?nomor=${content.ticket.number}&kode=${code}`
  return show(request, reply, { title: request.visit.view.t('Tanda terima'), width: 'narrow', main: <ReceiptPage {...content} code={code} link={link} /> })
}

/** A letter that was sent to the applicant, as it was signed. */
async function sendLetter(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const id = pathText(request, 'surat').replace(/\.pdf$/, '')
  const { letter, pdf } = await withWork(request, async (work) => {
    const ticket = await getOwnTicket(request, work)
    const found = (await naskahOfTicket(work, ticket.id)).find((one) => one.id === id && one.state === 'sent')
    if (!found) throw new Refusal('not-found', 'Surat itu tidak ada.')
    return { letter: found, pdf: await readSigned(work, found) }
  })
  reply.header('content-type', 'application/pdf').header('x-content-type-options', 'nosniff').header('cache-control', 'private, no-store')
  return reply.header('content-disposition', `attachment; filename="surat-${(letter.number ?? letter.id).replace(/[^\w.-]+/g, '-')}.pdf"`).send(pdf)
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
    const ticket = await getOwnTicket(request, work)
    await recordAnswerRead(work, ticket)
    if (work.actor.kind === 'officer') await markRead(work, ticket.id, work.actor.posts)
    const sop = await getSop(work, ticket.sop, ticket.sopVersion)
    const acts = await actsFor(work, ticket, { holdsCode: holdsKey(request, ticket) })
    const choices = await readChoices(work, tenant, { sop, uses: acts.flatMap((a) => a.act.fill), uploads: retry.uploads ?? [] })
    const events = await toldEvents(work, ticket.id)
    const spans = await sopSpans(work, events)
    const kin = await readKin(work, ticket)
    return {
      kin, shared: await readSharedCourse(work, kin), ticket, sop, spans, acts, choices, now: work.now, mayAct: work.actor.kind !== 'officer' || actsAsReporter(work, ticket),
      timeline: reporterTimeline(spans, events, { ...(await timelineNames(work)), facts: ticket.submitted }),
      clocks: await explainClocks(work, tenant, { clocks: await clocksOf(work, ticket.id), spans }),
      files: readableFiles(await filesOfKin(work, ticket), spans, reporterReads), units: new Map((await listUnits(work)).map((u) => [u.code, u.name])), yields: await readYields(work, ticket.id),
      link: ticket.state.open && getStep(sop, ticket.state.step).link ? await latestLink(work, ticket) : undefined, objection: await objectionWindow(work, ticket), reopening: await reopeningWindow(work, ticket), survey: await surveyState(work, ticket),
      village: typeof ticket.submitted.desa === 'string' ? villageName(ticket.submitted.desa) : undefined,
    }
  })
  return show(request, reply, {
    title: content.ticket.title, area: request.visit.actor.kind === 'officer' ? 'officer' : 'public', status: retry.conflict ? 409 : retry.faults.length > 0 ? 422 : 200,
    main: <ReporterTicketPage {...content} retry={retry} formKey={retry.formKey ?? newId(request.server.web.now())} />,
  })
}

/** The reporter answers what a unit asked about its part of their ticket. */
async function answerPart(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const form = await readForm(request)
  const no = pathText(request, 'bagian')
  try {
    const number = await withWork(request, async (work) => {
      const ticket = await getOwnTicket(request, work)
      const part = (await partsOf(work, ticket.id)).find((one) => String(one.partNo) === no)
      if (!part) throw new Refusal('not-found', 'Bagian itu tidak ada.')
      await answerQuestion(work, { ticketId: part.id, text: textOf(form.values, 'balasan'), holdsCode: true })
      return ticket.number
    })
    return reply.redirect(`/tiket/${number}#bagian`, 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || (refusal.faults.length === 0 && refusal.code !== 'conflict')) throw refusal
    return await showTicket(request, reply, { values: form.values, faults: refusal.faults, act: `balas-${no}`, ...(refusal.code === 'conflict' && { conflict: refusal.message }) })
  }
}

interface OwnAct {
  act: 'balas' | 'tambah' | 'cabut' | 'buka-lagi'
  /** The control that holds the text. */
  field: string
  run(work: Work, order: ReporterOrder & { formKey: string }): Promise<Ticket>
}

/** The reporter's small acts: answering a question, adding to the report, taking it back. What was typed is kept whatever comes. */
async function takeOwnAct(request: FastifyRequest, reply: FastifyReply, { act, field, run }: OwnAct): Promise<FastifyReply> {
  const form = await readForm(request)
  try {
    const number = await withWork(request, async (work) => {
      const ticket = await getOwnTicket(request, work)
      await run(work, { ticketId: ticket.id, text: textOf(form.values, field), holdsCode: holdsKey(request, ticket), formKey: form.formKey })
      return ticket.number
    })
    return reply.redirect(`/tiket/${number}`, 303)
  } catch (refusal) {
    const stale = refusal instanceof Refusal && ['conflict', 'too-late'].includes(refusal.code)
    if (!(refusal instanceof Refusal) || (refusal.faults.length === 0 && !stale)) throw refusal
    return await showTicket(request, reply, { values: form.values, faults: refusal.faults, act, formKey: form.formKey, ...(stale && { conflict: refusal.message }) })
  }
}

async function takeReporterAct(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const act = pathText(request, 'tindakan')
  // A stranger's form is refused as such before anything is said of the ticket.
  const room = await withWork(request, async (work) => {
    const ticket = await getOwnTicket(request, work)
    return { mostFiles: mostFilesOfAct(await getSop(work, ticket.sop, ticket.sopVersion), act) }
  }).catch((refusal: unknown) => {
    if (refusal instanceof Refusal) return {}
    throw refusal
  })
  const form = await readForm(request, room)
  const retry = { values: form.values, act, uploads: form.uploads, formKey: form.formKey }
  if (form.faults.length > 0) return await showTicket(request, reply, { ...retry, faults: form.faults })
  try {
    const number = await withWork(request, async (work) => {
      const ticket = await getOwnTicket(request, work)
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
