import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { HeldPost } from '../../kernel/actor.ts'
import { newId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { findPersonName } from '../../domains/access/index.ts'
import type { Work } from '../../kernel/work.ts'
import type { Upload } from '../../domains/files/index.ts'
import type { Sop, Typed } from '../../domains/sop/index.ts'
import { openTicket, openUnlessSimilar, similarToForm, type TicketOrder } from '../../domains/tickets/index.ts'
import { listPosts, listUnits } from '../../domains/organisation/index.ts'
import { mostFilesOf } from '../files-of-form.ts'
import { sopsOfVisit } from '../find-visit.ts'
import { ChooseSopPage, formPath, ReportPage } from '../pages/report-pages.tsx'
import { SimilarInForm, SimilarPage } from '../pages/similar-page.tsx'
import { readForm, textOf } from '../read-form.ts'
import { readReportForm, type ReportForm } from '../report-form.ts'
import { pathText, show, withWork } from '../with-work.ts'
import { renderPart } from '../../ui/index.ts'
import { rememberPhone } from '../remember-phone.ts'
import { openReceipt } from '../ticket-key.ts'

/** Reporting, and applying for a service: choose where (if there is a choice), fill in the form, get the receipt. */
export function mountReportRoutes(app: FastifyInstance): void {
  app.get('/ajukan/:sop', askForForm)
  app.post('/ajukan/:sop', takeReport)
  app.get('/lapor', async (request, reply) => {
    const sops = await openSops(request)
    if (sops.length === 1) return reply.redirect(`/lapor/${sops[0]!.code}`, 303)
    return show(request, reply, { title: request.visit.view.t('Buat laporan'), width: 'narrow', main: <ChooseSopPage sops={sops} /> })
  })
  app.get('/lapor/:sop', askForForm)
  app.post('/lapor/:sop', takeReport)
  app.post('/lapor/:sop/mirip', sendSimilar)
}

async function openSops(request: FastifyRequest): Promise<Sop[]> {
  return (await sopsOfVisit(request)).filter((sop) => sop.kind === 'complaint' && !sop.intake.linkedOnly)
}

async function askForForm(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const sop = await getOpenSop(request)
  if (!request.url.startsWith(formPath(sop))) return reply.redirect(formPath(sop), 303)
  needAccount(request, sop)
  return await showForm(request, reply, { sop, values: await knownOfSender(request, sop), faults: [], formKey: newId(request.server.web.now()), uploads: [] })
}

/** What a form asks that the sender's account knows already. */
async function knownOfSender(request: FastifyRequest, sop: Sop): Promise<Typed> {
  const { actor } = request.visit
  if (actor.kind !== 'citizen' || !sop.form.some((use) => use.field === 'nama-pemohon')) return {}
  return { 'nama-pemohon': (await withWork(request, (work) => findPersonName(work, actor.id))) ?? '' }
}

async function getOpenSop(request: FastifyRequest): Promise<Sop> {
  const code = pathText(request, 'sop')
  const sop = (await sopsOfVisit(request)).find((s) => s.code === code && !s.intake.linkedOnly)
  if (!sop) throw new Refusal('not-found', 'Layanan itu tidak ada.')
  return sop
}

/** Whether this visitor has what the SOP asks of who sends: an account, or a post at the unit that applies. */
function maySend({ visit: { actor } }: FastifyRequest, sop: Sop): boolean {
  if (actor.kind === 'officer') return sop.intake.applicants.includes('unit') && actor.posts.length > 0
  return sop.intake.applicants.includes('person') && (sop.intake.account === 'optional' || actor.kind === 'citizen')
}

function needAccount(request: FastifyRequest, sop: Sop): void {
  if (maySend(request, sop)) return
  const { actor } = request.visit
  if (actor.kind === 'officer') throw new Refusal('not-allowed', 'Layanan ini diajukan warga dengan akunnya sendiri. Keluarlah dari akun petugas lebih dahulu.')
  if (!sop.intake.applicants.includes('person')) throw new Refusal('not-allowed', 'Layanan ini diajukan oleh unit pemerintah daerah: petugas unit itu masuk dengan akun petugasnya.')
  throw new Refusal('not-signed-in', sop.kind === 'request' ? 'Untuk mengajukan permohonan, silakan masuk atau daftar lebih dahulu.' : 'Untuk melapor di sini, silakan masuk atau daftar lebih dahulu.')
}

/** The post for which an officer applies: the one chosen on the form, or the only one. */
function applicantOf(request: FastifyRequest, values: Typed): HeldPost | undefined {
  const { actor } = request.visit
  if (actor.kind !== 'officer') return undefined
  return actor.posts.find((held) => `${held.post}.${held.unit}` === textOf(values, 'atas-nama')) ?? actor.posts[0]
}

async function takeReport(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const sop = await getOpenSop(request)
  const form = await readForm(request, { mostFiles: mostFilesOf(sop, sop.form) })
  const again = { sop, values: form.values, formKey: form.formKey, uploads: form.uploads }
  if (!maySend(request, sop)) {
    return await showForm(request, reply, { ...again, faults: [{ field: '', text: 'Sesi Anda sudah berakhir. Masuk lagi di tab lain, lalu kirim formulir ini; isian Anda masih ada di sini.' }] })
  }
  if (form.faults.length > 0) return await showForm(request, reply, { ...again, faults: form.faults })
  try {
    const applicant = applicantOf(request, form.values)
    const asks = sop.kind === 'complaint' && !applicant && textOf(form.values, 'mirip') !== 'sudah'
    const outcome = await withWork(request, async (work) => {
      if (work.actor.kind === 'citizen') await rememberPhone(work, work.actor.id)
      const order: TicketOrder = {
        sop, formKey: form.formKey, channel: 'web', typed: withFiles(sop, form), anonymous: textOf(form.values, 'anonim') === 'ya', secret: textOf(form.values, 'rahasia') === 'ya',
        ...(request.visit.actor.kind === 'citizen' && { reporterId: request.visit.actor.id }),
        ...(applicant && { applicant }),
      }
      if (!asks) return { ticket: await openTicket(work, order) }
      const tried = await openUnlessSimilar(work, order)
      return 'ticket' in tried ? tried : { ...tried, units: await unitNames(work) }
    })
    if ('similar' in outcome) return show(request, reply, { title: request.visit.view.t('Mungkin sudah dilaporkan'), width: 'narrow', main: <SimilarPage {...outcome} form={again} /> })
    const { ticket } = outcome
    if (applicant) return reply.redirect(`/kotak-masuk/${ticket.number}`, 303)
    return openReceipt(request, reply, ticket)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.faults.length === 0) throw refusal
    return await showForm(request, reply, { ...again, faults: refusal.faults })
  }
}

async function unitNames(work: Work): Promise<Map<string, string>> {
  return new Map((await listUnits(work)).map((unit) => [unit.code, unit.name]))
}

/** Reports like the one that is being written, as a part of the form's page; nothing where there are none. */
async function sendSimilar(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const sop = await getOpenSop(request)
  const { values } = await readForm(request)
  const found = await withWork(request, async (work) => ({ similar: await similarToForm(work, { sop: sop.code, typed: values }), units: await unitNames(work) }))
  reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', 'private, no-store')
  return reply.send(found.similar.length === 0 ? '' : renderPart(request.visit.view, <SimilarInForm {...found} />))
}

/** What was typed, with the ids of the kept files in the place of each files field. */
export function withFiles(sop: Sop, form: { values: Typed; uploads: Upload[] }): Typed {
  const files = sop.fields.filter((field) => field.type === 'files').map((field) => [field.name, form.uploads.filter((u) => u.field === field.name).map((u) => u.id)] as const)
  return { ...form.values, ...Object.fromEntries(files) }
}

async function showForm(request: FastifyRequest, reply: FastifyReply, form: ReportForm): Promise<FastifyReply> {
  return show(request, reply, {
    title: (form.faults.length > 0 ? `${request.visit.view.t('Salah:')} ` : '') + form.sop.shortTitle, width: 'narrow', ...(form.sop.kind === 'complaint' && { scripts: ['mirip.js'] }), status: form.faults.length > 0 ? 422 : 200,
    main: <ReportPage {...form} {...(await readReportForm(request, form))} applicants={await readApplicants(request)} />,
  })
}

/** The posts for which this officer can apply, with their names. */
async function readApplicants(request: FastifyRequest): Promise<{ value: string; label: string }[]> {
  const { actor } = request.visit
  if (actor.kind !== 'officer') return []
  return await withWork(request, async (work) => {
    const posts = new Map((await listPosts(work)).map((post) => [post.code, post.name]))
    const units = new Map((await listUnits(work)).map((unit) => [unit.code, unit.name]))
    return actor.posts.map((held) => ({ value: `${held.post}.${held.unit}`, label: `${posts.get(held.post) ?? held.post} · ${units.get(held.unit) ?? held.unit}` }))
  })
}
