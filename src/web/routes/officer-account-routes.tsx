import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { newId } from '../../kernel/ids.ts'
import { findOfficerNik, keepOfficerNik, maskNik } from '../../domains/access/index.ts'
import { type Fault, Refusal } from '../../kernel/refusal.ts'
import { absencesOf, assignmentsOf, endAbsence, localToday, officersWithPosts, recordAbsence } from '../../domains/organisation/index.ts'
import type { FormValues } from '../../ui/index.ts'
import { getTenant, requestHeaders } from '../find-visit.ts'
import { OfficerAccountPage, OfficerPasswordPage } from '../pages/officer-account-page.tsx'
import { newsOf } from '../post-news.ts'
import { readForm, textOf } from '../read-form.ts'
import { readSeatNames, seatText } from '../seat-names.ts'
import { needOfficer, pathText, queryText, show, siteOf, withWork } from '../with-work.ts'

/** An officer's own page: posts, absence, sessions, password. */
export function mountOfficerAccountRoutes(app: FastifyInstance): void {
  const strict = { config: { rateLimit: { max: Math.ceil(app.web.requestsPerMinute / 10), timeWindow: '1 minute' } } }
  app.addHook('onRequest', async (request) => {
    getTenant(request)
    needOfficer(request)
  })
  app.get('/petugas/saya', async (request, reply) => await showAccount(request, reply))
  app.post('/petugas/saya/tidak-hadir', takeAbsence)
  app.post('/petugas/saya/tidak-hadir/:id/selesai', async (request, reply) => {
    await readForm(request)
    await withWork(request, (work) => endAbsence(work, pathText(request, 'id')))
    return reply.redirect('/petugas/saya?selesai=kembali', 303)
  })
  app.post('/petugas/saya/sesi/:id/akhiri', async (request, reply) => {
    await readForm(request)
    await request.server.web.access.revokeSession(getTenant(request).id, requestHeaders(request), pathText(request, 'id'))
    return reply.redirect('/petugas/saya?selesai=sesi#sesi', 303)
  })
  app.post('/petugas/saya/nik', strict, keepNik)
  app.get('/petugas/saya/sandi', (request, reply) => showPasswordForm(request, reply, []))
  app.post('/petugas/saya/sandi', strict, changePassword)
}

/** The signed-in officer's id. */
function ownId(request: FastifyRequest): string {
  const { actor } = request.visit
  if (actor.kind !== 'officer') throw new Refusal('not-signed-in', 'Silakan masuk sebagai petugas lebih dahulu.')
  return actor.id
}

async function showAccount(request: FastifyRequest, reply: FastifyReply, retry: { values: FormValues; faults: Fault[] } = { values: {}, faults: [] }): Promise<FastifyReply> {
  const id = ownId(request)
  const { web } = request.server
  const content = await withWork(request, async (work) => {
    const [names, assignments, today] = [await readSeatNames(work), await assignmentsOf(work, id), await localToday(work)]
    const others = [...(await officersWithPosts(work)).values()].filter((one) => one.id !== id && one.posts.some((held) => held.acting !== 'Plh.'))
    const colleagues = others.map((one) => ({ value: one.id, text: `${one.name} · ${seatText(names, { ...one.posts.find((held) => held.acting !== 'Plh.')!, kind: 'tetap' })}` }))
    const [nik, signsByNik] = [await findOfficerNik(work, id), web.signerOf?.(work.tenant).needs === 'nik']
    return { nik: nik && maskNik(nik), signsByNik, names, assignments, today, colleagues, absences: await absencesOf(work, id), news: newsOf(assignments, today) }
  })
  const [tenant, headers] = [getTenant(request).id, requestHeaders(request)]
  const sessions = await web.access.listSessions(tenant, headers)
  const passkeys = await web.access.listPasskeys({ tenant, origin: new URL(siteOf(request)).origin, headers })
  const oidc = web.access.oidcName ? { name: web.access.oidcName, joined: await web.access.hasOidc(tenant, headers) } : undefined
  return show(request, reply, {
    title: request.visit.view.t('Akun saya'), area: 'officer', scripts: ['kunci-sandi.js'], status: retry.faults.length > 0 ? 422 : 200,
    main: <OfficerAccountPage {...content} officerId={id} sessions={sessions} passkeys={passkeys} oidc={oidc} formKey={newId(web.now())} done={queryText(request, 'selesai')} retry={retry} />,
  })
}

async function takeAbsence(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { values, formKey } = await readForm(request)
  const text = (name: string) => textOf(values, name)
  const order = { officerId: ownId(request), standInId: text('pengganti'), from: text('tidak-hadir-mulai'), until: text('tidak-hadir-sampai'), reason: text('alasan'), letterNumber: text('nomor-surat'), formKey }
  try {
    await withWork(request, (work) => recordAbsence(work, order))
    return reply.redirect('/petugas/saya?selesai=absen', 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.faults.length === 0) throw refusal
    return await showAccount(request, reply, { values, faults: refusal.faults })
  }
}

async function keepNik(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { values } = await readForm(request)
  try {
    await withWork(request, (work) => keepOfficerNik(work, { officerId: ownId(request), text: textOf(values, 'nik') }))
    return reply.redirect('/petugas/saya?selesai=nik', 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.faults.length === 0) throw refusal
    return await showAccount(request, reply, { values, faults: refusal.faults })
  }
}

function showPasswordForm(request: FastifyRequest, reply: FastifyReply, faults: Fault[]): FastifyReply {
  const { session, view } = request.visit
  const first = session?.kind === 'officer' && session.initialPassword === true
  return show(request, reply, { title: view.t('Ganti kata sandi'), area: 'officer', width: 'narrow', status: faults.length > 0 ? 422 : 200, main: <OfficerPasswordPage faults={faults} first={first} /> })
}

async function changePassword(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { values } = await readForm(request)
  const { web } = request.server
  try {
    const order = { headers: requestHeaders(request), current: textOf(values, 'sandi-lama'), fresh: textOf(values, 'sandi-baru') }
    await web.access.changeOfficerPassword(getTenant(request).id, order, web.now())
    return reply.redirect('/petugas/saya?selesai=sandi', 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    return showPasswordForm(request, reply, refusal.faults.length > 0 ? refusal.faults.map((one) => (one.field === 'masuk' ? { ...one, field: 'sandi-lama' } : one)) : [{ field: 'sandi-lama', text: refusal.message }])
  }
}
