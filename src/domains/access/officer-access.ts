import { type Fault, Refusal } from '../../kernel/refusal.ts'
import { claimCode, confirmSecondFactor, deleteOtherSessions, keepFirstTotp } from './account-store.ts'
import { accountErrorCode } from './account-user.ts'
import type { AccessDesk } from './accounts.ts'
import { findAnySession } from './session-access.ts'
import { refuseTries } from './sign-in-tries.ts'
import { makeTotpSecret, openTotpSecret, sealTotpSecret, totpUri } from './totp-secret.ts'
import { type AccessPlace, tryPassword } from './try-password.ts'

export interface OfficerSignIn {
  username: string
  password: string
  headers?: Headers
}

/** An officer's request with what they typed: the cookies that `signInOfficer` gave, and the code. */
export interface OfficerCode {
  headers: Headers
  code: string
}

const wrongSignIn = 'Nama pengguna dan kata sandi tidak cocok. Periksa keduanya, lalu coba lagi.'

/** First half of an officer's sign-in. The cookies open nothing yet: `totp` asks for a code next, `enrol` for setting up an authenticator. */
export async function signInOfficer(
  desk: AccessDesk,
  place: AccessPlace,
  order: OfficerSignIn,
): Promise<{ next: 'totp' | 'enrol'; cookies: string[] }> {
  const { cookies, needsCode } = await tryPassword(desk, place, {
    tenant: place.tenant,
    kind: 'officer',
    name: order.username.trim().toLowerCase(),
    password: order.password,
    wrong: wrongSignIn,
    remember: false,
    ...(order.headers && { headers: order.headers }),
  })
  return { next: needsCode ? 'totp' : 'enrol', cookies }
}

/** What the officer puts into an authenticator: the same secret as often as the page is drawn, until a first code confirms it. */
export async function enrolOfficerTotp(desk: AccessDesk, tenant: string, headers: Headers): Promise<{ secret: string; uri: string }> {
  const { user } = await getEnrolling(desk, tenant, headers)
  const sealed = await keepFirstTotp(desk.db, user.id, await sealTotpSecret(desk, makeTotpSecret()))
  const secret = await openTotpSecret(desk, sealed)
  return { secret, uri: totpUri(secret, user.name) }
}

/** Confirms the authenticator by its first code, ends every other session of the officer, and gives the cookies of a full one. */
export async function confirmOfficerTotp(desk: AccessDesk, place: AccessPlace, order: OfficerCode): Promise<string[]> {
  const { user } = await getEnrolling(desk, place.tenant, order.headers)
  const { headers: set } = await verifyCode(desk, order)
  const cookies = set.getSetCookie()
  const opened = await findAnySession(desk, place.tenant, new Headers({ cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') }))
  if (!opened) throw new Error('better-auth confirmed a TOTP secret and opened no session')
  await claimCode(desk.db, user.id, hashCode(desk, { userId: user.id, code: order.code, at: place.now }))
  await deleteOtherSessions(desk.db, user.id, opened.session.token)
  await confirmSecondFactor(desk.db, opened.session.token)
  return cookies
}

/** Second half of an officer's sign-in: gives the cookies of a full session, or refuses on `kode`. A code is good for one session only. */
export async function verifyOfficerTotp(desk: AccessDesk, place: AccessPlace, order: OfficerCode): Promise<string[]> {
  const { headers: set, response } = await verifyCode(desk, { ...order, headers: withoutSession(order.headers) })
  const found = await (await desk.accounts.$context).internalAdapter.findSession(response.token)
  const ours = found?.user.tenant === place.tenant && found.user.kind === 'officer'
  const fresh = ours && (await claimCode(desk.db, found.user.id, hashCode(desk, { userId: found.user.id, code: order.code, at: place.now })))
  if (fresh) {
    await confirmSecondFactor(desk.db, response.token)
    return set.getSetCookie()
  }
  await (await desk.accounts.$context).internalAdapter.deleteSession(response.token)
  return ours ? refuseCode('Kode ini sudah dipakai. Masuk lagi dengan kata sandi, lalu isikan kode yang berikutnya.') : refuseChallenge()
}

async function getEnrolling(desk: AccessDesk, tenant: string, headers: Headers) {
  const found = await findAnySession(desk, tenant, headers)
  // An account that has a TOTP secret must show a code, and only where wrong codes are counted.
  if (found?.user.kind !== 'officer' || found.user.twoFactorEnabled) refuseChallenge()
  return found
}

async function verifyCode(desk: AccessDesk, order: OfficerCode) {
  const code = order.code.replace(/\s/g, '')
  if (!/^[0-9]{6}$/.test(code)) refuseCode('Isilah 6 angka yang tampil pada aplikasi autentikator Anda.')
  try {
    return await desk.accounts.api.verifyTOTP({ body: { code }, headers: order.headers, returnHeaders: true })
  } catch (error) {
    const reason = accountErrorCode(error)
    if (reason === 'INVALID_CODE') refuseCode('Kode tidak cocok. Isikan kode yang sedang tampil pada aplikasi autentikator Anda.')
    if (reason === 'ACCOUNT_TEMPORARILY_LOCKED') refuseTries(15 * 60_000, { field: 'kode' })
    if (reason === 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE') refuseChallenge()
    if (reason === 'INVALID_TWO_FACTOR_COOKIE' || reason === 'TOTP_NOT_ENABLED') refuseChallenge()
    throw error
  }
}

// With a session among the cookies better-auth would not count wrong codes, so only the challenge goes through.
function withoutSession(headers: Headers): Headers {
  const cookies = (headers.get('cookie') ?? '').split(/;\s*/)
  const challenge = cookies.filter((cookie) => /^(__Secure-)?tanggap\.(two_factor|dont_remember)=/.test(cookie))
  return new Headers({ cookie: challenge.join('; '), 'user-agent': (headers.get('user-agent') ?? '').slice(0, 300) })
}

function hashCode(desk: AccessDesk, used: { userId: string; code: string; at: Date }): { hash: Buffer; at: Date } {
  return { hash: desk.secrets.mac('session', `code/${used.userId}/${used.code.replace(/\s/g, '')}`), at: used.at }
}

function refuseCode(text: string): never {
  const faults: Fault[] = [{ field: 'kode', text }]
  throw new Refusal('bad-input', text, faults)
}

function refuseChallenge(): never {
  throw new Refusal('not-signed-in', 'Waktu untuk memasukkan kode sudah habis. Silakan masuk lagi dengan nama pengguna dan kata sandi.')
}
