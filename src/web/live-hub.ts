import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { listenTo, type Listener } from '../kernel/listen.ts'
import type { Log } from '../kernel/log.ts'
import { needOfficer } from './with-work.ts'

interface OpenPage {
  tenant: string
  seats: Set<string>
  reply: FastifyReply
}

/** What a changed ticket announces: whose inbox it was or is in. */
interface Change {
  tenant: string
  ticket: string
  /** `post.unit` of each. */
  seats: string[]
}

/** The officers' open pages, told within a moment when something changes that is theirs. One listening connection serves all of them. */
export class LiveHub {
  readonly #pages = new Set<OpenPage>()
  readonly #listener: Listener
  constructor(url: string, log: Log) {
    this.#listener = listenTo(url, 'ticket', { hear: (payload) => this.#tell(payload), log })
  }

  add(page: OpenPage): void {
    this.#pages.add(page)
    page.reply.raw.once('close', () => this.#pages.delete(page))
  }

  get size(): number {
    return this.#pages.size
  }

  #tell(payload: string): void {
    const change = JSON.parse(payload) as Change
    for (const page of this.#pages) {
      if (page.tenant === change.tenant && change.seats.some((seat) => page.seats.has(seat))) page.reply.raw.write(`event: tiket\ndata: ${change.ticket}\n\n`)
    }
  }

  async stop(): Promise<void> {
    for (const page of this.#pages) page.reply.raw.end()
    await this.#listener.stop()
  }
}

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
