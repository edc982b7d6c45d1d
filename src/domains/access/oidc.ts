import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import * as client from 'openid-client'
import { Refusal } from '../../kernel/refusal.ts'
import type { AccessDesk } from './accounts.ts'
import { keepChallenge, takeChallenge } from './challenge-store.ts'
import type { OidcSettings } from './oidc-settings.ts'
import { openOfficerSession } from './open-session.ts'
import { findAnySession } from './session-access.ts'

/** Where somebody is sent, or comes back to: the tenant, the address of the way back, and the request's headers. */
export interface OidcPlace {
  tenant: string
  /** `https://bengkalis.example.go.id/petugas/oidc/kembali`; registered at the other system. */
  back: string
  headers: Headers
}

interface Kept {
  tenant: string
  verifier: string
  nonce: string
  /** The account to be joined; absent for a sign-in. */
  userId?: string
}

const discovered = new Map<string, Promise<client.Configuration>>()

/** The other system as it describes itself; asked once. A failure is not remembered. */
async function configure(settings: OidcSettings): Promise<client.Configuration> {
  const key = createHash('sha256').update(JSON.stringify(settings)).digest('hex')
  const known = discovered.get(key)
  if (known) return await known
  const here = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/.test(settings.issuer)
  const asked = client.discovery(new URL(settings.issuer), settings.clientId, settings.clientSecret, undefined, { timeout: 10, ...(here && { execute: [client.allowInsecureRequests] }) })
  discovered.set(key, asked)
  asked.catch(() => discovered.delete(key))
  return await asked
}

async function reach(settings: OidcSettings): Promise<client.Configuration> {
  return await configure(settings).catch(() => {
    throw new Refusal('unavailable', `${settings.name} sedang tidak dapat dihubungi. Masuk dengan kata sandi dan kode, atau coba lagi sebentar.`)
  })
}

/**
 * Where to send the browser, and what it must bring back in its cookie (`state`), for signing in; with `join`, for joining the other system's account to that of the
 * officer who asks. Refuses `unavailable` where the other system does not answer.
 */
export async function beginOidc(desk: AccessDesk, settings: OidcSettings, order: OidcPlace & { join: boolean }): Promise<{ url: string; state: string }> {
  const userId = order.join ? (await getOfficer(desk, order)).id : undefined
  const config = await reach(settings)
  const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()]
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: order.back, scope: 'openid', state, nonce, code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
  })
  await keepChallenge<Kept>(desk.db, { purpose: 'oidc', key: state, value: { tenant: order.tenant, verifier, nonce, ...(userId && { userId }) } })
  return { url: url.href, state }
}

/** What came of coming back: signed in, with cookies; or the accounts were joined. */
export type OidcOutcome = { done: 'signed-in'; cookies: string[] } | { done: 'joined' }

/**
 * Ends what `beginOidc` began. `query` is what stands behind the way back, `state` what the browser's cookie holds. Only accounts that an officer joined sign in: the
 * other system's names are not believed to be ours. Refuses with a fault on `masuk`.
 */
export async function endOidc(desk: AccessDesk, settings: OidcSettings, order: OidcPlace & { query: string; state: string }): Promise<OidcOutcome> {
  const asked = new URLSearchParams(order.query).get('state') ?? ''
  const kept = asked !== '' && asked === order.state ? await takeChallenge<Kept>(desk.db, 'oidc', asked) : undefined
  if (kept?.tenant !== order.tenant) return refuse('Waktu untuk masuk sudah habis, atau dimulai di peramban lain. Mulailah lagi.')
  const config = await reach(settings)
  const url = new URL(order.back)
  url.search = order.query
  const tokens = await client.authorizationCodeGrant(config, url, { pkceCodeVerifier: kept.verifier, expectedState: asked, expectedNonce: kept.nonce, idTokenExpected: true })
    .catch(() => refuse(`${settings.name} tidak mengizinkan Anda masuk, atau Anda membatalkannya.`))
  const claims = tokens.claims()
  if (!claims?.sub) return refuse(`${settings.name} tidak menyebut siapa Anda.`)
  if (settings.amr && !(Array.isArray(claims.amr) && claims.amr.includes(settings.amr))) return refuse(`Masuklah di ${settings.name} dengan dua langkah, lalu coba lagi.`)
  const account = `${order.tenant}/${claims.iss}/${claims.sub}`
  return kept.userId ? await join(desk, { ...order, userId: kept.userId, account }) : await signIn(desk, { ...order, account, name: settings.name })
}

async function signIn(desk: AccessDesk, order: OidcPlace & { account: string; name: string }): Promise<OidcOutcome> {
  const { rows } = await sql<{ id: string }>`
    select u.id from auth.account a join auth."user" u on u.id = a.user_id and u.tenant_id = ${order.tenant} and u.kind = 'officer'
    where a.provider_id = 'oidc' and a.account_id = ${order.account}`.execute(desk.db)
  const user = rows[0]
  if (!user) return refuse(`Akun ${order.name} Anda belum disambungkan. Masuk dengan kata sandi, lalu sambungkan di “Akun saya”.`)
  return { done: 'signed-in', cookies: await openOfficerSession(desk, user.id, order.headers) }
}

async function join(desk: AccessDesk, order: OidcPlace & { userId: string; account: string }): Promise<OidcOutcome> {
  const user = await getOfficer(desk, order)
  if (user.id !== order.userId) return refuse('Yang masuk sekarang bukan yang memulai penyambungan. Mulailah lagi.')
  const made = await sql`
    insert into auth.account (user_id, account_id, provider_id, created_at, updated_at) values (${user.id}, ${order.account}, 'oidc', now(), now())
    on conflict (provider_id, account_id) do update set updated_at = now() where account.user_id = excluded.user_id returning 1`.execute(desk.db)
  if (made.rows.length === 0) return refuse('Akun itu sudah disambungkan dengan petugas lain.')
  return { done: 'joined' }
}

async function getOfficer(desk: AccessDesk, { tenant, headers }: OidcPlace) {
  const found = await findAnySession(desk, tenant, headers)
  if (found?.user.kind !== 'officer' || !found.session.secondFactor) throw new Refusal('not-signed-in', 'Silakan masuk terlebih dahulu.')
  return found.user
}

/** Whether the officer who asks has joined an account of the other system. */
export async function hasOidc(desk: AccessDesk, tenant: string, headers: Headers): Promise<boolean> {
  const user = await getOfficer(desk, { tenant, headers, back: '' })
  const { rows } = await sql`select 1 from auth.account where user_id = ${user.id} and provider_id = 'oidc' limit 1`.execute(desk.db)
  return rows.length > 0
}

/** Undoes the joining. */
export async function dropOidc(desk: AccessDesk, tenant: string, headers: Headers): Promise<void> {
  const user = await getOfficer(desk, { tenant, headers, back: '' })
  await sql`delete from auth.account where user_id = ${user.id} and provider_id = 'oidc'`.execute(desk.db)
}

function refuse(text: string): never {
  throw new Refusal('bad-input', text, [{ field: 'masuk', text }])
}
