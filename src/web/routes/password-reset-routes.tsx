import { setTimeout } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Fault, Refusal } from '../../kernel/refusal.ts'
import { askPasswordReset, resetMinutes } from '../../domains/access/index.ts'
import { queueCode } from '../../domains/messages/index.ts'
import { getTenant, requestHeaders } from '../find-visit.ts'
import { ForgottenPage, NewPasswordPage } from '../pages/password-reset-pages.tsx'
import { readForm, textOf } from '../read-form.ts'
import { show, withWork } from '../with-work.ts'

const cookie = 'tanggap_lupa'
const path = '/lupa-sandi'

/** How long an answer takes at least, in milliseconds: what is done for a known number must not show in the time. */
const leastAnswer = 400

/** A citizen's forgotten password: asking for a code, and a new password with it. */
export function mountPasswordResetRoutes(app: FastifyInstance): void {
  const strict = { config: { rateLimit: { max: Math.ceil(app.web.requestsPerMinute / 10), timeWindow: '1 minute' } } }
  app.get(path, async (request, reply) => showForgotten(request, reply, { typed: '', faults: [] }))
  app.post(path, strict, ask)
  app.get(`${path}/kode`, async (request, reply) => {
    getTenant(request)
    return request.cookies[cookie] ? showNewPassword(request, reply, { code: '', faults: [] }) : reply.redirect(path, 303)
  })
  app.post(`${path}/kode`, strict, change)
}

async function ask(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  getTenant(request)
  const { values } = await readForm(request)
  const typed = textOf(values, 'masuk').replaceAll('\0', '')
  const atLeast = setTimeout(leastAnswer)
  try {
    const token = await withWork(request, async (work) => {
      const start = await askPasswordReset(work, { nikOrPhone: typed, address: request.ip })
      if (start.send) await queueCode(work, start.send)
      return start.token
    })
    await atLeast
    reply.setCookie(cookie, token, { path, httpOnly: true, sameSite: 'lax', secure: request.server.web.https, maxAge: resetMinutes * 60 })
    return reply.redirect(`${path}/kode`, 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.faults.length === 0) throw refusal
    await atLeast
    return showForgotten(request, reply, { typed, faults: refusal.faults, status: refusal.code === 'too-many-tries' ? 429 : 422 })
  }
}

async function change(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const tenant = getTenant(request)
  const { web } = request.server
  const { values } = await readForm(request)
  try {
    const order = { token: request.cookies[cookie] ?? '', code: textOf(values, 'kode'), password: textOf(values, 'sandi'), headers: requestHeaders(request) }
    const cookies = await web.access.resetPassword(tenant.id, order, web.now())
    reply.clearCookie(cookie, { path })
    return reply.header('set-cookie', cookies).redirect('/laporan-saya', 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.faults.length === 0) throw refusal
    return showNewPassword(request, reply, { code: textOf(values, 'kode'), faults: refusal.faults })
  }
}

function showForgotten(request: FastifyRequest, reply: FastifyReply, scene: { typed: string; faults: Fault[]; status?: number }): FastifyReply {
  getTenant(request)
  return show(request, reply, {
    title: request.visit.view.t('Lupa kata sandi'), width: 'narrow', status: scene.status ?? 200, main: <ForgottenPage values={{ masuk: scene.typed }} faults={scene.faults} />,
  })
}

function showNewPassword(request: FastifyRequest, reply: FastifyReply, scene: { code: string; faults: Fault[] }): FastifyReply {
  return show(request, reply, { title: request.visit.view.t('Kata sandi baru'), width: 'narrow', status: scene.faults.length > 0 ? 422 : 200, main: <NewPasswordPage {...scene} minutes={resetMinutes} /> })
}
