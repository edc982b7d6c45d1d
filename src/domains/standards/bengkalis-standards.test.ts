import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { componentRows } from './component-rows.ts'
import { readStandards } from './read-standard.ts'
import type { ServiceStandard } from './standard.ts'

const folder = fileURLToPath(new URL('../../../tenants/bengkalis/standar/', import.meta.url))
const files = readdirSync(folder).map((name) => ({ file: name, text: readFileSync(folder + name, 'utf8') }))
const sops = ['lapor', 'subdomain', 'surel-dinas', 'aplikasi', 'ppid', 'keberatan-ppid', 'kerja-sama-media', 'sertifikat-penerbitan', 'sertifikat-pembaruan', 'sertifikat-pencabutan']
const { standards, faults } = readStandards(files, { units: ['diskominfotik'], sops })
const get = (code: string): ServiceStandard => standards.find((one) => one.code === code)!

// Counted by hand in the decree: laws, requirements (and lines under them), steps of each procedure, facilities, skills, channels.
const counted: [code: string, laws: number, requirements: number, details: number, steps: number[], facilities: number, skills: number, channels: number][] = [
  ['subdomain', 3, 1, 3, [8], 3, 1, 1],
  ['surel', 2, 2, 0, [7], 3, 1, 1],
  ['aplikasi', 5, 2, 6, [12], 5, 1, 1],
  ['ppid', 10, 2, 0, [7], 3, 2, 1],
  ['lapor', 6, 6, 0, [6], 3, 2, 4],
  ['kerja-sama-media', 5, 20, 0, [6], 8, 4, 6],
  ['sertifikat-elektronik', 7, 5, 0, [5, 5, 2], 5, 5, 6],
]

describe('the seven services of the decree 000.8.3.2/KPTS/10/2024', () => {
  test('are all there, without a fault', () => {
    expect(faults).toEqual([])
    expect(standards.map((one) => one.code).sort()).toEqual(counted.map(([code]) => code).sort())
  })

  test.each(counted)('%s has as many laws, requirements, steps, facilities, skills and channels as the document', (code, laws, requirements, details, steps, facilities, skills, channels) => {
    const standard = get(code)
    expect(standard.laws).toHaveLength(laws)
    expect(standard.requirements).toHaveLength(requirements)
    expect(standard.requirements.flatMap((one) => one.details)).toHaveLength(details)
    expect(standard.procedures.map((one) => one.steps.length)).toEqual(steps)
    expect(standard.facilities).toHaveLength(facilities)
    expect(standard.skills).toHaveLength(skills)
    expect([...standard.contacts.online, ...standard.contacts.offline]).toHaveLength(channels)
  })

  test.each(counted.map(([code]) => code))('%s has 14 components, each with something in it, free of charge, and set by the same decree', (code) => {
    const rows = componentRows(get(code))
    expect(rows.map((row) => row.name)).toEqual([
      'Dasar Hukum', 'Persyaratan Pelayanan', 'Mekanisme dan Prosedur', 'Jangka Waktu Penyelesaian', 'Biaya', 'Produk Pelayanan', 'Sarana dan Prasarana', 'Kompetensi Pelaksana',
      'Pengawasan Internal', 'Penanganan Pengaduan, Saran dan Masukan', 'Jumlah Pelaksana', 'Jaminan Pelayanan', 'Jaminan Keamanan dan Keselamatan Pelayanan', 'Evaluasi Kinerja Pelaksana',
    ])
    expect(rows.map((row) => row.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])
    for (const row of rows) expect([row.name, row.parts.length > 0 && row.parts.every((part) => part.items.length > 0)]).toEqual([row.name, true])
    expect(rows[4]!.parts).toEqual([{ items: [{ text: 'Bebas biaya (gratis)', details: [] }] }])
    expect(get(code).decree).toMatchObject({ date: '2024-01-03', title: expect.stringContaining('000.8.3.2/KPTS/10/2024') })
  })

  test('take the time that the document allows', () => {
    expect(Object.fromEntries(standards.map((one) => [one.code, one.time.short]))).toEqual({
      subdomain: '1 (satu) hari kerja', surel: '1 (satu) hari kerja', aplikasi: '21 s.d. 90 hari kerja', ppid: '10 (sepuluh) hari kerja',
      lapor: '5, 14, atau 60 hari kerja menurut jenis laporan', 'kerja-sama-media': '7 (tujuh) hari kerja', 'sertifikat-elektronik': '1 (satu) hari kerja',
    })
    expect(get('ppid').time.details).toHaveLength(3)
    expect(get('lapor').time.details).toHaveLength(3)
  })

  test('are run by these procedures, once their SOPs are there; three of them are the certificate’s', () => {
    const written = files.map(({ file, text }) => [file, /^(?:# )?sop: \{ (.+) \}$/m.exec(text)?.[1]?.split(', ').map((one) => one.split(':')[0])])
    expect(Object.fromEntries(written)).toEqual({
      'subdomain.yaml': ['subdomain'], 'surel.yaml': ['surel-dinas'], 'aplikasi.yaml': ['aplikasi'], 'ppid.yaml': ['ppid', 'keberatan-ppid'], 'lapor.yaml': ['lapor'],
      'kerja-sama-media.yaml': ['kerja-sama-media'], 'sertifikat-elektronik.yaml': ['sertifikat-penerbitan', 'sertifikat-pembaruan', 'sertifikat-pencabutan'],
    })
    const uncommented = files.map(({ file, text }) => ({ file, text: text.replace(/^# sop:/m, 'sop:') }))
    expect(readStandards(uncommented, { units: ['diskominfotik'], sops }).faults).toEqual([])
  })

  test('say which parts are our reading: the press cooperation’s last five cannot be read in the document', () => {
    expect(Object.keys(get('kerja-sama-media').notes)).toEqual(['pengaduan', 'jumlah-pelaksana', 'jaminan-pelayanan', 'jaminan-keamanan', 'evaluasi'])
  })

  test('cite laws as the document does', () => {
    const cited = (code: string) => componentRows(get(code))[0]!.parts[0]!.items.map((one) => one.text)
    expect(cited('subdomain')[2]).toBe(
      'Keputusan Bupati Nomor 261/KPTS/V/2017 tanggal 29 Mei 2017 tentang Penetapan Nama Subdomain untuk Situs Resmi Perangkat Daerah di Lingkungan Pemerintah Kabupaten Bengkalis',
    )
    expect(cited('sertifikat-elektronik')[3]).toBe('Peraturan Kepala Lembaga Sandi Negara Nomor 10 Tahun 2017')
    expect(cited('kerja-sama-media')[3]).toContain('(Lembaran Daerah Kabupaten Bengkalis Tahun 2017 Nomor 86) sebagaimana telah diubah dengan Peraturan Bupati Bengkalis Nomor 39 Tahun 2021 tentang Perubahan')
  })

  test('hold no slip of the scan, and no private telephone number', () => {
    for (const { file, text } of files) {
      expect([file, text.match(/Bengkulu|Benglalis|Kabuapten|Nonor|Keputusasn|persentasi/g)]).toEqual([file, null])
      expect([file, text.match(/(?<!\d)(?:\+?62|0)8\d{7,}/g)]).toEqual([file, null])
      expect([file, text.match(/\b(?:Dr\.|S\.Pd|M\.Pd|NIP\.)/g)]).toEqual([file, null])
    }
  })
})
