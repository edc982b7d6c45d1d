import { randomUUID } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import readExcelFile from 'read-excel-file/node'
import { beforeAll, expect, test } from 'vitest'
import { issueProduct, noteProduct, renewProduct, revokeProduct } from '../src/domains/products/index.ts'
import { inWork, type Work } from '../src/kernel/work.ts'
import { checkPage, useBrowser } from './browser.ts'
import { expectHeading, expectText, signInOfficer } from './people.ts'
import { openSite } from './site.ts'

const site = await openSite({
  tenants: ['bengkalis'], at: '2026-11-23T10:00+07:00',
  officers: ['bengkalis/admin-diskominfotik.diskominfotik', 'bengkalis/prakom.diskominfotik', 'bengkalis/admin-skpd.dpupr'],
})
const newPage = useBrowser()
const admin = { tenant: 'bengkalis', username: 'admin-diskominfotik.diskominfotik' } as const
const keeper = { tenant: 'bengkalis', username: 'prakom.diskominfotik' } as const
const stranger = { tenant: 'bengkalis', username: 'admin-skpd.dpupr' } as const
const at = (path: string) => site.url('bengkalis', path)

const on = <T>(day: string, task: (work: Work) => Promise<T>) => inWork(site.database, { tenant: 'bengkalis', actor: { kind: 'system' }, now: new Date(`${day}T10:00:00+07:00`) }, task)

async function ticket(): Promise<string> {
  const id = randomUUID()
  const number = String(Number.parseInt(id.slice(0, 7), 16) + 100_000_000).slice(0, 9).replace(/(...)(?=.)/g, '$1-')
  await sql`
    insert into ticket (tenant_id, id, number, sop, sop_version, channel, title, submitted, facts, step, opened_at, version, last_seq, last_hash)
    values ('bengkalis', ${id}, ${number}, 'uji', '2026-01-02', 'web', 'Permohonan uji', '{}', '{}', 'satu', now(), 1, 1, '\\x00')`.execute(site.database.owner.db)
  return id
}

async function issue(day: string, register: string, entry: { name: string; unit?: string; facts: Record<string, string | number> }) {
  const { facts, ...holder } = entry
  const ticketId = await ticket()
  return await on(day, (work) => issueProduct(work, { register, ticketId, holder, facts }))
}

beforeAll(async () => {
  const certificate = (day: string, email: string, name: string) => issue(day, 'sertifikat', { name, unit: 'dinkes', facts: { 'surel-dinas': email, 'nama-lengkap': name, 'jenis-pegawai': 'asn', 'perangkat-daerah': 'dinkes', 'nomor-seri': '5C0FFEE5' } })
  await certificate('2024-11-01', 'anggrek@bengkaliskab.go.id', 'Anggrek Contoh')
  await certificate('2024-12-10', 'bakung@bengkaliskab.go.id', 'Bakung Contoh')
  const cempaka = await certificate('2025-03-01', 'cempaka@bengkaliskab.go.id', 'Cempaka Contoh')
  await on('2026-11-20', async (work) => await renewProduct(work, { productId: cempaka.id, ticketId: cempaka.ticketId, facts: { 'nomor-seri': '600DCAFE' } }))
  const dahlia = await certificate('2025-03-02', 'dahlia@bengkaliskab.go.id', 'Dahlia Contoh')
  await on('2026-05-05', (work) => revokeProduct(work, { productId: dahlia.id, ticketId: dahlia.ticketId, reason: 'Pensiun' }))
  for (let n = 1; n <= 34; n++) {
    await issue('2026-11-10', 'permohonan-informasi', { name: `Pemohon Umpama ${n}`, facts: { 'jenis-pemohon': 'perorangan', alamat: 'Jalan Rahasia 7', uraian: `Anggaran jalan tahun ${1990 + n}`, 'tujuan-penggunaan': n === 34 ? '=HYPERLINK("http://contoh.example")' : 'Penelitian' } })
  }
  const long = await issue('2026-11-11', 'permohonan-informasi', { name: 'Melati Peraga', facts: { 'jenis-pemohon': 'badan-hukum', alamat: 'Jalan Rahasia 8', uraian: `Daftar ${'penerimabantuansosial'.repeat(12)} dan ${'rincian pembayarannya '.repeat(40)}`, 'tujuan-penggunaan': 'Penelitian' } })
  await on('2026-11-20', (work) => noteProduct(work, { register: 'permohonan-informasi', ticketId: long.ticketId, facts: { keputusan: 'sebagian', biaya: 15000, 'tanggal-surat': '2026-11-20' } }))
  await issue('2026-10-01', 'perusahaan-media', { name: 'PT Kabar Umpama', facts: { 'nama-perusahaan': 'PT Kabar Umpama', 'nama-media': 'Umpama Pos', 'jenis-media': 'online', npwp: '00.000.000.0-000.000', 'penanggung-jawab': 'Kenanga Contoh', 'poin-disahkan': '75' } })
})

async function download(page: Page, path: string): Promise<{ status: number; type: string; body: Buffer }> {
  const cookies = await page.context().cookies()
  const reply = await site.app.inject({ url: path, headers: { host: new URL(at('/')).host, cookie: cookies.map((one) => `${one.name}=${one.value}`).join('; ') } })
  return { status: reply.statusCode, type: String(reply.headers['content-type']), body: reply.rawPayload }
}

// The page's own search, not that of its head.
const search = (page: Page) => page.locator('main').getByRole('button', { name: 'Cari', exact: true }).click()
const titles = (page: Page) => page.locator('tbody th a').allTextContents()

test('an administrator sees every register with what waits in it, searches one, and reads an entry with its history', async () => {
  for (const screen of ['desktop', 'phone'] as const) {
    const page = await newPage(screen)
    await signInOfficer(page, site, admin)
    await page.getByRole('navigation', { name: 'Menu utama' }).getByRole('link', { name: 'Register produk', exact: true }).click()
    await expectHeading(page, 'Daftar produk layanan')
    await checkPage(page)
    expect(await titles(page)).toHaveLength(8)
    const row = page.locator('tbody tr', { has: page.getByRole('link', { name: 'Daftar sertifikat elektronik' }) })
    expect(await row.locator('td').allTextContents()).toEqual(['2', '1', '1', '1'])
    await page.getByRole('link', { name: 'Daftar sertifikat elektronik' }).click()
    await expectHeading(page, 'Daftar sertifikat elektronik')
    await checkPage(page)
    expect(await titles(page)).toEqual(['dahlia', 'cempaka', 'bakung', 'anggrek'].map((name) => `${name}@bengkaliskab.go.id`))
    await page.getByRole('link', { name: /^Segera berakhir/ }).click()
    await page.waitForURL(/keadaan=segera/)
    expect(await titles(page)).toEqual(['bakung@bengkaliskab.go.id'])
    await checkPage(page)
    await page.getByRole('link', { name: /^Semua/ }).click()
    await page.waitForURL(/sertifikat$/)
    await page.getByLabel('Cari di daftar ini').fill('CEMPAKA contoh')
    await search(page)
    await page.waitForURL(/cari=/)
    expect(await titles(page)).toEqual(['cempaka@bengkaliskab.go.id'])
    await page.getByRole('link', { name: 'cempaka@bengkaliskab.go.id' }).click()
    await expectHeading(page, 'cempaka@bengkaliskab.go.id')
    await checkPage(page)
    for (const words of ['Nama lengkap (data pribadi)', 'Dinas Kesehatan', '20 November 2026 – 20 November 2028', 'Nomor seri: 5C0FFEE5 menjadi 600DCAFE', 'Diperpanjang']) await expectText(page, words)
    await page.goto(at('/petugas/produk/sertifikat?cari=tidak+ada+yang+begini'))
    await expectText(page, 'Tidak ada yang cocok')
    await checkPage(page)
    await page.goto(at('/petugas/produk/subdomain'))
    await expectText(page, 'Daftar ini masih kosong')
    await checkPage(page)
  }
  const { rows } = await sql<{ subject: string; purpose: string }>`select distinct subject, purpose from access_look where what = 'daftar' and actor_kind = 'officer' order by purpose`.execute(site.database.owner.db)
  expect(rows.map((row) => row.purpose)).toEqual(['membuka catatan di sertifikat', 'membuka daftar'])
  expect(site.logged).toEqual([])
})

test('a long register goes on from page to page, keeps personal columns for the entry’s own page, and bears long texts', async () => {
  for (const screen of ['desktop', 'phone'] as const) {
    const page = await newPage(screen)
    await signInOfficer(page, site, admin)
    await page.goto(at('/petugas/produk/permohonan-informasi?cari=penelitian'))
    expect((await titles(page)).slice(0, 2)).toEqual(['35/PPID/2026', '33/PPID/2026'])
    expect(await titles(page)).toHaveLength(30)
    expect(await page.locator('main').innerText()).not.toContain('Jalan Rahasia')
    await checkPage(page)
    await page.getByRole('link', { name: 'Berikutnya' }).click()
    await page.waitForURL(/setelah=/)
    expect(await titles(page)).toEqual(['4/PPID/2026', '3/PPID/2026', '2/PPID/2026', '1/PPID/2026'])
    await checkPage(page)
    await page.goto(at('/petugas/produk/permohonan-informasi?cari=melati'))
    await page.getByRole('link', { name: '35/PPID/2026' }).click()
    for (const words of ['Jalan Rahasia 8', 'Dikabulkan sebagian', 'Rp 15.000', '20 November 2026', 'Badan hukum']) await expectText(page, words)
    await checkPage(page)
  }
})

test('what was filtered goes out as XLSX and CSV, and no cell is a formula', async () => {
  const page = await newPage('desktop')
  await signInOfficer(page, site, admin)
  await page.goto(at('/petugas/produk/permohonan-informasi?cari=2024'))
  const hrefOf = async (words: string) => (await page.getByRole('link', { name: words }).getAttribute('href'))!
  const csv = await download(page, await hrefOf('Unduh CSV'))
  expect([csv.status, csv.type]).toEqual([200, 'text/csv; charset=utf-8'])
  const rows = parse(csv.body, { bom: true, delimiter: ';', columns: true }) as Record<string, string>[]
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({ Nomor: '34/PPID/2026', Tanggal: '2026-11-10', Pemohon: 'Pemohon Umpama 34', Alamat: 'Jalan Rahasia 7', 'Jenis pemohon': 'Perorangan', 'Tujuan penggunaan informasi': '\'=HYPERLINK("http://contoh.example")' })
  const xlsx = await download(page, (await hrefOf('Unduh XLSX')).replace('cari=2024', 'cari='))
  const [heads, ...cells] = (await readExcelFile(xlsx.body))[0]!.data
  expect(cells).toHaveLength(35)
  expect(cells[1]![heads!.indexOf('Tujuan penggunaan informasi')]).toBe('\'=HYPERLINK("http://contoh.example")')
  expect(cells.map((row) => row[0]).slice(-2)).toEqual(['2/PPID/2026', '1/PPID/2026'])
})

test('an officer who keeps registers opens those only; others open none', async () => {
  const page = await newPage('phone')
  await signInOfficer(page, site, keeper)
  await page.getByRole('navigation', { name: 'Menu utama' }).getByRole('link', { name: 'Register produk', exact: true }).click()
  await expectHeading(page, 'Daftar produk layanan')
  expect(await titles(page)).toEqual(['Daftar aplikasi', 'Daftar subdomain', 'Daftar surel dinas'])
  await checkPage(page)
  const other = await newPage('desktop')
  await signInOfficer(other, site, stranger)
  expect(await other.getByRole('link', { name: 'Register produk', exact: true }).count()).toBe(0)
  await other.goto(at('/petugas/produk'))
  await expectText(other, 'Tidak ada daftar untuk jabatan Anda')
  await checkPage(other)
  const [entry] = (await sql<{ id: string }>`select id from product where register = 'sertifikat' limit 1`.execute(site.database.owner.db)).rows
  for (const who of [page, other]) {
    for (const path of ['', `/${entry!.id}`, '/unduh?bentuk=csv']) expect([path, (await download(who, `/petugas/produk/sertifikat${path}`)).status]).toEqual([path, 404])
  }
  const guest = await newPage('phone')
  // To the sign-in page.
  for (const path of ['', '/sertifikat', '/sertifikat/unduh']) expect((await download(guest, `/petugas/produk${path}`)).status).toBe(303)
})

test('everybody reads a public register without personal data, also without JavaScript; the others do not exist for them', async () => {
  for (const order of [{ screen: 'desktop', javaScript: true }, { screen: 'phone', javaScript: false }] as const) {
    const page = await newPage(order.screen, order)
    await page.goto(at('/daftar/perusahaan-media'))
    await expectHeading(page, 'Daftar perusahaan media')
    const words = await page.locator('main').innerText()
    for (const shown of ['PT Kabar Umpama', 'Umpama Pos', 'Online', 'sampai 1 Oktober 2027']) expect(words).toContain(shown)
    for (const hidden of ['Kenanga', '00.000.000', 'NPWP', 'Penanggung jawab']) expect(await page.content()).not.toContain(hidden)
    await checkPage(page)
    await page.getByLabel('Cari di daftar ini').fill('Kenanga')
    await search(page)
    await expectText(page, 'Tidak ada yang cocok')
    await checkPage(page)
    expect((await page.goto(at('/daftar/sertifikat')))!.status()).toBe(404)
  }
  const page = await newPage('phone')
  await page.goto(at('/daftar/aplikasi?bahasa=en'))
  await expectText(page, 'This register is still empty')
  await checkPage(page)
})
