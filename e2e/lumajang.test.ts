import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { checkPage, useBrowser } from './browser.ts'
import { citizen, expectHeading, expectText, openFromInbox, press, readReceipt, register, signInOfficer } from './people.ts'
import { openSite } from './site.ts'

const site = await openSite({ tenants: ['lumajang'], officers: ['lumajang/validator.diskominfo', 'lumajang/admin-opd.dlh'] })
const newPage = useBrowser()
const validator = { tenant: 'lumajang', username: 'validator.diskominfo' } as const
const adminOpd = { tenant: 'lumajang', username: 'admin-opd.dlh' } as const

test('Lumajang: a complaint with a valid KTP is checked, answered and published', async () => {
  const title = 'Sampah menumpuk di belakang pasar'
  const answer = 'Sampah diangkut setiap Senin dan Kamis mulai pekan ini.'
  const reporter = citizen('lumajang', 0)
  const phone = await newPage('phone')
  const number = await report(phone, { who: 0, title })
  // Twenty-four hours from the submission on Monday 2 February 2026, 09.00.
  await expectText(phone, 'Selasa, 3 Februari 2026 pukul 09.00 WIB')

  const desk = await newPage('desktop')
  await signInOfficer(desk, site, validator)
  await openFromInbox(desk, site, { tenant: 'lumajang', title })
  expect(await desk.content()).not.toContain(reporter.nik)
  await compare(desk, citizen('lumajang', 5).nik)
  await expectText(desk, 'NIK tidak cocok dengan NIK pelapor.')
  await checkPage(desk)
  await compare(desk, '3508')
  await expectText(desk, 'NIK berisi 16 angka, yang Anda isi 4 angka.')
  await checkPage(desk)
  await compare(desk, reporter.nik)
  await expectText(desk, 'NIK cocok dengan NIK pelapor.')
  await checkPage(desk)
  await press(desk, 'Nomor KTP sudah diperiksa')
  await desk.getByRole('button', { name: 'KTP valid', exact: true }).waitFor()
  await checkPage(desk)
  await press(desk, 'KTP valid')
  await expectText(desk, 'Saat ini giliran Admin OPD (Dinas Lingkungan Hidup).')
  await checkPage(desk)

  const opd = await newPage('desktop')
  await signInOfficer(opd, site, adminOpd)
  await openFromInbox(opd, site, { tenant: 'lumajang', title })
  // Seven working days: 3, 4, 5, 6, 9, 10 and 11 February.
  await expectText(opd, 'Rabu, 11 Februari 2026 pukul 16.00 WIB')
  await opd.getByLabel('Jawaban pengaduan').fill(answer)
  await press(opd, 'Kirim jawaban')
  await expectText(opd, 'Tiket ini sudah ditutup.')
  await checkPage(opd)

  await phone.goto(site.url('lumajang', `/laporan/${number}`))
  await expectHeading(phone, title)
  await expectText(phone, answer)
  expect(await phone.locator('main').textContent()).not.toContain(reporter.name)
  await checkPage(phone)
  expect(site.logged).toEqual([])
})

test('Lumajang: a complaint with an invalid KTP is answered to its sender alone', async () => {
  const title = 'Limbah kandang ayam mengalir ke sungai'
  const answer = 'Kandang sudah kami datangi dan pemiliknya kami beri peringatan.'
  const phone = await newPage('phone')
  const number = await report(phone, { who: 1, title })

  const desk = await newPage('desktop')
  await signInOfficer(desk, site, validator)
  await openFromInbox(desk, site, { tenant: 'lumajang', title })
  await press(desk, 'Nomor KTP sudah diperiksa')
  await desk.getByText('KTP tidak valid', { exact: true }).first().click()
  await press(desk, 'KTP tidak valid')
  // Without a remark the validator's result is not complete.
  await expectText(desk, 'Ada yang perlu diperbaiki')
  await checkPage(desk)
  await desk.getByLabel('Keterangan validator').last().fill('Nama di SIAK berbeda.')
  await press(desk, 'KTP tidak valid')
  await expectText(desk, 'Saat ini giliran Admin OPD')

  const opd = await newPage('phone')
  await signInOfficer(opd, site, adminOpd)
  await openFromInbox(opd, site, { tenant: 'lumajang', title })
  await expectText(opd, 'KTP tidak valid')
  await opd.getByLabel('Jawaban pengaduan').fill(answer)
  await press(opd, 'Kirim jawaban')
  await expectText(opd, 'Tiket ini sudah ditutup.')

  await phone.goto(site.url('lumajang', `/tiket/${number}`))
  await expectText(phone, answer)
  await expectText(phone, 'Jawaban ini hanya untuk Anda dan tidak dipublikasikan.')
  expect(await phone.getByText('Nama di SIAK berbeda.').count()).toBe(0)
  await checkPage(phone)

  const stranger = await newPage('phone')
  const missing = await stranger.goto(site.url('lumajang', `/laporan/${number}`))
  expect(missing?.status()).toBe(404)
  await checkPage(stranger)
  await stranger.goto(site.url('lumajang', '/laporan'))
  expect(await stranger.content()).not.toContain(title)
  expect(site.logged).toEqual([])
})

async function report(phone: Page, order: { who: number; title: string }): Promise<string> {
  await phone.goto(site.url('lumajang', '/daftar?tujuan=/lapor'))
  await register(phone, citizen('lumajang', order.who))
  await expectHeading(phone, 'Pengaduan Online')
  await checkPage(phone)
  await phone.getByLabel('OPD yang Anda tuju').selectOption({ label: 'Dinas Lingkungan Hidup' })
  await phone.getByLabel('Judul singkat').fill(order.title)
  await phone.getByLabel('Isi pengaduan').fill('Sudah seminggu begini dan baunya sampai ke rumah warga.')
  await phone.getByLabel('Desa atau kelurahan kejadian').selectOption({ label: 'Tompokersan' })
  await press(phone, 'Kirim laporan')
  return (await readReceipt(phone)).number
}

async function compare(desk: Page, nik: string): Promise<void> {
  await desk.getByLabel('NIK menurut SIAK').fill(nik)
  await press(desk, 'Cocokkan')
}
