import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { checkTenantFolder } from '../src/cli/tenant-folder.ts'
import { type SheetRow, sheetRows, type Sop } from '../src/domains/sop/index.ts'

const { sops } = await checkTenantFolder(fileURLToPath(new URL('./bengkalis', import.meta.url)))

/** No · roles · a part of the activity · requirement · time · output. Whole numbers to 7 are rows of the decree, in its own words; the others are ours. */
type Row = [number, string[], string, string, string, string]

const said = (row: SheetRow, sop: Sop, [, , activity]: Row): Row => [
  row.row, row.cells.filter((cell) => cell.symbol).map((cell) => sop.lanes.find((lane) => lane.name === cell.lane)?.title ?? ''),
  row.activity.includes(activity) ? activity : row.activity, row.requires, row.time, row.output,
]

function readSop(code: string): Sop {
  return sops.find((one) => one.sop.code === code)!.sop
}

function expectRows(code: string, expected: Row[]): Sop {
  const sop = readSop(code)
  expect(sheetRows(sop).map((row, at) => said(row, sop, expected[at] ?? [0, [], '', '', '', '']))).toEqual(expected)
  return sop
}

const noteOf = (sop: Sop, row: number) => sheetRows(sop).find((one) => one.row === row)!.note
const applicant = 'Pemohon Informasi'
const front = 'Front Office PPID Utama'
const back = 'Back Office PPID Utama'
const head = 'PPID Utama (Kepala Dinas)'

test('E4, requests for public information: seven rows of the decree, ten working days and seven more', () => {
  const copies = 'Fotokopi KTP bagi perorangan; fotokopi anggaran dasar/akta pendirian yang disahkan Kementerian Hukum dan HAM bagi badan hukum'
  const sop = expectRows('ppid', [
    [1, [applicant, front], 'Pemohon informasi datang langsung ke Front Office PPID Utama', copies, '', ''],
    [2, [applicant, front], 'mengisi Formulir Registrasi Permintaan Informasi Publik dan melengkapi data identitas dan tujuan permintaan informasi', 'Formulir registrasi', '', 'Nomor register dan tanda terima'],
    [3, [back], 'memverifikasi permohonan dan kelengkapan data pemohon', 'Formulir registrasi, fotokopi KTP atau akta', '', 'Permohonan lengkap'],
    [3.1, [applicant, back], 'melengkapi permohonan yang dikembalikan', 'Yang disebut petugas belum lengkap', '', 'Permohonan lengkap'],
    [4, [back], 'menindaklanjuti ke perangkat daerah yang dituju oleh pemohon', '', '', 'Permintaan informasi kepada perangkat daerah'],
    [5, ['PPID Pembantu'], 'PPID Pembantu di perangkat daerah terkait membalas surat permintaan informasi ke PPID Utama', '', '', 'Jawaban perangkat daerah dan dokumennya'],
    [5.1, [head], 'memutuskan mengabulkan, mengabulkan sebagian, atau menolak', 'Jawaban perangkat daerah; lembar uji konsekuensi bila informasi dikecualikan', '', 'Keputusan PPID'],
    [5.2, [back], 'menyusun konsep surat keputusan', 'Keputusan PPID', '', 'Konsep surat keputusan'],
    [5.3, ['Sekretaris Dinas'], 'memparaf konsep surat keputusan', 'Konsep surat keputusan', '', 'Konsep surat berparaf'],
    [5.4, [head], 'menandatangani surat keputusan', 'Konsep surat berparaf', '', 'Surat keputusan, terkirim ke halaman pemohon'],
    [6, [front], 'menghubungi pemohon informasi', 'Surat keputusan; informasi yang diberikan', '', 'Informasi diterima pemohon'],
    [7, [applicant], 'Pemohon dalam mengajukan Keberatan diwajibkan mengisi Formulir Keberatan Informasi Publik dan memenuhi persyaratan', '', '', ''],
  ])
  expect(sop).toMatchObject({
    deadline: { otherwise: { amount: 10, unit: 'working-day' } }, extension: { by: { amount: 7, unit: 'working-day' }, of: 'ticket' }, objection: { within: { amount: 30, unit: 'working-day' }, sop: 'keberatan-ppid' },
    identity: { number: '000.8.3.2/KPTS/10/2024', made: '2024-01-03', effective: '2024-01-03' },
  })
  expect(sop.identity.legalBasis).toHaveLength(10)
  for (const row of sheetRows(sop)) if (!Number.isInteger(row.row)) expect(row.note, `row ${row.row}`).toMatch(/^\[tafsiran kami\]/)
  const [person, entity] = ['ktp', 'akta'].map((name) => sop.form.find((use) => use.field === name)!.required)
  expect([person, entity]).toEqual([{ 'jenis-pemohon': ['perorangan'] }, { 'jenis-pemohon': ['badan-hukum'] }])
})

test('the ten letters of article 17 and the seven of article 35 stand in their order', () => {
  const options = (code: string, field: string) => readSop(code).fields.find((one) => one.name === field)!.options!.map((one) => one.value)
  expect(options('ppid', 'dasar-pengecualian')).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'])
  expect(options('keberatan-ppid', 'alasan-keberatan')).toEqual(['ditolak', 'berkala-tidak-disediakan', 'tidak-ditanggapi', 'tidak-sebagaimana-diminta', 'tidak-dipenuhi', 'biaya-tidak-wajar', 'melebihi-waktu'])
})

test('objections: row 7 of the decree, and what the law says of what follows', () => {
  const sop = expectRows('keberatan-ppid', [
    [7, [applicant, front], 'mengisi Formulir Keberatan Informasi Publik dan memenuhi persyaratan', 'Formulir keberatan; surat kuasa bila diajukan oleh kuasa', '', 'Nomor register keberatan dan tanda terima'],
    [8, [front], 'memeriksa persyaratan keberatan', '', '', 'Keberatan lengkap'],
    [8.1, [applicant, front], 'melengkapi keberatan yang dikembalikan', '', '', ''],
    [9, [head], 'memberi penjelasan kepada atasan PPID', '', '5 hari kerja', 'Penjelasan PPID'],
    [10, ['Atasan PPID'], 'memutuskan keberatan', 'Keberatan pemohon, penjelasan PPID', '', 'Keputusan atasan PPID'],
    [10.1, [back], 'menyusun konsep surat tanggapan', 'Keputusan atasan PPID', '', 'Konsep surat tanggapan'],
    [10.2, [head], 'memparaf konsep surat tanggapan', '', '', 'Konsep surat berparaf'],
    [10.3, ['Atasan PPID'], 'menandatangani surat tanggapan', '', '', 'Surat tanggapan, terkirim ke halaman pemohon'],
    [11, [front], 'mencatat apakah pemohon mengajukan sengketa ke Komisi Informasi', '', '14 hari kerja', 'Catatan tanggapan pemohon atau sengketa'],
    [12, [applicant], 'menerima tanggapan atas keberatannya', '', '', 'Surat tanggapan'],
  ])
  expect(sop).toMatchObject({ intake: { linkedOnly: true }, deadline: { otherwise: { amount: 30, unit: 'working-day' } } })
  for (const row of sheetRows(sop)) if (row.row > 7) expect(row.note, `row ${row.row}`).toMatch(/^\[tafsiran kami\]/)
})

test('a sheet says beside the row where a ticket may move to another procedure, and how its time is counted then', () => {
  expect(noteOf(readSop('sipendekar'), 2)).toBe('“Pindahkan ke PPID”: tiket berpindah ke SOP ppid, waktunya dihitung sejak dipindahkan.')
  expect(noteOf(readSop('lapor'), 3)).toBe('“Pindahkan ke PPID”: tiket berpindah ke SOP ppid, waktunya dihitung sejak dipindahkan.')
  expect(noteOf(readSop('ppid'), 3)).toBe('“Pindahkan ke SIPENDEKAR”: tiket berpindah ke SOP sipendekar, waktunya dihitung sejak dipindahkan.')
})
