import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { databaseForThisTest, type TestDatabase } from '../../kernel/testing.ts'
import type { KeptCertificate } from './certificate.ts'
import { makeOffice, makePdf, now, order, passphrase } from './fixture-signing.ts'
import { issueCertificate } from './issue-certificate.ts'
import { p12Signer } from './p12-signer.ts'
import { readPdfSignature } from './pdf-signature.ts'
import { revokeCertificate } from './revoke-certificate.ts'
import { signDocument } from './sign-document.ts'
import { type Signer, SigningRefusal } from './signer.ts'

let database: TestDatabase
let office: Awaited<ReturnType<typeof makeOffice>>
let certificate: KeptCertificate
const pdf = await makePdf(1)
beforeEach(async () => {
  database = await databaseForThisTest()
  office = await makeOffice(database)
  certificate = await office.work((work) => issueCertificate(work, order))
})

const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
const sign = (words: string, at = now, signer: Signer = p12Signer(database.secrets)) =>
  signDocument(database, { tenant: 'sukamaju', actor: theSystem, now: at }, { signer, certificate, nik: '9908101712859001', pdf, passphrase: words, reason: 'Uji', place: 'Sukamaju', at })
const outcome = (signing: Promise<Buffer>) => signing.then(() => 'signed', (error: { code: string; why?: string; message: string }) => error.why ?? error.code)
const wrong = 'bukan ini 99'

test('signs, and forgets wrong tries after a right one', async () => {
  for (let round = 0; round < 3; round++) {
    for (let n = 0; n < 4; n++) expect(await outcome(sign(wrong))).toBe('wrong-passphrase')
    expect(readPdfSignature(await sign(passphrase))).toMatchObject({ intact: true })
  }
})

test('after five wrong tries within 15 minutes even the right passphrase waits, and then works again', async () => {
  for (let n = 0; n < 5; n++) expect(await outcome(sign(wrong, minutes(n)))).toBe('wrong-passphrase')
  const closed = await sign(passphrase, minutes(5)).catch((error: unknown) => error)
  expect(closed).toMatchObject({ code: 'too-many-tries', message: 'Frasa sandi sudah 5 kali salah. Demi keamanan, penandatanganan ditutup sementara; coba lagi dalam 10 menit.' })
  expect(await outcome(sign(passphrase, minutes(14)))).toBe('too-many-tries')
  expect(await outcome(sign(passphrase, minutes(15)))).toBe('signed')
})

test('twenty wrong tries at once are five tries', async () => {
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => outcome(sign(wrong))))
  expect(outcomes.filter((one) => one === 'wrong-passphrase')).toHaveLength(5)
  expect(outcomes.filter((one) => one === 'too-many-tries')).toHaveLength(15)
})

test('an outage costs no try, and no transaction is open while the signer works', async () => {
  const idle: number[] = []
  const away: Signer = {
    name: 'bsre', needs: 'nik',
    async sign() {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`.execute(database.owner.db)
      idle.push(rows[0]!.n)
      throw new SigningRefusal('unreachable', 'Tidak dapat dihubungi.')
    },
  }
  for (let n = 0; n < 8; n++) expect(await outcome(sign(passphrase, now, away))).toBe('unreachable')
  expect(idle).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
})

test('a NIK is counted under a keyed hash, never as it is', async () => {
  const deaf: Signer = { name: 'bsre', needs: 'nik', sign: () => Promise.reject(new SigningRefusal('wrong-passphrase', 'Salah.')) }
  await outcome(sign(wrong, now, deaf))
  const { rows } = await sql<{ subject: string; failures: number }>`select subject, failures from signing_try`.execute(database.owner.db)
  expect(rows).toEqual([{ subject: expect.stringMatching(/^nik\/[0-9a-f]{64}$/), failures: 1 }])
  expect(JSON.stringify(rows)).not.toContain('9908101712859001')
})

test('a certificate that was revoked meanwhile signs nothing, whatever the caller still holds', async () => {
  await office.work((work) => revokeCertificate(work, { certificateId: certificate.id, reason: 'Uji' }))
  expect(certificate.revokedAt).toBeUndefined()
  expect(await outcome(sign(passphrase))).toBe('revoked')
})

test('nobody signs without a certificate, or at BSrE without a NIK', async () => {
  const where = { tenant: 'sukamaju', actor: theSystem, now }
  const bare = { pdf, passphrase, reason: 'Uji', place: 'Sukamaju', at: now }
  const bsre: Signer = { name: 'bsre', needs: 'nik', sign: async () => pdf }
  await expect(signDocument(database, where, { ...bare, signer: p12Signer(database.secrets) })).rejects.toThrow('belum memiliki sertifikat')
  await expect(signDocument(database, where, { ...bare, signer: bsre })).rejects.toThrow('NIK penanda tangan belum diisi')
})
