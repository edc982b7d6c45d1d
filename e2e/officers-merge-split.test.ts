import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { checkPage, useBrowser } from './browser.ts'
import { citizen, expectHeading, expectText, openFromInbox, press, readReceipt, register, signInOfficer } from './people.ts'
import { chosenPhoto } from './photo.ts'
import { openSite } from './site.ts'

const units = ['admin-skpd.dpupr', 'admin-skpd.dishub'] as const
const site = await openSite({ tenants: ['bengkalis'], officers: ['bengkalis/admin-diskominfotik.diskominfotik', ...units.map((name) => `bengkalis/${name}`)] })
const newPage = useBrowser()
const admin = { tenant: 'bengkalis', username: 'admin-diskominfotik.diskominfotik' } as const
const url = (path: string) => site.url('bengkalis', path)

let first: Reported
let second: Reported

interface Reported {
  phone: Page
  number: string
  code: string
}

async function report(who: number, title: string, story: string): Promise<Reported> {
  const phone = await newPage('phone')
  await phone.goto(url('/daftar?tujuan=/lapor/sipendekar'))
  await register(phone, citizen('bengkalis', who))
  await expectHeading(phone, 'SIPENDEKAR')
  await phone.locator('label').getByText('Kritik', { exact: true }).click()
  await phone.getByLabel('Judul singkat').fill(title)
  await phone.getByLabel('Ceritakan kejadiannya').fill(story)
  await press(phone, 'Kirim laporan')
  return { phone, ...(await readReceipt(phone)) }
}

/** The reporter's page, without an account. */
async function follow({ number, code }: Reported): Promise<Page> {
  const phone = await newPage('phone')
  await phone.goto(url(`/lacak?nomor=${number}&kode=${code}`))
  return phone
}

test('duplicates are merged by two officers at once: one merge wins, and the other is told', async () => {
  first = await report(0, 'Jembatan gantung putus', 'Tali jembatan gantung putus, warga tidak dapat menyeberang.')
  second = await report(1, 'Jembatan gantung putus talinya', 'Tali jembatan gantung putus sejak malam.')
  const [one, two] = [await newPage('desktop'), await newPage('desktop')]
  for (const page of [one, two]) await signInOfficer(page, site, admin)
  await one.goto(url(`/kotak-masuk/${second.number}`))
  await two.goto(url(`/kotak-masuk/${first.number}`))
  await expectText(one, 'Laporan yang sama?')
  await checkPage(one)
  await one.locator('summary').getByText('Gabungkan ke nomor lain').click()
  await one.getByLabel('Gabungkan ke tiket').fill('12')
  await press(one, 'Gabungkan')
  await expectText(one, 'tidak ada tiket dengan nomor itu')
  expect(await one.getByLabel('Gabungkan ke tiket').inputValue()).toBe('12')
  await checkPage(one)
  await one.getByRole('button', { name: `Gabungkan ke ${first.number}` }).click()
  await expectText(one, `Digabungkan ke tiket ${first.number}`)
  await checkPage(one)
  await two.getByRole('button', { name: `Gabungkan ke ${second.number}` }).click()
  await expectText(two, `Tiket ${second.number} sudah digabungkan ke tiket ${first.number}`)
  await checkPage(two)
  expect(site.logged).toEqual([])
})

test('the second reporter follows the first ticket to its answer', async () => {
  const two = await newPage('desktop')
  await signInOfficer(two, site, admin)
  await two.goto(url(`/kotak-masuk/${first.number}`))
  await expectText(two, '2 pelapor menunggu jawaban tiket ini')
  await two.locator('#teruskan--unit').selectOption({ label: 'Dinas Pekerjaan Umum dan Penataan Ruang' })
  await press(two, 'Teruskan ke SKPD')
  await expectText(two, 'Saat ini giliran')
  const unit = await newPage('desktop')
  await signInOfficer(unit, site, { tenant: 'bengkalis', username: 'admin-skpd.dpupr' })
  await openFromInbox(unit, site, { tenant: 'bengkalis', title: 'Jembatan gantung putus' })
  await unit.getByLabel('Jawaban untuk pelapor').fill('Tali diganti pekan ini.')
  await unit.locator('input[type=file]').first().setInputFiles(await chosenPhoto('jadwal.jpg'))
  await press(unit, 'Kirim draf jawaban')
  await expectText(unit, 'Saat ini giliran')
  await two.goto(url(`/kotak-masuk/${first.number}`))
  await press(two, 'Lepas jawaban')
  await expectText(two, 'Tiket ini sudah ditutup.')

  const phone = await follow(second)
  await expectText(phone, `Digabungkan dengan tiket ${first.number}`)
  await expectText(phone, 'Tali diganti pekan ini.')
  const file = await phone.getByRole('link', { name: 'jadwal.jpg' }).getAttribute('href')
  expect(file).toContain(`/tiket/${second.number}/berkas/`)
  expect(await phone.evaluate(async (address) => (await fetch(address)).status, file!)).toBe(200)
  await checkPage(phone)
  await phone.getByRole('link', { name: `Buka halaman publik tiket ${first.number}` }).click()
  await expectHeading(phone, 'Jembatan gantung putus')
  const own = await follow(first)
  await expectText(own, '1 laporan lain tentang hal yang sama digabungkan ke laporan Anda.')
  await checkPage(own)
  expect(site.logged).toEqual([])
})

test('a wrong merge is undone by the administrator', async () => {
  const one = await newPage('desktop')
  await signInOfficer(one, site, admin)
  await one.goto(url(`/kotak-masuk/${second.number}`))
  await one.locator('summary').getByText('Batalkan penggabungan').click()
  await one.getByLabel('Alasan', { exact: true }).fill('Jembatannya lain.')
  await press(one, 'Batalkan penggabungan')
  await one.getByRole('button', { name: 'Teruskan ke SKPD' }).waitFor()
  await expectText(one, 'Penggabungan dibatalkan; tiket berjalan lagi')
  await checkPage(one)
  expect(site.logged).toEqual([])
})

test('a report is split to two units; its reporter sees one ticket, answers a unit’s question, and gets one joined answer', async () => {
  const title = 'Jalan rusak dan tanpa rambu'
  const { phone, number } = await report(2, title, 'Aspal berlubang di tikungan, rambu tidak ada.')
  const desk = await newPage('desktop')
  await signInOfficer(desk, site, admin)
  await desk.goto(url(`/kotak-masuk/${number}`))
  await desk.locator('summary').getByText('Laporan ini menyangkut lebih dari satu unit').click()
  await checkPage(desk)
  await desk.locator('#bagi-bagian-1-unit').selectOption({ label: 'Dinas Pekerjaan Umum dan Penataan Ruang' })
  await desk.locator('#bagi-bagian-1-instruksi').fill('Tambal lubangnya.')
  await press(desk, 'Bagi tiket')
  await expectText(desk, 'Sebut sedikitnya dua unit.')
  expect(await desk.locator('#bagi-bagian-1-instruksi').inputValue()).toBe('Tambal lubangnya.')
  await checkPage(desk)
  await desk.locator('#bagi-bagian-2-unit').selectOption({ label: 'Dinas Perhubungan' })
  await desk.locator('#bagi-bagian-2-instruksi').fill('Pasang rambu.')
  await press(desk, 'Bagi tiket')
  await expectText(desk, 'Bagian tiket ini')
  await expectText(desk, 'Saat ini giliran unit yang menjawab bagiannya.')
  await checkPage(desk)

  for (const [index, username] of units.entries()) {
    const unit = await newPage(index === 0 ? 'phone' : 'desktop')
    await signInOfficer(unit, site, { tenant: 'bengkalis', username })
    await openFromInbox(unit, site, { tenant: 'bengkalis', title })
    await expectText(unit, `Bagian ${index + 1} dari tiket ${number}`)
    await checkPage(unit)
    if (index === 0) {
      await unit.locator('summary').getByText('Tanya pelapor').click()
      await unit.getByLabel('Pertanyaan untuk pelapor').fill('Tikungan yang mana?')
      await press(unit, 'Tanya pelapor')
      await expectText(unit, 'Menunggu pelapor')
      await phone.goto(url(`/tiket/${number}`))
      await expectText(phone, 'Ditangani beberapa unit')
      await expectText(phone, 'Tikungan yang mana?')
      await checkPage(phone)
      await press(phone, 'Kirim jawaban')
      await expectText(phone, 'Jawaban Anda: wajib diisi.')
      await phone.getByLabel('Jawaban Anda').fill('Yang dekat pasar.')
      await press(phone, 'Kirim jawaban')
      await expectText(phone, 'Sedang disiapkan')
      await unit.reload()
    }
    await unit.getByLabel('Jawaban untuk pelapor').fill(`Jawaban bagian ${index + 1}.`)
    await press(unit, 'Kirim draf jawaban')
    await expectText(unit, 'Tiket ini sudah ditutup.')
  }
  await phone.goto(url(`/tiket/${number}`))
  await expectText(phone, 'Semua unit sudah selesai. Jawabannya sedang digabungkan untuk Anda.')
  await checkPage(phone)
  await openFromInbox(desk, site, { tenant: 'bengkalis', title })
  const joined = 'Dinas Pekerjaan Umum dan Penataan Ruang:\nJawaban bagian 1.\n\nDinas Perhubungan:\nJawaban bagian 2.'
  expect(await desk.getByLabel('Jawaban untuk pelapor').inputValue()).toBe(joined)
  await checkPage(desk)
  await desk.getByRole('button', { name: 'Pratinjau', exact: true }).click()
  await expectText(desk, 'Pratinjau: belum ada yang disimpan atau dikirim')
  await expectText(desk, 'Laporan dan jawaban juga terbit untuk umum, tanpa nama pelapor.')
  expect(await desk.getByLabel('Jawaban untuk pelapor').inputValue()).toBe(joined)
  await checkPage(desk)
  await press(desk, 'Kirim jawaban gabungan')
  await expectText(desk, 'Tiket ini sudah ditutup.')
  await phone.goto(url(`/tiket/${number}`))
  await expectText(phone, 'Jawaban bagian 2.')
  await checkPage(phone)
  expect(await phone.getByRole('link', { name: title }).count()).toBe(0)
  await phone.goto(url('/laporan-saya'))
  expect(await phone.getByRole('link', { name: title }).count()).toBe(1)
  expect(site.logged).toEqual([])
})
