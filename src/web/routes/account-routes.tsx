import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../kernel/refusal.ts'
import { RegisterPage, SignInPage } from '../pages/account-pages.tsx'
import { getTenant, requestHeaders } from '../find-visit.ts'
import { readForm, textOf } from '../read-form.ts'
import { queryText, show } from '../with-work.ts'

/** Citizens register, sign in, sign out. */
export function mountAccountRoutes(app: FastifyInstance): void {
  const strict = { config: { rateLimit: { max: Math.ceil(app.web.requestsPerMinute / 10), timeWindow: '1 minute' } } }
  app.get('/masuk', async (request, reply) => {
    getTenant(request)
    const goal = safeGoal(queryText(request, 'tujuan'))
    if (request.visit.session?.kind === 'citizen') return reply.redirect(goal, 303)
    if (goal.startsWith('/kotak-masuk')) return reply.redirect('/petugas/masuk', 303)
    return show(request, reply, { title: request.visit.view.t('Masuk'), width: 'narrow', main: <SignInPage values={{}} faults={[]} goal={goal} /> })
  })
  app.post('/masuk', strict, signIn)
  app.get('/daftar', async (request, reply) => {
    getTenant(request)
    return show(request, reply, { title: request.visit.view.t('Daftar'), width: 'narrow', main: <RegisterPage values={{}} faults={[]} goal={safeGoal(queryText(request, 'tujuan'))} /> })
  })
  app.post('/daftar', strict, register)
  app.post('/keluar', async (request, reply) => {
    await readForm(request)
    const cookies = await app.web.access.signOut(requestHeaders(request))
    const goal = request.visit.session?.kind === 'officer' ? '/petugas/masuk' : '/'
    return reply.header('set-cookie', cookies).redirect(goal, 303)
  })
}

/** Where to go after signing in: only an address of this very site. */
export function safeGoal(goal: string): string {
  return /^\/(?![/\\])[\w\-./?=&%]*$/.test(goal) ? goal : '/laporan-saya'
}

async function signIn(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const tenant = getTenant(request)
  const { web } = request.server
  const { values } = await readForm(request)
  const goal = safeGoal(textOf(values, 'tujuan'))
  try {
    const cookies = await web.access.signInCitizen(tenant.id, { nikOrPhone: textOf(values, 'masuk'), password: textOf(values, 'sandi'), headers: requestHeaders(request) }, web.now())
    return reply.header('set-cookie', cookies).redirect(goal, 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    const faults = refusal.faults.length > 0 ? refusal.faults : [{ field: 'masuk', text: refusal.message }]
    return show(request, reply, { title: request.visit.view.t('Masuk'), width: 'narrow', status: refusal.code === 'too-many-tries' ? 429 : 422, main: <SignInPage values={{ masuk: textOf(values, 'masuk') }} faults={faults} goal={goal} /> })
  }
}

async function register(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const tenant = getTenant(request)
  const { web } = request.server
  const { values } = await readForm(request)
  const goal = safeGoal(textOf(values, 'tujuan'))
  const again = { nama: textOf(values, 'nama'), nik: textOf(values, 'nik'), telepon: textOf(values, 'telepon'), setuju: textOf(values, 'setuju') }
  try {
    if (again.setuju !== 'ya') throw new Refusal('bad-input', '', [{ field: 'setuju', text: request.visit.view.t('Setujui pemakaian data Anda lebih dahulu; tanpa itu laporan tidak dapat kami proses.') }])
    const { cookies } = await web.access.registerCitizen(tenant.id, { name: again.nama, nik: again.nik, phone: again.telepon, password: textOf(values, 'sandi'), headers: requestHeaders(request) }, web.now())
    return reply.header('set-cookie', cookies).redirect(goal, 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    const faults = refusal.faults.length > 0 ? refusal.faults : [{ field: 'nik', text: refusal.message }]
    return show(request, reply, { title: request.visit.view.t('Daftar'), width: 'narrow', status: refusal.code === 'too-many-tries' ? 429 : 422, main: <RegisterPage values={again} faults={faults} goal={goal} /> })
  }
}
