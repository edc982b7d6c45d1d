import type { Resources } from '../../kernel/work.ts'
import { type AccessDesk, type AccessOptions, makeAccounts } from './accounts.ts'
import { type CitizenOrder, type CitizenSignIn, registerCitizen, signInCitizen } from './citizen-access.ts'
import { confirmOfficerTotp, enrolOfficerTotp, type OfficerCode, type OfficerSignIn, signInOfficer, verifyOfficerTotp } from './officer-access.ts'
import { checkOwnPassword } from './check-password.ts'
import { makeOfficerAccount, type OfficerAccount } from './officer-account.ts'
import { officerAdministration } from './officer-administration.ts'
import { otherWaysIn } from './other-ways-in.ts'
import { type ResetOrder, resetPassword } from './password-reset.ts'
import { findSession, listSessions, revokeSession, signOut } from './session-access.ts'

/**
 * The door: one for each running program. Every call names the tenant whose host was asked. A "no" is thrown as a `Refusal`; `cookies` are whole
 * `Set-Cookie` values to be sent as they are; `headers` are the request's.
 */
export function makeAccess(resources: Resources, options: AccessOptions) {
  const desk: AccessDesk = { db: resources.db, secrets: resources.secrets, accounts: makeAccounts(resources, options) }
  return {
    /** Faults on `nama`, `nik`, `telepon`, `sandi`. */
    registerCitizen: (tenant: string, order: CitizenOrder, now: Date) => registerCitizen(desk, { tenant, now }, order),
    /** Gives cookies; faults on `masuk`. */
    signInCitizen: (tenant: string, order: CitizenSignIn, now: Date) => signInCitizen(desk, { tenant, now }, order),
    /** After `askPasswordReset`: gives cookies, ends all other sessions; faults on `kode`, `sandi`. */
    resetPassword: (tenant: string, order: ResetOrder, now: Date) => resetPassword(desk, { tenant, now }, order),
    /** Asks a signed-in citizen for their password again; a fault on `sandi`. */
    checkOwnPassword: (tenant: string, order: { headers: Headers; password: string }, now: Date) => checkOwnPassword(desk, { tenant, now }, order),
    /** Faults on `masuk`. The cookies open nothing until a code is given. */
    signInOfficer: (tenant: string, order: OfficerSignIn, now: Date) => signInOfficer(desk, { tenant, now }, order),
    /** After `next: 'enrol'`: secret and otpauth address for the authenticator. */
    enrolOfficerTotp: (tenant: string, headers: Headers) => enrolOfficerTotp(desk, tenant, headers),
    /** The first code of a new authenticator; gives cookies, faults on `kode`. */
    confirmOfficerTotp: (tenant: string, order: OfficerCode, now: Date) => confirmOfficerTotp(desk, { tenant, now }, order),
    /** After `next: 'totp'`: gives cookies, faults on `kode`. */
    verifyOfficerTotp: (tenant: string, order: OfficerCode, now: Date) => verifyOfficerTotp(desk, { tenant, now }, order),
    /** Who is signed in; undefined where nobody is, or at another tenant, or without the second factor. */
    findSession: (tenant: string, headers: Headers) => findSession(desk, tenant, headers),
    /** Gives the cookies that clear the browser's. */
    signOut: (headers: Headers) => signOut(desk, headers),
    listSessions: (tenant: string, headers: Headers) => listSessions(desk, tenant, headers),
    revokeSession: (tenant: string, headers: Headers, sessionId: string) => revokeSession(desk, { tenant, headers }, sessionId),
    /** Makes or remakes the account; ends the officer's sessions. Faults on `pengguna`, `sandi`. */
    makeOfficerAccount: (tenant: string, order: OfficerAccount) => makeOfficerAccount(desk, tenant, order),
    ...officerAdministration(desk),
    ...otherWaysIn(desk, options.oidc),
  }
}

export type Access = ReturnType<typeof makeAccess>
