import { type KeyObject, hash, sign, type X509Certificate } from 'node:crypto'
import { der, integer, nothing, octets, oid, partAt, partsOf, readDer, sequence, setOf } from './der.ts'
import { oids } from './oids.ts'

interface CmsOrder {
  /** What is signed; it is not carried along. */
  content: Buffer
  key: KeyObject
  certificate: X509Certificate
  chain: X509Certificate[]
}

/**
 * A detached CMS signature (RFC 5652) as PAdES-B-B wants it (EN 319 142-1): SHA-256 with RSA; signed attributes content-type, message-digest and
 * signing-certificate-v2, which nails it to this very certificate; no signing-time, since the PDF itself says it.
 */
export function makeCms({ content, key, certificate, chain }: CmsOrder): Buffer {
  const sha256 = sequence(oid(oids.sha256))
  // ESSCertIDv2: SHA-256 is its default and left out.
  const certificateId = sequence(sequence(sequence(octets(hash('sha256', certificate.raw, 'buffer')))))
  const attributes = [
    sequence(oid(oids.contentType), setOf(oid(oids.data))),
    sequence(oid(oids.messageDigest), setOf(octets(hash('sha256', content, 'buffer')))),
    sequence(oid(oids.signingCertificateV2), setOf(certificateId)),
  ].toSorted(Buffer.compare)
  // Signed as a SET, carried as [0].
  const signature = sign('sha256', setOf(...attributes), key)
  const signer = sequence(
    integer(1), issuerAndSerial(certificate), sha256, der(0xa0, ...attributes), sequence(oid(oids.rsa), nothing), octets(signature),
  )
  const certificates = der(0xa0, certificate.raw, ...chain.map((one) => one.raw))
  return sequence(oid(oids.signedData), der(0xa0, sequence(integer(1), setOf(sha256), sequence(oid(oids.data)), certificates, setOf(signer))))
}

/** The issuer's name and the certificate's number, byte by byte as they stand in the certificate. */
export function issuerAndSerial(certificate: X509Certificate): Buffer {
  const parts = partsOf(partAt(readDer(certificate.raw), 0))
  const serialAt = parts[0]!.tag === 0xa0 ? 1 : 0
  return sequence(parts[serialAt + 2]!.whole, parts[serialAt]!.whole)
}
