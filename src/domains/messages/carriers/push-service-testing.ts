import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { PushSubscription } from './push-subscription.ts'

/** One message as a push service gets it: it can read the headers, not the body. */
interface Received {
  headers: IncomingHttpHeaders
  body: Buffer
}

/** For tests: a push service on this machine, with one device that has subscribed. */
export interface PushService {
  origin: string
  subscription: PushSubscription
  received: Received[]
  /** What it answers from now on. */
  answer(status: number, text?: string): void
  /** Opens a message as the device does (RFC 8188 and RFC 8291). */
  open(body: Buffer): string
}

/** Starts it for the running test. */
export async function startPushService(): Promise<PushService> {
  const received: Received[] = []
  let next = { status: 201, text: '' }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(parts) })
      response.writeHead(next.status, next.status === 201 ? { location: '/message/1' } : {}).end(next.text)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const device = createECDH('prime256v1')
  const publicKey = device.generateKeys()
  const auth = randomBytes(16)
  return {
    origin, received, subscription: { endpoint: `${origin}/device/1`, keys: { p256dh: publicKey.toString('base64url'), auth: auth.toString('base64url') } },
    answer: (status, text = '') => { next = { status, text } },
    open(body) {
      const [salt, sender] = [body.subarray(0, 16), body.subarray(21, 21 + body[20]!)]
      const shared = Buffer.from(hkdfSync('sha256', device.computeSecret(sender), auth, Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, sender]), 32))
      const key = Buffer.from(hkdfSync('sha256', shared, salt, 'Content-Encoding: aes128gcm\0', 16))
      const nonce = Buffer.from(hkdfSync('sha256', shared, salt, 'Content-Encoding: nonce\0', 12))
      const sealed = body.subarray(21 + body[20]!)
      const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16))
      const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
      // The last record ends with 2 and zeros.
      return plain.subarray(0, plain.lastIndexOf(2)).toString('utf8')
    },
  }
}

/** Checks a VAPID header (RFC 8292) against the key that it names, as a push service does; gives that key and what it claims. Throws when the signature is wrong. */
export function readVapid(header: string | undefined): { key: string; claims: Record<string, unknown> } {
  const [, token, key] = /^vapid t=([^,]+), ?k=(\S+)$/.exec(header ?? '') ?? []
  if (!token || !key) throw new Error(`no VAPID header: ${header}`)
  const point = Buffer.from(key, 'base64url')
  const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') } })
  const [head, claims, signature] = token.split('.')
  if (!verify('sha256', Buffer.from(`${head}.${claims}`), { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature!, 'base64url'))) throw new Error('the signature is wrong')
  return { key, claims: JSON.parse(Buffer.from(claims!, 'base64url').toString()) as Record<string, unknown> }
}
