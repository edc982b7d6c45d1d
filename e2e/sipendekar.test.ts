import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { checkPage, useBrowser } from './browser.ts'
import { choose, citizen, expectHeading, expectText, openFromInbox, press, readReceipt, register, signInOfficer } from './people.ts'
import { cameraName, chosenPhoto } from './photo.ts'
import { openSite } from './site.ts'

const site = await openSite({ tenants: ['bengkalis'], officers: ['bengkalis/admin-diskominfotik.diskominfotik', 'bengkalis/admin-skpd.dpupr'] })
const newPage = useBrowser()
const title = 'Jembatan kayu di Parit Tengah lapuk'
const draft = 'Jembatan akan kami perbaiki bulan depn.'
const corrected = 'Jembatan kami perbaiki mulai 16 Februari 2026, selama sepuluh hari kerja.'

test('SIPENDEKAR: a citizen registers, reports with a photo, and reads the corrected answer', async () => {
  const reporter = citizen('bengkalis')
  const phone = await newPage('phone')
  await phone.goto(site.url('bengkalis'))
  await checkPage(phone)
  await phone.getByRole('link', { name: 'Buat laporan' }).first().click()
  await expectHeading(phone, 'Ke mana Anda melapor?')
  await checkPage(phone)
  await phone.getByRole('link', { name: 'SIPENDEKAR', exact: true }).click()
  await expectHeading(phone, 'Masuk')
  await checkPage(phone)
  await phone.getByRole('link', { name: 'Daftar dengan NIK Anda' }).click()
  await register(phone, reporter)

  await expectHeading(phone, 'SIPENDEKAR')
  await checkPage(phone)
  await choose(phone, 'Aduan')
  await phone.getByLabel('Judul singkat').fill(title)
  await phone.getByLabel('Ceritakan kejadiannya').fill('Papan jembatan sudah banyak yang patah sejak bulan Januari. Anak sekolah lewat setiap pagi.')
  await phone.getByLabel('Desa atau kelurahan kejadian').selectOption({ label: 'Kelapapati' })
  await phone.getByLabel('Tempat kejadian').fill('Seberang surau Parit Tengah')
  await phone.getByLabel('Kapan terjadi').fill('2026-01-30T07:15')
  await phone.getByLabel('Pilih berkas').setInputFiles(await chosenPhoto('jembatan.jpg'))
  await press(phone, 'Kirim laporan')
  const { number, code } = await readReceipt(phone)
  await expectText(phone, 'Admin Diskominfotik (Dinas Komunikasi, Informatika dan Statistik)')
  // Two working days after Monday 2 February, at the end of office hours.
  await expectText(phone, 'Rabu, 4 Februari 2026 pukul 16.00 WIB')
  await phone.getByRole('link', { name: 'Lihat laporan' }).click()
  await expectHeading(phone, title)
  await checkPage(phone)
  await expectNoPlace(phone)

  const admin = await newPage('desktop')
  await signInOfficer(admin, site, { tenant: 'bengkalis', username: 'admin-diskominfotik.diskominfotik' })
  await openFromInbox(admin, site, { tenant: 'bengkalis', title })
  await expectText(admin, reporter.name)
  expect(await admin.content()).not.toContain(reporter.nik)
  await admin.getByLabel('SKPD yang dituju').selectOption({ label: 'Dinas Pekerjaan Umum dan Penataan Ruang' })
  await admin.getByLabel('Instruksi untuk SKPD').fill('Periksa jembatan dan jawab kapan diperbaiki.')
  await press(admin, 'Teruskan ke SKPD')
  await expectText(admin, 'Saat ini giliran Admin SKPD (Dinas Pekerjaan Umum dan Penataan Ruang).')
  await checkPage(admin)

  const skpd = await newPage('phone')
  await signInOfficer(skpd, site, { tenant: 'bengkalis', username: 'admin-skpd.dpupr' })
  await openFromInbox(skpd, site, { tenant: 'bengkalis', title })
  await expectText(skpd, 'Periksa jembatan dan jawab kapan diperbaiki.')
  await skpd.getByLabel('Jawaban untuk pelapor').fill(draft)
  await press(skpd, 'Kirim draf jawaban')
  await expectText(skpd, 'Saat ini giliran Admin Diskominfotik')
  await checkPage(skpd)

  await phone.reload()
  await expectText(phone, 'SKPD telah menyusun draf jawaban. Draf sedang dikoreksi.')
  expect(await phone.content()).not.toContain(draft)
  await openFromInbox(admin, site, { tenant: 'bengkalis', title })
  expect(await admin.getByLabel('Jawaban untuk pelapor').inputValue()).toBe(draft)
  await admin.getByLabel('Jawaban untuk pelapor').fill(corrected)
  await press(admin, 'Lepas jawaban')
  await expectText(admin, 'Tiket ini sudah ditutup.')
  await checkPage(admin)

  await phone.reload()
  await expectText(phone, corrected)
  await checkPage(phone)
  expect(await phone.content()).not.toContain(draft)
  await phone.getByRole('link', { name: 'Lihat halaman publiknya' }).click()
  await phone.waitForURL(`**/laporan/${number}`)
  await expectText(phone, corrected)
  await checkPage(phone)

  const stranger = await newPage('desktop')
  await stranger.goto(site.url('bengkalis', '/laporan'))
  await checkPage(stranger)
  await stranger.getByRole('link', { name: title }).click()
  await expectHeading(stranger, title)
  await expectText(stranger, corrected)
  await checkPage(stranger)
  const seen = await stranger.content()
  for (const secret of [reporter.name, reporter.nik, reporter.phone, draft, code]) expect(seen).not.toContain(secret)
  expect(site.logged).toEqual([])
})

/** What comes back as a download is the picture, and nothing of where or with what it was taken. */
async function expectNoPlace(page: Page): Promise<void> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'jembatan.jpg' }).click()])
  expect(download.suggestedFilename()).toBe('jembatan.jpg')
  const kept = readFileSync(await download.path())
  const { exif, ...facts } = await sharp(kept).metadata()
  expect(facts).toMatchObject({ format: 'jpeg', width: 640, height: 480 })
  expect(exif).toBeUndefined()
  expect(kept.includes(cameraName)).toBe(false)
}
