import { expect, test } from 'vitest'
import { makeAccess } from './access.ts'
import { Secrets } from '../../kernel/secrets.ts'
import { accessForThisTest, browse, siti, testNow } from './access-testing.ts'

const signIn = { nikOrPhone: siti.nik, password: siti.password }

test('no cookie, a forged one and one of another tenant are no session', async () => {
  const { access } = await accessForThisTest()
  const { cookies } = await access.registerCitizen('bengkalis', siti, testNow)
  expect(await access.findSession('bengkalis', new Headers())).toBeUndefined()
  expect(await access.findSession('bengkalis', browse([cookies[0]!.replace(/=(.)/, (_, first) => `=${first === 'A' ? 'B' : 'A'}`)]))).toBeUndefined()
  expect(await access.findSession('lumajang', browse(cookies))).toBeUndefined()
  await expect(access.listSessions('lumajang', browse(cookies))).rejects.toThrow('Silakan masuk terlebih dahulu.')
  expect(await access.findSession('bengkalis', browse(cookies))).toMatchObject({ kind: 'citizen' })
})

test('a session cookie counts only with our own signature', async () => {
  const { database, access } = await accessForThisTest()
  const { cookies } = await access.registerCitizen('bengkalis', siti, testNow)
  const [name, value] = browse(cookies).get('cookie')!.split('=') as [string, string]
  const token = decodeURIComponent(value).split('.')[0]!
  const other = makeAccess({ ...database, secrets: new Secrets(Buffer.alloc(32, 9)) }, { secureCookies: false, baseUrl: 'http://localhost:3000', passwordCost: { memoryCost: 64, timeCost: 1 } })
  const find = async (signed: string, door = access) => await door.findSession('bengkalis', new Headers({ cookie: `lain=1; ${name}=${encodeURIComponent(signed)}; akhir=2` }))
  expect(await find(decodeURIComponent(value))).toMatchObject({ kind: 'citizen' })
  expect(await find(decodeURIComponent(value), other)).toBeUndefined()
  for (const forged of [token, `${token}.`, `.${token}`, `${token}.${'A'.repeat(43)}=`, decodeURIComponent(value).slice(0, -1), `x${decodeURIComponent(value)}`, '%', '']) expect(await find(forged), forged).toBeUndefined()
})

test('who signs out is out, also with the old cookie', async () => {
  const { access } = await accessForThisTest()
  const { cookies } = await access.registerCitizen('bengkalis', siti, testNow)
  const cleared = await access.signOut(browse(cookies))
  expect(browse(cookies, cleared).get('cookie')).toBe('')
  expect(await access.findSession('bengkalis', browse(cookies))).toBeUndefined()
})

test('a citizen sees where they are signed in and ends the other place', async () => {
  const { access } = await accessForThisTest()
  const { cookies: lost } = await access.registerCitizen('bengkalis', siti, testNow)
  const here = await access.signInCitizen('bengkalis', { ...signIn, headers: new Headers({ 'user-agent': 'Ponsel Baru' }) }, testNow)
  const sessions = await access.listSessions('bengkalis', browse(here))
  expect(sessions.map(({ device, current }) => ({ device, current }))).toEqual([
    { device: 'Ponsel Baru', current: true },
    { device: '', current: false },
  ])
  await access.revokeSession('bengkalis', browse(here), sessions[1]!.id)
  expect(await access.findSession('bengkalis', browse(lost))).toBeUndefined()
  expect(await access.findSession('bengkalis', browse(here))).toMatchObject({ kind: 'citizen' })
})

test('nobody ends the session of someone else', async () => {
  const { access } = await accessForThisTest()
  const { cookies: hers } = await access.registerCitizen('bengkalis', siti, testNow)
  const budi = { name: 'Budi Contoh', nik: '1403011708909002', phone: '081200000456', password: 'kapal-kayu-tua' }
  const { cookies: his } = await access.registerCitizen('bengkalis', budi, testNow)
  const [hersOnly] = await access.listSessions('bengkalis', browse(hers))
  await expect(access.revokeSession('bengkalis', browse(his), hersOnly!.id)).rejects.toThrow('Sesi ini sudah berakhir.')
  await expect(access.revokeSession('bengkalis', browse(his), 'bukan-id')).rejects.toThrow('Sesi ini sudah berakhir.')
  expect(await access.findSession('bengkalis', browse(hers))).toMatchObject({ kind: 'citizen' })
})

test('a session that has run out is none', async () => {
  const { database, access } = await accessForThisTest()
  const { cookies } = await access.registerCitizen('bengkalis', siti, testNow)
  await database.owner.pool.query(`update auth.session set expires_at = now() - interval '1 second'`)
  expect(await access.findSession('bengkalis', browse(cookies))).toBeUndefined()
})

test('on https the cookies are Secure, HttpOnly and named so that http cannot set them', async () => {
  const { database } = await accessForThisTest()
  const access = makeAccess(database, { secureCookies: true, baseUrl: 'https://contoh.example', passwordCost: { memoryCost: 64, timeCost: 1 } })
  const { cookies } = await access.registerCitizen('bengkalis', siti, testNow)
  expect(cookies[0]).toMatch(/^__Secure-tanggap\.session_token=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  expect(await access.findSession('bengkalis', browse(cookies))).toMatchObject({ kind: 'citizen' })
})

test('passwords are kept as argon2id at the cost that OWASP asks for, unless told otherwise', async () => {
  const { database } = await accessForThisTest()
  const access = makeAccess(database, { secureCookies: false, baseUrl: 'http://localhost:3000' })
  await access.registerCitizen('bengkalis', siti, testNow)
  const kept = await database.owner.pool.query<{ password: string }>('select password from auth.account')
  expect(kept.rows[0]!.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})
