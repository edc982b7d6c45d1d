import { createCipheriv, createHmac, createPrivateKey, hash, type KeyObject, pbkdf2, randomBytes, X509Certificate } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import { promisify } from 'node:util'
import { der, type DerValue, integer, isOid, nothing, octets, oid, partAt, partsOf, readDer, sequence, setOf } from './der.ts'
import { oids } from './oids.ts'

// A guess costs about 40 ms of one processor on either way in. Fewer than the 600,000 that OWASP wants (2023), because the whole file is sealed
// once more.
const keyRounds = 210_000
const checkRounds = 210_000

export interface P12Content {
  key: KeyObject
  /** In DER. */
  certificate: Buffer
  /** Those that vouch for it, in DER. */
  chain: Buffer[]
}

/**
 * A PKCS#12 file (RFC 7292): the key under PBES2 with AES-256-CBC and PBKDF2-HMAC-SHA-256, the certificates in clear, a check code of HMAC-SHA-256.
 * OpenSSL, NSS and node-forge read it. `passphrase` is printable ASCII; waiting for it stops nobody else.
 */
export async function makeP12({ key, certificate, chain }: P12Content, passphrase: string): Promise<Buffer> {
  const keyId = setOf(sequence(oid(oids.localKeyId), setOf(octets(hash('sha1', certificate, 'buffer')))))
  const certBags = [certificate, ...chain].map((one, at) => sequence(
    oid(oids.certBag), der(0xa0, sequence(oid(oids.x509Certificate), der(0xa0, octets(one)))), ...(at === 0 ? [keyId] : []),
  ))
  const keyBag = sequence(oid(oids.shroudedKeyBag), der(0xa0, await lockKey(key, passphrase)), keyId)
  const safe = sequence(dataOf(sequence(...certBags)), dataOf(sequence(keyBag)))
  return sequence(integer(3), dataOf(safe), await checkOf(safe, passphrase))
}

/** ContentInfo of plain data. */
function dataOf(content: Buffer): Buffer {
  return sequence(oid(oids.data), der(0xa0, octets(content)))
}

async function lockKey(key: KeyObject, passphrase: string): Promise<Buffer> {
  const [salt, start] = [randomBytes(16), randomBytes(16)]
  const cipher = createCipheriv('aes-256-cbc', await promisify(pbkdf2)(passphrase, salt, keyRounds, 32, 'sha256'), start)
  const locked = Buffer.concat([cipher.update(key.export({ type: 'pkcs8', format: 'der' })), cipher.final()])
  const derivation = sequence(oid(oids.pbkdf2), sequence(octets(salt), integer(keyRounds), sequence(oid(oids.hmacWithSha256), nothing)))
  return sequence(sequence(oid(oids.pbes2), sequence(derivation, sequence(oid(oids.aes256), octets(start)))), octets(locked))
}

async function checkOf(safe: Buffer, passphrase: string): Promise<Buffer> {
  const salt = randomBytes(16)
  const code = createHmac('sha256', await checkKey(passphrase, salt)).update(safe).digest()
  return sequence(sequence(sequence(oid(oids.sha256), nothing), octets(code)), octets(salt), integer(checkRounds))
}

/** The key of the check code (RFC 7292, appendix B.2, purpose 3), in portions, so that others have their turn in between. */
async function checkKey(passphrase: string, salt: Buffer): Promise<Buffer> {
  const fill = (bytes: Buffer) => Buffer.alloc(Math.ceil(bytes.length / 64) * 64, bytes)
  const words = Buffer.from(`${passphrase}\0`, 'utf16le').swap16()
  let key = Buffer.concat([Buffer.alloc(64, 3), fill(salt), fill(words)])
  for (let round = 0; round < checkRounds; round++) {
    key = hash('sha256', key, 'buffer')
    if (round % 10_000 === 0) await breathe()
  }
  return key
}

/** What is in a P12; undefined where the passphrase is wrong. Throws where the file is no P12 of ours. */
export function openP12(p12: Buffer, passphrase: string): { key: KeyObject; certificates: X509Certificate[] } | undefined {
  const bags = partsOf(readDer(contentOf(partAt(readDer(p12), 1)))).flatMap((info) => partsOf(readDer(contentOf(info))))
  const certificates = bags.filter((bag) => isOid(partAt(bag, 0), oids.certBag)).map((bag) => new X509Certificate(certificateOf(bag)))
  const keyBag = bags.find((bag) => isOid(partAt(bag, 0), oids.shroudedKeyBag))
  if (!keyBag) throw new Error('P12: there is no key in it.')
  const key = unlock(partAt(keyBag, 1).content, passphrase)
  return key && certificates[0]?.checkPrivateKey(key) ? { key, certificates } : undefined
}

function contentOf(info: DerValue): Buffer {
  if (!isOid(partAt(info, 0), oids.data)) throw new Error('P12: a part is not plain data.')
  return partAt(partAt(info, 1), 0).content
}

function certificateOf(bag: DerValue): Buffer {
  return partAt(partAt(partAt(partAt(bag, 1), 0), 1), 0).content
}

function unlock(locked: Buffer, passphrase: string): KeyObject | undefined {
  try {
    return createPrivateKey({ key: locked, format: 'der', type: 'pkcs8', passphrase })
  } catch {
    return undefined
  }
}
