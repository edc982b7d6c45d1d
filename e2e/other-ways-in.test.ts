import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { checkPage, useBrowser } from './browser.ts'
import { expectHeading, expectText, press, signInOfficer } from './people.ts'
import { openSite } from './site.ts'

// The other system is the npm package oidc-provider with its own sign-in page, which lets anybody in under the name that they type.
const sso = createServer()
await new Promise<void>((done) => sso.listen(0, '127.0.0.1', done))
afterAll(() => { sso.closeAllConnections(); sso.close() })
const issuer = `http://127.0.0.1:${(sso.address() as AddressInfo).port}`
const site = await openSite({
  tenants: ['lumajang', 'rembang'], officers: ['lumajang/validator.diskominfo', 'lumajang/admin-opd.dlh', 'rembang/admin-portal.dinkominfo'],
  oidc: { issuer, clientId: 'tanggap', clientSecret: 'rahasia-klien-contoh', name: 'SSO Contoh' },
})
const provider = new Provider(issuer, {
  clients: [{ client_id: 'tanggap', client_secret: 'rahasia-klien-contoh', redirect_uris: ['lumajang', 'rembang'].map((tenant) => site.url(tenant as 'lumajang', '/petugas/oidc/kembali')) }],
  pkce: { required: () => true },
})
sso.on('request', provider.callback())

const newPage = useBrowser()
const validator = { tenant: 'lumajang', username: 'validator.diskominfo' } as const
const opd = { tenant: 'lumajang', username: 'admin-opd.dlh' } as const

/** A computer with a fingerprint reader that always knows its holder. */
async function giveAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  })
}

/** Signs in at the other system and lets it tell us who this is. */
async function passSso(page: Page, login: string): Promise<void> {
  await page.locator('input[name=login]').fill(login)
  await page.locator('input[name=password]').fill('apa saja')
  await page.getByRole('button', { name: 'Sign-in' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
}

test('an officer sets up a passkey, signs in with it alone, and takes it away', async () => {
  const page = await newPage('desktop')
  await signInOfficer(page, site, validator)
  await giveAuthenticator(page)
  await page.goto(site.url('lumajang', '/petugas/saya'))
  await page.getByLabel('Nama kunci').fill('Laptop kantor')
  await press(page, 'Pasang kunci sandi')
  await expectText(page, 'Kunci sandi terpasang.')
  await expectText(page, 'Laptop kantor')
  await checkPage(page)
  await press(page, 'Pasang kunci sandi')
  await expectText(page, 'Perangkat ini sudah punya kunci sandi untuk akun Anda.')

  await page.context().clearCookies()
  await page.goto(site.url('lumajang', '/petugas/masuk'))
  await checkPage(page)
  await press(page, 'Masuk dengan kunci sandi')
  await expectHeading(page, 'Kotak masuk')
  await page.goto(site.url('lumajang', '/petugas/saya'))
  await press(page, 'Hapus kunci')
  await expectText(page, 'Belum ada kunci sandi')
  await page.context().clearCookies()
  await page.goto(site.url('lumajang', '/petugas/masuk'))
  await press(page, 'Masuk dengan kunci sandi')
  await expectText(page, 'Kunci sandi ini tidak dikenal di sini.')
  await checkPage(page)
})

test('an answer that was not asked for, or was given before, opens nothing', async () => {
  const page = await newPage('desktop')
  await signInOfficer(page, site, opd)
  await giveAuthenticator(page)
  await page.goto(site.url('lumajang', '/petugas/saya'))
  await press(page, 'Pasang kunci sandi')
  await expectText(page, 'Kunci sandi terpasang.')
  await page.context().clearCookies()
  await page.goto(site.url('lumajang', '/petugas/masuk'))
  const answers: string[] = []
  page.context().on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/petugas/masuk/kunci')) answers.push(new URLSearchParams(request.postData() ?? '').get('jawaban') ?? '')
  })
  await press(page, 'Masuk dengan kunci sandi')
  await expectHeading(page, 'Kotak masuk')
  expect(answers[0]).toContain('"signature"')
  const place = { tenant: 'lumajang', origin: new URL(site.url('lumajang')).origin, headers: new Headers() }
  const open = (answer: string, more = {}) => site.access.signInByPasskey({ ...place, ...more }, { answer, now: site.now() })
  await expect(open(answers[0]!)).rejects.toMatchObject({ faults: [{ field: 'masuk' }] })
  await expect(open(answers[0]!, { tenant: 'rembang', origin: new URL(site.url('rembang')).origin })).rejects.toMatchObject({ code: 'bad-input' })
  for (const answer of ['', '{}', 'null', '{"id":1,"response":{}}', '[1]']) await expect(open(answer)).rejects.toMatchObject({ code: 'bad-input' })
})

test('an officer joins the account of the other system and signs in with it; whoever has not joined is told how', async () => {
  const page = await newPage('desktop')
  await page.goto(site.url('lumajang', '/petugas/masuk'))
  await page.getByRole('link', { name: 'Masuk dengan SSO Contoh' }).click()
  await passSso(page, 'budi.umpama')
  await expectHeading(page, 'Masuk petugas')
  await expectText(page, 'Akun SSO Contoh Anda belum disambungkan.')
  await checkPage(page)

  await signInOfficer(page, site, validator)
  await page.goto(site.url('lumajang', '/petugas/saya'))
  await page.getByRole('link', { name: 'Sambungkan SSO Contoh' }).click()
  await expectText(page, 'Akun tersambung.')
  await checkPage(page)
  await page.context().clearCookies({ domain: 'lumajang.localhost' })
  await page.goto(site.url('lumajang', '/petugas/masuk'))
  await page.getByRole('link', { name: 'Masuk dengan SSO Contoh' }).click()
  await expectHeading(page, 'Kotak masuk')
  await checkPage(page)

  // The same person of the other system is nobody at another regency, and cannot be two officers here.
  const elsewhere = await newPage('desktop')
  await elsewhere.goto(site.url('rembang', '/petugas/masuk'))
  await elsewhere.getByRole('link', { name: 'Masuk dengan SSO Contoh' }).click()
  await passSso(elsewhere, 'budi.umpama')
  await expectText(elsewhere, 'Akun SSO Contoh Anda belum disambungkan.')
  await signInOfficer(elsewhere, site, opd)
  await elsewhere.goto(site.url('lumajang', '/petugas/saya'))
  await elsewhere.getByRole('link', { name: 'Sambungkan SSO Contoh' }).click()
  await expectText(elsewhere, 'Akun itu sudah disambungkan dengan petugas lain.')

  await page.goto(site.url('lumajang', '/petugas/saya'))
  await press(page, 'Lepas sambungan')
  await expectText(page, 'Sambungkan akun SSO Contoh Anda')
})

test('a way back that was begun in another browser, or made up, opens nothing', async () => {
  const host = new URL(site.url('lumajang')).host
  const begun = await site.app.inject({ url: '/petugas/oidc/masuk', headers: { host } })
  expect(begun.statusCode).toBe(303)
  const state = new URL(String(begun.headers.location)).searchParams.get('state')!
  const cookie = String(begun.headers['set-cookie']).split(';')[0]!
  expect(String(begun.headers['set-cookie'])).toContain('HttpOnly')
  const comeBack = (query: string, headers = {}) => site.app.inject({ url: `/petugas/oidc/kembali${query}`, headers: { host, ...headers } })
  const other = await comeBack(`?code=x&state=${state}`)
  expect([other.statusCode, other.body.includes('dimulai di peramban lain')]).toEqual([422, true])
  expect((await comeBack('')).statusCode).toBe(422)
  expect((await comeBack('?code=x&state=y', { cookie: 'tanggap_oidc=y' })).statusCode).toBe(422)
  const wrong = await comeBack(`?code=x&state=${state}&iss=${encodeURIComponent(issuer)}`, { cookie })
  expect([wrong.statusCode, wrong.body.includes('tidak mengizinkan Anda masuk')]).toEqual([422, true])
  expect((await comeBack(`?code=x&state=${state}`, { cookie })).body).toContain('Mulailah lagi.')
  expect(wrong.headers['set-cookie'] ?? '').not.toContain('session_token')
})
