import { expect, test } from 'vitest'
import { type Carrier, deliverLetters } from '../src/domains/messages/index.ts'
import { checkPage, useBrowser } from './browser.ts'
import { citizen, expectHeading, expectText, press, register } from './people.ts'
import { openSite } from './site.ts'

const site = await openSite({ tenants: ['bengkalis'] })
const newPage = useBrowser()

/** What the SMS gateway was handed since the last time. */
async function sms(): Promise<{ to: string; text: string }[]> {
  const handed: { to: string; text: string }[] = []
  const carrier: Carrier = { channel: 'sms', name: 'uji', async send(letter) { handed.push(letter); return { state: 'sent' } } }
  while ((await deliverLetters(site.database, { tenant: 'bengkalis', carriers: { sms: carrier }, site: 'https://contoh.example', now: site.now })) > 0);
  return handed
}

const answersOf = async (typed: string) => {
  const page = await newPage('phone')
  await page.goto(site.url('bengkalis', '/lupa-sandi'))
  await page.getByLabel('NIK atau nomor telepon').fill(typed)
  const began = performance.now()
  await press(page, 'Kirim kode')
  await expectHeading(page, 'Kata sandi baru')
  const took = performance.now() - began
  return { page, took, words: await page.locator('main').innerText() }
}

test('a citizen who forgot their password sets a new one with a code from the SMS, and is signed out everywhere else', async () => {
  const person = citizen('bengkalis', 3)
  const old = await newPage('desktop')
  await old.goto(site.url('bengkalis', '/daftar'))
  await register(old, person)
  await expectHeading(old, 'Laporan saya')
  await sms()

  const phone = await newPage('phone')
  await phone.goto(site.url('bengkalis', '/masuk'))
  await checkPage(phone)
  await phone.getByRole('link', { name: 'Lupa kata sandi?' }).click()
  await expectHeading(phone, 'Lupa kata sandi')
  await checkPage(phone)
  await phone.getByLabel('NIK atau nomor telepon').fill('siapa saya')
  await press(phone, 'Kirim kode')
  await expectText(phone, 'Isi 16 angka NIK Anda, atau nomor telepon yang Anda daftarkan.')
  await checkPage(phone)
  await phone.getByLabel('NIK atau nomor telepon').fill(person.nik)
  await press(phone, 'Kirim kode')
  await expectHeading(phone, 'Kata sandi baru')
  await checkPage(phone)
  const [letter] = await sms()
  const code = /^\d{6}/.exec(letter!.text)![0]

  await phone.getByLabel('Kode enam angka dari SMS').fill(code === '111111' ? '111112' : '111111')
  await phone.getByLabel('Kata sandi baru').fill('pendek')
  await press(phone, 'Ganti kata sandi')
  await expectText(phone, 'Kata sandi terlalu pendek.')
  await phone.getByLabel('Kode enam angka dari SMS').fill(code === '111111' ? '111112' : '111111')
  await phone.getByLabel('Kata sandi baru').fill('perahu-kayu-merah')
  await press(phone, 'Ganti kata sandi')
  await expectText(phone, 'Kode tidak cocok, atau sudah tidak berlaku.')
  await checkPage(phone)
  await phone.getByLabel('Kode enam angka dari SMS').fill(code)
  await phone.getByLabel('Kata sandi baru').fill('perahu-kayu-merah')
  await press(phone, 'Ganti kata sandi')
  await expectHeading(phone, 'Laporan saya')
  await checkPage(phone)

  await old.goto(site.url('bengkalis', '/laporan-saya'))
  await expectHeading(old, 'Masuk')
  await old.getByLabel('NIK atau nomor telepon').fill(person.phone)
  await old.getByLabel('Kata sandi').fill('perahu-kayu-merah')
  await press(old, 'Masuk')
  await expectHeading(old, 'Laporan saya')
  expect(site.logged).toEqual([])
})

test('whoever asks for a stranger’s NIK sees just what they would see for one that nobody registered', async () => {
  const [known, unknown] = [await answersOf(citizen('bengkalis', 3).phone), await answersOf(citizen('bengkalis', 90).nik)]
  expect(unknown.words).toBe(known.words)
  for (const { took } of [known, unknown]) expect(took).toBeGreaterThan(400)
  expect(await sms()).toHaveLength(1)
  await unknown.page.getByLabel('Kode enam angka dari SMS').fill('123456')
  await unknown.page.getByLabel('Kata sandi baru').fill('perahu-kayu-hijau')
  await press(unknown.page, 'Ganti kata sandi')
  await expectText(unknown.page, 'Kode tidak cocok, atau sudah tidak berlaku.')
})

test('without a request the page of the code leads back to the first', async () => {
  const page = await newPage('phone')
  await page.goto(site.url('bengkalis', '/lupa-sandi/kode'))
  await expectHeading(page, 'Lupa kata sandi')
})
