import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { type RegisterAnswer, RegisterAway, registerResults } from './population-register.ts'

/** How to reach a register over HTTP. All times in milliseconds. */
export interface HttpRegisterOptions {
  url: string
  /** Sent as `Authorization: Bearer …`. */
  token?: string
  now(): Date
  /** For one try; 5,000 unless told. */
  timeout?: number
  /** Waits before the second, third … try. */
  waits?: number[]
  /** For how long nobody is sent there after it failed `failures` questions in a row. */
  rest?: number
  failures?: number
}

const answerShape = z.union([
  z.object({ hasil: z.enum(registerResults), berbeda: z.array(z.enum(['nama', 'tanggal-lahir'])).default([]) }),
  z.object({ cocok: z.boolean() }),
])

/** A try that failed; `again` where another may succeed. */
class TryFailed extends Error {
  readonly again: boolean
  constructor(message: string, again: boolean, cause?: unknown) {
    super(message, { cause })
    this.again = again
  }
}

/**
 * Gives how to ask a register behind a web service: what is handed over is sent as JSON by POST, and answered by
 * `{"hasil": "cocok" | "tidak-cocok" | "tidak-ditemukan", "berbeda": […]}` or `{"cocok": true | false}`. Slow, broken and busy answers are tried again; after three
 * questions without an answer it rests for half a minute and says so at once. Throws `RegisterAway`.
 */
export function askOverHttp(options: HttpRegisterOptions): (question: object) => Promise<RegisterAnswer> {
  const { waits = [300, 1000], rest = 30_000, failures = 3 } = options
  let failed = 0
  let restsUntil = 0
  return async (question) => {
    if (options.now().getTime() < restsUntil) throw new RegisterAway('register tidak dapat dihubungi beberapa kali berturut-turut; dicoba lagi sebentar lagi')
    for (let n = 0; ; n++) {
      try {
        const answer = await ask(options, question)
        failed = 0
        return answer
      } catch (error) {
        if (!(error instanceof TryFailed)) throw error
        if (error.again && n < waits.length) {
          await wait(waits[n]!)
          continue
        }
        // One question after the rest is enough to begin it anew.
        failed++
        if (failed >= failures) restsUntil = options.now().getTime() + rest
        throw new RegisterAway(error.message, error)
      }
    }
  }
}

async function ask(options: HttpRegisterOptions, question: object): Promise<RegisterAnswer> {
  const response = await send(options, question)
  if (!response.ok) {
    const again = response.status >= 500 || response.status === 429 || response.status === 408
    throw new TryFailed(again ? `register sedang terganggu (status ${response.status})` : `register menolak permintaan (status ${response.status})`, again)
  }
  const parsed = answerShape.safeParse(await response.json().catch(() => undefined))
  if (!parsed.success) throw new TryFailed('jawaban register tidak dapat dibaca', false, parsed.error)
  if ('hasil' in parsed.data) return { result: parsed.data.hasil, differs: parsed.data.berbeda }
  return { result: parsed.data.cocok ? 'cocok' : 'tidak-cocok', differs: [] }
}

async function send({ url, token, timeout = 5000 }: HttpRegisterOptions, question: object): Promise<Response> {
  try {
    const response = await fetch(url, {
      method: 'POST', redirect: 'error', signal: AbortSignal.timeout(timeout),
      headers: { 'content-type': 'application/json', accept: 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(question),
    })
    // The body counts against the same time: a register may send its head and then hang.
    return new Response(await response.arrayBuffer(), { status: response.status })
  } catch (cause) {
    const slow = cause instanceof DOMException && cause.name === 'TimeoutError'
    throw new TryFailed(slow ? `register tidak menjawab dalam ${timeout / 1000} detik` : 'register tidak dapat dihubungi', true, cause)
  }
}
