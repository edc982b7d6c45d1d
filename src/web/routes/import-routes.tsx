import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isId, newId } from '../../kernel/ids.ts'
import { type Fault, Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { localDate } from '../../domains/calendar/index.ts'
import {
  confirmImport, countRows, dropImport, failedRowsCsv, findImport, type Import, importLimits, listImports, needImporter, readRows, takeImport, writeTemplateCsv, writeTemplateXlsx,
} from '../../domains/intake/index.ts'
import { getSop, type Sop, sopsInForce } from '../../domains/sop/index.ts'
import { getTenant } from '../find-visit.ts'
import { ImportPage, ImportStartPage } from '../pages/import-pages.tsx'
import { readForm } from '../read-form.ts'
import { readSpreadsheetForm } from '../read-spreadsheet-form.ts'
import { needOfficer, pathText, show, withWork } from '../with-work.ts'

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const shownRows = 50

/** Importing spreadsheets of reports: upload, preview, confirm, progress, and the rows that failed. For the tenant's administrators. */
export function mountImportRoutes(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    getTenant(request)
    needOfficer(request)
  })
  app.get('/impor', async (request, reply) => await showStart(request, reply, { values: {}, faults: [], formKey: newId(app.web.now()) }))
  app.post('/impor', takeUpload)
  app.get('/impor/templat/:berkas', { compress: false }, sendTemplate)
  app.get('/impor/:id', showImport)
  app.post('/impor/:id/jalankan', async (request, reply) => await decide(request, reply, confirmImport))
  app.post('/impor/:id/batal', async (request, reply) => await decide(request, reply, dropImport))
  app.get('/impor/:id/gagal.csv', sendFailed)
}

async function complaintSops(work: Work, request: FastifyRequest): Promise<Sop[]> {
  needImporter(work)
  return (await sopsInForce(work, localDate(work.now, getTenant(request).zone))).filter((sop) => sop.kind === 'complaint')
}

async function showStart(request: FastifyRequest, reply: FastifyReply, scene: { values: Record<string, string>; faults: Fault[]; formKey: string }): Promise<FastifyReply> {
  const content = await withWork(request, async (work) => ({ sops: await complaintSops(work, request), imports: await listImports(work, 20) }))
  return show(request, reply, { title: request.visit.view.t('Impor laporan'), area: 'officer', width: 'narrow', status: scene.faults.length > 0 ? 422 : 200, main: <ImportStartPage {...content} {...scene} /> })
}

async function takeUpload(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  await withWork(request, async (work) => void needImporter(work))
  const form = await readSpreadsheetForm(request, {
    bytes: importLimits.bytes, tooBig: 'Berkas ini lebih besar dari 10 MB. Bagi menjadi beberapa berkas, lalu unggah satu per satu.', none: 'Berkas: pilih berkas XLSX atau CSV.',
  })
  if (!form.values.sop) form.faults.unshift({ field: 'sop', text: 'Prosedur: pilih salah satu.' })
  const again = { values: form.values, formKey: form.formKey }
  if (form.faults.length > 0 || !form.file) return await showStart(request, reply, { ...again, faults: form.faults })
  const { web } = request.server
  try {
    const id = await takeImport(web.resources, {
      tenant: getTenant(request).id, actor: request.visit.actor, now: web.now(), formKey: form.formKey, fileName: form.file.name, bytes: form.file.bytes, sop: form.values.sop ?? '', closedToo: form.values.tertutup === 'ya',
    })
    return reply.redirect(`/impor/${id}`, 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.faults.length === 0) throw refusal
    return await showStart(request, reply, { ...again, faults: refusal.faults })
  }
}

async function getImport(work: Work, request: FastifyRequest): Promise<Import> {
  needImporter(work)
  const id = pathText(request, 'id')
  const found = isId(id) ? await findImport(work, { id }) : undefined
  if (!found) throw new Refusal('not-found', 'Impor itu tidak ada.')
  return found
}

async function showImport(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const content = await withWork(request, async (work) => {
    const found = await getImport(work, request)
    const rows = await readRows(work, found.id, { states: ['wrong', 'failed'], most: shownRows })
    return { found, sop: await getSop(work, found.sop, found.sopVersion), counts: await countRows(work, found.id), wrong: rows.map(({ no, content: { faults } }) => ({ no, faults })) }
  })
  // The page comes again by itself while it counts, with and without scripts.
  if (content.found.state === 'running') reply.header('refresh', '3')
  return show(request, reply, { title: content.found.fileName, area: 'officer', main: <ImportPage {...content} /> })
}

async function decide(request: FastifyRequest, reply: FastifyReply, act: (work: Work, id: string) => Promise<void>): Promise<FastifyReply> {
  await readForm(request)
  const id = await withWork(request, async (work) => {
    const found = await getImport(work, request)
    await act(work, found.id)
    return found.id
  })
  return reply.redirect(`/impor/${id}`, 303)
}

async function sendTemplate(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const [, code, kind] = /^([a-z0-9-]+)\.(xlsx|csv)$/.exec(pathText(request, 'berkas')) ?? []
  const sop = (await withWork(request, (work) => complaintSops(work, request))).find((one) => one.code === code)
  if (!sop) throw new Refusal('not-found', 'Templat itu tidak ada.')
  const content = kind === 'xlsx' ? await writeTemplateXlsx(sop) : writeTemplateCsv(sop)
  return reply.headers({ 'content-type': kind === 'xlsx' ? xlsxType : 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="templat-${code}.${kind}"` }).send(content)
}

async function sendFailed(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const found = await withWork(request, (work) => getImport(work, request))
  const parts = failedRowsCsv((task) => withWork(request, task), found.id)
  return reply.headers({ 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'private, no-store', 'content-disposition': `attachment; filename="gagal-${found.id}.csv"` }).send(Readable.from(parts))
}
