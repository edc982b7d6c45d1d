import type { Work } from '../../kernel/work.ts'
import type { KeptCertificate } from './certificate.ts'
import { lockCertificate, lockNewest } from './certificate-store.ts'
import { keepCertificate } from './keep-certificate.ts'
import { makeKeyMaterial } from './key-material.ts'
import { needRenewable } from './renewable.ts'

export interface RenewOrder {
  certificateId: string
  /** The new one. Never kept, never logged. */
  passphrase: string
  validUntil: Date
  at: Date
  /** Where the owner's data have changed; the address stays. */
  commonName?: string
  organisation?: string
}

/**
 * Renews a certificate: a new key under a new passphrase, the same owner; the old one is superseded. Refuses as `findRenewable` and
 * `makeKeyMaterial` do.
 */
export async function renewCertificate(work: Work, order: RenewOrder): Promise<KeptCertificate> {
  const old = await needRenewable(work, await lockCertificate(work, order.certificateId))
  const { passphrase, validUntil, at, commonName = old.commonName, organisation = old.organisation } = order
  const material = await makeKeyMaterial(work.secrets, { email: old.email, commonName, organisation, passphrase, validUntil, at })
  const owner = { ...(old.personId && { personId: old.personId }), ...(old.officerId && { officerId: old.officerId }) }
  return await keepCertificate(work, { material, renews: old.id, ...owner })
}

/**
 * The certificate of an address that may be renewed now. Refuses `not-found` where the address has none, `too-late` where it has expired, `conflict`
 * where it was revoked. For saying so before a form is filled in.
 */
export async function findRenewable(work: Work, { email }: { email: string }): Promise<KeptCertificate> {
  return await needRenewable(work, await lockNewest(work, email))
}
