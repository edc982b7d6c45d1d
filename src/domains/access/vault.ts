import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Secrets } from '../../kernel/secrets.ts'

/** Whose text is sealed, and which text. It is bound into the seal, so that a sealed text opens nowhere else. */
export interface SealPlace {
  tenant: string
  personId: string
  what: 'nik' | 'phone' | 'former'
}

const version = 1

/** Seals a text with AES-256-GCM under a fresh nonce: one byte of version, 12 of nonce, the text, 16 of tag. */
export function seal(secrets: Secrets, place: SealPlace, text: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', secrets.key('nik-encryption'), nonce).setAAD(boundTo(place))
  return Buffer.concat([Buffer.of(version), nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
}

/** Opens what `seal` made for the same place; throws if one bit of text, place or key differs. */
export function unseal(secrets: Secrets, place: SealPlace, sealed: Buffer): string {
  if (sealed[0] !== version) throw new Error(`A sealed ${place.what} has version ${sealed[0]}; this program knows ${version}.`)
  const decipher = createDecipheriv('aes-256-gcm', secrets.key('nik-encryption'), sealed.subarray(1, 13)).setAAD(boundTo(place))
  decipher.setAuthTag(sealed.subarray(-16))
  return Buffer.concat([decipher.update(sealed.subarray(13, -16)), decipher.final()]).toString('utf8')
}

function boundTo(place: SealPlace): Buffer {
  return Buffer.from(`${place.tenant}/${place.personId}/${place.what}`)
}

/** The keyed hash by which a NIK or phone number is found again within its tenant, and nowhere else. */
export function lookupHash(secrets: Secrets, tenant: string, key: { what: SealPlace['what']; text: string }): Buffer {
  return secrets.mac('nik-lookup', `${tenant}/${key.what}/${key.text}`)
}
