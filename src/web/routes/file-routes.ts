import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { recordLook } from '../../domains/access/index.ts'
import { filesOf, getFile, openFile } from '../../domains/files/index.ts'
import { findPublished, findTicket, readTicketNumber, standingOf } from '../../domains/tickets/index.ts'
import { holdsKey } from '../ticket-key.ts'
import { pathText, withWork } from '../with-work.ts'

/** Attachments, each by the address under which its reader may have it. */
export function mountFileRoutes(app: FastifyInstance): void {
  app.get('/tiket/:nomor/berkas/:id', { compress: false }, async (request, reply) => await send(request, reply, (found) => found === 'reporter'))
  app.get('/kotak-masuk/:nomor/berkas/:id', { compress: false }, async (request, reply) => await send(request, reply, (found) => found === 'officer'))
  app.get('/laporan/:nomor/berkas/:id', { compress: false }, sendPublic)
}

async function send(request: FastifyRequest, reply: FastifyReply, allowed: (standing: string | undefined) => boolean): Promise<FastifyReply> {
  const { id, number } = addressed(request)
  const file = await withWork(request, async (work) => {
    const ticket = await findTicket(work, { number })
    const standing = ticket && (await standingOf(work, ticket, request.url.startsWith('/tiket/') && holdsKey(request, ticket)))
    if (!ticket || !allowed(standing)) throw new Refusal('not-found', 'Berkas itu tidak ada.')
    if (standing === 'officer') await recordLook(work, { what: 'berkas', subject: ticket.id, purpose: 'menangani tiket' })
    return await getFile(work, { id, variant: variantOf(request), of: { ticketId: ticket.id } })
  })
  return await stream(request, reply, file)
}

/** Of a published ticket only what its reporter attached to the report and the answer's own files are public. */
async function sendPublic(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { id, number } = addressed(request)
  const file = await withWork(request, async (work) => {
    const ticket = await findPublished(work, number)
    const files = ticket ? await filesOf(work, ticket.id) : []
    if (!ticket || !files.some((f) => f.id === id && (f.field === 'lampiran' || f.field === 'lampiran-jawaban'))) throw new Refusal('not-found', 'Berkas itu tidak ada.')
    return await getFile(work, { id, variant: variantOf(request), of: { ticketId: ticket.id } })
  })
  return await stream(request, reply, file)
}

function addressed(request: FastifyRequest): { id: string; number: string } {
  const id = pathText(request, 'id')
  const number = readTicketNumber(pathText(request, 'nomor'))
  if (!number || !isId(id)) throw new Refusal('not-found', 'Berkas itu tidak ada.')
  return { id, number }
}

function variantOf(request: FastifyRequest): 'preview' | 'original' {
  return 'kecil' in (request.query as Record<string, unknown>) ? 'preview' : 'original'
}

async function stream(request: FastifyRequest, reply: FastifyReply, file: Awaited<ReturnType<typeof getFile>>): Promise<FastifyReply> {
  if (request.headers['if-none-match'] === `"${file.sha256}"`) return reply.code(304).send()
  const { stream: bytes, headers } = await openFile(request.server.web.dataFolder, file)
  return reply.headers(headers).send(bytes)
}
