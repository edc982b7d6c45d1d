import { execFileSync } from 'node:child_process'
import { hash, verify, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractSignature } from '@signpdf/utils'
import forge from 'node-forge'
import { PDFDocument } from 'pdf-lib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { testSecrets } from '../../kernel/testing.ts'
import type { KeptCertificate } from './certificate.ts'
import { hasProgram, makePdf, now, order, passphrase } from './fixture-signing.ts'
import { makeKeyMaterial } from './key-material.ts'
import { sealP12 } from './p12-seal.ts'
import { p12Signer } from './p12-signer.ts'
import { readPdfSignature } from './pdf-signature.ts'
import type { SignOrder, SigningRefusal } from './signer.ts'

const place = { tenant: 'sukamaju', id: '01a' }
const material = await makeKeyMaterial(testSecrets, order)
const certificate: KeptCertificate = { ...material, ...place, sealedP12: sealP12(testSecrets, place, material.p12) }
const signer = p12Signer(testSecrets)
const draft: SignOrder = { pdf: await makePdf(), certificate, passphrase, reason: 'Surat balasan (Plt.) – “sah” \\ benar', place: 'Sukamaju', at: now }
const signed = await signer.sign(draft)
const [withPoppler, withOpenssl] = [await hasProgram('pdfsig'), await hasProgram('openssl')]

function folderWith(files: Record<string, Buffer | string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tanggap-sign-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}

const refusal = (change: Partial<SignOrder>) => signer.sign({ ...draft, ...change }).then(() => undefined, (error: SigningRefusal) => [error.why, error.message])

describe('a signed PDF', () => {
  test('is a PAdES signature: its digest, its RSA signature and its signing-certificate-v2 are right', () => {
    const { signature, signedData } = extractSignature(signed)
    // Read by node-forge, which had no part in making it.
    const cms = forge.pkcs7.messageFromAsn1(forge.asn1.fromDer(signature, { parseAllBytes: false } as never)) as unknown as {
      rawCapture: { authenticatedAttributes: forge.asn1.Asn1[]; signature: string }
    }
    const attributes = new Map(cms.rawCapture.authenticatedAttributes.map((one) => {
      const [type, values] = one.value as forge.asn1.Asn1[]
      return [forge.asn1.derToOid(type!.value as string), (values!.value as forge.asn1.Asn1[])[0]!]
    }))
    expect([...attributes.keys()].toSorted()).toEqual(['1.2.840.113549.1.9.16.2.47', '1.2.840.113549.1.9.3', '1.2.840.113549.1.9.4'])
    expect(Buffer.from(attributes.get('1.2.840.113549.1.9.4')!.value as string, 'binary')).toEqual(hash('sha256', signedData, 'buffer'))
    const own = new X509Certificate(certificate.pem)
    expect(forge.asn1.toDer(attributes.get('1.2.840.113549.1.9.16.2.47')!).getBytes()).toContain(hash('sha256', own.raw, 'buffer').toString('binary'))
    const set = forge.asn1.create(forge.asn1.Class.UNIVERSAL, forge.asn1.Type.SET, true, cms.rawCapture.authenticatedAttributes)
    const [tbs, value] = [Buffer.from(forge.asn1.toDer(set).getBytes(), 'binary'), Buffer.from(cms.rawCapture.signature, 'binary')]
    expect(verify('sha256', tbs, own.publicKey, value)).toBe(true)
    expect(signed.includes('/SubFilter /ETSI.CAdES.detached')).toBe(true)
  })

  test('tells who signed, when, and that it is whole', () => {
    expect(readPdfSignature(signed)).toEqual({
      signer: 'Umpama Satu, S.Kom', email: 'umpama.satu@sukamaju.go.id', serial: certificate.serial, signedAt: now, coversWholeFile: true, intact: true,
      certificate: new X509Certificate(certificate.pem).raw,
    })
  })

  test('opens as before, with its pages; reason and place read as they were written', async () => {
    const document = await PDFDocument.load(signed, { updateMetadata: false })
    expect(document.getPageCount()).toBe(2)
    expect(signed.includes('/Location (Sukamaju)')).toBe(true)
    const octal = /\/Reason \(((?:\\\d{3})+)\)/.exec(signed.toString('latin1'))![1]!
    const bytes = Buffer.from(octal.match(/\d{3}/g)!.map((digits) => Number.parseInt(digits, 8)))
    expect(bytes.subarray(2).swap16().toString('utf16le')).toBe(draft.reason)
  })

  test('has the same bytes when the same is signed again', async () => {
    expect((await signer.sign(draft)).equals(signed)).toBe(true)
  })

  test.skipIf(!withPoppler)('is valid to poppler’s pdfsig; with one byte changed it is not (skipped where poppler-utils is not installed)', () => {
    const changed = Buffer.from(signed)
    changed[changed.indexOf('/MediaBox') + 12]! ^= 1
    const folder = folderWith({ 'good.pdf': signed, 'bad.pdf': changed })
    const say = (name: string) => execFileSync('pdfsig', ['-nocert', join(folder, name)], { encoding: 'utf8' })
    expect(say('good.pdf')).toContain('Signature is Valid')
    expect(say('good.pdf')).toContain('Total document signed')
    expect(say('good.pdf')).toContain('ETSI.CAdES.detached')
    expect(say('bad.pdf')).toContain('Digest Mismatch')
  })

  test.skipIf(!withOpenssl)('is valid to OpenSSL up to the authority, as CAdES; under another authority it is not (skipped where OpenSSL is not installed)', async () => {
    const { signature, signedData } = extractSignature(signed)
    const { makeAuthority } = await import('../../kernel/make-authority.ts')
    const folder = folderWith({
      'cms.der': Buffer.from(signature, 'binary'), content: signedData, 'ca.pem': (await testSecrets.authority(now)).certificatePem, 'other.pem': (await makeAuthority(now)).certificatePem,
    })
    const check = (root: string) => execFileSync('openssl', [
      'cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', join(folder, 'cms.der'), '-content', join(folder, 'content'), '-CAfile', join(folder, root), '-out', join(folder, 'out'),
      '-attime', String(now.getTime() / 1000),
    ], { encoding: 'utf8', stdio: 'pipe' })
    expect(() => check('ca.pem')).not.toThrow()
    expect(() => check('other.pem')).toThrow(/certificate verify error|unable to get/i)
  })
})

describe('signing is refused', () => {
  test('with a wrong passphrase, in words that do not repeat it', async () => {
    const error = await signer.sign({ ...draft, passphrase: 'bukan ini 99' }).catch((e: SigningRefusal) => e)
    expect(error).toMatchObject({ why: 'wrong-passphrase', code: 'bad-input', faults: [{ field: 'frasa-sandi', text: expect.stringContaining('Frasa sandi salah.') }] })
    expect(JSON.stringify([error, (error as Error).message, (error as Error).stack])).not.toContain('bukan ini')
  })

  test('with a certificate that has expired, was revoked or superseded, or is none', async () => {
    expect(await refusal({ at: new Date('2028-11-22T03:00:01Z') })).toEqual(['expired', expect.stringContaining('Rabu, 22 November 2028')])
    expect(await refusal({ certificate: { ...certificate, revokedAt: now, revokeReason: 'Pindah' } })).toEqual(['revoked', expect.stringContaining('sudah dicabut')])
    expect(await refusal({ certificate: { ...certificate, supersededAt: now } })).toEqual(['refused', expect.stringContaining('digantikan')])
    expect(await refusal({ at: new Date('2026-11-21T00:00:00Z') })).toEqual(['refused', expect.stringContaining('baru berlaku')])
    const { certificate: _, ...none } = draft
    await expect(signer.sign(none)).rejects.toThrow('belum memiliki sertifikat')
  })

  test('for a PDF that is signed already, is none, or is locked', async () => {
    expect(await refusal({ pdf: signed })).toEqual(['refused', expect.stringContaining('sudah ditandatangani')])
    expect(await refusal({ pdf: Buffer.from('bukan PDF') })).toEqual(['refused', expect.stringContaining('tidak dapat dibaca')])
    const locked = Buffer.from((await makePdf()).toString('latin1').replace('trailer\n<<', 'trailer\n<< /Encrypt 1 0 R').replace('/Type /XRef', '/Type /XRef /Encrypt 1 0 R'), 'latin1')
    expect(await refusal({ pdf: locked })).toEqual(['refused', expect.stringContaining('tidak dapat dibaca')])
  })

  test('where the P12 belongs to another certificate', async () => {
    await expect(signer.sign({ ...draft, certificate: { ...certificate, id: '01b' } })).rejects.toThrow()
  })
})
