import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { inWork } from '../src/kernel/work.ts'
import { theSystem } from '../src/kernel/actor.ts'
import { keepSearch } from '../src/domains/tickets/index.ts'
import { checkPage, useBrowser } from './browser.ts'
import { citizen, choose, expectHeading, expectText, press, readReceipt, register, signInOfficer } from './people.ts'
import { openSite } from './site.ts'

const site = await openSite({ tenants: ['bengkalis'], officers: ['bengkalis/admin-diskominfotik.diskominfotik', 'bengkalis/admin-skpd.dpupr'] })
const newPage = useBrowser()
const admin = { tenant: 'bengkalis', username: 'admin-diskominfotik.diskominfotik' } as const
const url = (path: string) => site.url('bengkalis', path)

async function keepWords(): Promise<void> {
  while ((await inWork(site.database, { tenant: 'bengkalis', actor: theSystem, now: site.now() }, (work) => keepSearch(work))) > 0);
}

async function report(page: Page, text: { title: string; story: string }): Promise<string> {
  await page.goto(url('/lapor/sipendekar'))
  await choose(page, 'Kritik')
  await page.getByLabel('Judul singkat').fill(text.title)
  await page.getByLabel('Ceritakan kejadiannya').fill(text.story)
  await press(page, 'Kirim laporan')
  return (await readReceipt(page)).number
}

test('an officer searches from any page, by words, by a slip of the pen and by number, on a screen and on a telephone', async () => {
  const phone = await newPage('phone')
  await phone.goto(url('/daftar?tujuan=/lapor/sipendekar'))
  await register(phone, citizen('bengkalis'))
  const lamp = await report(phone, { title: 'Lampu <b>jalan</b> padam', story: 'Lmpu di jln Pertanian padam <script>alert(1)</script> sejak Senin malam.' })
  await report(phone, { title: 'Jembatan kayu lapuk', story: 'Papan jembatan Sungai Liong patah sehingga anak sekolah memutar jauh sekali.' })
  await keepWords()

  const desk = await newPage('desktop')
  await signInOfficer(desk, site, admin)
  await desk.keyboard.press('/')
  await desk.keyboard.type('lampu jalan')
  await desk.keyboard.press('Enter')
  await expectHeading(desk, 'Hasil pencarian')
  expect(await desk.locator('.found mark').allTextContents()).toEqual(['Lampu', 'jalan', 'Lmpu', 'jln'])
  expect(await desk.getByRole('heading', { level: 2 }).allTextContents()).toEqual(['Lampu <b>jalan</b> padam'])
  await expectText(desk, '<script>alert(1)</script>')
  expect(await desk.getByLabel('Cari tiket').inputValue()).toBe('lampu jalan')
  await checkPage(desk)

  // Within a field the key is a letter like any other.
  await desk.getByLabel('Cari tiket').fill('')
  await desk.getByLabel('Cari tiket').press('/')
  expect(await desk.getByLabel('Cari tiket').inputValue()).toBe('/')

  await desk.goto(url('/petugas/cari?q=jmebatan+lapuk'))
  await expectText(desk, 'Kata yang diketik tidak ada, jadi dicari yang paling mirip: “jmebatan” dibaca “jembatan”.')
  await checkPage(desk)
  await desk.goto(url(`/petugas/cari?q=${lamp.replaceAll('-', '')}`))
  await expectHeading(desk, 'Lampu <b>jalan</b> padam')

  const small = await newPage('phone')
  await signInOfficer(small, site, admin)
  await small.getByLabel('Cari tiket').fill('jembatan')
  await press(small, 'Cari')
  await small.getByRole('link', { name: 'Jembatan kayu lapuk' }).waitFor()
  await checkPage(small)
  await small.getByRole('link', { name: 'Jembatan kayu lapuk' }).click()
  await expectHeading(small, 'Jembatan kayu lapuk')
})

test('a search for signs, emoji, nothing, ten thousand letters or half a letter gets a polite answer', async () => {
  const desk = await newPage('desktop')
  await signInOfficer(desk, site, admin)
  for (const [typed, heading] of [["'; --", 'Tulis sedikitnya satu kata yang berarti'], ['🙂', 'Tulis sedikitnya satu kata yang berarti'], ['yang di dan', 'Tulis sedikitnya satu kata yang berarti'], ['', 'Apa yang Anda cari?'], ['zzzzqq', 'Tidak ada yang cocok'], ['abcdefgh'.repeat(1250), 'Tidak ada yang cocok']] as const) {
    await desk.goto(url(`/petugas/cari?q=${encodeURIComponent(typed)}`))
    await expectText(desk, heading)
    await checkPage(desk)
  }
  await desk.goto(url('/petugas/cari?q=%ED%A0%80jembatan&setelah=s1.99999'))
  await expectHeading(desk, 'Hasil pencarian')
  expect(site.logged).toEqual([])
})

test('the search page is not there for who is no officer, and another unit’s officer finds nothing of what is not theirs', async () => {
  const guest = await newPage('phone')
  await guest.goto(url('/petugas/cari?q=jembatan'))
  expect(await guest.getByText('Jembatan kayu lapuk').count()).toBe(0)
  const skpd = await newPage('desktop')
  await signInOfficer(skpd, site, { tenant: 'bengkalis', username: 'admin-skpd.dpupr' })
  await skpd.goto(url('/petugas/cari?q=jembatan'))
  await expectText(skpd, 'Tidak ada yang cocok')
})

test('the public searches published reports, without JavaScript too', async () => {
  const phone = await newPage('phone', { javaScript: false })
  await phone.goto(url('/laporan'))
  await phone.getByLabel('Cari laporan').fill('jembatan')
  await press(phone, 'Tampilkan')
  await expectText(phone, 'Tidak ada yang cocok')
  await checkPage(phone)
})
