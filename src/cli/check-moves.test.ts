import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkTenantFolder } from './tenant-folder.ts'

/** The faults of Bengkalis’ folder once one of its files was changed. */
async function faultsAfter(file: string, change: (text: string) => string): Promise<string[]> {
  const folder = join(mkdtempSync(join(tmpdir(), 'tanggap-moves-')), 'bengkalis')
  cpSync('tenants/bengkalis', folder, { recursive: true })
  const path = join(folder, 'sops', file)
  writeFileSync(path, change(readFileSync(path, 'utf8')))
  return (await checkTenantFolder(folder)).faults.map((fault) => `${fault.file.replace(/^.*\//, '')}: ${fault.found}`)
}

const landing = (step: string) => (text: string) => text.replace('pindah-layanan: { sop: ppid, langkah: lengkapi', `pindah-layanan: { sop: ppid, langkah: ${step}`)

test('a move leads to a step that is there, waits for a person, and needs no unit', async () => {
  expect(await faultsAfter('sipendekar.yaml', (text) => text)).toEqual([])
  expect(await faultsAfter('sipendekar.yaml', landing('lengkap'))).toEqual(['sipendekar.yaml: langkah "lengkap" yang tidak ada pada SOP "ppid"'])
  expect(await faultsAfter('sipendekar.yaml', landing('selesai'))).toContain('sipendekar.yaml: langkah "selesai", tempat tiket tidak dapat tiba')
  expect(await faultsAfter('sipendekar.yaml', landing('registrasi'))).toContain('sipendekar.yaml: langkah "registrasi", tempat tiket tidak dapat tiba')
  expect(await faultsAfter('sipendekar.yaml', landing('jawaban'))).toContain('sipendekar.yaml: langkah "jawaban" yang menunggu unit tiket')
})

test('an unnamed reporter is asked for their name before anybody learns it', async () => {
  const fault = 'pindah ke SOP "ppid", yang tidak menerima laporan tanpa nama'
  expect(await faultsAfter('sipendekar.yaml', landing('verifikasi'))).toEqual([`sipendekar.yaml: ${fault}`])
  expect(await faultsAfter('ppid.yaml', (text) => text.replace('akibat: [buka-identitas, { beritahu: back-office }]', 'akibat: [{ beritahu: back-office }]'))).toEqual([`lapor.yaml: ${fault}`, `sipendekar.yaml: ${fault}`])
  expect(await faultsAfter('ppid.yaml', (text) => text.replace('        akibat: [{ beritahu: ppid }]\n', '        akibat: [buka-identitas, { beritahu: ppid }]\n'))).toContain('ppid.yaml: akibat buka-identitas pada tindakan yang bukan hanya milik pelapor')
})
