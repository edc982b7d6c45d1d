import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import type { TestDatabase } from '../../kernel/testing.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { inWork, type Work } from '../../kernel/work.ts'
import { accessForThisTest, browse, dumpAll, minutesLater, siti, testNow } from './access-testing.ts'
import type { Access } from './access.ts'
import { listLooks } from './access-look.ts'
import { correctNik, countNikTry } from './correct-nik.ts'
import { erasePerson, lockPerson, wasJustErased } from './erase-person.ts'
import { checkIdentity } from './identity-check.ts'
import { openNik } from './open-nik.ts'
import { askPhoneChange, confirmPhoneChange, correctPerson, waitingPhone } from './own-account.ts'
import { findPersonByNik, findPersonByPhone, getPerson, wordsOfPerson } from './person-store.ts'

let database: TestDatabase
let access: Access
let id: string
let headers: Headers
beforeEach(async () => {
  ;({ database, access } = await accessForThisTest())
  const { personId, cookies } = await access.registerCitizen('bengkalis', siti, testNow)
  ;[id, headers] = [personId, browse(cookies)]
})

const as = <T>(task: (work: Work) => Promise<T>, now = testNow) => inWork(database, { tenant: 'bengkalis', actor: { kind: 'citizen', id }, now }, task)
const refusalOf = async (order: Promise<unknown>) => {
  const refusal = await order.then(() => undefined, (error: unknown) => error)
  if (!(refusal instanceof Refusal)) throw new Error('a refusal was expected', { cause: refusal })
  return refusal
}
const wrong = (code: string) => (code === '111111' ? '222222' : '111111')

describe('a correction', () => {
  test('of name and address holds from now on, also in the open session; the old name is still known as theirs', async () => {
    await as((work) => correctPerson(work, id, { name: '  Siti   Contoh Umpama ', address: 'Jalan Contoh 7\0' }))
    expect(await as((work) => getPerson(work, id))).toMatchObject({ name: 'Siti Contoh Umpama', address: 'Jalan Contoh 7', nikMasked: expect.stringMatching(/^1403•+01$/) })
    expect(await access.findSession('bengkalis', headers)).toMatchObject({ name: 'Siti Contoh Umpama' })
    expect((await as((work) => wordsOfPerson(work, id))).names).toEqual(['Siti Contoh Umpama', 'Siti Contoh'])
    expect((await as((work) => listLooks(work, { subject: id }))).map((look) => look.purpose)).toEqual(['nama atau alamat dibetulkan pemiliknya'])
    expect(await dumpAll(database)).not.toMatch(/"Siti Contoh"/)
  })

  test('that cannot be says how much there is and how much may be, field by field', async () => {
    const { faults } = await refusalOf(as((work) => correctPerson(work, id, { name: ' S ', address: 'a'.repeat(301) })))
    expect(faults).toEqual([{ field: 'nama', text: 'Nama: ada 1 huruf; isilah seperti pada KTP, 2 sampai 100 huruf.' }, { field: 'alamat', text: 'Alamat: ada 301 huruf, paling banyak 300.' }])
  })
})

describe('a NIK that was typed wrong', () => {
  const right = '1403015708909033'
  const signIn = (nikOrPhone: string) => access.signInCitizen('bengkalis', { nikOrPhone, password: siti.password }, testNow)

  test('is put right: it signs in, the old one is free, the history says so, and neither is to be read anywhere', async () => {
    await as((work) => correctNik(work, id, '1403 0157 0890 9033'))
    expect((await as((work) => getPerson(work, id))).nikMasked).toBe('1403••••••••••33')
    expect((await as((work) => findPersonByNik(work, right)))?.id).toBe(id)
    await signIn(right)
    await refusalOf(signIn(siti.nik))
    expect(await as((work) => openNik(work, id, 'uji'))).toBe(right)
    expect((await as((work) => listLooks(work, { subject: id }))).map((look) => [look.what, look.purpose])).toEqual([['data pribadi', 'NIK dibetulkan pemiliknya']])
    const { personId } = await access.registerCitizen('bengkalis', { ...siti, phone: '0812-0000-0999' }, testNow)
    expect(personId).not.toBe(id)
    expect(await dumpAll(database)).not.toMatch(/1403015708909033|1403015708909001/)
    // It goes with the person, as long as it is known to have been theirs.
    expect(await as((work) => lockPerson(work, id))).toMatchObject({ nik: right, formerNiks: [siti.nik] })
    await as((work) => correctPerson(work, id, { name: 'Siti Lain', address: '' }))
    expect((await as((work) => lockPerson(work, id))).formerNiks).toEqual([siti.nik])
  })

  test('cannot become none, their own, or somebody else’s; six tries in a quarter of an hour are too many', async () => {
    await access.registerCitizen('bengkalis', { ...siti, nik: right, phone: '0812-0000-0999' }, testNow)
    const fault = async (nik: string) => (await refusalOf(as((work) => correctNik(work, id, nik)))).faults.map((one) => [one.field, one.text])
    expect(await fault('14030157')).toEqual([['nik', 'NIK berisi 16 angka, yang Anda isi 8 angka. Periksa kembali KTP Anda.']])
    expect(await fault(siti.nik)).toEqual([['nik', 'Ini NIK Anda yang sekarang. Tulis NIK yang benar.']])
    expect(await fault(right)).toEqual([['nik', expect.stringContaining('sudah terdaftar pada akun lain')]])
    for (let n = 1; n <= 5; n++) await as((work) => countNikTry(work, id))
    expect(await refusalOf(as((work) => countNikTry(work, id)))).toMatchObject({ code: 'too-many-tries', faults: [{ field: 'nik' }] })
  })

  test('stays once the population register has confirmed it, whatever the program does; an answer about the old one counts for nothing', async () => {
    const order = { tenant: 'bengkalis', actor: { kind: 'officer' as const, id: 'petugas-1', posts: [], admin: false }, now: () => testNow, ticketId: '019a0000-0000-7000-8000-000000000001', who: { personId: id }, purpose: 'pencocokan' }
    const answered = { result: 'cocok' as const, differs: [] }
    const during = { source: 'peraga', lookUp: () => as((work) => correctNik(work, id, right)).then(() => answered) }
    expect(await checkIdentity(database, { ...order, register: during })).toMatchObject({ result: 'gagal', fault: expect.stringContaining('membetulkan NIK-nya') })
    const says = { source: 'peraga', lookUp: async () => answered }
    expect(await checkIdentity(database, { ...order, register: says })).toMatchObject({ result: 'cocok' })
    expect(await refusalOf(as((work) => correctNik(work, id, siti.nik)))).toMatchObject({ code: 'conflict', faults: [{ field: 'nik', text: expect.stringContaining('sudah dicocokkan dengan data kependudukan') }] })
    await expect(as((work) => sql`select correct_nik(${id}::uuid, '\\x01', '\\x01', '1')`.execute(work.db))).rejects.toThrow('was confirmed by the population register')
    await expect(as((work) => sql`update person set nik_masked = '1'`.execute(work.db))).rejects.toThrow('permission denied')
  })
})

describe('a new phone number', () => {
  test('is theirs once the code that was sent to it is typed; the old one is free', async () => {
    const { phone, code } = await as((work) => askPhoneChange(work, id, '0812 0000 0124'))
    expect(phone).toBe('+6281200000124')
    expect(await as((work) => waitingPhone(work, id))).toMatch(/^\+62812•+124$/)
    expect((await as((work) => findPersonByPhone(work, phone)))?.id).toBeUndefined()
    expect(await as((work) => confirmPhoneChange(work, id, wrong(code)))).toBe('wrong')
    expect(await as((work) => confirmPhoneChange(work, id, `${code.slice(0, 3)} ${code.slice(3)}`))).toEqual({ from: '+6281200000123', to: '+6281200000124' })
    expect((await as((work) => findPersonByPhone(work, phone)))?.id).toBe(id)
    expect(await as((work) => findPersonByPhone(work, '+6281200000123'))).toBeUndefined()
    expect((await as((work) => wordsOfPerson(work, id))).phones).toEqual(['+6281200000124', '+6281200000123'])
    expect(await as((work) => confirmPhoneChange(work, id, code))).toBe('wrong')
  })

  test('waits for five codes and ten minutes, no longer', async () => {
    const { code } = await as((work) => askPhoneChange(work, id, '081200000124'))
    for (let n = 0; n < 5; n++) expect(await as((work) => confirmPhoneChange(work, id, wrong(code)))).toBe('wrong')
    expect(await as((work) => confirmPhoneChange(work, id, code))).toBe('wrong')
    const again = await as((work) => askPhoneChange(work, id, '081200000124'))
    expect(await as((work) => confirmPhoneChange(work, id, again.code), minutesLater(11))).toBe('wrong')
    expect((await as((work) => getPerson(work, id))).phoneMasked).toMatch(/123$/)
  })

  test('cannot be somebody else’s, their own, or none; nor be asked for a fourth time', async () => {
    await access.registerCitizen('bengkalis', { name: 'Teratai Umpama', nik: '1403015708909002', phone: '081200000125', password: 'ikan-laut-biru' }, testNow)
    const ask = (typed: string) => refusalOf(as((work) => askPhoneChange(work, id, typed)))
    expect((await ask('081200000125')).faults).toEqual([{ field: 'telepon', text: 'Nomor telepon ini sudah dipakai akun lain. Pakai nomor lain, atau hubungi petugas layanan bila nomor ini milik Anda.' }])
    expect((await ask('081200000123')).faults[0]!.text).toBe('Ini nomor Anda yang sekarang. Tulis nomor yang baru.')
    expect((await ask('12')).faults[0]!.field).toBe('telepon')
    for (let n = 0; n < 3; n++) await as((work) => askPhoneChange(work, id, '081200000124'))
    expect((await ask('081200000124')).code).toBe('too-many-tries')
  })

  test('that somebody registered meanwhile stays theirs', async () => {
    const { code } = await as((work) => askPhoneChange(work, id, '081200000126'))
    await access.registerCitizen('bengkalis', { name: 'Teratai Umpama', nik: '1403015708909002', phone: '081200000126', password: 'ikan-laut-biru' }, testNow)
    expect((await refusalOf(as((work) => confirmPhoneChange(work, id, code)))).faults[0]!.field).toBe('kode')
  })
})

describe('the password, asked again', () => {
  const check = (password: string, who = headers, now = testNow) => access.checkOwnPassword('bengkalis', { headers: who, password }, now)

  test('is right, wrong, or missing, and says which', async () => {
    await check(siti.password)
    expect((await refusalOf(check('bukan-ini'))).faults).toEqual([{ field: 'sandi', text: 'Kata sandi tidak cocok. Periksa huruf besar dan kecilnya, lalu coba lagi.' }])
    expect((await refusalOf(check(''))).faults[0]!.text).toBe('Kata sandi: isilah sandi yang Anda pakai untuk masuk.')
    expect((await refusalOf(check('a'.repeat(5000)))).faults[0]!.field).toBe('sandi')
    expect((await refusalOf(check(siti.password, new Headers()))).code).toBe('not-signed-in')
    expect((await refusalOf(access.checkOwnPassword('lumajang', { headers, password: siti.password }, testNow))).code).toBe('not-signed-in')
  })

  test('counts together with a sign-in: ten wrong ones, and the right one must wait', async () => {
    for (let n = 0; n < 5; n++) await refusalOf(check('bukan-ini'))
    for (let n = 0; n < 5; n++) await refusalOf(access.signInCitizen('bengkalis', { nikOrPhone: siti.nik, password: 'bukan-ini' }, testNow))
    expect((await refusalOf(check(siti.password))).code).toBe('too-many-tries')
    await check(siti.password, headers, minutesLater(16))
  })
})

test('an erased person is nobody: no name, no session, no password; their row stays for what names its id', async () => {
  await as((work) => erasePerson(work, id))
  expect(await as((work) => getPerson(work, id))).toMatchObject({ name: '(akun ditutup)', nikMasked: '', phoneMasked: null, address: null, erasedAt: testNow })
  expect(await as((work) => wordsOfPerson(work, id))).toEqual({ names: [], phones: [] })
  expect(await access.findSession('bengkalis', headers)).toBeUndefined()
  expect(await access.signOut(headers)).toEqual(expect.any(Array))
  expect([await as((work) => wasJustErased(work, id)), await as((work) => wasJustErased(work, id), minutesLater(11))]).toEqual([true, false])
  expect(await dumpAll(database)).not.toMatch(/Siti|Contoh"|81200000123|1403015708909001|argon2/)
  expect((await refusalOf(as((work) => erasePerson(work, id)))).code).toBe('not-found')
})
