import { createHmac } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { theSystem } from '../../kernel/actor.ts'
import { isId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { inWork } from '../../kernel/work.ts'
import { type NewIncoming, receiveIncoming } from '../../domains/intake/index.ts'
import { type DeliveryReport, recordReport } from '../../domains/messages/index.ts'
import { findTenant } from '../../domains/organisation/index.ts'
import { queryBytes } from '../query-bytes.ts'
import { refusalStatus } from '../refusal-status.ts'
import { sameText } from '../same-text.ts'
import { readWhatsapp } from '../whatsapp-payload.ts'

/**
 * Where gateways hand in what people sent, and report what became of our letters. No session, no form token: who shows the tenant's secret may come
 * in. An answer of 200 means that the message is kept for good; anything else asks the gateway to try again.
 */
export function mountGatewayRoutes(app: FastifyInstance): void {
  const open = { config: { rateLimit: false as const } }
  app.setErrorHandler(answerGateway)
  app.get('/gerbang/kannel/masuk', open, takeFromKannel)
  app.get('/gerbang/kannel/laporan', open, takeKannelReport)
  app.get('/gerbang/whatsapp', open, verifyWhatsapp)
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.post('/gerbang/whatsapp', { ...open, bodyLimit: 4 * 1024 * 1024 }, takeFromWhatsapp)
}

async function takeFromKannel(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { tenant, query } = await enterKannel(request)
  const from = query.text('from')
  const id = query.text('id')
  if (!from || !id) throw new Refusal('bad-input', 'from dan id wajib ada')
  await receive(request, tenant, {
    channel: 'sms', providerId: `kannel/${id}`, from, receivedAt: momentOf(request, query.text('time')),
    text: query.decode('text', query.text('charset'), query.text('coding')),
  })
  return reply.type('text/plain').send('')
}

/** Kannel's kinds of report: 1 the telephone has it, 2 it never will, 4 waits at the operator, 8 the operator has it, 16 the operator refused it. */
const kannelReports: Record<string, DeliveryReport | undefined> = {
  '1': { state: 'delivered' }, '8': { state: 'sent' },
  '2': { state: 'failed', reason: 'operator: tidak sampai ke ponsel' }, '16': { state: 'failed', reason: 'operator menolak pesan ini' },
}

async function takeKannelReport(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { tenant, query } = await enterKannel(request)
  const report = kannelReports[query.text('jenis')]
  const letter = query.text('surat')
  if (report && isId(letter)) await keepReport(request, tenant, { letter, report })
  return reply.type('text/plain').send('')
}

async function enterKannel(request: FastifyRequest) {
  const doors = request.server.web.gateways
  const query = queryBytes(request.raw.url ?? '')
  const tenant = await tenantOf(request, query.text('kabupaten'))
  const token = doors?.kannelToken(tenant)
  if (!doors || !token) throw new Refusal('not-found', 'gerbang ini tidak dibuka')
  const allowed = doors.addresses ?? ['127.0.0.1', '::1']
  if (!allowed.includes(request.ip.replace(/^::ffff:/, '')) || !sameText(query.text('kunci'), token)) throw new Refusal('not-allowed', 'kunci atau alamat tidak cocok')
  return { tenant, query }
}

async function verifyWhatsapp(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const query = queryBytes(request.raw.url ?? '')
  const door = request.server.web.gateways?.whatsapp(await tenantOf(request, query.text('kabupaten')))
  if (!door) throw new Refusal('not-found', 'gerbang ini tidak dibuka')
  if (query.text('hub.mode') !== 'subscribe' || !sameText(query.text('hub.verify_token'), door.verifyToken)) throw new Refusal('not-allowed', 'kata sandi tidak cocok')
  return reply.type('text/plain').send(query.text('hub.challenge').slice(0, 200))
}

async function takeFromWhatsapp(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const tenant = await tenantOf(request, queryBytes(request.raw.url ?? '').text('kabupaten'))
  const door = request.server.web.gateways?.whatsapp(tenant)
  if (!door) throw new Refusal('not-found', 'gerbang ini tidak dibuka')
  const body = request.body
  const signature = [request.headers['x-hub-signature-256']].flat()[0] ?? ''
  const expected = Buffer.isBuffer(body) && `sha256=${createHmac('sha256', door.appSecret).update(body).digest('hex')}`
  if (!Buffer.isBuffer(body) || !expected || !sameText(signature, expected)) throw new Refusal('not-allowed', 'tanda tangan tidak cocok')
  const { messages, reports } = readWhatsapp(body.toString('utf8'), door.phoneNumberId)
  for (const message of messages) await receive(request, tenant, message)
  for (const { letter, report } of reports) if (isId(letter)) await keepReport(request, tenant, { letter, report })
  return reply.type('text/plain').send('')
}

async function receive(request: FastifyRequest, tenant: string, message: NewIncoming): Promise<void> {
  const { web } = request.server
  const { id, fault } = await receiveIncoming(web.resources, { tenant, now: web.now() }, message)
  if (fault !== undefined) request.log.error({ err: fault, tenant, incoming: id }, 'a message was kept but could not be handled; tried again')
}

async function keepReport(request: FastifyRequest, tenant: string, order: { letter: string; report: DeliveryReport }): Promise<void> {
  const { web } = request.server
  await inWork(web.resources, { tenant, actor: theSystem, now: web.now() }, (work) => recordReport(work, order.letter, order.report))
}

/** The tenant of the host, or the one named in the query: a gateway on this machine calls us by number. */
async function tenantOf(request: FastifyRequest, named: string): Promise<string> {
  const id = named || request.visit?.tenant?.id || ''
  const tenant = /^[a-z][a-z0-9-]{1,40}$/.test(id) ? await findTenant(request.server.web.resources.db, id) : undefined
  if (!tenant) throw new Refusal('not-found', 'kabupaten itu tidak ada')
  return tenant.id
}

/** Seconds since 1970, as gateways write them; what is no moment of the last month counts as now. */
function momentOf(request: FastifyRequest, seconds: string): Date {
  const now = request.server.web.now()
  const at = /^\d{9,11}$/.test(seconds) ? new Date(Number(seconds) * 1000) : now
  return at <= now && now.getTime() - at.getTime() < 31 * 86_400_000 ? at : now
}

/** Short and plain: nobody reads it but the gateway's log. What we did not foresee asks for another try. */
async function answerGateway(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (error instanceof Refusal) return reply.code(refusalStatus[error.code]).type('text/plain').send(error.message)
  const status = (error as { statusCode?: number }).statusCode
  if (status && status >= 400 && status < 500) return reply.code(status).type('text/plain').send('permintaan tidak terbaca')
  request.log.error({ err: error }, 'a gateway could not be served')
  return reply.code(503).type('text/plain').header('retry-after', '10').send('coba lagi')
}
