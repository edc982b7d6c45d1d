import { sql } from 'kysely'
import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import { deleteTotp, deleteUser, findOfficerUser, saveTotp } from './account-store.ts'
import { addressOf, makeUser, setPassword } from './account-user.ts'
import type { AccessDesk } from './accounts.ts'
import { findPasswordFault } from './password.ts'
import { sealTotpSecret } from './totp-secret.ts'

export interface OfficerAccount {
  officerId: string
  /** Small letters, digits, dots, hyphens and underscores; capitals are made small. A NIP will do. */
  username: string
  password: string
  /** Base32. With it the officer signs in with password and code right away; without it the first sign-in asks to enrol. */
  totpSecret?: string
  /** Given by an administrator: it opens nothing but the page where the officer changes it. */
  initial?: boolean
}

/**
 * Makes an officer's account, or makes it anew: a second call for the same officer sets user name, password and TOTP, and ends all sessions, which is
 * also the remedy for a lost phone. Refuses a user name that another officer of the tenant has.
 */
export async function makeOfficerAccount(desk: AccessDesk, tenant: string, order: OfficerAccount): Promise<void> {
  const username = readUsername(order.username)
  const weak = findPasswordFault(order.password, { names: [order.username] })
  if (weak) refuseInput([{ field: 'sandi', text: weak }])
  const sealed = order.totpSecret === undefined ? undefined : await sealTotpSecret(desk, order.totpSecret)
  const userId = await placeUser(desk, tenant, { ...order, username })
  if (sealed) await saveTotp(desk.db, userId, { sealed, verified: true })
  else await deleteTotp(desk.db, userId)
  await sql`update auth."user" set initial_password = ${order.initial === true} where id = ${userId}`.execute(desk.db)
}

/** Takes an officer's account away with all its sessions. Nothing happens where there is none. */
export async function closeOfficerAccount(desk: AccessDesk, tenant: string, officerId: string): Promise<void> {
  const user = await findOfficerUser(desk.db, tenant, officerId)
  if (user) await deleteUser(desk.db, user.id)
}

async function placeUser(desk: AccessDesk, tenant: string, order: OfficerAccount): Promise<string> {
  const { officerId, username, password } = order
  const name = { tenant, kind: 'officer' as const, name: username }
  const known = await findOfficerUser(desk.db, tenant, officerId)
  const holder = await sql<{ id: string }>`select id from auth."user" where email = ${addressOf(name)}`.execute(desk.db)
  if (holder.rows[0] && holder.rows[0].id !== known?.id) refuseTaken()
  if (!known) return await makeUser(desk, { ...name, holder: officerId, shownName: username, password })
  await sql`update auth."user" set email = ${addressOf(name)}, name = ${username} where id = ${known.id}`.execute(desk.db)
  await setPassword(desk, known.id, password)
  await sql`delete from auth.session where user_id = ${known.id}`.execute(desk.db)
  // Nor may a key or another system's account of before still open the door.
  await sql`delete from auth.passkey where user_id = ${known.id}`.execute(desk.db)
  await sql`delete from auth.account where user_id = ${known.id} and provider_id <> 'credential'`.execute(desk.db)
  return known.id
}

function refuseTaken(): never {
  const text = 'Nama pengguna ini sudah dipakai petugas lain. Pilih nama lain.'
  throw new Refusal('conflict', text, [{ field: 'pengguna', text }])
}

function readUsername(text: string): string {
  const username = text.trim().toLowerCase()
  if (username.length <= 60 && /^[a-z0-9]+([._-][a-z0-9]+)*$/.test(username)) return username
  return refuseInput([
    { field: 'pengguna', text: 'Nama pengguna berisi huruf, angka, titik, dan tanda hubung, paling banyak 60. Contoh: budi.contoh.' },
  ])
}
