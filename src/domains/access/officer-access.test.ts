import { generateSync } from 'otplib'
import { expect, test } from 'vitest'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Access } from './access.ts'
import { accessForThisTest, browse, dumpAll, minutesLater, testNow } from './access-testing.ts'

const officerId = '019a0000-0000-7000-8000-00000000000a'
const account = { officerId, username: 'rini.contoh', password: 'tiga-perahu-kecil' }
const totpSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const wrongCode = (secret: string) =>
  ['000000', '111111', '222222', '333333'].find((code) => ![-30, 0, 30].some((shift) => codeAt(secret, shift) === code))!

function codeAt(secret: string, shiftSeconds = 0): string {
  return generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + shiftSeconds })
}

async function startSignIn(access: Access, tenant = 'bengkalis') {
  return await access.signInOfficer(tenant, { username: 'Rini.Contoh ', password: account.password }, testNow)
}

test('with a TOTP secret set beforehand, an officer signs in by password and code', async () => {
  const { access } = await accessForThisTest()
  await access.makeOfficerAccount('bengkalis', { ...account, totpSecret })
  const first = await startSignIn(access)
  expect(first.next).toBe('totp')
  expect(await access.findSession('bengkalis', browse(first.cookies))).toBeUndefined()
  const cookies = await access.verifyOfficerTotp('bengkalis', { headers: browse(first.cookies), code: codeAt(totpSecret) }, testNow)
  expect(await access.findSession('bengkalis', browse(first.cookies, cookies))).toEqual({ kind: 'officer', officerId })
  expect(await access.findSession('lumajang', browse(first.cookies, cookies))).toBeUndefined()
})

test("an officer's session ends within a day and its cookie with the browser", async () => {
  const { database, access } = await accessForThisTest()
  await access.makeOfficerAccount('bengkalis', { ...account, totpSecret })
  const first = await startSignIn(access)
  const cookies = await access.verifyOfficerTotp('bengkalis', { headers: browse(first.cookies), code: codeAt(totpSecret) }, testNow)
  expect(cookies.find((cookie) => cookie.startsWith('tanggap.session_token='))).not.toMatch(/Max-Age|Expires/)
  const kept = await database.owner.pool.query<{ hours: string }>(
    'select extract(epoch from expires_at - created_at) / 3600 as hours from auth.session',
  )
  expect(kept.rows.map((row) => Math.round(Number(row.hours)))).toEqual([24])
})

test('without TOTP an officer has no session until an authenticator is confirmed by its first code', async () => {
  const { access } = await accessForThisTest()
  await access.makeOfficerAccount('bengkalis', account)
  const first = await startSignIn(access)
  expect(first.next).toBe('enrol')
  const headers = browse(first.cookies)
  expect(await access.findSession('bengkalis', headers)).toBeUndefined()
  await expect(access.listSessions('bengkalis', headers)).rejects.toThrow('Silakan masuk terlebih dahulu.')
  const { secret, uri } = await access.enrolOfficerTotp('bengkalis', headers)
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  expect(uri).toBe(`otpauth://totp/Tanggap:rini.contoh?secret=${secret}&issuer=Tanggap&digits=6&period=30`)
  expect((await access.enrolOfficerTotp('bengkalis', headers)).secret).toBe(secret)
  await expect(access.confirmOfficerTotp('bengkalis', { headers, code: wrongCode(secret) }, testNow)).rejects.toThrow('Kode tidak cocok.')
  expect(await access.findSession('bengkalis', headers)).toBeUndefined()
  const cookies = await access.confirmOfficerTotp('bengkalis', { headers, code: codeAt(secret) }, testNow)
  expect(await access.findSession('bengkalis', browse(first.cookies, cookies))).toEqual({ kind: 'officer', officerId })
  expect((await startSignIn(access)).next).toBe('totp')
})

test('a password session from before the enrolment opens nothing afterwards, nor is it a place to guess codes', async () => {
  const { access } = await accessForThisTest()
  await access.makeOfficerAccount('bengkalis', account)
  const thief = browse((await startSignIn(access)).cookies)
  const owner = browse((await startSignIn(access)).cookies)
  const { secret } = await access.enrolOfficerTotp('bengkalis', owner)
  await access.confirmOfficerTotp('bengkalis', { headers: owner, code: codeAt(secret) }, testNow)
  expect(await access.findSession('bengkalis', thief)).toBeUndefined()
  await expect(access.enrolOfficerTotp('bengkalis', thief)).rejects.toMatchObject({ code: 'not-signed-in' })
  await expect(access.confirmOfficerTotp('bengkalis', { headers: thief, code: codeAt(secret, 30) }, testNow)).rejects.toMatchObject({
    code: 'not-signed-in',
  })
  await expect(access.verifyOfficerTotp('bengkalis', { headers: thief, code: codeAt(secret, 30) }, testNow)).rejects.toMatchObject({
    code: 'not-signed-in',
  })
})

test('even a password session that outlived the enrolment is no place to guess codes', async () => {
  const { database, access } = await accessForThisTest()
  await access.makeOfficerAccount('bengkalis', account)
  const headers = browse((await startSignIn(access)).cookies)
  const { secret } = await access.enrolOfficerTotp('bengkalis', headers)
  await database.owner.pool.query('update auth."user" set two_factor_enabled = true')
  expect(await access.findSession('bengkalis', headers)).toBeUndefined()
  await expect(access.confirmOfficerTotp('bengkalis', { headers, code: codeAt(secret) }, testNow)).rejects.toMatchObject({ code: 'not-signed-in' })
  await expect(access.verifyOfficerTotp('bengkalis', { headers, code: codeAt(secret) }, testNow)).rejects.toMatchObject({ code: 'not-signed-in' })
})

test('a code is good for one session only', async () => {
  const { database, access } = await accessForThisTest()
  await access.makeOfficerAccount('bengkalis', { ...account, totpSecret })
  const code = codeAt(totpSecret)
  await access.verifyOfficerTotp('bengkalis', { headers: browse((await startSignIn(access)).cookies), code }, testNow)
  const second = browse((await startSignIn(access)).cookies)
  await expect(
    access.verifyOfficerTotp('bengkalis', { headers: second, code: `${code.slice(0, 3)} ${code.slice(3)}` }, minutesLater(1)),
  ).rejects.toThrow('Kode ini sudah dipakai.')
  expect((await database.owner.pool.query('select 1 from auth.session')).rows).toHaveLength(1)
  const third = browse((await startSignIn(access)).cookies)
  const cookies = await access.verifyOfficerTotp('bengkalis', { headers: third, code: codeAt(totpSecret, 30) }, testNow)
  expect(await access.findSession('bengkalis', browse(cookies))).toEqual({ kind: 'officer', officerId })
})

test('of one code given twice at the same moment, one opens a session', async () => {
  const { database, access } = await accessForThisTest()
  await access.makeOfficerAccount('bengkalis', { ...account, totpSecret })
  const challenges = [await startSignIn(access), await startSignIn(access), await startSignIn(access)]
  const code = codeAt(totpSecret)
  const all = await Promise.allSettled(
    challenges.map(({ cookies }) => access.verifyOfficerTotp('bengkalis', { headers: browse(cookies), code }, testNow)),
  )
  expect(all.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  expect((await database.owner.pool.query('select 1 from auth.session where second_factor')).rows).toHaveLength(1)
})

test('a challenge of one tenant is worth nothing at the host of another', async () => {
  const { database, access } = await accessForThisTest()
  await access.makeOfficerAccount('bengkalis', { ...account, totpSecret })
  const headers = browse((await startSignIn(access)).cookies)
  await expect(access.verifyOfficerTotp('lumajang', { headers, code: codeAt(totpSecret) }, testNow)).rejects.toMatchObject({ code: 'not-signed-in' })
  expect((await database.owner.pool.query('select 1 from auth.session')).rows).toEqual([])
})

test('wrong codes end the challenge after five, and close the account for 15 minutes after ten', async () => {
  const { access } = await accessForThisTest()
  await access.makeOfficerAccount('bengkalis', { ...account, totpSecret })
  const guess = (headers: Headers) =>
    access.verifyOfficerTotp('bengkalis', { headers, code: wrongCode(totpSecret) }, testNow).catch((error: Refusal) => error.code)
  const first = browse((await startSignIn(access)).cookies)
  const answers = []
  for (let n = 0; n < 6; n++) answers.push(await guess(first))
  expect(answers).toEqual(['bad-input', 'bad-input', 'bad-input', 'bad-input', 'bad-input', 'not-signed-in'])
  const second = browse((await startSignIn(access)).cookies)
  for (let n = 0; n < 5; n++) await guess(second)
  const third = browse((await startSignIn(access)).cookies)
  const rest = access.verifyOfficerTotp('bengkalis', { headers: third, code: codeAt(totpSecret) }, testNow)
  await expect(rest).rejects.toMatchObject({ code: 'too-many-tries', message: 'Terlalu banyak percobaan yang salah. Coba lagi dalam 15 menit.' })
})

test('what is not six digits is told at once', async () => {
  const { access } = await accessForThisTest()
  const task = access.verifyOfficerTotp('bengkalis', { headers: new Headers(), code: '12a' }, testNow)
  await expect(task).rejects.toMatchObject({ faults: [{ field: 'kode', text: 'Isilah 6 angka yang tampil pada aplikasi autentikator Anda.' }] })
})

test('a wrong password and an unknown user name are refused in the same words, and counted', async () => {
  const { access } = await accessForThisTest()
  await access.makeOfficerAccount('bengkalis', { ...account, totpSecret })
  const tryOnce = (tenant: string, username: string) =>
    access.signInOfficer(tenant, { username, password: 'bukan-sandinya' }, testNow).catch((error: Refusal) => error.message)
  const text = 'Nama pengguna dan kata sandi tidak cocok. Periksa keduanya, lalu coba lagi.'
  const all = [
    await tryOnce('bengkalis', 'rini.contoh'),
    await tryOnce('bengkalis', 'tidak.ada'),
    await tryOnce('lumajang', 'rini.contoh'),
    await tryOnce('bengkalis', ' a@b '),
  ]
  expect(all).toEqual([text, text, text, text])
  for (let n = 0; n < 9; n++) await tryOnce('bengkalis', 'rini.contoh')
  await expect(startSignIn(access)).rejects.toMatchObject({ code: 'too-many-tries' })
})

test('an account made anew has a new name, password and authenticator, and its sessions are over', async () => {
  const { access } = await accessForThisTest()
  await access.makeOfficerAccount('bengkalis', { ...account, totpSecret })
  const first = await startSignIn(access)
  const cookies = await access.verifyOfficerTotp('bengkalis', { headers: browse(first.cookies), code: codeAt(totpSecret) }, testNow)
  await access.makeOfficerAccount('bengkalis', { officerId, username: 'rini.baru', password: 'empat-perahu-besar' })
  expect(await access.findSession('bengkalis', browse(cookies))).toBeUndefined()
  await expect(startSignIn(access)).rejects.toMatchObject({ code: 'bad-input' })
  expect((await access.signInOfficer('bengkalis', { username: 'rini.baru', password: 'empat-perahu-besar' }, testNow)).next).toBe('enrol')
})

test('two officers of a tenant cannot share a user name; officers of two tenants can', async () => {
  const { access } = await accessForThisTest()
  await access.makeOfficerAccount('bengkalis', account)
  await access.makeOfficerAccount('lumajang', account)
  const other = access.makeOfficerAccount('bengkalis', { ...account, officerId: '019a0000-0000-7000-8000-00000000000b' })
  await expect(other).rejects.toMatchObject({ code: 'conflict', faults: [{ field: 'pengguna' }] })
})

test.each([
  [{ ...account, username: 'a b' }, 'pengguna'],
  [{ ...account, username: 'a..b' }, 'pengguna'],
  [{ ...account, password: 'rahasia123' }, 'sandi'],
  [{ ...account, password: 'rini.contoh' }, 'sandi'],
])('an account with a bad field is refused: %#', async (order, field) => {
  const { access } = await accessForThisTest()
  await expect(access.makeOfficerAccount('bengkalis', order)).rejects.toMatchObject({ faults: [{ field }] })
})

test('a TOTP secret that is no base32 is refused', async () => {
  const { access } = await accessForThisTest()
  await expect(access.makeOfficerAccount('bengkalis', { ...account, totpSecret: 'rahasia-0189' })).rejects.toMatchObject({ code: 'bad-input' })
})

test('an account that was closed opens no more, and its session is over at once', async () => {
  const { access } = await accessForThisTest()
  await access.makeOfficerAccount('bengkalis', { ...account, totpSecret })
  const first = await startSignIn(access)
  const cookies = await access.verifyOfficerTotp('bengkalis', { headers: browse(first.cookies), code: codeAt(totpSecret) }, testNow)
  await access.closeOfficerAccount('bengkalis', officerId)
  expect(await access.findSession('bengkalis', browse(cookies))).toBeUndefined()
  await expect(startSignIn(access)).rejects.toMatchObject({ code: 'bad-input' })
})

test('TOTP secret, codes and password stand in clear nowhere in the database', async () => {
  const { database, access } = await accessForThisTest()
  await access.makeOfficerAccount('bengkalis', { ...account, totpSecret })
  const code = codeAt(totpSecret)
  await access.verifyOfficerTotp('bengkalis', { headers: browse((await startSignIn(access)).cookies), code }, testNow)
  const dump = await dumpAll(database)
  expect(dump).toContain('rini.contoh@officer.bengkalis.invalid')
  for (const clear of [totpSecret, account.password, `"${code}"`]) expect(dump).not.toContain(clear)
})
