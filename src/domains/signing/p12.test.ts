import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import forge from 'node-forge'
import { describe, expect, onTestFinished, test } from 'vitest'
import { testSecrets } from '../../kernel/testing.ts'
import { hasProgram, order, passphrase } from './fixture-signing.ts'
import { makeKeyMaterial } from './key-material.ts'
import { makeP12, openP12 } from './p12.ts'
import { sealP12, unsealP12 } from './p12-seal.ts'

const material = await makeKeyMaterial(testSecrets, order)
const withOpenssl = await hasProgram('openssl')

describe('a P12', () => {
  test('opens with its passphrase, holds the key of its certificate and the authority that vouches for it', async () => {
    const opened = openP12(material.p12, passphrase)!
    const root = new X509Certificate((await testSecrets.authority(order.at)).certificatePem)
    expect(opened.certificates.map((one) => one.raw)).toEqual([new X509Certificate(material.pem).raw, root.raw])
    expect(opened.certificates[0]!.checkPrivateKey(opened.key)).toBe(true)
    expect(opened.certificates[0]!.verify(root.publicKey)).toBe(true)
  })

  test('does not open with another passphrase, not even one that is nearly right', () => {
    for (const wrong of ['', ' ', passphrase.toLowerCase(), `${passphrase} `, passphrase.slice(0, -1), 'é'.repeat(2000)]) expect(openP12(material.p12, wrong)).toBeUndefined()
  })

  test('with the key of another certificate does not open', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    expect(openP12(await makeP12({ key: privateKey, certificate: new X509Certificate(material.pem).raw, chain: [] }, passphrase), passphrase)).toBeUndefined()
  })

  test('holds no readable key', () => {
    expect(material.p12.includes(openP12(material.p12, passphrase)!.key.export({ type: 'pkcs8', format: 'der' }).subarray(-200))).toBe(false)
    expect(() => openP12(Buffer.from('bukan P12'), passphrase)).toThrow('DER')
  })

  test('is read by node-forge, its check code too', () => {
    const read = (words: string) => forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(material.p12.toString('binary')), true, words)
    const bags = read(passphrase).getBags({ bagType: forge.pki.oids.pkcs8ShroudedKeyBag! })[forge.pki.oids.pkcs8ShroudedKeyBag!]
    expect(bags).toHaveLength(1)
    expect(() => read('salah semua 1')).toThrow('MAC could not be verified')
  })

  test.skipIf(!withOpenssl)('is read by OpenSSL (skipped where it is not installed)', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tanggap-p12-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, 'a.p12'), material.p12)
    const read = (words: string) => execFileSync('openssl', ['pkcs12', '-in', join(folder, 'a.p12'), '-info', '-nodes', '-passin', `pass:${words}`], { encoding: 'utf8', stdio: 'pipe' })
    expect(read(passphrase).match(/-----BEGIN [A-Z ]+-----/g)).toEqual(['-----BEGIN CERTIFICATE-----', '-----BEGIN CERTIFICATE-----', '-----BEGIN PRIVATE KEY-----'])
    expect(() => read('salah semua 1')).toThrow(/invalid password|Mac verify error/i)
  })
})

describe('the seal around it', () => {
  const place = { tenant: 'sukamaju', id: '01a' }
  test('opens for the same certificate of the same tenant only', () => {
    const sealed = sealP12(testSecrets, place, material.p12)
    expect(unsealP12(testSecrets, place, sealed)).toEqual(material.p12)
    expect(sealed.includes(new X509Certificate(material.pem).raw)).toBe(false)
    expect(() => unsealP12(testSecrets, { ...place, id: '01b' }, sealed)).toThrow()
    expect(() => unsealP12(testSecrets, { ...place, tenant: 'tetangga' }, sealed)).toThrow()
    sealed[40]! ^= 1
    expect(() => unsealP12(testSecrets, place, sealed)).toThrow()
  })
})
