import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isId } from '../../kernel/ids.ts'
import { type Fault, Refusal } from '../../kernel/refusal.ts'
import { countLetters, fillTemplate, type LetterRow, listLetters, messageKinds, type MessageKind, readTemplates, resendLetter, saveTemplate } from '../../domains/messages/index.ts'
import { findTicket } from '../../domains/tickets/index.ts'
import { listHeld, releaseHeld } from '../../domains/intake/index.ts'
import { getTenant } from '../find-visit.ts'
import { HeldPage } from '../pages/held-page.tsx'
import { LettersPage } from '../pages/letters-page.tsx'
import { TemplatesPage } from '../pages/templates-page.tsx'
import { readForm, textOf } from '../read-form.ts'
import { needOfficer, pathText, queryText, show, withWork } from '../with-work.ts'

const states = ['queued', 'sending', 'sent', 'delivered', 'dead', 'held'] as const

/** The log of letters for the tenant's administrators: what went out, what waits, what is dead, and once more. */
export function mountLetterRoutes(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => needAdmin(request))
  app.get('/pesan', showLetters)
  app.post('/pesan/:id/kirim-ulang', async (request, reply) => {
    await readForm(request)
    const id = pathText(request, 'id')
    const found = isId(id) && (await withWork(request, (work) => resendLetter(work, id)))
    if (!found) throw new Refusal('not-found', 'Pesan itu tidak ada, atau sudah dikirim.')
    return reply.redirect('/pesan?keadaan=queued', 303)
  })
  app.get('/pesan/tertahan', async (request, reply) => {
    const held = await withWork(request, (work) => listHeld(work))
    return show(request, reply, { title: request.visit.view.t('Pesan masuk yang ditahan'), area: 'officer', main: <HeldPage held={held} /> })
  })
  app.post('/pesan/tertahan/:id', async (request, reply) => {
    await readForm(request)
    await withWork(request, (work) => releaseHeld(work, pathText(request, 'id')))
    return reply.redirect('/pesan/tertahan', 303)
  })
  app.get('/pesan/templat', async (request, reply) => await showTemplates(request, reply, { faults: [] }))
  app.post('/pesan/templat', async (request, reply) => {
    const { values } = await readForm(request)
    const kind = messageKinds.find((one) => one === textOf(values, 'jenis'))
    if (!kind) throw new Refusal('not-found', 'Jenis pesan itu tidak ada.')
    const template = { title: textOf(values, 'judul-pesan'), text: textOf(values, 'isi-pesan') }
    try {
      await withWork(request, (work) => saveTemplate(work, kind, template))
      return reply.redirect(`/pesan/templat?tersimpan=${kind}#${kind}`, 303)
    } catch (refusal) {
      if (!(refusal instanceof Refusal) || refusal.faults.length === 0) throw refusal
      return await showTemplates(request, reply, { faults: refusal.faults, kind, template })
    }
  })
}

/** Refuses everyone but the tenant's administrators: for others the page does not exist. */
export function needAdmin(request: FastifyRequest): void {
  getTenant(request)
  needOfficer(request)
  const { actor } = request.visit
  if (actor.kind !== 'officer' || !actor.admin) throw new Refusal('not-found', 'Halaman ini untuk admin kabupaten.')
}

async function showLetters(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const state = states.find((one) => one === queryText(request, 'keadaan'))
  const after = queryText(request, 'setelah')
  const content = await withWork(request, async (work) => {
    const page = await listLetters(work, { size: 30, ...(state && { state }), ...(isId(after) && { after }) })
    const numbers = new Map<string, string>()
    for (const letter of page.letters) {
      const ticket = letter.subjectId && !numbers.has(letter.subjectId) ? await findTicket(work, { id: letter.subjectId }) : undefined
      if (ticket) numbers.set(ticket.id, ticket.number)
    }
    return { ...page, numbers, counts: await countLetters(work) }
  })
  return show(request, reply, { title: request.visit.view.t('Pesan keluar'), area: 'officer', main: <LettersPage {...content} state={state} /> })
}

interface TemplateRetry {
  faults: Fault[]
  kind?: MessageKind
  template?: { title: string; text: string }
}

async function showTemplates(request: FastifyRequest, reply: FastifyReply, retry: TemplateRetry): Promise<FastifyReply> {
  const tenant = getTenant(request)
  const templates = await withWork(request, (work) => readTemplates(work))
  const example = { nomor: '482-109-375', judul: 'Lampu jalan padam', isi: request.visit.view.t('(isi kabar)'), tautan: `https://${request.host}/t/482109375`, pemerintah: tenant.government }
  const previews = Object.fromEntries(messageKinds.map((kind) => [kind, fillTemplate(templates[kind], example)])) as Record<MessageKind, LetterRow>
  return show(request, reply, {
    title: request.visit.view.t('Templat pesan'), area: 'officer', width: 'narrow', status: retry.faults.length > 0 ? 422 : 200,
    main: <TemplatesPage templates={templates} previews={previews} retry={retry} saved={queryText(request, 'tersimpan')} />,
  })
}
