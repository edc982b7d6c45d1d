import { execFileSync, spawnSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import readExcelFile from 'read-excel-file/node'
import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import {
  draftNaskah, findNaskah, initialNaskah, keepSigned, makeNaskahPdf, type Naskah, readNaskahSheet, readSigned, reserveNumber, sendNaskah, voidNaskah, writeProofCode,
} from '../src/domains/naskah/index.ts'
import { issueCertificate, type KeptCertificate, p12Signer, signDocument } from '../src/domains/signing/index.ts'
import { newTicketNumber, secretCode } from '../src/domains/tickets/ticket-number.ts'
import { type Actor, theSystem } from '../src/kernel/actor.ts'
import { inWork, type Work } from '../src/kernel/work.ts'
import { checkPage, useBrowser } from './browser.ts'
import { expectHeading, expectText, press, signInOfficer } from './people.ts'
import { openSite } from './site.ts'

const site = await openSite({ tenants: ['bengkalis'], officers: ['bengkalis/kepala.diskominfotik', 'bengkalis/admin-skpd.dpupr'] })
const newPage = useBrowser()
const head = { tenant: 'bengkalis', username: 'kepala.diskominfotik' } as const
const stranger = { tenant: 'bengkalis', username: 'admin-skpd.dpupr' } as const
const passphrase = 'Kapal Kayu 7 layar'
const url = (path: string) => site.url('bengkalis', path)
const [pdfToText, pdfSignature, pdfToPicture] = ['pdftotext', 'pdfsig', 'pdftoppm'] as const
const hasPoppler = [pdfToText, pdfSignature, pdfToPicture].every((name) => spawnSync(name, ['-v']).error === undefined)
const unlessPoppler = hasPoppler ? '' : ' (left out: poppler-utils is not installed)'

const as = <T>(task: (work: Work) => Promise<T>, actor: Actor = theSystem) => inWork(site.database, { tenant: 'bengkalis', actor, now: site.now() }, task)

async function openTicket(secret = false): Promise<{ id: string; number: string }> {
  const [id, number] = [randomUUID(), newTicketNumber()]
  await sql`
    insert into ticket (tenant_id, id, number, sop, sop_version, channel, title, submitted, facts, step, secret, opened_at, version, last_seq, last_hash)
    values ('bengkalis', ${id}, ${number}, 'sipendekar', '2026-01-01', 'web', 'Permohonan subdomain', '{}', '{}', 'periksa', ${secret}, ${site.now()}, 1, 1, '\\x00')`.execute(site.database.owner.db)
  return { id, number }
}

const facts = {
  pemohon: 'Dinas Kesehatan', 'nomor-tiket': '482-109-375', 'tanggal-permohonan': '2026-01-30', 'nama-subdomain': 'sehat.bengkaliskab.go.id', 'nama-perusahaan': 'PT Rekaan Pers', 'nama-media': 'Kabar Rekaan',
  'judul-pesanan': 'Liputan Pekan Imunisasi', 'periode-mulai': '2026-02-01', 'periode-selesai': '2026-02-28', 'nilai-pesanan': 'Rp1.000.000',
}
const draft = (ticketId: string, body: string, template = 'balasan-subdomain') => as((work) => draftNaskah(work, { ticketId, template, facts, body, role: 'Fungsional Pranata Komputer' }))

let certificate: KeptCertificate

async function sign(ticketId: string, template = 'balasan-subdomain'): Promise<Naskah> {
  await as((work) => reserveNumber(work, { ticketId, template }))
  const sheet = await as(async (work) => {
    const { rows } = await sql<{ id: string }>`select id from naskah where ticket_id = ${ticketId} and state = 'numbered'`.execute(work.db)
    return await readNaskahSheet(work, { naskah: (await findNaskah(work, { id: rows[0]!.id }))!, kind: 'final', base: url('') })
  })
  const signer = p12Signer(site.database.secrets)
  const signed = await signDocument(site.database, { tenant: 'bengkalis', actor: theSystem, now: site.now() }, { signer, certificate, pdf: await makeNaskahPdf(sheet), passphrase, reason: 'Balasan', place: 'Bengkalis', at: site.now() })
  return await as((work) => keepSigned(work, { ticketId, template, pdf: signed, version: sheet.version, signer: { ...sheet.frame.signer, by: 'p12' } }))
}

let reply: { naskah: Naskah; ticket: { id: string; number: string }; pdf: Buffer }
let order: Naskah

beforeAll(async () => {
  certificate = await as((work) => issueCertificate(work, { email: 'kepala.rekaan@bengkaliskab.go.id', commonName: 'Umpama Satu', organisation: 'Diskominfotik', passphrase, validUntil: new Date('2028-01-01T00:00:00Z'), at: site.now() }))
  const ticket = await openTicket()
  const by = { ticketId: ticket.id, unit: 'diskominfotik' }
  await draft(ticket.id, 'Subdomain sudah aktif.\n\nTerima kasih.')
  await as((work) => initialNaskah(work, { ...by, post: 'kabid-pbe', role: 'Kepala Bidang PBE' }))
  await draft(ticket.id, 'Subdomain sehat.bengkaliskab.go.id telah aktif sejak hari ini.\n\nNama : sehat\nAlamat : 203.0.113.7\n\nTerima kasih.')
  await as((work) => initialNaskah(work, { ...by, post: 'kabid-pbe', role: 'Kepala Bidang PBE' }))
  await as((work) => initialNaskah(work, { ...by, post: 'sekretaris', role: 'Sekretaris Dinas' }))
  await sign(ticket.id)
  const naskah = await as((work) => sendNaskah(work, { ticketId: ticket.id }))
  reply = { naskah, ticket, pdf: (await as((work) => readSigned(work, naskah)))! }
  const pressTicket = await openTicket()
  await draft(pressTicket.id, 'Kami memesan publikasi.', 'pesanan-publikasi')
  await sign(pressTicket.id, 'pesanan-publikasi')
  order = await as((work) => sendNaskah(work, { ticketId: pressTicket.id }))
}, 120_000)

/** What this browser would be given to keep. */
async function download(page: Page, path: string) {
  const cookies = await page.context().cookies()
  const answer = await site.app.inject({ url: path, headers: { host: new URL(url('')).host, cookie: cookies.map((one) => `${one.name}=${one.value}`).join('; ') } })
  return { status: answer.statusCode, type: String(answer.headers['content-type']), body: answer.rawPayload }
}

function keep(pdf: Buffer): string {
  const file = join(site.dataFolder, `${randomUUID()}.pdf`)
  writeFileSync(file, pdf)
  return file
}

test.skipIf(!hasPoppler)(`the signed letter can be read, seen, and its signature holds${unlessPoppler}`, async () => {
  const file = keep(reply.pdf)
  const words = execFileSync(pdfToText, ['-layout', file, '-'], { encoding: 'utf8' })
  for (const part of [
    'PEMERINTAH KABUPATEN BENGKALIS', 'DINAS KOMUNIKASI, INFORMATIKA DAN STATISTIK', '500.12/001/DISKOMINFOTIK/2026', 'Bengkalis, 2 Februari 2026', 'Aktivasi subdomain sehat.bengkaliskab.go.id', 'Yth. Kepala Dinas Kesehatan',
    'Ditandatangani secara elektronik', writeProofCode(reply.naskah.token),
  ]) expect(words.replace(/\s+/g, ' ')).toContain(part)
  expect(spawnSync(pdfSignature, ['-nocert', file], { encoding: 'utf8' }).stdout).toContain('Signature is Valid')
  execFileSync(pdfToPicture, ['-r', '40', '-png', '-singlefile', file, file.replace('.pdf', '')])
  const { width, height } = await sharp(file.replace('.pdf', '.png')).metadata()
  expect([width, height]).toEqual([331, 468])
})

test('the book: nobody’s number is missing, pages turn, letters are found, and it can be taken out', async () => {
  for (let n = 0; n < 26; n++) {
    const { id } = await openTicket()
    const naskah = await draft(id, `Isi ${n}.`, 'balasan')
    await as((work) => reserveNumber(work, { ticketId: id }))
    if (n === 0) await as((work) => voidNaskah(work, { naskahId: naskah.id, reason: 'Salah alamat.' }))
  }
  const hidden = await openTicket(true)
  await as((work) => draftNaskah(work, { ticketId: hidden.id, template: 'balasan', facts: { ...facts, pemohon: 'Pelapor Rahasia', layanan: 'yang dirahasiakan' }, body: 'Isi.', role: 'Prakom' }))
  await as((work) => reserveNumber(work, { ticketId: hidden.id }))
  for (const screen of ['desktop', 'phone'] as const) {
    const page = await newPage(screen)
    await signInOfficer(page, site, head)
    await page.getByRole('link', { name: 'Surat', exact: true }).click()
    await expectHeading(page, 'Surat keluar')
    await checkPage(page)
    expect(await page.locator('tbody tr').count()).toBe(25)
    expect(await page.locator('tbody').innerText()).not.toContain('Pelapor Rahasia')
    await page.getByRole('link', { name: 'Berikutnya' }).click()
    await page.waitForURL(/setelah=/)
    expect((await page.locator('tbody th').allInnerTexts()).map((text) => text.split('\n')[0])).toEqual(['500.12/004/DISKOMINFOTIK/2026', '500.12/003/DISKOMINFOTIK/2026', '500.12/002/PESANAN/DISKOMINFOTIK/2026', '500.12/001/DISKOMINFOTIK/2026'])
    await checkPage(page)
    await page.getByLabel('Nomor, hal, atau penerima').fill('pekan imunisasi')
    await press(page, 'Cari surat')
    await page.waitForURL(/cari=pekan/)
    expect(await page.locator('tbody tr').count()).toBe(1)
    await page.getByLabel('Nomor, hal, atau penerima').fill('Pelapor Rahasia')
    await press(page, 'Cari surat')
    await expectText(page, 'Tidak ada surat di sini')
    await checkPage(page)
    await page.getByRole('link', { name: 'Lihat seluruh buku' }).click()
    await page.waitForURL((at) => !at.searchParams.has('cari'))
    await page.getByRole('link', { name: /^Batal/ }).click()
    await page.waitForURL(/tampil=batal/)
    expect(await page.locator('tbody tr').count()).toBe(1)
  }
  const page = await newPage('desktop')
  await signInOfficer(page, site, head)
  const csv = (await download(page, '/petugas/surat/unduh?unit=diskominfotik&tahun=2026&bentuk=csv')).body.toString()
  expect(csv.split('\n')).toHaveLength(31)
  expect(csv).toContain(`1;500.12/001/DISKOMINFOTIK/2026;2026-02-02;Aktivasi subdomain sehat.bengkaliskab.go.id;Kepala Dinas Kesehatan;dikirim;`)
  expect(csv).toContain('29;500.12/029/DISKOMINFOTIK/2026;2026-02-02;(rahasia);(rahasia);bernomor')
  const [sheet] = await readExcelFile((await download(page, '/petugas/surat/unduh?unit=diskominfotik&tahun=2026&tampil=batal')).body)
  expect(sheet!.data.slice(1).map((row) => [row[0], row[5], row[10]])).toEqual([['3', 'batal', 'Salah alamat.']])
  expect((await download(page, '/petugas/surat/unduh?unit=dinkes')).status).toBe(404)
  await page.goto(url('/petugas/surat?unit=diskominfotik&tahun=2024'))
  await expectText(page, 'Belum ada surat tahun ini')
  await checkPage(page)
  expect(site.logged).toEqual([])
})

test('a letter’s page shows versions with what changed, initials, number, signature and history; strangers see none of it', async () => {
  const path = `/petugas/surat/${reply.naskah.id}`
  for (const screen of ['desktop', 'phone'] as const) {
    const page = await newPage(screen)
    await signInOfficer(page, site, head)
    await page.goto(url(path))
    await expectHeading(page, 'Aktivasi subdomain sehat.bengkaliskab.go.id')
    for (const words of ['500.12/001/DISKOMINFOTIK/2026', 'Kepala Bidang PBE', 'Sekretaris Dinas', '1 paraf pada versi terdahulu gugur karena isi surat berubah.', reply.naskah.sha256!]) await expectText(page, words)
    expect((await page.locator('.changes ins').allInnerTexts()).join('|')).toContain('telah')
    expect((await page.locator('.changes del').allInnerTexts()).join('|')).toContain('sudah')
    await checkPage(page)
  }
  const page = await newPage('desktop')
  await signInOfficer(page, site, head)
  const signed = await download(page, `${path}/pdf`)
  expect([signed.status, signed.type, signed.body.equals(reply.pdf)]).toEqual([200, 'application/pdf', true])
  const old = await download(page, `${path}/pdf?versi=1`)
  expect([old.status, old.body.subarray(0, 5).toString(), old.body.includes('/ByteRange')]).toEqual([200, '%PDF-', false])

  const other = await newPage('desktop')
  await signInOfficer(other, site, stranger)
  for (const place of [path, `${path}/pdf`, `/petugas/surat/${randomUUID()}`, '/petugas/surat/x', '/petugas/surat?unit=diskominfotik']) expect((await download(other, place)).status, place).toBe(404)
  await other.goto(url('/petugas/surat'))
  await expectText(other, 'Belum ada surat tahun ini')
  const guest = await newPage('phone')
  expect((await download(guest, path)).status).toBe(303)
})

test('a letter is given up only with a reason, and everything then says so', async () => {
  const ticket = await openTicket()
  await draft(ticket.id, 'Akan dibatalkan.')
  const naskah = await sign(ticket.id)
  const page = await newPage('phone', { javaScript: false })
  await signInOfficer(page, site, head)
  await page.goto(url(`/petugas/surat/${naskah.id}`))
  await page.getByText('Batalkan surat ini').click()
  await press(page, 'Batalkan surat')
  await expectText(page, 'Alasan: tulis mengapa surat ini dibatalkan.')
  await checkPage(page)
  await page.getByLabel('Alasan').fill('Penerima keliru.')
  await press(page, 'Batalkan surat')
  await expectText(page, 'Penerima keliru.')
  await checkPage(page)
  expect(await page.getByRole('button', { name: 'Batalkan surat' }).count()).toBe(0)
  await page.goto(url(`/surat/${naskah.token}`))
  await expectText(page, 'Surat ini sudah dibatalkan')
  expect(await page.content()).not.toContain('Penerima keliru.')
  await checkPage(page)
  expect(site.logged).toEqual([])
})

test('anybody can prove a letter and compare their file; its text stays hidden', async () => {
  for (const screen of ['desktop', 'phone'] as const) {
    const page = await newPage(screen)
    await page.goto(url('/surat'))
    await expectHeading(page, 'Periksa keaslian surat')
    await checkPage(page)
    await page.getByLabel('Kode bukti').fill('abc')
    await press(page, 'Periksa')
    await expectText(page, 'Kode itu tidak lengkap atau salah ketik.')
    await checkPage(page)
    await page.getByLabel('Kode bukti').fill(writeProofCode(reply.naskah.token).replaceAll('-', ' '))
    await press(page, 'Periksa')
    await expectHeading(page, 'Bukti keaslian surat')
    for (const words of ['Surat ini asli', '500.12/001/DISKOMINFOTIK/2026', '2 Februari 2026', 'Kepala Dinas Komunikasi, Informatika dan Statistik', reply.naskah.sha256!]) await expectText(page, words)
    for (const words of ['203.0.113.7', 'Dinas Kesehatan', reply.ticket.number]) expect(await page.content()).not.toContain(words)
    await checkPage(page)
    const compare = async (name: string, buffer: Buffer) => {
      await page.getByLabel('Pilih berkas').setInputFiles({ name, mimeType: 'application/pdf', buffer })
      await press(page, 'Bandingkan')
    }
    await press(page, 'Bandingkan')
    await expectText(page, 'Pilih berkas PDF yang ingin dibandingkan.')
    await checkPage(page)
    await compare('surat.pdf', reply.pdf)
    await expectText(page, 'Berkas ini sama persis dengan yang kami tanda tangani')
    await checkPage(page)
    await compare('ubahan.pdf', Buffer.concat([reply.pdf, Buffer.from('\n')]))
    await expectText(page, 'Berkas ini berbeda dari yang kami tanda tangani')
    await checkPage(page)
  }
  const page = await newPage('desktop')
  await page.goto(url(`/surat/${reply.naskah.token}`))
  await page.getByLabel('Pilih berkas').setInputFiles({ name: 'besar.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(10 * 1024 * 1024 + 1) })
  await press(page, 'Bandingkan')
  await expectText(page, 'Berkas ini lebih besar dari 10 MB.')
  const forged = await site.app.inject({ method: 'POST', url: `/surat/${reply.naskah.token}`, headers: { host: new URL(url('')).host, 'content-type': 'multipart/form-data; boundary=x' }, payload: '--x\r\nContent-Disposition: form-data; name="berkas"; filename="a.pdf"\r\n\r\nx\r\n--x--\r\n' })
  expect(forged.statusCode).toBe(403)
  expect(site.logged).toEqual([])
})

test('a letter that we never signed is not found, in words that say what to check', async () => {
  const ticket = await openTicket()
  const { token } = await draft(ticket.id, 'Konsep saja.')
  const page = await newPage('phone')
  for (const code of ['0'.repeat(26), token, 'bukan-kode']) {
    expect((await page.goto(url(`/surat/${code}`)))?.status(), code).toBe(404)
    await expectHeading(page, 'Surat tidak ditemukan')
    await expectText(page, 'Kami tidak menandatangani surat dengan kode ini')
    await checkPage(page)
  }
})

test('only an open letter can be read by all; a personal one goes to its applicant', async () => {
  const guest = await newPage('phone')
  expect((await download(guest, `/surat/${reply.naskah.token}/pdf`)).status).toBe(404)
  const open = await download(guest, `/surat/${order.token}/pdf`)
  expect([open.status, createHash('sha256').update(open.body).digest('hex')]).toEqual([200, order.sha256])
  const path = `/tiket/${reply.ticket.number}/surat/${reply.naskah.id}`
  expect((await download(guest, path)).status).toBe(404)
  await guest.goto(url(`/t/${reply.ticket.number}/${secretCode(site.database.secrets, 'bengkalis', reply.ticket.id)}`))
  const own = await download(guest, path)
  expect([own.status, own.body.equals(reply.pdf)]).toEqual([200, true])
  expect((await download(guest, `/tiket/${reply.ticket.number}/surat/${order.id}`)).status).toBe(404)
})
