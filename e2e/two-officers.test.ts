import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { checkPage, useBrowser } from './browser.ts'
import { citizen, expectHeading, expectText, openFromInbox, press, readReceipt, register, signInOfficer } from './people.ts'
import { openSite } from './site.ts'

const site = await openSite({ tenants: ['cirebon'], officers: ['cirebon/pic-skpd.satpolpp', 'cirebon/pic-vertikal.polresta'] })
const newPage = useBrowser()
const typed = 'Kami jaga setiap malam Minggu bersama Satpol PP.'

test('two officers at once: the second is told who was faster, and what they typed is still there', async () => {
  const { first, second } = await twoAtOneTicket({ who: 0, title: 'Balap liar di depan pasar' })
  await second.getByLabel('Kotak tanggapan').fill(typed)
  await first.getByLabel('Kotak tanggapan').fill('Kami tertibkan malam ini.')
  await press(first, 'Isi kotak tanggapan')
  await expectText(first, 'Saat ini giliran Admin')

  const [answer] = await Promise.all([second.waitForNavigation(), press(second, 'Isi kotak tanggapan')])
  expect(answer?.status()).toBe(409)
  await expectText(second, 'PIC SKPD lebih dahulu bertindak atas tiket ini')
  await expectText(second, typed)
  await expectText(second, 'Kami tertibkan malam ini.')
  await checkPage(second)
  expect(site.logged).toEqual([])
})

test('an officer whose colleague only asked a question keeps the form, and may send it again', async () => {
  const { first, second } = await twoAtOneTicket({ who: 1, title: 'Miras dijual dekat sekolah' })
  await second.getByLabel('Kotak tanggapan').fill(typed)
  await first.locator('summary').getByText('Tanya pelapor').click()
  await first.getByLabel('Pertanyaan untuk pelapor').fill('Di warung yang mana?')
  await press(first, 'Tanya pelapor')
  await expectText(first, 'Menunggu pelapor')

  await press(second, 'Isi kotak tanggapan')
  await expectText(second, 'PIC SKPD lebih dahulu bertindak atas tiket ini')
  expect(await second.getByLabel('Kotak tanggapan').inputValue()).toBe(typed)
  await checkPage(second)
  await press(second, 'Isi kotak tanggapan')
  await expectText(second, 'Saat ini giliran Admin')
  expect(site.logged).toEqual([])
})

async function twoAtOneTicket(order: { who: number; title: string }): Promise<{ first: Page; second: Page }> {
  const phone = await newPage('phone')
  await phone.goto(site.url('cirebon', '/daftar?tujuan=/lapor'))
  await register(phone, citizen('cirebon', order.who))
  await expectHeading(phone, 'UPIK')
  await phone.getByLabel('Judul singkat').fill(order.title)
  await phone.getByRole('textbox', { name: 'Isi laporan' }).fill('Balap liar dan miras sampai larut malam, warga resah.')
  await press(phone, 'Kirim laporan')
  await readReceipt(phone)
  const first = await newPage('desktop')
  await signInOfficer(first, site, { tenant: 'cirebon', username: 'pic-skpd.satpolpp' })
  const second = await newPage('desktop')
  await signInOfficer(second, site, { tenant: 'cirebon', username: 'pic-vertikal.polresta' })
  for (const page of [first, second]) await openFromInbox(page, site, { tenant: 'cirebon', title: order.title })
  return { first, second }
}
