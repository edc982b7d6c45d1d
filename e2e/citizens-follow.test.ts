import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { keepSearch } from '../src/domains/tickets/index.ts'
import { checkPage, useBrowser } from './browser.ts'
import { citizen, choose, expectHeading, expectText, press, readReceipt, register, signInOfficer } from './people.ts'
import { answerReport, atBengkalis, sendReport } from './sipendekar-report.ts'
import { openSite } from './site.ts'

const site = await openSite({ tenants: ['bengkalis'], officers: ['bengkalis/admin-skpd.dpupr'] })
const newPage = useBrowser()
const url = (path: string) => site.url('bengkalis', path)
const title = 'Lampu jalan padam di Pertanian'
const story = 'Lampu jalan di Jalan Pertanian dekat pasar padam sejak Senin.'
let number = ''

async function registered(person: number, screen: 'phone' | 'desktop', order: { javaScript?: boolean } = {}): Promise<Page> {
  const page = await newPage(screen, order)
  await page.goto(url('/daftar?tujuan=/lapor/sipendekar'))
  await register(page, citizen('bengkalis', person))
  await expectHeading(page, 'SIPENDEKAR')
  return page
}

const ticketsNow = async () => (await sql<{ n: number }>`select count(*)::int as n from ticket`.execute(site.database.owner.db)).rows[0]!.n

test('without JavaScript: a report like a public one is shown it once, and is sent all the same', async () => {
  const first = await registered(21, 'desktop')
  await sendReport(first, { title, story })
  number = (await readReceipt(first)).number
  await answerReport(site, number, 'Lampu sudah kami ganti.')
  while ((await atBengkalis(site, (work) => keepSearch(work))) > 0);

  const phone = await registered(22, 'phone', { javaScript: false })
  await choose(phone, 'Kritik')
  await phone.getByLabel('Judul singkat').fill('Lampu padam')
  await phone.getByLabel('Ceritakan kejadiannya').fill('Lampu jalan di Jalan Pertanian padam lagi.')
  await press(phone, 'Kirim laporan')
  await expectHeading(phone, 'Mungkin sudah dilaporkan')
  await expectText(phone, 'Laporan Anda belum terkirim.')
  await expectText(phone, title)
  await checkPage(phone)
  const before = await ticketsNow()
  await press(phone, 'Tetap kirim laporan saya')
  const own = await readReceipt(phone)
  expect(own.number).not.toBe(number)
  expect(await ticketsNow()).toBe(before + 1)
  expect(site.logged).toEqual([])
})

test('a report with a fault is told so first, and the similar ones after it is mended', async () => {
  const phone = await registered(25, 'phone', { javaScript: false })
  await phone.getByLabel('Judul singkat').fill('Lampu padam')
  await phone.getByLabel('Ceritakan kejadiannya').fill('Lampu jalan di Jalan Pertanian padam lagi.')
  await press(phone, 'Kirim laporan')
  await phone.getByText('wajib').first().waitFor()
  await choose(phone, 'Aduan')
  await phone.getByLabel('Desa atau kelurahan kejadian').selectOption({ label: 'Kelapapati' })
  await press(phone, 'Kirim laporan')
  await expectHeading(phone, 'Mungkin sudah dilaporkan')
  await press(phone, 'Tetap kirim laporan saya')
  await readReceipt(phone)
})

test('while it is written the similar ones appear; joining one counts the citizen once, and they are told of the next answer', async () => {
  const desktop = await registered(23, 'desktop')
  await choose(desktop, 'Kritik')
  await desktop.getByLabel('Judul singkat').fill('Lampu jalan padam')
  await desktop.getByLabel('Ceritakan kejadiannya').fill('Di Jalan Pertanian lampu padam, gelap.')
  const similar = desktop.getByRole('region', { name: 'Laporan yang mirip' })
  await similar.getByText(title).waitFor()
  await checkPage(desktop)
  const before = await ticketsNow()
  await similar.locator('section', { hasText: title }).getByRole('button', { name: 'Ikut laporan ini' }).first().click()
  await expectHeading(desktop, title)
  await expectText(desktop, 'Anda ikut laporan ini. Kabar jawabannya sampai kepada Anda; laporan Anda sendiri tidak dikirim.')
  await expectText(desktop, '1 warga ikut menyampaikan hal yang sama.')
  await checkPage(desktop)
  expect(await ticketsNow()).toBe(before)
  await desktop.goto(url('/laporan-saya'))
  await expectText(desktop, 'Laporan yang saya ikuti')
  await expectText(desktop, 'Anda ikut')
  await checkPage(desktop)

  const officer = await newPage('desktop')
  await signInOfficer(officer, site, { tenant: 'bengkalis', username: 'admin-skpd.dpupr' })
  await officer.goto(url(`/kotak-masuk/${number}`))
  await expectText(officer, '1 warga ikut')
  await checkPage(officer)
})

test('Enter in a field sends the report, and joins nothing', async () => {
  const desktop = await registered(26, 'desktop')
  await choose(desktop, 'Kritik')
  await desktop.getByLabel('Ceritakan kejadiannya').fill('Di Jalan Pertanian lampu jalan padam, gelap.')
  await desktop.getByLabel('Judul singkat').fill('Lampu jalan padam')
  await desktop.getByRole('region', { name: 'Laporan yang mirip' }).getByText(title).waitFor()
  await desktop.getByLabel('Judul singkat').press('Enter')
  await readReceipt(desktop)
})

test('a public report is followed with an account, and no longer when they wish; a guest is led to the door and back', async () => {
  const guest = await newPage('phone')
  await guest.goto(url(`/laporan/${number}`))
  await expectText(guest, 'untuk mengikuti laporan ini dan mendapat kabar bila ada jawaban baru.')
  await checkPage(guest)
  await guest.getByRole('link', { name: 'Masuk', exact: true }).last().click()
  await expectHeading(guest, 'Masuk')
  await guest.getByRole('link', { name: 'Daftar dengan NIK Anda' }).click()
  await register(guest, citizen('bengkalis', 24))
  await expectHeading(guest, title)
  await press(guest, 'Ikuti')
  await expectText(guest, 'Anda mengikuti laporan ini')
  await checkPage(guest)
  await press(guest, 'Berhenti mengikuti')
  await guest.getByRole('button', { name: 'Saya mengalami hal yang sama' }).waitFor()
  await guest.goto(url('/laporan-saya'))
  expect(await guest.getByText('Laporan yang saya ikuti').count()).toBe(0)
  expect(site.logged).toEqual([])
})

