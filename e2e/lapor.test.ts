import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { checkPage, useBrowser } from './browser.ts'
import { choose, citizen, expectHeading, expectText, openFromInbox, press, readReceipt, register, signInOfficer } from './people.ts'
import { chosenPhoto } from './photo.ts'
import { openSite } from './site.ts'

// A Monday in Ramadan 2026, before Nyepi and Idulfitri with their joint leave.
const site = await openSite({
  tenants: ['bengkalis'], at: '2026-03-02T10:00+07:00',
  officers: ['bengkalis/admin-pusat.diskominfotik', 'bengkalis/admin-instansi.disdik', 'bengkalis/pejabat-penghubung.disdik'],
})
const newPage = useBrowser()

const reports = [
  { title: 'Jadwal pendaftaran SMP belum ada', kind: 'Permintaan informasi (5 hari kerja)', due: 'Senin, 9 Maret 2026 pukul 15.00 WIB' },
  { title: 'Loket ijazah tutup sebelum waktunya', kind: 'Pengaduan tidak berkadar pengawasan atau tidak memerlukan pemeriksaan lapangan (14 hari kerja)', due: 'Jumat, 27 Maret 2026 pukul 16.30 WIB' },
  { title: 'Uang komite tidak ada tanda terimanya', kind: 'Pengaduan berkadar pengawasan dan memerlukan pemeriksaan lapangan (60 hari kerja)', due: 'Rabu, 10 Juni 2026 pukul 16.00 WIB' },
]

test('LAPOR: each class of report has its own deadline, which explains itself, and the report is followed up', async () => {
  const phone = await newPage('phone')
  await phone.goto(site.url('bengkalis', '/daftar?tujuan=/lapor/lapor'))
  await register(phone, citizen('bengkalis', 3))
  const numbers: string[] = []
  for (const { title } of reports) numbers.push(await report(phone, title))

  const centre = await newPage('desktop')
  await signInOfficer(centre, site, { tenant: 'bengkalis', username: 'admin-pusat.diskominfotik' })
  for (const { title, kind } of reports) await forward(centre, { title, kind })
  for (const [at, { title, due }] of reports.entries()) {
    await phone.goto(site.url('bengkalis', `/tiket/${numbers[at]}`))
    await expectHeading(phone, title)
    const whole = phone.locator('.clocks li').filter({ hasText: 'Seluruh laporan' })
    expect(await whole.textContent()).toContain(due)
    await whole.getByText('Mengapa tanggal ini?').click()
    await checkPage(phone)
    await expectReasons(phone, at)
  }

  const agency = await newPage('phone')
  await signInOfficer(agency, site, { tenant: 'bengkalis', username: 'admin-instansi.disdik' })
  const liaison = await newPage('desktop')
  await signInOfficer(liaison, site, { tenant: 'bengkalis', username: 'pejabat-penghubung.disdik' })
  for (const { title } of reports) {
    await openFromInbox(agency, site, { tenant: 'bengkalis', title })
    await press(agency, 'Laporan terverifikasi')
    await expectText(agency, 'Saat ini giliran Pejabat Penghubung (Dinas Pendidikan).')
  }
  // The day after the first deadline: the request for information is answered too late, the two others in time.
  site.setClock('2026-03-10T09:00+07:00')
  for (const [at, { title }] of reports.entries()) {
    await openFromInbox(liaison, site, { tenant: 'bengkalis', title })
    await liaison.getByLabel('Tindak lanjut untuk pelapor').fill(`Sudah kami tindak lanjuti: ${title}.`)
    await press(liaison, 'Sampaikan tindak lanjut')
    await expectText(liaison, 'Tiket ini sudah ditutup.')
    const whole = liaison.locator('.clocks li').filter({ hasText: 'Seluruh laporan' })
    expect(await whole.textContent()).toContain(at === 0 ? 'Lewat tenggat' : 'Tepat waktu')
    if (at === 0) expect(await whole.textContent()).toContain('Dilanggar oleh: Admin Pusat, Admin Instansi, Pejabat Penghubung')
    await phone.goto(site.url('bengkalis', `/tiket/${numbers[at]}`))
    await expectText(phone, `Sudah kami tindak lanjuti: ${title}.`)
  }
  await checkPage(liaison)
  expect(site.logged).toEqual([])
})

async function report(phone: Page, title: string): Promise<string> {
  await phone.goto(site.url('bengkalis', '/lapor/lapor'))
  await expectHeading(phone, 'SP4N LAPOR!')
  await phone.getByLabel('Judul singkat').fill(title)
  await phone.getByLabel('Kronologi').fill('Kami datang dua kali dan tidak mendapat penjelasan.')
  await phone.getByLabel('Lokasi kejadian (desa atau kelurahan)').selectOption({ label: 'Rimba Sekampung' })
  await phone.getByLabel('Waktu kejadian').fill('2026-02-27T09:00')
  await phone.getByLabel('Pilih berkas').setInputFiles(await chosenPhoto('bukti.jpg'))
  await press(phone, 'Kirim laporan')
  const { number } = await readReceipt(phone)
  // Not yet classified, so fourteen working days are promised.
  await expectText(phone, 'Jumat, 27 Maret 2026 pukul 16.30 WIB')
  return number
}

async function forward(centre: Page, { title, kind }: { title: string; kind: string }): Promise<void> {
  await openFromInbox(centre, site, { tenant: 'bengkalis', title })
  await choose(centre, kind)
  await centre.getByLabel('Instansi yang dituju').selectOption({ label: 'Dinas Pendidikan' })
  await press(centre, 'Kirim ke instansi')
  await expectText(centre, 'Saat ini giliran Admin Instansi (Dinas Pendidikan).')
}

const decree = 'SKB Tiga Menteri Nomor 1497 Tahun 2025, Nomor 2 Tahun 2025, dan Nomor 5 Tahun 2025 tanggal 19 September 2025'

/** Written by hand from the calendar of 2026. */
async function expectReasons(page: Page, at: number): Promise<void> {
  const days = await page.locator('.clocks li').filter({ hasText: 'Seluruh laporan' }).locator('.reckoning li').allTextContents()
  const counted = days.filter((day) => day.includes(': hari kerja ke-'))
  expect(counted).toHaveLength([5, 14, 60][at]!)
  expect(days[0]).toBe('Senin, 2 Maret 2026: hari penerimaan tidak dihitung')
  expect(days.at(-1)).toBe(['Senin, 9 Maret 2026: hari kerja ke-5', 'Jumat, 27 Maret 2026: hari kerja ke-14', 'Rabu, 10 Juni 2026: hari kerja ke-60'][at])
  if (at === 0) return
  expect(days.slice(16, 23)).toEqual([
    `Rabu, 18 Maret 2026: tidak dihitung, Cuti Bersama Hari Suci Nyepi (Tahun Baru Saka 1948) (${decree})`,
    `Kamis, 19 Maret 2026: tidak dihitung, libur nasional Hari Suci Nyepi (Tahun Baru Saka 1948) (${decree})`,
    `Jumat, 20 Maret 2026: tidak dihitung, Cuti Bersama Hari Raya Idulfitri 1447 Hijriah (${decree})`,
    `Sabtu, 21 Maret 2026: tidak dihitung, libur nasional Hari Raya Idulfitri 1447 Hijriah (${decree})`,
    `Minggu, 22 Maret 2026: tidak dihitung, libur nasional Hari Raya Idulfitri 1447 Hijriah (${decree})`,
    `Senin, 23 Maret 2026: tidak dihitung, Cuti Bersama Hari Raya Idulfitri 1447 Hijriah (${decree})`,
    `Selasa, 24 Maret 2026: tidak dihitung, Cuti Bersama Hari Raya Idulfitri 1447 Hijriah (${decree})`,
  ])
}
