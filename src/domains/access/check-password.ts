import { Refusal } from '../../kernel/refusal.ts'
import { inWork } from '../../kernel/work.ts'
import type { AccessDesk } from './accounts.ts'
import { findAnySession } from './session-access.ts'
import { forgetTries, takeTry } from './sign-in-tries.ts'
import { type AccessPlace, tryAccount } from './try-password.ts'

/**
 * Asks the signed-in citizen for their password again, before something that a stranger at an open screen must not do. Tries count together with those of a sign-in.
 * A fault on `sandi`; refuses `not-signed-in`, `too-many-tries`.
 */
export async function checkOwnPassword(desk: AccessDesk, place: AccessPlace, order: { headers: Headers; password: string }): Promise<void> {
  const found = await findAnySession(desk, place.tenant, order.headers)
  if (found?.user.kind !== 'citizen') throw new Refusal('not-signed-in', 'Silakan masuk terlebih dahulu.')
  const account = tryAccount(desk.secrets, { tenant: place.tenant, kind: 'citizen', name: found.user.holder })
  const right = await isOwnPassword(desk, place, { account, userId: found.user.id, password: order.password, field: 'sandi' })
  const words = order.password ? 'Kata sandi tidak cocok. Periksa huruf besar dan kecilnya, lalu coba lagi.' : 'Kata sandi: isilah sandi yang Anda pakai untuk masuk.'
  if (!right) throw new Refusal('bad-input', words, [{ field: 'sandi', text: words }])
}

interface PasswordLook {
  /** Under which the tries are counted. */
  account: string
  userId: string
  password: string
  /** Where it is said that there were too many tries; that of the sign-in form unless told. */
  field?: string
}

/** Whether this is the password of somebody who is signed in. A try is counted before it is looked at, and all are forgotten after a right one; refuses `too-many-tries`. */
export async function isOwnPassword(desk: AccessDesk, place: AccessPlace, { account, userId, password: typed, field }: PasswordLook): Promise<boolean> {
  const asGuest = { ...place, actor: { kind: 'guest' } as const }
  await inWork(desk, asGuest, (work) => takeTry(work, account, field === undefined ? {} : { field }))
  const { internalAdapter, password } = await desk.accounts.$context
  const kept = await internalAdapter.findCredentialAccount(userId)
  const right = Boolean(kept?.password) && typed.length <= 128 && (await password.verify({ hash: kept!.password!, password: typed }))
  if (right) await inWork(desk, asGuest, (work) => forgetTries(work, account))
  return right
}
