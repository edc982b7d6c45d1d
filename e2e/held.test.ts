import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { receiveIncoming } from '../src/domains/intake/index.ts'
import { checkPage, useBrowser } from './browser.ts'
import { expectHeading, expectText, press, signInOfficer } from './people.ts'
import { openSite } from './site.ts'

const site = await openSite({ tenants: ['rembang'], officers: ['rembang/admin-portal.dinkominfo'] })
const newPage = useBrowser()

async function advertise(text: string): Promise<void> {
  await receiveIncoming(site.database, { tenant: 'rembang', now: site.now() }, { channel: 'sms', providerId: randomUUID(), from: '3636', text })
}

test('a held message is set aside with a reason, on a phone, without anything lost', async () => {
  await advertise('Pulsa murah di sini')
  await advertise('Jalan Pemuda berlubang di depan pasar. Sudah dua orang jatuh.')
  const page = await newPage('phone')
  await signInOfficer(page, site, { tenant: 'rembang', username: 'admin-portal.dinkominfo' })
  await page.goto(site.url('rembang', '/pesan/tertahan'))
  await expectHeading(page, 'Pesan masuk yang ditahan')
  await checkPage(page)
  const row = () => page.locator('tbody tr').filter({ hasText: 'Pulsa murah' })
  await row().locator('summary').getByText('Abaikan').click()
  await row().getByRole('button', { name: 'Abaikan pesan ini' }).click()
  await expectText(page, 'Alasan: tulis mengapa pesan ini diabaikan.')
  await checkPage(page)
  await row().getByLabel('Alasan').fill('Iklan.')
  await row().getByRole('button', { name: 'Abaikan pesan ini' }).click()
  await expectText(page, 'Pesan diabaikan.')
  expect(await row().count()).toBe(0)
  await expectText(page, 'Jalan Pemuda berlubang')
  await page.getByRole('link', { name: /^Diabaikan/ }).click()
  await expectText(page, 'Iklan.')
  await expectText(page, 'Diabaikan oleh')
  await checkPage(page)
  await press(page, 'Proses sekarang')
  await expectText(page, 'Pesan diproses.')
  await page.getByRole('link', { name: /^Diabaikan/ }).click()
  await expectText(page, 'Tidak ada yang diabaikan')
  await checkPage(page)
  expect(site.logged).toEqual([])
})

test('thirty a page, the next page goes on, and a fault keeps its page', async () => {
  for (let n = 1; n <= 33; n++) await advertise(`Iklan nomor ${n}`)
  const page = await newPage('desktop')
  await signInOfficer(page, site, { tenant: 'rembang', username: 'admin-portal.dinkominfo' })
  await page.goto(site.url('rembang', '/pesan/tertahan'))
  expect(await page.locator('tbody tr').count()).toBe(30)
  await checkPage(page)
  await page.getByRole('link', { name: 'Berikutnya' }).click()
  await page.waitForURL('**setelah=**')
  const rows = await page.locator('tbody tr').count()
  expect(rows).toBe(4)
  const last = page.locator('tbody tr').last()
  await last.locator('summary').click()
  await last.getByRole('button', { name: 'Abaikan pesan ini' }).click()
  await expectText(page, 'Alasan: tulis mengapa pesan ini diabaikan.')
  expect(await page.locator('tbody tr').count()).toBe(rows)
  await checkPage(page)
})
