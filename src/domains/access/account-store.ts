import { sql } from 'kysely'
import type { Db } from '../../kernel/work.ts'

/** A row of auth."user" that belongs to an officer. */
export interface OfficerUser {
  id: string
  email: string
  hasTotp: boolean
}

/** Where somebody is signed in. `device` is the browser's own description of itself. */
export interface OpenSession {
  id: string
  at: Date
  until: Date
  device: string
  /** When it was last used, to five minutes. */
  used: Date
  /** Whether this is the session that asks. */
  current: boolean
}

/** A session that has not run out, and whose it is. */
export interface SignedIn {
  session: { id: string; token: string; secondFactor: boolean; /** Whether its use was last noted more than five minutes ago. */ staleUse: boolean }
  user: { id: string; tenant: string; kind: 'citizen' | 'officer'; holder: string; name: string; twoFactorEnabled: boolean; initialPassword: boolean }
}

/** The session of this token, if it is one of the tenant and has not run out. */
export async function findSignedIn(db: Db, tenant: string, token: string): Promise<SignedIn | undefined> {
  const { rows } = await sql<Omit<SignedIn['session'], 'token'> & { user_id: string } & Omit<SignedIn['user'], 'id'>>`
    select s.id, s.second_factor as "secondFactor", (s.last_used_at is null or s.last_used_at < now() - interval '5 minutes') as "staleUse", u.id as user_id,
      u.tenant_id as tenant, u.kind, u.holder_id as holder, u.name, u.two_factor_enabled as "twoFactorEnabled", u.initial_password as "initialPassword"
    from auth.session s join auth."user" u on u.id = s.user_id where s.token = ${token} and s.expires_at > now() and u.tenant_id = ${tenant}`.execute(db)
  const [row] = rows
  if (!row) return undefined
  const { id, secondFactor, staleUse, user_id, ...user } = row
  return { session: { id, token, secondFactor, staleUse }, user: { ...user, id: user_id } }
}

export async function findOfficerUser(db: Db, tenant: string, officerId: string): Promise<OfficerUser | undefined> {
  const found = await sql<OfficerUser>`
    select id, email, two_factor_enabled as "hasTotp" from auth."user"
    where tenant_id = ${tenant} and kind = 'officer' and holder_id = ${officerId}`.execute(db)
  return found.rows[0]
}

/** Keeps the sealed TOTP secret of an account in place of any other. Only a verified one opens the door. */
export async function saveTotp(db: Db, userId: string, totp: { sealed: string; verified: boolean }): Promise<void> {
  await sql`
    with kept as (
      insert into auth.two_factor (user_id, secret, backup_codes, verified) values (${userId}, ${totp.sealed}, '', ${totp.verified})
      on conflict (user_id) do update set
        secret = excluded.secret, backup_codes = '', verified = excluded.verified, failed_verification_count = 0, locked_until = null)
    update auth."user" set two_factor_enabled = ${totp.verified} where id = ${userId}`.execute(db)
}

/** Keeps `sealed` unless the account has an unconfirmed secret already; gives the one that counts, so that a page drawn twice shows the same. */
export async function keepFirstTotp(db: Db, userId: string, sealed: string): Promise<string> {
  await sql`
    insert into auth.two_factor (user_id, secret, backup_codes, verified) values (${userId}, ${sealed}, '', false)
    on conflict (user_id) do nothing`.execute(db)
  const kept = await sql<{ secret: string }>`select secret from auth.two_factor where user_id = ${userId}`.execute(db)
  return kept.rows[0]!.secret
}

export async function deleteTotp(db: Db, userId: string): Promise<void> {
  await sql`
    with gone as (delete from auth.two_factor where user_id = ${userId})
    update auth."user" set two_factor_enabled = false where id = ${userId}`.execute(db)
}

/** Takes a code for use; false where it was used before. Codes live for 90 seconds, so older ones are forgotten. */
export async function claimCode(db: Db, userId: string, code: { hash: Buffer; at: Date }): Promise<boolean> {
  const stale = new Date(code.at.getTime() - 5 * 60_000)
  const claimed = await sql`
    insert into auth.used_code (user_id, code_hash, at) values (${userId}, ${code.hash}, ${code.at})
    on conflict (user_id, code_hash) do update set at = excluded.at where used_code.at < ${stale}
    returning 1`.execute(db)
  return claimed.rows.length === 1
}

/** Makes a session one of an officer: its second factor was shown. It ends a day after it began. */
export async function confirmSecondFactor(db: Db, token: string): Promise<void> {
  await sql`
    update auth.session set second_factor = true, expires_at = least(expires_at, created_at + interval '1 day')
    where token = ${token}`.execute(db)
}

export async function listOpenSessions(db: Db, userId: string, own: { token: string }): Promise<OpenSession[]> {
  const sessions = await sql<OpenSession>`
    select id, created_at as at, expires_at as until, coalesce(user_agent, '') as device, token = ${own.token} as current,
      coalesce(last_used_at, created_at) as used
    from auth.session where user_id = ${userId} and expires_at > now() order by created_at desc`.execute(db)
  return sessions.rows
}

/** Ends one session of a user; false where the user has none of that id. */
export async function deleteSession(db: Db, userId: string, sessionId: string): Promise<boolean> {
  const gone = await sql`delete from auth.session where user_id = ${userId} and id = ${sessionId} returning 1`.execute(db)
  return gone.rows.length === 1
}

/** Ends all sessions of a user but the one with `keep` as its token. */
export async function deleteOtherSessions(db: Db, userId: string, keep: string): Promise<void> {
  await sql`delete from auth.session where user_id = ${userId} and token <> ${keep}`.execute(db)
}

/** Removes an account with its password, sessions and TOTP secret. */
export async function deleteUser(db: Db, userId: string): Promise<void> {
  await sql`delete from auth."user" where id = ${userId}`.execute(db)
}
