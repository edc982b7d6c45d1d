import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { needOfficer } from '../with-work.ts'

/** The stream of changes for an officer's page (server-sent events). Without it pages work as before; they are then as old as their last load. */
export function mountLiveRoutes(app: FastifyInstance): void {
  app.get('/kotak-masuk/langsung', { compress: false }, (request, reply) => openStream(request, reply))
}

function openStream(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  needOfficer(request)
  const { actor, tenant } = request.visit
  const { live } = request.server.web
  if (!live || actor.kind !== 'officer' || !tenant) return reply.code(204).send()
  reply.hijack()
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
  reply.raw.write('retry: 3000\n\n')
  live.add({ tenant: tenant.id, seats: new Set(actor.posts.map((held) => `${held.post}.${held.unit}`)), reply })
  return undefined
}
