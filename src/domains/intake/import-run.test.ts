import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { stringify } from 'csv-stringify/sync'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dumpAll } from '../access/access-testing.ts'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { villagesOf } from '../organisation/index.ts'
import { type FixtureTenant, loadFixtureTenant, refusalOf } from '../tickets/fixture-tenant.ts'
import { findSender } from '../tickets/index.ts'
import { readSpreadsheet } from './import-file.ts'
import { failedRowsCsv } from './import-report.ts'
import { confirmImport, dropImport, runImports } from './import-run.ts'
import { countRows, findImport, readRows } from './import-store.ts'
import { takeImport } from './import-take.ts'
import { writeTemplateCsv, writeTemplateXlsx } from './import-template.ts'

let database: TestDatabase
let bengkalis: FixtureTenant
let rembang: FixtureTenant
beforeAll(async () => {
  database = await makeTestDatabase()
  bengkalis = await loadFixtureTenant(database, 'tenants/bengkalis')
  rembang = await loadFixtureTenant(database, 'tenants/rembang')
})
afterAll(() => database.close())

const now = new Date('2026-01-07T10:00:00+07:00')
const heads = [
  'Tracking ID', 'Tanggal Laporan Masuk', 'Waktu Laporan Masuk', 'Nama Pelapor', 'Klasifikasi Laporan', 'ID Kategori', 'Kategori', 'Judul Laporan', 'Isi Laporan Awal', 'Isi Laporan Akhir',
  'Tipe Laporan (Anonim/Rahasia)', 'Sumber Laporan', 'Instansi Induk', 'ID Instansi Terdisposisi', 'Instansi Terdisposisi', 'Status Laporan', 'Alasan Tunda/Arsip', 'Provinsi', 'Kota/Kabupaten', 'Kecamatan', 'Kelurahan',
]
const district = villagesOf('14.03')[0]!
const usual: Record<string, string> = {
  'Tanggal Laporan Masuk': '5 Jan 2026', 'Waktu Laporan Masuk': '02:13:42', 'Nama Pelapor': 'Seroja Rekaan', 'Klasifikasi Laporan': 'Pengaduan Tidak Berkadar Pengawasan', 'Judul Laporan': 'Lampu jalan mati',
  'Isi Laporan Awal': 'Lampu jalan mati sejak tiga hari.', 'Isi Laporan Akhir': 'Lampu jalan padam.', 'Status Laporan': 'Menunggu Kelengkapan Informasi', 'Sumber Laporan': 'Website', 'Kota/Kabupaten': 'Kabupaten Bengkalis',
  Kecamatan: district.name, Kelurahan: district.villages[0]!.name,
}
const sp4n = (rows: Record<string, string>[]) => Buffer.from(stringify([heads, ...rows.map((row) => heads.map((head) => ({ ...usual, ...row })[head] ?? ''))]))

function admin(place: FixtureTenant) {
  return place.officer(place === bengkalis ? 'admin-pusat.diskominfotik' : 'admin-portal.dinkominfo', true)
}

async function take(place: FixtureTenant, sop: string, bytes: Buffer, order: { formKey?: string; closedToo?: boolean } = {}): Promise<string> {
  return await takeImport(database, { tenant: place.id, actor: admin(place), now, formKey: order.formKey ?? randomUUID(), fileName: 'laporan.csv', bytes, sop, closedToo: order.closedToo ?? false })
}

const confirm = (place: FixtureTenant, id: string) => place.as(admin(place), now, (work) => confirmImport(work, id))
const counts = (place: FixtureTenant, id: string) => place.as(admin(place), now, (work) => countRows(work, id))
async function runAll(): Promise<void> {
  while ((await runImports(database, () => now)) > 0);
}
async function ticketsOf(importId: string) {
  const { rows } = await sql<{ no: number; source: string; id: string; facts: Record<string, string>; submitted: Record<string, string>; anonymous: boolean; secret: boolean; opened_at: Date; channel: string; title: string }>`
    select r.no, r.source_number as source, t.* from import_row r join ticket t on t.tenant_id = r.tenant_id and t.id = r.ticket_id where r.import_id = ${importId} order by r.no`.execute(database.owner.db)
  return rows
}

test('an export of SP4N LAPOR! becomes tickets: received then, classified, placed, with what was asked to be hidden', async () => {
  const id = await take(bengkalis, 'lapor', sp4n([
    { 'Tracking ID': 'T1' }, { 'Tracking ID': 'T2', 'Tipe Laporan (Anonim/Rahasia)': 'Anonim|Rahasia', 'Klasifikasi Laporan': 'Permintaan Informasi', Kelurahan: 'Antah Berantah' },
    { 'Tracking ID': 'T3', 'Status Laporan': 'Ditutup oleh Sistem' }, { 'Tracking ID': 'T4', 'Judul Laporan': `Panjang ${'sekali '.repeat(30)}`, 'Klasifikasi Laporan': 'Aspirasi' },
  ]))
  expect(await counts(bengkalis, id)).toEqual({ good: 3, wrong: 0, skipped: 1, made: 0, known: 0, failed: 0 })
  await runAll()
  expect(await ticketsOf(id), 'nothing becomes a ticket before it was agreed to').toEqual([])
  await confirm(bengkalis, id)
  await runAll()
  expect(await counts(bengkalis, id)).toEqual({ good: 0, wrong: 0, skipped: 1, made: 3, known: 0, failed: 0 })
  const [first, second, third] = await ticketsOf(id)
  expect(first).toMatchObject({ source: 'T1', channel: 'impor', opened_at: new Date('2026-01-05T02:13:00+07:00'), anonymous: false, secret: false })
  expect(first!.submitted).toMatchObject({ judul: 'Lampu jalan mati', uraian: 'Lampu jalan mati sejak tiga hari.', desa: district.villages[0]!.code, klasifikasi: 'tidak-berkadar-pengawasan' })
  expect(second).toMatchObject({ source: 'T2', anonymous: true, secret: true, facts: { klasifikasi: 'permintaan-informasi', tempat: `Kelurahan Antah Berantah, Kecamatan ${district.name}, Kabupaten Bengkalis` } })
  expect(third!.submitted.judul).toHaveLength(120)
  expect(third!.submitted.uraian).toMatch(/^Panjang sekali .*\n\nLampu jalan mati sejak tiga hari\.$/s)
  expect(third!.submitted.klasifikasi).toBeUndefined()
  const clocks = (await bengkalis.traces(first!.id)).clocks
  expect(clocks.find((clock) => clock.scope === 'ticket')?.startedAt).toEqual(new Date('2026-01-05T02:13:00+07:00'))
  expect(await bengkalis.as({ kind: 'system' }, now, (work) => findSender(work, first!.id))).toMatchObject({ name: 'Seroja Rekaan' })
  const dump = await dumpAll(database)
  expect(dump).not.toContain('Seroja Rekaan')
  expect(await bengkalis.as(admin(bengkalis), now, (work) => findImport(work, { id }))).toMatchObject({ state: 'done', layout: 'sp4n' })
})

test('the same report imported twice is one ticket, within a file and across files', async () => {
  const first = await take(bengkalis, 'lapor', sp4n([{ 'Tracking ID': 'D1' }, { 'Tracking ID': 'D1' }]))
  await confirm(bengkalis, first)
  await runAll()
  expect(await counts(bengkalis, first)).toMatchObject({ made: 1, known: 1 })
  const second = await take(bengkalis, 'lapor', sp4n([{ 'Tracking ID': 'D1', 'Judul Laporan': 'Lain' }, { 'Tracking ID': 'D2' }]))
  expect(await counts(bengkalis, second), 'said before it is agreed to').toMatchObject({ known: 1, good: 1 })
  await confirm(bengkalis, second)
  await runAll()
  expect((await ticketsOf(first))[0]!.id).toBe((await ticketsOf(second))[0]!.id)
  expect(await counts(bengkalis, second)).toMatchObject({ known: 1, made: 1 })
})

test('each fault names row, column, what was found and what was expected; the faulty rows come back with it', async () => {
  const id = await take(bengkalis, 'sipendekar', sp4n([
    { 'Tracking ID': 'F1' }, { 'Tracking ID': '', 'Judul Laporan': '=cmd|calc' }, { 'Tracking ID': 'F3', 'Tanggal Laporan Masuk': '35 Jan 2026' }, { 'Tracking ID': 'F4', 'Tanggal Laporan Masuk': '9 Jan 2026' },
    { 'Tracking ID': 'F5', 'Tipe Laporan (Anonim/Rahasia)': 'Samar' }, { 'Tracking ID': 'F6', 'Klasifikasi Laporan': 'Permintaan Informasi' }, { 'Tracking ID': 'F7', 'Isi Laporan Awal': 'x'.repeat(8001) },
  ]))
  const wrong = await bengkalis.as(admin(bengkalis), now, (work) => readRows(work, id, { states: ['wrong'], most: 50 }))
  expect(wrong.flatMap((row) => row.content.faults.map((fault) => [row.no, fault.column, fault.found.slice(0, 20), fault.expected.slice(0, 60)]))).toEqual([
    [3, 'Tracking ID', '(kosong)', 'nomor laporan'],
    [4, 'Tanggal Laporan Masuk', '35 Jan 2026', 'tanggal, misalnya 5 Jan 2024, 05/01/2024 atau 2024-01-05'],
    [5, 'Tanggal Laporan Masuk', '9 Jan 2026 02:13:42', 'waktu yang sudah lewat'],
    [6, 'Tipe Laporan', 'Samar', 'kosong, Anonim, Rahasia, atau Anonim|Rahasia'],
    [7, 'Klasifikasi Laporan', 'Permintaan Informasi', 'Apa yang ingin Anda sampaikan? Pilih salah satu.'],
    [8, 'Isi Laporan Awal', 'xxxxxxxxxxxxxxxxxxxx', 'Ceritakan kejadiannya: ada 8001 huruf, paling banyak 8000. R'],
  ])
  const parts: string[] = []
  for await (const part of failedRowsCsv((task) => bengkalis.as(admin(bengkalis), now, task), id)) parts.push(part)
  const [head, first] = (await readSpreadsheet(Buffer.from(parts.join(''))))[0]!.rows
  expect(head!.slice(0, 3)).toEqual(['Baris', 'Yang salah', 'Tracking ID'])
  expect(first).toEqual(['3', 'Tracking ID: ditemukan (kosong); diharapkan nomor laporan', ...heads.map((one) => ({ ...usual, 'Judul Laporan': "'=cmd|calc" })[one] ?? '')])
})

test('our own template is read back: names in place of codes, a phone for the answer', async () => {
  const sop = rembang.sop('sms-wadul-bupati')
  const [sheet, guide] = await readSpreadsheet(await writeTemplateXlsx(sop))
  expect(sheet!.rows[0]).toEqual(['Nomor asal', 'Tanggal masuk', 'Jam masuk', 'Judul singkat', 'Isi aduan', 'Desa atau kelurahan kejadian', 'Tempat kejadian', 'Kapan terjadi', 'Nama pelapor', 'Telepon', 'Surel', 'Anonim', 'Rahasia'])
  expect(guide!.rows[0]).toEqual(['Kolom', 'Wajib', 'Isi'])
  const place = villagesOf('33.17')[2]!
  const rows = [
    ['', '05/01/2026', '14:30', 'Jalan berlubang', 'Lubang besar di depan TPI.', `${place.villages[0]!.name}, Kecamatan ${place.name}`, '', '04/01/2026 08:00', 'Waru Contoh', '0812 0000 9003', '', 'tidak', 'ya'],
    ['', '5 Jan 2026', '', 'Jalan berlubang', 'Lubang besar di depan TPI.', 'Entah', '', '', '', '', 'bukan surel', 'mungkin', ''],
  ]
  const id = await take(rembang, 'sms-wadul-bupati', Buffer.from(writeTemplateCsv(sop) + stringify(rows, { delimiter: ';' })))
  expect(await counts(rembang, id)).toMatchObject({ good: 1, wrong: 1 })
  const wrong = await rembang.as(admin(rembang), now, (work) => readRows(work, id, { states: ['wrong'], most: 5 }))
  expect(wrong[0]!.content.faults.map((fault) => `${fault.column}: ${fault.found}`)).toEqual(['Surel: bukan surel', 'Anonim: mungkin', 'Desa atau kelurahan kejadian: Entah'])
  await confirm(rembang, id)
  await runAll()
  const [ticket] = await ticketsOf(id)
  expect(ticket).toMatchObject({ secret: true, opened_at: new Date('2026-01-05T14:30:00+07:00'), submitted: { desa: place.villages[0]!.code, 'waktu-kejadian': '2026-01-04T08:00:00+07:00' } })
  const { rows: contacts } = await sql`select channel from contact where owner_id = ${ticket!.id}`.execute(database.owner.db)
  expect(contacts).toEqual([{ channel: 'sms' }])
  // The same file again: its rows are known by what they say.
  const again = await take(rembang, 'sms-wadul-bupati', Buffer.from(writeTemplateCsv(sop) + stringify(rows, { delimiter: ';' })))
  expect(await counts(rembang, again)).toMatchObject({ known: 1, good: 0, wrong: 1 })
})

/** Another process that runs imports on the same database until it is killed. */
function startImporter() {
  const code = `
    import { appUrl, openDatabase } from './src/kernel/database.ts'
    import { Secrets } from './src/kernel/secrets.ts'
    import { runImports } from './src/domains/intake/index.ts'
    const secrets = new Secrets(Buffer.alloc(32, 7))
    const { db } = openDatabase(appUrl(process.argv[1], secrets), 2)
    for (;;) await runImports({ db, secrets }, () => new Date('${now.toISOString()}'), { most: 10 })`
  return spawn(process.execPath, ['--input-type=module', '--eval', code, database.ownerUrl], { stdio: ['ignore', 'ignore', 'inherit'] })
}

test('killed in the middle, it goes on where it stopped, and each row is one ticket', async () => {
  const total = 300
  const { rows: before } = await sql<{ n: number }>`select count(*)::int as n from ticket`.execute(database.owner.db)
  const id = await take(bengkalis, 'lapor', sp4n(Array.from({ length: total }, (_, n) => ({ 'Tracking ID': `K${n}` }))))
  await confirm(bengkalis, id)
  const importer = startImporter()
  const ended = new Promise<string | null>((resolve) => importer.once('exit', (_code, signal) => resolve(signal)))
  while (importer.exitCode === null && (await counts(bengkalis, id)).made < total / 3) await new Promise((go) => setTimeout(go, 5))
  importer.kill('SIGKILL')
  expect(await ended).toBe('SIGKILL')
  const half = await counts(bengkalis, id)
  expect(half.made).toBeGreaterThanOrEqual(total / 3)
  expect(half.good).toBeGreaterThan(0)
  // Two go on at once.
  await Promise.all([runAll(), runAll()])
  expect(await counts(bengkalis, id)).toEqual({ good: 0, wrong: 0, skipped: 0, made: total, known: 0, failed: 0 })
  const { rows: after } = await sql<{ n: number }>`select count(*)::int as n from ticket`.execute(database.owner.db)
  expect(after[0]!.n - before[0]!.n).toBe(total)
  expect(new Set((await ticketsOf(id)).map((ticket) => ticket.id)).size).toBe(total)
  expect(await bengkalis.as(admin(bengkalis), now, (work) => findImport(work, { id }))).toMatchObject({ state: 'done' })
})

test('only an administrator imports; an upload sent twice is one import; a dropped one leaves nothing', async () => {
  const bytes = sp4n([{ 'Tracking ID': 'X1' }])
  const clerk = bengkalis.officer('admin-pusat.diskominfotik')
  expect((await refusalOf(takeImport(database, { tenant: 'bengkalis', actor: clerk, now, formKey: randomUUID(), fileName: 'x.csv', bytes, sop: 'lapor', closedToo: false }))).code).toBe('not-found')
  const formKey = randomUUID()
  const id = await take(bengkalis, 'lapor', bytes, { formKey })
  expect(await take(bengkalis, 'lapor', bytes, { formKey })).toBe(id)
  expect((await refusalOf(bengkalis.as(clerk, now, (work) => confirmImport(work, id)))).code).toBe('not-found')
  expect((await refusalOf(rembang.as(admin(rembang), now, (work) => confirmImport(work, id)))).code).toBe('not-found')
  await bengkalis.as(admin(bengkalis), now, (work) => dropImport(work, id))
  expect((await refusalOf(confirm(bengkalis, id))).code).toBe('conflict')
  expect((await sql`select 1 from import_row where import_id = ${id}`.execute(database.owner.db)).rows).toEqual([])
})

test('a preview that nobody agrees to is forgotten after a day', async () => {
  const id = await take(bengkalis, 'lapor', sp4n([{ 'Tracking ID': 'L1' }]))
  await runImports(database, () => new Date(now.getTime() + 25 * 3_600_000))
  expect(await bengkalis.as(admin(bengkalis), now, (work) => findImport(work, { id }))).toMatchObject({ state: 'dropped' })
  expect((await sql`select 1 from import_row where import_id = ${id}`.execute(database.owner.db)).rows).toEqual([])
})

test('a sheet without known heads says what was found and what is expected', async () => {
  const refusal = await refusalOf(take(bengkalis, 'sipendekar', Buffer.from('No,Keluhan\n1,Jalan rusak')))
  expect(refusal.faults[0]?.text).toBe(
    'Judul kolom tidak dikenal. Yang ditemukan di lembar “CSV”: No, Keluhan. Diharapkan: templat ini (yang kurang: Tanggal masuk, Apa yang ingin Anda sampaikan?, Judul singkat, Ceritakan kejadiannya) ' +
      'atau ekspor SP4N LAPOR! (Tracking ID, Tanggal Laporan Masuk, Judul Laporan, Isi Laporan Awal).')
  expect((await refusalOf(take(bengkalis, 'sipendekar', sp4n([])))).faults[0]?.text).toBe('Lembar “CSV” hanya berisi judul kolom. Isi sedikitnya satu baris di bawahnya.')
})
