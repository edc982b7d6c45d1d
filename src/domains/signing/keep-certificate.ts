import { sql } from 'kysely'
import { newId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { formatMoment } from '../calendar/index.ts'
import { certificateState, type KeptCertificate } from './certificate.ts'
import { getCertificate, lockCertificate, lockNewest } from './certificate-store.ts'
import type { KeyMaterial } from './key-material.ts'
import { sealP12 } from './p12-seal.ts'
import { needRenewable } from './renewable.ts'
import { zoneOf } from './zone-of.ts'

export interface KeepOrder {
  material: KeyMaterial
  personId?: string
  officerId?: string
  /** For a renewal: the id of the certificate whose place this one takes. It must still be the one in force. */
  renews?: string
}

/**
 * Keeps what `makeKeyMaterial` made, its P12 sealed. Refuses `conflict` where the address has a certificate in force already; an expired one gives
 * way. A renewal supersedes the old one in the same transaction, and is refused as `needRenewable` says.
 */
export async function keepCertificate(work: Work, order: KeepOrder): Promise<KeptCertificate> {
  const { material } = order
  const newest = await lockNewest(work, material.email)
  if (order.renews) await needRenewable(work, newest?.id === order.renews ? newest : await lockCertificate(work, order.renews))
  else if (newest && ['active', 'not-yet'].includes(certificateState(newest, work.now))) await refuseSecond(work, newest)
  // An expired one, or the one that is renewed; only the one that was looked at, for another may have come into force since.
  if (newest) await sql`update certificate set superseded_at = ${work.now} where tenant_id = ${work.tenant} and id = ${newest.id} and revoked_at is null and superseded_at is null`.execute(work.db)
  const id = newId(work.now)
  const sealed = sealP12(work.secrets, { tenant: work.tenant, id }, material.p12)
  const { rows } = await sql`insert into certificate (tenant_id, id, serial, email, common_name, organisation, person_id, officer_id, pem, p12,
      not_before, not_after, issued_at, renewed_from)
    values (${work.tenant}, ${id}, ${material.serial}, ${material.email}, ${material.commonName}, ${material.organisation},
      ${order.personId ?? null}, ${order.officerId ?? null}, ${material.pem}, ${sealed}, ${material.notBefore}, ${material.notAfter}, ${work.now},
      ${order.renews ?? null})
    on conflict (tenant_id, email) where revoked_at is null and superseded_at is null do nothing returning id`.execute(work.db)
  const kept = (await getCertificate(work, id)) ?? (await lockNewest(work, material.email))!
  return rows.length > 0 ? kept : await refuseSecond(work, kept)
}

async function refuseSecond(work: Work, { email, notAfter }: KeptCertificate): Promise<never> {
  const until = formatMoment(notAfter, await zoneOf(work))
  throw new Refusal('conflict', `Sertifikat untuk ${email} masih berlaku sampai ${until}; ajukan perpanjangan atau pencabutan.`)
}
