import { generateKeyPair, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'
import forge from 'node-forge'
import type { Authority } from '../../kernel/authority-key.ts'
import { randomSerial } from '../../kernel/make-authority.ts'
import { type Fault, refuseInput } from '../../kernel/refusal.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { makeP12 } from './p12.ts'
import { passphraseFault, passphraseField } from './passphrase.ts'

export interface CertificateOrder {
  /** The official address; in small letters from here on. Whether its domain is right is the service's rule, checked before. */
  email: string
  commonName: string
  organisation: string
  /** Never kept, never logged. */
  passphrase: string
  validUntil: Date
  at: Date
}

/** A new key, its certificate, and both in a P12 under the passphrase; in no database yet. */
export interface KeyMaterial {
  serial: string
  email: string
  commonName: string
  organisation: string
  pem: string
  p12: Buffer
  notBefore: Date
  notAfter: Date
}

/**
 * Makes an RSA-2048 key and a certificate that the installation's authority signs. Half a second, most of it in the background: not for inside of a
 * transaction where that can be avoided. Refuses a weak passphrase, an address that is none and a time that the authority does not outlive, by
 * field.
 */
export async function makeKeyMaterial(secrets: Secrets, order: CertificateOrder): Promise<KeyMaterial> {
  const authority = await secrets.authority(order.at)
  const faults = orderFaults(order, authority)
  if (faults.length > 0) refuseInput(faults)
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const serial = randomSerial()
  const pem = makeCertificate({ ...order, serial, publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString() }, authority)
  const [certificate, root] = [new X509Certificate(pem), new X509Certificate(authority.certificatePem)]
  const p12 = await makeP12({ key: privateKey, certificate: certificate.raw, chain: [root.raw] }, order.passphrase)
  return {
    serial, pem, p12, email: order.email.toLowerCase(), commonName: order.commonName, organisation: order.organisation,
    notBefore: new Date(certificate.validFrom), notAfter: new Date(certificate.validTo),
  }
}

function orderFaults({ email, commonName, organisation, passphrase, validUntil, at }: CertificateOrder, authority: Authority): Fault[] {
  const faults: Fault[] = []
  const weak = passphraseFault(passphrase)
  if (weak) faults.push({ field: passphraseField, text: weak })
  const isAddress = /^[\w.+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(email) && email.length <= 254
  if (!isAddress) faults.push({ field: 'email', text: `“${email}” bukan alamat surel.` })
  if (commonName.trim() === '') faults.push({ field: 'commonName', text: 'Nama pemilik sertifikat belum diisi.' })
  if (organisation.trim() === '') faults.push({ field: 'organisation', text: 'Instansi pemilik sertifikat belum diisi.' })
  if (validUntil.getTime() <= at.getTime()) faults.push({ field: 'validUntil', text: 'Masa berlaku sertifikat harus berakhir sesudah hari ini.' })
  if (validUntil.getTime() > Date.parse(new X509Certificate(authority.certificatePem).validTo)) {
    faults.push({ field: 'validUntil', text: 'Masa berlaku sertifikat melampaui masa berlaku otoritas penerbitnya.' })
  }
  return faults
}

interface Subject extends CertificateOrder {
  serial: string
  publicKeyPem: string
}

function makeCertificate(subject: Subject, authority: Authority): string {
  const root = forge.pki.certificateFromPem(authority.certificatePem)
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.publicKeyFromPem(subject.publicKeyPem)
  certificate.serialNumber = subject.serial
  certificate.validity = { notBefore: subject.at, notAfter: subject.validUntil }
  certificate.setIssuer(root.subject.attributes)
  certificate.setSubject([
    { name: 'countryName', value: 'ID' },
    { name: 'organizationName', ...inUtf8(subject.organisation) },
    { name: 'commonName', ...inUtf8(subject.commonName) },
  ])
  certificate.setExtensions([
    { name: 'basicConstraints', critical: true, cA: false },
    { name: 'keyUsage', critical: true, digitalSignature: true, nonRepudiation: true },
    { name: 'extKeyUsage', emailProtection: true },
    { name: 'subjectAltName', altNames: [{ type: 1, value: subject.email.toLowerCase() }] },
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: root.generateSubjectKeyIdentifier().getBytes() },
  ])
  certificate.sign(forge.pki.privateKeyFromPem(authority.key.export({ type: 'pkcs1', format: 'pem' }).toString()), forge.md.sha256.create())
  return forge.pki.certificateToPem(certificate).replaceAll('\r', '')
}

/** X.509 allows 64 characters in a name; the whole of it is kept beside the certificate. */
function inUtf8(text: string) {
  return { value: [...text.trim()].slice(0, 64).join('') as never, valueTagClass: forge.asn1.Type.UTF8 as never }
}
