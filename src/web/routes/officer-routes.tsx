import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { newId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { listCategories, listClasses, listUnits, saveKeywords } from '../../domains/organisation/index.ts'
import { unreadMessages } from '../../domains/messages/index.ts'
import { localDate } from '../../domains/calendar/index.ts'
import { mayEnterAtDesk } from '../../domains/intake/index.ts'
import { mayReadPpidReport } from '../../domains/reports/index.ts'
import { p12Signer } from '../../domains/signing/index.ts'
import { getSop, latestSops, sopsInForce } from '../../domains/sop/index.ts'
import { countInbox, findTicket, getVisibleTicket, type InboxView, inboxViews, readInbox, readTicketNumber, takeSigningStep } from '../../domains/tickets/index.ts'
import { mostFilesOfAct } from '../files-of-form.ts'
import { getTenant } from '../find-visit.ts'
import { standsWithApplicant } from '../own-ticket.ts'
import { InboxPage } from '../pages/inbox-page.tsx'
import type { FormValues } from '../../ui/index.ts'
import { LostWordsPage, writtenIn } from '../pages/lost-words-page.tsx'
import { KeywordsPage } from '../pages/keywords-page.tsx'
import { compareNik, type OfficerRetry, type OfficerTicket, readOfficerTicket } from '../officer-ticket.ts'
import { OfficerTicketPage } from '../pages/officer-ticket-page.tsx'
import { readPostNews } from '../post-news.ts'
import { readForm, textOf } from '../read-form.ts'
import { readSeatNames } from '../seat-names.ts'
import { needOfficer, pathText, queryText, show, siteOf, withWork } from '../with-work.ts'
import { withFiles } from './report-routes.tsx'

/** The officers' side: inbox, ticket with the acts that the SOP allows, keyword lists. */
export function mountOfficerRoutes(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    getTenant(request)
    needOfficer(request)
  })
  app.get('/kotak-masuk', showInbox)
  app.get('/kotak-masuk/:nomor', async (request, reply) => {
    const number = getNumber(request)
    const applies = await withWork(request, async (work) => {
      const { ticket } = await getVisibleTicket(work, number)
      return await standsWithApplicant(work, ticket)
    })
    return applies ? reply.redirect(`/tiket/${number}`, 303) : await showTicket(request, reply)
  })
  app.post('/kotak-masuk/:nomor/tindakan/:tindakan', takeAct)
  app.post('/kotak-masuk/:nomor/cocokkan', async (request, reply) => {
    const { values } = await readForm(request)
    const match = await withWork(request, (work) => compareNik(work, getNumber(request), textOf(values, 'nik-siak')))
    return await showTicket(request, reply, { values, faults: 'fault' in match ? [{ field: 'nik-siak', text: match.fault }] : [], act: 'cocokkan', ...('same' in match && { match: match.same }) })
  })
  app.get('/kata-kunci', async (request, reply) => await showKeywords(request, reply))
  app.post('/kata-kunci', async (request, reply) => {
    const { values } = await readForm(request)
    const of = textOf(values, 'jenis') === 'class' ? 'class' : 'category'
    await withWork(request, (work) => saveKeywords(work, { of, code: textOf(values, 'kode'), keywords: textOf(values, 'kata').split(/[\n,]/) }))
    return reply.redirect(`/kata-kunci?tersimpan=${encodeURIComponent(textOf(values, 'kode'))}`, 303)
  })
}

/** The number of the ticket in the path; refuses `not-found` where it can be none. */
export function getNumber(request: FastifyRequest): string {
  const number = readTicketNumber(pathText(request, 'nomor'))
  if (!number) throw new Refusal('not-found', 'Tiket itu tidak ada.')
  return number
}

async function showInbox(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  // Kept addresses: the inbox once had a box of its own for numbers.
  const sought = queryText(request, 'nomor')
  if (sought) return reply.redirect(`/petugas/cari?q=${encodeURIComponent(sought.toWellFormed())}`, 303)
  const view = inboxViews.find((v) => v === queryText(request, 'tampil')) ?? 'giliran'
  const { actor } = request.visit
  const content = await withWork(request, async (work) => {
    const page = await readInbox(work, { view: view as InboxView, size: 25, after: queryText(request, 'setelah') })
    const sops = new Map(await Promise.all(page.rows.map(async (row) => [`${row.sop} ${row.sopVersion}`, await getSop(work, row.sop, row.sopVersion)] as const)))
    const told = actor.kind === 'officer' ? await unreadMessages(work, actor.posts, 6) : []
    const messages = await Promise.all(told.map(async (message) => ({ ...message, number: message.subjectId && (await findTicket(work, { id: message.subjectId }))?.number })))
    const today = localDate(work.now, getTenant(request).zone)
    const [inForce, latest] = [await sopsInForce(work, today), await latestSops(work, today)]
    return { news: actor.kind === 'officer' ? await readPostNews(work, actor.id) : undefined, names: await readSeatNames(work), atDesk: inForce.some((sop) => mayEnterAtDesk(actor, sop)), ppidReport: mayReadPpidReport(actor, latest), page, sops, messages, counts: await countInbox(work), units: new Map((await listUnits(work)).map((u) => [u.code, u.shortName])), categories: new Map((await listCategories(work)).map((c) => [c.code, c.name])), now: work.now }
  })
  return show(request, reply, {
    title: request.visit.view.t('Kotak masuk'), area: 'officer', scripts: ['langsung.js', 'app-card.js'],
    main: <InboxPage {...content} view={view} admin={actor.kind === 'officer' && actor.admin} />,
  })
}

/** An officer's page of a ticket, with what came back of a form. */
export async function showTicket(request: FastifyRequest, reply: FastifyReply, retry: OfficerRetry = { values: {}, faults: [] }): Promise<FastifyReply> {
  const reading = withWork(request, (work) => readOfficerTicket(work, getTenant(request), { number: getNumber(request), uploads: retry.uploads ?? [], again: request.headers['x-segarkan'] !== undefined || request.method === 'POST' }))
  const content = await reading.catch((error: unknown) => error)
  if (!isTicket(content)) return await showLost(request, reply, { error: content, values: retry.values })
  const status = retry.conflict ? 409 : retry.faults.length > 0 ? 422 : 200
  return show(request, reply, {
    title: content.ticket.title, area: 'officer', status, scripts: ['langsung.js', 'sisip.js'],
    main: <OfficerTicketPage {...content} retry={retry} formKey={retry.formKey ?? newId(request.server.web.now())} />,
  })
}

async function takeAct(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const act = pathText(request, 'tindakan')
  const number = getNumber(request)
  const mostFiles = await withWork(request, async (work) => {
    const ticket = await findTicket(work, { number })
    return ticket ? mostFilesOfAct(await getSop(work, ticket.sop, ticket.sopVersion), act) : undefined
  })
  const form = await readForm(request, mostFiles === undefined ? {} : { mostFiles })
  const retry: OfficerRetry = { values: form.values, faults: form.faults, act, uploads: form.uploads, formKey: form.formKey }
  if (form.faults.length > 0) return await showTicket(request, reply, retry)
  try {
    const step = await withWork(request, async (work) => {
      const ticket = await findTicket(work, { number })
      if (!ticket) throw new Refusal('not-found', 'Tiket itu tidak ada.')
      const sop = await getSop(work, ticket.sop, ticket.sopVersion)
      return { ticketId: ticket.id, act, typed: withFiles(sop, form), seenVersion: Number(textOf(form.values, 'versi')) || 0, formKey: form.formKey }
    })
    const { web } = request.server
    const { id: tenant } = getTenant(request)
    await takeSigningStep(web.resources, { tenant, actor: request.visit.actor, now: web.now() }, { ...step, signer: web.signerOf?.(tenant) ?? p12Signer(web.resources.secrets), base: siteOf(request) })
    return reply.redirect(`/kotak-masuk/${number}?selesai=${encodeURIComponent(act)}`, 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    if (['conflict', 'not-allowed', 'too-late'].includes(refusal.code)) return await showTicket(request, reply, { ...retry, conflict: refusal.message })
    if (refusal.code === 'not-found') return await showLost(request, reply, { error: refusal, values: form.values })
    if (refusal.faults.length === 0) throw refusal
    return await showTicket(request, reply, { ...retry, faults: refusal.faults })
  }
}

function isTicket(content: unknown): content is OfficerTicket {
  return typeof content === 'object' && content !== null && 'ticket' in content
}

/** For a form whose ticket is not this officer's any more: what they wrote, to be copied. Throws another error on, and where they wrote nothing. */
export async function showLost(request: FastifyRequest, reply: FastifyReply, { error, values }: { error: unknown; values: FormValues }): Promise<FastifyReply> {
  const { actor, view } = request.visit
  if (!(error instanceof Refusal) || error.code !== 'not-found' || writtenIn(values).length === 0) throw error
  const content = await withWork(request, async (work) => ({ news: actor.kind === 'officer' ? await readPostNews(work, actor.id) : undefined, names: await readSeatNames(work) }))
  return show(request, reply, { title: view.t('Belum tersimpan'), area: 'officer', width: 'narrow', status: 404, main: <LostWordsPage {...content} values={values} /> })
}

async function showKeywords(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { actor, view } = request.visit
  if (actor.kind !== 'officer' || !actor.admin) throw new Refusal('not-found', 'Halaman ini untuk admin kabupaten.')
  const content = await withWork(request, async (work) => ({ categories: await listCategories(work), classes: await listClasses(work) }))
  return show(request, reply, { title: view.t('Kata kunci'), area: 'officer', main: <KeywordsPage {...content} saved={queryText(request, 'tersimpan')} /> })
}
