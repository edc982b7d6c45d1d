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
  const asGuest = { ...place, actor: { kind: 'guest' } as const }
  const account = tryAccount(desk.secrets, { tenant: place.tenant, kind: 'citizen', name: found.user.holder })
  await inWork(desk, asGuest, (work) => takeTry(work, account))
  const { internalAdapter, password } = await desk.accounts.$context
  const kept = await internalAdapter.findCredentialAccount(found.user.id)
  const right = kept?.password && order.password.length <= 128 && (await password.verify({ hash: kept.password, password: order.password }))
  const words = order.password ? 'Kata sandi tidak cocok. Periksa huruf besar dan kecilnya, lalu coba lagi.' : 'Kata sandi: isilah sandi yang Anda pakai untuk masuk.'
  if (!right) throw new Refusal('bad-input', words, [{ field: 'sandi', text: words }])
  await inWork(desk, asGuest, (work) => forgetTries(work, account))
}
