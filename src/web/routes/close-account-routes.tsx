import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isId } from '../../kernel/ids.ts'
import { type Fault, Refusal } from '../../kernel/refusal.ts'
import { wasJustErased } from '../../domains/access/index.ts'
import { sweepUploads } from '../../domains/files/index.ts'
import { closeAccount, type EndingTickets, endsWithAccount } from '../../domains/intake/index.ts'
import { ownProducts } from '../../domains/reports/index.ts'
import { getTenant, requestHeaders } from '../find-visit.ts'
import { AccountClosedPage, CloseAccountPage } from '../pages/close-account-page.tsx'
import { readForm, type SentForm, textOf } from '../read-form.ts'
import { ticketKeyCookie } from '../ticket-key.ts'
import { getCitizen, show, withWork } from '../with-work.ts'

const path = '/akun/tutup'
const closedPath = '/akun/ditutup'

/** A citizen closes their account. */
export function mountCloseAccountRoutes(app: FastifyInstance): void {
  const strict = { config: { rateLimit: { max: Math.ceil(app.web.requestsPerMinute / 10), timeWindow: '1 minute' } } }
  app.get(path, async (request, reply) => await showClosing(request, reply, { values: {}, faults: [] }))
  app.post(path, strict, close)
  app.get(closedPath, async (request, reply) => {
    getTenant(request)
    return show(request, reply, { title: request.visit.view.t('Akun ditutup'), width: 'narrow', main: <AccountClosedPage /> })
  })
}

interface Retry {
  values: SentForm['values']
  faults: Fault[]
  status?: number
}

async function showClosing(request: FastifyRequest, reply: FastifyReply, { values, faults, status = 422 }: Retry): Promise<FastifyReply> {
  const personId = getCitizen(request)
  const content = await withWork(request, async (work) => ({ tickets: await endsWithAccount(work), products: await ownProducts(work, personId) }))
  return show(request, reply, { title: request.visit.view.t('Tutup akun'), width: 'narrow', status: faults.length > 0 ? status : 200, main: <CloseAccountPage {...content} personId={personId} values={values} faults={faults} /> })
}

async function close(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { web } = request.server
  const tenant = getTenant(request)
  const { values } = await readForm(request)
  if (request.visit.actor.kind !== 'citizen' && (await wasClosed(request, textOf(values, 'orang')))) return reply.redirect(closedPath, 303)
  const personId = getCitizen(request)
  // Headers as they came: afterwards there is no session that could be ended.
  const headers = requestHeaders(request)
  try {
    checkForm(request, values, await withWork(request, endsWithAccount))
    await web.access.checkOwnPassword(tenant.id, { headers, password: textOf(values, 'sandi') }, web.now())
    await withWork(request, (work) => closeAccount(work, personId, textOf(values, 'laporan-terbuka') === 'cabut' ? 'withdraw' : 'go-on'))
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    if (await wasClosed(request, personId)) return reply.redirect(closedPath, 303)
    if (refusal.faults.length === 0) throw refusal
    const { sandi: _, ...again } = values
    return await showClosing(request, reply, { values: again, faults: refusal.faults, status: refusal.code === 'too-many-tries' ? 429 : 422 })
  }
  // The bytes of personal files: what fails here, or is cut off, the worker takes up again.
  await sweepUploads(web.resources, { tenant: tenant.id, actor: { kind: 'system' }, now: web.now(), dataFolder: web.dataFolder }).catch((error: unknown) => request.log.error({ err: error }, 'files of a closed account wait for the next sweep'))
  reply.clearCookie(ticketKeyCookie, { path: '/' })
  // Drafts that this browser keeps.
  return reply.header('clear-site-data', '"storage"').header('set-cookie', await web.access.signOut(headers)).redirect(closedPath, 303)
}

/** All that is missing is said before a password is tried. */
function checkForm(request: FastifyRequest, values: SentForm['values'], tickets: EndingTickets): void {
  const { t } = request.visit.view
  const faults: Fault[] = []
  if (tickets.complaints.length > 0 && !['lanjut', 'cabut'].includes(textOf(values, 'laporan-terbuka'))) faults.push({ field: 'laporan-terbuka', text: t('Laporan yang masih diproses: pilih dilanjutkan atau dicabut.') })
  if (textOf(values, 'sandi') === '') faults.push({ field: 'sandi', text: t('Kata sandi: isilah sandi yang Anda pakai untuk masuk.') })
  if (textOf(values, 'mengerti') !== 'ya') faults.push({ field: 'mengerti', text: t('Centang pernyataan bahwa Anda mengerti akun ini tidak dapat dikembalikan.') })
  if (faults.length > 0) throw new Refusal('bad-input', '', faults)
}

/** The same form twice: the second one finds nobody signed in, or nobody left to erase. */
async function wasClosed(request: FastifyRequest, personId: string): Promise<boolean> {
  return isId(personId) && (await withWork(request, (work) => wasJustErased(work, personId)))
}
