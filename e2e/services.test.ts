import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { demoTenants } from '../demo/complaints.ts'
import { checkPage, useBrowser } from './browser.ts'
import { expectHeading, expectText } from './people.ts'
import { openSite } from './site.ts'

const site = await openSite({ tenants: [...demoTenants] })
const newPage = useBrowser()
const services = [
  'Informasi publik (PPID)', 'Kerja sama publikasi media', 'SP4N LAPOR!', 'SIPENDEKAR', 'Aplikasi perangkat daerah', 'Sertifikat elektronik', 'Subdomain', 'Surel dinas',
]
const codes = ['aplikasi', 'ppid', 'kerja-sama-media', 'sertifikat-elektronik', 'lapor', 'subdomain', 'surel']

test('from the front page to the seven services of Bengkalis, on a phone and on an office screen', async () => {
  for (const screen of ['phone', 'desktop'] as const) {
    const page = await newPage(screen)
    await page.goto(site.url('bengkalis'))
    await page.locator('.hero').getByRole('link', { name: 'Lihat layanan' }).click()
    await expectHeading(page, 'Layanan')
    await checkPage(page)
    expect(await page.locator('main h2').allTextContents()).toEqual(['Untuk warga, badan hukum, dan media', 'Untuk perangkat daerah dan pegawai'])
    expect(await page.locator('main h3 a').allTextContents()).toEqual(services)
    expect(await page.getByRole('navigation', { name: 'Menu utama' }).getByRole('link', { name: 'Layanan' }).getAttribute('aria-current')).toBe('page')
    await page.getByRole('link', { name: 'Sertifikat elektronik', exact: true }).click()
    await expectHeading(page, 'Pemanfaatan Sertifikat Elektronik untuk Tanda Tangan Elektronik')
    await checkPage(page)
  }
  expect(site.logged).toEqual([])
})

test('each standard shows its 14 components, whatever the screen', async () => {
  for (const screen of ['phone', 'desktop'] as const) {
    const page = await newPage(screen)
    for (const code of codes) {
      await page.goto(site.url('bengkalis', `/layanan/${code}`))
      const names = await page.locator('main :is(h2, dt)').allTextContents()
      for (const name of [
        'Dasar Hukum', 'Persyaratan Pelayanan', 'Mekanisme dan Prosedur', 'Jangka Waktu Penyelesaian', 'Biaya', 'Produk Pelayanan', 'Sarana dan Prasarana', 'Kompetensi Pelaksana', 'Pengawasan Internal',
        'Penanganan Pengaduan, Saran dan Masukan', 'Jumlah Pelaksana', 'Jaminan Pelayanan', 'Jaminan Keamanan dan Keselamatan Pelayanan', 'Evaluasi Kinerja Pelaksana',
      ]) expect([code, name, names.includes(name)]).toEqual([code, name, true])
      await expectText(page, 'Nomor 000.8.3.2/KPTS/10/2024 pada tanggal 3 Januari 2024 oleh Kepala Dinas Komunikasi')
      await checkPage(page)
    }
  }
  expect(site.logged).toEqual([])
})

test('a standard says how to complain and when the office is open', async () => {
  const page = await newPage('phone')
  await page.goto(site.url('bengkalis', '/layanan/sertifikat-elektronik'))
  const contacts = page.locator('#pengaduan')
  expect(await contacts.getByRole('link').getAttribute('href')).toBe('mailto:diskominfotik@bengkaliskab.go.id')
  for (const part of ['Instagram', 'Tatap muka', 'hari kerja pukul 09.00 s.d. 15.00 WIB', 'Senin–Kamis', '07.30–12.00, 13.00–16.00 WIB', 'Jumat', '07.30–11.30, 13.00–16.30 WIB', 'Pada bulan Ramadan']) {
    expect(await contacts.textContent()).toContain(part)
  }
  expect(await page.locator('#prosedur h3').allTextContents()).toEqual(['Penerbitan Sertifikat Elektronik', 'Pembaruan Sertifikat Elektronik', 'Pencabutan Sertifikat Elektronik'])
  expect(await page.locator('#prosedur .next-steps li').count()).toBe(12)
})

test('searching forgives slips of the pen, and says when nothing fits', async () => {
  const page = await newPage('phone')
  await page.goto(site.url('bengkalis', '/layanan'))
  await page.getByLabel('Cari layanan').fill('sertipikat elektronik')
  await page.getByRole('button', { name: 'Cari' }).click()
  await expectText(page, 'layanan untuk “sertipikat elektronik”.')
  expect(await page.getByLabel('Cari layanan').inputValue()).toBe('sertipikat elektronik')
  expect((await page.locator('main h2 a').allTextContents())[0]).toBe('Sertifikat elektronik')
  await checkPage(page)
  await page.getByLabel('Cari layanan').fill('<b>zzzzz</b> qqqqq')
  await page.getByRole('button', { name: 'Cari' }).click()
  await expectText(page, 'Tidak ada layanan yang cocok')
  await expectText(page, '0 layanan untuk “<b>zzzzz</b> qqqqq”.')
  await checkPage(page)
  await page.getByRole('link', { name: 'Lihat semua layanan' }).click()
  expect(await page.locator('main h3 a').allTextContents()).toEqual(services)
  expect(site.logged).toEqual([])
})

test('where a procedure takes complaints, its service leads to the form', async () => {
  const page = await newPage('desktop')
  await page.goto(site.url('bengkalis', '/layanan/lapor'))
  expect(await page.getByRole('link', { name: 'Lembar SOP' }).getAttribute('href')).toBe('/sop/lapor')
  await page.getByRole('link', { name: 'Buat laporan (SP4N LAPOR!)' }).click()
  await page.waitForURL((url) => url.pathname === '/lapor/lapor' || url.pathname === '/masuk')
})

test('a regency without published standards still shows what it offers', async () => {
  for (const tenant of ['cirebon', 'lumajang', 'rembang'] as const) {
    const page = await newPage('phone')
    await page.goto(site.url(tenant, '/layanan'))
    expect(await page.locator('main h2 a').count()).toBe(1)
    await page.locator('main .card').getByRole('link', { name: 'Buat laporan' }).waitFor()
    await checkPage(page)
  }
  const page = await newPage('desktop')
  expect((await page.goto(site.url('rembang', '/layanan/subdomain')))?.status()).toBe(404)
  expect((await page.goto(site.url('bengkalis', '/layanan/tidak-ada/standar.pdf')))?.status()).toBe(404)
  expect(site.logged).toEqual([])
})

test('the catalogue can be read in English; the standard itself stays as it was decreed', async () => {
  const page = await newPage('desktop')
  await page.goto(site.url('bengkalis', '/layanan/subdomain?bahasa=en'))
  await page.getByRole('heading', { name: 'Legal basis' }).waitFor()
  expect(await page.locator('h1').getAttribute('lang')).toBe('id')
  expect(await page.locator('#persyaratan li').allTextContents()).toEqual(['IP publik', 'Name server (NS)', 'Nama subdomain'])
  await checkPage(page)
})

const poppler = existsSync('/usr/bin/pdftotext')

test.skipIf(!poppler)('the standard as PDF is the official table (left out without poppler-utils)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tanggap-pdf-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const code of codes) {
    const answer = await site.app.inject({ url: `/layanan/${code}/standar.pdf`, headers: { host: 'bengkalis.localhost' } })
    expect([answer.statusCode, answer.headers['content-type'], answer.headers['content-disposition']]).toEqual([200, 'application/pdf', `inline; filename="standar-pelayanan-${code}.pdf"`])
    writeFileSync(join(folder, 'x.pdf'), answer.rawPayload)
    const words = execFileSync('/usr/bin/pdftotext', ['-layout', join(folder, 'x.pdf'), '-'], { encoding: 'utf8' })
    for (const part of ['PEMERINTAH KABUPATEN BENGKALIS', 'DINAS KOMUNIKASI, INFORMATIKA DAN STATISTIK', 'Jalan Kartini Nomor 12, Bengkalis', 'Bebas biaya (gratis)', `bengkalis.localhost/layanan/${code}`]) {
      expect([code, part, words.includes(part)]).toEqual([code, part, true])
    }
    expect([code, words.match(/NO +KOMPONEN +URAIAN/g)?.length]).toEqual([code, words.match(/Halaman \d+ dari \d+/g)?.length])
  }
})
