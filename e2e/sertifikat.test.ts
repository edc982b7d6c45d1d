import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { pino } from 'pino'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { InventedCitizen } from '../demo/people.ts'
import { loadPersonnel, loadRegister, readNik } from '../src/domains/access/index.ts'
import { theSystem } from '../src/kernel/actor.ts'
import { inWork } from '../src/kernel/work.ts'
import { personnelAsker } from '../src/worker/ask-personnel.ts'
import { askRegisters } from '../src/worker/ask-registers.ts'
import { checkPage, useBrowser } from './browser.ts'
import { choose, citizen, citizenPassword, expectHeading, expectText, openFromInbox, press, readReceipt, register, signInOfficer } from './people.ts'
import { chosenPhoto } from './photo.ts'
import { openSite } from './site.ts'

const site = await openSite({ tenants: ['bengkalis'], officers: ['bengkalis/verifikator-sertifikat.diskominfotik', 'bengkalis/kepala.diskominfotik', 'bengkalis/admin-diskominfotik.diskominfotik'], at: '2026-01-05T09:00+07:00' })
const newPage = useBrowser()
const verifier = { tenant: 'bengkalis' as const, username: 'verifikator-sertifikat.diskominfotik' }
const passphrase = 'Perahu-Layar-2026'
const url = (path: string) => site.url('bengkalis', path)
const pdf = { name: 'dokumen.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n') }

/** Eighteen digits that begin with the day of birth that a NIK says, put together here since they look like a real NIP. */
function nipFor(person: InventedCitizen): string {
  const read = readNik(person.nik, site.now())
  if ('fault' in read) throw new Error(read.fault)
  return `${read.birthDate.replaceAll('-', '')}${'2015012901'}`
}

/** The address in the newest e-mail with a link about a ticket, as its reader would find it. */
async function newestLink(number: string): Promise<string> {
  const { rows } = await sql<{ text: string }>`
    select l.text from letter l join ticket t on t.tenant_id = l.tenant_id and t.id = l.subject_id where t.number = ${number} and l.slot = 'tautan' order by l.queued_at desc, l.id desc limit 1`.execute(site.database.owner.db)
  return url(/\/tautan\/[\w-]+/.exec(rows[0]!.text)![0])
}

const attach = async (page: Page, name: string, file: { name: string; mimeType: string; buffer: Buffer } = pdf) => await page.locator(`input[type=file][name="${name}"]`).setInputFiles(file)

async function attachAll(page: Page): Promise<void> {
  for (const name of ['surat-permohonan', 'ktp', 'sk-pangkat', 'sk-jabatan']) await attach(page, name)
}

/** What this page's visitor is answered there. */
const statusOf = async (page: Page, path: string) => await page.evaluate(async (to) => (await fetch(to)).status, path)

async function openForm(page: Page, sop: string): Promise<void> {
  await page.goto(url('/layanan/sertifikat-elektronik'))
  await checkPage(page)
  await page.locator(`a[href="/ajukan/${sop}"]`).first().click()
}

async function signIn(page: Page, person: InventedCitizen, to: string): Promise<void> {
  await page.goto(url(to))
  await expectHeading(page, 'Masuk')
  await page.getByLabel('NIK atau nomor telepon').fill(person.nik)
  await page.getByLabel('Kata sandi').fill(citizenPassword)
  await press(page, 'Masuk')
}

async function typePassphrase(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(text)
  await page.getByLabel(`Ulangi: ${label}`, { exact: true }).fill(text)
}

const asVerifier = async (): Promise<Page> => {
  const page = await newPage('desktop')
  await signInOfficer(page, site, verifier)
  return page
}

const owner = citizen('bengkalis')
const email = 'umpama.pemilik@bengkaliskab.go.id'

test('a civil servant: from the form to the certificate, checked by both registers, through links that end and work once', async () => {
  const nip = nipFor(owner)
  await inWork(site.database, { tenant: 'bengkalis', actor: theSystem, now: site.now() }, async (work) => {
    const born = readNik(owner.nik, site.now())
    if ('fault' in born) throw new Error(born.fault)
    expect((await loadRegister(work, `${owner.nik};${owner.name};${born.birthDate}`)).faults).toEqual([])
    expect((await loadPersonnel(work, `${nip};${owner.name.toUpperCase()}`)).faults).toEqual([])
  })
  const phone = await newPage('phone')
  await openForm(phone, 'sertifikat-penerbitan')
  await expectHeading(phone, 'Masuk')
  await phone.getByRole('link', { name: 'Daftar dengan NIK Anda' }).click()
  await register(phone, owner)
  await expectHeading(phone, 'Penerbitan sertifikat elektronik')
  await checkPage(phone)

  await phone.getByLabel('Nama lengkap').fill(owner.name)
  await phone.getByLabel('Surel dinas perorangan').fill('umpama@surel.example')
  await choose(phone, 'ASN')
  await phone.getByLabel('Perangkat daerah').selectOption({ label: 'Dinas Kesehatan' })
  await attachAll(phone)
  await press(phone, 'Kirim permohonan')
  await expectText(phone, 'harus di bawah bengkaliskab.go.id; yang tertulis surel.example.')
  await checkPage(phone)
  expect(await phone.getByLabel('Nama lengkap').inputValue()).toBe(owner.name)
  expect(await phone.locator('.kept-file').count()).toBe(4)
  await phone.getByLabel('Surel dinas perorangan').fill(email)
  await press(phone, 'Kirim permohonan')
  const { number } = await readReceipt(phone)

  const desk = await asVerifier()
  const title = `Penerbitan sertifikat ${email}`
  await openFromInbox(desk, site, { tenant: 'bengkalis', title })
  await expectText(desk, 'SK pangkat terakhir')
  await press(desk, 'Kirim tautan aktivasi')
  await expectText(desk, 'Saat ini giliran Pemohon')
  await checkPage(desk)

  await phone.goto(url(`/tiket/${number}`))
  await expectText(phone, 'Periksa surel Anda')
  expect(await phone.getByRole('button', { name: 'Kirim data dan aktifkan' }).count()).toBe(0)
  await checkPage(phone)

  // Too late, then a new one.
  const late = await newestLink(number)
  site.setClock('2026-01-07T10:00+07:00')
  const mailbox = await newPage('phone')
  await mailbox.goto(late)
  await expectHeading(mailbox, 'Tautan ini tidak dapat dipakai')
  await checkPage(mailbox)
  await mailbox.getByRole('button', { name: /^Kirim tautan baru ke / }).click()
  await expectText(mailbox, 'Tautan baru sudah dikirim')
  await checkPage(mailbox)
  const link = await newestLink(number)
  expect(link).not.toBe(late)
  await mailbox.goto(link)
  await expectText(mailbox, 'Yang perlu Anda lakukan')
  await checkPage(mailbox)
  await mailbox.getByLabel('NIP').fill('1990')
  await press(mailbox, 'Kirim data dan aktifkan')
  await expectText(mailbox, 'NIP terdiri atas 18 angka; yang tertulis 4 angka.')
  await checkPage(mailbox)
  await mailbox.getByLabel('NIP').fill(nip)
  await mailbox.getByLabel('Pangkat dan golongan').fill('Penata Muda, III/a')
  await mailbox.getByLabel('Jabatan', { exact: true }).fill('Perawat Rekaan')
  await mailbox.getByLabel('Nomor telepon').fill('0812-0000-0123')
  await attach(mailbox, 'swafoto', await chosenPhoto('swafoto.jpg'))
  await press(mailbox, 'Kirim data dan aktifkan')
  await expectText(mailbox, 'Data Anda sedang dicocokkan')
  await checkPage(mailbox)
  await mailbox.goto(link)
  await expectText(mailbox, 'Tautan ini sudah dipakai pada')
  await checkPage(mailbox)

  expect(await askRegisters({ resources: site.database, log: pino({ level: 'silent' }), now: site.now, personnel: personnelAsker({ now: site.now }) })).toBe(1)
  await phone.reload()
  await expectText(phone, 'Data Anda cocok. Tetapkan frasa sandi melalui tautan')
  await desk.goto(url(`/kotak-masuk/${number}`))
  await expectText(desk, 'Register kependudukan dan kepegawaian')
  await expectText(desk, 'register kepegawaian setempat (CSV)')
  await checkPage(desk)

  const last = await newestLink(number)
  await mailbox.goto(last)
  await typePassphrase(mailbox, 'Frasa sandi sertifikat', 'lemah')
  await press(mailbox, 'Tetapkan frasa sandi dan terbitkan')
  await mailbox.locator('.error-summary, [role=alert]').first().waitFor()
  await checkPage(mailbox)
  expect(await mailbox.content()).not.toContain('lemah')
  await typePassphrase(mailbox, 'Frasa sandi sertifikat', passphrase)
  await press(mailbox, 'Tetapkan frasa sandi dan terbitkan')
  await expectText(mailbox, 'Sertifikat elektronik Anda telah terbit.')

  await phone.goto(url(`/tiket/${number}`))
  for (const words of ['Hasil layanan', '7 Januari 2028', 'Cara memakainya', 'Nomor seri']) await expectText(phone, words)
  await checkPage(phone)
  const [download] = await Promise.all([phone.waitForEvent('download'), phone.getByRole('link', { name: 'Unduh sertifikat (bagian publik, .crt)' }).click()])
  const certificate = new X509Certificate(readFileSync(await download.path()))
  expect(certificate.subject).toContain(`CN=${owner.name}`)
  expect(certificate.validTo).toMatch(/Jan {2}7 .*2028/)
  await expectText(phone, certificate.serialNumber.toLowerCase())
  const stranger = await newPage('phone')
  expect((await stranger.goto(url((await phone.getByRole('link', { name: 'Unduh sertifikat (bagian publik, .crt)' }).getAttribute('href'))!)))?.status()).toBe(404)

  await openForm(phone, 'sertifikat-penerbitan')
  await phone.getByLabel('Surel dinas perorangan').fill(email)
  await press(phone, 'Kirim permohonan')
  await expectText(phone, `“${email}” sudah punya sertifikat yang berlaku sampai 7 Januari 2028. Ajukan pembaruan sertifikat, bukan penerbitan baru.`)
  await checkPage(phone)

  const admin = await newPage('desktop')
  await signInOfficer(admin, site, { tenant: 'bengkalis', username: 'admin-diskominfotik.diskominfotik' })
  await admin.goto(url('/pesan'))
  await expectText(admin, '/tautan/••••••')
  for (const used of [late, link, last]) expect(await admin.content()).not.toContain(used.split('/').at(-1)!)
  await checkPage(admin)
  expect(site.logged.join('\n')).toBe('')
}, 180_000)

test('somebody who is no civil servant: incomplete documents are completed, the selfie is the verifier’s alone, data is sent back and corrected', async () => {
  site.setClock('2026-01-08T09:00+07:00')
  const person = citizen('bengkalis', 1)
  const phone = await newPage('phone', { javaScript: false })
  await phone.goto(url('/ajukan/sertifikat-penerbitan'))
  await phone.getByRole('link', { name: 'Daftar dengan NIK Anda' }).click()
  await register(phone, person)
  await phone.getByLabel('Nama lengkap').fill(person.name)
  await phone.getByLabel('Surel dinas perorangan').fill('tenaga.kontrak@bengkaliskab.go.id')
  await choose(phone, 'Non-ASN')
  await phone.getByLabel('Perangkat daerah').selectOption({ label: 'Dinas Kesehatan' })
  await attach(phone, 'surat-permohonan')
  await attach(phone, 'ktp')
  await press(phone, 'Kirim permohonan')
  const { number } = await readReceipt(phone)

  const desk = await asVerifier()
  await desk.goto(url(`/kotak-masuk/${number}`))
  await desk.getByText('Kembalikan untuk dilengkapi', { exact: true }).first().click()
  await choose(desk, 'KTP')
  await desk.getByLabel('Apa yang kurang').fill('Fotonya buram.')
  await checkPage(desk)
  await press(desk, 'Kembalikan untuk dilengkapi')
  await expectText(desk, 'Saat ini giliran Pemohon')

  await phone.goto(url(`/tiket/${number}`))
  await expectText(phone, 'Permohonan Anda perlu dilengkapi: KTP. Fotonya buram.')
  await checkPage(phone)
  await press(phone, 'Kirim kelengkapan')
  await expectText(phone, 'KTP: lampirkan sedikitnya satu berkas.')
  await checkPage(phone)
  await attach(phone, 'ktp', await chosenPhoto('ktp-baru.jpg'))
  await press(phone, 'Kirim kelengkapan')
  await expectText(phone, 'Kelengkapan Anda kami terima')
  await expectText(phone, 'Digantikan (1)')
  await checkPage(phone)

  await desk.goto(url(`/kotak-masuk/${number}`))
  await press(desk, 'Kirim tautan aktivasi')
  await expectText(desk, 'Saat ini giliran Pemohon')
  const activate = async (post: string) => {
    await phone.goto(await newestLink(number))
    await phone.getByLabel('Jabatan', { exact: true }).fill(post)
    if (post.endsWith('1')) await phone.getByLabel('Nomor telepon').fill('0812-0000-0124')
    await attach(phone, 'swafoto', await chosenPhoto('swafoto.jpg'))
    await press(phone, 'Kirim data dan aktifkan')
    await expectText(phone, 'Verifikator sedang memeriksa data dan swafoto Anda.')
  }
  await activate('Tenaga Kontrak 1')
  await desk.goto(url(`/kotak-masuk/${number}`))
  const selfie = await desk.getByRole('link', { name: /swafoto\.jpg/ }).first().getAttribute('href')
  expect(await statusOf(desk, selfie!)).toBe(200)
  const head = await newPage('desktop')
  await signInOfficer(head, site, { tenant: 'bengkalis', username: 'kepala.diskominfotik' })
  await head.goto(url(`/kotak-masuk/${number}`))
  expect(await head.content()).not.toContain('swafoto.jpg')
  expect((await head.goto(url(selfie!)))?.status()).toBe(404)
  await desk.getByText('Minta data diisi ulang', { exact: true }).first().click()
  await desk.getByLabel('Yang harus diperbaiki').fill('Jabatan tidak sesuai kontrak.')
  await press(desk, 'Minta data diisi ulang')
  await expectText(desk, 'Saat ini giliran Pemohon')
  await phone.goto(await newestLink(number))
  expect(await phone.getByLabel('Jabatan', { exact: true }).inputValue()).toBe('Tenaga Kontrak 1')
  await checkPage(phone)
  await activate('Tenaga Administrasi')
  await desk.goto(url(`/kotak-masuk/${number}`))
  await press(desk, 'Data benar')
  await expectText(desk, 'Saat ini giliran Pemohon')
  await phone.goto(await newestLink(number))
  await typePassphrase(phone, 'Frasa sandi sertifikat', 'Kapal-Kayu-2026')
  await press(phone, 'Tetapkan frasa sandi dan terbitkan')
  await expectText(phone, 'Sertifikat elektronik Anda telah terbit.')
  await checkPage(phone)
  expect(site.logged.join('\n')).toBe('')
}, 180_000)

test('the owner renews before the end, changes data, revokes; an expired certificate is refused with its date', async () => {
  site.setClock('2027-12-01T09:00+07:00')
  const phone = await newPage('phone')
  await signIn(phone, owner, '/ajukan/sertifikat-pembaruan')
  await expectHeading(phone, 'Pembaruan sertifikat elektronik')
  await checkPage(phone)
  const apply = async (kind: string, key = email) => {
    await phone.getByLabel('Sertifikat Anda').fill(key)
    await choose(phone, kind)
    await choose(phone, 'ASN')
    await attachAll(phone)
  }
  await apply('Masa berlaku', 'tenaga.kontrak@bengkaliskab.go.id')
  await press(phone, 'Kirim permohonan')
  await expectText(phone, 'tidak ada sertifikat itu atas nama Anda.')
  await phone.getByLabel('Sertifikat Anda').fill(email)
  await press(phone, 'Kirim permohonan')
  const renewal = await readReceipt(phone)
  const desk = await asVerifier()
  await openFromInbox(desk, site, { tenant: 'bengkalis', title: `Pembaruan sertifikat ${email}` })
  await press(desk, 'Proses perpanjangan')
  await expectText(desk, 'Saat ini giliran Pemilik')
  await checkPage(desk)
  await phone.goto(await newestLink(renewal.number))
  await typePassphrase(phone, 'Frasa sandi sertifikat yang baru', 'Layar-Baru-2027')
  await press(phone, 'Tetapkan frasa sandi dan perpanjang')
  await expectText(phone, 'Masa berlaku sertifikat Anda sudah diperpanjang.')
  await expectText(phone, '1 Desember 2029')
  await checkPage(phone)

  await phone.goto(url('/ajukan/sertifikat-pembaruan'))
  await apply('Data diri')
  await press(phone, 'Kirim permohonan')
  await expectText(phone, 'Nama lengkap yang baru: wajib diisi.')
  await checkPage(phone)
  await phone.getByLabel('Nama lengkap yang baru').fill(`${owner.name}, S.Kep.`)
  await phone.getByLabel('Perangkat daerah yang baru').selectOption({ label: 'Dinas Sosial' })
  await press(phone, 'Kirim permohonan')
  const change = await readReceipt(phone)
  await desk.goto(url(`/kotak-masuk/${change.number}`))
  await press(desk, 'Proses perubahan data')
  await expectText(desk, 'Saat ini giliran Pemilik')
  const confirm = await newestLink(change.number)
  await phone.goto(confirm)
  await expectText(phone, `${owner.name}, S.Kep.`)
  await checkPage(phone)
  await press(phone, 'Data baru benar')
  await expectText(phone, 'Data diri pada sertifikat Anda sudah diperbarui.')
  await phone.goto(confirm)
  await expectText(phone, 'Tautan ini sudah dipakai pada')

  await phone.goto(url('/ajukan/sertifikat-pencabutan'))
  await phone.getByLabel('Sertifikat Anda').fill(email)
  await phone.getByLabel('Mengapa dicabut?').fill('Frasa sandi diketahui orang lain.')
  await choose(phone, 'ASN')
  await attachAll(phone)
  await checkPage(phone)
  await press(phone, 'Kirim permohonan')
  const revocation = await readReceipt(phone)
  await desk.goto(url(`/kotak-masuk/${revocation.number}`))
  await expectText(desk, 'Frasa sandi diketahui orang lain.')
  await press(desk, 'Cabut sertifikat')
  await expectText(desk, 'Tiket ini sudah ditutup.')
  await desk.goto(url('/petugas/produk/sertifikat'))
  await expectText(desk, email)
  await expectText(desk, 'Dicabut')
  await checkPage(desk)
  await phone.goto(url(`/tiket/${revocation.number}`))
  await expectText(phone, 'sudah dicabut dan tidak dapat dipakai lagi')
  await checkPage(phone)

  site.setClock('2028-01-09T09:00+07:00')
  const other = await newPage('phone')
  await signIn(other, citizen('bengkalis', 1), '/ajukan/sertifikat-pembaruan')
  await other.getByLabel('Sertifikat Anda').fill('tenaga.kontrak@bengkaliskab.go.id')
  await press(other, 'Kirim permohonan')
  await expectText(other, 'sertifikat itu sudah habis masa berlakunya pada 8 Januari 2028, sehingga tidak dapat diperbarui atau dicabut. Ajukan penerbitan baru.')
  await checkPage(other)
  expect(site.logged.join('\n')).toBe('')
}, 180_000)
