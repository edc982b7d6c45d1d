import type { Work } from '../../kernel/work.ts'
import { sealAddress } from './address-vault.ts'
import type { RegisterEntry } from './read-register-csv.ts'
import { lookupHash } from './vault.ts'

/** By which a person of the register is found again. */
export function hashOfNik(work: Pick<Work, 'secrets' | 'tenant'>, nik: string): Buffer {
  return lookupHash(work.secrets, work.tenant, { what: 'nik', text: nik })
}

/** What a sealed entry of the register is bound to. */
export function placeOfEntry(work: Pick<Work, 'tenant'>, hash: Buffer) {
  return { tenant: work.tenant, ownerId: hash.toString('hex'), channel: 'register' }
}

/** A person of the register as they are kept: hash and sealed entry. */
export function sealEntry(work: Pick<Work, 'secrets' | 'tenant'>, nik: string, entry: RegisterEntry): { hash: Buffer; sealed: Buffer } {
  const hash = hashOfNik(work, nik)
  return { hash, sealed: sealAddress(work.secrets, placeOfEntry(work, hash), JSON.stringify(entry)) }
}
