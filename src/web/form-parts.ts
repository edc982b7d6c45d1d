import type { FastifyRequest } from 'fastify'

type PartLimits = NonNullable<NonNullable<Parameters<FastifyRequest['parts']>[0]>['limits']>

/** The parts of a form. What the parser cannot read is the sender's fault, not ours. */
export async function* readableParts(request: FastifyRequest, limits?: PartLimits) {
  const parts = request.parts(limits && { limits })
  try {
    for (;;) {
      const next = await parts.next().catch((cause: unknown) => { throw unreadable(cause) })
      if (next.done) return
      yield next.value
    }
  } finally {
    await parts.return?.(undefined)
  }
}

/** The bytes of one file of a form; one that breaks off in the middle is the sender's fault too. */
export async function* readableBytes(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* stream
  } catch (cause) {
    throw unreadable(cause)
  }
}

/** The same fault, as one of the sender's: 400, or the status that the parser gave it. */
export function unreadable(cause: unknown): Error {
  return Object.assign(new Error('the form cannot be read', { cause }), { statusCode: (cause as { statusCode?: number }).statusCode ?? 400 })
}
