import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { checkTenantFolder } from '../src/cli/tenant-folder.ts'
import type { Tenant } from '../src/domains/organisation/index.ts'
import { type SheetRow, sheetRows, type Sop } from '../src/domains/sop/index.ts'
import { compact, readPageRows, readPdfWords, readsPdf } from './example-sheet-readers.ts'

const folderOf = (tenant: string) => fileURLToPath(new URL(`./${tenant}`, import.meta.url))

async function readBoth(tenant: string, code: string): Promise<{ sop: Sop; tenant: Tenant }> {
  const checked = await checkTenantFolder(folderOf(tenant))
  const found = checked.sops.find(({ sop }) => sop.code === code)
  if (!found || !checked.tenant) throw new Error(`${tenant} has no faultless SOP ${code}`)
  return { sop: found.sop, tenant: checked.tenant }
}

async function readOne(tenant: string, code: string): Promise<Sop> {
  return (await readBoth(tenant, code)).sop
}

/** No · roles · a part of the activity · requirement · time · output, as the document has them. */
type Row = [number, string[], string, string, string, string]

const said = (row: SheetRow, sop: Sop, [, , activity]: Row): Row => [
  row.row,
  row.cells.filter((cell) => cell.symbol).map((cell) => sop.lanes.find((lane) => lane.name === cell.lane)?.title ?? ''),
  row.activity.includes(activity) ? activity : row.activity,
  row.requires,
  row.time,
  row.output,
]

/** The rows that the SOP gives, those on its page, and those in its PDF are the document's. */
async function expectRows(tenantId: string, code: string, expected: Row[]) {
  const { sop, tenant } = await readBoth(tenantId, code)
  const rows = sheetRows(sop)
  expect(rows.map((row, index) => said(row, sop, expected[index] ?? [0, [], '', '', '', '']))).toEqual(expected)
  expect(readPageRows(sop, tenant).map((row, index): Row => {
    const part = expected[index]?.[2] ?? ''
    return [Number(row.row), row.roles, row.activity.includes(part) ? part : row.activity, row.requires, row.time, row.output]
  })).toEqual(expected)
  if (readsPdf) expect(missingInPdf(await readPdfWords(sop, tenant), expected)).toEqual([])
}

/** Rows of which the PDF does not have the activity, below the rows before, and right after it the rest. */
function missingInPdf(words: string, expected: Row[]): Row[] {
  let from = words.indexOf('MutuBaku')
  return expected.filter(([, , activity, requires, time, output]) => {
    const at = words.indexOf(compact(activity), from)
    const rest = words.indexOf(compact(`${requires}${time}${output}`), at)
    const found = at >= 0 && rest >= 0 && rest - at < 160
    if (found) from = at
    return !found
  })
}

test.each([
  ['bengkalis', ['lapor', 'sipendekar']],
  ['lumajang', ['pengaduan-online']],
  ['rembang', ['sms-wadul-bupati']],
  ['cirebon', ['upik']],
])('the folder of %s checks without a fault', async (tenant, codes) => {
  const { sops, faults } = await checkTenantFolder(folderOf(tenant))
  expect(faults).toEqual([])
  expect(sops.map(({ sop }) => sop.code)).toEqual(expect.arrayContaining(codes))
})

test('SIPENDEKAR has the rows of Bengkalis’ document of 2021, and row 4', async () => {
  const tools = 'Jaringan internet, komputer/laptop/smartphone'
  await expectRows('bengkalis', 'sipendekar', [
    [1, ['Masyarakat'], 'melalui sipendekar.bengkaliskab.go.id', tools, '', 'Aduan, kritik, saran'],
    [2, ['Admin Diskominfotik'], 'merekam pengaduan berdasarkan NIK keanggotaan', tools, '2 hari kerja', 'Disposisi aduan, kritik, dan saran'],
    [3, ['Admin SKPD'], 'memberikan tanggapan terhadap aduan', tools, '3 hari kerja', 'Draf jawaban aduan, kritik, atau saran'],
    [4, ['Admin Diskominfotik'], 'mengoreksi draf jawaban', '', '1 hari kerja', 'Jawaban terkoreksi'],
    [5, ['Masyarakat'], 'menerima jawaban', tools, '', 'Jawaban aduan, kritik, atau saran terkoreksi'],
  ])
  const sop = await readOne('bengkalis', 'sipendekar')
  expect(sop.identity).toMatchObject({ made: '2021-06-30', effective: '2021-07-07', related: ['SOP Pengelolaan Website dan Aplikasi'] })
  expect(sop.identity.legalBasis).toHaveLength(8)
  expect(sop.fields.find((field) => field.name === 'jenis-laporan')?.options?.map((one) => one.value)).toEqual(['aduan', 'kritik', 'saran'])
})

test('SP4N LAPOR! has the rows and deadlines of Bengkalis’ service standard of 2024', async () => {
  await expectRows('bengkalis', 'lapor', [
    [2, ['Pelapor'], 'mengadukan laporannya', 'Nama; NIK; lokasi (kabupaten/kota); waktu; kronologis; data pendukung', '', 'Laporan'],
    [3, ['Admin Pusat'], 'dikirim ke Admin Instansi', '', '3 hari kerja', 'Laporan diteruskan ke instansi dengan klasifikasinya'],
    [4, ['Admin Instansi'], 'melakukan verifikasi', '', '3 hari kerja', 'Laporan terverifikasi'],
    [5, ['Pejabat Penghubung'], 'memberikan tindak lanjut', '', '', 'Tindak lanjut'],
    [6, ['Pelapor'], 'menerima tindak lanjut', '', '', 'Tindak lanjut diterima'],
  ])
  const sop = await readOne('bengkalis', 'lapor')
  expect(sop.deadline).toEqual({
    by: 'klasifikasi',
    times: {
      'permintaan-informasi': { amount: 5, unit: 'working-day' },
      'tidak-berkadar-pengawasan': { amount: 14, unit: 'working-day' },
      'berkadar-pengawasan': { amount: 60, unit: 'working-day' },
    },
    otherwise: { amount: 14, unit: 'working-day' },
  })
  expect(sop.form.filter((use) => use.required === true).map((use) => use.field)).toEqual(['judul', 'uraian', 'desa', 'waktu-kejadian', 'lampiran'])
  expect(sop.intake).toMatchObject({ account: 'required', anonymous: true, secret: true })
  expect(sop.identity.legalBasis).toHaveLength(6)
})

test('Pengaduan Online has the rows of Lumajang’s document of 2018, which has no row 2', async () => {
  await expectRows('lumajang', 'pengaduan-online', [
    [1, ['User'], 'sesuai OPD yang dituju', 'Mengisi formulir sesuai data sebenarnya', '5 menit', 'Data pengaduan sesuai dengan OPD yang dituju'],
    [3, ['User', 'Admin Sistem'], 'Menyimpan pengaduan secara otomatis', 'Telah mengisi formulir secara lengkap', '', 'Data pengaduan'],
    [4, ['Validator'], 'pengecekan nomor KTP', 'Nomor KTP User/Pengadu', '24 jam sejak laporan masuk', ''],
    [5, ['Admin Sistem', 'Validator'], 'memberikan keterangan', 'Nomor KTP User/Pengadu', '10 menit', 'Hasil pengecekan nomor KTP'],
    [
      6,
      ['Admin Sistem', 'Admin OPD'],
      'KTP tidak valid dijawab oleh Admin OPD',
      '',
      '7 hari kerja',
      'Data pengaduan yang sudah divalidasi nomor KTP-nya',
    ],
    [
      7,
      ['Admin Sistem'],
      'Menyimpan jawaban',
      'Username dan password Admin OPD; telah mengisi formulir jawaban pengaduan secara lengkap',
      '',
      'Data jawaban pengaduan',
    ],
    [8, ['User', 'Admin Sistem'], 'Jawaban ditampilkan', 'Sinkronisasi database pengaduan dan jawaban pengaduan', '', 'Pengaduan dan jawaban'],
  ])
  const sop = await readOne('lumajang', 'pengaduan-online')
  expect(sop.identity).toMatchObject({ number: '427.53/2/01.09/2018', made: '2018-01-01', related: ['SOP Pengendalian Layanan Pengaduan Online'] })
  expect(sop.identity.legalBasis).toHaveLength(8)
  expect(sop.identity.records).toEqual(['History log akses pada aplikasi', 'Rekapitulasi data pengaduan'])
})

test('of a complaint in Lumajang only one with a valid KTP is published', async () => {
  const sop = await readOne('lumajang', 'pengaduan-online')
  const publishing = sop.steps.flatMap((step) => step.acts).filter((act) => act.effects.some((effect) => effect.do === 'publish'))
  expect(publishing.map((act) => [act.name, act.when])).toEqual([['tampilkan', { identitas: ['valid'] }]])
})

test('Wadul Bupati has the eight rows of Rembang’s document, and our 1.1 and 7.1', async () => {
  await expectRows('rembang', 'sms-wadul-bupati', [
    [1, ['Masyarakat', 'Sistem SMS Wadul Bupati'], 'Aduan masuk', '', '', ''],
    [1.1, ['Admin Portal'], 'meneruskan aduan kepada Pejabat Penghubung', '', '', ''],
    [2, ['Pejabat Penghubung'], 'Menerima aduan dari Admin Portal dan melaporkan kepada Kepala OPD', 'Data aduan', '', ''],
    [3, ['Ka. OPD'], 'Memerintahkan Pejabat Penghubung bersama Tim OPD', 'Disposisi Ka. OPD', '30 menit kerja', ''],
    [4, ['Tim OPD'], 'Menelaah aduan', 'Disposisi, data aduan', '2 hari kerja', ''],
    [5, ['Pejabat Penghubung', 'Tim OPD'], 'Memberikan tanggapan/jawaban OPD', 'Hasil telaahan dan data dukung', '1 hari kerja', ''],
    [6, ['Ka. OPD'], 'Mendisposisi jawaban', 'Disposisi', '1 hari kerja', ''],
    [
      7,
      ['Pejabat Penghubung'],
      'hasil tindak lanjut kepada Admin Portal',
      'Hasil tindak lanjut penyelesaian aduan, sistem LAPOR SP4N',
      '1 hari kerja',
      '',
    ],
    [
      7.1,
      ['Sistem SMS Wadul Bupati', 'Admin Portal'],
      'mengirim jawaban',
      'Hasil tindak lanjut, tanggapan yang disetujui Ka. OPD',
      '1 hari kerja',
      '',
    ],
    [8, ['Sistem SMS Wadul Bupati', 'Admin Portal'], 'Selesai', '', '', ''],
  ])
  const sop = await readOne('rembang', 'sms-wadul-bupati')
  expect(sop.identity.legalBasis).toHaveLength(9)
  expect(sop.identity.records).toHaveLength(5)
  const decision = sop.steps.find((step) => step.row === 3)
  expect(decision?.acts.map((act) => [act.name, act.to, act.fill.map((use) => use.field)])).toEqual([
    ['perintahkan', 'telaah', ['instruksi']],
    ['bukan-kami', 'teruskan', ['alasan', 'kewenangan', 'unit-seharusnya', 'petunjuk']],
  ])
})

test('UPIK has the seven rows of Cirebon’s document, and our 5.1 and 5.2', async () => {
  const admin = 'Admin (Kepala Seksi E-Gov)'
  const pics = ['PIC SKPD', 'PIC Instansi Vertikal']
  await expectRows('cirebon', 'upik', [
    [1, ['Masyarakat'], 'melalui website http://upik.cirebonkab.go.id/', 'Internet', '', 'Adanya aduan'],
    [2, ['Sistem'], 'klasifikasi laporan: keluhan / pertanyaan / informasi / saran-usul', 'Sistem', '15 detik', ''],
    [3, [admin], 'grup PIC berdasarkan kategori pengaduan', 'PC', '15 detik', 'Pesan'],
    [4, pics, 'menerima notifikasi pengaduan', 'PC', '15 detik', ''],
    [5, pics, 'ke dalam kotak tanggapan', 'PC', '3 jam kerja', 'Adanya jawaban'],
    [5.1, [admin], 'melanjutkan tanggapan/jawaban kepada sistem', 'PC', '30 menit kerja', 'Adanya jawaban'],
    [5.2, [admin], 'mengarahkan laporan', 'PC', '30 menit kerja', ''],
    [6, ['Sistem'], 'mengirimkan tanggapan/jawaban ke nomor id/akun pelapor', 'Sistem', '15 detik', ''],
    [7, ['Masyarakat'], 'menerima jawaban dan balasan pesan', 'Internet', '', ''],
  ])
  const sop = await readOne('cirebon', 'upik')
  expect(sop.identity.legalBasis).toHaveLength(7)
  expect(sop.steps.filter((step) => step.automatic).map((step) => step.row)).toEqual([2, 3, 4, 6])
})

test('Cirebon classifies into the four classes of its document, grievance first', async () => {
  const { tenant } = await checkTenantFolder(folderOf('cirebon'))
  expect(tenant?.classes.map((one) => one.code)).toEqual(['keluhan', 'pertanyaan', 'informasi', 'saran-usul'])
})

test.each(['bengkalis', 'lumajang', 'rembang', 'cirebon'])(
  'every complaint form of %s has the common fields that the program relies on',
  async (tenant) => {
    const { sops } = await checkTenantFolder(folderOf(tenant))
    for (const { sop } of sops.filter((one) => one.sop.kind === 'complaint')) {
      const typed = Object.fromEntries(sop.fields.map((field) => [field.name, field.type]))
      expect(typed).toMatchObject({
        judul: 'text',
        uraian: 'long-text',
        desa: 'village',
        tempat: 'text',
        'waktu-kejadian': 'moment',
        lampiran: 'files',
        jawaban: 'long-text',
        alasan: 'long-text',
        'unit-seharusnya': 'unit',
        pertanyaan: 'long-text',
      })
      expect(sop.form.map((use) => use.field)).toEqual(expect.arrayContaining(['judul', 'uraian', 'desa', 'tempat', 'waktu-kejadian', 'lampiran']))
    }
  },
)
