import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { theSystem } from '../src/kernel/actor.ts'
import { inWork } from '../src/kernel/work.ts'
import { issueCertificate } from '../src/domains/signing/index.ts'
import { checkPage, useBrowser } from './browser.ts'
import { choose, citizen, expectHeading, expectText, openFromInbox, press, readReceipt, register, signInOfficer } from './people.ts'
import { chosenPhoto } from './photo.ts'
import { openSite } from './site.ts'

const seats = ['petugas-media', 'tim-verifikasi-media', 'sekretaris', 'kepala'].map((post) => `${post}.diskominfotik`)
const site = await openSite({ tenants: ['bengkalis'], officers: seats.map((seat) => `bengkalis/${seat}`), at: '2026-01-05T09:00+07:00' })
const newPage = useBrowser()
const url = (path: string) => site.url('bengkalis', path)
const passphrase = 'Perahu-Layar-2026'
const company = 'PT Media Rekaan Selat'
const title = `Kerja sama media ${company}`
const pdfToText = '/usr/bin/pdftotext'

/** The documents that a printed medium brings. */
const printed = [
  'akta-pendirian', 'sk-kemenkumham', 'berkas-nib', 'ktp-pimpinan', 'sertifikat-ukw', 'verifikasi-dewan-pers', 'berkas-npwp', 'buku-rekening', 'bukti-berita', 'profil-perusahaan',
  'bpjs-ketenagakerjaan', 'pernyataan-terbit', 'izin-gangguan', 'izin-teknis', 'edisi-konten', 'perwakilan-bengkalis',
]

/** A file whose bytes are its own, so that none is taken for another. */
function pdfOf(name: string) {
  return { name: `${name}.pdf`, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.4\n% ${name}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n`) }
}

const attach = async (page: Page, name: string, more = '') => await page.locator(`input[type=file][name="${name}"]`).setInputFiles(pdfOf(`${name}${more}`))

async function newestLink(number: string): Promise<string> {
  const { rows } = await sql<{ text: string }>`
    select l.text from letter l join ticket t on t.tenant_id = l.tenant_id and t.id = l.subject_id where t.number = ${number} and l.slot = 'tautan' order by l.queued_at desc, l.id desc limit 1`.execute(site.database.owner.db)
  return url(/\/tautan\/[\w-]+/.exec(rows[0]!.text)![0])
}

async function officerPage(seat: string, screen: 'desktop' | 'phone' = 'desktop'): Promise<Page> {
  const page = await newPage(screen)
  await signInOfficer(page, site, { tenant: 'bengkalis', username: `${seat}.diskominfotik` })
  await openFromInbox(page, site, { tenant: 'bengkalis', title })
  return page
}

async function fillCompany(page: Page): Promise<void> {
  await choose(page, 'Cetak')
  const texts = {
    'Nama perusahaan': company, 'Nama media': 'Koran Selat Rekaan', 'Nomor NIB atau TDP': '0000000000000', 'Nomor NPWP perusahaan': '00.000.000.0-000.000', 'Nama penanggung jawab': 'Umpama Redaktur',
    'Alamat perusahaan': 'Jalan Contoh 1, Bengkalis', 'Surel perusahaan': 'redaksi@media-rekaan.example', 'Telepon perusahaan': '0812-0000-0123',
  }
  for (const [label, text] of Object.entries(texts)) await page.getByLabel(label, { exact: true }).fill(text)
}

async function giveCertificate(seat: string): Promise<void> {
  const email = 'kepala.rekaan@bengkaliskab.go.id'
  const [post, unit] = seat.split('.')
  await sql`update officer o set email = ${email} from assignment a where o.tenant_id = 'bengkalis' and a.tenant_id = o.tenant_id and a.officer_id = o.id and a.post = ${post} and a.unit = ${unit}`.execute(site.database.owner.db)
  await inWork(site.database, { tenant: 'bengkalis', actor: theSystem, now: site.now() }, (work) =>
    issueCertificate(work, { email, commonName: 'Kepala Rekaan', organisation: 'Pemerintah Kabupaten Bengkalis', passphrase, validUntil: new Date('2028-01-01T00:00:00Z'), at: work.now }))
}

test('a printed medium: from its twenty documents to its publication order', async () => {
  const phone = await newPage('phone')
  await phone.goto(url('/layanan/kerja-sama-media'))
  await checkPage(phone)
  await phone.locator('a[href="/ajukan/kerja-sama-media"]').first().click()
  await phone.getByRole('link', { name: 'Daftar dengan NIK Anda' }).click()
  await register(phone, citizen('bengkalis'))
  await expectHeading(phone, 'Kerja sama publikasi media')
  await checkPage(phone)
  expect(await phone.locator('input[type=file]').count()).toBe(20)
  await fillCompany(phone)
  for (const name of printed.slice(0, 15)) await attach(phone, name)
  await press(phone, 'Kirim permohonan')
  await expectText(phone, '20. Bukti perwakilan di Kabupaten Bengkalis: lampirkan sedikitnya satu berkas.')
  await checkPage(phone)
  expect(await phone.locator('.error-summary li').count()).toBe(1)
  expect(await phone.locator('.kept-file').count()).toBe(15)
  await attach(phone, 'perwakilan-bengkalis')
  await press(phone, 'Kirim permohonan')
  const { number } = await readReceipt(phone)

  const officer = await officerPage('petugas-media')
  for (const name of printed) await officer.getByRole('link', { name: `${name}.pdf` }).waitFor()
  await officer.getByText('Kembalikan untuk dilengkapi', { exact: true }).first().click()
  await press(officer, 'Kembalikan untuk dilengkapi')
  await expectText(officer, 'Dokumen yang kurang: pilih sedikitnya satu.')
  await checkPage(officer)
  await choose(officer, '7. NPWP perusahaan')
  await choose(officer, '8. Buku rekening bank')
  await officer.getByLabel('Apa yang kurang').fill('NPWP tidak terbaca. Rekening masih atas nama pribadi.')
  await press(officer, 'Kembalikan untuk dilengkapi')
  await expectText(officer, 'Saat ini giliran Perusahaan media')
  await checkPage(officer)

  await phone.goto(url(`/tiket/${number}`))
  await expectText(phone, 'Berkas Anda perlu dilengkapi: 7. NPWP perusahaan; 8. Buku rekening bank. NPWP tidak terbaca.')
  await checkPage(phone)
  expect(await phone.locator('input[type=file]:visible').count()).toBe(2)
  await attach(phone, 'berkas-npwp', '-jelas')
  await press(phone, 'Kirim kelengkapan')
  await expectText(phone, '8. Buku rekening bank: lampirkan sedikitnya satu berkas.')
  await checkPage(phone)
  await attach(phone, 'buku-rekening', '-perusahaan')
  await press(phone, 'Kirim kelengkapan')
  await expectText(phone, 'Kelengkapan Anda kami terima dan sedang diperiksa.')
  await checkPage(phone)

  await officer.goto(url(`/kotak-masuk/${number}`))
  await officer.getByRole('link', { name: 'buku-rekening-perusahaan.pdf' }).waitFor()
  expect(await officer.getByText('Digantikan (1)').count()).toBe(2)
  await press(officer, 'Berkas lengkap')
  await officer.getByLabel('Nama akun e-wartawan').fill('selat.rekaan')
  await checkPage(officer)
  await press(officer, 'Terbitkan akun')
  await expectText(officer, 'Saat ini giliran Perusahaan media')

  await phone.goto(url(`/tiket/${number}`))
  await expectText(phone, 'diterbitkan dengan nama akun selat.rekaan')
  await checkPage(phone)
  // The link comes too late; a new one is asked for, used once, and refused the second time.
  site.setClock('2026-01-09T09:30+07:00')
  const mailbox = await newPage('phone')
  await mailbox.goto(await newestLink(number))
  await mailbox.getByRole('button', { name: /^Kirim tautan baru ke / }).click()
  await expectText(mailbox, 'Tautan baru sudah dikirim')
  const link = await newestLink(number)
  await mailbox.goto(link)
  expect(await mailbox.getByLabel('Alamat perusahaan').inputValue()).toBe('Jalan Contoh 1, Bengkalis')
  await mailbox.getByLabel('Wartawan atau kepala biro di Kabupaten Bengkalis').fill('Umpama Wartawan')
  await mailbox.getByLabel('Jumlah poin yang diajukan').fill('tiga puluh')
  await mailbox.getByLabel('Rincian poin').fill('2025-12-01; Pelabuhan baru dibuka; halaman 1; 10\n2025-12-08; Jalan poros selesai; halaman 3; 20')
  await checkPage(mailbox)
  await press(mailbox, 'Aktifkan akun dan ajukan poin')
  await expectText(mailbox, 'bukan angka. Tulis angkanya saja.')
  await mailbox.getByLabel('Jumlah poin yang diajukan').fill('30')
  await mailbox.locator('input[type=file][name="bukti-poin"]').setInputFiles(await chosenPhoto('guntingan.jpg'))
  await press(mailbox, 'Aktifkan akun dan ajukan poin')
  await expectText(mailbox, 'Akun Anda aktif. Data dan 30 poin Anda sedang divalidasi')
  await checkPage(mailbox)
  await mailbox.goto(link)
  await expectText(mailbox, 'Tautan ini sudah dipakai pada')

  const team = await officerPage('tim-verifikasi-media')
  await expectText(team, 'Pelabuhan baru dibuka')
  await team.getByRole('link', { name: 'guntingan.jpg' }).waitFor()
  await team.getByText('Minta perbaikan', { exact: true }).first().click()
  await team.getByLabel('Yang harus diperbaiki').fill('Halaman berita kedua keliru.')
  await press(team, 'Minta perbaikan')
  await expectText(team, 'Saat ini giliran Perusahaan media')
  await mailbox.goto(await newestLink(number))
  await expectText(mailbox, 'Halaman berita kedua keliru.')
  expect(await mailbox.getByLabel('Jumlah poin yang diajukan').inputValue()).toBe('30')
  await mailbox.getByLabel('Rincian poin').fill('2025-12-01; Pelabuhan baru dibuka; halaman 1; 10\n2025-12-08; Jalan poros selesai; halaman 5; 20')
  await press(mailbox, 'Aktifkan akun dan ajukan poin')
  await expectText(mailbox, 'sedang divalidasi')
  await team.goto(url(`/kotak-masuk/${number}`))
  await team.getByLabel('Poin yang disahkan').fill('25')
  await checkPage(team)
  await press(team, 'Setujui')
  await expectText(team, 'Saat ini giliran Petugas Kerja Sama Media')

  await officer.goto(url(`/kotak-masuk/${number}`))
  await officer.getByLabel('Judul pesanan').fill('Publikasi pembangunan triwulan I')
  await officer.getByLabel('Periode mulai').fill('2026-01-12')
  await officer.getByLabel('Periode selesai').fill('2026-03-31')
  await officer.getByLabel('Nilai pesanan').fill('Rp 15.000.000')
  await checkPage(officer)
  await press(officer, 'Tentukan pesanan')
  const draft = officer.getByLabel('Isi surat pesanan')
  await draft.waitFor()
  const words = await draft.inputValue()
  for (const part of [company, 'Koran Selat Rekaan', '12 Januari 2026', '31 Maret 2026', 'Rp 15.000.000']) expect(words).toContain(part)
  expect(words).not.toMatch(/[{}]/)
  await checkPage(officer)
  await press(officer, 'Kirim konsep untuk diparaf')
  await expectText(officer, 'Saat ini giliran Sekretaris')

  const secretary = await officerPage('sekretaris')
  await press(secretary, 'Paraf')
  await expectText(secretary, 'Saat ini giliran Kepala Dinas')
  await giveCertificate('kepala.diskominfotik')
  const head = await officerPage('kepala', 'phone')
  await head.getByLabel('Frasa sandi sertifikat Anda').fill('Salah-Sekali-2026')
  await press(head, 'Tanda tangani')
  await head.locator('.error-summary').first().waitFor()
  await checkPage(head)
  expect(await head.content()).not.toContain('Salah-Sekali-2026')
  await head.getByLabel('Frasa sandi sertifikat Anda').fill(passphrase)
  await press(head, 'Tanda tangani')
  await expectText(head, 'Saat ini giliran Petugas Kerja Sama Media')
  await checkPage(head)
  await officer.goto(url(`/kotak-masuk/${number}`))
  await press(officer, 'Kirim pesanan kepada perusahaan')
  await expectText(officer, 'Tiket ini sudah ditutup.')
  await checkPage(officer)

  await phone.goto(url(`/tiket/${number}`))
  for (const part of ['Daftar perusahaan media', '9 Januari 2027', 'Daftar pesanan publikasi', '1/PESANAN/I/2026', 'selat.rekaan']) await expectText(phone, part)
  await checkPage(phone)
  const [download] = await Promise.all([phone.waitForEvent('download'), phone.getByRole('link', { name: 'Unduh surat (PDF)' }).click()])
  const pdf = readFileSync(await download.path())
  expect(pdf.includes('/ByteRange')).toBe(true)
  if (existsSync(pdfToText)) {
    const file = join(site.dataFolder, 'pesanan.pdf')
    writeFileSync(file, pdf)
    const text = execFileSync(pdfToText, ['-layout', file, '-'], { encoding: 'utf8' })
    for (const part of ['Pesanan publikasi: Publikasi pembangunan triwulan I', 'Pimpinan PT Media Rekaan Selat', '9 Januari 2026', 'Publikasi pembangunan triwulan I', '12 Januari 2026', 'Rp 15.000.000', '500.12/']) expect(text.replace(/\s+/g, ' ')).toContain(part)
  }
  for (const [code, part] of [['perusahaan-media', company], ['pesanan-publikasi', 'Publikasi pembangunan triwulan I']] as const) {
    await officer.goto(url(`/petugas/produk/${code}`))
    await expectText(officer, part)
    await checkPage(officer)
  }
  const guest = await newPage('phone')
  await guest.goto(url('/daftar/perusahaan-media'))
  const seen = await guest.content()
  for (const secret of ['selat.rekaan', '00.000.000.0-000.000', 'Umpama Redaktur']) expect(seen).not.toContain(secret)
  expect(site.logged.join('\n')).toBe('')
}, 180_000)

test('without JavaScript all documents go in one form, and what the form lacks is said while all that was sent is kept', async () => {
  site.setClock('2026-01-12T09:00+07:00')
  const page = await newPage('phone', { javaScript: false })
  await page.goto(url('/ajukan/kerja-sama-media'))
  await page.getByRole('link', { name: 'Daftar dengan NIK Anda' }).click()
  await register(page, citizen('bengkalis', 1))
  await fillCompany(page)
  await page.getByLabel('Nama perusahaan', { exact: true }).fill(company.toLowerCase())
  await choose(page, 'Elektronik (radio atau televisi)')
  for (const name of printed) await attach(page, name)
  await press(page, 'Kirim permohonan')
  await expectText(page, `“${company.toLowerCase()}” sudah punya kerja sama media yang berlaku sampai 9 Januari 2027.`)
  for (const part of ['14. Izin Penyelenggaraan Penyiaran (IPP) Tetap: lampirkan', '15. Izin Stasiun Radio dan Televisi: lampirkan', '18. Surat pernyataan jangkauan siaran']) await expectText(page, part)
  expect(await page.locator('.error-summary li').count()).toBe(4)
  expect(await page.locator('.kept-file').count()).toBe(16)
  await checkPage(page)
  expect(site.logged.join('\n')).toBe('')
})
