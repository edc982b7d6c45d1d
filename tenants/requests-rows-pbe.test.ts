import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { checkTenantFolder } from '../src/cli/tenant-folder.ts'
import { type SheetRow, sheetRows, type Sop } from '../src/domains/sop/index.ts'

const { sops, faults } = await checkTenantFolder(fileURLToPath(new URL('./bengkalis', import.meta.url)))

/** No · roles · a part of the activity · requirement · output. */
type Row = [number, string[], string, string, string]

const said = (row: SheetRow, sop: Sop, [, , activity]: Row): Row => [
  row.row, row.cells.filter((cell) => cell.symbol).map((cell) => sop.lanes.find((lane) => lane.name === cell.lane)?.title ?? ''),
  row.activity.includes(activity) ? activity : row.activity, row.requires, row.output,
]

/** The sheet has these rows, none with a time of its own; those in `ours` say that they are our reading, the others do not. */
function expectRows(code: string, { ours, rows }: { ours: number[]; rows: Row[] }): Sop {
  const sop = sops.find((one) => one.sop.code === code)!.sop
  expect(sheetRows(sop).map((row, at) => said(row, sop, rows[at] ?? [0, [], '', '', '']))).toEqual(rows)
  expect(sheetRows(sop).map((row) => row.time).filter((time) => time !== '')).toEqual([])
  expect(sheetRows(sop).filter((row) => row.note.startsWith('[tafsiran kami]')).map((row) => row.row)).toEqual(ours)
  expect(sop.identity).toMatchObject({
    number: '000.8.3.2/KPTS/10/2024', made: '2024-01-03', effective: '2024-01-03', approvedBy: 'Kepala Dinas Komunikasi, Informatika dan Statistik Kabupaten Bengkalis',
  })
  return sop
}

test('the folder checks without a fault', () => expect(faults).toEqual([]))

const [agency, head, pbe, secretary, prakom] = ['Perangkat daerah', 'Kepala Dinas', 'Kepala Bidang PBE', 'Sekretaris', 'Fungsional Prakom']

test('E1, a subdomain: the eight rows of the decree in one working day', () => {
  const sop = expectRows('subdomain', {
    ours: [1, 3.1, 9],
    rows: [
      [1, [agency], 'mengajukan surat permohonan penerbitan subdomain', 'Surat permohonan dengan IP publik, name server (NS), dan nama subdomain', 'Permohonan subdomain'],
      [1.1, [head], 'Surat permohonan penerbitan subdomain dari perangkat daerah didisposisi oleh Kepala Dinas ke Kepala Bidang Pengelolaan Berbasis Elektronik (PBE)', 'Surat permohonan', 'Disposisi'],
      [2, [pbe], 'Kepala Bidang PBE mendisposisikan surat permohonan penerbitan subdomain ke Fungsional Pranata Komputer (Prakom)', 'Disposisi Kepala Dinas', 'Disposisi'],
      [3, [prakom], 'Fungsional Prakom melakukan pengecekan data subdomain yang disampaikan pemohon', 'Disposisi dan data subdomain', 'Data subdomain yang benar, atau daftar kekurangan'],
      [3.1, [agency, prakom], 'melengkapi data subdomain', 'Daftar kekurangan', 'Data yang dilengkapi'],
      [4, [prakom], 'Fungsional Prakom menugaskan administrator server untuk mendaftarkan dan mengaktifkan subdomain', 'Data subdomain yang benar', 'Penugasan'],
      [4.1, ['Admin server'], 'Administrator server mendaftarkan dan mengaktifkan subdomain', 'Penugasan dan data subdomain', 'Subdomain aktif, tercatat dalam daftar subdomain'],
      [5, [prakom], 'Setelah pengaktifan subdomain, Fungsional Prakom membuat draf surat balasan ke perangkat daerah pemohon subdomain', 'Data subdomain yang aktif', 'Draf surat balasan'],
      [6, [pbe, secretary], 'Draf surat balasan diverifikasi dan diparaf oleh Kepala Bidang dan Sekretaris', 'Draf surat balasan', 'Surat balasan berparaf'],
      [7, [head], 'Surat balasan diteruskan ke Kepala Dinas untuk ditandatangani', 'Surat balasan berparaf', 'Surat balasan bertanda tangan elektronik'],
      [8, ['Petugas adm. umum'], 'Petugas administrasi umum mengirimkan surat balasan ke perangkat daerah pemohon', 'Surat balasan bertanda tangan elektronik', 'Surat balasan terkirim'],
      [9, [agency], 'menerima subdomain', '', 'Subdomain perangkat daerah'],
    ],
  })
  expect(sop.deadline).toEqual({ times: {}, otherwise: { amount: 1, unit: 'working-day' } })
  expect(sop.intake.applicants).toEqual(['unit'])
  expect(sop.form.filter((use) => use.required === true).map((use) => use.field)).toEqual(expect.arrayContaining(['surat-permohonan', 'ip-publik', 'name-server', 'nama-subdomain']))
  expect(sop.steps.find((step) => step.row === 6)).toMatchObject({ needs: 'all' })
  expect(sop.identity.legalBasis).toHaveLength(3)
})

test('E2, official e-mail: the seven rows of the decree in one working day, without a check of the data', () => {
  const applicant = 'Pemohon'
  const sop = expectRows('surel-dinas', {
    ours: [1, 2.1, 8],
    rows: [
      [1, [applicant], 'mengajukan surat permohonan atau surat pengantar penerbitan surel', 'Surat permohonan perangkat daerah dan/atau surat pengantar ASN dengan nama dan NIP', 'Permohonan surel'],
      [1.1, [head], 'Surat permohonan penerbitan surel untuk perangkat daerah dan/atau ASN didisposisi oleh Kepala Dinas ke Kepala Bidang Pengelolaan Berbasis Elektronik (PBE)', 'Surat permohonan atau surat pengantar', 'Disposisi'],
      [2, [pbe], 'Kepala Bidang PBE mendisposisikan surat permohonan penerbitan surel ke Fungsional Pranata Komputer (Prakom)', 'Disposisi Kepala Dinas', 'Disposisi'],
      [2.1, [applicant, prakom], 'melengkapi permohonan', 'Daftar kekurangan', 'Data yang dilengkapi'],
      [3, [prakom], 'Fungsional Prakom menugaskan administrator pengelola surel untuk mendaftarkan dan mengaktifkan surel', 'Disposisi dan data pemilik surel', 'Penugasan'],
      [3.1, ['Admin surel'], 'Administrator pengelola surel mendaftarkan dan mengaktifkan surel', 'Penugasan dan data pemilik surel', 'Surel aktif, tercatat dalam daftar surel dinas'],
      [4, [prakom], 'Setelah pengaktifan surel, Fungsional Prakom membuat draf surat balasan ke perangkat daerah dan/atau ASN pemohon', 'Data surel yang aktif', 'Draf surat balasan'],
      [5, [pbe, secretary], 'Draf surat balasan diverifikasi dan diparaf oleh Kepala Bidang dan Sekretaris', 'Draf surat balasan', 'Surat balasan berparaf'],
      [6, [head], 'Surat balasan diteruskan ke Kepala Dinas untuk ditandatangani', 'Surat balasan berparaf', 'Surat balasan bertanda tangan elektronik'],
      [7, ['Petugas adm. umum'], 'Petugas administrasi umum mengirimkan surat balasan ke perangkat daerah pemohon dan/atau tempat ASN bertugas', 'Surat balasan bertanda tangan elektronik', 'Surat balasan terkirim'],
      [8, [applicant, 'Perangkat daerah atau tempat ASN bertugas'], 'menerima surel', '', 'Surat elektronik'],
    ],
  })
  expect(sop.deadline).toEqual({ times: {}, otherwise: { amount: 1, unit: 'working-day' } })
  expect(sop.intake.applicants).toEqual(['person', 'unit'])
  const needed = Object.fromEntries(sop.form.map((use) => [use.field, use.required]))
  expect(needed).toMatchObject({ 'surat-permohonan': true, pemilik: { 'jenis-pemilik': ['asn'] }, nip: { 'jenis-pemilik': ['asn'] } })
  expect(sop.identity.legalBasis).toHaveLength(2)
})

test('E3, an application: the twelve rows of the decree in 21 to 90 working days', () => {
  const team = 'Tim Aplikasi'
  const sop = expectRows('aplikasi', {
    ours: [1, 3.1, 6.1, 10.1, 10.2, 10.3, 13],
    rows: [
      [1, [agency], 'mengajukan surat permohonan pembangunan dan/atau pengembangan aplikasi', 'Surat permohonan dengan proses bisnis, data yang akan disajikan, dan keluaran yang diinginkan', 'Permohonan aplikasi'],
      [1.1, [head], 'Surat permohonan pembangunan dan/atau pengembangan aplikasi perangkat daerah didisposisi oleh Kepala Dinas ke Kepala Bidang Pengelolaan Berbasis Elektronik (PBE)', 'Surat permohonan', 'Disposisi'],
      [2, [pbe], 'Kepala Bidang PBE mendisposisikan surat permohonan pembangunan dan/atau pengembangan aplikasi ke Fungsional Pranata Komputer (Prakom)', 'Disposisi Kepala Dinas', 'Disposisi'],
      [3, [prakom], 'Fungsional Prakom membentuk Tim Aplikasi', 'Disposisi dan data permohonan', 'Tim Aplikasi'],
      [3.1, [agency, prakom], 'melengkapi data permohonan', 'Daftar kekurangan', 'Data yang dilengkapi'],
      [4, [team], 'Tim Aplikasi melakukan pengumpulan data serta melakukan analisis kebutuhan sistem terhadap aplikasi yang akan dibangun dan/atau dikembangkan', 'Proses bisnis, data yang akan disajikan, dan keluaran yang diinginkan', 'Hasil analisis kebutuhan sistem'],
      [5, [team], 'melakukan pembangunan dan/atau pengembangan aplikasi sesuai dengan data serta analisis kebutuhan sistem', 'Hasil analisis kebutuhan sistem', 'Aplikasi siap diuji'],
      [6, [agency, team], 'Berkoordinasi dengan perangkat daerah pemohon untuk melakukan uji coba dan presentasi aplikasi', 'Aplikasi siap diuji', 'Catatan uji coba dan presentasi'],
      [6.1, [agency], 'menyatakan hasil uji coba dan presentasi', 'Catatan uji coba dan presentasi', 'Penerimaan, atau daftar perbaikan'],
      [7, [team], 'melakukan penyesuaian dan perbaikan aplikasi sesuai hasil uji coba dan presentasi', 'Daftar perbaikan', 'Aplikasi yang disesuaikan'],
      [8, [team], 'membuat buku panduan penggunaan aplikasi', 'Aplikasi yang diterima', 'Buku panduan penggunaan'],
      [9, [team], 'implementasi hosting ke server', 'Aplikasi yang diterima', 'Aplikasi terpasang di server'],
      [10, [agency, team], 'Berkoordinasi dengan perangkat daerah pemohon untuk melaksanakan pelatihan kepada operator pengelola aplikasi', 'Aplikasi terpasang dan buku panduan', 'Operator terlatih'],
      [10.1, [prakom], 'menyusun konsep berita acara serah terima', 'Aplikasi, buku panduan, dan catatan pelatihan', 'Konsep berita acara serah terima'],
      [10.2, [pbe, secretary], 'diverifikasi dan diparaf', 'Konsep berita acara serah terima', 'Berita acara berparaf'],
      [10.3, [head], 'menandatangani berita acara serah terima', 'Berita acara berparaf', 'Berita acara bertanda tangan elektronik Pihak Pertama'],
      [11, [agency, team], 'Berkoordinasi dengan perangkat daerah pemohon untuk melaksanakan serah terima aplikasi dan menandatangani berita acara serah terima aplikasi', 'Berita acara bertanda tangan Pihak Pertama', 'Berita acara serah terima bertanda tangan kedua pihak'],
      [12, [prakom], 'Pencatatan hak cipta, monitoring dan perawatan aplikasi', 'Berita acara serah terima', 'Aplikasi tercatat dalam daftar aplikasi'],
      [13, [agency], 'menerima aplikasi', '', 'Aplikasi perangkat daerah'],
    ],
  })
  expect(sop.deadline?.otherwise).toMatchObject({ amount: 90, unit: 'working-day' })
  expect(sop.remind).toEqual({ before: { amount: 10, unit: 'working-day' } })
  expect(sop.escalate).toEqual([{ to: 'superior' }, { to: 'admin', after: { amount: 5, unit: 'working-day' } }])
  expect(sop.steps.find((step) => step.name === 'hasil-uji-coba')?.acts.map((act) => [act.name, act.to])).toEqual([['terima', 'panduan'], ['perbaiki', 'penyesuaian'], ['bangun-ulang', 'bangun']])
  expect(sop.identity.legalBasis).toHaveLength(5)
})

test.each([['subdomain', 'subdomain', 8], ['surel', 'surel-dinas', 7], ['aplikasi', 'aplikasi', 12]])('the standard %s says the same %s, row by row, and leads to its form', (standard, code, steps) => {
  const file = parse(readFileSync(fileURLToPath(new URL(`./bengkalis/standar/${standard}.yaml`, import.meta.url)), 'utf8')) as { sop: Record<string, string>; prosedur: { langkah: string[] }[] }
  const sop = sops.find((one) => one.sop.code === code)!.sop
  const activities = sop.steps.map((step) => words(step.activity))
  expect(file.prosedur[0]!.langkah).toHaveLength(steps)
  expect(Object.keys(file.sop)).toEqual([code])
  // Who does it stands in the row's column; some sentences of the decree leave it out.
  expect(file.prosedur[0]!.langkah.filter((line) => !activities.some((activity) => activity.endsWith(words(line).replace(/^(melakukan|membuat) /, ''))))).toEqual([])
})

const words = (text: string) => text.toLowerCase().replaceAll('persentasi', 'presentasi').replace(/\byang untuk\b/, 'untuk').replace(/[.;,]/g, '').trim()
