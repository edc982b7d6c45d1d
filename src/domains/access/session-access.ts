import { isId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { deleteSession, findSignedIn, listOpenSessions, type OpenSession, type SignedIn } from './account-store.ts'
import type { AccessDesk } from './accounts.ts'
import { noteUse } from './officer-sessions.ts'
import { readSessionToken } from './session-cookie.ts'

/** Who is signed in at one tenant's host. */
export type AccessSession = { kind: 'citizen'; personId: string; name: string } | { kind: 'officer'; officerId: string; /** Must first change the password that an administrator gave. */ initialPassword?: true }

/** The session in a request's cookies, whether or not it counts yet; undefined where it is another tenant's or none. One query, none without a cookie of ours. */
export async function findAnySession(desk: AccessDesk, tenant: string, headers: Headers): Promise<SignedIn | undefined> {
  const token = await readSessionToken(desk, headers)
  return token === undefined ? undefined : await findSignedIn(desk.db, tenant, token)
}

/** Who is signed in. An officer is only once a TOTP code was given for this very session; a session of another tenant never counts. */
export async function findSession(desk: AccessDesk, tenant: string, headers: Headers): Promise<AccessSession | undefined> {
  const found = await findAnySession(desk, tenant, headers)
  if (found?.user.kind === 'citizen') return { kind: 'citizen', personId: found.user.holder, name: found.user.name }
  if (found?.user.kind !== 'officer' || !found.session.secondFactor) return undefined
  if (found.session.staleUse) await noteUse(desk.db, found.session.id)
  return { kind: 'officer', officerId: found.user.holder, ...(found.user.initialPassword && { initialPassword: true }) }
}

/** Ends the session in the cookies, if any, and gives the cookies that clear it in the browser. */
export async function signOut(desk: AccessDesk, headers: Headers): Promise<string[]> {
  const { headers: set } = await desk.accounts.api.signOut({ headers, returnHeaders: true })
  return set.getSetCookie()
}

/** Where the person who asks is signed in, the newest first. Refuses without a session. */
export async function listSessions(desk: AccessDesk, tenant: string, headers: Headers): Promise<OpenSession[]> {
  const { session, user } = await getOwn(desk, tenant, headers)
  return await listOpenSessions(desk.db, user.id, session)
}

/** Ends one session of the person who asks, at once and everywhere. Refuses where it is not theirs. */
export async function revokeSession(desk: AccessDesk, place: { tenant: string; headers: Headers }, sessionId: string): Promise<void> {
  const { user } = await getOwn(desk, place.tenant, place.headers)
  if (!isId(sessionId) || !(await deleteSession(desk.db, user.id, sessionId))) throw new Refusal('not-found', 'Sesi ini sudah berakhir.')
}

async function getOwn(desk: AccessDesk, tenant: string, headers: Headers) {
  const found = await findAnySession(desk, tenant, headers)
  const counts = found && (found.user.kind === 'citizen' || found.session.secondFactor)
  if (!counts) throw new Refusal('not-signed-in', 'Silakan masuk terlebih dahulu.')
  return found
}
