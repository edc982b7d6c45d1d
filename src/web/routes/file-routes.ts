import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { recordLook, recordLookOnce } from '../../domains/access/index.ts'
import { eventsOf } from '../../domains/audit/index.ts'
import { filesOf, fileToSend, getFile, openFile } from '../../domains/files/index.ts'
import { listUnits } from '../../domains/organisation/index.ts'
import { mayReadField } from '../../domains/sop/index.ts'
import { actsAsReporter, actsOnObjection, findField, findPublished, findTicket, publicFilesOf, readTicketNumber, sopSpans, standingOf, type Ticket } from '../../domains/tickets/index.ts'
import { fileHolder } from '../kin-files.ts'
import { reporterReads, standsWithApplicant } from '../own-ticket.ts'
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
    const found = ticket && (await standingOf(work, ticket, request.url.startsWith('/tiket/') && holdsKey(request, ticket)))
    // At the reporter's address the agency that applied is the reporter.
    const applies = ticket && found === 'officer' && request.url.startsWith('/tiket/') && (actsAsReporter(work, ticket) || (await standsWithApplicant(work, ticket)))
    const standing = applies ? 'reporter' : found
    if (!ticket || !allowed(standing)) throw new Refusal('not-found', 'Berkas itu tidak ada.')
    const holder = await fileHolder(work, ticket, id)
    await needReadable(work, { ticket, holder, id, standing })
    // Small pictures come with the page, and come again when it is drawn anew.
    if (standing === 'officer') await (variantOf(request) === 'preview' ? recordLookOnce : recordLook)(work, { what: 'berkas', subject: ticket.id, purpose: 'menangani tiket' })
    return await getFile(work, { id, variant: variantOf(request), of: { ticketId: holder } })
  })
  return await streamFile(request, reply, file)
}

/** A file of a field that only some lanes may read (`terlihat`) is nobody else's, under whichever SOP it was attached. Refuses `not-found`. */
async function needReadable(work: Work, { ticket, holder, id, standing }: { ticket: Ticket; holder: string; id: string; standing: string | undefined }): Promise<void> {
  const file = (await filesOf(work, holder)).find((one) => one.id === id)
  const found = file && findField(await sopSpans(work, await eventsOf(work, holder)), file.field)
  if (!found) return
  const units = new Map((await listUnits(work)).map((unit) => [unit.code, unit.kind]))
  const may = standing === 'reporter' ? reporterReads(found.field, found.sop) : mayReadField(found.sop, ticket.state, found.field, { actor: work.actor, units }) || (await actsOnObjection(work, ticket))
  if (!may) throw new Refusal('not-found', 'Berkas itu tidak ada.')
}

/** Of a published ticket only what its reporter attached to the report is public: covered where an officer has covered it, and not at all where they said so. */
async function sendPublic(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { id, number } = addressed(request)
  const file = await withWork(request, async (work) => {
    const ticket = await findPublished(work, number)
    const files = ticket ? await publicFilesOf(work, ticket.id) : []
    return fileToSend(work.tenant, files.find((one) => one.id === id), variantOf(request))
  })
  return await streamFile(request, reply, file)
}

function addressed(request: FastifyRequest): { id: string; number: string } {
  const id = pathText(request, 'id')
  const number = readTicketNumber(pathText(request, 'nomor'))
  if (!number || !isId(id)) throw new Refusal('not-found', 'Berkas itu tidak ada.')
  return { id, number }
}

/** Whether the small copy is asked for: `?kecil`. */
export function variantOf(request: FastifyRequest): 'preview' | 'original' {
  return 'kecil' in (request.query as Record<string, unknown>) ? 'preview' : 'original'
}

/** Sends a file, or that what the browser has is still it. */
export async function streamFile(request: FastifyRequest, reply: FastifyReply, file: Awaited<ReturnType<typeof getFile>>): Promise<FastifyReply> {
  if (request.headers['if-none-match'] === `"${file.sha256}"`) return reply.code(304).send()
  const { stream: bytes, headers } = await openFile(request.server.web.dataFolder, file)
  return reply.headers(headers).send(bytes)
}
