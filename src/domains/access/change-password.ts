import { sql } from 'kysely'
import { type Fault, Refusal, refuseInput } from '../../kernel/refusal.ts'
import { deleteOtherSessions } from './account-store.ts'
import { setPassword } from './account-user.ts'
import type { AccessDesk } from './accounts.ts'
import { isOwnPassword } from './check-password.ts'
import { findPasswordFault } from './password.ts'
import { findAnySession } from './session-access.ts'
import type { AccessPlace } from './try-password.ts'

/** An officer's old password, and the new one. */
export interface PasswordChange {
  headers: Headers
  current: string
  fresh: string
}

/**
 * Changes the password of the officer who asks and ends all their other sessions. Wrong tries are counted like those of a sign-in. Faults on `sandi-lama` and
 * `sandi-baru`.
 */
export async function changeOfficerPassword(desk: AccessDesk, place: AccessPlace, order: PasswordChange): Promise<void> {
  const found = await findAnySession(desk, place.tenant, order.headers)
  if (found?.user.kind !== 'officer' || !found.session.secondFactor) throw new Refusal('not-signed-in', 'Silakan masuk terlebih dahulu.')
  const { user, session } = found
  const weak = findPasswordFault(order.fresh, { names: [user.name] })
  const faults: Fault[] = weak ? [{ field: 'sandi-baru', text: weak }] : order.fresh === order.current ? [{ field: 'sandi-baru', text: 'Kata sandi baru harus lain dari yang lama.' }] : []
  if (faults.length > 0) refuseInput(faults)
  const account = desk.secrets.mac('nik-lookup', `${place.tenant}/change/${user.id}`).toString('hex')
  if (!(await isOwnPassword(desk, place, { account, userId: user.id, password: order.current }))) refuseInput([{ field: 'sandi-lama', text: 'Kata sandi yang sekarang tidak cocok.' }])
  await setPassword(desk, user.id, order.fresh)
  await sql`update auth."user" set initial_password = false where id = ${user.id}`.execute(desk.db)
  await deleteOtherSessions(desk.db, user.id, session.token)
}
