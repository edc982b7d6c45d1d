import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { checkPage, useBrowser } from './browser.ts'
import { choose, citizen, citizenPassword, expectHeading, expectText, press, readReceipt, register } from './people.ts'
import { chosenPhoto } from './photo.ts'
import { openSite } from './site.ts'

const site = await openSite({ tenants: ['bengkalis', 'rembang'] })
const newPage = useBrowser()

test('an empty registration and a nonsense NIK are told field by field, and what was typed is kept', async () => {
  const page = await newPage('phone')
  await page.goto(site.url('bengkalis', '/daftar'))
  await pressAndExpect(page, 'Daftar', 422)
  await choose(page, 'Saya menyetujui pemakaian data saya untuk menangani laporan')
  await pressAndExpect(page, 'Daftar', 422)
  expect(await page.locator('.error-summary').evaluate((summary) => summary === document.activeElement)).toBe(true)
  await expectText(page, 'NIK belum diisi. Isilah 16 angka NIK seperti pada KTP Anda.')
  await checkPage(page)
  for (const field of ['nama', 'nik', 'telepon', 'sandi']) await expectLinkTo(page, field)

  await page.getByLabel('Nama lengkap').fill('Umpama Contoh')
  await page.getByLabel('Nomor telepon').fill('0840 1000 999')
  await page.getByLabel('Kata sandi baru').fill('satu-dua-tiga-empat')
  for (const [nik, fault] of [
    ['1403xx5708900001', 'NIK hanya berisi angka.'],
    ['12345', 'NIK berisi 16 angka, yang Anda isi 5 angka.'],
    ['9999995708909001', 'Enam angka pertama NIK bukan kode wilayah yang dikenal.'],
    ['1403013902900001', 'Angka ke-7 sampai ke-12 NIK bukan tanggal lahir yang benar.'],
  ] as const) {
    await page.getByLabel('NIK', { exact: true }).fill(nik)
    await page.getByLabel('Kata sandi baru').fill('satu-dua-tiga-empat')
    await pressAndExpect(page, 'Daftar', 422)
    await expectText(page, fault)
    expect(await page.getByLabel('NIK', { exact: true }).inputValue()).toBe(nik)
    expect(await page.getByLabel('Nama lengkap').inputValue()).toBe('Umpama Contoh')
    expect(await page.getByLabel('Kata sandi baru').inputValue()).toBe('')
    expect(await page.getByLabel('Saya menyetujui pemakaian data saya untuk menangani laporan').isChecked()).toBe(true)
  }
  await checkPage(page)
  expect(site.logged).toEqual([])
})

test('a report with faults keeps its words and its good files; a liar and a giant among the files are refused', async () => {
  const page = await newPage('phone')
  await page.goto(site.url('bengkalis', '/daftar?tujuan=/lapor/sipendekar'))
  await register(page, citizen('bengkalis', 21))
  await expectHeading(page, 'SIPENDEKAR')
  await pressAndExpect(page, 'Kirim laporan', 422)
  await checkPage(page)
  expect(await page.title()).toMatch(/^Salah:/)
  for (const field of ['jenis-laporan', 'judul', 'uraian']) await expectLinkTo(page, field)

  await choose(page, 'Aduan')
  await page.getByLabel('Judul singkat').fill('Pohon "miring" <b>& rapuh</b>')
  await page.getByLabel('Ceritakan kejadiannya').fill('Baris satu\nBaris dua')
  await page.getByLabel('Tempat kejadian').fill('Simpang tiga')
  const liar = { name: 'pohon.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<!doctype html><script>alert(1)</script>') }
  await page.getByLabel('Pilih berkas').setInputFiles([await chosenPhoto('pohon-baik.jpg'), liar])
  await pressAndExpect(page, 'Kirim laporan', 422)
  await expectText(page, 'pohon.jpg')
  await expectKept(page)
  await checkPage(page)
  await expectLinkTo(page, 'lampiran')

  const giant = { name: 'raksasa.jpg', mimeType: 'image/jpeg', buffer: Buffer.concat([(await chosenPhoto('x')).buffer, randomBytes(11 * 1024 * 1024)]) }
  await page.getByLabel('Tambah berkas lain').setInputFiles(giant)
  await pressAndExpect(page, 'Kirim laporan', 422)
  await expectText(page, 'raksasa.jpg')
  await expectKept(page)

  await page.getByLabel('Desa atau kelurahan kejadian').selectOption({ label: 'Kelapapati' })
  await press(page, 'Kirim laporan')
  const { number } = await readReceipt(page)
  await page.getByRole('link', { name: 'Lihat laporan' }).click()
  await expectHeading(page, 'Pohon "miring" <b>& rapuh</b>')
  expect(await page.locator('.attachments li').allTextContents()).toEqual([expect.stringContaining('pohon-baik.jpg')])
  await checkPage(page)

  const other = await newPage('desktop')
  for (const who of ['guest', 'another citizen']) {
    if (who === 'another citizen') {
      await other.goto(site.url('bengkalis', '/daftar?tujuan=/laporan-saya'))
      await register(other, citizen('bengkalis', 22))
      await expectHeading(other, 'Laporan saya')
      await checkPage(other)
    }
    const answer = await other.goto(site.url('bengkalis', `/tiket/${number}`))
    expect(answer?.status(), who).toBe(404)
    await checkPage(other)
  }
  expect(site.logged).toEqual([])
})

test('a report that is sent twice is one ticket with one receipt', async () => {
  for (const javaScript of [true, false]) {
    const title = `Dikirim dua kali ${javaScript ? 'dengan' : 'tanpa'} skrip`
    const page = await newPage('phone', { javaScript })
    await page.goto(site.url('rembang', '/lapor/sms-wadul-bupati'))
    await page.getByLabel('Judul singkat').fill(title)
    await page.getByLabel('Isi aduan').fill('Jembatan bergoyang.')
    await page.getByRole('button', { name: 'Kirim laporan' }).dblclick()
    const { number } = await readReceipt(page)
    const { rows } = await sql<{ number: string }>`select number from ticket where title = ${title}`.execute(site.database.owner.db)
    expect(rows.map((row) => row.number)).toEqual([number])
    await page.goBack()
    await expectHeading(page, 'Wadul Bupati')
    await checkPage(page)
    await page.goForward()
    expect((await readReceipt(page)).number).toBe(number)
  }
  expect(site.logged).toEqual([])
})

test('the same form in two tabs gives the same receipt', async () => {
  const page = await newPage('desktop', { javaScript: false })
  await page.goto(site.url('rembang', '/lapor/sms-wadul-bupati'))
  await page.getByLabel('Judul singkat').fill('Ombak merusak tambatan')
  await page.getByLabel('Isi aduan').fill('Tambatan perahu patah.')
  const twin = await page.context().newPage()
  await twin.goto(site.url('rembang', '/lapor/sms-wadul-bupati'))
  const key = await page.locator('input[name=kunci]').first().inputValue()
  await twin.locator('input[name=kunci]').first().evaluate((input, value) => { (input as HTMLInputElement).value = value }, key)
  await twin.getByLabel('Judul singkat').fill('Ombak merusak tambatan')
  await twin.getByLabel('Isi aduan').fill('Tambatan perahu patah.')
  const [first, second] = await Promise.all([page, twin].map(async (tab) => {
    await press(tab, 'Kirim laporan')
    await expectHeading(tab, 'Tanda terima')
    return await tab.locator('.receipt-code code').allTextContents()
  }))
  expect(first).toEqual(second)
})

test('tracking needs number and code; signing out closes what was open, also to the back button', async () => {
  const page = await newPage('phone')
  await page.goto(site.url('rembang', '/daftar?tujuan=/lapor'))
  await register(page, citizen('rembang', 2))
  await page.getByLabel('Judul singkat').fill('Air PDAM keruh')
  await page.getByLabel('Isi aduan').fill('Sejak Jumat.')
  await press(page, 'Kirim laporan')
  const { number, code } = await readReceipt(page)

  const finder = await newPage('phone')
  await finder.goto(site.url('rembang', '/lacak'))
  await checkPage(finder)
  for (const [typed, secret, fault] of [
    ['', '', 'Kode rahasia: wajib diisi'],
    ['123-456-789', code, 'Nomor tiket: terdiri atas 9 angka'],
    [number, 'ABCD-2345', 'Nomor tiket dan kode rahasia tidak cocok.'],
  ] as const) {
    await finder.getByLabel('Nomor tiket').fill(typed)
    await finder.getByLabel('Kode rahasia').fill(secret)
    await pressAndExpect(finder, 'Lacak', 422)
    await expectText(finder, fault)
    expect(await finder.getByLabel('Nomor tiket').inputValue()).toBe(typed)
    await checkPage(finder)
  }
  await finder.getByLabel('Kode rahasia').fill(code.toLowerCase().replace('-', ' '))
  await press(finder, 'Lacak')
  await expectHeading(finder, 'Air PDAM keruh')
  await checkPage(finder)

  await page.goto(site.url('rembang', '/laporan-saya'))
  await expectHeading(page, 'Laporan saya')
  await press(page, 'Keluar')
  await page.getByRole('link', { name: 'Masuk', exact: true }).waitFor()
  await page.goBack()
  await expectHeading(page, 'Masuk')
  await page.getByLabel('NIK atau nomor telepon').fill(citizen('rembang', 2).nik)
  await page.getByLabel('Kata sandi').fill('salah-sama-sekali')
  await pressAndExpect(page, 'Masuk', 422)
  await expectText(page, 'tidak cocok')
  await checkPage(page)
  await page.getByLabel('Kata sandi').fill(citizenPassword)
  await press(page, 'Masuk')
  await expectHeading(page, 'Laporan saya')
  expect(site.logged).toEqual([])
})

async function pressAndExpect(page: Page, button: string, status: number): Promise<void> {
  const answered = page.waitForResponse((response) => response.request().isNavigationRequest() && response.request().method() === 'POST')
  await press(page, button)
  expect((await answered).status()).toBe(status)
  await page.locator('.error-summary').waitFor()
}

/** The summary's link to a field puts the cursor there. */
async function expectLinkTo(page: Page, field: string): Promise<void> {
  await page.locator(`.error-summary a[href="#${field}"]`).first().click()
  expect(await page.locator(':focus').getAttribute('name')).toBe(field)
}

async function expectKept(page: Page): Promise<void> {
  expect(await page.getByLabel('Aduan').isChecked()).toBe(true)
  expect(await page.getByLabel('Judul singkat').inputValue()).toBe('Pohon "miring" <b>& rapuh</b>')
  expect(await page.getByLabel('Ceritakan kejadiannya').inputValue()).toBe('Baris satu\nBaris dua')
  expect(await page.getByLabel('Tempat kejadian').inputValue()).toBe('Simpang tiga')
  expect(await page.locator('.kept-files li').allTextContents()).toEqual([expect.stringContaining('pohon-baik.jpg')])
}
