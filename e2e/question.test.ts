import { expect, test } from 'vitest'
import { checkPage, useBrowser } from './browser.ts'
import { choose, citizen, expectHeading, expectText, openFromInbox, press, readReceipt, register, signInOfficer } from './people.ts'
import { openSite } from './site.ts'

const site = await openSite({ tenants: ['bengkalis'], officers: ['bengkalis/admin-diskominfotik.diskominfotik'] })
const newPage = useBrowser()
const title = 'Lampu jalan padam tiga malam'

test('a question to the reporter stops the clock and says so; the answer starts it again', async () => {
  const phone = await newPage('phone')
  await phone.goto(site.url('bengkalis', '/daftar?tujuan=/lapor/sipendekar'))
  await register(phone, citizen('bengkalis', 7))
  await expectHeading(phone, 'SIPENDEKAR')
  await choose(phone, 'Aduan')
  await phone.getByLabel('Judul singkat').fill(title)
  await phone.getByLabel('Ceritakan kejadiannya').fill('Sudah tiga malam gelap.')
  await phone.getByLabel('Desa atau kelurahan kejadian').selectOption({ label: 'Kelapapati' })
  await press(phone, 'Kirim laporan')
  const { number } = await readReceipt(phone)

  // A Monday; the two working days would end on Wednesday 4 February.
  site.setClock('2026-02-02T10:00+07:00')
  const admin = await newPage('desktop')
  await signInOfficer(admin, site, { tenant: 'bengkalis', username: 'admin-diskominfotik.diskominfotik' })
  await openFromInbox(admin, site, { tenant: 'bengkalis', title })
  await admin.locator('summary').getByText('Tanya pelapor').click()
  await admin.getByLabel('Pertanyaan untuk pelapor').fill('Tiang nomor berapa yang padam?')
  await press(admin, 'Tanya pelapor')
  await expectText(admin, 'Dijeda: menunggu jawaban pelapor')
  await checkPage(admin)
  await admin.goto(site.url('bengkalis', '/kotak-masuk?tampil=menunggu'))
  await admin.getByRole('link', { name: title }).waitFor()
  await checkPage(admin)

  site.setClock('2026-02-05T10:00+07:00')
  await phone.goto(site.url('bengkalis', `/tiket/${number}`))
  await expectText(phone, 'Petugas bertanya kepada Anda')
  await expectText(phone, 'Tiang nomor berapa yang padam?')
  await expectText(phone, 'Tenggat berhenti berjalan sampai Anda menjawab.')
  await expectText(phone, 'Dijeda: menunggu jawaban pelapor')
  await checkPage(phone)
  await press(phone, 'Kirim jawaban')
  await expectText(phone, 'Jawaban Anda: wajib diisi.')
  await checkPage(phone)
  await phone.getByLabel('Jawaban Anda').fill('Tiang nomor 17, di depan surau.')
  await press(phone, 'Kirim jawaban')
  await expectText(phone, 'Anda menjawab pertanyaan petugas. Waktu berjalan lagi.')
  // Tuesday to Thursday were paused, so Friday and Monday are the two days.
  await expectText(phone, 'Senin, 9 Februari 2026 pukul 16.00 WIB')
  await phone.getByText('Mengapa tanggal ini?').click()
  await expectText(phone, 'Kamis, 5 Februari 2026: tidak dihitung, hitungan dijeda')
  await checkPage(phone)

  await openFromInbox(admin, site, { tenant: 'bengkalis', title })
  await expectText(admin, 'Tiang nomor 17, di depan surau.')
  await expectText(admin, 'Pelapor menjawab pertanyaan; waktu berjalan lagi')
  expect(await admin.getByText('Dijeda: menunggu jawaban pelapor').count()).toBe(0)
  await checkPage(admin)
  expect(site.logged).toEqual([])
})
