import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { checkPage, useBrowser } from './browser.ts'
import { citizen, citizenPassword, expectHeading, expectText, readReceipt } from './people.ts'
import { officerKeys, openSite } from './site.ts'

const site = await openSite({ tenants: ['bengkalis'], officers: ['bengkalis/admin-diskominfotik.diskominfotik', 'bengkalis/admin-skpd.dlh'] })
const newPage = useBrowser()
const title = 'Bak sampah pasar penuh'
const answer = 'Bak sampah dikosongkan setiap pagi mulai besok.'

test('without JavaScript, on a phone, by keyboard alone: from registration to the answer', async () => {
  const reporter = citizen('bengkalis', 11)
  const phone = await newPage('phone', { javaScript: false })
  await phone.goto(site.url('bengkalis'))
  await phone.keyboard.press('Tab')
  expect(await phone.locator(':focus').textContent()).toBe('Langsung ke isi')
  await checkPage(phone)
  await enter(phone, phone.getByRole('link', { name: 'Buat laporan' }).first())
  await expectHeading(phone, 'Ke mana Anda melapor?')
  await enter(phone, phone.getByRole('link', { name: 'SIPENDEKAR', exact: true }))
  await enter(phone, phone.getByRole('link', { name: 'Daftar dengan NIK Anda' }))
  await expectHeading(phone, 'Daftar')
  await type(phone, 'Nama lengkap', reporter.name)
  await type(phone, 'NIK', reporter.nik)
  await type(phone, 'Nomor telepon', reporter.phone)
  await type(phone, 'Kata sandi baru', citizenPassword)
  await tabTo(phone, phone.getByLabel('Saya menyetujui pemakaian data saya untuk menangani laporan'))
  await phone.keyboard.press('Space')
  await checkPage(phone)
  await enter(phone, button(phone, 'Daftar'))

  await expectHeading(phone, 'SIPENDEKAR')
  await tabTo(phone, phone.getByLabel('Aduan'))
  await phone.keyboard.press('Space')
  await phone.keyboard.press('ArrowRight')
  await type(phone, 'Judul singkat', title)
  await type(phone, 'Ceritakan kejadiannya', 'Sejak Lebaran bak tidak pernah dikosongkan.')
  await type(phone, 'Desa atau kelurahan kejadian', 'Kelapapati')
  await enter(phone, phone.locator('summary').getByText('Apa yang terjadi setelah saya mengirim?'))
  await expectText(phone, '(paling lama 2 hari kerja)')
  await checkPage(phone)
  await enter(phone, button(phone, 'Kirim laporan'))
  const { number } = await readReceipt(phone)

  const admin = await newPage('phone', { javaScript: false })
  await signInByKeyboard(admin, 'admin-diskominfotik.diskominfotik')
  await enter(admin, admin.getByRole('link', { name: title, exact: true }))
  await expectText(admin, 'Kritik')
  await type(admin, 'SKPD yang dituju', 'Dinas Lingkungan Hidup')
  await type(admin, 'Instruksi untuk SKPD', 'Jawab dengan jadwal pengosongan.')
  await checkPage(admin)
  await enter(admin, button(admin, 'Teruskan ke SKPD'))
  await expectText(admin, 'Saat ini giliran Admin SKPD (Dinas Lingkungan Hidup).')

  const skpd = await newPage('phone', { javaScript: false })
  await signInByKeyboard(skpd, 'admin-skpd.dlh')
  await enter(skpd, skpd.getByRole('link', { name: title, exact: true }))
  await type(skpd, 'Jawaban untuk pelapor', answer)
  await enter(skpd, button(skpd, 'Kirim draf jawaban'))
  await expectText(skpd, 'Saat ini giliran Admin Diskominfotik')
  await checkPage(skpd)

  await enter(admin, admin.getByRole('link', { name: 'Kotak masuk' }).first())
  await enter(admin, admin.getByRole('link', { name: title, exact: true }))
  expect(await admin.getByLabel('Jawaban untuk pelapor').inputValue()).toBe(answer)
  await enter(admin, button(admin, 'Lepas jawaban'))
  await expectText(admin, 'Tiket ini sudah ditutup.')

  await enter(phone, phone.getByRole('link', { name: 'Laporan saya' }))
  await expectHeading(phone, 'Laporan saya')
  await checkPage(phone)
  await enter(phone, phone.getByRole('link', { name: title }))
  await expectText(phone, answer)
  await checkPage(phone)
  await enter(phone, phone.getByRole('link', { name: 'Lihat halaman publiknya' }))
  await phone.waitForURL(`**/laporan/${number}`)
  await expectText(phone, answer)
  await enter(phone, button(phone, 'Keluar'))
  await phone.getByRole('link', { name: 'Masuk', exact: true }).waitFor()
  expect(site.logged).toEqual([])
})

async function signInByKeyboard(page: Page, username: string): Promise<void> {
  const { password } = officerKeys(site)
  await page.goto(site.url('bengkalis', '/petugas/masuk'))
  await type(page, 'Nama pengguna', username)
  await type(page, 'Kata sandi', password)
  await page.keyboard.press('Enter')
  await expectHeading(page, 'Kode masuk')
  await type(page, 'Kode enam angka', officerKeys(site).code)
  await page.keyboard.press('Enter')
  await expectHeading(page, 'Kotak masuk')
  await checkPage(page)
}

function button(page: Page, words: string): Locator {
  return page.getByRole('button', { name: words, exact: true })
}

/** Goes from wherever the focus is to a control, as a person without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    if (await target.evaluate((element) => element === document.activeElement || element.closest('summary') === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not reach ${String(target)} on ${page.url()}`)
}

async function enter(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

/** Writes into a field, or chooses from a list by its first letters. */
async function type(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByLabel(new RegExp(`^\\s*${label}\\s*(\\(boleh kosong\\))?\\s*$`))
  await tabTo(page, field)
  await page.keyboard.type(text)
}
