import { X509Certificate } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { makeTestDatabase, type TestDatabase, testSecrets } from '../../kernel/testing.ts'
import { inWork } from '../../kernel/work.ts'
import { certificateState, type KeptCertificate } from './certificate.ts'
import { certificatesOf, findCertificate, getCertificate } from './certificate-store.ts'
import { makeOffice, now, order, passphrase } from './fixture-signing.ts'
import { issueCertificate } from './issue-certificate.ts'
import { keepCertificate } from './keep-certificate.ts'
import { makeKeyMaterial } from './key-material.ts'
import { openP12 } from './p12.ts'
import { unsealP12 } from './p12-seal.ts'
import { findRenewable, renewCertificate } from './renew-certificate.ts'
import { revokeCertificate } from './revoke-certificate.ts'

let database: TestDatabase
let office: Awaited<ReturnType<typeof makeOffice>>
beforeAll(async () => {
  database = await makeTestDatabase()
  office = await makeOffice(database)
})
afterAll(() => database.close())

const later = new Date('2027-11-22T03:00:00Z')
const afterEnd = new Date('2028-11-22T03:00:01Z')
const renewal = { passphrase: 'Perahu baru 8', validUntil: new Date('2029-11-22T03:00:00Z'), at: later }
const refusal = (task: Promise<unknown>) => task.then(() => undefined, (error: unknown) => (error instanceof Refusal ? [error.code, error.message] : error))
let counter = 0
async function issued(): Promise<KeptCertificate> {
  counter++
  return await office.work((work) => issueCertificate(work, { ...order, email: `umpama${counter}@sukamaju.go.id` }))
}

describe('issuing', () => {
  test('gives an X.509 certificate for signing, that the installation’s authority signed', async () => {
    const person = '019a0000-0000-7000-8000-000000000001'
    const kept = await office.work((work) => issueCertificate(work, { ...order, personId: person }))
    const certificate = new X509Certificate(kept.pem)
    const root = new X509Certificate((await testSecrets.authority(now)).certificatePem)
    expect(certificate.toLegacyObject().subject).toMatchObject({ CN: 'Umpama Satu, S.Kom', O: 'Dinas Kominfo Sukamaju', C: 'ID' })
    expect([certificate.subjectAltName, certificate.ca, certificate.verify(root.publicKey), certificate.checkIssued(root)]).toEqual(['email:umpama.satu@sukamaju.go.id', false, true, true])
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.4'])
    expect(certificate.publicKey.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048, publicExponent: 65_537n })
    expect(certificate.serialNumber.toLowerCase()).toBe(kept.serial)
    expect(kept).toMatchObject({ email: 'umpama.satu@sukamaju.go.id', personId: person, notBefore: now, notAfter: order.validUntil })
    expect(await office.work((work) => findCertificate(work, { email: 'UMPAMA.satu@sukamaju.go.id' }))).toEqual(kept)
  })

  test('leaves neither passphrase nor readable key in the database', async () => {
    const kept = await issued()
    const { rows } = await sql<{ row: string }>`select to_jsonb(c)::text as row from certificate c where id = ${kept.id}`.execute(database.owner.db)
    expect(rows[0]!.row).not.toContain(passphrase)
    // What lies there is no P12: without the installation's key nobody can try a passphrase on it.
    expect(() => openP12(kept.sealedP12, passphrase)).toThrow()
    expect(openP12(unsealP12(testSecrets, kept, kept.sealedP12), passphrase)).toBeDefined()
  })

  test('a weak passphrase, an address that is none, an empty name and an end in the past are refused, each at its field', async () => {
    const wrong = office.work((work) => issueCertificate(work, { ...order, passphrase: 'lemah77', email: 'tanpa-at', commonName: ' ', validUntil: now }))
    const error = await wrong.catch((e: Refusal) => e)
    expect(error).toMatchObject({ code: 'bad-input', faults: [{ field: 'frasa-sandi' }, { field: 'email' }, { field: 'commonName' }, { field: 'validUntil' }] })
    expect((error as Refusal).message).not.toContain('lemah77')
    expect(await refusal(office.work((work) => issueCertificate(work, { ...order, validUntil: new Date('2050-01-01T00:00:00Z') })))).toEqual(['bad-input', expect.stringContaining('otoritas penerbitnya')])
  })

  test('an address with a certificate in force gets no second one; of ten at once one is made', async () => {
    const kept = await issued()
    const again = office.work((work) => issueCertificate(work, { ...order, email: kept.email }))
    expect(await refusal(again)).toEqual(['conflict', `Sertifikat untuk ${kept.email} masih berlaku sampai Rabu, 22 November 2028 pukul 11.00 WITA; ajukan perpanjangan atau pencabutan.`])
    const material = await makeKeyMaterial(testSecrets, { ...order, email: 'berebut@sukamaju.go.id' })
    const serials = Array.from({ length: 10 }, (_, n) => ({ ...material, serial: `${material.serial}${n}` }))
    const outcomes = await Promise.all(serials.map((one) => refusal(office.work((work) => keepCertificate(work, { material: one })))))
    expect(outcomes.filter((one) => one === undefined)).toHaveLength(1)
    expect(outcomes.filter((one) => Array.isArray(one) && one[0] === 'conflict')).toHaveLength(9)
  })

  test('one that comes into force between the look and the writing of another is not superseded by it', async () => {
    const material = await makeKeyMaterial(testSecrets, { ...order, email: 'beruntun@sukamaju.go.id' })
    let second: Promise<unknown> | undefined
    const first = await inWork({ db: database.owner.db, secrets: testSecrets }, { tenant: 'sukamaju', actor: theSystem, now }, async (work) => {
      // Lets the second look, but not write, until this work is committed.
      await sql`lock table certificate in share mode`.execute(work.db)
      const kept = await keepCertificate(work, { material })
      second = refusal(office.work((other) => keepCertificate(other, { material: { ...material, serial: `${material.serial}2` } })))
      await expect.poll(async () => (await sql<{ n: number }>`select count(*)::int as n from pg_locks where relation = 'certificate'::regclass and not granted`.execute(database.owner.db)).rows[0]!.n).toBe(1)
      return kept
    })
    expect(await second).toEqual(['conflict', expect.stringContaining('masih berlaku')])
    expect((await office.work((work) => getCertificate(work, first.id)))?.supersededAt).toBeUndefined()
  })

  test('after the old one has expired, or was revoked, a new one is issued', async () => {
    const [expired, revoked] = [await issued(), await issued()]
    await office.work((work) => revokeCertificate(work, { certificateId: revoked.id, reason: 'Kunci hilang' }))
    const anew = { ...order, validUntil: new Date('2030-11-22T03:00:00Z'), at: afterEnd }
    const second = await office.work((work) => issueCertificate(work, { ...anew, email: expired.email }), afterEnd)
    await office.work((work) => issueCertificate(work, { ...anew, email: revoked.email }), afterEnd)
    expect((await office.work((work) => findCertificate(work, { email: expired.email }), afterEnd))!.id).toBe(second.id)
    expect((await office.work((work) => certificatesOf(work, { email: revoked.email }))).map((one) => certificateState(one, afterEnd))).toEqual(['active', 'revoked'])
  })
})

describe('renewing', () => {
  test('makes a new key under a new passphrase for the same owner, and ends the old one', async () => {
    const old = await issued()
    const fresh = await office.work((work) => renewCertificate(work, { ...renewal, certificateId: old.id, organisation: 'Dinas Perhubungan Sukamaju' }), later)
    expect(fresh).toMatchObject({ email: old.email, commonName: old.commonName, organisation: 'Dinas Perhubungan Sukamaju', renewedFrom: old.id, notBefore: later, notAfter: renewal.validUntil })
    expect([openP12(unsealP12(testSecrets, fresh, fresh.sealedP12), passphrase), openP12(unsealP12(testSecrets, fresh, fresh.sealedP12), renewal.passphrase)]).toEqual([undefined, expect.anything()])
    expect(new X509Certificate(fresh.pem).publicKey.equals(new X509Certificate(old.pem).publicKey)).toBe(false)
    const before = (await office.work((work) => getCertificate(work, old.id)))!
    expect([certificateState(before, later), certificateState(fresh, later)]).toEqual(['superseded', 'active'])
    expect(await refusal(office.work((work) => renewCertificate(work, { ...renewal, certificateId: old.id }), later))).toEqual(['conflict', expect.stringContaining('sudah digantikan')])
  })

  test('is refused for one that has expired, with the day and what to do', async () => {
    const old = await issued()
    const text = 'Sertifikat sudah habis masa berlakunya pada Rabu, 22 November 2028 pukul 11.00 WITA; ajukan penerbitan baru.'
    expect(await refusal(office.work((work) => renewCertificate(work, { ...renewal, certificateId: old.id }), afterEnd))).toEqual(['too-late', text])
    expect(await refusal(office.work((work) => findRenewable(work, { email: old.email }), afterEnd))).toEqual(['too-late', text])
    const lastMoment = new Date('2028-11-22T03:00:00Z')
    expect((await office.work((work) => findRenewable(work, { email: old.email }), lastMoment)).id).toBe(old.id)
  })

  test('is refused for one that was revoked, or never was, or with a weak passphrase, and changes nothing', async () => {
    const [revoked, old] = [await issued(), await issued()]
    await office.work((work) => revokeCertificate(work, { certificateId: revoked.id, reason: 'Pindah tugas' }))
    expect(await refusal(office.work((work) => renewCertificate(work, { ...renewal, certificateId: revoked.id }), later))).toEqual(['conflict', expect.stringContaining('sudah dicabut pada Minggu, 22 November 2026')])
    expect(await refusal(office.work((work) => findRenewable(work, { email: 'tiada@sukamaju.go.id' })))).toEqual(['not-found', expect.stringContaining('ajukan penerbitan baru')])
    expect(await refusal(office.work((work) => renewCertificate(work, { ...renewal, certificateId: old.id, passphrase: 'lemah' }), later))).toEqual(['bad-input', expect.any(String)])
    expect(await office.work((work) => getCertificate(work, old.id))).toEqual(old)
  })
})

describe('revoking', () => {
  test('ends a certificate from that moment on, with its reason, once', async () => {
    const kept = await issued()
    const revoked = await office.work((work) => revokeCertificate(work, { certificateId: kept.id, reason: ' Berhenti ' }), later)
    expect(revoked).toMatchObject({ revokedAt: later, revokeReason: 'Berhenti' })
    expect(await office.work((work) => getCertificate(work, kept.id))).toEqual(revoked)
    expect(await office.work((work) => findCertificate(work, { email: kept.email }), later)).toBeUndefined()
    expect(await refusal(office.work((work) => revokeCertificate(work, { certificateId: kept.id, reason: 'Lagi' }), later))).toEqual(['conflict', expect.stringContaining('sudah dicabut')])
  })

  test('needs a reason, a certificate, and one that has not ended by itself', async () => {
    const kept = await issued()
    const revoke = (certificateId: string, reason: string, at: Date) => refusal(office.work((work) => revokeCertificate(work, { certificateId, reason }), at))
    expect(await revoke(kept.id, ' ', now)).toEqual(['bad-input', 'Tuliskan alasan pencabutan.'])
    expect(await revoke('019a0000-0000-7000-8000-00000000ffff', 'x', now)).toEqual(['not-found', expect.any(String)])
    expect(await revoke(kept.id, 'x', afterEnd)).toEqual(['too-late', expect.stringContaining('sudah habis')])
  })
})

test('another tenant sees, renews and revokes none of it, and can write nothing into it', async () => {
  const kept = await issued()
  const abroad = <T>(task: Parameters<typeof office.work<T>>[0]) => office.work(task, now, 'tetangga')
  expect(await abroad((work) => findCertificate(work, { email: kept.email }))).toBeUndefined()
  expect(await refusal(abroad((work) => renewCertificate(work, { ...renewal, certificateId: kept.id })))).toEqual(['not-found', expect.any(String)])
  expect(await refusal(abroad((work) => revokeCertificate(work, { certificateId: kept.id, reason: 'x' })))).toEqual(['not-found', expect.any(String)])
  const count = async (table: string) => (await abroad((work) => sql.raw<{ n: number }>(`select count(*)::int as n from ${table}`).execute(work.db))).rows[0]!.n
  expect([await count('certificate'), await count('signing_try')]).toEqual([0, 0])
  await expect(abroad((work) => sql`insert into signing_try values ('sukamaju', 'x', 9, now())`.execute(work.db))).rejects.toThrow('row-level security')
  await expect(office.work((work) => sql`update certificate set pem = ''`.execute(work.db))).rejects.toThrow('permission denied')
  await expect(office.work((work) => sql`delete from certificate`.execute(work.db))).rejects.toThrow('permission denied')
})
