import { generateKeyPair, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import forge from 'node-forge'
import type { Authority } from './authority-key.ts'

const years = 20

/**
 * A new root: RSA-3072 and a self-signed certificate for 20 years. It begins a year before `at`, so that certificates of a history that was brought
 * in later, or of a clock that runs behind, lie within it.
 */
export async function makeAuthority(at: Date): Promise<Authority> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 3072 })
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey.export({ type: 'spki', format: 'pem' }).toString())
  certificate.serialNumber = randomSerial()
  certificate.validity = { notBefore: addYears(at, -1), notAfter: addYears(at, years) }
  const name: forge.pki.CertificateField[] = [
    { name: 'countryName', value: 'ID' },
    { name: 'organizationName', value: `Instalasi Tanggap ${randomBytes(4).toString('hex')}` },
    { name: 'commonName', value: 'Otoritas Sertifikat Tanggap' },
  ]
  certificate.setSubject(name)
  certificate.setIssuer(name)
  certificate.setExtensions([
    { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
    { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
    { name: 'subjectKeyIdentifier' },
  ])
  certificate.sign(forge.pki.privateKeyFromPem(privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()), forge.md.sha256.create())
  return { certificatePem: forge.pki.certificateToPem(certificate).replaceAll('\r', ''), key: privateKey }
}

/** A certificate's number: 16 random bytes, positive as X.509 wants them, in hexadecimal. */
export function randomSerial(): string {
  const bytes = randomBytes(16)
  bytes[0] = (bytes[0]! & 0x3f) | 0x40
  return bytes.toString('hex')
}

function addYears(at: Date, count: number): Date {
  const moved = new Date(at)
  moved.setUTCFullYear(moved.getUTCFullYear() + count)
  return moved
}
