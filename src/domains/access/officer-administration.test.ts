import { generateSync } from 'otplib'
import { expect, test } from 'vitest'
import type { Actor } from '../../kernel/actor.ts'
import { inWork } from '../../kernel/work.ts'
import type { Access } from './access.ts'
import { accessForThisTest, browse, minutesLater, siti, testNow } from './access-testing.ts'
import { recordLook } from './access-look.ts'
import { openNik } from './open-nik.ts'
import { searchLooks } from './search-looks.ts'

const officerId = '019a0000-0000-7000-8000-00000000000a'
const other = '019a0000-0000-7000-8000-00000000000b'
const formKey = '019a0000-0000-7000-8000-0000000000f1'
const username = 'rini.contoh'

async function signIn(access: Access, password: string): Promise<Headers> {
  const first = await access.signInOfficer('bengkalis', { username, password }, testNow)
  const headers = browse(first.cookies)
  const { secret } = await access.enrolOfficerTotp('bengkalis', headers)
  return browse(first.cookies, await access.confirmOfficerTotp('bengkalis', { headers, code: generateSync({ secret, epoch: Math.floor(Date.now() / 1000) }) }, testNow))
}

test('a password from an administrator is the same for the same form, and asks to be changed', async () => {
  const { access } = await accessForThisTest()
  const password = await access.giveInitialPassword('bengkalis', { officerId, username, formKey })
  expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
  expect(access.initialPasswordOf('bengkalis', formKey)).toBe(password)
  expect(access.initialPasswordOf('lumajang', formKey)).not.toBe(password)
  const headers = await signIn(access, password)
  expect(await access.findSession('bengkalis', headers)).toEqual({ kind: 'officer', officerId, initialPassword: true })
  const change = (current: string, fresh: string) => access.changeOfficerPassword('bengkalis', { headers, current, fresh }, testNow)
  await expect(change('salah-sekali', 'tiga-perahu-kecil')).rejects.toMatchObject({ faults: [{ field: 'sandi-lama' }] })
  await expect(change(password, password)).rejects.toMatchObject({ faults: [{ field: 'sandi-baru' }] })
  await expect(change(password, 'pendek')).rejects.toMatchObject({ faults: [{ field: 'sandi-baru' }] })
  await expect(access.changeOfficerPassword('lumajang', { headers, current: password, fresh: 'tiga-perahu-kecil' }, testNow)).rejects.toMatchObject({ code: 'not-signed-in' })
  await change(password, 'tiga-perahu-kecil')
  expect(await access.findSession('bengkalis', headers)).toEqual({ kind: 'officer', officerId })
  expect((await access.signInOfficer('bengkalis', { username, password: 'tiga-perahu-kecil' }, testNow)).next).toBe('totp')
})

test('wrong guesses of the old password are counted, and the eleventh waits', async () => {
  const { access } = await accessForThisTest()
  const headers = await signIn(access, await access.giveInitialPassword('bengkalis', { officerId, username, formKey }))
  const guess = () => access.changeOfficerPassword('bengkalis', { headers, current: 'salah-sekali', fresh: 'tiga-perahu-kecil' }, testNow)
  for (let n = 0; n < 10; n++) await expect(guess()).rejects.toMatchObject({ code: 'bad-input' })
  await expect(guess()).rejects.toMatchObject({ code: 'too-many-tries' })
})

test('an administrator sees how an account stands, ends its sessions, and takes a lost authenticator away', async () => {
  const { access } = await accessForThisTest()
  expect(await access.findAccountStanding('bengkalis', officerId)).toEqual({ hasAccount: false, hasTotp: false, initialPassword: false, passkeys: 0, sessions: [] })
  const password = await access.giveInitialPassword('bengkalis', { officerId, username, formKey })
  const headers = await signIn(access, password)
  await access.findSession('bengkalis', headers)
  const standing = await access.findAccountStanding('bengkalis', officerId)
  expect(standing).toMatchObject({ hasAccount: true, hasTotp: true, initialPassword: true, sessions: [{ current: false }] })
  expect((await access.findAccountStanding('lumajang', officerId)).hasAccount).toBe(false)
  expect(await access.endOfficerSessions('bengkalis', officerId)).toBe(1)
  expect(await access.findSession('bengkalis', headers)).toBeUndefined()
  await access.resetOfficerTotp('bengkalis', officerId)
  expect((await access.signInOfficer('bengkalis', { username, password }, testNow)).next).toBe('enrol')
})

test('the access history is searched by officer, kind, purpose and time, page by page, with looks at whole NIKs', async () => {
  const { database, access } = await accessForThisTest()
  const { personId } = await access.registerCitizen('bengkalis', siti, testNow)
  const officer = (id: string, admin = false): Actor => ({ kind: 'officer', id, posts: [], admin })
  const look = (id: string, what: string, minute: number) =>
    inWork(database, { tenant: 'bengkalis', actor: officer(id), now: minutesLater(minute) }, (work) => recordLook(work, { what, subject: 'x', purpose: `menangani ${what}` }))
  await look(officerId, 'tiket', 1)
  await look(other, 'berkas', 2)
  await look(officerId, 'berkas', 3)
  await inWork(database, { tenant: 'bengkalis', actor: officer(other), now: minutesLater(4) }, (work) => openNik(work, personId, 'Pencocokan Dukcapil'))
  const search = (order: object, page: { after?: string; size: number } = { size: 10 }) =>
    inWork(database, { tenant: 'bengkalis', actor: officer(other, true) }, (work) => searchLooks(work, order, page))
  const whats = async (order: object) => (await search(order)).looks.map((one) => one.what)
  expect(await whats({})).toEqual(['nik utuh', 'berkas', 'berkas', 'tiket'])
  expect(await whats({ officerId })).toEqual(['berkas', 'tiket'])
  expect(await whats({ what: 'nik utuh' })).toEqual(['nik utuh'])
  expect(await whats({ purpose: 'DUKCAPIL' })).toEqual(['nik utuh'])
  expect(await whats({ from: minutesLater(2), before: minutesLater(3) })).toEqual(['berkas'])
  const first = await search({}, { size: 3 })
  expect((await search({}, { size: 3, after: first.next! })).looks.map((one) => one.what)).toEqual(['tiket'])
  expect((await search({}, { size: 3, after: 'omong kosong' })).looks).toEqual(first.looks)
  const asPlain = inWork(database, { tenant: 'bengkalis', actor: officer(other) }, (work) => searchLooks(work, {}, { size: 3 }))
  await expect(asPlain).rejects.toMatchObject({ code: 'not-allowed' })
})

test('after a new password nothing of before opens the door: no passkey, no account of another system', async () => {
  const { database, access } = await accessForThisTest()
  await access.giveInitialPassword('bengkalis', { officerId, username, formKey })
  const user = `(select id from auth."user" where holder_id = '${officerId}')`
  await database.owner.pool.query(`insert into auth.passkey (user_id, credential_id, public_key, counter, name, created_at) select ${user}, 'x', '\\x01', 0, 'Ponsel', now()`)
  await database.owner.pool.query(`insert into auth.account (user_id, account_id, provider_id, created_at, updated_at) select ${user}, 'bengkalis/x', 'oidc', now(), now()`)
  expect((await access.findAccountStanding('bengkalis', officerId)).passkeys).toBe(1)
  await access.giveInitialPassword('bengkalis', { officerId, username, formKey })
  expect((await access.findAccountStanding('bengkalis', officerId)).passkeys).toBe(0)
  const { rows } = await database.owner.pool.query<{ provider_id: string }>(`select provider_id from auth.account where user_id = ${user}`)
  expect(rows).toEqual([{ provider_id: 'credential' }])
})
