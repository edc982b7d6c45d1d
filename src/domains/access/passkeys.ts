import {
  type AuthenticationResponseJSON, generateAuthenticationOptions, generateRegistrationOptions, type PublicKeyCredentialCreationOptionsJSON, type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON, verifyAuthenticationResponse, verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { sql } from 'kysely'
import { isId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { AccessDesk } from './accounts.ts'
import { keepChallenge, takeChallenge } from './challenge-store.ts'
import { openOfficerSession } from './open-session.ts'
import { findAnySession } from './session-access.ts'

/** Where a passkey is made or used: the tenant, its site's address (`https://bengkalis.example.go.id`), and the request's headers. */
export interface PasskeyPlace {
  tenant: string
  origin: string
  headers: Headers
}

export interface Passkey {
  id: string
  name: string
  createdAt: Date
  lastUsedAt: Date | null
}

interface StoredPasskey {
  id: string
  userId: string
  credentialId: string
  publicKey: Buffer
  counter: string
  transports: string[]
}

const mostPasskeys = 10

async function getOwn(desk: AccessDesk, { tenant, headers }: PasskeyPlace) {
  const found = await findAnySession(desk, tenant, headers)
  if (found?.user.kind !== 'officer' || !found.session.secondFactor) throw new Refusal('not-signed-in', 'Silakan masuk terlebih dahulu.')
  return found.user
}

const hostOf = (origin: string) => new URL(origin).hostname

async function storedOf(desk: AccessDesk, userId: string): Promise<StoredPasskey[]> {
  const { rows } = await sql<StoredPasskey>`
    select id, user_id as "userId", credential_id as "credentialId", public_key as "publicKey", counter, transports from auth.passkey where user_id = ${userId}`.execute(desk.db)
  return rows
}

/** The passkeys of the officer who asks, the newest first. */
export async function listPasskeys(desk: AccessDesk, place: PasskeyPlace): Promise<Passkey[]> {
  const user = await getOwn(desk, place)
  const { rows } = await sql<Passkey>`
    select id, name, created_at as "createdAt", last_used_at as "lastUsedAt" from auth.passkey where user_id = ${user.id} order by created_at desc, id`.execute(desk.db)
  return rows
}

/** What the browser needs to make a passkey for the officer who asks. The key must know its holder by finger, face or PIN, so that it counts as two factors. */
export async function beginPasskey(desk: AccessDesk, place: PasskeyPlace): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const user = await getOwn(desk, place)
  const known = await storedOf(desk, user.id)
  if (known.length >= mostPasskeys) throw new Refusal('conflict', `Paling banyak ${mostPasskeys} kunci sandi. Hapus yang tidak dipakai lagi.`)
  const options = await generateRegistrationOptions({
    rpName: 'Tanggap', rpID: hostOf(place.origin), userName: user.name, userID: Uint8Array.from(Buffer.from(user.id)), attestationType: 'none',
    excludeCredentials: known.map((one) => ({ id: one.credentialId })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  await keepChallenge(desk.db, { purpose: 'passkey-add', key: options.challenge, value: { userId: user.id } })
  return options
}

/** Keeps the passkey that the browser made. Refuses one that was not asked for, or that belongs to somebody already. */
export async function addPasskey(desk: AccessDesk, place: PasskeyPlace, order: { answer: string; name: string; now: Date }): Promise<void> {
  const user = await getOwn(desk, place)
  const response = readAnswer<RegistrationResponseJSON>(order.answer)
  const result = await verifyRegistrationResponse({
    response, expectedOrigin: place.origin, expectedRPID: hostOf(place.origin), requireUserVerification: true,
    expectedChallenge: async (challenge) => (await takeChallenge<{ userId: string }>(desk.db, 'passkey-add', challenge))?.userId === user.id,
  }).catch(refuseAnswer)
  if (!result.verified) refuseAnswer()
  const { id, publicKey, counter, transports = [] } = result.registrationInfo.credential
  const name = order.name.trim().slice(0, 60) || 'Kunci sandi'
  const made = await sql`
    insert into auth.passkey (user_id, credential_id, public_key, counter, transports, name, created_at)
    values (${user.id}, ${id}, ${Buffer.from(publicKey)}, ${counter}, ${transports}::text[], ${name}, ${order.now}) on conflict (credential_id) do nothing returning 1`.execute(desk.db)
  if (made.rows.length === 0) throw new Refusal('conflict', 'Kunci sandi itu sudah terpasang.')
}

/** Takes one passkey of the officer who asks away. */
export async function dropPasskey(desk: AccessDesk, place: PasskeyPlace, id: string): Promise<void> {
  const user = await getOwn(desk, place)
  const gone = await sql`delete from auth.passkey where user_id = ${user.id} and id = ${isId(id) ? id : null} returning 1`.execute(desk.db)
  if (gone.rows.length === 0) throw new Refusal('not-found', 'Kunci sandi itu tidak ada.')
}

/** What the browser needs to sign in with a passkey; it names nobody, the key does. */
export async function beginPasskeySignIn(desk: AccessDesk, place: PasskeyPlace): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const options = await generateAuthenticationOptions({ rpID: hostOf(place.origin), userVerification: 'required' })
  await keepChallenge(desk.db, { purpose: 'passkey', key: options.challenge, value: { tenant: place.tenant } })
  return options
}

/** Signs an officer in by a passkey, instead of password and code, and gives the cookies. Faults on `masuk`. */
export async function signInByPasskey(desk: AccessDesk, place: PasskeyPlace, order: { answer: string; now: Date }): Promise<string[]> {
  const response = readAnswer<AuthenticationResponseJSON>(order.answer)
  const { rows } = await sql<StoredPasskey>`
    select p.id, p.user_id as "userId", p.credential_id as "credentialId", p.public_key as "publicKey", p.counter, p.transports
    from auth.passkey p join auth."user" u on u.id = p.user_id and u.tenant_id = ${place.tenant} and u.kind = 'officer' where p.credential_id = ${String(response.id)}`.execute(desk.db)
  const key = rows[0]
  if (!key) return refuseSignIn('Kunci sandi ini tidak dikenal di sini. Masuk dengan kata sandi, lalu pasang lagi di “Akun saya”.')
  const result = await verifyAuthenticationResponse({
    response, expectedOrigin: place.origin, expectedRPID: hostOf(place.origin), requireUserVerification: true,
    expectedChallenge: async (challenge) => (await takeChallenge<{ tenant: string }>(desk.db, 'passkey', challenge))?.tenant === place.tenant,
    credential: { id: key.credentialId, publicKey: Uint8Array.from(key.publicKey), counter: Number(key.counter) },
  }).catch(() => refuseSignIn('Kunci sandi tidak dapat diperiksa, atau waktunya sudah habis. Coba lagi.'))
  if (!result.verified) return refuseSignIn('Kunci sandi tidak cocok. Coba lagi, atau masuk dengan kata sandi.')
  await sql`update auth.passkey set counter = ${result.authenticationInfo.newCounter}, last_used_at = ${order.now} where id = ${key.id}`.execute(desk.db)
  return await openOfficerSession(desk, key.userId, place.headers)
}

/** The browser's answer as it came, in JSON; what is none is refused. The library checks all that is in it. */
function readAnswer<T>(text: string): T {
  try {
    const answer: unknown = JSON.parse(text)
    if (typeof answer === 'object' && answer !== null && 'id' in answer && 'response' in answer) return answer as T
  } catch {
    // Falls through: what is not JSON is refused like what is not an answer.
  }
  return refuseAnswer()
}

function refuseAnswer(): never {
  throw new Refusal('bad-input', 'Jawaban peramban tidak dapat diperiksa, atau waktunya sudah habis. Coba lagi.')
}

function refuseSignIn(text: string): never {
  throw new Refusal('bad-input', text, [{ field: 'masuk', text }])
}
