import { constants, hash, verify, type VerifyKeyObjectInput, X509Certificate } from 'node:crypto'
import { issuerAndSerial } from './cms.ts'
import { type DerValue, isOid, partAt, partsOf, readDer, setOf } from './der.ts'
import { oids } from './oids.ts'

export interface CmsReading {
  certificate: X509Certificate
  /** Whether the signature is that of the certificate's key over this very content. */
  intact: boolean
  signingTime?: Date
}

/**
 * Reads a detached CMS signature of one signer over `content` and checks it: the digest of the content, the signature over the attributes, and that
 * the attribute signing-certificate-v2, where there is one, names the same certificate. Throws where the bytes are no such thing. Trust is another's
 * question.
 */
export function readCms(cms: Buffer, content: Buffer): CmsReading {
  const signedData = partAt(partAt(readDer(cms), 1), 0)
  const parts = partsOf(signedData)
  const certificates = parts.filter((part) => part.tag === 0xa0).flatMap((part) => partsOf(part).map((one) => new X509Certificate(one.whole)))
  const signerInfo = partAt(parts.at(-1)!, 0)
  const [, signerId, digestAlgorithm, signed, signatureAlgorithm, signature] = partsOf(signerInfo)
  if (signed?.tag !== 0xa0 || !signatureAlgorithm || !signature) throw new Error('CMS: a signature without signed attributes.')
  const certificate = certificates.find((one) => signerId!.whole.equals(issuerAndSerial(one)))
  if (!certificate) throw new Error('CMS: the signer’s certificate is not in it.')
  const algorithm = digestName(digestAlgorithm!)
  const value = (type: string) => attributeOf(signed, type)
  const digest = value(oids.messageDigest)?.content
  const right = digest?.equals(hash(algorithm, content, 'buffer')) === true && namesCertificate(value(oids.signingCertificateV2), certificate)
  const key = keyOf(certificate, isOid(partAt(signatureAlgorithm, 0), oids.rsaPss))
  const time = value(oids.signingTime)
  return {
    certificate,
    intact: right && verify(algorithm, setOf(...partsOf(signed).map((part) => part.whole)), key, signature.content),
    ...(time && { signingTime: readTime(time) }),
  }
}

function digestName(algorithm: DerValue): 'sha256' | 'sha384' | 'sha512' {
  const name = (['sha256', 'sha384', 'sha512'] as const).find((one) => isOid(partAt(algorithm, 0), oids[one]))
  if (!name) throw new Error('CMS: a digest that is not trusted, or not known.')
  return name
}

function keyOf({ publicKey: key }: X509Certificate, pss: boolean): VerifyKeyObjectInput {
  return pss ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO } : { key }
}

function attributeOf(attributes: DerValue, type: string): DerValue | undefined {
  const found = partsOf(attributes).find((attribute) => isOid(partAt(attribute, 0), type))
  return found && partAt(partAt(found, 1), 0)
}

/** Of the first ESSCertIDv2; one with another digest than SHA-256 begins with its algorithm and is not compared. */
function namesCertificate(attribute: DerValue | undefined, certificate: X509Certificate): boolean {
  if (!attribute) return true
  const first = partAt(partAt(partAt(attribute, 0), 0), 0)
  return first.tag !== 0x04 || first.content.equals(hash('sha256', certificate.raw, 'buffer'))
}

/** UTCTime or GeneralizedTime, both in UTC. */
function readTime({ tag, content }: DerValue): Date {
  const text = content.toString('latin1')
  const full = tag === 0x17 ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(full) ?? []
  if (!second) throw new Error('CMS: a signing time that is none.')
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}
