import { sql } from 'kysely'
import type { Db } from '../../kernel/work.ts'
import { deleteTotp, findOfficerUser, type OpenSession } from './account-store.ts'
import type { AccessDesk } from './accounts.ts'

/** What an administrator may know of an officer's account. */
export interface AccountStanding {
  hasAccount: boolean
  hasTotp: boolean
  /** Still has the password that an administrator gave. */
  initialPassword: boolean
  passkeys: number
  sessions: OpenSession[]
}

/** How an officer's account stands, with the sessions that count. */
export async function findAccountStanding(db: Db, tenant: string, officerId: string): Promise<AccountStanding> {
  const { rows } = await sql<{ id: string; hasTotp: boolean; initialPassword: boolean; passkeys: number }>`
    select id, two_factor_enabled as "hasTotp", initial_password as "initialPassword", (select count(*)::int from auth.passkey p where p.user_id = u.id) as passkeys
    from auth."user" u where tenant_id = ${tenant} and kind = 'officer' and holder_id = ${officerId}`.execute(db)
  const user = rows[0]
  if (!user) return { hasAccount: false, hasTotp: false, initialPassword: false, passkeys: 0, sessions: [] }
  const sessions = await sql<OpenSession>`
    select id, created_at as at, expires_at as until, coalesce(user_agent, '') as device, false as current, coalesce(last_used_at, created_at) as used
    from auth.session where user_id = ${user.id} and second_factor and expires_at > now() order by coalesce(last_used_at, created_at) desc`.execute(db)
  return { hasAccount: true, hasTotp: user.hasTotp, initialPassword: user.initialPassword, passkeys: user.passkeys, sessions: sessions.rows }
}

/** Ends all sessions of an officer, at once and everywhere. Gives how many there were. */
export async function endOfficerSessions(desk: AccessDesk, tenant: string, officerId: string): Promise<number> {
  const user = await findOfficerUser(desk.db, tenant, officerId)
  if (!user) return 0
  const gone = await sql`delete from auth.session where user_id = ${user.id} returning 1`.execute(desk.db)
  return gone.rows.length
}

/** Takes an officer's authenticator and passkeys away and ends their sessions: with the same password they set up a new one. For a lost phone. */
export async function resetOfficerTotp(desk: AccessDesk, tenant: string, officerId: string): Promise<void> {
  const user = await findOfficerUser(desk.db, tenant, officerId)
  if (!user) return
  await deleteTotp(desk.db, user.id)
  await sql`delete from auth.passkey where user_id = ${user.id}`.execute(desk.db)
  await endOfficerSessions(desk, tenant, officerId)
}

/** Notes that a session was used, to five minutes: pages are read far more often than anybody asks. */
export async function noteUse(db: Db, sessionId: string): Promise<void> {
  await sql`update auth.session set last_used_at = now() where id = ${sessionId} and (last_used_at is null or last_used_at < now() - interval '5 minutes')`.execute(db)
}
