import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import readExcelFile from 'read-excel-file/node'
import { expect, test } from 'vitest'
import { issueCertificate } from '../src/domains/signing/index.ts'
import { theSystem } from '../src/kernel/actor.ts'
import { inWork } from '../src/kernel/work.ts'
import { checkPage, useBrowser } from './browser.ts'
import { choose, citizen, expectHeading, expectText, openFromInbox, press, readReceipt, register, signInOfficer } from './people.ts'
import { chosenPhoto } from './photo.ts'
import { openSite } from './site.ts'

const seats = { front: 'front-office-ppid.diskominfotik', back: 'back-office-ppid.diskominfotik', unit: 'ppid-pembantu.dpupr', secretary: 'sekretaris.diskominfotik', head: 'kepala.diskominfotik', superior: 'atasan-ppid.setda', admin: 'admin-diskominfotik.diskominfotik' } as const
type Seat = keyof typeof seats
const site = await openSite({ tenants: ['bengkalis'], officers: Object.values(seats).map((seat) => `bengkalis/${seat}`), at: '2026-02-02T09:00+07:00' })
const newPage = useBrowser()
const url = (path: string) => site.url('bengkalis', path)
const passphrase = 'Kapal Kayu 7 layar'
const hasPoppler = spawnSync('pdftotext', ['-v']).error === undefined

/** A file whose bytes are its own. */
function pdfOf(name: string): { name: string; mimeType: string; buffer: Buffer<ArrayBuffer> } {
  return { name: `${name}.pdf`, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.4\n% ${name}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n`) }
}

async function certify(seat: string): Promise<void> {
  const [post, unit] = seat.split('.')
  const email = `${post}.rekaan@bengkaliskab.go.id`
  await sql`update officer o set email = ${email} from assignment a where o.tenant_id = 'bengkalis' and a.tenant_id = o.tenant_id and a.officer_id = o.id and a.post = ${post} and a.unit = ${unit}`.execute(site.database.owner.db)
  await inWork(site.database, { tenant: 'bengkalis', actor: theSystem, now: site.now() }, (work) =>
    issueCertificate(work, { email, commonName: `Pejabat Rekaan ${post}`, organisation: 'Pemerintah Kabupaten Bengkalis', passphrase, validUntil: new Date('2028-01-01T00:00:00Z'), at: work.now }))
}

async function officerPage(seat: Seat, screen: 'desktop' | 'phone' = 'desktop'): Promise<Page> {
  const page = await newPage(screen)
  await signInOfficer(page, site, { tenant: 'bengkalis', username: seats[seat] })
  return page
}

/** An act that is folded away until it is wanted. */
async function unfold(page: Page, words: string): Promise<void> {
  await page.locator('summary').getByText(words, { exact: true }).click()
}

async function download(page: Page, path: string) {
  const cookies = await page.context().cookies()
  const answer = await site.app.inject({ url: path, headers: { host: new URL(url('')).host, cookie: cookies.map((one) => `${one.name}=${one.value}`).join('; ') } })
  return { status: answer.statusCode, type: String(answer.headers['content-type']), body: answer.rawPayload }
}

function wordsOf(pdf: Buffer): string {
  const file = join(site.dataFolder, 'surat.pdf')
  writeFileSync(file, pdf)
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ')
}

const title = 'Anggaran perbaikan jalan poros 2025'
const open = (page: Page) => openFromInbox(page, site, { tenant: 'bengkalis', title })

test('a request for information: from the form to the decision, the objection and the dispute', async () => {
  await certify(seats.head)
  await certify(seats.superior)
  const phone = await newPage('phone')
  await phone.goto(url('/layanan/ppid'))
  await checkPage(phone)
  await phone.locator('a[href="/ajukan/ppid"]').first().click()
  await phone.getByRole('link', { name: 'Daftar dengan NIK Anda' }).click()
  await register(phone, citizen('bengkalis'))
  await expectHeading(phone, 'Permohonan informasi publik')
  await checkPage(phone)
  expect(await phone.getByLabel('Nama pemohon').inputValue()).toBe(citizen('bengkalis').name)
  await phone.getByLabel('Informasi apa, singkatnya').fill(title)
  await phone.getByLabel('Rincian informasi yang diminta').fill('Rincian anggaran dan nama penerima pekerjaan perbaikan jalan poros tahun 2025.')
  await phone.getByLabel('Tujuan penggunaan informasi').fill('Penelitian skripsi')
  await choose(phone, 'Mendapat salinan')
  await choose(phone, 'Perorangan')
  await phone.getByLabel('Pekerjaan').fill('Mahasiswa')
  await phone.getByLabel('Alamat', { exact: true }).fill('Jalan Contoh 3, Bengkalis')
  await phone.getByLabel('Nomor telepon').fill('0812-0000-0456')
  await press(phone, 'Kirim permohonan')
  await expectText(phone, 'Fotokopi KTP: lampirkan sedikitnya satu berkas.')
  await checkPage(phone)
  expect(await phone.locator('.error-summary li').allInnerTexts()).toEqual(['Bentuk salinan: pilih salah satu.', 'Cara memperoleh salinan: pilih salah satu.', 'Fotokopi KTP: lampirkan sedikitnya satu berkas.'])
  await choose(phone, 'Salinan lunak (berkas)')
  await choose(phone, 'Diunduh dari halaman tiket')
  await phone.locator('input[type=file][name="ktp"]').setInputFiles(await chosenPhoto('ktp.jpg'))
  await press(phone, 'Kirim permohonan')
  const { number } = await readReceipt(phone)
  await expectText(phone, 'Nomor 1/PPID/2026')
  // Ten working days from Monday 2 February; the 16th and 17th are holidays.
  await expectText(phone, 'Rabu, 18 Februari 2026 pukul 16.00 WIB')

  const back = await officerPage('back')
  await open(back)
  await expectText(back, citizen('bengkalis').name)
  await back.getByRole('link', { name: 'ktp.jpg' }).waitFor()
  await press(back, 'Permohonan lengkap')
  await back.getByLabel('Perangkat daerah yang dituju').first().selectOption({ label: 'Dinas Pekerjaan Umum dan Penataan Ruang' })
  await checkPage(back)
  await expectText(back, 'Permohonan tidak dibagi ke beberapa unit: pemohon menerima satu keputusan.')
  await press(back, 'Teruskan ke perangkat daerah')
  await expectText(back, 'Saat ini giliran PPID Pembantu (Dinas Pekerjaan Umum dan Penataan Ruang).')

  // The unit learns what is asked, and not by whom.
  const unit = await officerPage('unit', 'phone')
  await open(unit)
  const seen = await unit.content()
  for (const secret of [citizen('bengkalis').name, 'Jalan Contoh 3', 'ktp.jpg', 'Mahasiswa']) expect(seen).not.toContain(secret)
  const answer = unit.locator('form[action$="/jawab"]')
  await answer.locator('fieldset').filter({ hasText: 'Apakah informasi ini dikuasai?' }).locator('label').getByText('Ya', { exact: true }).click()
  await answer.locator('fieldset').filter({ hasText: 'Apakah sudah didokumentasikan?' }).locator('label').getByText('Ya', { exact: true }).click()
  await answer.getByLabel('Jawaban untuk PPID Utama').fill('Rinciannya ada dalam DPA. Nama penerima memuat data pribadi.')
  await answer.locator('input[type=file]').setInputFiles(pdfOf('dpa'))
  await press(unit, 'Kirim jawaban ke PPID Utama')
  await expectText(unit, 'Saat ini giliran PPID Utama (Kepala Dinas)')
  await checkPage(unit)

  const head = await officerPage('head')
  await open(head)
  await head.getByRole('link', { name: 'dpa.pdf' }).waitFor()
  await expectText(head, 'Rinciannya ada dalam DPA.')
  const decide = head.locator('form[action$="/putuskan"]')
  await decide.locator('label').getByText('Dikabulkan sebagian', { exact: true }).click()
  await press(head, 'Putuskan')
  await expectText(head, 'Alasan penolakan: pilih salah satu.')
  await checkPage(head)
  await decide.locator('label').getByText('Informasi dikecualikan (Pasal 17)', { exact: true }).click()
  await decide.getByLabel('Penjelasan bagi pemohon').fill('Nama dan alamat penerima pekerjaan.')
  await press(head, 'Putuskan')
  await expectText(head, 'Lembar uji konsekuensi: lampirkan sedikitnya satu berkas.')
  await decide.locator('label').getByText('huruf h, mengungkap rahasia pribadi', { exact: true }).click()
  await decide.locator('input[type=file]').setInputFiles(pdfOf('uji-konsekuensi'))
  await press(head, 'Putuskan')
  await expectText(head, 'Saat ini giliran Back Office PPID Utama')

  await open(back)
  const body = await back.getByLabel('Isi surat').inputValue()
  for (const part of ['Keputusan : Dikabulkan sebagian', 'Bagian yang tidak diberikan: Nama dan alamat penerima pekerjaan.', 'huruf h, mengungkap rahasia pribadi', 'paling lambat 30 (tiga puluh) hari kerja']) expect(body).toContain(part)
  expect(body).not.toContain('……')
  await checkPage(back)
  await press(back, 'Kirim konsep untuk diparaf')
  await expectText(back, 'Saat ini giliran ')
  const secretary = await officerPage('secretary', 'phone')
  await open(secretary)
  await press(secretary, 'Paraf')
  await expectText(secretary, 'Saat ini giliran PPID Utama')
  await open(head)
  await head.getByLabel('Frasa sandi sertifikat elektronik Anda').fill(passphrase)
  await checkPage(head)
  await press(head, 'Tanda tangani dan kirim')
  await expectText(head, 'Saat ini giliran Front Office PPID Utama')

  // The letter is there before anybody has called; what is not for the applicant is not.
  await phone.goto(url(`/tiket/${number}`))
  await expectText(phone, 'PPID telah memutuskan permohonan Anda.')
  await checkPage(phone)
  const before = await phone.content()
  for (const secret of ['uji-konsekuensi', 'dpa.pdf', 'Rinciannya ada dalam DPA']) expect(before).not.toContain(secret)
  const { rows: [kept] } = await sql<{ id: string }>`select id from upload where field = 'dokumen-unit'`.execute(site.database.owner.db)
  expect((await download(phone, `/tiket/${number}/berkas/${kept!.id}`)).status).toBe(404)
  const letter = await download(phone, new URL((await phone.getByRole('link', { name: 'Unduh surat (PDF)' }).getAttribute('href'))!, url('')).pathname)
  expect(letter.type).toBe('application/pdf')
  if (hasPoppler) for (const part of ['PEMERINTAH KABUPATEN BENGKALIS', 'Pemberitahuan tertulis atas permohonan informasi publik', `Yth. ${citizen('bengkalis').name}`, 'Dikabulkan sebagian', 'selaku PPID Utama']) expect(wordsOf(letter.body)).toContain(part)

  const front = await officerPage('front')
  await open(front)
  await front.getByLabel('Tanggal informasi diberikan').fill('2026-02-02')
  await front.getByLabel('Pesan untuk pemohon').fill('Rincian anggaran dapat Anda unduh di bawah ini.')
  await front.locator('form[action$="/serahkan-sebagian"] input[type=file]').setInputFiles(pdfOf('rincian-anggaran'))
  await checkPage(front)
  await press(front, 'Sebagian informasi sudah diberikan')
  await expectText(front, 'Pemohon dapat mengajukan keberatan sampai')
  await checkPage(front)

  await phone.goto(url(`/tiket/${number}`))
  await phone.getByRole('link', { name: 'rincian-anggaran.pdf' }).waitFor()
  await expectText(phone, 'Anda dapat mengajukan keberatan sampai')
  await checkPage(phone)
  await phone.getByRole('link', { name: 'Ajukan keberatan' }).click()
  await expectHeading(phone, 'Keberatan informasi publik')
  await expectText(phone, 'Keberatan atas permohonan nomor 1/PPID/2026.')
  expect(await phone.getByLabel('Informasi yang diminta').inputValue()).toContain('nama penerima pekerjaan')
  expect(await phone.getByLabel('Alamat', { exact: true }).inputValue()).toBe('Jalan Contoh 3, Bengkalis')
  await checkPage(phone)
  await press(phone, 'Kirim keberatan')
  await expectText(phone, 'Alasan keberatan: pilih salah satu.')
  await checkPage(phone)
  await phone.getByLabel('Alasan keberatan').selectOption({ label: 'd. Ditanggapi tidak sebagaimana yang diminta' })
  await phone.getByLabel('Ceritakan keberatan Anda').fill('Nama badan usaha penerima pekerjaan bukan data pribadi.')
  await press(phone, 'Kirim keberatan')
  const objection = await readReceipt(phone)
  await expectText(phone, 'Nomor 1/KEBERATAN-PPID/2026')

  await open(front)
  await expectText(front, `Keberatan atas tiket ${number}`)
  await checkPage(front)
  await press(front, 'Teruskan kepada atasan PPID')
  await expectText(front, 'Saat ini giliran PPID Utama')
  await open(head)
  await head.getByLabel('Penjelasan PPID').fill('Kami mengira semua nama adalah data pribadi.')
  await press(head, 'Kirim penjelasan kepada atasan PPID')
  await expectText(head, 'Saat ini giliran Atasan PPID')
  const superior = await officerPage('superior')
  await open(superior)
  await superior.getByRole('link', { name: number }).click()
  await expectText(superior, 'Berkas petugas')
  await checkPage(superior)
  await open(superior)
  await choose(superior, 'Dikabulkan')
  await superior.getByLabel('Pertimbangan').fill('Nama badan usaha bukan data pribadi.')
  await superior.getByLabel('Jabatan Anda selaku atasan PPID').fill('Sekretaris Daerah')
  await checkPage(superior)
  await press(superior, 'Putuskan keberatan')
  await expectText(superior, 'Saat ini giliran Back Office PPID Utama')
  await open(back)
  expect(await back.getByLabel('Isi surat').inputValue()).toContain('atas permohonan informasi publik nomor 1/PPID/2026')
  await press(back, 'Kirim konsep untuk diparaf')
  await expectText(back, 'Saat ini giliran ')
  await open(head)
  await press(head, 'Paraf')
  await expectText(head, 'Saat ini giliran Atasan PPID')
  await open(superior)
  await superior.getByLabel('Frasa sandi sertifikat elektronik Anda').fill(passphrase)
  await press(superior, 'Tanda tangani dan kirim')
  await expectText(superior, 'Saat ini giliran Front Office PPID Utama')
  await phone.goto(url(`/tiket/${objection.number}`))
  await expectText(phone, 'Anda dapat mengajukan sengketa ke Komisi Informasi dalam 14 hari kerja.')
  // Fourteen working days from Monday 2 February: 3–6 (4), 9–13 (9), 18–20 (12), 23, 24 (14). In Ramadan the Tuesday ends at 15.00.
  await expectText(phone, 'Selasa, 24 Februari 2026 pukul 15.00 WIB')
  await checkPage(phone)
  if (hasPoppler) {
    const reply = await download(phone, new URL((await phone.getByRole('link', { name: 'Unduh surat (PDF)' }).getAttribute('href'))!, url('')).pathname)
    for (const part of ['SEKRETARIAT DAERAH', 'Tanggapan atas keberatan informasi publik', 'paling lambat 14 (empat belas) hari kerja']) expect(wordsOf(reply.body)).toContain(part)
  }
  await open(front)
  await choose(front, 'Mengajukan sengketa ke Komisi Informasi')
  await front.getByLabel('Tanggal sengketa diajukan').fill('2026-02-02')
  await front.locator('form[action$="/catat"]').getByLabel('Pesan untuk pemohon').fill('Sengketa Anda kami catat.')
  await checkPage(front)
  await press(front, 'Catat tanggapan pemohon')
  await expectText(front, 'Tiket ini sudah ditutup.')
  expect(site.logged).toEqual([])
}, 300_000)

test('the desk takes a request from who comes, asks for nothing twice, and prints the register number', async () => {
  const front = await officerPage('front')
  await front.getByRole('link', { name: 'Catat surat, telepon, atau tamu' }).click()
  await expectHeading(front, 'Meja depan: Permohonan informasi publik')
  await checkPage(front)
  await choose(front, 'datang langsung')
  await front.getByLabel('Nama pengirim').fill('Seroja Rekaan')
  await front.getByLabel('Nomor ponsel').fill('0812 0000 0789')
  await front.getByLabel('Informasi apa, singkatnya').fill('Jadwal pembangunan drainase')
  await front.getByLabel('Rincian informasi yang diminta').fill('Jadwal pembangunan drainase tahun 2026.')
  await front.getByLabel('Tujuan penggunaan informasi').fill('Keperluan pribadi')
  await choose(front, 'Melihat atau mengetahui saja')
  await choose(front, 'Perorangan')
  await front.getByLabel('Pekerjaan').fill('Pedagang')
  await front.getByLabel('Alamat', { exact: true }).fill('Jalan Umpama 2')
  await press(front, 'Catat dan buat tanda terima')
  await expectText(front, 'Fotokopi KTP: lampirkan sedikitnya satu berkas.')
  await checkPage(front)
  await front.locator('input[type=file][name="ktp"]').setInputFiles(await chosenPhoto('ktp-seroja.jpg'))
  await press(front, 'Catat dan buat tanda terima')
  await expectText(front, 'Permohonan tercatat')
  await expectText(front, 'Nomor 2/PPID/2026')
  await checkPage(front)
  await front.goto(url('/petugas/produk/permohonan-informasi'))
  await expectText(front, 'Seroja Rekaan')
  await checkPage(front)
})

test('an unnamed complaint that asks for information: its sender is asked first, then it is a request with its whole history', async () => {
  const story = 'Berapa biaya pelabuhan Roro?'
  const phone = await newPage('phone')
  await phone.goto(url('/daftar?tujuan=/lapor/sipendekar'))
  await register(phone, citizen('bengkalis', 1))
  await choose(phone, 'Aduan')
  await phone.getByLabel('Judul singkat').fill(story)
  await phone.getByLabel('Ceritakan kejadiannya').fill('Saya minta rincian biaya pelabuhan.')
  await phone.getByLabel('Desa atau kelurahan kejadian').selectOption({ label: 'Kelapapati' })
  await choose(phone, 'Sembunyikan nama saya')
  await press(phone, 'Kirim laporan')
  const { number } = await readReceipt(phone)

  const admin = await officerPage('admin')
  await openFromInbox(admin, site, { tenant: 'bengkalis', title: story })
  await unfold(admin, 'Pindahkan ke PPID')
  await checkPage(admin)
  await press(admin, 'Pindahkan ke PPID')
  await expectText(admin, 'Pelapor meminta namanya disembunyikan.')
  await expectText(admin, 'Tiket dipindahkan ke layanan lain')
  await checkPage(admin)

  await phone.goto(url(`/tiket/${number}`))
  await expectText(phone, 'Tiket Anda dipindahkan dari SIPENDEKAR ke Permohonan informasi publik. Nomor dan riwayatnya tetap.')
  expect(await phone.getByLabel('Rincian informasi yang diminta').inputValue()).toBe('Saya minta rincian biaya pelabuhan.')
  await checkPage(phone)
  const form = phone.locator('form[action$="/tindakan/daftar"]')
  await form.getByLabel('Tujuan penggunaan informasi').fill('Pengawasan warga')
  await form.locator('label').getByText('Melihat atau mengetahui saja', { exact: true }).click()
  await form.locator('label').getByText('Perorangan', { exact: true }).click()
  await form.getByLabel('Nama pemohon').fill(citizen('bengkalis', 1).name)
  await form.getByLabel('Pekerjaan').fill('Nelayan')
  await form.getByLabel('Alamat', { exact: true }).fill('Jalan Umpama 5')
  await form.getByLabel('Nomor telepon').fill('0812-0000-0999')
  await form.locator('input[type=file][name="ktp"]').setInputFiles(await chosenPhoto('ktp-dua.jpg'))
  await press(phone, 'Kirim permohonan informasi')
  await expectText(phone, 'Permohonan Anda terdaftar dalam register permohonan informasi publik.')
  await checkPage(phone)

  const back = await officerPage('back', 'phone')
  await openFromInbox(back, site, { tenant: 'bengkalis', title: story })
  for (const words of [citizen('bengkalis', 1).name, 'Laporan Anda', 'Kirim laporan', 'Pindahkan ke PPID', 'Dari', 'SIPENDEKAR']) if (words !== 'Laporan Anda') await expectText(back, words)
  await checkPage(back)
  await back.locator('summary').getByText('Mengapa tanggal ini?').first().click()
  await checkPage(back)
  expect(site.logged).toEqual([])
})

test('the yearly figures: to read, and to take away as CSV, XLSX and PDF; not for others', async () => {
  for (const screen of ['desktop', 'phone'] as const) {
    const front = await officerPage('front', screen)
    await front.getByRole('link', { name: 'Laporan tahunan PPID' }).click()
    await expectHeading(front, 'Laporan layanan informasi publik 2026')
    await checkPage(front)
  }
  const front = await officerPage('front')
  await front.goto(url('/petugas/ppid/laporan?tahun=2025'))
  await expectHeading(front, 'Laporan layanan informasi publik 2025')
  await checkPage(front)
  const file = (format: string) => download(front, `/petugas/ppid/laporan/unduh?tahun=2026&bentuk=${format}`)
  expect((await file('csv')).body.toString()).toContain('Keputusan atas permohonan;Dikabulkan sebagian;Jumlah;1')
  const [sheet] = await readExcelFile((await file('xlsx')).body)
  expect(sheet!.data.find((row) => row[0] === 'Februari')).toEqual(['Februari', 3, 0, 3])
  const pdf = await file('pdf')
  expect(pdf.type).toBe('application/pdf')
  if (hasPoppler) for (const part of ['PEMERINTAH KABUPATEN BENGKALIS', 'LAPORAN LAYANAN INFORMASI PUBLIK TAHUN 2026', 'terdaftar 3 permohonan informasi dan 1 keberatan', 'Mengajukan sengketa 1']) expect(wordsOf(pdf.body)).toContain(part)
  const unit = await officerPage('unit')
  for (const path of ['', '/unduh']) expect((await unit.goto(url(`/petugas/ppid/laporan${path}`)))?.status()).toBe(404)
  expect(site.logged).toEqual([])
  expect(readFileSync('tenants/bengkalis/standar/ppid.yaml', 'utf8')).toContain('\nsop: { ppid: Permintaan informasi, keberatan-ppid: Keberatan }')
})
