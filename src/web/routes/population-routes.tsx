import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isId, newId } from '../../kernel/ids.ts'
import { type Fault, Refusal } from '../../kernel/refusal.ts'
import { confirmRegister, describeRegister, draftRegister, dropRegister, listRegisterLoads, registerBytes } from '../../domains/access/index.ts'
import { getTenant } from '../find-visit.ts'
import { PopulationLoadPage, PopulationPage } from '../pages/population-pages.tsx'
import { readForm, textOf } from '../read-form.ts'
import { readSpreadsheetForm } from '../read-spreadsheet-form.ts'
import { pathText, queryText, show, withWork } from '../with-work.ts'
import { needAdmin } from './letter-routes.tsx'

const home = '/petugas/register-kependudukan'

/** The tenant's copy of the population register: upload, preview, confirmation. For the tenant's administrators. */
export function mountPopulationRoutes(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => needAdmin(request))
  app.get(home, async (request, reply) => await showRegister(request, reply, { faults: [], formKey: newId(app.web.now()) }))
  app.post(home, takeUpload)
  app.get(`${home}/:id`, async (request, reply) => await showLoad(request, reply, []))
  app.post(`${home}/:id/muat`, confirm)
  app.post(`${home}/:id/batal`, async (request, reply) => {
    await readForm(request)
    await withWork(request, (work) => dropRegister(work, getId(request)))
    return reply.redirect(`${home}/${getId(request)}`, 303)
  })
}

function getId(request: FastifyRequest): string {
  const id = pathText(request, 'id')
  if (!isId(id)) throw new Refusal('not-found', 'Berkas register itu tidak ada.')
  return id
}

async function takeUpload(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { web } = request.server
  const form = await readSpreadsheetForm(request, { bytes: registerBytes, tooBig: 'Berkas ini lebih besar dari 30 MB. Muat dengan baris perintah: tanggap register load.', none: 'Berkas: pilih berkas CSV.' })
  if (form.faults.length > 0 || !form.file) return await showRegister(request, reply, { faults: form.faults, formKey: form.formKey })
  try {
    const id = await draftRegister(web.resources, { tenant: getTenant(request).id, actor: request.visit.actor, now: web.now(), formKey: form.formKey, bytes: form.file.bytes })
    return reply.redirect(`${home}/${id}`, 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.faults.length === 0) throw refusal
    return await showRegister(request, reply, { faults: refusal.faults, formKey: form.formKey })
  }
}

async function confirm(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { values } = await readForm(request)
  const id = getId(request)
  try {
    await withWork(request, (work) => confirmRegister(work, id, { withoutBad: textOf(values, 'tanpa-yang-salah') === 'ya' }))
    return reply.redirect(`${home}/${id}`, 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.faults.length === 0) throw refusal
    return await showLoad(request, reply, refusal.faults)
  }
}

async function showRegister(request: FastifyRequest, reply: FastifyReply, scene: { faults: Fault[]; formKey: string }): Promise<FastifyReply> {
  const after = queryText(request, 'setelah')
  const content = await withWork(request, async (work) => ({ register: await describeRegister(work), ...(await listRegisterLoads(work, isId(after) ? { after } : {})) }))
  return show(request, reply, {
    title: request.visit.view.t('Register kependudukan'), area: 'officer', width: 'narrow', status: scene.faults.length > 0 ? 422 : 200, main: <PopulationPage {...content} {...scene} />,
  })
}

async function showLoad(request: FastifyRequest, reply: FastifyReply, faults: Fault[]): Promise<FastifyReply> {
  const id = getId(request)
  const { loads: [load], people } = await withWork(request, async (work) => ({ ...(await listRegisterLoads(work, { id })), people: (await describeRegister(work)).people }))
  if (!load) throw new Refusal('not-found', 'Berkas register itu tidak ada.')
  return show(request, reply, {
    title: request.visit.view.t('Pemeriksaan berkas register'), area: 'officer', width: 'narrow', status: faults.length > 0 ? 422 : 200, main: <PopulationLoadPage load={load} people={people} faults={faults} />,
  })
}
