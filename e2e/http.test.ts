import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliDecompressSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { askRaw } from '../bench/raw-http.ts'
import { listRoutes } from '../bench/list-routes.ts'
import { newId } from '../src/kernel/ids.ts'
import { appUrl, openDatabase } from '../src/kernel/database.ts'
import { makeServer } from '../src/web/server.ts'
import { layDatabaseLine } from './database-line.ts'
import { citizen, citizenPassword } from './people.ts'
import { officerKeys, openSite } from './site.ts'

const site = await openSite({ tenants: ['rembang', 'bengkalis'], officers: ['rembang/admin-portal.dinkominfo'] })
const host = 'rembang.localhost'

test('every page is sent with headers that let no foreign script, frame or form in', async () => {
  for (const url of ['/', '/lapor/sms-wadul-bupati', '/tidak-ada', '/petugas/masuk']) {
    const { headers, body } = await get(url)
    expect(headers['content-security-policy']).toBe("default-src 'none';style-src 'self';script-src 'self';img-src 'self' data:;connect-src 'self';font-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none';manifest-src 'self';worker-src 'self'")
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'cache-control': 'private, no-store', 'x-frame-options': 'SAMEORIGIN' })
    expect(headers).not.toHaveProperty('x-powered-by')
    expect(headers).not.toHaveProperty('strict-transport-security')
    expect(body).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|javascript:/i)
  }
})

test('behind https the browser is told to stay there, and cookies never leave it', async () => {
  const app = await twin({ https: true })
  const { headers } = await app.inject({ url: '/lapor/sms-wadul-bupati', headers: { host } })
  expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
  expect(String(headers['content-security-policy'])).toContain('upgrade-insecure-requests')
  expect(String(headers['set-cookie'])).toMatch(/^tanggap_csrf=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
})

test('a form that is not ours is refused, whatever it carries, and changes nothing', async () => {
  const { token, cookie } = await formOf('/lapor/sms-wadul-bupati')
  const other = await formOf('/lapor/sms-wadul-bupati')
  const before = await countTickets()
  const posts = ['/daftar', '/masuk', '/keluar', '/lacak', '/petugas/masuk', '/petugas/kode', '/lapor/sms-wadul-bupati', '/tiket/123-456-789/balas', '/tiket/123-456-789/tindakan/kirim']
  for (const url of posts) {
    for (const [sent, held] of [['', ''], ['', cookie], [token, ''], [token, other.cookie], [`${token}x`, cookie]] as const) {
      const answer = await post(url, { _csrf: sent, judul: 'Palsu', uraian: 'Palsu' }, held)
      expect(answer.statusCode, `${url} ${sent.slice(0, 4)} ${held.slice(0, 18)}`).toBe(403)
      expect(answer.body).toContain('Formulir ini sudah kedaluwarsa atau tidak berasal dari halaman kami.')
    }
  }
  expect((await site.app.inject({ method: 'POST', url: '/lapor/sms-wadul-bupati', headers: { host: 'bengkalis.localhost', cookie, 'content-type': form }, payload: new URLSearchParams({ _csrf: token }).toString() })).statusCode).toBe(404)
  expect(await countTickets()).toBe(before)
})

test('what was typed into a form that has expired is shown to be copied, but secrets are not, nor what another site has sent', async () => {
  const { cookie } = await formOf('/lapor/sms-wadul-bupati')
  const typed = { _csrf: 'lama', kunci: 'kunci-yang-panjang', judul: 'Talud <b>ambrol</b> di TPI', uraian: 'Sejak hujan Senin malam talud itu ambrol.', sandi: 'rahasia sekali ini', tempat: 'TPI' }
  const send = async (headers: Record<string, string>) => await site.app.inject({ method: 'POST', url: '/lapor/sms-wadul-bupati', headers: { host, cookie, 'content-type': form, ...headers }, payload: new URLSearchParams(typed).toString() })
  const own = await send({ origin: `http://${host}` })
  expect(own.statusCode).toBe(403)
  expect(own.body).toContain('>Sejak hujan Senin malam talud itu ambrol.</textarea>')
  expect(own.body).toContain('>Talud &lt;b>ambrol&lt;/b> di TPI</textarea>')
  expect(own.body).not.toMatch(/rahasia sekali|kunci-yang/)
  expect((await send({ referer: `http://${host}/lapor/sms-wadul-bupati` })).body).toContain('talud itu ambrol')
  for (const other of [{}, { origin: 'http://jahat.example' }, { origin: 'null' }, { origin: 'http://jahat.example', referer: `http://${host}/` }]) expect((await send(other)).body).not.toContain('talud itu ambrol')
})

test('a host that is no regency and a route that is none are not found', async () => {
  for (const [name, url] of [['rembang.localhost:99999', '/'], ['rembang.localhost:80@jahat.example', '/'], ['rembang.localhost:x', '/'], ['tidak-ada.localhost', '/'], ['x.rembang.localhost', '/'], ['-.localhost', '/lapor'], [host, '/tidak/ada'], [host, '/aset/tidak-ada.js'], ['localhost', '/lapor']] as const) {
    expect((await site.app.inject({ url, headers: { host: name } })).statusCode, `${name}${url}`).toBe(404)
  }
  const root = await site.app.inject({ url: '/', headers: { host: 'jahat.example:8080' } })
  expect(root.body).not.toContain('jahat.example')
})

test('too many requests from one address get a page that says so; sign-in has a tenth of them', async () => {
  const app = await twin({ requestsPerMinute: 20 })
  const ask = async (url: string, method: 'GET' | 'POST' = 'GET') => await app.inject({ method, url, headers: { host } })
  for (let n = 0; n < 2; n++) expect((await ask('/petugas/masuk', 'POST')).statusCode).toBe(403)
  expect((await ask('/petugas/masuk', 'POST')).statusCode).toBe(429)
  for (let n = 0; n < 20; n++) expect((await ask('/lacak')).statusCode).toBe(200)
  const refused = await ask('/lacak')
  expect(refused.statusCode).toBe(429)
  expect(refused.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(refused.headers['retry-after']).toBeDefined()
  expect(refused.body).toContain('Terlalu banyak permintaan dalam waktu singkat. Tunggu satu menit, lalu coba lagi.')
})

test('without its database the site says so with 503, and is back by itself', async () => {
  const line = await layDatabaseLine(appUrl(site.database.ownerUrl, site.database.secrets))
  const pool = openDatabase(line.url, 4)
  onTestFinished(() => pool.db.destroy())
  const app = await twin({ resources: { db: pool.db, secrets: site.database.secrets } })
  const { token, cookie } = await formOf('/lapor/sms-wadul-bupati', app)
  const report = { _csrf: token, kunci: newId(site.now()), judul: 'Dikirim saat basis data mati', uraian: 'Satu kali saja.' }
  await line.cut()
  for (const url of ['/', '/laporan', '/lapor/sms-wadul-bupati', '/kesehatan']) {
    const away = await app.inject({ url, headers: { host } })
    expect(away.statusCode, url).toBe(503)
    expect(away.body).toContain('Layanan sedang tidak dapat dibuka')
    expect(away.headers['retry-after']).toBe('10')
    expect(away.body, 'still in the regency’s colours').toContain('Pemerintah Kabupaten Rembang')
  }
  expect((await post('/lapor/sms-wadul-bupati', report, cookie, app)).statusCode).toBe(503)
  await line.mend()
  const sent = await post('/lapor/sms-wadul-bupati', report, cookie, app)
  expect(sent.statusCode).toBe(303)
  expect((await post('/lapor/sms-wadul-bupati', report, cookie, app)).headers.location).toBe(sent.headers.location)
  expect((await app.inject({ url: '/', headers: { host } })).statusCode).toBe(200)
  const { rows } = await sql`select from ticket where title = ${report.judul}`.execute(site.database.owner.db)
  expect(rows).toHaveLength(1)
  site.logged.length = 0
})

test('connections that the database server ends are replaced by themselves', async () => {
  await get('/')
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'tanggap_app' and datname = current_database()`.execute(site.database.owner.db)
  await expect.poll(async () => (await get('/laporan')).statusCode, { timeout: 5000 }).toBe(200)
  for (let n = 0; n < 15; n++) expect((await get('/laporan')).statusCode).toBe(200)
  site.logged.length = 0
})

test('what cannot be read as a request at all is answered in our words, with the same guards', async () => {
  const guards = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'x-frame-options': 'SAMEORIGIN', 'cache-control': 'private, no-store' }
  const bent = [['GET', '/laporan/%E0%A4%A', [], 400], ['GET', `/laporan/${'a'.repeat(300)}`, [], 414]] as const
  for (const [method, path, headers, status] of [...bent, ['GET', '/', [['x bad', '1']], 400], ['GET', '/', [['cookie', `a=${'b'.repeat(20_000)}`]], 431]] as const) {
    const answer = await askRaw((site.app.server.address() as AddressInfo).port, { method, path, headers: [['host', host], ...(headers as unknown as [string, string][])] })
    expect(answer.status, path).toBe(status)
    expect(Object.fromEntries(answer.headers)).toMatchObject(guards)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.body).toContain('Alamat atau permintaan ini tidak dapat dibaca.')
    expect(answer.body).not.toContain('laporan')
  }
})

const nasty = [
  '%00', "'%20or%201=1--", '..%2f..%2fetc%2fpasswd', '%3Cscript%3Ealert(1)%3C%2Fscript%3E', '%F0%9F%92%A9', 'A'.repeat(190), '__proto__', '-1', '99999999999999999999', '%', '%E0%A4%A',
  '1738480000000_00000000-0000-7000-8000-000000000000', '9999999999999_ffffffff-ffff-ffff-ffff-ffffffffffff', '00000000-0000-7000-8000-000000000000',
]
const queries = ['nomor', 'kode', 'setelah', 'unit', 'tampil', 'tujuan', 'bahasa', 'tersimpan', 'selesai', 'kecil', 'v']

test('no GET address, however it is bent, breaks the server or comes back as script', async () => {
  const number = await sendReport()
  const routes = getRoutes(site.app)
  expect(routes).toEqual(expect.arrayContaining(['/laporan-saya', '/laporan/:nomor', '/kotak-masuk/:nomor/berkas/:id', '/petugas/pasang-kode']))
  for (const cookie of ['', await citizenCookie(), await officerCookie()]) {
    for (const route of routes) {
      const paths = route.includes(':') || route.includes('*') ? [...nasty.map((one) => route.replace(/:[a-z]+|\*/g, one)), ...nasty.map((one) => route.replace(':nomor', number).replace(/:[a-z]+|\*/g, one))] : [route]
      const urls = [...paths, ...nasty.map((one) => `${route.replace(':nomor', number)}?${queries.map((name) => `${name}=${one}`).join('&')}`), `${route}?nomor=1&nomor=2&setelah[]=x&unit[a]=b&bahasa=xx`]
      for (const url of urls) {
        const answer = await site.app.inject({ url, headers: { host, cookie } })
        expect(answer.statusCode, url).toBeLessThan(500)
        expect(answer.body, url).not.toContain('<script>alert')
        expect(String(answer.headers.location ?? '/'), url).toMatch(/^\/(?![/\\])/)
      }
    }
  }
  expect(site.logged).toEqual([])
}, 240_000)

test('no body, however it is bent, breaks the server', async () => {
  const { token, cookie } = await formOf('/lapor/sms-wadul-bupati')
  const send = async (type: string, payload: string | Buffer) => await site.app.inject({ method: 'POST', url: '/lapor/sms-wadul-bupati', headers: { host, cookie, 'content-type': type }, payload })
  const csrf = `--b\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${token}\r\n`
  const file = (name: string, content: string) => `--b\r\ncontent-disposition: form-data; name="lampiran"; filename="${name}"\r\ncontent-type: image/jpeg\r\n\r\n${content}\r\n`
  const bodies: [string, string | Buffer][] = [
    ['application/json', '{"_csrf":1'], ['application/json', '{}'], ['application/json', JSON.stringify({ _csrf: token, kunci: 5, judul: { a: 1 }, uraian: [['x']], desa: null })], ['text/plain', 'x'], ['application/xml', '<a/>'], [form, 'a'.repeat(300_000)], [form, `_csrf=${token}&judul=%00&uraian=%ED%A0%80&desa=__proto__&waktu-kejadian=99999-99-99`],
    [form, `_csrf=${token}&kunci=x&judul=a&judul=b&uraian=c`], [form, `_csrf=${token}&__proto__=x&constructor=y&judul[]=z`], ['multipart/form-data', 'x'], ['multipart/form-data; boundary=b', '--b'],
    ['multipart/form-data; boundary=b', `${csrf}--b--`], ['multipart/form-data; boundary=b', `${csrf}${file('a.jpg', 'not a picture').slice(0, -6)}`], ['multipart/form-data; boundary=b', `${csrf}${file('../../a%00.jpg', '\xff\xd8\xff\xe0')}--b--`],
    ['multipart/form-data; boundary=b', `${csrf}${Array.from({ length: 11 }, (_, n) => file(`${n}.jpg`, 'x')).join('')}--b--`], ['multipart/form-data; boundary=b', `${file('first.jpg', 'x')}${csrf}--b--`],
  ]
  for (const [type, payload] of bodies) {
    const { statusCode } = await send(type, payload)
    expect(statusCode, `${type} ${String(payload).slice(0, 200)}`).toBeGreaterThanOrEqual(300)
    expect(statusCode, `${type} ${String(payload).slice(0, 200)}`).toBeLessThan(500)
  }
  expect(site.logged).toEqual([])
})

test('a file that breaks off in the middle is the sender’s fault, wherever files are taken in', async () => {
  const cookie = await officerCookie()
  const { token, cookie: csrf } = await formOf('/lapor/sms-wadul-bupati')
  const whole = `--b\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${token}\r\n--b\r\ncontent-disposition: form-data; name="berkas"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\n${'nomor;isi\n'.repeat(20_000)}`
  for (const url of ['/impor', '/petugas/register-kependudukan', '/surat/ABCDE', '/lapor/sms-wadul-bupati']) {
    for (const [boundary, payload] of [['b', whole], ['', whole], ['b', `${whole}\r\n--b`]] as const) {
      const { statusCode } = await site.app.inject({ method: 'POST', url, headers: { host, cookie: `${cookie}; ${csrf}`, 'content-type': `multipart/form-data; boundary=${boundary}` }, payload })
      expect(statusCode, `${url} ${boundary}`).toBeGreaterThanOrEqual(400)
      expect(statusCode, `${url} ${boundary}`).toBeLessThan(500)
    }
  }
  expect(site.logged).toEqual([])
})

test('a NUL in a form, which no table can keep, is left out', async () => {
  const cookie = await officerCookie()
  const { token, cookie: csrf } = await formOf('/lapor/sms-wadul-bupati')
  const values = { _csrf: token, jenis: 'balasan', 'judul-pesan': 'Bal\0asan', 'isi-pesan': '{isi}\0' }
  expect((await post('/pesan/templat', values, `${cookie}; ${csrf}`)).statusCode).toBe(303)
  const parts = Object.entries(values).map(([name, value]) => `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join('')
  const answer = await site.app.inject({ method: 'POST', url: '/pesan/templat', headers: { host, cookie: `${cookie}; ${csrf}`, 'content-type': 'multipart/form-data; boundary=b' }, payload: `${parts}--b--` })
  expect(answer.statusCode).toBe(303)
  const { rows } = await sql<{ title: string; text: string }>`select * from letter_template where kind = 'balasan'`.execute(site.database.owner.db)
  expect(rows).toMatchObject([{ title: 'Balasan' }])
})

test('signing in leads only to addresses of this site', async () => {
  const { token, cookie } = await formOf('/masuk')
  await citizenCookie()
  for (const tujuan of ['https://jahat.example', '//jahat.example', '/\\jahat.example', '/%09/jahat.example', 'javascript:alert(1)', '/\n/jahat.example']) {
    const answer = await post('/masuk', { _csrf: token, masuk: citizen('rembang', 40).nik, sandi: citizenPassword, tujuan }, cookie)
    expect(answer.statusCode).toBe(303)
    expect(new URL(String(answer.headers.location), 'http://rembang.localhost').host).toBe('rembang.localhost')
  }
})

test('a first visit weighs at most 60 kB, the next one 15 kB; what is kept for ever has its hash in its name', async () => {
  const packed = { 'accept-encoding': 'br' }
  for (const url of ['/', '/lapor/sms-wadul-bupati']) {
    const page = await get(url, packed)
    expect(page.headers['content-encoding']).toBe('br')
    const html = brotliDecompressSync(page.rawPayload).toString()
    let total = page.rawPayload.length
    const parts = [...html.matchAll(/<(?:link rel="(?:stylesheet|icon)"|script)[^>]*(?:href|src)="([^"]+)"/g)].map((match) => match[1]!)
    expect(parts.length).toBeGreaterThanOrEqual(4)
    for (const part of parts) {
      const asset = await get(part.replaceAll('&amp;', '&'), packed)
      expect(asset.statusCode, part).toBe(200)
      total += asset.rawPayload.length
      if (!part.startsWith('/aset/')) continue
      expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
      expect(asset.headers['content-encoding'], part).toBe('br')
      expect(part).toMatch(/-[0-9a-f]{12}\.(css|js|svg)$/)
    }
    expect(total, `${url} in all`).toBeLessThanOrEqual(60_000)
    expect(page.rawPayload.length, `${url} alone`).toBeLessThanOrEqual(15_000)
  }
})

const form = 'application/x-www-form-urlencoded'

test('who broke the connection off gets no answer, and is no fault of ours', async () => {
  const began = site.logged.length
  // So it is when the line breaks between the reading of a request and its handling: nobody knows any more whose it was.
  site.app.server.prependOnceListener('request', (request: IncomingMessage) => Object.defineProperty(request.socket, 'remoteAddress', { get: () => undefined }))
  const answer = fetch(site.url(''))
  await expect(answer).rejects.toThrow('fetch failed')
  expect(site.logged.slice(began)).toEqual([])
  expect((await fetch(site.url(''))).status).toBe(200)
})

async function get(url: string, headers: Record<string, string> = {}) {
  return await site.app.inject({ url, headers: { host, ...headers } })
}

async function post(url: string, values: Record<string, string>, cookie: string, app: FastifyInstance = site.app) {
  return await app.inject({ method: 'POST', url, headers: { host, cookie, 'content-type': form }, payload: new URLSearchParams(values).toString() })
}

/** Another server over the same data, for this test only. */
async function twin(changed: Partial<FastifyInstance['web']>): Promise<FastifyInstance> {
  const app = await makeServer({ ...site.app.web, ...changed })
  onTestFinished(() => app.close())
  return app
}

/** What a browser holds after it was given a page with a form. */
async function formOf(url: string, app: FastifyInstance = site.app): Promise<{ token: string; cookie: string }> {
  const { body, headers } = await app.inject({ url, headers: { host } })
  return { token: /name="_csrf" value="([^"]+)"/.exec(body)![1]!, cookie: cookiesOf([headers['set-cookie'] ?? []].flat()) }
}

function cookiesOf(set: string[]): string {
  return set.map((one) => one.split(';')[0]).join('; ')
}

async function countTickets(): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ticket`.execute(site.database.owner.db)
  return rows[0]!.n
}

async function sendReport(): Promise<string> {
  const { token, cookie } = await formOf('/lapor/sms-wadul-bupati')
  const { headers } = await post('/lapor/sms-wadul-bupati', { _csrf: token, judul: 'Untuk alamat yang bengkok', uraian: 'Isi.' }, cookie)
  const found = /\d{3}-\d{3}-\d{3}/.exec(String(headers.location))
  if (!found) throw new Error(site.logged.join(''))
  return found[0]
}

let citizenCookies: string | undefined
async function citizenCookie(): Promise<string> {
  citizenCookies ??= cookiesOf((await site.access.registerCitizen('rembang', { ...citizen('rembang', 40), password: citizenPassword }, site.now())).cookies)
  return citizenCookies
}

let officerCookies: string | undefined
async function officerCookie(): Promise<string> {
  if (officerCookies) return officerCookies
  const { password, code } = officerKeys(site)
  const { cookies } = await site.access.signInOfficer('rembang', { username: 'admin-portal.dinkominfo', password }, site.now())
  officerCookies = cookiesOf(await site.access.verifyOfficerTotp('rembang', { headers: new Headers({ cookie: cookiesOf(cookies) }), code }, site.now()))
  return officerCookies
}

/** All GET addresses of the server. */
function getRoutes(app: FastifyInstance): string[] {
  return ['/aset/*', ...listRoutes(app).filter((route) => route.method === 'GET').map((route) => route.path)]
}
