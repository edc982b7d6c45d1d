import { createECDH } from 'node:crypto'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { theSystem } from '../src/kernel/actor.ts'
import { inWork } from '../src/kernel/work.ts'
import { ownersOfAddress } from '../src/domains/messages/index.ts'
import { checkPage, useBrowser } from './browser.ts'
import { citizen, citizenPassword, expectHeading, expectText, press, signInOfficer } from './people.ts'
import { openSite } from './site.ts'

const posts = ['admin-portal.dinkominfo', 'pejabat-penghubung.dlh'] as const
const site = await openSite({ tenants: ['rembang'], officers: posts.map((username) => `rembang/${username}`) })
const pushKey = createECDH('prime256v1').generateKeys().toString('base64url')
Object.assign(site.app.web, { pushKey })
const newPage = useBrowser()
const host = 'rembang.localhost'
const form = 'application/x-www-form-urlencoded'

test('a device that asks is told from then on, until it asks no more; its address is kept sealed', async () => {
  const cookie = await citizenCookie(60)
  const subscription = deviceAt('https://fcm.googleapis.com/fcm/send/one')
  expect((await post('/perangkat/daftar', { langganan: JSON.stringify(subscription) }, cookie)).statusCode).toBe(204)
  const [kept] = await devices()
  expect(kept).toMatchObject({ channel: 'push', owner_kind: 'person', address_masked: 'perangkat', enabled: true })
  const owners = await inWork(site.database, { tenant: 'rembang', actor: theSystem, now: site.now() }, (work) => ownersOfAddress(work, 'push', JSON.stringify(subscription)))
  expect(owners).toEqual([{ kind: 'person', id: kept!.owner_id }])
  expect(kept!.address_cipher.toString('latin1')).not.toContain('googleapis')
  // The same device again stays one.
  expect((await post('/perangkat/daftar', { langganan: JSON.stringify(subscription) }, cookie)).statusCode).toBe(204)
  expect(await devices()).toHaveLength(1)
  expect((await post('/perangkat/lepas', { alamat: 'https://fcm.googleapis.com/fcm/send/other' }, cookie)).statusCode).toBe(204)
  expect(await devices()).toHaveLength(1)
  expect((await post('/perangkat/lepas', { alamat: subscription.endpoint }, cookie)).statusCode).toBe(204)
  expect(await devices()).toEqual([])
})

test('a device that changes hands tells only who uses it now', async () => {
  const subscription = JSON.stringify(deviceAt('https://fcm.googleapis.com/fcm/send/two'))
  await post('/perangkat/daftar', { langganan: subscription }, await citizenCookie(61))
  const [before] = await devices()
  await post('/perangkat/daftar', { langganan: subscription }, await citizenCookie(62))
  const after = await devices()
  expect(after).toHaveLength(1)
  expect(after[0]!.owner_id).not.toBe(before!.owner_id)
  await sql`delete from contact where channel = 'push'`.execute(site.database.owner.db)
})

test('no more than ten devices of one person', async () => {
  const cookie = await citizenCookie(63)
  for (let n = 0; n < 10; n++) expect((await post('/perangkat/daftar', { langganan: JSON.stringify(deviceAt(`https://web.push.apple.com/${n}`)) }, cookie)).statusCode).toBe(204)
  const eleventh = await post('/perangkat/daftar', { langganan: JSON.stringify(deviceAt('https://web.push.apple.com/10')) }, cookie)
  expect(eleventh.statusCode).toBe(422)
  expect(eleventh.body).toContain('Sudah ada sepuluh perangkat.')
  await sql`delete from contact where channel = 'push'`.execute(site.database.owner.db)
})

test('nobody who is not signed in, no foreign form, and no address inside our own network', async () => {
  const cookie = await citizenCookie(64)
  const good = JSON.stringify(deviceAt('https://fcm.googleapis.com/fcm/send/x'))
  expect((await post('/perangkat/daftar', { langganan: good }, '')).statusCode).toBe(401)
  expect((await post('/perangkat/lepas', { alamat: 'x' }, '')).statusCode).toBe(401)
  const unsigned = await site.app.inject({ method: 'POST', url: '/perangkat/daftar', headers: { host, cookie, 'content-type': form }, payload: new URLSearchParams({ langganan: good }).toString() })
  expect(unsigned.statusCode).toBe(403)
  for (const langganan of ['', '{', JSON.stringify(deviceAt('https://127.0.0.1/x')), JSON.stringify(deviceAt('http://fcm.googleapis.com/x')), JSON.stringify(deviceAt('https://jahat.example/x'))]) {
    expect((await post('/perangkat/daftar', { langganan }, cookie)).statusCode, langganan).toBe(422)
  }
  expect(await devices()).toEqual([])
})

test('the token is for our own pages only, and says whose session it is without naming them', async () => {
  const ask = async (headers: Record<string, string>) => await site.app.inject({ url: '/token', headers: { host, ...headers } })
  for (const from of ['cross-site', 'same-site', 'none']) expect((await ask({ 'sec-fetch-site': from })).statusCode).toBe(403)
  const guest = await ask({ 'sec-fetch-site': 'same-origin' })
  expect(guest.json()).toMatchObject({ reader: '-' })
  expect(guest.headers['cache-control']).toBe('no-store')
  expect(guest.headers).not.toHaveProperty('access-control-allow-origin')
  const one = (await ask({ cookie: await citizenCookie(65) })).json()
  const other = (await ask({ cookie: await citizenCookie(66) })).json()
  expect(one.reader).toMatch(/^[0-9a-f]{20}$/)
  expect(one.reader).not.toBe(other.reader)
  expect((await ask({ cookie: await citizenCookie(65) })).json().reader).toBe(one.reader)
})

test('the service worker is asked for anew each time, and changes only with what it keeps', async () => {
  const first = await site.app.inject({ url: '/sw.js', headers: { host } })
  expect(first.headers).toMatchObject({ 'cache-control': 'no-cache', 'content-type': 'text/javascript; charset=utf-8' })
  expect((await site.app.inject({ url: '/sw.js', headers: { host } })).body).toBe(first.body)
  const { shell } = JSON.parse(/self\.setup = (.*)/.exec(first.body)![1]!) as { shell: string[] }
  expect(shell.length).toBeGreaterThanOrEqual(9)
  for (const url of shell) expect((await site.app.inject({ url, headers: { host } })).statusCode, url).toBe(200)
  expect((await site.app.inject({ url: '/sw.js', headers: { host: 'localhost' } })).statusCode).toBe(404)
})

test('an icon with the colours of now in its address is kept for ever; one that is none is not found', async () => {
  const icon = async (url: string) => await site.app.inject({ url, headers: { host } })
  const href = /rel="apple-touch-icon" href="([^"]+)"/.exec((await icon('/')).body)![1]!
  const drawn = await icon(href)
  expect(drawn.headers).toMatchObject({ 'content-type': 'image/png', 'cache-control': 'public, max-age=31536000, immutable' })
  expect((await icon('/ikon/180.png?v=lama')).headers['cache-control']).toBe('public, max-age=3600')
  for (const name of ['181.png', 'constructor', '..%2f..%2fx.png']) expect((await icon(`/ikon/${name}`)).statusCode).toBe(404)
})

test('an officer asks to be told on this device, and no more; signing out ends it too', async () => {
  const phone = await newPage('phone')
  await standInForPushService(phone, 'https://fcm.googleapis.com/fcm/send/phone')
  await signInOfficer(phone, site, { tenant: 'rembang', username: posts[0] })
  await press(phone, 'Terima pemberitahuan')
  await expectText(phone, 'Perangkat ini akan diberi tahu.')
  await checkPage(phone)
  expect(await devices()).toMatchObject([{ owner_kind: 'officer', enabled: true }])
  await phone.reload()
  await press(phone, 'Hentikan pemberitahuan')
  await expectText(phone, 'Perangkat ini tidak lagi diberi tahu.')
  expect(await devices()).toEqual([])
  await press(phone, 'Terima pemberitahuan')
  await expectText(phone, 'Perangkat ini akan diberi tahu.')
  expect(await devices()).toHaveLength(1)
  await press(phone, 'Keluar')
  await expectHeading(phone, 'Masuk petugas')
  expect(await devices()).toEqual([])
  expect(site.logged).toEqual([])
})

test('a browser that no push service knows says so, and the button stays', async () => {
  const phone = await newPage('phone')
  await phone.addInitScript(() => Object.defineProperty(Notification, 'permission', { value: 'default' }))
  await signInOfficer(phone, site, { tenant: 'rembang', username: posts[1] })
  await press(phone, 'Terima pemberitahuan')
  await expectText(phone, 'Perangkat ini belum dapat diberi tahu.')
  await phone.getByRole('button', { name: 'Terima pemberitahuan' }).waitFor()
  expect(await devices()).toEqual([])
  expect(site.logged).toEqual([])
})

test('a message that comes is shown, and a touch leads to its ticket on this site only', async () => {
  const phone = await newPage('phone')
  await phone.goto(site.url('rembang'))
  await phone.evaluate(async () => { await navigator.serviceWorker.ready })
  const [worker] = phone.context().serviceWorkers()
  const bring = async (url: string) => await worker!.evaluate(showAndTouch, { title: 'Giliran Anda', text: 'Lampu jalan padam.', url })
  expect(await bring('https://rembang.tanggap.example/kotak-masuk/482-109-375?x=1')).toEqual({
    title: 'Giliran Anda', body: 'Lampu jalan padam.', tag: '/kotak-masuk/482-109-375?x=1', icon: '/ikon/192.png', closed: true, opened: '/kotak-masuk/482-109-375?x=1',
  })
  expect(await bring('https://jahat.example/curi')).toMatchObject({ opened: '/curi' })
  expect(await bring('/')).toMatchObject({ opened: '/' })
})

/** Brings a message to the service worker and touches what it shows. This Chromium has no screen for notifications, so what the worker asks of it is written down. */
async function showAndTouch(message: object): Promise<unknown> {
  const scope = globalThis as unknown as {
    registration: { showNotification: unknown }
    clients: { openWindow: unknown; matchAll: unknown }
    PushEvent: new (type: string, init: object) => Event
    dispatchEvent(event: Event): void
  }
  const seen: Record<string, unknown> = {}
  let touch: { path: string } | undefined
  scope.registration.showNotification = async (title: string, options: { body: string; tag: string; icon: string; data: { path: string } }) => {
    Object.assign(seen, { title, body: options.body, tag: options.tag, icon: options.icon })
    touch = options.data
  }
  scope.clients.matchAll = async () => []
  scope.clients.openWindow = async (path: string) => { seen.opened = path }
  scope.dispatchEvent(new scope.PushEvent('push', { data: JSON.stringify(message) }))
  const waits: unknown[] = []
  const notification = { data: touch, close: () => { seen.closed = true } }
  scope.dispatchEvent(Object.assign(new Event('notificationclick'), { notification, waitUntil: (wait: unknown) => waits.push(wait) }))
  await Promise.all(waits)
  return seen
}

/** Chromium without Google's services has none to subscribe at: this gives the page the subscription that one would have given. */
async function standInForPushService(page: Page, endpoint: string): Promise<void> {
  await page.addInitScript(({ subscription }) => {
    Object.defineProperty(Notification, 'permission', { value: 'granted' })
    const kept = () => (localStorage.getItem('push') ? { endpoint: subscription.endpoint, toJSON: () => subscription, unsubscribe: async () => localStorage.removeItem('push') } : null)
    Object.assign(PushManager.prototype, {
      getSubscription: async () => kept(),
      async subscribe(options: { applicationServerKey: string }) {
        localStorage.setItem('push', options.applicationServerKey)
        return kept()
      },
    })
  }, { subscription: deviceAt(endpoint) })
}

function deviceAt(endpoint: string): { endpoint: string; keys: { p256dh: string; auth: string } } {
  return { endpoint, keys: { p256dh: createECDH('prime256v1').generateKeys().toString('base64url'), auth: 'A'.repeat(22) } }
}

const cookies = new Map<number, string>()
async function citizenCookie(who: number): Promise<string> {
  const known = cookies.get(who)
  if (known) return known
  const { cookies: set } = await site.access.registerCitizen('rembang', { ...citizen('rembang', who), password: citizenPassword }, site.now())
  const cookie = set.map((one) => one.split(';')[0]).join('; ')
  cookies.set(who, cookie)
  return cookie
}

async function post(url: string, values: Record<string, string>, cookie: string) {
  const pass = await site.app.inject({ url: '/token', headers: { host, cookie } })
  const held = [cookie, ...[pass.headers['set-cookie'] ?? []].flat().map((one) => one.split(';')[0])].filter(Boolean).join('; ')
  return await site.app.inject({ method: 'POST', url, headers: { host, cookie: held, 'content-type': form }, payload: new URLSearchParams({ _csrf: pass.json().token, ...values }).toString() })
}

interface Device {
  channel: string
  owner_kind: string
  owner_id: string
  slot: string
  address_masked: string
  address_cipher: Buffer
  enabled: boolean
}

async function devices(): Promise<Device[]> {
  return (await sql<Device>`select * from contact where channel = 'push'`.execute(site.database.owner.db)).rows
}
