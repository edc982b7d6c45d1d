import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import { issueCertificate } from '../src/domains/signing/index.ts'
import { theSystem } from '../src/kernel/actor.ts'
import { inWork } from '../src/kernel/work.ts'
import { checkPage, useBrowser } from './browser.ts'
import { choose, expectHeading, expectText, press, signInOfficer } from './people.ts'
import { openSite } from './site.ts'

const office = ['kepala', 'kabid-pbe', 'sekretaris', 'prakom', 'admin-surel', 'tim-aplikasi', 'administrasi-umum']
const site = await openSite({ tenants: ['bengkalis'], officers: [...office.map((post) => `bengkalis/${post}.diskominfotik`), 'bengkalis/admin-skpd.dinkes'] })
const newPage = useBrowser()
const url = (path: string) => site.url('bengkalis', path)
const passphrase = 'Kapal-Kayu-7-Layar'
const pdfToPicture = 'pdftoppm'
const hasPoppler = ['pdftotext', 'pdfsig', pdfToPicture].every((name) => spawnSync(name, ['-v']).error === undefined)

beforeAll(async () => {
  const head = 'kepala.contoh@bengkaliskab.go.id'
  await inWork(site.database, { tenant: 'bengkalis', actor: theSystem, now: site.now() }, async (work) => {
    const { rows } = await sql<{ id: string }>`update officer set email = ${head} where tenant_id = 'bengkalis' and username = 'kepala.diskominfotik' returning id`.execute(work.db)
    await issueCertificate(work, { email: head, commonName: 'Kepala Contoh', organisation: 'Pemerintah Kabupaten Bengkalis', passphrase, validUntil: new Date('2028-01-01T00:00:00Z'), at: work.now, officerId: rows[0]!.id })
  })
})

/** A file whose bytes are its own. */
function pdfOf(name: string): { name: string; mimeType: string; buffer: Buffer } {
  return { name: `${name}.pdf`, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.4\n% ${name}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n`) }
}

type Filling = Record<string, string>

/** Each label with what is typed there. */
async function type(page: Page, filling: Filling): Promise<void> {
  for (const [label, text] of Object.entries(filling)) await page.getByLabel(label, { exact: true }).fill(text)
}

const attach = (page: Page, name: string) => page.locator(`input[type=file][name="${name}"]`).setInputFiles(pdfOf(name))

/** The officers of the office, each with one browser for the whole journey; each act is taken from the inbox. */
function officeOf(title: string) {
  const desks = new Map<string, Page>()
  return async (post: string, words: string, fill: (page: Page) => Promise<void> = async () => {}): Promise<Page> => {
    const page = desks.get(post) ?? (await newPage('desktop'))
    if (!desks.has(post)) await signInOfficer(page, site, { tenant: 'bengkalis', username: `${post}.diskominfotik` })
    desks.set(post, page)
    await page.goto(url('/kotak-masuk'))
    await page.getByRole('link', { name: title, exact: true }).first().click()
    await expectHeading(page, title)
    const folded = page.locator('summary').getByText(words, { exact: true })
    if ((await folded.count()) > 0) await folded.click()
    await fill(page)
    await checkPage(page)
    await press(page, words)
    await page.waitForURL(/selesai=/)
    return page
  }
}

/** The letter as the agency gets it: its words on one line, signed validly, and a page that is written on. */
async function readLetter(applicant: Page): Promise<string> {
  const [download] = await Promise.all([applicant.waitForEvent('download'), applicant.getByRole('link', { name: 'Unduh surat (PDF)' }).click()])
  const pdf = readFileSync(await download.path())
  expect([pdf.subarray(0, 5).toString(), pdf.includes('/ByteRange')]).toEqual(['%PDF-', true])
  if (!hasPoppler) return ''
  const file = join(site.dataFolder, download.suggestedFilename())
  writeFileSync(file, pdf)
  expect(spawnSync('pdfsig', ['-nocert', file], { encoding: 'utf8' }).stdout).toContain('Signature is Valid')
  execFileSync(pdfToPicture, ['-r', '40', '-png', '-singlefile', file, file])
  const { width, height } = await sharp(`${file}.png`).metadata()
  expect(height).toBeGreaterThan(width)
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ')
}

async function applyAs(service: string): Promise<Page> {
  const applicant = await newPage('phone')
  await signInOfficer(applicant, site, { tenant: 'bengkalis', username: 'admin-skpd.dinkes' })
  await applicant.goto(url(`/layanan/${service}`))
  await checkPage(applicant)
  await applicant.locator('a[href^="/ajukan/"]').first().click()
  return applicant
}

async function send(applicant: Page): Promise<void> {
  await press(applicant, 'Kirim permohonan')
  await applicant.waitForURL(/\/tiket\//)
  await checkPage(applicant)
}

test('from the agency’s request for a civil servant to the active address, the register and the signed letter', async () => {
  const title = 'Surel dinas umpama.pegawai@bengkaliskab.go.id'
  const act = officeOf(title)
  const applicant = await applyAs('surel')
  await expectHeading(applicant, 'Surel dinas')
  await choose(applicant, 'ASN')
  await applicant.locator('select[name="perangkat-daerah"]').selectOption('dinkes')
  await type(applicant, { 'Nama ASN': 'Umpama Pegawai', 'NIP': '199099992015019001', 'Alamat surel yang diminta': 'umpama@surel.example', 'Nomor telepon yang dapat dihubungi': '084010000777' })
  await attach(applicant, 'surat-permohonan')
  await press(applicant, 'Kirim permohonan')
  await expectText(applicant, 'harus di bawah bengkaliskab.go.id')
  await checkPage(applicant)
  expect(await applicant.getByLabel('Nama ASN').inputValue()).toBe('Umpama Pegawai')
  await type(applicant, { 'Alamat surel yang diminta': 'umpama.pegawai@bengkaliskab.go.id' })
  await send(applicant)
  await expectHeading(applicant, title)

  await act('kepala', 'Disposisi ke Kabid PBE')
  await act('kabid-pbe', 'Disposisi ke Prakom')
  await act('prakom', 'Kembalikan untuk dilengkapi', async (page) => {
    await choose(page, 'NIP')
    await type(page, { 'Apa yang salah': 'NIP tidak sama dengan surat pengantar.' })
  })
  await applicant.reload()
  await expectText(applicant, 'Permohonan Anda perlu dilengkapi: NIP. NIP tidak sama dengan surat pengantar.')
  await type(applicant, { NIP: '199099992015019002' })
  await checkPage(applicant)
  await press(applicant, 'Kirim kelengkapan')
  await expectText(applicant, 'Kelengkapan Anda kami terima')
  await act('prakom', 'Tugaskan administrator surel')
  await act('admin-surel', 'Catat surel aktif', async (page) => {
    await type(page, { 'Tanggal aktif': '2026-02-02' })
    await choose(page, 'langsung kepada pemilik, dengan menunjukkan identitas')
  })
  await applicant.reload()
  await expectText(applicant, 'Surel umpama.pegawai@bengkaliskab.go.id sudah aktif. Kata sandi awal: langsung kepada pemilik')
  await act('prakom', 'Kirim draf untuk diparaf')
  await act('kabid-pbe', 'Paraf')
  await act('sekretaris', 'Paraf')
  await act('kepala', 'Tanda tangani', (page) => type(page, { 'Frasa sandi sertifikat Anda': passphrase }))
  await act('administrasi-umum', 'Kirim surat balasan')

  await applicant.reload()
  await expectText(applicant, 'Daftar surel dinas')
  await checkPage(applicant)
  const words = await readLetter(applicant)
  const parts = ['500.12/001/DISKOMINFOTIK/2026', 'Aktivasi surel dinas', 'Yth. Kepala Dinas Kesehatan', 'Alamat surel : umpama.pegawai@bengkaliskab.go.id', 'Tanggal aktif : 2 Februari 2026', 'atas nama Umpama Pegawai, NIP 199099992015019002', 'langsung kepada pemilik']
  if (hasPoppler) for (const part of parts) expect(words).toContain(part)

  const keeper = await newPage('desktop')
  await signInOfficer(keeper, site, { tenant: 'bengkalis', username: 'prakom.diskominfotik' })
  await keeper.goto(url('/petugas/produk/surel-dinas'))
  await checkPage(keeper)
  await keeper.getByRole('link', { name: 'umpama.pegawai@bengkaliskab.go.id' }).click()
  await expectHeading(keeper, 'umpama.pegawai@bengkaliskab.go.id')
  for (const part of ['Umpama Pegawai', 'Dinas Kesehatan', '2 Februari 2026']) await expectText(keeper, part)
  await checkPage(keeper)
  expect(site.logged).toEqual([])
}, 240_000)

test('from the agency’s request through a trial that sends back to building, to the handed-over application in its register', async () => {
  const title = 'Aplikasi SIPUS (Sistem Informasi Puskesmas)'
  const act = officeOf(title)
  const applicant = await applyAs('aplikasi')
  await choose(applicant, 'Pembangunan aplikasi baru')
  await type(applicant, {
    'Nama aplikasi': 'SIPUS (Sistem Informasi Puskesmas)', 'Proses bisnis': 'Loket mendaftar, dokter memeriksa, apotek menyerahkan obat.', 'Data yang disajikan': 'Kunjungan dan stok obat.',
    'Keluaran yang diinginkan': 'Laporan bulanan puskesmas.', 'Nama narahubung': 'Umpama Narahubung', 'Nomor telepon narahubung': '084010000777',
  })
  await attach(applicant, 'surat-permohonan')
  await send(applicant)

  await act('kepala', 'Disposisi ke Kabid PBE')
  await act('kabid-pbe', 'Disposisi ke Prakom')
  await act('prakom', 'Bentuk Tim Aplikasi', (page) => type(page, { 'Anggota Tim Aplikasi': 'Umpama Analis, analis\nUmpama Pemrogram, pemrogram', 'Rencana selesai': '2026-04-30' }))
  await act('tim-aplikasi', 'Analisis selesai', (page) => type(page, { 'Hasil analisis kebutuhan': 'Tiga peran: loket, dokter, apotek.' }))
  const trial = (at: string) => (page: Page) => type(page, { 'Waktu uji coba dan presentasi': at, 'Tempat uji coba dan presentasi': 'Ruang rapat Dinas Kesehatan' })
  const tried = (found: string) => (page: Page) => type(page, { 'Jalannya uji coba dan presentasi': found })
  await act('tim-aplikasi', 'Siap diuji, undang perangkat daerah', trial('2026-03-02T09:00'))
  await act('tim-aplikasi', 'Uji coba sudah dilaksanakan', tried('Stok obat belum ada.'))

  await applicant.reload()
  await expectText(applicant, 'Stok obat belum ada. Nyatakan hasilnya menurut unit Anda.')
  await checkPage(applicant)
  await applicant.locator('summary').getByText('Belum sesuai kebutuhan, kerjakan lagi', { exact: true }).click()
  await applicant.locator('form[action$="/bangun-ulang"]').getByLabel('Yang harus diperbaiki').fill('Tambahkan stok obat.')
  await press(applicant, 'Belum sesuai kebutuhan, kerjakan lagi')
  await expectText(applicant, 'Aplikasi Anda sedang dikerjakan.')
  await checkPage(applicant)

  await act('tim-aplikasi', 'Siap diuji, undang perangkat daerah', async (page) => {
    await expectText(page, 'Tambahkan stok obat.')
    await trial('2026-03-16T09:00')(page)
  })
  await act('tim-aplikasi', 'Uji coba sudah dilaksanakan', tried('Stok obat sudah dapat dicatat.'))
  await applicant.reload()
  await press(applicant, 'Sudah sesuai')
  await expectText(applicant, 'Buku panduan aplikasi sedang disusun.')
  await act('tim-aplikasi', 'Simpan buku panduan', (page) => attach(page, 'buku-panduan'))
  await act('tim-aplikasi', 'Aplikasi sudah terpasang', (page) => type(page, { 'Alamat aplikasi': 'sipus.bengkaliskab.go.id' }))
  await act('tim-aplikasi', 'Pelatihan sudah dilaksanakan', (page) => type(page, { 'Tanggal pelatihan operator': '2026-02-02', 'Operator yang dilatih': 'Umpama Operator' }))
  await act('prakom', 'Kirim konsep untuk diparaf')
  await act('sekretaris', 'Paraf')
  await act('kabid-pbe', 'Paraf')
  await act('kepala', 'Tanda tangani dan kirim', (page) => type(page, { 'Frasa sandi sertifikat Anda': passphrase }))

  await applicant.reload()
  const words = await readLetter(applicant)
  const parts = ['BERITA ACARA SERAH TERIMA APLIKASI', '/BAST/DISKOMINFOTIK/2026', 'aplikasi SIPUS (Sistem Informasi Puskesmas) beserta buku panduan', 'Senin tanggal', 'Kepala Dinas Kesehatan', 'Pihak Kedua']
  if (hasPoppler) for (const part of parts) expect(words).toContain(part)
  await attach(applicant, 'bast-bertanda-tangan')
  await checkPage(applicant)
  await press(applicant, 'Terima aplikasi')
  await expectText(applicant, 'sudah diserahterimakan.')
  await act('prakom', 'Catat aplikasi dan tutup permohonan', (page) => type(page, { 'Pencatatan hak cipta': 'EC00202600001, 2 Februari 2026', 'Pemantauan dan pemeliharaan': 'Tim Aplikasi, setiap triwulan' }))

  await applicant.reload()
  await expectText(applicant, 'Daftar aplikasi')
  await checkPage(applicant)
  const guest = await newPage('phone')
  await guest.goto(url('/daftar/aplikasi'))
  for (const part of ['SIPUS (Sistem Informasi Puskesmas)', 'Dinas Kesehatan', 'sipus.bengkaliskab.go.id']) await expectText(guest, part)
  await checkPage(guest)
  expect(site.logged).toEqual([])
}, 240_000)
