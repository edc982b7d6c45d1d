import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inventedRegister } from '../demo/register.ts'
import { checkPage, useBrowser } from './browser.ts'
import { citizen, expectHeading, expectText, press, signInOfficer } from './people.ts'
import { openSite } from './site.ts'

const site = await openSite({ tenants: ['lumajang'], officers: ['lumajang/admin-sistem.diskominfo'] })
const newPage = useBrowser()

function file(name: string, text: string): string {
  const path = join(site.dataFolder, name)
  writeFileSync(path, text)
  return path
}

test('the administrator brings a register, sees what is wrong in it, and replaces the old one when they agree', async () => {
  const good = inventedRegister('lumajang', { count: 40, now: site.now() })
  const people = good.split('\n').length - 1
  const page = await newPage('desktop')
  await signInOfficer(page, site, { tenant: 'lumajang', username: 'admin-sistem.diskominfo' })
  await page.goto(site.url('lumajang', '/petugas/register-kependudukan'))
  await expectHeading(page, 'Register kependudukan')
  await expectText(page, 'Register masih kosong')
  await checkPage(page)
  await press(page, 'Periksa berkas')
  await expectText(page, 'Berkas: pilih berkas CSV.')
  await checkPage(page)

  await page.locator('input[type=file]').setInputFiles(file('baik.csv', good))
  await press(page, 'Periksa berkas')
  await expectHeading(page, 'Pemeriksaan berkas register')
  await expectText(page, `diisi dengan ${people} orang`)
  await checkPage(page)
  await press(page, 'Ganti register')
  await expectText(page, `Register diganti: ${people} orang.`)
  await checkPage(page)

  const { nik, name } = citizen('lumajang', 0)
  const faulty = `${good}\n14030;Pendek;1990-01-01\n${nik};Kembar Rekaan;1990-01-01\n${'1;x;y\n'.repeat(60)}`
  await page.goto(site.url('lumajang', '/petugas/register-kependudukan'))
  await page.locator('input[type=file]').setInputFiles(file('salah.csv', faulty))
  await press(page, 'Periksa berkas')
  await expectText(page, '50 kesalahan pertama dari 62.')
  const words = await page.locator('main').innerText()
  for (const clear of [nik, name, 'Kembar Rekaan', 'Pendek']) expect(words).not.toContain(clear)
  expect(words).toContain(`${nik.slice(0, 4)}••••••••••${nik.slice(-2)}`)
  await checkPage(page)
  await press(page, 'Ganti register')
  await expectText(page, 'Setujui bahwa 62 baris yang salah tidak ikut dimuat')
  await checkPage(page)
  await press(page, 'Batalkan')
  await expectText(page, 'Berkas ini dibatalkan')
  await page.goto(site.url('lumajang', '/petugas/register-kependudukan'))
  await expectText(page, `${people} orang`)
  expect(await page.locator('tbody tr').count()).toBe(2)
  await checkPage(page)
  expect(site.logged).toEqual([])
})

test('on a phone a file without one good line can only be dropped', async () => {
  const page = await newPage('phone')
  await signInOfficer(page, site, { tenant: 'lumajang', username: 'admin-sistem.diskominfo' })
  await page.goto(site.url('lumajang', '/petugas/register-kependudukan'))
  await checkPage(page)
  await page.locator('input[type=file]').setInputFiles(file('kosong.csv', 'NIK;nama;tanggal lahir\n3,50801E+15;Orang Rekaan;1990-01-01\n'))
  await press(page, 'Periksa berkas')
  await expectText(page, 'Tidak ada baris yang dapat dimuat.')
  await expectText(page, 'NIK dibulatkan oleh lembar kerja.')
  expect(await page.getByRole('button', { name: 'Ganti register' }).count()).toBe(0)
  await checkPage(page)
})
