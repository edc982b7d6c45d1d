import { Refusal } from '../../kernel/refusal.ts'
import type { AccessDesk } from './accounts.ts'
import { beginOidc, dropOidc, endOidc, hasOidc, type OidcPlace } from './oidc.ts'
import type { OidcSettings } from './oidc-settings.ts'
import { addPasskey, beginPasskey, beginPasskeySignIn, dropPasskey, listPasskeys, type PasskeyPlace, signInByPasskey } from './passkeys.ts'

/** Part of the door: how officers sign in without password and code. */
export function otherWaysIn(desk: AccessDesk, oidc: OidcSettings | undefined) {
  const settings = () => {
    if (!oidc) throw new Refusal('not-found', 'Tidak ada sistem lain yang disambungkan.')
    return oidc
  }
  return {
    listPasskeys: (place: PasskeyPlace) => listPasskeys(desk, place),
    beginPasskey: (place: PasskeyPlace) => beginPasskey(desk, place),
    addPasskey: (place: PasskeyPlace, order: { answer: string; name: string; now: Date }) => addPasskey(desk, place, order),
    dropPasskey: (place: PasskeyPlace, id: string) => dropPasskey(desk, place, id),
    beginPasskeySignIn: (place: PasskeyPlace) => beginPasskeySignIn(desk, place),
    /** Gives cookies; faults on `masuk`. */
    signInByPasskey: (place: PasskeyPlace, order: { answer: string; now: Date }) => signInByPasskey(desk, place, order),
    /** What people call the other system; undefined where none is connected. */
    oidcName: oidc?.name,
    beginOidc: (order: OidcPlace & { join: boolean }) => beginOidc(desk, settings(), order),
    endOidc: (order: OidcPlace & { query: string; state: string }) => endOidc(desk, settings(), order),
    hasOidc: (tenant: string, headers: Headers) => hasOidc(desk, tenant, headers),
    dropOidc: (tenant: string, headers: Headers) => dropOidc(desk, tenant, headers),
  }
}
