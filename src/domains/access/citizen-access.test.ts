import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { inWork } from '../../kernel/work.ts'
import { accessForThisTest, browse, dumpAll, minutesLater, siti, testNow } from './access-testing.ts'
import { findPersonByPhone, findPhone, getPerson } from './person-store.ts'
import { tidyAccess } from './tidy-access.ts'

async function refusalOf(task: Promise<unknown>): Promise<Refusal> {
  const error = await task.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Refusal)) throw new Error('expected a refusal', { cause: error })
  return error
}

test('who registers is signed in, and is shown in masked form only', async () => {
  const { database, access } = await accessForThisTest()
  const { personId, cookies } = await access.registerCitizen('bengkalis', siti, testNow)
  expect(await access.findSession('bengkalis', browse(cookies))).toEqual({ kind: 'citizen', personId, name: 'Siti Contoh' })
  expect(cookies[0]).toMatch(/; HttpOnly/)
  await inWork(database, { tenant: 'bengkalis', actor: theSystem }, async (work) => {
    expect(await getPerson(work, personId)).toEqual({
      id: personId,
      name: 'Siti Contoh',
      nikMasked: '1403••••••••••01',
      phoneMasked: '+62812•••••123',
      address: null,
      erasedAt: null,
      registeredAt: testNow,
    })
    expect(await findPhone(work, personId)).toBe('+6281200000123')
    expect((await findPersonByPhone(work, '+6281200000123'))?.id).toBe(personId)
  })
})

test('every fault of the form is told at once, each at its field', async () => {
  const { access } = await accessForThisTest()
  const refusal = await refusalOf(access.registerCitizen('bengkalis', { name: ' ', nik: '123', phone: '07', password: 'pendek' }, testNow))
  expect(refusal.code).toBe('bad-input')
  expect(refusal.faults.map((fault) => fault.field)).toEqual(['nama', 'nik', 'telepon', 'sandi'])
})

test('a NIK and a phone number register once in a tenant, and again in another', async () => {
  const { database, access } = await accessForThisTest()
  await access.registerCitizen('bengkalis', siti, testNow)
  const again = await refusalOf(access.registerCitizen('bengkalis', { ...siti, name: 'Orang Lain' }, testNow))
  expect(again.faults.map((fault) => fault.field)).toEqual(['nik', 'telepon'])
  expect(again.message).not.toContain('Siti')
  await access.registerCitizen('lumajang', siti, testNow)
  expect((await sql`select tenant_id from person order by tenant_id`.execute(database.owner.db)).rows).toEqual([
    { tenant_id: 'bengkalis' },
    { tenant_id: 'lumajang' },
  ])
})

test('of two who register one NIK at the same moment, one is refused and leaves no account', async () => {
  const { database, access } = await accessForThisTest()
  const both = await Promise.allSettled([
    access.registerCitizen('bengkalis', siti, testNow),
    access.registerCitizen('bengkalis', { ...siti, phone: '081200000999' }, testNow),
  ])
  expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(both).toContainEqual({ status: 'rejected', reason: expect.objectContaining({ faults: [expect.objectContaining({ field: 'nik' })] }) })
  expect((await sql`select 1 from auth."user"`.execute(database.owner.db)).rows).toHaveLength(1)
})

test('a registration that died half-way does not block the NIK, and its account is swept away', async () => {
  const { database, access } = await accessForThisTest()
  await access.registerCitizen('bengkalis', siti, testNow)
  await sql`delete from person`.execute(database.owner.db)
  const { personId, cookies } = await access.registerCitizen('bengkalis', siti, testNow)
  await inWork(database, { tenant: 'bengkalis', actor: theSystem, now: minutesLater(30) }, tidyAccess)
  expect((await sql`select 1 from auth."user"`.execute(database.owner.db)).rows).toHaveLength(2)
  await inWork(database, { tenant: 'bengkalis', actor: theSystem, now: minutesLater(120) }, tidyAccess)
  expect((await sql`select holder_id from auth."user"`.execute(database.owner.db)).rows).toEqual([{ holder_id: personId }])
  expect(await access.findSession('bengkalis', browse(cookies))).toMatchObject({ personId })
})

test('a citizen signs in by NIK or by phone number', async () => {
  const { access } = await accessForThisTest()
  const { personId } = await access.registerCitizen('bengkalis', siti, testNow)
  for (const nikOrPhone of ['1403015708909001', '1403 0157 0890 9001', '081200000123', '+62 812 0000 0123']) {
    const cookies = await access.signInCitizen('bengkalis', { nikOrPhone, password: siti.password }, testNow)
    expect(await access.findSession('bengkalis', browse(cookies))).toMatchObject({ kind: 'citizen', personId })
  }
})

test('a wrong password, an unknown NIK, another tenant and nonsense are refused in the same words', async () => {
  const { access } = await accessForThisTest()
  await access.registerCitizen('bengkalis', siti, testNow)
  const tries = [
    access.signInCitizen('bengkalis', { nikOrPhone: siti.nik, password: 'bukan-sandinya' }, testNow),
    access.signInCitizen('bengkalis', { nikOrPhone: '1403015708909002', password: siti.password }, testNow),
    access.signInCitizen('lumajang', { nikOrPhone: siti.nik, password: siti.password }, testNow),
    access.signInCitizen('bengkalis', { nikOrPhone: "' or 1=1 --", password: siti.password }, testNow),
    access.signInCitizen('bengkalis', { nikOrPhone: siti.nik, password: 'x'.repeat(1000) }, testNow),
    access.signInCitizen('bengkalis', { nikOrPhone: siti.nik, password: '' }, testNow),
  ]
  const text = 'NIK atau nomor telepon dan kata sandi tidak cocok. Periksa keduanya, lalu coba lagi.'
  for (const refusal of await Promise.all(tries.map(refusalOf))) {
    expect({ code: refusal.code, faults: refusal.faults }).toEqual({ code: 'bad-input', faults: [{ field: 'masuk', text }] })
  }
})

test('after ten wrong passwords the account rests for the remainder of 15 minutes, whichever name is typed', async () => {
  const { access } = await accessForThisTest()
  await access.registerCitizen('bengkalis', siti, testNow)
  for (let n = 0; n < 10; n++) {
    const nikOrPhone = n % 2 === 0 ? siti.nik : siti.phone
    expect((await refusalOf(access.signInCitizen('bengkalis', { nikOrPhone, password: 'salah-sandi' }, minutesLater(n / 2)))).code).toBe('bad-input')
  }
  const right = { nikOrPhone: siti.nik, password: siti.password }
  const rests = await refusalOf(access.signInCitizen('bengkalis', right, minutesLater(6)))
  expect(rests.code).toBe('too-many-tries')
  expect(rests.faults).toEqual([{ field: 'masuk', text: 'Terlalu banyak percobaan yang salah. Coba lagi dalam 9 menit.' }])
  expect((await refusalOf(access.signInCitizen('bengkalis', right, minutesLater(14.9)))).code).toBe('too-many-tries')
  expect(await access.signInCitizen('bengkalis', right, minutesLater(15))).not.toEqual([])
})

test('thirty tries at once get ten answers about the password, no more', async () => {
  const { access } = await accessForThisTest()
  await access.registerCitizen('bengkalis', siti, testNow)
  const tries = Array.from({ length: 30 }, () =>
    refusalOf(access.signInCitizen('bengkalis', { nikOrPhone: siti.nik, password: 'salah-sandi' }, testNow)),
  )
  const codes = (await Promise.all(tries)).map((refusal) => refusal.code)
  expect(codes.filter((code) => code === 'bad-input')).toHaveLength(10)
  expect(codes.filter((code) => code === 'too-many-tries')).toHaveLength(20)
})

test('a NIK that nobody registered rests after ten tries too', async () => {
  const { access } = await accessForThisTest()
  const order = { nikOrPhone: '1403015708909009', password: 'salah-sandi' }
  for (let n = 0; n < 10; n++) await refusalOf(access.signInCitizen('bengkalis', order, testNow))
  expect((await refusalOf(access.signInCitizen('bengkalis', order, testNow))).code).toBe('too-many-tries')
})

test('a right password forgets the wrong ones', async () => {
  const { access } = await accessForThisTest()
  await access.registerCitizen('bengkalis', siti, testNow)
  const tryOnce = (password: string) => access.signInCitizen('bengkalis', { nikOrPhone: siti.nik, password }, testNow)
  for (let n = 0; n < 9; n++) await refusalOf(tryOnce('salah-sandi'))
  await tryOnce(siti.password)
  for (let n = 0; n < 9; n++) expect((await refusalOf(tryOnce('salah-sandi'))).code).toBe('bad-input')
})

test('neither NIK, phone number nor password stands in clear anywhere in the database', async () => {
  const { database, access } = await accessForThisTest()
  const { personId } = await access.registerCitizen('bengkalis', siti, testNow)
  await refusalOf(access.signInCitizen('bengkalis', { nikOrPhone: siti.nik, password: 'salah-sandi' }, testNow))
  await refusalOf(access.signInCitizen('bengkalis', { nikOrPhone: '1403015708909009', password: 'salah-sandi' }, testNow))
  const dump = await dumpAll(database)
  expect(dump).toContain(personId)
  expect(dump).toContain('1403••••••••••01')
  for (const clear of ['1403015708909001', '1403015708909009', '5708909001', '81200000123', 'ikan-laut-biru', 'salah-sandi']) {
    expect(dump).not.toContain(clear)
    expect(dump).not.toContain(Buffer.from(clear).toString('hex'))
  }
})

test('one tenant cannot see, change or copy the people of another', async () => {
  const { database, access } = await accessForThisTest()
  const { personId } = await access.registerCitizen('bengkalis', siti, testNow)
  await inWork(database, { tenant: 'lumajang', actor: theSystem }, async (work) => {
    expect((await sql`select * from person`.execute(work.db)).rows).toEqual([])
    await expect(getPerson(work, personId)).rejects.toThrow('Orang ini tidak ada dalam daftar.')
    expect((await sql`update person set name = 'x' returning 1`.execute(work.db)).rows).toEqual([])
  })
  const asLumajang = (statement: string) => inWork(database, { tenant: 'lumajang', actor: theSystem }, (work) => sql.raw(statement).execute(work.db))
  await expect(asLumajang(`insert into sign_in_try values ('bengkalis', 'x', 1, now())`)).rejects.toThrow('row-level security')
  await expect(asLumajang(`update person set nik_hash = ''`)).rejects.toThrow('permission denied')
  await expect(asLumajang('delete from person')).rejects.toThrow('permission denied')
})
