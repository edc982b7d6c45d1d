import http from 'node:http'

export interface Reply {
  status: number
  body: string
  location: string
}

/** A browser without JavaScript, and its user's patience: where no answer comes, or one that asks for another try, the same is sent again until there is one. */
export class KillClient {
  /** Answers by status, of all clients together. */
  static readonly answers = new Map<number, number>()
  readonly #site: { port: number; host: string }
  readonly #cookies = new Map<string, string>()
  /** Each client has an address of its own, as behind a proxy, so that the limits on requests mean nothing here. */
  readonly #address = `10.${[0, 0, 0].map(() => Math.floor(Math.random() * 250) + 1).join('.')}`

  constructor(site: { port: number; host: string }) {
    this.#site = site
  }

  /** Asks until the server has an answer of its own. `broken` tells how many tries came to nothing; undefined after `stop` said so. */
  async insist(order: { path: string; form?: Record<string, string> }, stop: () => boolean): Promise<(Reply & { broken: number }) | undefined> {
    for (let broken = 0; !stop(); broken++) {
      const reply = await this.ask(order).catch(() => undefined)
      if (reply && reply.status < 500 && reply.status !== 429) return { ...reply, broken }
      await new Promise((done) => setTimeout(done, 100 + Math.random() * 300))
    }
    return undefined
  }

  /** Asks once; throws where the line breaks. */
  async ask(order: { path: string; form?: Record<string, string> }): Promise<Reply> {
    const reply = await this.#send(order)
    KillClient.answers.set(reply.status, (KillClient.answers.get(reply.status) ?? 0) + 1)
    return reply
  }

  async #send({ path, form }: { path: string; form?: Record<string, string> }): Promise<Reply> {
    const body = form && new URLSearchParams(form).toString()
    return await new Promise((done, fail) => {
      const request = http.request({
        port: this.#site.port, host: '127.0.0.1', path, method: body === undefined ? 'GET' : 'POST', timeout: 30_000, agent: false,
        headers: {
          host: this.#site.host, 'x-forwarded-for': this.#address, 'x-forwarded-proto': 'https', cookie: [...this.#cookies].map((pair) => pair.join('=')).join('; '),
          ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }),
        },
      }, (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.once('error', fail)
        // Half an answer is none: nobody has seen it.
        answer.on('end', () => (answer.complete ? done({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString(), location: answer.headers.location ?? '' }) : fail(new Error('broken off'))))
        this.#keep(answer.headers['set-cookie'] ?? [])
      })
      request.once('error', fail)
      request.once('timeout', () => request.destroy(new Error('no answer in 30 seconds')))
      request.end(body)
    })
  }

  #keep(cookies: string[]): void {
    for (const one of cookies) {
      const [name = '', value = ''] = one.split(';')[0]!.split(/=(.*)/s)
      if (value) this.#cookies.set(name, value)
      else this.#cookies.delete(name)
    }
  }
}
