import type { AccessDesk } from './accounts.ts'
import { changeOfficerPassword, type PasswordChange } from './change-password.ts'
import { initialPassword } from './initial-password.ts'
import { closeOfficerAccount, makeOfficerAccount } from './officer-account.ts'
import { endOfficerSessions, findAccountStanding, resetOfficerTotp } from './officer-sessions.ts'

/** Part of the door: what administrators do to officers' accounts, and officers to their own. Who may is asked before. */
export function officerAdministration(desk: AccessDesk) {
  return {
    closeOfficerAccount: (tenant: string, officerId: string) => closeOfficerAccount(desk, tenant, officerId),
    findAccountStanding: (tenant: string, officerId: string) => findAccountStanding(desk.db, tenant, officerId),
    endOfficerSessions: (tenant: string, officerId: string) => endOfficerSessions(desk, tenant, officerId),
    resetOfficerTotp: (tenant: string, officerId: string) => resetOfficerTotp(desk, tenant, officerId),
    /** Makes the account anew with a password to be changed at the first sign-in, and gives it: the same for the same form. Ends the officer's sessions. */
    giveInitialPassword: async (tenant: string, order: { officerId: string; username: string; formKey: string }) => {
      const password = initialPassword(desk.secrets, tenant, order.formKey)
      await makeOfficerAccount(desk, tenant, { officerId: order.officerId, username: order.username, password, initial: true })
      return password
    },
    /** The password that this form gave before. */
    initialPasswordOf: (tenant: string, formKey: string) => initialPassword(desk.secrets, tenant, formKey),
    /** Faults on `sandi-lama` and `sandi-baru`. */
    changeOfficerPassword: (tenant: string, order: PasswordChange, now: Date) => changeOfficerPassword(desk, { tenant, now }, order),
  }
}
