import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../kernel/refusal.ts'
import { recordOfficerEvent } from '../../domains/organisation/index.ts'
import { getTenant, requestHeaders } from '../find-visit.ts'
import { readForm, textOf } from '../read-form.ts'
import { needOfficer, pathText, siteOf, withWork } from '../with-work.ts'
import { showStaffSignIn } from './staff-sign-in-routes.tsx'

const stateCookie = 'tanggap_oidc'

/** How officers sign in without password and code: passkeys, and another system that knows them. */
export function mountOtherWaysRoutes(app: FastifyInstance): void {
  const strict = { config: { rateLimit: { max: Math.ceil(app.web.requestsPerMinute / 10), timeWindow: '1 minute' } } }
  app.post('/petugas/masuk/kunci/mulai', strict, async (request) => {
    await readForm(request)
    return await app.web.access.beginPasskeySignIn(placeOf(request))
  })
  app.post('/petugas/masuk/kunci', strict, signInByPasskey)
  app.post('/petugas/saya/kunci/mulai', async (request) => {
    await readForm(request)
    return await app.web.access.beginPasskey(placeOf(request))
  })
  app.post('/petugas/saya/kunci', addPasskey)
  app.post('/petugas/saya/kunci/:id/hapus', async (request, reply) => {
    await readForm(request)
    await app.web.access.dropPasskey(placeOf(request), pathText(request, 'id'))
    await note(request, 'Kunci sandi dihapus.')
    return reply.redirect('/petugas/saya#kunci', 303)
  })
  app.get('/petugas/oidc/masuk', strict, async (request, reply) => await begin(request, reply, false))
  app.get('/petugas/oidc/sambungkan', strict, async (request, reply) => await begin(request, reply, true))
  app.get('/petugas/oidc/kembali', strict, comeBack)
  app.post('/petugas/saya/oidc/lepas', async (request, reply) => {
    await readForm(request)
    await app.web.access.dropOidc(getTenant(request).id, requestHeaders(request))
    return reply.redirect('/petugas/saya#oidc', 303)
  })
}

function placeOf(request: FastifyRequest) {
  return { tenant: getTenant(request).id, origin: new URL(siteOf(request)).origin, headers: requestHeaders(request) }
}

async function note(request: FastifyRequest, detail: string): Promise<void> {
  needOfficer(request)
  const { actor } = request.visit
  if (actor.kind === 'officer') await withWork(request, (work) => recordOfficerEvent(work, { officerId: actor.id, act: 'passkey', detail }))
}

async function signInByPasskey(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { values } = await readForm(request)
  const { web } = request.server
  try {
    const cookies = await web.access.signInByPasskey(placeOf(request), { answer: textOf(values, 'jawaban'), now: web.now() })
    return reply.header('set-cookie', cookies).redirect('/kotak-masuk', 303)
  } catch (refusal) {
    return await backToSignIn(request, reply, refusal)
  }
}

async function addPasskey(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { values } = await readForm(request)
  const { web } = request.server
  const name = textOf(values, 'nama-kunci').trim()
  await web.access.addPasskey(placeOf(request), { answer: textOf(values, 'jawaban'), name, now: web.now() })
  await note(request, `Kunci sandi dipasang${name && `: ${name}`}.`)
  return reply.redirect('/petugas/saya?selesai=kunci#kunci', 303)
}

function backOf(request: FastifyRequest): string {
  return new URL('/petugas/oidc/kembali', siteOf(request)).href
}

async function begin(request: FastifyRequest, reply: FastifyReply, join: boolean): Promise<FastifyReply> {
  const { web } = request.server
  const { id: tenant } = getTenant(request)
  try {
    const { url, state } = await web.access.beginOidc({ tenant, back: backOf(request), headers: requestHeaders(request), join })
    return reply.setCookie(stateCookie, state, { path: '/petugas/oidc', httpOnly: true, sameSite: 'lax', secure: web.https, maxAge: 600 }).redirect(url, 303)
  } catch (refusal) {
    if (join) throw refusal
    return await backToSignIn(request, reply, refusal)
  }
}

async function comeBack(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { web } = request.server
  const state = request.cookies[stateCookie] ?? ''
  reply.clearCookie(stateCookie, { path: '/petugas/oidc' })
  try {
    const query = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : ''
    const outcome = await web.access.endOidc({ tenant: getTenant(request).id, back: backOf(request), headers: requestHeaders(request), query, state })
    if (outcome.done === 'signed-in') return reply.header('set-cookie', outcome.cookies).redirect('/kotak-masuk', 303)
    await note(request, `Akun ${web.access.oidcName ?? ''} disambungkan.`)
    return reply.redirect('/petugas/saya?selesai=oidc#oidc', 303)
  } catch (refusal) {
    if (request.visit.actor.kind === 'officer') throw refusal
    return await backToSignIn(request, reply, refusal)
  }
}

/** What went wrong, on the page where there are other ways. */
async function backToSignIn(request: FastifyRequest, reply: FastifyReply, refusal: unknown): Promise<FastifyReply> {
  if (!(refusal instanceof Refusal) || refusal.code === 'not-found') throw refusal
  const status = refusal.code === 'unavailable' ? 503 : 422
  return await showStaffSignIn(request, reply, { username: '', faults: [{ field: 'masuk', text: refusal.message }], status })
}
