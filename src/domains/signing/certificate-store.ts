import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { KeptCertificate } from './certificate.ts'

interface Row {
  tenant_id: string
  id: string
  serial: string
  email: string
  common_name: string
  organisation: string
  person_id: string | null
  officer_id: string | null
  pem: string
  p12: Buffer
  not_before: Date
  not_after: Date
  revoked_at: Date | null
  revoke_reason: string | null
  superseded_at: Date | null
  renewed_from: string | null
}

const columns = sql`tenant_id, id, serial, email, common_name, organisation, person_id, officer_id, pem, p12, not_before, not_after,
  revoked_at, revoke_reason, superseded_at, renewed_from`

/** The certificate in force at `work.now` for an address; undefined where there is none, or it has expired, was revoked or superseded. */
export async function findCertificate(work: Work, { email }: { email: string }): Promise<KeptCertificate | undefined> {
  const { rows } = await sql<Row>`select ${columns} from certificate where tenant_id = ${work.tenant} and email = ${email.toLowerCase()}
    and revoked_at is null and superseded_at is null and not_before <= ${work.now} and not_after >= ${work.now}`.execute(work.db)
  return rows[0] && toCertificate(rows[0])
}

/** One certificate, in whatever state; undefined where there is none. */
export async function getCertificate(work: Work, id: string): Promise<KeptCertificate | undefined> {
  const { rows } = await sql<Row>`select ${columns} from certificate where tenant_id = ${work.tenant} and id = ${id}`.execute(work.db)
  return rows[0] && toCertificate(rows[0])
}

/** All certificates of an address in whatever state, the newest first. */
export async function certificatesOf(work: Work, { email }: { email: string }): Promise<KeptCertificate[]> {
  const { rows } = await sql<Row>`select ${columns} from certificate where tenant_id = ${work.tenant} and email = ${email.toLowerCase()}
    order by issued_at desc, id desc`.execute(work.db)
  return rows.map(toCertificate)
}

/** The newest certificate of an address in whatever state, locked until the end of the transaction. */
export async function lockNewest(work: Work, email: string): Promise<KeptCertificate | undefined> {
  const { rows } = await sql<Row>`select ${columns} from certificate where tenant_id = ${work.tenant} and email = ${email.toLowerCase()}
    order by issued_at desc, id desc limit 1 for update`.execute(work.db)
  return rows[0] && toCertificate(rows[0])
}

/** As `getCertificate`, locked until the end of the transaction. */
export async function lockCertificate(work: Work, id: string): Promise<KeptCertificate | undefined> {
  const { rows } = await sql<Row>`select ${columns} from certificate where tenant_id = ${work.tenant} and id = ${id} for update`.execute(work.db)
  return rows[0] && toCertificate(rows[0])
}

/** The certificate with this number, in whatever state. `serial` in hexadecimal, of either case. */
export async function findBySerial(work: Work, serial: string): Promise<KeptCertificate | undefined> {
  const { rows } = await sql<Row>`select ${columns} from certificate
    where tenant_id = ${work.tenant} and serial = ${serial.toLowerCase()}`.execute(work.db)
  return rows[0] && toCertificate(rows[0])
}

function toCertificate(row: Row): KeptCertificate {
  return {
    tenant: row.tenant_id, id: row.id, serial: row.serial, email: row.email, commonName: row.common_name, organisation: row.organisation,
    pem: row.pem, sealedP12: row.p12, notBefore: row.not_before, notAfter: row.not_after,
    ...(row.person_id && { personId: row.person_id }), ...(row.officer_id && { officerId: row.officer_id }),
    ...(row.revoked_at && { revokedAt: row.revoked_at }), ...(row.revoke_reason && { revokeReason: row.revoke_reason }),
    ...(row.superseded_at && { supersededAt: row.superseded_at }), ...(row.renewed_from && { renewedFrom: row.renewed_from }),
  }
}
