import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { databaseForThisTest } from '../kernel/testing.ts'
import { listNaskahTemplates } from '../domains/naskah/index.ts'
import { checkLetters } from './check-letters.ts'
import { checkTenantFolder } from './tenant-folder.ts'
import { diffTenantFolder } from './tenant-folder-diff.ts'
import { loadTenantFolder } from './tenant-folder-load.ts'

const fixture = fileURLToPath(new URL('../domains/tickets/fixtures/rimbaraya', import.meta.url))
const now = new Date('2026-01-05T01:00:00Z')

const letter = `surat: izin-acara
nama: Surat acara
unit: satpolpp
kode-klasifikasi: "300.1"
hal: Izin {nama-acara}
kepada: "{pemohon}"
isi: ["Menjawab permohonan {nomor-tiket}."]
penanda-tangan: { jabatan: Kepala Satuan, pos: kepala, di: satpolpp }
nomor: "{urut}/{tahun}"
`

/** The invented regency's folder with further letters. */
function folderWith(files: Record<string, string>): string {
  const above = mkdtempSync(join(tmpdir(), 'tanggap-letters-'))
  onTestFinished(() => rmSync(above, { recursive: true }))
  const folder = join(above, 'rimbaraya')
  cpSync(fixture, folder, { recursive: true })
  mkdirSync(join(folder, 'surat'), { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'surat', name), text)
  return folder
}

test('templates of letters are told, loaded with the folder, and retired when they leave it', async () => {
  const database = await databaseForThisTest()
  const folder = folderWith({ 'izin-acara.yaml': letter })
  const file = join(folder, 'surat/izin-acara.yaml')
  expect((await diffTenantFolder(database.owner.db, folder)).changes).toContain('Templat surat bertambah: Surat acara (izin-acara).')
  expect((await loadTenantFolder(database.owner.db, folder, now)).faults).toEqual([])
  expect(await diffTenantFolder(database.owner.db, folder)).toEqual({ changes: [], faults: [] })
  writeFileSync(file, letter.replace('nama: Surat acara', 'nama: Surat izin'))
  expect((await diffTenantFolder(database.owner.db, folder)).changes).toEqual(['Templat surat berubah: Surat izin (izin-acara).'])
  rmSync(file)
  expect((await diffTenantFolder(database.owner.db, folder)).changes).toEqual(['Templat surat menjadi tidak aktif: Surat acara (izin-acara).'])
  await loadTenantFolder(database.owner.db, folder, now)
  expect((await listNaskahTemplates(database.owner.db, 'rimbaraya')).map((one) => one.code)).not.toContain('izin-acara')
})

test('faults of all letters are told together, and nothing is loaded', async () => {
  const database = await databaseForThisTest()
  const folder = folderWith({ 'izin-acara.yaml': letter.replace('unit: satpolpp', 'unit: satpol'), 'lain.yaml': letter, 'rusak.yaml': 'surat: {' })
  const { faults } = await loadTenantFolder(database.owner.db, folder, now)
  expect(faults.map((fault) => [fault.file.slice(folder.length + 1), fault.found])).toEqual([
    ['surat/izin-acara.yaml', 'unit "satpol" yang tidak ada'], ['surat/rusak.yaml', 'tulisan yang tidak dapat dibaca sebagai YAML'], ['surat/lain.yaml', 'surat "izin-acara" di berkas "lain.yaml"'],
  ])
  expect(await listNaskahTemplates(database.owner.db, 'rimbaraya')).toEqual([])
})

test('a name that is no field of the SOP that drafts the letter is told, and personal data in its subject', async () => {
  const { letters: all, sops } = await checkTenantFolder(folderWith({ 'izin-acara.yaml': letter }))
  const letters = all.filter((one) => one.template.code === 'izin-acara')
  const sop = structuredClone(sops[0]!.sop)
  expect(checkLetters(letters, [sop])).toEqual([])
  sop.steps.find((step) => step.acts.length > 0)!.acts[0]!.effects.push({ do: 'draft-naskah', template: 'izin-acara', field: 'isi' })
  sop.fields = [{ name: 'judul', label: 'Judul', type: 'text', personal: false }]
  expect(checkLetters(letters, [sop])).toEqual([expect.objectContaining({ line: 5, found: `"nama-acara", yang bukan isian SOP "${sop.code}"` })])
  sop.fields.push({ name: 'nama-acara', label: 'Nama acara', type: 'text', personal: true })
  expect(checkLetters(letters, [sop])).toEqual([expect.objectContaining({ line: 5, found: 'data pribadi "nama-acara" pada hal surat' })])
  sop.fields[1]!.personal = false
  expect(checkLetters(letters, [sop])).toEqual([])
})
