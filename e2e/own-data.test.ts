import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { testSecrets } from '../src/kernel/testing.ts'
import { type Carrier, deliverLetters } from '../src/domains/messages/index.ts'
import { verifyTickets } from '../src/domains/tickets/index.ts'
import { checkPage, useBrowser } from './browser.ts'
import { choose, citizen, citizenPassword, expectHeading, expectText, press, readReceipt, register, signInOfficer } from './people.ts'
import { answerReport, sendReport } from './sipendekar-report.ts'
import { openSite } from './site.ts'

const admin = 'admin-diskominfotik.diskominfotik'
const site = await openSite({ tenants: ['bengkalis'], officers: [`bengkalis/${admin}`, 'bengkalis/admin-skpd.dpupr'] })
const newPage = useBrowser()
const url = (path: string) => site.url('bengkalis', path)
const person = citizen('bengkalis', 57)
const named = 'Umpama Wijayakusuma'

/** What the SMS gateway was handed since the last time. */
async function sms(): Promise<{ to: string; text: string }[]> {
  const handed: { to: string; text: string }[] = []
  const carrier: Carrier = { channel: 'sms', name: 'uji', async send(letter) { handed.push(letter); return { state: 'sent' } } }
  while ((await deliverLetters(site.database, { tenant: 'bengkalis', carriers: { sms: carrier }, site: 'https://contoh.example', now: site.now })) > 0);
  return handed
}

async function send(phone: Page, title: string): Promise<string> {
  await phone.goto(url('/lapor/sipendekar'))
  await sendReport(phone, { title, story: `Saya ${named}, hubungi ${person.phone}.` })
  return (await readReceipt(phone)).number
}

async function seen(desk: Page, path: string, title: string): Promise<string> {
  await desk.goto(url(path))
  await expectHeading(desk, title)
  await checkPage(desk)
  return await desk.locator('main').innerText()
}

test('a citizen takes their data along, corrects it, and closes the account; the reports stay without their name', async () => {
  const phone = await newPage('phone')
  await phone.goto(url('/daftar?tujuan=/laporan-saya'))
  await register(phone, person)
  await expectHeading(phone, 'Laporan saya')
  await phone.getByRole('link', { name: 'Data saya' }).click()
  await expectHeading(phone, 'Data saya')
  await checkPage(phone)

  await phone.getByText('Nama dan alamat', { exact: true }).click()
  await phone.getByLabel('Nama lengkap').fill('U')
  await press(phone, 'Simpan pembetulan')
  await expectText(phone, 'Nama: ada 1 huruf; isilah seperti pada KTP, 2 sampai 100 huruf.')
  await checkPage(phone)
  await phone.getByLabel('Nama lengkap').fill(named)
  await phone.getByLabel('Alamat').fill('Jalan Contoh 7')
  await press(phone, 'Simpan pembetulan')
  await expectText(phone, 'Data Anda sudah dibetulkan.')

  await phone.getByText('Nomor telepon', { exact: true }).click()
  await phone.getByLabel('Nomor telepon baru').fill('0812 0000 5757')
  await phone.getByLabel('Kata sandi', { exact: true }).fill('bukan-ini-sandinya')
  await press(phone, 'Kirim kode ke nomor baru')
  await expectText(phone, 'Kata sandi tidak cocok.')
  await checkPage(phone)
  expect(await phone.getByLabel('Nomor telepon baru').inputValue()).toBe('0812 0000 5757')
  await phone.getByLabel('Kata sandi', { exact: true }).fill(citizenPassword)
  await sms()
  await press(phone, 'Kirim kode ke nomor baru')
  await expectHeading(phone, 'Nomor telepon baru')
  await checkPage(phone)
  const [letter] = await sms()
  expect(letter!.to).toBe('+6281200005757')
  const code = /^\d{6}/.exec(letter!.text)![0]
  await phone.getByLabel('Kode enam angka dari SMS').fill(code === '111111' ? '111112' : '111111')
  await press(phone, 'Ganti nomor')
  await expectText(phone, 'Kode tidak cocok')
  await phone.getByLabel('Kode enam angka dari SMS').fill(code)
  await press(phone, 'Ganti nomor')
  await expectText(phone, 'Nomor telepon Anda sudah diganti.')

  const shown = await send(phone, 'Jembatan lapuk')
  await answerReport(site, shown, `Sdr. ${named}, jembatan sudah diperbaiki.`)
  const open = await send(phone, `Lampu mati di rumah ${named}`)
  const desk = await newPage('desktop')
  await signInOfficer(desk, site, { tenant: 'bengkalis', username: admin })
  expect(await seen(desk, `/kotak-masuk/${open}`, `Lampu mati di rumah ${named}`)).toContain(named)

  await phone.goto(url('/akun/data'))
  await expectText(phone, 'Laporan dan permohonan (2)')
  await checkPage(phone)
  expect(await phone.locator('main').innerText()).not.toContain(person.nik)
  const [file] = await Promise.all([phone.waitForEvent('download'), phone.getByRole('link', { name: 'Unduh data saya (JSON)' }).click()])
  const data = JSON.parse(readFileSync((await file.path())!, 'utf8')) as { profil: object; tiket: { nomor: string }[]; 'siapa-melihat': { oleh: string; keperluan: string }[]; sesi: object[] }
  expect(data.profil).toMatchObject({ nama: named, 'nama-sebelumnya': [person.name], nik: person.nik, telepon: '+6281200005757', alamat: 'Jalan Contoh 7' })
  expect(data.tiket.map((one) => one.nomor).sort()).toEqual([open, shown].sort())
  expect(data['siapa-melihat'][0]).toMatchObject({ oleh: expect.stringContaining('Diskominfotik'), keperluan: 'menangani tiket' })
  expect(data.sesi).toHaveLength(1)

  // A NIK that was typed wrong.
  const right = `${person.nik.slice(0, -2)}${person.nik.endsWith('77') ? '88' : '77'}`
  const correct = async (password: string) => {
    if (!(await phone.getByLabel('NIK yang benar').isVisible())) await phone.locator('summary', { hasText: /^NIK$/ }).click()
    await phone.getByLabel('NIK yang benar').fill(right)
    await phone.getByLabel('Kata sandi akun ini').fill(password)
    await press(phone, 'Betulkan NIK')
  }
  await correct('bukan-ini-sandinya')
  await expectText(phone, 'Kata sandi tidak cocok.')
  expect(await phone.getByLabel('NIK yang benar').inputValue()).toBe(right)
  await checkPage(phone)
  await correct(citizenPassword)
  await expectText(phone, 'NIK Anda sudah dibetulkan.')
  expect(await phone.locator('main').innerText()).not.toContain(right)
  person.nik = right

  // The rest on a telephone without JavaScript.
  const plain = await newPage('phone', { javaScript: false })
  await plain.context().addCookies(await phone.context().cookies())
  await plain.goto(url('/akun/data'))
  await plain.getByRole('link', { name: 'Tutup akun dan hapus data saya' }).click()
  await expectHeading(plain, 'Tutup akun')
  await checkPage(plain)
  await press(plain, 'Tutup akun dan hapus data saya')
  for (const words of ['pilih dilanjutkan atau dicabut', 'isilah sandi yang Anda pakai', 'Centang pernyataan']) await expectText(plain, words)
  await checkPage(plain)
  await choose(plain, 'Lanjutkan tanpa kabar')
  await choose(plain, 'Saya mengerti: data saya dihapus dan akun ini tidak dapat dikembalikan')
  await plain.getByLabel('Kata sandi', { exact: true }).fill('bukan-ini-sandinya')
  await press(plain, 'Tutup akun dan hapus data saya')
  await expectText(plain, 'Kata sandi tidak cocok.')
  expect(await plain.getByLabel('Lanjutkan tanpa kabar').isChecked()).toBe(true)
  await plain.getByLabel('Kata sandi', { exact: true }).fill(citizenPassword)
  const again = await plain.evaluate(() => new URLSearchParams(new FormData(document.querySelector<HTMLFormElement>('form[action="/akun/tutup"]')!) as never).toString())
  await press(plain, 'Tutup akun dan hapus data saya')
  await expectHeading(plain, 'Akun ditutup')
  await checkPage(plain)
  // The second press of a double click.
  const cookies = (await phone.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const second = await site.app.inject({ method: 'POST', url: '/akun/tutup', headers: { host: new URL(url('/')).host, cookie: cookies, 'content-type': 'application/x-www-form-urlencoded' }, payload: again })
  expect([second.statusCode, second.headers.location]).toEqual([303, '/akun/ditutup'])

  await phone.goto(url('/laporan-saya'))
  await expectHeading(phone, 'Masuk')
  await phone.getByLabel('NIK atau nomor telepon').fill(person.nik)
  await phone.getByLabel('Kata sandi').fill(citizenPassword)
  await press(phone, 'Masuk')
  await expectText(phone, 'tidak cocok')

  await phone.goto(url(`/laporan/${shown}`))
  await expectHeading(phone, 'Jembatan lapuk')
  await expectText(phone, 'Sdr. [disembunyikan], jembatan sudah diperbaiki.')
  await checkPage(phone)
  for (const [path, title] of [[`/kotak-masuk/${shown}`, 'Jembatan lapuk'], [`/kotak-masuk/${open}`, 'Lampu mati di rumah [disembunyikan]'], ['/kotak-masuk', 'Kotak masuk'], [`/petugas/cari?q=${encodeURIComponent(named)}`, 'Hasil pencarian']] as const) {
    const text = (await seen(desk, path, title)).replace(/^Untuk “.*$/m, '')
    expect(text).not.toMatch(/wijayakusuma/i)
    if (path.startsWith('/kotak-masuk/')) expect(text).toContain('Pelapor telah menutup akunnya.')
  }
  expect((await verifyTickets(site.database.owner.db, 'bengkalis', testSecrets)).faults).toEqual([])
  expect(site.logged).toEqual([])
})
