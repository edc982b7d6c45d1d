import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { databaseForThisTest } from '../kernel/testing.ts'
import { checkTenantFolder } from './tenant-folder.ts'
import { diffTenantFolder } from './tenant-folder-diff.ts'
import { loadTenantFolder } from './tenant-folder-load.ts'

const fixture = fileURLToPath(new URL('../domains/tickets/fixtures/rimbaraya', import.meta.url))
const now = new Date('2026-01-05T01:00:00Z')

/** A copy of the invented regency's folder, which a test may change. */
function copyFixture(): string {
  const above = mkdtempSync(join(tmpdir(), 'tanggap-folder-'))
  onTestFinished(() => rmSync(above, { recursive: true }))
  const folder = join(above, 'rimbaraya')
  cpSync(fixture, folder, { recursive: true })
  return folder
}

function change(file: string, was: string, is: string): void {
  const text = readFileSync(file, 'utf8')
  expect(text).toContain(was)
  writeFileSync(file, text.replace(was, is))
}

test('a whole folder is loaded, and told as loaded for the first time before it', async () => {
  const database = await databaseForThisTest()
  const { changes } = await diffTenantFolder(database.owner.db, fixture)
  expect(changes[0]).toBe('Kabupaten Rimbaraya dimuat untuk pertama kali: 5 unit, 6 jabatan.')
  expect(changes).toContain('SOP baru: Izin Keramaian (izin-keramaian) versi 2026-01-02.')
  const loaded = await loadTenantFolder(database.owner.db, fixture, now)
  expect(loaded).toMatchObject({ tenant: { id: 'rimbaraya' }, sops: ['izin-keramaian 2026-01-02', 'kartu-panitia 2026-01-02', 'keberatan 2026-01-02'], faults: [] })
  expect(await diffTenantFolder(database.owner.db, fixture)).toEqual({ changes: [], faults: [] })
})

test('what a load would change is told in words', async () => {
  const database = await databaseForThisTest()
  const folder = copyFixture()
  await loadTenantFolder(database.owner.db, folder, now)
  const file = join(folder, 'tenant.yaml')
  change(file, 'nama: Distrik Hulu,', 'nama: Distrik Hulu Raya,')
  change(file, '  satpolpp:', '  dinkes: { nama: Dinas Kesehatan, jenis: opd, fungsi: kesehatan }\n  satpolpp:')
  change(file, 'tanggal: 2026-09-09', 'tanggal: 2026-09-10')
  change(join(folder, 'sops/keberatan.yaml'), 'versi: 2026-01-02', 'versi: 2026-06-01')
  expect((await diffTenantFolder(database.owner.db, folder)).changes).toEqual([
    'Unit bertambah: Dinas Kesehatan (dinkes).',
    'Unit berubah: Distrik Hulu Raya (distrik-hulu).',
    'Jabatan berubah: Pengawas Lapangan (pengawas).',
    'Jabatan berubah: Kepala (kepala).',
    'Libur lokal bertambah: 10 September 2026, Hari Jadi Kabupaten Rimbaraya.',
    'Libur lokal dicabut: 9 September 2026, Hari Jadi Kabupaten Rimbaraya.',
    'SOP keberatan mendapat versi 2026-06-01. Tiket yang sudah masuk tetap memakai versi lamanya.',
  ])
})

test('a folder with faults in tenant and SOP tells all of them, and nothing of it is loaded', async () => {
  const database = await databaseForThisTest()
  const folder = copyFixture()
  change(join(folder, 'tenant.yaml'), 'kelompok: [satpolpp, polres]', 'kelompok: [satpol, polres]')
  const { faults } = await loadTenantFolder(database.owner.db, folder, now)
  expect(faults.map((fault) => fault.found)).toEqual(['unit "satpol" yang tidak ada'])
  change(join(folder, 'tenant.yaml'), 'kelompok: [satpol, polres]', 'kelompok: [satpolpp, polres]')
  change(join(folder, 'sops/keberatan.yaml'), 'jabatan: kepala', 'jabatan: kepalla')
  expect((await loadTenantFolder(database.owner.db, folder, now)).faults).toEqual([
    expect.objectContaining({ file: join(folder, 'sops/keberatan.yaml') }),
  ])
  expect((await sql`select id from tenant`.execute(database.owner.db)).rows).toEqual([])
})

test('an SOP changed under its old version is refused, and the tenant beside it stays as it was', async () => {
  const database = await databaseForThisTest()
  const folder = copyFixture()
  await loadTenantFolder(database.owner.db, folder, now)
  change(join(folder, 'sops/keberatan.yaml'), 'waktu: 5 hari kerja', 'waktu: 4 hari kerja')
  change(join(folder, 'tenant.yaml'), 'nama: Kabupaten Rimbaraya', 'nama: Kabupaten Rimbaraya Baru')
  await expect(loadTenantFolder(database.owner.db, folder, now)).rejects.toMatchObject({ code: 'conflict' })
  expect((await sql`select name from tenant`.execute(database.owner.db)).rows).toEqual([{ name: 'Kabupaten Rimbaraya' }])
})

test('a folder under another name, without SOPs, or that does not exist is told', async () => {
  const folder = copyFixture()
  const other = `${folder}-baru`
  cpSync(join(folder, 'tenant.yaml'), join(other, 'tenant.yaml'))
  expect((await checkTenantFolder(other)).faults.map((fault) => fault.found)).toEqual(['tenant "rimbaraya" di folder "rimbaraya-baru"', 'tidak ada'])
  const absent = await checkTenantFolder(join(folder, 'tidak-ada'))
  expect(absent.faults.map((fault) => [fault.found, fault.expected])).toEqual([['tidak ada', 'berkas tenant.yaml']])
})

test('the same version of an SOP in two files is told', async () => {
  const folder = copyFixture()
  cpSync(join(folder, 'sops/keberatan.yaml'), join(folder, 'sops/keberatan-salinan.yaml'))
  const { faults } = await checkTenantFolder(folder)
  expect(faults.map((fault) => fault.found)).toEqual([
    `SOP "keberatan" versi 2026-01-02, yang juga ada di ${join(folder, 'sops/keberatan-salinan.yaml')}`,
  ])
})
