import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { newId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { localDate } from '../../domains/calendar/index.ts'
import type { Upload } from '../../domains/files/index.ts'
import { type Sop, sopsInForce, type Typed } from '../../domains/sop/index.ts'
import { openTicket } from '../../domains/tickets/index.ts'
import { getTenant } from '../find-visit.ts'
import { ChooseSopPage, ReportPage } from '../pages/report-pages.tsx'
import { readForm, textOf } from '../read-form.ts'
import { readReportForm, type ReportForm } from '../report-form.ts'
import { pathText, show, withWork } from '../with-work.ts'
import { rememberPhone } from '../remember-phone.ts'
import { openReceipt } from '../ticket-key.ts'

/** Reporting: choose where (if there is a choice), fill in the form, get the receipt. */
export function mountReportRoutes(app: FastifyInstance): void {
  app.get('/lapor', async (request, reply) => {
    const sops = await openSops(request)
    if (sops.length === 1) return reply.redirect(`/lapor/${sops[0]!.code}`, 303)
    return show(request, reply, { title: request.visit.view.t('Buat laporan'), width: 'narrow', main: <ChooseSopPage sops={sops} /> })
  })
  app.get('/lapor/:sop', async (request, reply) => {
    const sop = await getOpenSop(request)
    needAccount(request, sop)
    return await showForm(request, reply, { sop, values: {}, faults: [], formKey: newId(request.server.web.now()), uploads: [] })
  })
  app.post('/lapor/:sop', takeReport)
}

async function openSops(request: FastifyRequest): Promise<Sop[]> {
  const tenant = getTenant(request)
  return await withWork(request, async (work) => (await sopsInForce(work, localDate(work.now, tenant.zone))).filter((sop) => sop.kind === 'complaint'))
}

async function getOpenSop(request: FastifyRequest): Promise<Sop> {
  const tenant = getTenant(request)
  const code = pathText(request, 'sop')
  const sop = await withWork(request, async (work) => (await sopsInForce(work, localDate(work.now, tenant.zone))).find((s) => s.code === code))
  if (!sop) throw new Refusal('not-found', 'Layanan itu tidak ada.')
  return sop
}

function needAccount(request: FastifyRequest, sop: Sop): void {
  if (sop.intake.account === 'required' && request.visit.actor.kind !== 'citizen') {
    throw new Refusal('not-signed-in', 'Untuk melapor di sini, silakan masuk atau daftar lebih dahulu.')
  }
}

async function takeReport(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const sop = await getOpenSop(request)
  const form = await readForm(request)
  const again = { sop, values: form.values, formKey: form.formKey, uploads: form.uploads }
  if (sop.intake.account === 'required' && request.visit.actor.kind !== 'citizen') {
    return await showForm(request, reply, { ...again, faults: [{ field: '', text: 'Sesi Anda sudah berakhir. Masuk lagi di tab lain, lalu kirim formulir ini; isian Anda masih ada di sini.' }] })
  }
  if (form.faults.length > 0) return await showForm(request, reply, { ...again, faults: form.faults })
  try {
    const ticket = await withWork(request, async (work) => {
      if (work.actor.kind === 'citizen') await rememberPhone(work, work.actor.id)
      return await openTicket(work, {
        sop, formKey: form.formKey, channel: 'web', typed: withFiles(sop, form), anonymous: textOf(form.values, 'anonim') === 'ya', secret: textOf(form.values, 'rahasia') === 'ya',
        ...(request.visit.actor.kind === 'citizen' && { reporterId: request.visit.actor.id }),
      })
    })
    return openReceipt(request, reply, ticket)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.faults.length === 0) throw refusal
    return await showForm(request, reply, { ...again, faults: refusal.faults })
  }
}

/** What was typed, with the ids of the kept files in the place of each files field. */
export function withFiles(sop: Sop, form: { values: Typed; uploads: Upload[] }): Typed {
  const files = sop.fields.filter((field) => field.type === 'files').map((field) => [field.name, form.uploads.filter((u) => u.field === field.name).map((u) => u.id)] as const)
  return { ...form.values, ...Object.fromEntries(files) }
}

async function showForm(request: FastifyRequest, reply: FastifyReply, form: ReportForm): Promise<FastifyReply> {
  return show(request, reply, {
    title: (form.faults.length > 0 ? `${request.visit.view.t('Salah:')} ` : '') + form.sop.shortTitle, width: 'narrow', status: form.faults.length > 0 ? 422 : 200,
    main: <ReportPage {...form} {...(await readReportForm(request, form))} />,
  })
}
