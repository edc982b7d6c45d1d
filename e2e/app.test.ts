import type { Socket } from 'node:net'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { checkPage, useBrowser } from './browser.ts'
import { choose, citizen, citizenPassword, expectHeading, expectText, openFromInbox, press, readReceipt, register, signInOfficer } from './people.ts'
import { chosenPhoto } from './photo.ts'
import { openSite } from './site.ts'

const liaison = { tenant: 'bengkalis', username: 'pejabat-penghubung.disdik' } as const
const site = await openSite({
  tenants: ['bengkalis', 'rembang'],
  officers: ['bengkalis/admin-pusat.diskominfotik', 'bengkalis/admin-instansi.disdik', 'bengkalis/pejabat-penghubung.disdik', 'rembang/admin-portal.dinkominfo'],
})
const newPage = useBrowser()
const kept = 'Tersimpan di telepon ini. Akan dikirim saat ada sinyal.'

test('a citizen’s report with a photo, written without a signal, is sent once when the signal is back', async () => {
  const phone = await newPage('phone')
  // Only the front page was ever opened on this phone.
  await phone.goto(site.url('rembang'))
  await expectReady(phone, { form: '/lapor/sms-wadul-bupati' })
  await phone.context().setOffline(true)
  await phone.goto(site.url('rembang', '/lapor'))
  await expectText(phone, 'Anda sedang luring; ini keadaan pukul')
  await press(phone, 'Kirim laporan')
  await expectText(phone, 'Isi dahulu: Judul singkat.')
  await phone.getByLabel('Judul singkat').fill('Jembatan bambu putus')
  await phone.getByLabel('Isi aduan').fill('Warga tidak bisa menyeberang ke pasar.')
  await phone.getByLabel('Pilih berkas').setInputFiles(await chosenPhoto('jembatan.jpg'))
  await press(phone, 'Kirim laporan')
  await expectText(phone, kept)
  await checkPage(phone)
  expect(await titles()).toEqual([])

  // A second one without a signal is another report, though the same kept page is filled in.
  await press(phone, 'Isi formulir baru')
  await phone.getByLabel('Judul singkat').fill('Lampu dermaga padam')
  await phone.getByLabel('Isi aduan').fill('Sudah tiga malam gelap.')
  await press(phone, 'Kirim laporan')
  await expect.poll(async () => await phone.getByText(kept).count()).toBe(2)

  await phone.context().setOffline(false)
  await expect.poll(async () => await phone.getByText('Sudah terkirim: nomor').count()).toBe(2)
  expect(await phone.getByText(kept).count()).toBe(0)
  await checkPage(phone)
  await expect.poll(titles).toEqual(['Jembatan bambu putus', 'Lampu dermaga padam'])
  await phone.goto(site.url('rembang', '/'))
  await phone.waitForTimeout(500)
  expect(await titles()).toEqual(['Jembatan bambu putus', 'Lampu dermaga padam'])
  const { rows } = await sql<{ name: string }>`select name from upload where attached_to is not null`.execute(site.database.owner.db)
  expect(rows).toEqual([{ name: 'jembatan.jpg' }])
  expect(site.logged).toEqual([])
})

test('a draft with its photo is there again after the page was closed, and gone once it was sent', async () => {
  const phone = await newPage('phone')
  await phone.goto(site.url('rembang', '/lapor/sms-wadul-bupati'))
  await expectReady(phone)
  await phone.getByLabel('Judul singkat').fill('Sampah di muara')
  await phone.getByLabel('Isi aduan').fill('Menumpuk sejak pasang besar.')
  await phone.getByLabel('Pilih berkas').setInputFiles(await chosenPhoto('muara.jpg'))
  await expect.poll(async () => await keptStates(phone)).toEqual(['draft'])
  const context = phone.context()
  await phone.close()

  const again = await context.newPage()
  await again.goto(site.url('rembang', '/lapor/sms-wadul-bupati'))
  await expectText(again, 'Isian Anda yang belum terkirim')
  expect(await again.getByLabel('Judul singkat').inputValue()).toBe('Sampah di muara')
  expect(await again.getByLabel('Isi aduan').inputValue()).toBe('Menumpuk sejak pasang besar.')
  expect(await again.getByLabel('Pilih berkas').evaluate((input: HTMLInputElement) => input.files?.[0]?.name)).toBe('muara.jpg')
  await press(again, 'Kirim laporan')
  const { number } = await readReceipt(again)
  await expectText(again, number)
  expect(await keptStates(again)).toEqual([])
  await again.goto(site.url('rembang', '/lapor/sms-wadul-bupati'))
  await again.waitForTimeout(300)
  expect(await again.getByLabel('Judul singkat').inputValue()).toBe('')
  expect(await countFiles('muara.jpg')).toBe(1)
  expect(site.logged).toEqual([])
})

test('a report that leaves just when the line breaks is kept too, and arrives once', async () => {
  const phone = await newPage('phone')
  await phone.goto(site.url('rembang', '/lapor/sms-wadul-bupati'))
  await expectReady(phone)
  await phone.getByLabel('Judul singkat').fill('Ombak melewati tanggul')
  await phone.getByLabel('Isi aduan').fill('Rumah di tepi tanggul tergenang.')
  // The phone believes that it has a line; the server is not there.
  const { port } = site.app.server.address() as { port: number }
  await new Promise((done) => { site.app.server.close(done); site.app.server.closeAllConnections() })
  await press(phone, 'Kirim laporan')
  await expectHeading(phone, 'Anda sedang luring')
  await expectText(phone, kept)
  await new Promise<void>((done) => { site.app.server.listen(port, '127.0.0.1', done) })
  await phone.reload()
  await expectText(phone, 'Sudah terkirim: nomor')
  await expect.poll(async () => (await titles()).filter((title) => title === 'Ombak melewati tanggul')).toHaveLength(1)
  expect(site.logged).toEqual([])
})

test('what a guest wrote without a signal is not sent in the name of who signs in, unless they say so', async () => {
  const phone = await newPage('phone')
  await phone.goto(site.url('rembang', '/lapor/sms-wadul-bupati'))
  await expectReady(phone)
  await phone.context().setOffline(true)
  await phone.getByLabel('Judul singkat').fill('Tambak tercemar')
  await phone.getByLabel('Isi aduan').fill('Udang mati sejak Jumat.')
  await press(phone, 'Kirim laporan')
  await expectText(phone, kept)
  // The signal comes back at a page that knows the person already.
  const { cookies } = await site.access.registerCitizen('rembang', { ...citizen('rembang', 7), password: citizenPassword }, site.now())
  await phone.context().addCookies(cookies.map((one) => {
    const [name, value] = one.split(';')[0]!.split(/=(.*)/)
    return { name: name!, value: value!, url: site.url('rembang') }
  }))
  await phone.context().setOffline(false)
  await phone.goto(site.url('rembang', '/lacak'))
  await expectText(phone, '“Wadul Bupati” ditulis sebelum Anda masuk, dan belum dikirim.')
  await checkPage(phone)
  expect(await titles()).not.toContain('Tambak tercemar')
  await press(phone, 'Kirim atas nama saya')
  await expectText(phone, 'Sudah terkirim: nomor')
  await phone.goto(site.url('rembang', '/laporan-saya'))
  await expectText(phone, 'Tambak tercemar')
  expect(site.logged).toEqual([])
})

test('an officer reads inbox and ticket without a signal, and an answer with a field photo written there is sent once', async () => {
  await reportToSchools('Atap kelas bocor', 1)
  const phone = await newPage('phone')
  await signInOfficer(phone, site, liaison)
  await expectReady(phone)
  await openFromInbox(phone, site, { tenant: 'bengkalis', title: 'Atap kelas bocor' })
  const ticket = phone.url()
  await phone.context().setOffline(true)
  await phone.goto(site.url('bengkalis', '/kotak-masuk'))
  await expectText(phone, 'Anda sedang luring; ini keadaan pukul')
  await checkPage(phone)
  await phone.getByRole('link', { name: 'Atap kelas bocor', exact: true }).first().click()
  await expectHeading(phone, 'Atap kelas bocor')
  await phone.getByLabel('Tindak lanjut untuk pelapor').fill('Atap sudah kami tambal pagi ini.')
  await phone.getByLabel('Pilih berkas').first().setInputFiles(await chosenPhoto('atap.jpg'))
  await press(phone, 'Sampaikan tindak lanjut')
  await expectText(phone, kept)
  await checkPage(phone)
  await phone.goto(ticket)
  await expectText(phone, 'Tindakan ini sudah tersimpan di telepon ini dan menunggu sinyal.')
  // A page that was never opened says so.
  await phone.goto(site.url('bengkalis', '/kata-kunci'))
  await expectHeading(phone, 'Anda sedang luring')
  await checkPage(phone)

  await phone.context().setOffline(false)
  await expectText(phone, 'Sudah terkirim: nomor')
  await phone.goto(ticket)
  await expectText(phone, 'Tiket ini sudah ditutup.')
  await expectText(phone, 'Atap sudah kami tambal pagi ini.')
  expect(await countFiles('atap.jpg')).toBe(1)
  expect(site.logged).toEqual([])
})

test('an officer whose ticket changed meanwhile is told so, and keeps what they wrote', async () => {
  await reportToSchools('Pagar sekolah roboh', 2)
  const phone = await newPage('phone')
  await signInOfficer(phone, site, liaison)
  await expectReady(phone)
  await openFromInbox(phone, site, { tenant: 'bengkalis', title: 'Pagar sekolah roboh' })
  const ticket = phone.url()
  await phone.context().setOffline(true)
  await phone.getByLabel('Tindak lanjut untuk pelapor').fill('Pagar kami dirikan lagi.')
  await press(phone, 'Sampaikan tindak lanjut')
  await expectText(phone, kept)
  const desk = await newPage('desktop')
  await signInOfficer(desk, site, liaison)
  await openFromInbox(desk, site, { tenant: 'bengkalis', title: 'Pagar sekolah roboh' })
  await desk.getByLabel('Tindak lanjut untuk pelapor').fill('Pagar sudah berdiri.')
  await press(desk, 'Sampaikan tindak lanjut')
  await expectText(desk, 'Tiket ini sudah ditutup.')

  await phone.context().setOffline(false)
  await expectText(phone, '“Pagar sekolah roboh” belum dikirim: tiketnya sudah berubah sebelum tulisan Anda sampai.')
  // The refusal of the act stands in the console of that page; the next one has none.
  const next = await phone.context().newPage()
  await next.goto(ticket)
  await next.locator('summary').getByText('Tulisan Anda').click()
  await expectText(next, 'Pagar kami dirikan lagi.')
  await checkPage(next)
  await press(next, 'Buang')
  await expect.poll(async () => await keptStates(next)).toEqual([])
  expect(site.logged).toEqual([])
})

test('who signs out leaves nothing behind for the next person of the phone', async () => {
  const phone = await newPage('phone')
  await signInOfficer(phone, site, liaison)
  await expectReady(phone)
  await phone.goto(site.url('bengkalis', '/kotak-masuk?tampil=selesai'))
  await phone.getByRole('link', { name: 'Atap kelas bocor', exact: true }).first().click()
  await expectHeading(phone, 'Atap kelas bocor')
  await expect.poll(async () => await keptPages(phone)).toContain('/kotak-masuk')
  await press(phone, 'Keluar')
  await expectHeading(phone, 'Masuk petugas')
  await expect.poll(async () => (await keptPages(phone)).filter((path) => path.startsWith('/kotak-masuk'))).toEqual([])
  await phone.context().setOffline(true)
  await phone.goto(site.url('bengkalis', '/kotak-masuk'))
  await expectHeading(phone, 'Anda sedang luring')
  expect(await phone.content()).not.toContain('Atap kelas bocor')
})

test('a first visit of the front page or the report form weighs at most 60 kB, all that the app keeps included', async () => {
  for (const path of ['/', '/lapor/sms-wadul-bupati']) {
    const phone = await newPage('phone')
    // Everything that goes over the line, headers too, whoever asks for it: page, service worker, browser.
    const sockets = new Set<Socket>()
    const add = (socket: Socket) => void sockets.add(socket)
    site.app.server.on('connection', add)
    await phone.goto(site.url('rembang', path))
    await expectReady(phone, { form: '/lapor/sms-wadul-bupati' })
    await phone.waitForLoadState('networkidle')
    site.app.server.off('connection', add)
    const bytes = [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, 0)
    expect(bytes, path).toBeGreaterThan(10_000)
    expect(bytes, path).toBeLessThanOrEqual(60_000)
  }
})

test('the site can be installed: name, colours, icons of the right size, a start that opens; officers have an app of their own', async () => {
  const phone = await newPage('phone')
  for (const [path, start, name] of [['/', '/', 'Kabupaten Rembang'], ['/petugas/masuk', '/kotak-masuk', 'Petugas Kabupaten Rembang']] as const) {
    await phone.goto(site.url('rembang', path))
    await expectReady(phone)
    const href = await phone.locator('link[rel=manifest]').getAttribute('href')
    const manifest = await phone.evaluate(async (address) => await (await fetch(address!)).json(), href)
    expect(manifest).toMatchObject({ name, id: start, start_url: start, scope: '/', display: 'standalone', lang: 'id' })
    expect(manifest.theme_color).toMatch(/^#[0-9a-f]{6}$/)
    expect(await phone.locator('meta[name=theme-color]').getAttribute('content')).toBe(manifest.theme_color)
    const sizes = await phone.evaluate(async (icons: { src: string }[]) => await Promise.all(icons.map(async ({ src }) => {
      const image = await createImageBitmap(await (await fetch(src)).blob())
      return `${image.width}x${image.height}`
    })), manifest.icons)
    expect(sizes).toEqual(manifest.icons.map((icon: { sizes: string }) => icon.sizes))
    expect(manifest.icons.map((icon: { purpose: string }) => icon.purpose)).toEqual(['any', 'any', 'maskable'])
    const line = await phone.context().newCDPSession(phone)
    const { installabilityErrors } = await line.send('Page.getInstallabilityErrors')
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([])
    expect((await line.send('Page.getAppManifest')).errors).toEqual([])
  }
})

/** Waits until the service worker runs and has kept what it keeps at a first visit. */
async function expectReady(page: Page, order: { form?: string } = {}): Promise<void> {
  await page.evaluate(async () => { await navigator.serviceWorker.ready })
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  if (order.form) await expect.poll(async () => await keptPages(page)).toContain(order.form)
}

/** Paths of all pages that the browser keeps for its reader. */
async function keptPages(page: Page): Promise<string[]> {
  return await page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('tanggap-pembaca-'))
    const keys = await Promise.all(names.map(async (name) => await (await caches.open(name)).keys()))
    return keys.flat().map((request) => new URL(request.url).pathname)
  })
}

/** The states of all forms that the browser holds. */
async function keptStates(page: Page): Promise<string[]> {
  return await page.evaluate(async () => {
    const { app } = globalThis as unknown as { app: { forms(): Promise<{ state: string }[]> } }
    return (await app.forms()).map((form) => form.state)
  })
}

async function titles(): Promise<string[]> {
  const { rows } = await sql<{ title: string }>`select title from ticket where tenant_id = 'rembang' and title <> 'Sampah di muara' order by opened_at, number`.execute(site.database.owner.db)
  return rows.map((row) => row.title).sort()
}

async function countFiles(name: string): Promise<number> {
  const { rows } = await sql`select from upload where name = ${name} and attached_to is not null`.execute(site.database.owner.db)
  return rows.length
}

/** A report of a citizen that has come to the liaison officer of the education office. */
async function reportToSchools(title: string, who: number): Promise<void> {
  const phone = await newPage('phone')
  await phone.goto(site.url('bengkalis', '/daftar?tujuan=/lapor/lapor'))
  await register(phone, citizen('bengkalis', who))
  await expectHeading(phone, 'SP4N LAPOR!')
  await phone.getByLabel('Judul singkat').fill(title)
  await phone.getByLabel('Kronologi').fill('Sudah sebulan begini.')
  await phone.getByLabel('Lokasi kejadian (desa atau kelurahan)').selectOption({ label: 'Rimba Sekampung' })
  await phone.getByLabel('Waktu kejadian').fill('2026-01-27T09:00')
  await phone.getByLabel('Pilih berkas').setInputFiles(await chosenPhoto('bukti.jpg'))
  await press(phone, 'Kirim laporan')
  await readReceipt(phone)
  const centre = await newPage('desktop')
  await signInOfficer(centre, site, { tenant: 'bengkalis', username: 'admin-pusat.diskominfotik' })
  await openFromInbox(centre, site, { tenant: 'bengkalis', title })
  await choose(centre, 'Permintaan informasi (5 hari kerja)')
  await centre.getByLabel('Instansi yang dituju').selectOption({ label: 'Dinas Pendidikan' })
  await press(centre, 'Kirim ke instansi')
  await expectText(centre, 'Saat ini giliran Admin Instansi')
  const agency = await newPage('desktop')
  await signInOfficer(agency, site, { tenant: 'bengkalis', username: 'admin-instansi.disdik' })
  await openFromInbox(agency, site, { tenant: 'bengkalis', title })
  await press(agency, 'Laporan terverifikasi')
  await expectText(agency, 'Saat ini giliran Pejabat Penghubung')
}
