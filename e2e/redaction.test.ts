import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { checkPage, useBrowser } from './browser.ts'
import { citizen, choose, expectHeading, expectText, press, readReceipt, register, signInOfficer } from './people.ts'
import { openSite } from './site.ts'

const site = await openSite({ tenants: ['bengkalis'], officers: ['bengkalis/admin-diskominfotik.diskominfotik', 'bengkalis/admin-skpd.dpupr'] })
const newPage = useBrowser()
const admin = { tenant: 'bengkalis', username: 'admin-diskominfotik.diskominfotik' } as const
const skpd = { tenant: 'bengkalis', username: 'admin-skpd.dpupr' } as const
const url = (path: string) => site.url('bengkalis', path)
const reporter = citizen('bengkalis', 21)
const title = 'Warung Umpama Bakau menutup parit'
const answer = 'Parit dibuka kembali; Umpama Bakau sudah ditegur.'
let number = ''
let picture = ''
let reporterKeeps = ''

/** Black and white squares of 16 pixels: what is covered is even, what is not is seen at once. */
async function checkers(): Promise<Buffer> {
  const pixels = Buffer.alloc(800 * 600)
  for (let y = 0; y < 600; y++) for (let x = 0; x < 800; x++) pixels[y * 800 + x] = ((x >> 4) + (y >> 4)) % 2 ? 255 : 0
  return await sharp(pixels, { raw: { width: 800, height: 600, channels: 1 } }).png().toBuffer()
}

/** What this reader gets from an address. */
async function ask(page: Page, path: string) {
  return await site.app.inject({ url: path, headers: { host: new URL(url('/')).host, cookie: cookieOf(await page.context().cookies()) } })
}

function cookieOf(cookies: { name: string; value: string }[]): string {
  return cookies.map((one) => `${one.name}=${one.value}`).join('; ')
}

/** A picture as this reader gets it; nothing where they get none. */
async function fetchPicture(page: Page, path: string): Promise<Buffer | undefined> {
  const answered = await ask(page, path)
  return answered.statusCode === 200 ? answered.rawPayload : undefined
}

/** How far the brightest and the darkest pixel lie apart in a part that is given in percent. */
async function spread(bytes: Buffer, [x, y, wide, high]: [number, number, number, number]): Promise<number> {
  const { width, height } = await sharp(bytes).metadata()
  const of = (percent: number, whole: number) => Math.floor((percent / 100) * whole)
  const pixels = await sharp(bytes).extract({ left: of(x, width), top: of(y, height), width: of(wide, width), height: of(high, height) }).greyscale().raw().toBuffer()
  const sorted = pixels.toSorted()
  return sorted.at(-1)! - sorted[0]!
}

test('a report with a picture comes in, and a unit drafts its answer', async () => {
  const phone = await newPage('phone')
  await phone.goto(url('/daftar?tujuan=/lapor/sipendekar'))
  await register(phone, reporter)
  await expectHeading(phone, 'SIPENDEKAR')
  await choose(phone, 'Kritik')
  await phone.getByLabel('Judul singkat').fill(title)
  await phone.getByLabel('Ceritakan kejadiannya').fill(`Saya ${reporter.name}. Warung itu menutup parit di samping rumah Bu Contoh Rimbun. Truknya BM 1234 XY.`)
  await phone.locator('input[type=file]').setInputFiles({ name: 'Foto Umpama Bakau.png', mimeType: 'image/png', buffer: await checkers() })
  await press(phone, 'Kirim laporan')
  number = (await readReceipt(phone)).number
  reporterKeeps = cookieOf(await phone.context().cookies())
  const desk = await newPage('desktop')
  await signInOfficer(desk, site, admin)
  await desk.goto(url(`/kotak-masuk/${number}`))
  await desk.getByLabel('SKPD yang dituju').selectOption({ label: 'Dinas Pekerjaan Umum dan Penataan Ruang' })
  await press(desk, 'Teruskan ke SKPD')
  await expectText(desk, 'Saat ini giliran')
  const unit = await newPage('desktop')
  await signInOfficer(unit, site, skpd)
  await unit.goto(url(`/kotak-masuk/${number}`))
  await unit.getByLabel('Jawaban untuk pelapor').fill(answer)
  await press(unit, 'Kirim draf jawaban')
  await expectText(unit, 'Saat ini giliran')
  expect(await unit.getByText('Tampilan umum').count()).toBe(0)
  expect((await ask(unit, `/kotak-masuk/${number}/umum`)).statusCode).toBe(404)
})

test('before it is published an officer draws a box with the mouse, and sees what everybody will see', async () => {
  const desk = await newPage('desktop')
  await signInOfficer(desk, site, admin)
  await desk.goto(url(`/kotak-masuk/${number}`))
  await desk.getByRole('link', { name: 'Lihat dan samarkan' }).click()
  await expectHeading(desk, 'Tampilan umum')
  await expectText(desk, 'Laporan ini belum terbit.')
  await checkPage(desk)
  await desk.getByRole('link', { name: /Samarkan gambar/ }).click()
  await expectHeading(desk, 'Samarkan gambar')
  picture = new URL(desk.url()).pathname.split('/').at(-1)!
  await checkPage(desk)
  const frame = (await desk.locator('[data-redact]').boundingBox())!
  const at = (x: number, y: number) => [frame.x + (frame.width * x) / 100, frame.y + (frame.height * y) / 100] as const
  await desk.mouse.move(...at(10, 20))
  await desk.mouse.down()
  await desk.mouse.move(...at(30, 40), { steps: 4 })
  await desk.mouse.move(...at(50, 60), { steps: 4 })
  await desk.mouse.up()
  await expectText(desk, 'Kotak 1 ditambah.')
  expect(Number((await desk.getByLabel('Lebar (%)').inputValue()).replace(',', '.'))).toBeCloseTo(40, 0)
  await checkPage(desk)
  await press(desk, 'Lihat hasil')
  await desk.waitForFunction(() => { const image = document.querySelector<HTMLImageElement>('[data-redact] img')!; return image.src.includes('/pratinjau?') && image.complete && image.naturalWidth > 0 })
  await press(desk, 'Kembali mengubah')
  await press(desk, 'Simpan')
  await expectText(desk, 'Tersimpan.')
  await checkPage(desk)
  const covered = (await fetchPicture(desk, `/kotak-masuk/${number}/umum/berkas/${picture}`))!
  expect(await spread(covered, [11, 21, 38, 38])).toBe(0)
  expect(await spread(covered, [55, 0, 45, 100])).toBe(255)
  expect(await spread((await fetchPicture(desk, `/kotak-masuk/${number}/berkas/${picture}`))!, [11, 21, 38, 38])).toBe(255)
  const guest = await newPage('phone')
  for (const path of [`/laporan/${number}/berkas/${picture}`, `/kotak-masuk/${number}/umum/berkas/${picture}`, `/kotak-masuk/${number}/gambar/${picture}/pratinjau`]) expect(await fetchPicture(guest, path), path).toBeUndefined()
})

test('passages are covered: those that stand nowhere are told, the reporter’s name is pointed out, the preview keeps nothing', async () => {
  const desk = await newPage('desktop')
  await signInOfficer(desk, site, admin)
  await desk.goto(url(`/kotak-masuk/${number}/umum`))
  await expectText(desk, `Nama pelapor tampak dalam tulisan ini: “${reporter.name}”.`)
  await desk.getByLabel('Kata atau kalimat yang disamarkan').fill('umpama bakau\nSiapa Saja')
  await press(desk, 'Simpan')
  await expectText(desk, '“Siapa Saja” tidak ada dalam judul, cerita, tempat, atau jawaban.')
  expect(await desk.getByLabel('Kata atau kalimat yang disamarkan').inputValue()).toBe('umpama bakau\nSiapa Saja')
  await checkPage(desk)
  await desk.getByLabel('Kata atau kalimat yang disamarkan').fill('umpama bakau\nBu Contoh Rimbun')
  await desk.getByRole('button', { name: 'Samarkan', exact: true }).click()
  await expectText(desk, 'Pratinjau: belum disimpan.')
  await expectText(desk, `Saya [disembunyikan]. Warung itu menutup parit di samping rumah [disembunyikan]. Truknya [nomor kendaraan disembunyikan].`)
  await expectHeading(desk, 'Tampilan umum')
  expect(await desk.getByText('Nama pelapor tampak').count()).toBe(0)
  await checkPage(desk)
  await press(desk, 'Simpan')
  await expectText(desk, 'Tersimpan.')
  await expectText(desk, 'Warung [disembunyikan] menutup parit')
  await desk.goto(url(`/kotak-masuk/${number}`))
  await desk.getByLabel('Jawaban untuk pelapor').fill(`${answer} Terima kasih.`)
  await press(desk, 'Pratinjau')
  await desk.locator('.preview summary').getByText('Tampilan umum').click()
  await expectText(desk, 'Parit dibuka kembali; [disembunyikan] sudah ditegur. Terima kasih.')
  await checkPage(desk)
  await desk.getByLabel('Jawaban untuk pelapor').fill(answer)
  await press(desk, 'Lepas jawaban')
  await expectText(desk, 'Tiket ini sudah ditutup.')
})

test('everybody sees the covered picture and texts only, wherever they look; the reporter sees their own', async () => {
  const guest = await newPage('phone')
  const hidden = new RegExp(`umpama|bakau|rimbun|1234|${reporter.name}`, 'i')
  for (const path of ['/', '/laporan', `/laporan/${number}`, '/laporan?q=warung+parit', '/laporan?q=parit+dibuka', '/sop/sipendekar']) {
    const html = (await ask(guest, path)).body
    if (!path.startsWith('/sop')) expect(html, path).toContain('[disembunyikan]')
    expect(html.replace(/value="[^"]*"/g, ''), path).not.toMatch(hidden)
  }
  for (const words of ['bakau', 'rimbun', 'umpama+bakau']) expect((await ask(guest, `/laporan?q=${words}`)).body, words).not.toContain(number)
  await guest.goto(url(`/laporan/${number}`))
  await expectHeading(guest, 'Warung [disembunyikan] menutup parit')
  await checkPage(guest)
  const shown = guest.locator('.attachments a')
  expect(await shown.textContent()).toContain('lampiran-1.png')
  const address = await shown.getAttribute('href')
  expect(address).toBe(`/laporan/${number}/berkas/${picture}?v=1`)
  for (const path of [address!, `/laporan/${number}/berkas/${picture}`]) {
    const bytes = (await fetchPicture(guest, path))!
    expect(await spread(bytes, [11, 21, 38, 38]), path).toBe(0)
    expect(await spread(bytes, [55, 0, 45, 100]), path).toBe(255)
    expect((await sharp(bytes).metadata()).exif).toBeUndefined()
  }
  expect(await spread((await fetchPicture(guest, `/laporan/${number}/berkas/${picture}?kecil`))!, [13, 23, 34, 34])).toBeLessThan(12)
  const own = await site.app.inject({ url: `/tiket/${number}/berkas/${picture}`, headers: { host: new URL(url('/')).host, cookie: reporterKeeps } })
  expect(await spread(own.rawPayload, [11, 21, 38, 38])).toBe(255)
  const headers = (await ask(guest, address!)).headers
  expect(headers['cache-control']).toBe('private, no-cache')
  expect(headers['content-disposition']).not.toMatch(hidden)
})

test('after publication, by keyboard alone: boxes are added, moved, resized and removed, and it takes effect at once', async () => {
  const guest = await newPage('phone')
  const before = (await fetchPicture(guest, `/laporan/${number}/berkas/${picture}`))!
  expect(await spread(before, [62, 62, 26, 26])).toBe(255)
  const desk = await newPage('desktop')
  await signInOfficer(desk, site, admin)
  await desk.goto(url(`/kotak-masuk/${number}/gambar/${picture}`))
  await expectText(desk, 'yang Anda simpan berlaku seketika')
  await desk.getByRole('button', { name: 'Tambah kotak' }).focus()
  await desk.keyboard.press('Enter')
  await desk.keyboard.press('Tab')
  await desk.getByRole('button', { name: 'Tambah kotak' }).focus()
  await desk.keyboard.press('Enter')
  await desk.keyboard.press('Delete')
  await expectText(desk, 'Kotak 3 dihapus.')
  await desk.getByRole('button', { name: /^Kotak 2:/ }).focus()
  for (let n = 0; n < 26; n++) await desk.keyboard.press('ArrowRight')
  for (let n = 0; n < 26; n++) await desk.keyboard.press('ArrowDown')
  for (let n = 0; n < 10; n++) await desk.keyboard.press('Shift+ArrowRight')
  for (let n = 0; n < 16; n++) await desk.keyboard.press('Shift+ArrowDown')
  expect(await desk.getByRole('button', { name: /^Kotak 2:/ }).getAttribute('aria-label')).toBe('Kotak 2: 60% dari kiri, 60% dari atas, lebar 30%, tinggi 30%')
  await checkPage(desk)
  await desk.getByRole('button', { name: 'Simpan' }).focus()
  await desk.keyboard.press('Enter')
  await expectText(desk, 'Tersimpan, dan sudah berlaku di halaman umum.')
  const after = (await fetchPicture(guest, `/laporan/${number}/berkas/${picture}`))!
  expect(await spread(after, [62, 62, 26, 26])).toBe(0)
  expect(await spread(after, [11, 21, 38, 38])).toBe(0)
  expect(await spread(after, [55, 0, 45, 55])).toBe(255)
  await guest.goto(url(`/laporan/${number}`))
  expect(await guest.locator('.attachments a').getAttribute('href')).toBe(`/laporan/${number}/berkas/${picture}?v=2`)
})

test('on a phone a tap makes a box, and it can be pulled', async () => {
  const phone = await newPage('phone')
  await signInOfficer(phone, site, admin)
  await phone.goto(url(`/kotak-masuk/${number}/gambar/${picture}`))
  await checkPage(phone)
  await expectText(phone, 'ketuk gambarnya')
  await phone.locator('[data-redact] img').tap({ position: { x: 280, y: 40 } })
  await expectText(phone, 'Kotak 3 ditambah.')
  const box = phone.getByRole('button', { name: /^Kotak 3:/ })
  await checkPage(phone)
  const width = async () => Number(/lebar (\d+)/.exec((await box.getAttribute('aria-label'))!)![1])
  const before = await width()
  const handle = (await box.locator('.redact-handle').boundingBox())!
  const finger = await phone.context().newCDPSession(phone)
  const touch = async (type: 'touchStart' | 'touchMove' | 'touchEnd', dx: number) =>
    await finger.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x: handle.x + handle.width / 2 + dx, y: handle.y + handle.height / 2 }] })
  await touch('touchStart', 0)
  for (const dx of [-5, -15, -30]) await touch('touchMove', dx)
  await touch('touchEnd', 0)
  expect(await width()).toBeLessThan(before - 4)
})

test('without JavaScript boxes are given in percent, with a preview from the server; a version is taken again, and a picture not shown', async () => {
  const plain = await newPage('phone', { javaScript: false })
  await signInOfficer(plain, site, admin)
  await plain.goto(url(`/kotak-masuk/${number}/gambar/${picture}`))
  await checkPage(plain)
  const fresh = plain.locator('[data-box=baru]')
  await fresh.getByLabel('Dari kiri (%)').fill('sedikit')
  await press(plain, 'Tambah dan lihat hasil')
  await expectText(plain, 'Kotak 3, dari kiri: isi angka dari 0 sampai 99,9.')
  await expectText(plain, 'Kotak 3, tinggi: isi angka dari 0,1 sampai 100.')
  await checkPage(plain)
  const third = plain.locator('[data-box="3"]')
  for (const [label, text] of [['Dari kiri (%)', '80'], ['Dari atas (%)', '2,5'], ['Lebar (%)', '15'], ['Tinggi (%)', '20']] as const) await third.getByLabel(label).fill(text)
  await press(plain, 'Tambah dan lihat hasil')
  const source = (await plain.locator('[data-redact] img').getAttribute('src'))!
  expect(source).toContain('kotak=80,2.5,15,20')
  expect(await spread((await fetchPicture(plain, source))!, [82, 5, 11, 14])).toBeLessThan(12)
  expect(await spread((await fetchPicture(plain, `/laporan/${number}/berkas/${picture}`))!, [82, 5, 11, 14])).toBe(255)
  await press(plain, 'Hapus Kotak 1')
  expect(await plain.locator('[data-box="2"]').getByLabel('Dari kiri (%)').inputValue()).toBe('80')
  await press(plain, 'Simpan')
  await expectText(plain, 'Tersimpan, dan sudah berlaku di halaman umum.')
  await checkPage(plain)
  const shown = async () => await fetchPicture(plain, `/laporan/${number}/berkas/${picture}`)
  expect(await spread((await shown())!, [82, 5, 11, 14])).toBe(0)
  expect(await spread((await shown())!, [11, 21, 38, 38])).toBe(255)

  await choose(plain, 'Jangan tampilkan gambar ini untuk umum')
  await press(plain, 'Simpan')
  await expectText(plain, 'Tersimpan, dan sudah berlaku di halaman umum.')
  expect(await shown()).toBeUndefined()
  await plain.goto(url(`/laporan/${number}`))
  expect(await plain.locator('.attachments').count()).toBe(0)
  await plain.goto(url(`/kotak-masuk/${number}/gambar/${picture}`))
  await press(plain, 'Pakai lagi 1')
  await expectText(plain, 'Tersimpan, dan sudah berlaku di halaman umum.')
  expect(await spread((await shown())!, [11, 21, 38, 38])).toBe(0)

  await plain.goto(url(`/kotak-masuk/${number}/umum`))
  await checkPage(plain)
  await plain.getByLabel('Kata atau kalimat yang disamarkan').fill('menutup parit')
  await press(plain, 'Pratinjau')
  await expectText(plain, 'Warung Umpama Bakau [disembunyikan]')
  expect((await ask(plain, `/laporan/${number}`)).body).not.toContain('Umpama')
  await plain.goto(url(`/kotak-masuk/${number}`))
  await expectText(plain, 'Tampilan gambar untuk umum diatur')
  await expectText(plain, 'Tulisan untuk umum disamarkan')
  expect(site.logged).toEqual([])
})
