import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Secrets } from '../../kernel/secrets.ts'

/** Whose address it is, and for which channel: bound into the seal. */
export interface AddressPlace {
  tenant: string
  ownerId: string
  channel: string
}

/** Seals an address (AES-256-GCM, fresh nonce: 12 bytes of nonce, the text, 16 of tag). */
export function sealAddress(secrets: Secrets, place: AddressPlace, address: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', secrets.key('nik-encryption'), nonce).setAAD(boundTo(place))
  return Buffer.concat([nonce, cipher.update(address, 'utf8'), cipher.final(), cipher.getAuthTag()])
}

/** Opens what `sealAddress` made for the same place; throws for any other. */
export function openAddress(secrets: Secrets, place: AddressPlace, sealed: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', secrets.key('nik-encryption'), sealed.subarray(0, 12)).setAAD(boundTo(place))
  decipher.setAuthTag(sealed.subarray(-16))
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString('utf8')
}

function boundTo(place: AddressPlace): Buffer {
  return Buffer.from(`address/${place.tenant}/${place.ownerId}/${place.channel}`)
}

/** The keyed hash by which an address is found again within its tenant. */
export function addressHash(secrets: Secrets, tenant: string, key: { channel: string; address: string }): Buffer {
  return secrets.mac('nik-lookup', `${tenant}/address/${key.channel}/${key.address}`)
}
