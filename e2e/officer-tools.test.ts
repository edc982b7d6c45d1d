import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { checkPage, useBrowser } from './browser.ts'
import { citizen, choose, expectHeading, expectText, openFromInbox, press, readReceipt, register, signInOfficer } from './people.ts'
import { openSite } from './site.ts'

const site = await openSite({ tenants: ['bengkalis'], officers: ['bengkalis/admin-diskominfotik.diskominfotik', 'bengkalis/admin-skpd.dpupr'] })
const newPage = useBrowser()
const admin = { tenant: 'bengkalis', username: 'admin-diskominfotik.diskominfotik' } as const
const skpd = { tenant: 'bengkalis', username: 'admin-skpd.dpupr' } as const
const url = (path: string) => site.url('bengkalis', path)
const title = 'Jembatan kayu lapuk'
let number = ''

async function insertFrom(page: Page, canned: string): Promise<void> {
  await page.getByLabel('Jawaban siap').selectOption({ label: canned })
  await press(page, 'Sisipkan')
}

test('a unit writes a canned answer; unknown words in braces are told with the list', async () => {
  const desk = await newPage('desktop')
  await signInOfficer(desk, site, skpd)
  await desk.goto(url('/petugas/jawaban-siap'))
  await expectText(desk, 'Belum ada jawaban siap')
  await checkPage(desk)
  await desk.getByLabel('Judul').fill('Sudah dijadwalkan')
  await desk.getByLabel('Isi jawaban').fill('Laporan {nomor} dijadwalkan oleh {nama-kepala}.')
  await press(desk, 'Tambah')
  await expectText(desk, 'Isi jawaban: {nama-kepala} tidak dikenal. Yang dapat dipakai: {nomor}')
  expect(await desk.getByLabel('Judul').inputValue()).toBe('Sudah dijadwalkan')
  await checkPage(desk)
  await desk.getByLabel('Isi jawaban').fill('Laporan {nomor} dijadwalkan oleh {nama-unit}.')
  await press(desk, 'Tambah')
  await expectText(desk, 'Jawaban siap tersimpan.')
  const phone = await newPage('phone')
  await signInOfficer(phone, site, skpd)
  await phone.goto(url('/petugas/jawaban-siap'))
  await phone.locator('summary').getByText('Ubah “Sudah dijadwalkan”').click()
  await checkPage(phone)
})

test('note, canned answer and preview on the officers’ pages; none of the notes reaches the reporter', async () => {
  const phone = await newPage('phone')
  await phone.goto(url('/daftar?tujuan=/lapor/sipendekar'))
  await register(phone, citizen('bengkalis', 3))
  await expectHeading(phone, 'SIPENDEKAR')
  await choose(phone, 'Kritik')
  await phone.getByLabel('Judul singkat').fill(title)
  await phone.getByLabel('Ceritakan kejadiannya').fill('Papan jembatan patah, anak sekolah memutar jauh.')
  await press(phone, 'Kirim laporan')
  number = (await readReceipt(phone)).number

  const desk = await newPage('desktop')
  await signInOfficer(desk, site, admin)
  await openFromInbox(desk, site, { tenant: 'bengkalis', title })
  await desk.locator('summary').getByText('Tulis catatan').click()
  await press(desk, 'Simpan catatan')
  await expectText(desk, 'Catatan: wajib diisi.')
  await checkPage(desk)
  await desk.getByLabel('Catatan untuk rekan petugas').fill('Pernah dilaporkan tahun lalu: <b>kuncigudang</b>.')
  await press(desk, 'Simpan catatan')
  await expectText(desk, 'Pernah dilaporkan tahun lalu: <b>kuncigudang</b>.')
  await checkPage(desk)
  await desk.getByLabel('SKPD yang dituju').selectOption({ label: 'Dinas Pekerjaan Umum dan Penataan Ruang' })
  await press(desk, 'Teruskan ke SKPD')
  await expectText(desk, 'Saat ini giliran')

  site.setClock('2026-02-02T11:00+07:00')
  const unit = await newPage('desktop')
  await signInOfficer(unit, site, skpd)
  await openFromInbox(unit, site, { tenant: 'bengkalis', title })
  await expectText(unit, 'kuncigudang')
  await unit.getByLabel('Jawaban untuk pelapor').fill('Terima kasih.')
  await insertFrom(unit, 'Sudah dijadwalkan')
  await unit.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('textarea[name=jawaban]')!.value.includes('dijadwalkan'))
  const filled = `Terima kasih.\n\nLaporan ${number} dijadwalkan oleh Dinas Pekerjaan Umum dan Penataan Ruang.`
  expect(await unit.getByLabel('Jawaban untuk pelapor').inputValue()).toBe(filled)
  await checkPage(unit)
  await press(unit, 'Kirim draf jawaban')
  await expectText(unit, 'Saat ini giliran')

  await desk.goto(url(`/kotak-masuk/${number}`))
  await expectText(desk, 'Dibaca oleh')
  await desk.getByLabel('Jawaban untuk pelapor').fill('Jembatan diperbaiki pekan depan.')
  await press(desk, 'Pratinjau')
  await expectText(desk, 'Pratinjau: belum ada yang disimpan atau dikirim')
  await desk.getByText(/SMS \(\d bagian, \d+ huruf\)/).waitFor()
  expect(await desk.getByLabel('Jawaban untuk pelapor').inputValue()).toBe('Jembatan diperbaiki pekan depan.')
  expect(await desk.locator('.preview').textContent()).toContain(`/t/${number.replaceAll('-', '')}/********`)
  await checkPage(desk)
  await press(desk, 'Lepas jawaban')
  await expectText(desk, 'Tiket ini sudah ditutup.')
  await checkPage(desk)

  for (const path of [`/tiket/${number}`, `/laporan/${number}`, '/laporan?q=pernah+dilaporkan', '/laporan-saya']) {
    await phone.goto(url(path))
    expect(await phone.content(), path).not.toContain('kuncigudang')
  }
  await phone.goto(url('/laporan?q=jembatan'))
  await phone.getByRole('link', { name: title }).waitFor()
  await checkPage(phone)
  const cookie = (await desk.context().cookies()).map((one) => `${one.name}=${one.value}`).join('; ')
  for (const layout of ['lengkap', 'sp4n']) {
    const exported = (await site.app.inject({ url: `/ekspor/unduh?bentuk=csv&susunan=${layout}`, headers: { host: new URL(url('/')).host, cookie } })).body
    expect(exported, layout).toContain(number)
    expect(exported, layout).not.toContain('kuncigudang')
  }
  expect(site.logged).toEqual([])
})

test('without JavaScript the canned answer and the preview come by drawing the form again, and nothing typed is lost', async () => {
  const phone = await newPage('phone')
  await phone.goto(url('/daftar?tujuan=/lapor/sipendekar'))
  await register(phone, citizen('bengkalis', 4))
  await expectHeading(phone, 'SIPENDEKAR')
  await choose(phone, 'Kritik')
  await phone.getByLabel('Judul singkat').fill('Parit tersumbat')
  await phone.getByLabel('Ceritakan kejadiannya').fill('Air meluap ke jalan setiap hujan turun.')
  await press(phone, 'Kirim laporan')
  const parit = (await readReceipt(phone)).number
  const desk = await newPage('desktop')
  await signInOfficer(desk, site, admin)
  await desk.goto(url(`/kotak-masuk/${parit}`))
  await desk.getByLabel('SKPD yang dituju').selectOption({ label: 'Dinas Pekerjaan Umum dan Penataan Ruang' })
  await press(desk, 'Teruskan ke SKPD')
  await expectText(desk, 'Saat ini giliran')

  const plain = await newPage('phone', { javaScript: false })
  await signInOfficer(plain, site, skpd)
  await plain.goto(url(`/kotak-masuk/${parit}`))
  await plain.getByLabel('Jawaban untuk pelapor').fill('Terima kasih.')
  await insertFrom(plain, 'Sudah dijadwalkan')
  expect(await plain.getByLabel('Jawaban untuk pelapor').inputValue()).toBe(`Terima kasih.\n\nLaporan ${parit} dijadwalkan oleh Dinas Pekerjaan Umum dan Penataan Ruang.`)
  await checkPage(plain)
  await press(plain, 'Kirim draf jawaban')
  await expectText(plain, 'Saat ini giliran')
  expect(site.logged).toEqual([])
})
