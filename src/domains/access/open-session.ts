import { confirmSecondFactor } from './account-store.ts'
import type { AccessDesk } from './accounts.ts'

/** Opens a full session for an officer who proved who they are by a passkey or through another system, and gives its cookies. It ends with the browser, or a day later. */
export async function openOfficerSession(desk: AccessDesk, userId: string, headers: Headers): Promise<string[]> {
  const device = new Headers({ 'user-agent': (headers.get('user-agent') ?? '').slice(0, 300) })
  const { headers: set, response } = await desk.accounts.api.openKnownSession({ body: { userId }, headers: device, returnHeaders: true })
  await confirmSecondFactor(desk.db, response.token)
  return set.getSetCookie()
}
