import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import readExcelFile from 'read-excel-file/node'
import { expect, test } from 'vitest'
import { loadInventedRegister } from '../demo/register.ts'
import { runImports } from '../src/domains/intake/index.ts'
import { checkPage, useBrowser } from './browser.ts'
import { citizen, choose, expectHeading, expectText, openFromInbox, press, register, signInOfficer } from './people.ts'
import { chosenPhoto } from './photo.ts'
import { openSite } from './site.ts'

const site = await openSite({ tenants: ['lumajang', 'rembang'], officers: ['lumajang/validator.diskominfo', 'lumajang/admin-opd.dlh', 'lumajang/admin-sistem.diskominfo'] })
const newPage = useBrowser()
const validator = { tenant: 'lumajang', username: 'validator.diskominfo' } as const
const admin = { tenant: 'lumajang', username: 'admin-sistem.diskominfo' } as const

const pdfToText = '/usr/bin/pdftotext'

/** The words of a PDF; needs poppler-utils. */
function wordsOf(pdf: Buffer): string {
  const file = join(site.dataFolder, 'tanda-terima.pdf')
  writeFileSync(file, pdf)
  return execFileSync(pdfToText, ['-layout', file, '-'], { encoding: 'utf8' })
}

/** What this browser would be given to keep. */
async function download(page: Page, path: string): Promise<{ status: number; type: string; body: Buffer }> {
  const cookies = await page.context().cookies()
  const reply = await site.app.inject({ url: path, headers: { host: new URL(site.url('lumajang')).host, cookie: cookies.map((one) => `${one.name}=${one.value}`).join('; ') } })
  return { status: reply.statusCode, type: String(reply.headers['content-type']), body: reply.rawPayload }
}

test('a letter is entered at the desk, keeps all that was typed on an error, and gives a receipt to print', async () => {
  const desk = await newPage('desktop')
  await signInOfficer(desk, site, validator)
  await desk.getByRole('navigation', { name: 'Menu utama' }).getByRole('link', { name: 'Meja depan', exact: true }).click()
  await expectHeading(desk, 'Meja depan: Pengaduan Online')
  await checkPage(desk)
  await choose(desk, 'surat')
  await desk.getByLabel('Diterima pada').fill('2026-02-03T08:00')
  await desk.getByLabel('Nama pengirim', { exact: true }).fill('Melati Peraga')
  await desk.getByLabel('OPD yang Anda tuju').selectOption({ label: 'Dinas Lingkungan Hidup' })
  await desk.getByLabel('Judul singkat').fill('Pohon tumbang menutup jalan')
  await desk.getByLabel('Isi pengaduan').fill('Surat tertanggal 29 Januari: pohon tumbang belum diangkat.')
  await desk.getByLabel('Desa atau kelurahan kejadian').selectOption({ label: 'Tompokersan' })
  await desk.getByLabel('Pilih berkas').setInputFiles(await chosenPhoto('pindaian.jpg'))
  await press(desk, 'Catat dan buat tanda terima')
  await expectText(desk, 'Diterima pada: waktu itu belum tiba. Isi kapan laporan sampai di kantor.')
  await expectText(desk, 'pindaian.jpg')
  expect(await desk.getByLabel('Nama pengirim', { exact: true }).inputValue()).toBe('Melati Peraga')
  await checkPage(desk)
  await desk.getByLabel('Diterima pada').fill('2026-01-30T08:00')
  await press(desk, 'Catat dan buat tanda terima')
  await expectHeading(desk, 'Tanda terima')
  await checkPage(desk)
  const [number, code] = await desk.locator('.receipt-code code').allTextContents()

  const receipt = await download(desk, `/meja/${number}/tanda-terima.pdf`)
  expect({ status: receipt.status, type: receipt.type, begin: receipt.body.subarray(0, 5).toString() }).toEqual({ status: 200, type: 'application/pdf', begin: '%PDF-' })
  if (existsSync(pdfToText)) {
    const words = wordsOf(receipt.body)
    for (const part of [number!, code!, 'Pemerintah Kabupaten Lumajang', 'Melati Peraga', 'surat', '30 Januari 2026 pukul 08.00 WIB', 'Pohon tumbang menutup jalan', 'Validator', '31 Januari 2026 pukul 08.00 WIB']) expect(words).toContain(part)
    expect(words.split('\f')).toHaveLength(2)
  }
  await desk.goto(site.url('lumajang', `/kotak-masuk/${number}`))
  await expectText(desk, 'Dicatat petugas atas nama pengirim, tanpa akun.')
  await checkPage(desk)

  // The sender, at home, with the slip of paper; then a colleague, who may read the ticket but not its code.
  const phone = await newPage('phone')
  await phone.goto(site.url('lumajang', `/lacak?nomor=${number}&kode=${code}`))
  expect((await download(phone, `/tiket/${number}/tanda-terima.pdf?kertas=a4`)).type).toBe('application/pdf')
  const stranger = await newPage('phone')
  expect((await download(stranger, `/tiket/${number}/tanda-terima.pdf`)).status).toBe(404)
  const colleague = await newPage('desktop')
  await signInOfficer(colleague, site, admin)
  expect((await download(colleague, `/meja/${number}/tanda-terima.pdf`)).status).toBe(404)
  expect(site.logged).toEqual([])
})

test('the validator asks the population register, sees what it says, and decides', async () => {
  // In the invented register the first is right, the fifth has another name, the seventh is missing.
  await loadInventedRegister(site.database, 'lumajang', { count: 24, now: site.now() })
  const seen: string[] = []
  for (const who of [0, 4, 6]) {
    const title = `Sampah menumpuk ${who}`
    const phone = await newPage('phone')
    await phone.goto(site.url('lumajang', '/daftar?tujuan=/lapor'))
    await register(phone, citizen('lumajang', who))
    await expectHeading(phone, 'Pengaduan Online')
    await phone.getByLabel('OPD yang Anda tuju').selectOption({ label: 'Dinas Lingkungan Hidup' })
    await phone.getByLabel('Judul singkat').fill(title)
    await phone.getByLabel('Isi pengaduan').fill('Sudah seminggu begini.')
    await phone.getByLabel('Desa atau kelurahan kejadian').selectOption({ label: 'Tompokersan' })
    await press(phone, 'Kirim laporan')
    await expectHeading(phone, 'Tanda terima')
    const desk = await newPage('desktop')
    await signInOfficer(desk, site, validator)
    await openFromInbox(desk, site, { tenant: 'lumajang', title })
    await press(desk, 'Periksa ke register')
    await desk.waitForURL(/#register$/)
    await checkPage(desk)
    seen.push((await desk.locator('#register .badge').first().innerText()).trim())
    if (who === 4) await expectText(desk, 'Yang berbeda: nama.')
    expect(await desk.content()).not.toContain(citizen('lumajang', who).nik)
  }
  expect(seen).toEqual(['Cocok dengan register', 'NIK ada di register, tetapi tidak cocok', 'NIK tidak ada di register'])
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from nik_look where purpose = 'pencocokan dengan register kependudukan'`.execute(site.database.owner.db)
  expect(rows[0]!.n).toBe(3)
  expect(site.logged).toEqual([])
})

const heads = ['Tracking ID', 'Tanggal Laporan Masuk', 'Waktu Laporan Masuk', 'Nama Pelapor', 'Judul Laporan', 'Isi Laporan Awal', 'Tipe Laporan (Anonim/Rahasia)', 'Instansi Terdisposisi', 'Status Laporan']

test('an administrator imports a spreadsheet: preview, agreement, progress, and the rows that failed', async () => {
  const desk = await newPage('desktop', { javaScript: false })
  await signInOfficer(desk, site, admin)
  await desk.goto(site.url('lumajang', '/impor'))
  await expectHeading(desk, 'Impor laporan')
  await checkPage(desk)
  const upload = async (name: string, body: string | Buffer) => {
    await desk.goto(site.url('lumajang', '/impor'))
    await desk.getByLabel('Prosedur').selectOption({ index: 1 })
    await desk.getByLabel('Pilih berkas').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(body) })
    await press(desk, 'Periksa berkas')
  }
  await upload('foto.xlsx', (await chosenPhoto('x.jpg')).buffer)
  await expectText(desk, 'Isi berkas ini ternyata JPG, bukan lembar kerja.')
  await checkPage(desk)
  await upload('besar.csv', Buffer.alloc(10 * 1024 * 1024 + 1, 'a'))
  await expectText(desk, 'Berkas ini lebih besar dari 10 MB.')
  const row = (id: string, unit: string, title = 'Drainase mampet') => [id, '5 Jan 2026', '02:13:42', 'Seroja Rekaan', title, 'Air meluap setiap hujan.', '', unit, '']
  await upload('sp4n.csv', stringify([heads, row('L1', 'Dinas Lingkungan Hidup', '=1+1'), row('L2', 'DLH'), row('L3', 'Dinas Antah')], { delimiter: ';' }))
  await expectHeading(desk, 'sp4n.csv')
  await expectText(desk, 'baris siap menjadi tiket')
  await expectText(desk, 'Dinas Antah')
  await checkPage(desk)
  const failed = await download(desk, `${new URL(desk.url()).pathname}/gagal.csv`)
  expect(failed.body.toString()).toContain('OPD yang Anda tuju: dinas itu tidak ada di daftar.')
  await press(desk, 'Impor 2 baris')
  await expectText(desk, 'Impor sedang berjalan')
  await checkPage(desk)
  while ((await runImports(site.database, () => site.now())) > 0);
  await desk.goto(desk.url())
  await expectText(desk, 'Impor selesai: 2 tiket dibuat.')
  await checkPage(desk)

  const plain = await newPage('desktop')
  await signInOfficer(plain, site, validator)
  for (const path of ['/impor', '/ekspor', '/ekspor/unduh']) expect((await plain.goto(site.url('lumajang', path)))?.status(), path).toBe(404)
  expect(site.logged).toEqual([])
})

test('tickets are taken out as CSV and XLSX, in both layouts, without formulas, and the look is recorded', async () => {
  const desk = await newPage('phone')
  await signInOfficer(desk, site, admin)
  await desk.goto(site.url('lumajang', '/ekspor'))
  await expectHeading(desk, 'Ekspor laporan')
  await checkPage(desk)
  const whole = await download(desk, '/ekspor/unduh?susunan=lengkap&bentuk=xlsx&dari=2026-01-05&sampai=2026-01-05')
  const [sheet] = await readExcelFile(whole.body)
  expect([1, 2, 5, 23].map((at) => sheet!.data[0]![at])).toEqual(['Nomor asal', 'Diterima', 'Judul', 'Nama pelapor'])
  // The clock of this site stands still, so tickets of one moment come in any order.
  expect(sheet!.data.slice(1).map((cells) => [cells[1], cells[2], cells[5], cells[23]]).sort()).toEqual([
    ['L1', '2026-01-05 02:13', "'=1+1", 'Seroja Rekaan'], ['L2', '2026-01-05 02:13', 'Drainase mampet', 'Seroja Rekaan'],
  ])
  const lapor = await download(desk, '/ekspor/unduh?susunan=sp4n&bentuk=csv&status=terbuka&dari=2026-01-05&sampai=2026-01-05')
  expect(lapor.body.toString().split('\n').find((line) => line.startsWith('L2;'))).toBe(
    'L2;5 Jan 2026;02:13:00;Seroja Rekaan;;;;Drainase mampet;Air meluap setiap hujan.;Air meluap setiap hujan.;;Website;Pemerintah Kabupaten Lumajang;dlh;Dinas Lingkungan Hidup;Diproses;;Jawa Timur;Kabupaten Lumajang;;')
  for (const wrong of ['dari=kemarin', 'unit=ngawur', 'sop=entah']) expect((await download(desk, `/ekspor/unduh?${wrong}`)).status, wrong).toBe(422)
  const { rows } = await sql<{ purpose: string }>`select purpose from access_look where what = 'ekspor' order by purpose desc`.execute(site.database.owner.db)
  expect(rows.map((row) => row.purpose)).toEqual([
    'mengekspor tiket (xlsx, sejak 2026-01-04T17:00:00.000Z, sebelum 2026-01-05T17:00:00.000Z)', 'mengekspor tiket (csv, sejak 2026-01-04T17:00:00.000Z, sebelum 2026-01-05T17:00:00.000Z, status terbuka)',
  ])
  expect(site.logged).toEqual([])
})
