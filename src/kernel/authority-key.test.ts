import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readAuthority } from './authority-key.ts'
import { ConfigError, readConfig } from './config.ts'
import { keptAuthority } from './kept-authority.ts'
import { makeAuthority } from './make-authority.ts'
import { Secrets } from './secrets.ts'

const at = new Date('2026-11-22T03:00:00Z')
const sealing = Buffer.alloc(32, 5)

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tanggap-authority-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

test('the authority is made at the first need, by two processes at once the same, and is the same at the next start', async () => {
  const folder = join(emptyFolder(), 'data')
  const [one, other] = await Promise.all([keptAuthority(folder, sealing, at), keptAuthority(folder, sealing, at)])
  expect(one.certificatePem).toBe(other.certificatePem)
  expect((await keptAuthority(folder, sealing, new Date('2027-01-01T00:00:00Z'))).certificatePem).toBe(one.certificatePem)
  expect(readdirSync(folder)).toEqual(['authority.pem'])
  const root = new X509Certificate(one.certificatePem)
  expect([root.ca, root.verify(root.publicKey), root.checkPrivateKey(one.key)]).toEqual([true, true, true])
  expect([new Date(root.validFrom).toISOString(), new Date(root.validTo).toISOString()]).toEqual(['2025-11-22T03:00:00.000Z', '2046-11-22T03:00:00.000Z'])
})

test('only its owner may read the file, and the key in it opens with the master key only', async () => {
  const folder = emptyFolder()
  await keptAuthority(folder, sealing, at)
  const file = join(folder, 'authority.pem')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readFileSync(file, 'utf8')).toContain('-----BEGIN ENCRYPTED PRIVATE KEY-----')
  await expect(keptAuthority(folder, Buffer.alloc(32, 6), at)).rejects.toThrow('TANGGAP_MASTER_KEY sudah lain')
})

test('a damaged file is an error that says what to do, and is not overwritten', async () => {
  for (const damaged of ['', '-----BEGIN CERTIFICATE-----\nxx\n-----END CERTIFICATE-----\n']) {
    const folder = emptyFolder()
    writeFileSync(join(folder, 'authority.pem'), damaged)
    await expect(keptAuthority(folder, sealing, at)).rejects.toThrow('authority.pem rusak')
    expect(readFileSync(join(folder, 'authority.pem'), 'utf8')).toBe(damaged)
  }
})

test('a pair that is none, a key too short and a certificate that may not sign others are refused', async () => {
  const [one, other] = [await makeAuthority(at), await makeAuthority(at)]
  const pem = (key: typeof one.key) => key.export({ type: 'pkcs8', format: 'pem' }).toString()
  expect(readAuthority(`${pem(one.key)}${one.certificatePem}`).certificatePem).toBe(one.certificatePem)
  expect(() => readAuthority(`${pem(other.key)}${one.certificatePem}`)).toThrow('bukan pasangan')
  expect(() => readAuthority(one.certificatePem)).toThrow('satu kunci privat dan satu sertifikat')
})

test('an authority may be given by the environment; a wrong one is named with the other faults', async () => {
  const { key, certificatePem } = await makeAuthority(at)
  const given = Buffer.from(`${key.export({ type: 'pkcs8', format: 'pem' })}${certificatePem}`).toString('base64')
  const config = readConfig({ TANGGAP_DATA: emptyFolder(), TANGGAP_AUTHORITY: given })
  expect((await config.secrets.authority(at)).certificatePem).toBe(certificatePem)
  const wrong = () => readConfig({ TANGGAP_DATA: emptyFolder(), TANGGAP_AUTHORITY: 'eHg=', PORT: 'x' })
  expect(wrong).toThrow(ConfigError)
  expect(wrong).toThrow(/PORT[\s\S]*TANGGAP_AUTHORITY: harus berisi satu kunci privat/)
})

test('without a setting it is kept under the data folder; asked twice, it is made once', async () => {
  const folder = emptyFolder()
  const { secrets } = readConfig({ TANGGAP_DATA: folder })
  const [one, other] = await Promise.all([secrets.authority(at), secrets.authority(at)])
  expect(other).toBe(one)
  expect(readdirSync(folder).toSorted()).toEqual(['authority.pem', 'master-key'])
  const publicKey = createPublicKey(createPrivateKey(one.key.export({ type: 'pkcs8', format: 'pem' })))
  expect(publicKey.equals(new X509Certificate(one.certificatePem).publicKey)).toBe(true)
})

test('secrets without a source have no authority, rather than one that nobody keeps', () => {
  expect(() => new Secrets(Buffer.alloc(32, 1)).authority(at)).toThrow('without a certificate authority')
})
