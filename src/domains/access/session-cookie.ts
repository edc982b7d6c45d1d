import { createHmac, timingSafeEqual } from 'node:crypto'
import { parseCookies } from 'better-auth/cookies'
import type { AccessDesk } from './accounts.ts'

/**
 * The session token in a request's cookies, as better-auth has signed it (`<token>.<HMAC-SHA-256 in Base64>`); undefined where there is none or the signature is not ours.
 * Read here and not by `auth.api.getSession`, which imports the key anew for each request and asks through its own query builder (decision 005).
 */
export async function readSessionToken(desk: AccessDesk, headers: Headers): Promise<string | undefined> {
  const { authCookies, secret } = await desk.accounts.$context
  const signed = parseCookies(headers.get('cookie') ?? '').get(authCookies.sessionToken.name) ?? ''
  const dot = signed.lastIndexOf('.')
  if (dot < 1) return undefined
  const token = signed.slice(0, dot)
  const given = Buffer.from(signed.slice(dot + 1))
  const right = Buffer.from(createHmac('sha256', secret).update(token).digest('base64'))
  return given.length === right.length && timingSafeEqual(given, right) ? token : undefined
}
