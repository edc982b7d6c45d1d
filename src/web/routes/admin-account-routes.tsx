import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../kernel/refusal.ts'
import { getOfficer, needOther, type Officer, type OfficerAct, officerOfForm, recordOfficerEvent, setOfficerActive } from '../../domains/organisation/index.ts'
import { watchSeats } from '../../domains/tickets/index.ts'
import { getTenant } from '../find-visit.ts'
import { readForm } from '../read-form.ts'
import { showPassword } from '../show-password.tsx'
import { pathText, withWork } from '../with-work.ts'

const notSelf = 'Untuk akun Anda sendiri pakailah halaman “Akun saya”.'

/** What administrators do to an officer's account. Each form does its work once, however often it comes. */
export function mountAdminAccountRoutes(app: FastifyInstance): void {
  app.post('/petugas/pegawai/:id/sandi-baru', async (request, reply) => await givePassword(request, reply, 'password'))
  app.post('/petugas/pegawai/:id/aktifkan', async (request, reply) => await givePassword(request, reply, 'reactivated'))
  app.post('/petugas/pegawai/:id/nonaktifkan', async (request, reply) => {
    const { formKey } = await readForm(request)
    const id = pathText(request, 'id')
    const { web } = request.server
    await withWork(request, async (work) => {
      if (await officerOfForm(work, formKey)) return
      await setOfficerActive(work, { id, active: false, formKey })
      await watchSeats(work)
    })
    await web.access.closeOfficerAccount(getTenant(request).id, id)
    return reply.redirect(`/petugas/pegawai/${id}?selesai=deactivated`, 303)
  })
  app.post('/petugas/pegawai/:id/lepas-autentikator', async (request, reply) => await act(request, reply, 'totp'))
  app.post('/petugas/pegawai/:id/akhiri-sesi', async (request, reply) => await act(request, reply, 'sessions'))
}

/** A new password, after which nothing of before opens the door; also the way back for one who was inactive. */
async function givePassword(request: FastifyRequest, reply: FastifyReply, what: 'password' | 'reactivated'): Promise<FastifyReply> {
  const { web, visit } = { web: request.server.web, visit: request.visit }
  const { formKey } = await readForm(request)
  const tenant = getTenant(request).id
  const id = pathText(request, 'id')
  const { officer, isNew } = await withWork(request, async (work): Promise<{ officer: Officer; isNew: boolean }> => {
    if ((await officerOfForm(work, formKey)) === id) return { officer: await getOfficer(work, id), isNew: false }
    if (what === 'reactivated') return { officer: await setOfficerActive(work, { id, active: true, formKey }), isNew: true }
    return { officer: await record(work, { id, act: 'password', formKey }), isNew: true }
  })
  const needed = isNew || !(await web.access.findAccountStanding(tenant, id)).hasAccount
  const password = needed ? await web.access.giveInitialPassword(tenant, { officerId: id, username: officer.username, formKey }) : web.access.initialPasswordOf(tenant, formKey)
  return showPassword(request, reply, { officer, password, title: what === 'password' ? visit.view.t('Sandi baru') : visit.view.t('Petugas diaktifkan kembali') })
}

async function record(work: Parameters<typeof getOfficer>[0], order: { id: string; act: OfficerAct; formKey: string }): Promise<Officer> {
  const officer = await getOfficer(work, order.id)
  needOther(work, officer.id, notSelf)
  if (!officer.active) throw new Refusal('conflict', 'Petugas itu tidak aktif. Aktifkan ia lebih dahulu.')
  await recordOfficerEvent(work, { officerId: officer.id, act: order.act, formKey: order.formKey })
  return officer
}

async function act(request: FastifyRequest, reply: FastifyReply, what: 'totp' | 'sessions'): Promise<FastifyReply> {
  const { access } = request.server.web
  const { formKey } = await readForm(request)
  const id = pathText(request, 'id')
  await withWork(request, async (work) => {
    if (!(await officerOfForm(work, formKey))) await record(work, { id, act: what, formKey })
  })
  if (what === 'totp') await access.resetOfficerTotp(getTenant(request).id, id)
  else await access.endOfficerSessions(getTenant(request).id, id)
  return reply.redirect(`/petugas/pegawai/${id}?selesai=${what}`, 303)
}
