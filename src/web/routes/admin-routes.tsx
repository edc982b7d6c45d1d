import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isId, newId } from '../../kernel/ids.ts'
import { type Fault, Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { saveContact } from '../../domains/messages/index.ts'
import { filesOf } from '../../domains/files/index.ts'
import {
  absencesOf, addOfficer, assignmentsOf, changeOfficer, countOfficers, getOfficer, localToday, officerHistory, officerOfForm, searchOfficers,
} from '../../domains/organisation/index.ts'
import { markSeatNewsRead } from '../../domains/tickets/index.ts'
import type { FormValues } from '../../ui/index.ts'
import { getTenant } from '../find-visit.ts'
import { AdminHubPage } from '../pages/admin-hub-page.tsx'
import { AdminOfficerPage } from '../pages/admin-officer-page.tsx'
import { AdminOfficerAddPage, AdminOfficersPage, type OfficerState } from '../pages/admin-officers-page.tsx'
import { readForm, textOf } from '../read-form.ts'
import { readSeatNames } from '../seat-names.ts'
import { showPassword } from '../show-password.tsx'
import { pathText, queryText, show, withWork } from '../with-work.ts'
import { mountAdminAccountRoutes } from './admin-account-routes.tsx'
import { mountAdminAssignmentRoutes } from './admin-assignment-routes.tsx'
import { mountAdminLogRoutes } from './admin-log-routes.tsx'
import { mountAdminPlaceRoutes } from './admin-place-routes.tsx'
import { mountAdminSopRoutes } from './admin-sop-routes.tsx'
import { needAdmin } from './letter-routes.tsx'

/** What the tenant's administrators look after: officers first; the rest is mounted beside. For everyone else these pages do not exist. */
export function mountAdminRoutes(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => needAdmin(request))
  app.get('/petugas/admin', (request, reply) => show(request, reply, { title: request.visit.view.t('Administrasi'), area: 'officer', main: <AdminHubPage /> }))
  app.get('/petugas/pegawai', showOfficers)
  app.get('/petugas/pegawai/tambah', async (request, reply) => showAdd(request, reply, { values: {}, faults: [], formKey: newId(request.server.web.now()) }))
  app.post('/petugas/pegawai/tambah', add)
  app.get('/petugas/pegawai/:id', async (request, reply) => await showOfficer(request, reply))
  app.post('/petugas/pegawai/:id/ubah', change)
  mountAdminAccountRoutes(app)
  mountAdminAssignmentRoutes(app)
  mountAdminPlaceRoutes(app)
  mountAdminLogRoutes(app)
  mountAdminSopRoutes(app)
}

async function showOfficers(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const state = (['aktif', 'nonaktif', 'semua'] as const).find((one) => one === queryText(request, 'keadaan')) ?? 'aktif'
  const sought = queryText(request, 'cari').slice(0, 80)
  const content = await withWork(request, async (work) => ({
    ...(await searchOfficers(work, { text: sought, state, after: queryText(request, 'setelah'), size: 30, today: await localToday(work) })),
    counts: await countOfficers(work),
    names: await readSeatNames(work),
  }))
  return show(request, reply, { title: request.visit.view.t('Petugas'), area: 'officer', main: <AdminOfficersPage {...content} state={state satisfies OfficerState} sought={sought} /> })
}

function showAdd(request: FastifyRequest, reply: FastifyReply, retry: { values: FormValues; faults: Fault[]; formKey: string }): FastifyReply {
  return show(request, reply, { title: request.visit.view.t('Tambah petugas'), area: 'officer', width: 'narrow', status: retry.faults.length > 0 ? 422 : 200, main: <AdminOfficerAddPage {...retry} /> })
}

async function add(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { web } = request.server
  const { values, formKey } = await readForm(request)
  const text = (name: string) => textOf(values, name)
  try {
    const { officer, isNew } = await withWork(request, async (work) => {
      const before = await officerOfForm(work, formKey)
      if (before) return { officer: await getOfficer(work, before), isNew: false }
      const made = await addOfficer(work, { name: text('nama'), username: text('nama-pengguna'), phone: text('telepon'), email: text('surel'), formKey })
      await saveReach(work, made)
      return { officer: made, isNew: true }
    })
    const order = { officerId: officer.id, username: officer.username, formKey }
    const tenant = getTenant(request).id
    // Where the account could not be made after the officer was, the same press makes it now.
    const needed = isNew || !(await web.access.findAccountStanding(tenant, officer.id)).hasAccount
    const password = needed ? await web.access.giveInitialPassword(tenant, order) : web.access.initialPasswordOf(tenant, formKey)
    return showPassword(request, reply, { officer, password, title: request.visit.view.t('Petugas ditambahkan') })
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.faults.length === 0) throw refusal
    return showAdd(request, reply, { values, faults: refusal.faults, formKey })
  }
}

/** What an officer can be told by; their own choices on the page for channels stay theirs. */
async function saveReach(work: Work, officer: { id: string; email?: string }): Promise<void> {
  if (officer.email) await saveContact(work, { kind: 'officer', id: officer.id }, { channel: 'email', address: officer.email })
}

async function showOfficer(request: FastifyRequest, reply: FastifyReply, retry: { values: FormValues; faults: Fault[] } = { values: {}, faults: [] }): Promise<FastifyReply> {
  const id = pathText(request, 'id')
  const { web, visit } = { web: request.server.web, visit: request.visit }
  const after = queryText(request, 'setelah')
  const content = await withWork(request, async (work) => {
    const officer = await getOfficer(work, id)
    const assignments = await assignmentsOf(work, id)
    if (work.actor.kind === 'officer') await markSeatNewsRead(work, work.actor.posts, assignments.map((one) => one.id))
    const letters = new Map<string, { id: string; name: string }>()
    for (const one of assignments) {
      const [file] = await filesOf(work, one.id)
      if (file) letters.set(one.id, file)
    }
    return {
      officer, assignments, letters, absences: await absencesOf(work, id), names: await readSeatNames(work), today: await localToday(work),
      history: await officerHistory(work, id, { size: 25, ...(isId(after) && { after }) }),
    }
  })
  const standing = await web.access.findAccountStanding(getTenant(request).id, id)
  const self = visit.actor.kind === 'officer' && visit.actor.id === id
  return show(request, reply, {
    title: content.officer.name, area: 'officer', status: retry.faults.length > 0 ? 422 : 200,
    main: <AdminOfficerPage {...content} standing={standing} formKey={newId(web.now())} self={self} done={queryText(request, 'selesai')} retry={retry} />,
  })
}

async function change(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { values } = await readForm(request)
  const id = pathText(request, 'id')
  try {
    await withWork(request, (work) => changeOfficer(work, { id, name: textOf(values, 'nama'), phone: textOf(values, 'telepon'), email: textOf(values, 'surel') }))
    return reply.redirect(`/petugas/pegawai/${id}?selesai=edited`, 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.faults.length === 0) throw refusal
    return await showOfficer(request, reply, { values, faults: refusal.faults })
  }
}
