import { expect, test } from 'vitest'
import { demoTenants } from '../demo/complaints.ts'
import { checkPage, useBrowser } from './browser.ts'
import { expectHeading, expectText } from './people.ts'
import { openSite } from './site.ts'

const site = await openSite({ tenants: [...demoTenants] })
const newPage = useBrowser()

test('the root page lists the regencies and leads to each', async () => {
  for (const screen of ['phone', 'desktop'] as const) {
    const page = await newPage(screen)
    await page.goto(site.url(''))
    await expectText(page, 'Pilih kabupaten Anda')
    await checkPage(page)
    expect(await page.locator('main h3').allTextContents()).toEqual(['Kabupaten Bengkalis', 'Kabupaten Cirebon', 'Kabupaten Lumajang', 'Kabupaten Rembang'])
    for (const tenant of demoTenants) {
      await page.goto(site.url(''))
      await page.getByRole('link', { name: `Kabupaten ${tenant}` }).click()
      await page.waitForURL(site.url(tenant))
      await checkPage(page)
    }
  }
  expect(site.logged).toEqual([])
})

test('each procedure has its official sheet, on an office screen and on a phone', async () => {
  for (const screen of ['desktop', 'phone'] as const) {
    const page = await newPage(screen)
    for (const tenant of demoTenants) {
      await page.goto(site.url(tenant, '/sop'))
      await expectHeading(page, 'Prosedur')
      const sheets = await page.locator('main h2 a, main h3 a').evaluateAll((links) => links.map((link) => link.getAttribute('href')!))
      expect(sheets).toHaveLength(tenant === 'bengkalis' ? 11 : 1)
      for (const sheet of sheets) {
        await page.goto(site.url(tenant, sheet))
        await page.getByRole('region', { name: 'Tabel langkah SOP' }).waitFor()
        await checkPage(page)
      }
    }
    await page.goto(site.url('bengkalis', '/sop/sipendekar'))
    await expectHeading(page, 'Pelayanan Aplikasi Pendengar Keluhan dan Aspirasi Rakyat (SIPENDEKAR)')
    await expectText(page, '7 Juli 2021')
    expect(await page.locator('.sheet tbody tr td:first-child').allTextContents()).toEqual(['1', '2', '3', '4', '5'])
  }
  expect(site.logged).toEqual([])
}, 240_000)

test('every page can be read in English, and back', async () => {
  const page = await newPage('phone')
  await page.goto(site.url('rembang', '/lacak'))
  await page.getByRole('link', { name: 'English' }).click()
  await page.getByRole('link', { name: 'Public reports' }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  await checkPage(page)
  await page.getByRole('link', { name: 'Public reports' }).click()
  await page.waitForURL('**/laporan')
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  await checkPage(page)
  await page.getByRole('link', { name: 'Indonesia', exact: true }).click()
  await expectHeading(page, 'Laporan publik')
  expect(await page.locator('html').getAttribute('lang')).toBe('id')
})

test('the keyboard skips the head of the page, and a page that is not there says so', async () => {
  const page = await newPage('desktop')
  await page.goto(site.url('cirebon'))
  await page.keyboard.press('Tab')
  expect(await page.locator(':focus').textContent()).toBe('Langsung ke isi')
  await page.keyboard.press('Enter')
  expect(await page.locator(':focus').getAttribute('id')).toBe('isi')
  await page.keyboard.press('Tab')
  expect(await page.locator('main :focus').count()).toBe(1)

  const missing = await page.goto(site.url('cirebon', '/tidak-ada'))
  expect(missing?.status()).toBe(404)
  await expectHeading(page, 'Halaman tidak ditemukan')
  await checkPage(page)
  for (const path of ['/masuk', '/daftar', '/lacak', '/laporan', '/petugas/masuk', '/lapor']) {
    await page.goto(site.url('cirebon', path))
    await checkPage(page)
  }
  expect(site.logged).toEqual([])
})
