import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { databaseForThisTest, testSecrets } from '../../kernel/testing.ts'
import { makeAuthority } from '../../kernel/make-authority.ts'
import { Secrets } from '../../kernel/secrets.ts'
import type { KeptCertificate } from './certificate.ts'
import { makeOffice, makePdf, now, order, passphrase } from './fixture-signing.ts'
import { issueCertificate } from './issue-certificate.ts'
import { makeKeyMaterial } from './key-material.ts'
import { sealP12 } from './p12-seal.ts'
import { p12Signer } from './p12-signer.ts'
import { readPdfSignature } from './pdf-signature.ts'
import { readSignature } from './read-signature.ts'
import { revokeCertificate } from './revoke-certificate.ts'

const place = { tenant: 'sukamaju', id: '01a' }
const sign = async (certificate: KeptCertificate, secrets = testSecrets) => p12Signer(secrets).sign({ pdf: await makePdf(), certificate, passphrase, reason: 'Uji', place: 'Sukamaju', at: now })
const material = await makeKeyMaterial(testSecrets, order)
const signed = await sign({ ...material, ...place, sealedP12: sealP12(testSecrets, place, material.p12) })

test('a PDF without a signature, or with bytes that are none, has none', async () => {
  expect(readPdfSignature(await makePdf())).toBeUndefined()
  expect(readPdfSignature(Buffer.alloc(0))).toBeUndefined()
  for (const text of ['/ByteRange [0 10 20 10] <00>', '/ByteRange [0 0 0 0]', `/ByteRange [0 28 34 0]xxxxxxx<3005>`, '/ByteRange [0 9999999999 9999999999 9999999999]']) {
    expect([text, readPdfSignature(Buffer.from(text))]).toEqual([text, undefined])
  }
})

test('one bit changed anywhere outside of the signature is seen', () => {
  const [start, end] = [signed.indexOf('/Contents <') + 10, signed.indexOf('>', signed.indexOf('/Contents <'))]
  const offsets = [12, 500, start - 40, end + 5, signed.length - 20]
  for (const at of offsets) {
    const changed = Buffer.from(signed)
    changed[at]! ^= 1
    expect([at, readPdfSignature(changed)?.intact ?? false]).toEqual([at, false])
  }
  expect(offsets.filter((at) => at > start && at < end)).toEqual([])
})

test('a signature with one digit changed, in the signer’s certificate, what is signed or the signature itself, is not intact', () => {
  const text = signed.toString('latin1')
  const own = text.indexOf(new X509Certificate(material.pem).raw.toString('hex'))
  const digest = text.indexOf('2a864886f70d010904', own)
  // What follows the last digit is only filling.
  const last = /[1-9a-f]0*>/g
  last.lastIndex = digest
  const places = [own + 900, digest + 40, last.exec(text)!.index]
  expect(places.every((at) => at > 0)).toBe(true)
  for (const at of places) {
    const changed = Buffer.from(signed)
    changed[at] = text[at] === '1' ? 0x32 : 0x31
    expect([at, readPdfSignature(changed)?.intact ?? false]).toEqual([at, false])
  }
})

test('what was added after signing is seen: the signature no longer covers the whole file', () => {
  const grown = Buffer.concat([signed, Buffer.from('\n1 0 obj\n<<>>\nendobj\n%%EOF\n')])
  expect(readPdfSignature(grown)).toMatchObject({ intact: true, coversWholeFile: false })
})

test('a signature moved over to another document is not intact', async () => {
  const other = await sign({ ...material, ...place, sealedP12: sealP12(testSecrets, place, material.p12) })
  const hex = (pdf: Buffer) => pdf.subarray(pdf.indexOf('/Contents <') + 11, pdf.indexOf('>', pdf.indexOf('/Contents <')))
  const changed = Buffer.from(other.toString('latin1').replace('595 842 ]', '595 843 ]'), 'latin1')
  expect(changed.equals(other)).toBe(false)
  hex(signed).copy(changed, changed.indexOf('/Contents <') + 11)
  expect(readPdfSignature(changed)).toMatchObject({ intact: false })
})

test('a certificate of ours is known again, with its revocation; one that only looks like it is not', async () => {
  const database = await databaseForThisTest()
  const office = await makeOffice(database)
  const kept = await office.work((work) => issueCertificate(work, order))
  const own = await sign(kept)
  expect(await office.work((work) => readSignature(work, own))).toEqual({
    signer: 'Umpama Satu, S.Kom', email: 'umpama.satu@sukamaju.go.id', serial: kept.serial, signedAt: now, coversWholeFile: true, intact: true, issuedHere: true,
  })
  // The same name, address and number, by an authority of somebody else's.
  const stranger = new Secrets(Buffer.alloc(32, 9), async (_secrets, at) => makeAuthority(at))
  const forged = await makeKeyMaterial(stranger, order)
  const foreign = await sign({ ...forged, ...place, sealedP12: sealP12(stranger, place, forged.p12) }, stranger)
  expect(await office.work((work) => readSignature(work, foreign))).toMatchObject({ signer: 'Umpama Satu, S.Kom', intact: true, issuedHere: false })
  expect(new X509Certificate(forged.pem).subject).toBe(new X509Certificate(kept.pem).subject)
  expect(await office.work((work) => readSignature(work, own), now, 'tetangga')).toMatchObject({ intact: true, issuedHere: false })
  await office.work((work) => revokeCertificate(work, { certificateId: kept.id, reason: 'Uji' }))
  expect(await office.work((work) => readSignature(work, own))).toMatchObject({ issuedHere: true, revokedAt: now })
  expect(await office.work(async (work) => readSignature(work, await makePdf()))).toBeUndefined()
})
