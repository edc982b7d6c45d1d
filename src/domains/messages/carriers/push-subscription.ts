import { createHash } from 'node:crypto'
import { z } from 'zod'

/** Where a browser wants to be told, and the keys that only it can open messages with. */
export type PushSubscription = z.infer<typeof shape>

const shape = z.object({
  endpoint: z.url().max(1000),
  keys: z.object({ p256dh: z.base64url().length(87), auth: z.base64url().length(22) }),
})

/** The push services of Chrome and Edge, Firefox, Safari. A server that posts to any address that a browser names could be sent against its neighbours. */
const services = [/^fcm\.googleapis\.com$/, /^jmt17\.google\.com$/, /\.push\.services\.mozilla\.com$/, /^web\.push\.apple\.com$/, /\.notify\.windows\.com$/]

/** Reads what a browser calls its push subscription (JSON); nothing where it is none, or of a push service that is not known. */
export function readSubscription(text: string): PushSubscription | undefined {
  const read = shape.safeParse(parse(text))
  if (!read.success) return undefined
  const url = new URL(read.data.endpoint)
  return url.protocol === 'https:' && url.port === '' && url.username === '' && services.some((service) => service.test(url.hostname)) ? read.data : undefined
}

/** The slot of a device among a person's contacts: a hash of its endpoint. */
export function deviceSlot(endpoint: string): string {
  return createHash('sha256').update(endpoint).digest('hex').slice(0, 32)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
