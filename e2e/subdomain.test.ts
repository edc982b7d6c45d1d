import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { PDFDocument } from 'pdf-lib'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { issueCertificate } from '../src/domains/signing/index.ts'
import { theSystem } from '../src/kernel/actor.ts'
import { inWork } from '../src/kernel/work.ts'
import { checkPage, useBrowser } from './browser.ts'
import { choose, expectHeading, expectText, openFromInbox, press, signInOfficer } from './people.ts'
import { openSite } from './site.ts'

const office = ['kepala', 'kabid-pbe', 'sekretaris', 'prakom', 'admin-server', 'administrasi-umum']
const site = await openSite({ tenants: ['bengkalis'], officers: [...office.map((post) => `bengkalis/${post}.diskominfotik`), 'bengkalis/admin-skpd.dinkes', 'bengkalis/kepala.dinkes', 'bengkalis/admin-skpd.dpupr'] })
const newPage = useBrowser()
const url = (path: string) => site.url('bengkalis', path)
const passphrase = 'Kapal-Kayu-7-Layar'
const hasPoppler = spawnSync('pdftotext', ['-v']).status === 0 && spawnSync('pdfsig', ['-v']).status === 0
const letter = { name: 'surat-permohonan.pdf', mimeType: 'application/pdf', buffer: await emptyPdf() }

async function emptyPdf(): Promise<Buffer> {
  const pdf = await PDFDocument.create()
  pdf.addPage()
  return Buffer.from(await pdf.save({ useObjectStreams: false }))
}

/** The Kepala Dinas signs with a certificate of their official address. */
beforeAll(async () => {
  await inWork(site.database, { tenant: 'bengkalis', actor: theSystem, now: site.now() }, async (work) => {
    const email = 'kepala.contoh@bengkaliskab.go.id'
    const { rows } = await sql<{ id: string }>`update officer set email = ${email} where tenant_id = 'bengkalis' and username = 'kepala.diskominfotik' returning id`.execute(work.db)
    await issueCertificate(work, { email, commonName: 'Kepala Contoh', organisation: 'Pemerintah Kabupaten Bengkalis', passphrase, validUntil: new Date('2028-01-01T00:00:00Z'), at: work.now, officerId: rows[0]!.id })
  })
})

const as = async (username: string, screen: 'desktop' | 'phone' = 'desktop'): Promise<Page> => {
  const page = await newPage(screen)
  await signInOfficer(page, site, { tenant: 'bengkalis', username })
  return page
}

/** The officer of the office opens the ticket from the inbox and takes an act. */
async function act(post: string, title: string, words: string, fill: (page: Page) => Promise<void> = async () => {}): Promise<Page> {
  const page = await as(`${post}.diskominfotik`)
  await openFromInbox(page, site, { tenant: 'bengkalis', title })
  const folded = page.locator('summary').getByText(words, { exact: true })
  if ((await folded.count()) > 0) await folded.click()
  await fill(page)
  await press(page, words)
  await page.waitForURL(/selesai=/)
  await checkPage(page)
  return page
}

const request = { 'Nama subdomain': 'sehat.bengkaliskab.go.id', 'IP publik': '203.0.113.7', 'Name server (NS)': 'ns1.contoh.example, ns2.contoh.example', 'Nama narahubung': 'Umpama Narahubung', 'Nomor telepon narahubung': '084010000777' }

async function fillForm(page: Page, changes: Partial<typeof request> = {}): Promise<void> {
  for (const [label, text] of Object.entries({ ...request, ...changes })) await page.getByLabel(label, { exact: true }).fill(text)
}

async function apply(changes: Partial<typeof request> = {}): Promise<{ page: Page; number: string }> {
  const page = await as('admin-skpd.dinkes', 'phone')
  await page.goto(url('/ajukan/subdomain'))
  await expectHeading(page, 'Subdomain')
  await checkPage(page)
  await fillForm(page, changes)
  await page.locator('input[type=file][name="surat-permohonan"]').setInputFiles(letter)
  await press(page, 'Kirim permohonan')
  await page.waitForURL(/\/tiket\//)
  return { page, number: /\d{3}-\d{3}-\d{3}/.exec(page.url())![0] }
}

test('from the agency’s request to its active subdomain and the signed letter, which it downloads and proves', async () => {
  const title = 'Subdomain sehat.bengkaliskab.go.id'
  const { page: applicant, number } = await apply()
  await expectHeading(applicant, title)
  await expectText(applicant, 'Permohonan Anda menunggu disposisi Kepala Dinas.')
  // One working day after Monday morning.
  await expectText(applicant, 'Selasa, 3 Februari 2026 pukul 16.00 WIB')
  await checkPage(applicant)

  await act('kepala', title, 'Disposisi ke Kabid PBE', (page) => page.getByLabel('Isi disposisi').fill('Proses sesuai ketentuan.'))
  await act('kabid-pbe', title, 'Disposisi ke Prakom')
  await act('prakom', title, 'Data benar')
  await act('prakom', title, 'Tugaskan administrator server')
  await act('admin-server', title, 'Catat subdomain aktif', async (page) => {
    expect(await page.getByLabel('IP publik').inputValue()).toBe('203.0.113.7')
    await page.getByLabel('IP publik').fill('203.0.113.8')
    await page.getByLabel('Tanggal aktif').fill('2026-02-02')
  })
  await applicant.reload()
  await expectText(applicant, 'Subdomain sehat.bengkaliskab.go.id sudah aktif. Surat balasannya menyusul.')

  await act('prakom', title, 'Kirim draf untuk diparaf', async (page) => {
    const body = page.getByLabel('Isi surat balasan')
    expect(await body.inputValue()).toContain('IP publik : 203.0.113.8')
    await body.fill(`${await body.inputValue()} Salah ketk.`)
  })
  await act('kabid-pbe', title, 'Paraf')
  // The second post sends it back: the first one's initials are gone with the old text.
  await act('sekretaris', title, 'Kembalikan untuk diperbaiki', (page) => page.getByLabel('Catatan', { exact: true }).fill('Buang kalimat terakhir.'))
  await act('prakom', title, 'Kirim draf untuk diparaf', async (page) => {
    await expectText(page, 'Buang kalimat terakhir.')
    const body = page.getByLabel('Isi surat balasan')
    await body.fill((await body.inputValue()).replace(' Salah ketk.', ''))
  })
  await act('kabid-pbe', title, 'Paraf')
  await act('sekretaris', title, 'Paraf')

  const head = await as('kepala.diskominfotik')
  await openFromInbox(head, site, { tenant: 'bengkalis', title })
  await head.getByLabel('Frasa sandi sertifikat Anda').fill('salah sama sekali')
  await press(head, 'Tanda tangani')
  await head.locator('.error-summary').waitFor()
  await expectText(head, 'Frasa sandi')
  await checkPage(head)
  await head.getByLabel('Frasa sandi sertifikat Anda').fill(passphrase)
  await press(head, 'Tanda tangani')
  await head.waitForURL(/selesai=/)
  await applicant.reload()
  expect(await applicant.getByRole('link', { name: 'Unduh surat (PDF)' }).count()).toBe(0)
  await act('administrasi-umum', title, 'Kirim surat balasan')

  await applicant.reload()
  await expectText(applicant, 'Daftar subdomain')
  await expectText(applicant, '500.12/001/DISKOMINFOTIK/2026')
  await checkPage(applicant)
  await expectProof(applicant)

  const keeper = await as('prakom.diskominfotik')
  await keeper.goto(url('/petugas/produk/subdomain'))
  for (const words of ['sehat.bengkaliskab.go.id', 'Dinas Kesehatan', '203.0.113.8']) await expectText(keeper, words)
  await checkPage(keeper)
  await expectOnlyItsOwn(number)
  expect(site.logged).toEqual([])
}, 240_000)

/** The signed letter as the agency gets it, and the page that proves it. */
async function expectProof(applicant: Page): Promise<void> {
  const [download] = await Promise.all([applicant.waitForEvent('download'), applicant.getByRole('link', { name: 'Unduh surat (PDF)' }).click()])
  expect(download.suggestedFilename()).toBe('surat-500.12-001-DISKOMINFOTIK-2026.pdf')
  const pdf = readFileSync(await download.path())
  expect([pdf.subarray(0, 5).toString(), pdf.includes('/ByteRange')]).toEqual(['%PDF-', true])
  if (hasPoppler) {
    const file = join(site.dataFolder, 'surat.pdf')
    writeFileSync(file, pdf)
    const words = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ')
    for (const part of ['Aktivasi subdomain sehat.bengkaliskab.go.id', 'Yth. Kepala Dinas Kesehatan', 'IP publik : 203.0.113.8', 'Ditandatangani secara elektronik']) expect(words).toContain(part)
    expect(words).not.toContain('ketk')
    expect(spawnSync('pdfsig', ['-nocert', file], { encoding: 'utf8' }).stdout).toContain('Signature is Valid')
  }
  await applicant.getByRole('link', { name: 'Periksa keasliannya' }).click()
  await expectHeading(applicant, 'Bukti keaslian surat')
  await expectText(applicant, 'Surat ini asli')
  await checkPage(applicant)
  await applicant.getByLabel('Pilih berkas').setInputFiles({ name: 'surat.pdf', mimeType: 'application/pdf', buffer: pdf })
  await press(applicant, 'Bandingkan')
  await expectText(applicant, 'Berkas ini sama persis dengan yang kami tanda tangani')
  await checkPage(applicant)
}

/** Colleagues of the agency read what it reads, not what the office writes for itself; other agencies read nothing. */
async function expectOnlyItsOwn(number: string): Promise<void> {
  const colleague = await as('kepala.dinkes')
  await colleague.goto(url(`/kotak-masuk/${number}`))
  await colleague.waitForURL(`**/tiket/${number}`)
  expect(await colleague.content()).not.toContain('Buang kalimat terakhir.')
  await checkPage(colleague)
  const stranger = await as('admin-skpd.dpupr')
  for (const path of [`/kotak-masuk/${number}`, `/tiket/${number}`]) expect((await stranger.goto(url(path)))?.status(), path).toBe(404)
}

test('a name outside the domain, one that is taken, and a file of another kind are refused with everything kept', async () => {
  const page = await as('admin-skpd.dinkes', 'phone')
  await page.goto(url('/ajukan/subdomain'))
  await fillForm(page, { 'Nama subdomain': 'sehat.contoh.example' })
  await page.locator('input[type=file][name="surat-permohonan"]').setInputFiles(letter)
  await press(page, 'Kirim permohonan')
  await expectText(page, 'Nama subdomain: harus di bawah bengkaliskab.go.id, misalnya nama.bengkaliskab.go.id; yang tertulis sehat.contoh.example.')
  await checkPage(page)
  for (const [label, text] of Object.entries(request).slice(1)) expect(await page.getByLabel(label, { exact: true }).inputValue(), label).toBe(text)
  expect(await page.getByLabel('Nama subdomain').inputValue()).toBe('sehat.contoh.example')
  await expectText(page, 'surat-permohonan.pdf')
  await page.getByLabel('Nama subdomain').fill('Sehat.bengkaliskab.go.id')
  await press(page, 'Kirim permohonan')
  await expectText(page, 'sudah punya subdomain yang berlaku. Pilih nama lain.')
  await checkPage(page)
  await page.getByLabel('Nama subdomain').fill('gizi.bengkaliskab.go.id')
  await page.getByLabel('IP publik').fill('203.0.113')
  await page.locator('input[type=file][name="surat-permohonan"]').setInputFiles({ name: 'surat.docx', mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', buffer: Buffer.from('PK\u0003\u0004 bukan pdf') })
  await press(page, 'Kirim permohonan')
  await page.locator('.error-summary').getByText('surat.docx').waitFor()
  expect(await page.getByLabel('Nama subdomain').inputValue()).toBe('gizi.bengkaliskab.go.id')
  await checkPage(page)
  expect(site.logged).toEqual([])
}, 120_000)

test('what is wrong is sent back, mended where it stands without starting again, asked about, and may be taken back', async () => {
  const title = 'Subdomain gizi.bengkaliskab.go.id'
  const { page: applicant, number } = await apply({ 'Nama subdomain': 'gizi.bengkaliskab.go.id', 'Name server (NS)': 'salah' })
  await act('kepala', title, 'Disposisi ke Kabid PBE')
  await act('kabid-pbe', title, 'Disposisi ke Prakom')
  await act('prakom', title, 'Kembalikan untuk dilengkapi', async (page) => {
    await choose(page, 'Name server (NS)')
    await page.getByLabel('Apa yang salah').fill('Name server tidak menjawab.')
  })
  await applicant.reload()
  await expectText(applicant, 'Permohonan Anda perlu dilengkapi: Name server (NS). Name server tidak menjawab.')
  await expectText(applicant, 'Giliran Anda')
  await checkPage(applicant)
  expect(await applicant.getByLabel('Name server (NS)').inputValue()).toBe('salah')
  await applicant.getByLabel('Name server (NS)').fill('ns1.contoh.example')
  await press(applicant, 'Kirim kelengkapan')
  await expectText(applicant, 'Kelengkapan Anda kami terima dan sedang diperiksa.')
  await checkPage(applicant)

  await act('prakom', title, 'Tanya pemohon', (page) => page.getByLabel('Pertanyaan untuk pemohon').fill('Siapa pengelola situsnya?'))
  await applicant.reload()
  await expectText(applicant, 'Siapa pengelola situsnya?')
  await checkPage(applicant)
  await applicant.getByLabel('Jawaban Anda').fill('Subbagian Program.')
  await press(applicant, 'Kirim jawaban')
  await expectText(applicant, 'Anda menjawab pertanyaan petugas.')
  const checker = await as('prakom.diskominfotik')
  await openFromInbox(checker, site, { tenant: 'bengkalis', title })
  for (const words of ['Subbagian Program.', 'ns1.contoh.example', 'Name server tidak menjawab.']) await expectText(checker, words)

  await applicant.reload()
  await applicant.locator('summary').getByText('Cabut permohonan', { exact: true }).click()
  await applicant.getByLabel('Alasan').fill('Tidak jadi.')
  await applicant.getByRole('button', { name: 'Cabut permohonan' }).click()
  await expectText(applicant, 'Dicabut')
  await checkPage(applicant)
  expect((await applicant.goto(url(`/kotak-masuk/${number}`)))?.url()).toBe(url(`/tiket/${number}`))
  expect(site.logged).toEqual([])
}, 180_000)
