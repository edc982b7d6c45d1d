import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { databaseForThisTest } from '../kernel/testing.ts'
import { readRegisters } from '../domains/products/index.ts'
import { checkTenantFolder } from './tenant-folder.ts'
import { diffTenantFolder } from './tenant-folder-diff.ts'
import { loadTenantFolder } from './tenant-folder-load.ts'

const fixture = fileURLToPath(new URL('../domains/tickets/fixtures/rimbaraya', import.meta.url))
const now = new Date('2026-01-05T01:00:00Z')

/** A copy of the invented regency's folder, with further registers in it. */
function folderWith(registers: Record<string, string>): string {
  const above = mkdtempSync(join(tmpdir(), 'tanggap-registers-'))
  onTestFinished(() => rmSync(above, { recursive: true }))
  const folder = join(above, 'rimbaraya')
  cpSync(fixture, folder, { recursive: true })
  mkdirSync(join(folder, 'daftar'), { recursive: true })
  for (const [name, yaml] of Object.entries(registers)) writeFileSync(join(folder, 'daftar', name), yaml)
  return folder
}

const boats = (change: Record<string, string> = {}) => Object.entries({
  daftar: 'kapal', nama: 'Daftar kapal', satuan: 'kapal', kolom: '{ nama-kapal: { label: Nama kapal } }', pengelola: '{ jabatan: kepala, di: satpolpp }', ...change,
}).map(([key, value]) => `${key}: ${value}\n`).join('')

test('registers are told, loaded with the rest, changed, and kept when they leave the folder', async () => {
  const database = await databaseForThisTest()
  const folder = folderWith({ 'kapal.yaml': boats() })
  const told = async () => (await diffTenantFolder(database.owner.db, folder)).changes.filter((change) => change.startsWith('Daftar') && change.includes('(kapal)'))
  expect(await told()).toEqual(['Daftar bertambah: Daftar kapal (kapal).'])
  expect((await loadTenantFolder(database.owner.db, folder, now)).faults).toEqual([])
  expect((await diffTenantFolder(database.owner.db, folder)).changes).toEqual([])
  writeFileSync(join(folder, 'daftar/kapal.yaml'), boats({ nama: 'Daftar kapal nelayan' }))
  expect(await told()).toEqual(['Daftar berubah: Daftar kapal nelayan (kapal).'])
  await loadTenantFolder(database.owner.db, folder, now)
  rmSync(join(folder, 'daftar/kapal.yaml'))
  expect(await told()).toEqual(['Daftar menjadi tidak aktif: Daftar kapal nelayan (kapal). Isinya tetap dapat dibaca.'])
  await loadTenantFolder(database.owner.db, folder, now)
  expect((await diffTenantFolder(database.owner.db, folder)).changes).toEqual([])
  expect((await readRegisters(database.owner.db, 'rimbaraya')).filter((one) => one.code === 'kapal')).toMatchObject([{ name: 'Daftar kapal nelayan', active: false }])
})

test('faults of registers are told together with those of the SOPs, and nothing is loaded', async () => {
  const database = await databaseForThisTest()
  const folder = folderWith({
    'kapal.yaml': boats({ pengelola: '{ jabatan: kepalla, di: satpolp }' }), 'kapal-lagi.yaml': boats(), 'kapal-sekali-lagi.yaml': boats(),
    'salah.yaml': 'daftar: [', 'sops.yaml': boats({ daftar: 'lain', kunci: 'nomor-lambung' }),
  })
  writeFileSync(join(folder, 'sops/rusak.yaml'), 'sop: rusak\n')
  const { faults } = await loadTenantFolder(database.owner.db, folder, now)
  const inRegisters = faults.filter((fault) => fault.file.includes('/daftar/')).map((fault) => [fault.file.slice(folder.length + 8), fault.line, fault.found])
  expect(inRegisters).toEqual([
    ['kapal.yaml', 5, 'jabatan "kepalla" yang tidak ada'], ['kapal.yaml', 5, 'unit "satpolp" yang tidak ada'],
    ['salah.yaml', expect.any(Number), 'tulisan yang tidak dapat dibaca sebagai YAML'], ['sops.yaml', 6, 'kolom "nomor-lambung" yang tidak ada'],
    ['kapal-sekali-lagi.yaml', 1, `daftar "kapal", yang juga ada di ${join(folder, 'daftar/kapal-lagi.yaml')}`],
  ])
  expect(faults.some((fault) => fault.file.endsWith('sops/rusak.yaml'))).toBe(true)
  expect(await readRegisters(database.owner.db, 'rimbaraya')).toEqual([])
  expect((await checkTenantFolder(folder)).registers.map((one) => one.code).filter((code) => code === 'kapal')).toEqual(['kapal', 'kapal'])
})
