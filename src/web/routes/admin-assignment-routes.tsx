import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isId, newId } from '../../kernel/ids.ts'
import { type Fault, Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { addDays } from '../../domains/calendar/index.ts'
import { attachUploads, getFile, openFile, type Upload } from '../../domains/files/index.ts'
import {
  assignmentsOn, assignPost, endAbsence, endAssignmentEarly, getAssignment, getOfficer, listPosts, listUnits, localToday,
} from '../../domains/organisation/index.ts'
import { watchSeats } from '../../domains/tickets/index.ts'
import type { FormValues } from '../../ui/index.ts'
import { AdminAssignmentPage, AdminEndPage } from '../pages/admin-assignment-page.tsx'
import { readForm, type SentForm, textOf } from '../read-form.ts'
import { readSeatNames } from '../seat-names.ts'
import { pathText, show, withWork } from '../with-work.ts'

/** Letters of assignment: giving a post, ending one early, the letter's file; and the end of an absence by an administrator. */
export function mountAdminAssignmentRoutes(app: FastifyInstance): void {
  app.get('/petugas/pegawai/:id/penugasan', async (request, reply) => await showAssign(request, reply, { values: {}, faults: [], uploads: [], formKey: newId(request.server.web.now()) }))
  app.post('/petugas/pegawai/:id/penugasan', assign)
  app.get('/petugas/penugasan/:id/akhiri', async (request, reply) => await showEnd(request, reply, { values: {}, faults: [] }))
  app.post('/petugas/penugasan/:id/akhiri', end)
  app.get('/petugas/surat-tugas/:id/:berkas', { compress: false }, sendLetter)
  app.post('/petugas/ketidakhadiran/:id/selesai', async (request, reply) => {
    await readForm(request)
    await withWork(request, (work) => endAbsence(work, pathText(request, 'id')))
    return reply.redirect('/petugas/pegawai', 303)
  })
}

interface AssignRetry {
  values: FormValues
  faults: Fault[]
  uploads: Upload[]
  formKey: string
}

async function showAssign(request: FastifyRequest, reply: FastifyReply, retry: AssignRetry): Promise<FastifyReply> {
  const content = await withWork(request, async (work) => {
    const officer = await getOfficer(work, pathText(request, 'id'))
    if (!officer.active) throw new Refusal('conflict', 'Petugas itu tidak aktif. Aktifkan ia lebih dahulu.')
    return { officer, posts: await listPosts(work), units: await listUnits(work), holders: await assignmentsOn(work, await localToday(work)), names: await readSeatNames(work) }
  })
  return show(request, reply, { title: request.visit.view.t('Beri jabatan'), area: 'officer', width: 'narrow', status: retry.faults.length > 0 ? 422 : 200, main: <AdminAssignmentPage {...content} {...retry} /> })
}

async function assign(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const form = await readForm(request)
  const officerId = pathText(request, 'id')
  const retry = { values: form.values, uploads: form.uploads, formKey: form.formKey }
  if (form.faults.length > 0) return await showAssign(request, reply, { ...retry, faults: form.faults })
  try {
    await withWork(request, (work) => assignWithLetter(work, officerId, form))
    return reply.redirect(`/petugas/pegawai/${officerId}?selesai=assigned`, 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.faults.length === 0) throw refusal
    return await showAssign(request, reply, { ...retry, faults: refusal.faults })
  }
}

async function assignWithLetter(work: Work, officerId: string, { values, uploads, formKey }: SentForm): Promise<void> {
  const text = (name: string) => textOf(values, name).trim()
  const kind = (['plt', 'plh'] as const).find((one) => one === text('jenis')) ?? 'tetap'
  const id = await assignPost(work, {
    officerId, kind, formKey, post: text('jabatan'), unit: text('unit'), letterNumber: text('nomor-surat'), validFrom: text('berlaku-mulai'),
    ...(text('berlaku-sampai') && { validUntil: text('berlaku-sampai') }), ...(isId(text('menggantikan')) && { standsFor: text('menggantikan') }),
  })
  if (id) await attachUploads(work, { formKey, ids: uploads.map((upload) => upload.id), ticketId: id })
}

async function showEnd(request: FastifyRequest, reply: FastifyReply, retry: { values: FormValues; faults: Fault[] }): Promise<FastifyReply> {
  const content = await withWork(request, async (work) => ({ assignment: await getAssignment(work, pathText(request, 'id')), names: await readSeatNames(work) }))
  return show(request, reply, { title: request.visit.view.t('Akhiri penugasan'), area: 'officer', width: 'narrow', status: retry.faults.length > 0 ? 422 : 200, main: <AdminEndPage {...content} {...retry} /> })
}

async function end(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { values } = await readForm(request)
  const id = pathText(request, 'id')
  try {
    const officerId = await withWork(request, async (work) => {
      const yesterday = addDays(await localToday(work), -1)
      await endAssignmentEarly(work, { id, lastDay: textOf(values, 'sekarang') === 'ya' ? yesterday : textOf(values, 'hari-terakhir'), reason: textOf(values, 'alasan') })
      await watchSeats(work)
      return (await getAssignment(work, id)).officerId
    })
    return reply.redirect(`/petugas/pegawai/${officerId}?selesai=ended`, 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.faults.length === 0) throw refusal
    return await showEnd(request, reply, { values, faults: refusal.faults })
  }
}

async function sendLetter(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const file = await withWork(request, async (work) => {
    const { id } = await getAssignment(work, pathText(request, 'id'))
    return await getFile(work, { id: pathText(request, 'berkas'), variant: 'original', of: { ticketId: id } })
  })
  const { stream, headers } = await openFile(request.server.web.dataFolder, file)
  return reply.headers(headers).send(stream)
}
