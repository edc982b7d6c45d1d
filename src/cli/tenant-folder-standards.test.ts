import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { databaseForThisTest } from '../kernel/testing.ts'
import { checkTenantFolder } from './tenant-folder.ts'
import { diffTenantFolder } from './tenant-folder-diff.ts'
import { loadTenantFolder } from './tenant-folder-load.ts'

const now = new Date('2026-11-22T01:00:00Z')
const tenants = fileURLToPath(new URL('../../tenants/', import.meta.url))

/** A copy of Rembang's folder with one standard, which a test may change. */
function copyWithStandard(): { folder: string; file: string } {
  const above = mkdtempSync(join(tmpdir(), 'tanggap-folder-'))
  onTestFinished(() => rmSync(above, { recursive: true }))
  const folder = join(above, 'rembang')
  cpSync(join(tenants, 'rembang'), folder, { recursive: true })
  mkdirSync(join(folder, 'standar'), { recursive: true })
  const file = join(folder, 'standar/lapor.yaml')
  const text = readFileSync(join(tenants, 'bengkalis/standar/lapor.yaml'), 'utf8')
  writeFileSync(file, text.replace('unit: diskominfotik', 'unit: dinkominfo').replace('sop: { lapor:', 'sop: { sms-wadul-bupati:'))
  return { folder, file }
}

function change(file: string, was: string, is: string): void {
  const text = readFileSync(file, 'utf8')
  expect(text).toContain(was)
  writeFileSync(file, text.replace(was, is))
}

test('standards are loaded with their tenant; a new, a changed and a withdrawn one are told before', async () => {
  const { db } = (await databaseForThisTest()).owner
  const { folder, file } = copyWithStandard()
  expect((await diffTenantFolder(db, folder)).changes).toContain('Standar pelayanan baru: SP4N LAPOR! (lapor).')
  expect((await loadTenantFolder(db, folder, now)).faults).toEqual([])
  expect(await diffTenantFolder(db, folder)).toEqual({ changes: [], faults: [] })
  change(file, 'biaya: Bebas biaya (gratis)', 'biaya: Rp10.000')
  expect((await diffTenantFolder(db, folder)).changes).toEqual(['Standar pelayanan berubah: SP4N LAPOR! (lapor).'])
  rmSync(file)
  expect((await diffTenantFolder(db, folder)).changes).toEqual(['Standar pelayanan ditarik: SP4N LAPOR! (lapor) tidak ada lagi di folder.'])
  await loadTenantFolder(db, folder, now)
  expect((await sql`select 1 from service_standard`.execute(db)).rows).toEqual([])
})

test('faults of all standards are told with those of the rest, and nothing is loaded', async () => {
  const { db } = (await databaseForThisTest()).owner
  const { folder, file } = copyWithStandard()
  change(file, 'unit: dinkominfo', 'unit: dinkomifo')
  change(file, 'sms-wadul-bupati:', 'sms-wadul-bupatii:')
  change(join(folder, 'tenant.yaml'), 'zona: WIB', 'zona: WIBB')
  const { faults } = await loadTenantFolder(db, folder, now)
  expect(faults.map((fault) => fault.found)).toEqual(['"WIBB"'])
  change(join(folder, 'tenant.yaml'), 'zona: WIBB', 'zona: WIB')
  const again = await loadTenantFolder(db, folder, now)
  expect(again.faults.map(({ file: at, found, remedy }) => [at, found, remedy])).toEqual([
    [file, 'unit "dinkomifo" yang tidak ada', 'mungkin maksudnya "dinkominfo"'],
    [file, 'sop "sms-wadul-bupatii" yang tidak ada', 'mungkin maksudnya "sms-wadul-bupati"'],
  ])
  expect((await sql`select id from tenant`.execute(db)).rows).toEqual([])
})

test('a folder without standards has none, which is no fault', async () => {
  const { folder } = copyWithStandard()
  rmSync(join(folder, 'standar'), { recursive: true })
  const { standards, faults } = await checkTenantFolder(folder)
  expect([standards, faults]).toEqual([[], []])
})

test('an SOP whose file is removed stays in force, and every load says so and how to end it; one that has its end needs no file', async () => {
  const { db } = (await databaseForThisTest()).owner
  const { folder } = copyWithStandard()
  rmSync(join(folder, 'standar'), { recursive: true })
  const file = join(folder, 'sops/sms-wadul-bupati.yaml')
  const text = readFileSync(file, 'utf8').replace('sop: sms-wadul-bupati', 'sop: wadul-kedua')
  const second = join(folder, 'sops/wadul-kedua.yaml')
  writeFileSync(second, text)
  expect((await loadTenantFolder(db, folder, now)).faults).toEqual([])
  rmSync(second)
  const { changes } = await diffTenantFolder(db, folder)
  expect(changes).toEqual([expect.stringContaining('(wadul-kedua) tidak ada lagi di folder, tetapi versi 2026-01-01 tetap berlaku dan tetap menerima tiket baru. Untuk mengakhirinya, kembalikan berkasnya dengan `versi` baru dan `berlaku-sampai:')])
  writeFileSync(second, text.replace('versi: 2026-01-01', 'versi: 2026-12-01\nberlaku-sampai: 2026-12-31'))
  expect((await diffTenantFolder(db, folder)).changes).toEqual(['SOP wadul-kedua mendapat versi 2026-12-01. Tiket yang sudah masuk tetap memakai versi lamanya. Sesudah 31 Desember 2026 SOP ini tidak menerima tiket baru; yang sudah masuk berjalan sampai selesai.'])
  expect((await loadTenantFolder(db, folder, now)).faults).toEqual([])
  rmSync(second)
  expect(await diffTenantFolder(db, folder)).toEqual({ changes: [], faults: [] })
})
