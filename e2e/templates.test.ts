import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { theSystem } from '../src/kernel/actor.ts'
import { inWork } from '../src/kernel/work.ts'
import { listLetters } from '../src/domains/messages/index.ts'
import { checkPage, useBrowser } from './browser.ts'
import { citizen, choose, expectHeading, expectText, press, readReceipt, register, signInOfficer } from './people.ts'
import { openSite } from './site.ts'

const site = await openSite({ tenants: ['bengkalis'], officers: ['bengkalis/admin-diskominfotik.diskominfotik', 'bengkalis/admin-skpd.dpupr'] })
const newPage = useBrowser()
const admin = { tenant: 'bengkalis', username: 'admin-diskominfotik.diskominfotik' } as const
const firstStep = 'sipendekar/kirim'

/** The card of one kind of message. */
const card = (page: Page, kind: string) => page.locator(`section#${kind}`)

async function receiptsOf(): Promise<string[]> {
  const { letters } = await inWork(site.database, { tenant: 'bengkalis', actor: theSystem, now: site.now() }, (work) => listLetters(work, { size: 50 }))
  return letters.filter((letter) => letter.kind === 'diterima').map((letter) => letter.text.replace(/\d{3}-\d{3}-\d{3}/, 'N'))
}

async function report(n: number): Promise<void> {
  site.setClock(`2026-02-02T09:${10 + n}+07:00`)
  const phone = await newPage('phone')
  await phone.goto(site.url('bengkalis', '/daftar?tujuan=/lapor/sipendekar'))
  await register(phone, citizen('bengkalis', n))
  await expectHeading(phone, 'SIPENDEKAR')
  await choose(phone, 'Aduan')
  await phone.getByLabel('Judul singkat').fill('Lampu jalan padam')
  await phone.getByLabel('Ceritakan kejadiannya').fill('Sudah tiga malam gelap.')
  await phone.getByLabel('Desa atau kelurahan kejadian').selectOption({ label: 'Kelapapati' })
  await press(phone, 'Kirim laporan')
  await readReceipt(phone)
}

test('the administrator gives one step its own words, looks at them first, and takes them back', async () => {
  const page = await newPage('desktop')
  await signInOfficer(page, site, admin)
  await page.goto(site.url('bengkalis', '/pesan/templat'))
  await expectHeading(page, 'Templat pesan')
  await checkPage(page)
  await page.getByLabel('Layanan dan langkah').selectOption(firstStep)
  await press(page, 'Tampilkan')
  await expectHeading(page, 'Templat pesan langkah')
  await card(page, 'diterima').getByText('Mengikuti kata umum').waitFor()
  expect(await card(page, 'ringkasan').count()).toBe(0)
  await checkPage(page)

  // Faulty words stay on the form, and nothing is kept.
  await card(page, 'diterima').locator('summary').click()
  await card(page, 'diterima').getByLabel('Judul pesan').fill('Halo {nama}')
  await card(page, 'diterima').getByLabel('Isi pesan').fill('Tabik! Laporan {nomor tercatat.')
  await card(page, 'diterima').getByRole('button', { name: 'Simpan' }).click()
  await expectText(page, 'Kata {nama} tidak dikenal.')
  await expectText(page, 'Ada kurung kurawal tanpa pasangannya.')
  expect(await card(page, 'diterima').getByLabel('Judul pesan').inputValue()).toBe('Halo {nama}')
  await checkPage(page)

  await card(page, 'diterima').getByLabel('Judul pesan').fill('Tabik, {nomor}')
  await card(page, 'diterima').getByLabel('Isi pesan').fill('Tabik! Laporan {nomor} tercatat di {pemerintah}.')
  await card(page, 'diterima').getByRole('button', { name: 'Pratinjau' }).click()
  await card(page, 'diterima').getByText('Tabik! Laporan 482-109-375 tercatat di Pemerintah Kabupaten Bengkalis.').waitFor()
  await expectText(page, 'Pratinjau. Belum disimpan.')
  await checkPage(page)
  await report(0)
  expect((await receiptsOf())[0]).toMatch(/^Laporan Anda kami terima dengan nomor N\./)
  await card(page, 'diterima').getByRole('button', { name: 'Simpan' }).click()
  await expectText(page, 'Templat tersimpan dan langsung dipakai.')
  await card(page, 'diterima').getByText('Kata langkah ini').waitFor()
  await report(1)
  expect((await receiptsOf())[0]).toBe('Tabik! Laporan N tercatat di Pemerintah Kabupaten Bengkalis.')

  await page.goto(site.url('bengkalis', '/pesan/templat'))
  await card(page, 'diterima').getByText('Kata bawaan').waitFor()
  await checkPage(page)
  await page.getByRole('link', { name: /^SIPENDEKAR · 1\./ }).click()
  await expectHeading(page, 'Templat pesan langkah')
  await card(page, 'diterima').locator('summary').click()
  await card(page, 'diterima').getByRole('button', { name: 'Kembalikan ke kata umum' }).click()
  await card(page, 'diterima').getByText('Mengikuti kata umum').waitFor()
  await report(2)
  expect((await receiptsOf())[0]).toMatch(/^Laporan Anda kami terima dengan nomor N\./)
  expect(site.logged).toEqual([])
})

test('on a phone the page of a step fits, and a step that is none does not exist', async () => {
  const page = await newPage('phone')
  await signInOfficer(page, site, admin)
  await page.goto(site.url('bengkalis', '/pesan/templat?langkah=sipendekar/disposisi'))
  await expectHeading(page, 'Templat pesan langkah')
  expect(await card(page, 'diterima').count()).toBe(0)
  await card(page, 'eskalasi').locator('summary').click()
  await checkPage(page)
  for (const wrong of ['sipendekar/tidak-ada', 'tidak-ada/kirim', '../../x', '<b>/x']) {
    expect((await page.goto(site.url('bengkalis', `/pesan/templat?langkah=${encodeURIComponent(wrong)}`)))?.status(), wrong).toBe(404)
  }
})

test('an officer who administers nothing does not find these pages', async () => {
  const page = await newPage('desktop')
  await signInOfficer(page, site, { tenant: 'bengkalis', username: 'admin-skpd.dpupr' })
  for (const path of ['/pesan/templat', '/pesan/tertahan', '/petugas/register-kependudukan']) expect((await page.goto(site.url('bengkalis', path)))?.status(), path).toBe(404)
})

test('the page of channels offers to be told on this device', async () => {
  const page = await newPage('desktop')
  await signInOfficer(page, site, admin)
  await page.goto(site.url('bengkalis', '/saluran'))
  await expectHeading(page, 'Saluran pemberitahuan')
  expect(await page.locator('[data-app-card]').count()).toBe(1)
  expect(await page.locator('script[src*="app-card"]').count()).toBe(1)
  await checkPage(page)
})
