import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Fault, Refusal } from '../../kernel/refusal.ts'
import { StaffCodePage, StaffEnrolPage, StaffSignInPage } from '../pages/staff-sign-in-pages.tsx'
import { getTenant, requestHeaders } from '../find-visit.ts'
import { readForm, textOf } from '../read-form.ts'
import { show } from '../with-work.ts'

/** Staff sign in with password and a code of their authenticator; at the first time they set the authenticator up. */
export function mountStaffSignInRoutes(app: FastifyInstance): void {
  const strict = { config: { rateLimit: { max: Math.ceil(app.web.requestsPerMinute / 10), timeWindow: '1 minute' } } }
  app.get('/petugas', (_request, reply) => reply.redirect('/petugas/masuk', 303))
  app.get('/petugas/masuk', async (request, reply) => {
    getTenant(request)
    if (request.visit.actor.kind === 'officer') return reply.redirect('/kotak-masuk', 303)
    return await showStaffSignIn(request, reply, { username: '', faults: [] })
  })
  app.post('/petugas/masuk', strict, signIn)
  app.get('/petugas/kode', async (request, reply) => showCode(request, reply, []))
  app.post('/petugas/kode', strict, async (request, reply) => await takeCode(request, reply, 'verify'))
  app.get('/petugas/pasang-kode', async (request, reply) => await showEnrol(request, reply, []))
  app.post('/petugas/pasang-kode', strict, async (request, reply) => await takeCode(request, reply, 'confirm'))
}

/** The page with all ways in. */
export async function showStaffSignIn(request: FastifyRequest, reply: FastifyReply, again: { username: string; faults: Fault[]; status?: number }): Promise<FastifyReply> {
  const { demo, access } = request.server.web
  const hints = demo ? { password: demo.password, staff: await demo.staff(getTenant(request).id) } : undefined
  return show(request, reply, {
    title: request.visit.view.t('Masuk petugas'), area: 'officer', width: 'narrow', scripts: ['kunci-sandi.js'], status: again.status ?? (again.faults.length > 0 ? 422 : 200),
    main: <StaffSignInPage values={{ masuk: again.username }} faults={again.faults} oidcName={access.oidcName} {...(hints && { hints })} />,
  })
}

async function signIn(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const tenant = getTenant(request)
  const { web } = request.server
  const { values } = await readForm(request)
  const username = textOf(values, 'masuk')
  try {
    const { next, cookies } = await web.access.signInOfficer(tenant.id, { username, password: textOf(values, 'sandi'), headers: requestHeaders(request) }, web.now())
    return reply.header('set-cookie', cookies).redirect(next === 'totp' ? '/petugas/kode' : '/petugas/pasang-kode', 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    const faults = refusal.faults.length > 0 ? refusal.faults : [{ field: 'masuk', text: refusal.message }]
    return await showStaffSignIn(request, reply, { username, faults, ...(refusal.code === 'too-many-tries' && { status: 429 }) })
  }
}

function showCode(request: FastifyRequest, reply: FastifyReply, faults: Fault[]): FastifyReply {
  const { web } = request.server
  getTenant(request)
  return show(request, reply, {
    title: request.visit.view.t('Kode masuk'), area: 'officer', width: 'narrow', status: faults.length > 0 ? 422 : 200,
    main: <StaffCodePage faults={faults} {...(web.demo && { demoCode: web.demo.code(web.now()) })} />,
  })
}

async function showEnrol(request: FastifyRequest, reply: FastifyReply, faults: Fault[]): Promise<FastifyReply> {
  const enrolment = await request.server.web.access.enrolOfficerTotp(getTenant(request).id, requestHeaders(request)).catch(backToSignIn)
  if (!enrolment) return reply.redirect('/petugas/masuk', 303)
  return show(request, reply, {
    title: request.visit.view.t('Pasang autentikator'), area: 'officer', width: 'narrow', status: faults.length > 0 ? 422 : 200,
    main: <StaffEnrolPage {...enrolment} faults={faults} />,
  })
}

function backToSignIn(refusal: unknown): undefined {
  if (refusal instanceof Refusal && refusal.code === 'not-signed-in') return undefined
  throw refusal
}

async function takeCode(request: FastifyRequest, reply: FastifyReply, how: 'verify' | 'confirm'): Promise<FastifyReply> {
  const tenant = getTenant(request)
  const { web } = request.server
  const { values } = await readForm(request)
  const order = { headers: requestHeaders(request), code: textOf(values, 'kode') }
  try {
    const cookies = how === 'verify' ? await web.access.verifyOfficerTotp(tenant.id, order, web.now()) : await web.access.confirmOfficerTotp(tenant.id, order, web.now())
    return reply.header('set-cookie', cookies).redirect('/kotak-masuk', 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    if (refusal.code === 'not-signed-in') return await showStaffSignIn(request, reply, { username: '', faults: [{ field: 'masuk', text: refusal.message }] })
    const faults = refusal.faults.length > 0 ? refusal.faults : [{ field: 'kode', text: refusal.message }]
    return how === 'verify' ? showCode(request, reply, faults) : await showEnrol(request, reply, faults)
  }
}
