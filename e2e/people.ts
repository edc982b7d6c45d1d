import type { Cookie, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { DemoTenant } from '../demo/complaints.ts'
import { type InventedCitizen, inventedCitizens } from '../demo/people.ts'
import { checkPage } from './browser.ts'
import { officerKeys, type Site } from './site.ts'

/** The password of every citizen in these tests. */
export const citizenPassword = 'perahu-kayu-biru'

/** The `n`-th invented citizen of a regency, from 0. */
export function citizen(tenant: DemoTenant, n = 0): InventedCitizen {
  return inventedCitizens(tenant, n + 1)[n]!
}

/** Registers from the page that asks for it, or from the menu, and arrives where the person wanted to go. */
export async function register(page: Page, person: InventedCitizen): Promise<void> {
  await expectHeading(page, 'Daftar')
  await page.getByLabel('Nama lengkap').fill(person.name)
  await page.getByLabel('NIK', { exact: true }).fill(person.nik)
  await page.getByLabel('Nomor telepon').fill(person.phone)
  await page.getByLabel('Kata sandi baru').fill(citizenPassword)
  await choose(page, 'Saya menyetujui pemakaian data saya untuk menangani laporan')
  await checkPage(page)
  await press(page, 'Daftar')
}

const kept = new WeakMap<Site, Map<string, Cookie[]>>()

/** Signs an officer in with password and code; ends in the inbox. A code is good once, so in the same file the second browser of an officer gets the first one's cookies. */
export async function signInOfficer(page: Page, site: Site, officer: { tenant: DemoTenant; username: string }): Promise<void> {
  const who = site.url(officer.tenant, `/${officer.username}`)
  const ofSite = kept.get(site) ?? new Map<string, Cookie[]>()
  kept.set(site, ofSite)
  const cookies = ofSite.get(who)
  if (cookies) await page.context().addCookies(cookies)
  else {
    await typeKeys(page, site, officer)
    ofSite.set(who, await page.context().cookies())
  }
  await page.goto(site.url(officer.tenant, '/kotak-masuk'))
  await expectHeading(page, 'Kotak masuk')
}

async function typeKeys(page: Page, site: Site, officer: { tenant: DemoTenant; username: string }): Promise<void> {
  const { password, code } = officerKeys(site)
  await page.goto(site.url(officer.tenant, '/petugas/masuk'))
  await checkPage(page)
  await page.getByLabel('Nama pengguna').fill(officer.username)
  await page.getByLabel('Kata sandi').fill(password)
  await press(page, 'Lanjut')
  await expectHeading(page, 'Kode masuk')
  await checkPage(page)
  await page.getByLabel('Kode enam angka').fill(code)
  await press(page, 'Masuk')
  await expectHeading(page, 'Kotak masuk')
  await checkPage(page)
}

/** Opens a ticket from the officer's inbox by its title. */
export async function openFromInbox(page: Page, site: Site, ticket: { tenant: DemoTenant; title: string }): Promise<void> {
  await page.goto(site.url(ticket.tenant, '/kotak-masuk'))
  await page.getByRole('link', { name: ticket.title, exact: true }).first().click()
  await expectHeading(page, ticket.title)
  await checkPage(page)
}

/** Presses a button by its words. */
export async function press(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: words, exact: true }).click()
}

/** Ticks or chooses an answer by its words: they are a card that lies over the small round or square. */
export async function choose(page: Page, words: string): Promise<void> {
  await page.locator('label').getByText(words, { exact: true }).first().click()
  expect(await page.getByLabel(words, { exact: true }).first().isChecked(), words).toBe(true)
}

/** Waits until the page with this heading is there. */
export async function expectHeading(page: Page, words: string): Promise<void> {
  // Before a receipt, once, reports like it may be shown: these tests send their own all the same.
  if (words === 'Tanda terima') {
    const similar = page.getByRole('heading', { level: 1, name: 'Mungkin sudah dilaporkan', exact: true })
    await page.getByRole('heading', { level: 1, name: words, exact: true }).or(similar).waitFor()
    if (await similar.isVisible()) await page.getByRole('button', { name: 'Tetap kirim laporan saya' }).click()
  }
  await page.getByRole('heading', { level: 1, name: words, exact: true }).waitFor()
}

/** Waits until these words can be seen. */
export async function expectText(page: Page, words: string): Promise<void> {
  await page.getByText(words).first().waitFor()
}

/** What a receipt says, after it was checked to be one. */
export async function readReceipt(page: Page): Promise<{ number: string; code: string }> {
  await expectHeading(page, 'Tanda terima')
  const [number, code] = await page.locator('.receipt-code code').allTextContents()
  expect(number).toMatch(/^\d{3}-\d{3}-\d{3}$/)
  expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/)
  await page.getByRole('img', { name: 'Kode QR untuk melacak laporan ini' }).waitFor()
  await checkPage(page)
  return { number: number!, code: code! }
}
