import type { Work } from '../../kernel/work.ts'
import { localDate, type LocalDate } from '../calendar/index.ts'
import { findTenant } from '../organisation/index.ts'
import type { Naskah } from './naskah.ts'
import { findNaskah } from './naskah-store.ts'

/** What anybody who has the address of a letter's proof may know: nothing of its text, its recipient or its ticket. */
export interface NaskahProof {
  number: string
  date: LocalDate
  subject: string
  unit: string
  /** The post that signed. */
  signer: string
  signedAt: Date
  sha256: string
  /** `signed`: genuine, but not yet sent; `void`: genuine once, given up since. */
  state: 'signed' | 'sent' | 'void'
  sentAt?: Date
  voidedAt?: Date
  /** The number of the letter that took its place, once that is signed. */
  replacedBy?: string
  /** The letter to read; only where its template is open and it was sent. */
  naskah?: Naskah
}

/** What is known of the signed letter of a token; undefined where there is none. Drafts, and those given up before they were signed, have no proof. */
export async function verifyNaskah(work: Work, token: string): Promise<NaskahProof | undefined> {
  const naskah = await findNaskah(work, { token })
  const tenant = await findTenant(work.db, work.tenant)
  if (!naskah || !tenant || !naskah.signedAt || !naskah.sha256 || !naskah.signer || !naskah.number || !naskah.numberedAt) return undefined
  const state = naskah.state === 'sent' || naskah.state === 'void' ? naskah.state : 'signed'
  const next = naskah.replacedBy ? await findNaskah(work, { id: naskah.replacedBy }) : undefined
  return {
    number: naskah.number, date: localDate(naskah.numberedAt, tenant.zone), subject: naskah.subject, unit: tenant.units.find((one) => one.code === naskah.unit)?.name ?? naskah.unit,
    signer: naskah.signer.title, signedAt: naskah.signedAt, sha256: naskah.sha256, state,
    ...(naskah.sentAt && { sentAt: naskah.sentAt }), ...(naskah.voidedAt && { voidedAt: naskah.voidedAt }), ...(next?.signedAt && next.number && { replacedBy: next.number }),
    ...(state === 'sent' && naskah.open && { naskah }),
  }
}
