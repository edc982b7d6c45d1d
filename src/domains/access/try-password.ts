import { Refusal } from '../../kernel/refusal.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { inWork } from '../../kernel/work.ts'
import { type AccountName, accountErrorCode, addressOf } from './account-user.ts'
import type { AccessDesk } from './accounts.ts'
import { forgetTries, takeTry } from './sign-in-tries.ts'

/** The tenant whose host was asked, and the moment of asking. */
export interface AccessPlace {
  tenant: string
  now: Date
}

export interface PasswordTry extends AccountName {
  password: string
  /** What is said when it is wrong; it must not tell whether the account exists. */
  wrong: string
  remember: boolean
  /** The request's headers, of which only the browser's name is kept. */
  headers?: Headers
}

export interface PasswordResult {
  cookies: string[]
  /** True where the password was right and a TOTP code is asked next. */
  needsCode: boolean
}

/** Tries a password, counting it first. An unknown name takes as long as a wrong password, since its password is hashed too. */
export async function tryPassword(desk: AccessDesk, place: AccessPlace, order: PasswordTry): Promise<PasswordResult> {
  const asGuest = { ...place, actor: { kind: 'guest' } as const }
  const account = tryAccount(desk.secrets, order)
  await inWork(desk, asGuest, (work) => takeTry(work, account))
  const result = await signIn(desk, order)
  await inWork(desk, asGuest, (work) => forgetTries(work, account))
  return result
}

/** By which the tries of an account are counted; it tells neither NIK nor phone. */
export function tryAccount(secrets: Secrets, { tenant, kind, name }: AccountName): string {
  return secrets.mac('nik-lookup', `${tenant}/try/${kind}/${name}`).toString('hex')
}

async function signIn(desk: AccessDesk, order: PasswordTry): Promise<PasswordResult> {
  const headers = new Headers({ 'user-agent': (order.headers?.get('user-agent') ?? '').slice(0, 300) })
  const body = { email: addressOf(order), password: order.password, rememberMe: order.remember }
  try {
    const { headers: set, response } = await desk.accounts.api.signInEmail({ body, headers, returnHeaders: true })
    return { cookies: set.getSetCookie(), needsCode: 'twoFactorRedirect' in response }
  } catch (error) {
    const code = accountErrorCode(error)
    if (code !== 'INVALID_EMAIL_OR_PASSWORD' && code !== 'INVALID_EMAIL' && code !== 'PASSWORD_TOO_LONG') throw error
    throw new Refusal('bad-input', order.wrong, [{ field: 'masuk', text: order.wrong }])
  }
}
