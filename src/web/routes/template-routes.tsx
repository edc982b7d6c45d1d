import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Fault, Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { localDate } from '../../domains/calendar/index.ts'
import { fillTemplate, findTemplateFaults, type LetterTemplate, messageKinds, type MessageKind, readTemplates, saveTemplate, type TemplateBook, type TemplatePlace } from '../../domains/messages/index.ts'
import { type Sop, sopsInForce } from '../../domains/sop/index.ts'
import { getTenant } from '../find-visit.ts'
import { type ShownTemplate, TemplatesPage } from '../pages/templates-page.tsx'
import { readForm, textOf } from '../read-form.ts'
import { exampleWords } from '../template-example.ts'
import { queryText, show, withWork } from '../with-work.ts'
import { needAdmin } from './letter-routes.tsx'

/** The tenant's own words for letters: for a kind everywhere, or at one step of one SOP. For the tenant's administrators. */
export function mountTemplateRoutes(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => needAdmin(request))
  app.get('/pesan/templat', async (request, reply) => await showTemplates(request, reply, { place: queryText(request, 'langkah') }))
  app.post('/pesan/templat', takeTemplate)
}

interface Typed {
  kind: MessageKind
  template: LetterTemplate
  faults: Fault[]
}

async function takeTemplate(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { values } = await readForm(request)
  const kind = messageKinds.find((one) => one === textOf(values, 'jenis'))
  if (!kind) throw new Refusal('not-found', 'Jenis pesan itu tidak ada.')
  const [place, what] = [textOf(values, 'langkah'), textOf(values, 'tindakan')]
  const template = { title: textOf(values, 'judul-pesan'), text: textOf(values, 'isi-pesan') }
  const faults = what === 'kembalikan' ? [] : findTemplateFaults(kind, template)
  if (what === 'pratinjau' || faults.length > 0) return await showTemplates(request, reply, { place, typed: { kind, template, faults } })
  await withWork(request, async (work) => {
    const at = await getPlace(work, request, place)
    await saveTemplate(work, { kind, at: at.place }, what === 'kembalikan' ? { title: '', text: '' } : template)
  })
  return reply.redirect(`/pesan/templat?${new URLSearchParams({ ...(place && { langkah: place }), tersimpan: kind })}#${kind}`, 303)
}

interface Scene {
  sops: Sop[]
  book: TemplateBook
  place?: TemplatePlace
}

/** The step of an SOP in force, or one that still has words of its own; refuses any other. */
async function getPlace(work: Work, request: FastifyRequest, text: string): Promise<Scene> {
  const scene = { sops: await sopsInForce(work, localDate(work.now, getTenant(request).zone)), book: await readTemplates(work) }
  if (!text) return scene
  const [, code = '', name = ''] = /^([a-z0-9-]{1,60})\/([a-z0-9-]{1,60})$/.exec(text) ?? []
  const known = scene.sops.find((sop) => sop.code === code)?.steps.some((step) => step.name === name) ?? false
  if (!known && !scene.book.steps().some((step) => step.sop === code && step.step === name)) throw new Refusal('not-found', 'Langkah itu tidak ada pada SOP yang berlaku.')
  return { ...scene, place: { sop: code, step: name } }
}

/** A morning summary, an answer to an SMS and news of an assignment come from no step; the receipt comes from the first one only. */
function kindsAt({ sops, place }: Scene): readonly MessageKind[] {
  if (!place) return messageKinds
  const first = sops.find((sop) => sop.code === place.sop)?.steps[0]?.name === place.step
  return messageKinds.filter((kind) => kind !== 'ringkasan' && kind !== 'masa-berlaku' && kind !== 'penugasan' && kind !== 'balasan' && (kind !== 'diterima' || first))
}

async function showTemplates(request: FastifyRequest, reply: FastifyReply, { place: text, typed }: { place: string; typed?: Typed }): Promise<FastifyReply> {
  const tenant = getTenant(request)
  const scene = await withWork(request, (work) => getPlace(work, request, text))
  const { book, sops, place } = scene
  const example = { site: `https://${request.host}`, government: tenant.government, step: place?.step ?? 'tanggapan' }
  const templates = kindsAt(scene).map((kind): ShownTemplate => {
    const chosen = book.choose({ kind, at: place })
    const mine = typed?.kind === kind ? typed : undefined
    return { kind, chosen, preview: fillTemplate(mine?.template ?? chosen, exampleWords(kind, example)), ...(mine && { typed: mine }) }
  })
  const { t } = request.visit.view
  return show(request, reply, {
    title: place ? t('Templat pesan langkah') : t('Templat pesan'), area: 'officer', width: 'narrow', status: typed && typed.faults.length > 0 ? 422 : 200,
    main: <TemplatesPage templates={templates} sops={sops} at={place} steps={book.steps()} saved={queryText(request, 'tersimpan') !== ''} />,
  })
}
