import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Secrets } from '../../kernel/secrets.ts'

const version = 1

/** The certificate that a P12 belongs to; bound into the seal. */
interface SealPlace {
  tenant: string
  id: string
}

/** Seals a P12 with AES-256-GCM under the installation's key, so that whoever has the database alone cannot try passphrases on it. */
export function sealP12(secrets: Secrets, place: SealPlace, p12: Buffer): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', secrets.key('p12'), nonce).setAAD(boundTo(place))
  return Buffer.concat([Buffer.of(version), nonce, cipher.update(p12), cipher.final(), cipher.getAuthTag()])
}

/** Opens what `sealP12` made for the same certificate; throws if one bit of it, place or key differs. */
export function unsealP12(secrets: Secrets, place: SealPlace, sealed: Buffer): Buffer {
  if (sealed[0] !== version) throw new Error(`A sealed P12 has version ${sealed[0]}; this program knows ${version}.`)
  const decipher = createDecipheriv('aes-256-gcm', secrets.key('p12'), sealed.subarray(1, 13)).setAAD(boundTo(place))
  decipher.setAuthTag(sealed.subarray(-16))
  return Buffer.concat([decipher.update(sealed.subarray(13, -16)), decipher.final()])
}

function boundTo({ tenant, id }: SealPlace): Buffer {
  return Buffer.from(`${tenant}/${id}/p12`)
}
