import { APIError } from 'better-auth/api'
import type { AccessDesk } from './accounts.ts'

/** Whose account: a citizen is named by person id, an officer by user name. */
export interface AccountName {
  tenant: string
  kind: 'citizen' | 'officer'
  name: string
}

/** better-auth finds accounts by e-mail address; ours lead nowhere (RFC 2606) and are one per tenant, kind and name. */
export function addressOf({ tenant, kind, name }: AccountName): string {
  return `${name}@${kind}.${tenant}.invalid`
}

export interface NewUser extends AccountName {
  /** person.id or officer.id */
  holder: string
  shownName: string
  password: string
}

/** Makes an account and gives its id. If it dies half-way, an account without a password is left, which opens nothing. */
export async function makeUser(desk: AccessDesk, order: NewUser): Promise<string> {
  const { internalAdapter, password } = await desk.accounts.$context
  const hashed = await password.hash(order.password)
  const user = await internalAdapter.createUser(
    { email: addressOf(order), name: order.shownName, tenant: order.tenant, kind: order.kind, holder: order.holder },
    { method: 'admin' },
  )
  await internalAdapter.linkAccount({ userId: user.id, accountId: user.id, providerId: 'credential', password: hashed })
  return user.id
}

/** Gives an account a new password, whether or not it had one. */
export async function setPassword(desk: AccessDesk, userId: string, newPassword: string): Promise<void> {
  const { internalAdapter, password } = await desk.accounts.$context
  const hashed = await password.hash(newPassword)
  if (await internalAdapter.findCredentialAccount(userId)) await internalAdapter.updatePassword(userId, hashed)
  else await internalAdapter.linkAccount({ userId, accountId: userId, providerId: 'credential', password: hashed })
}

/** better-auth's own code for a refusal, `INVALID_CODE`; undefined for every other error. */
export function accountErrorCode(error: unknown): string | undefined {
  return error instanceof APIError ? (error.body?.code ?? 'UNKNOWN') : undefined
}
