import type { FastifyReply } from 'fastify'
import { listenTo, type Listener } from '../kernel/listen.ts'
import type { Log } from '../kernel/log.ts'

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
