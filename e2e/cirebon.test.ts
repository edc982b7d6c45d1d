import { expect, test } from 'vitest'
import { checkPage, useBrowser } from './browser.ts'
import { citizen, expectHeading, expectText, openFromInbox, press, readReceipt, register, signInOfficer } from './people.ts'
import { openSite } from './site.ts'

const site = await openSite({ tenants: ['cirebon'], at: '2026-02-02T10:00+07:00', officers: ['cirebon/admin-egov.diskominfo', 'cirebon/pic-skpd.dlh', 'cirebon/pic-skpd.dinkes'] })
const newPage = useBrowser()
const title = 'Tumpukan sampah di pinggir kali'
const answer = 'Sampah diangkut hari ini. Truk lewat setiap Selasa.'

test('Cirebon: a complaint is classified by its words, its PIC group is told, two units answer their parts, and one answer comes back', async () => {
  const phone = await newPage('phone')
  await phone.goto(site.url('cirebon'))
  await phone.getByRole('link', { name: 'Buat laporan' }).first().click()
  await expectHeading(phone, 'Masuk')
  await phone.getByRole('link', { name: 'Daftar dengan NIK Anda' }).click()
  await register(phone, citizen('cirebon'))
  await expectHeading(phone, 'UPIK')
  await checkPage(phone)
  await phone.getByLabel('Judul singkat').fill(title)
  await phone.getByRole('textbox', { name: 'Isi laporan' }).fill('Tolong diangkut, sampah sudah bau dan kotor sejak seminggu.')
  await press(phone, 'Kirim laporan')
  const { number } = await readReceipt(phone)
  // Three hours within office hours, from Monday 10.00: two before the break at noon, one after it.
  await expectText(phone, 'Senin, 2 Februari 2026 pukul 14.00 WIB')
  await phone.getByRole('link', { name: 'Lihat laporan' }).click()
  await expectText(phone, 'Laporan Anda dikirim ke PIC dinas dan instansi yang berwenang.')
  await checkPage(phone)

  const pic = await newPage('desktop')
  await signInOfficer(pic, site, { tenant: 'cirebon', username: 'pic-skpd.dlh' })
  await pic.getByText('Pemberitahuan baru (1)').click()
  await checkPage(pic)
  await pic.getByRole('link', { name: `Tiket ${number}: ${title}` }).click()
  await expectHeading(pic, title)
  await expectText(pic, 'Keluhan (kata yang cocok:')
  await expectText(pic, 'Sampah dan lingkungan (kata yang cocok:')
  await expectText(pic, 'PIC SKPD · Dinas Lingkungan Hidup')
  expect(await pic.getByText('Dikerjakan sistem dalam').count()).toBe(3)
  await checkPage(pic)

  const other = await newPage('desktop')
  await signInOfficer(other, site, { tenant: 'cirebon', username: 'pic-skpd.dinkes' })
  expect(await other.content()).not.toContain(title)
  const refused = await other.goto(site.url('cirebon', `/kotak-masuk/${number}`))
  expect(refused?.status()).toBe(404)
  await checkPage(other)

  // Nobody hands tickets on here: the unit that answers splits it, at its own answer.
  await pic.locator('summary').getByText('Laporan ini menyangkut lebih dari satu unit').click()
  for (const [no, unit, instruction] of [[1, 'Dinas Lingkungan Hidup', 'Angkut sampahnya.'], [2, 'Dinas Kesehatan', 'Semprot lalatnya.']]) {
    await pic.locator(`#bagi-bagian-${no}-unit`).selectOption({ label: String(unit) })
    await pic.locator(`#bagi-bagian-${no}-instruksi`).fill(String(instruction))
  }
  await press(pic, 'Bagi tiket')
  await expectText(pic, 'Bagian tiket ini')
  await checkPage(pic)
  for (const [unit, text] of [[pic, answer], [other, 'Lalat disemprot.']] as const) {
    await openFromInbox(unit, site, { tenant: 'cirebon', title })
    await unit.getByLabel('Kotak tanggapan').fill(text)
    await press(unit, 'Isi kotak tanggapan')
    await expectText(unit, 'Tiket ini sudah ditutup.')
  }
  await checkPage(other)
  await phone.reload()
  await expectText(phone, 'Semua unit sudah selesai. Jawabannya sedang digabungkan untuk Anda.')
  await openFromInbox(pic, site, { tenant: 'cirebon', title })
  expect(await pic.getByLabel('Jawaban').first().inputValue()).toBe(`Dinas Lingkungan Hidup:\n${answer}\n\nDinas Kesehatan:\nLalat disemprot.`)
  await checkPage(pic)
  await press(pic, 'Kirim jawaban gabungan')
  await expectText(pic, 'Saat ini giliran Admin')
  await checkPage(pic)

  const admin = await newPage('desktop')
  await signInOfficer(admin, site, { tenant: 'cirebon', username: 'admin-egov.diskominfo' })
  await openFromInbox(admin, site, { tenant: 'cirebon', title })
  await expectText(admin, answer)
  await press(admin, 'Lanjutkan ke sistem')
  await expectText(admin, 'Tiket ini sudah ditutup.')
  await checkPage(admin)
  await admin.goto(site.url('cirebon', '/kata-kunci'))
  await expectHeading(admin, 'Kata kunci')
  await checkPage(admin)

  await phone.reload()
  await expectText(phone, answer)
  await checkPage(phone)
  await phone.goto(site.url('cirebon', '/laporan-saya'))
  await expectHeading(phone, 'Laporan saya')
  await checkPage(phone)
  expect(site.logged).toEqual([])
})
