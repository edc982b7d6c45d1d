import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { checkTenantFolder } from '../src/cli/tenant-folder.ts'
import { type SheetRow, sheetRows, type Sop } from '../src/domains/sop/index.ts'

const { sops, faults } = await checkTenantFolder(fileURLToPath(new URL('./bengkalis', import.meta.url)))

/** No · roles · a part of the activity · requirement · time · output. Whole numbers are rows of the decree, in its own words; the others and the last are ours. */
type Row = [number, string[], string, string, string, string]

const said = (row: SheetRow, sop: Sop, [, , activity]: Row): Row => [
  row.row, row.cells.filter((cell) => cell.symbol).map((cell) => sop.lanes.find((lane) => lane.name === cell.lane)?.title ?? ''),
  row.activity.includes(activity) ? activity : row.activity, row.requires, row.time, row.output,
]

function expectRows(code: string, expected: Row[]): Sop {
  const sop = sops.find((one) => one.sop.code === code)!.sop
  expect(sheetRows(sop).map((row, at) => said(row, sop, expected[at] ?? [0, [], '', '', '', '']))).toEqual(expected)
  for (const row of sheetRows(sop)) if (!Number.isInteger(row.row)) expect(row.note, `row ${row.row}`).toMatch(/^\[tafsiran kami\]/)
  return sop
}

test('the folder checks without a fault', () => expect(faults).toEqual([]))

test('E6, cooperation with media: six rows of the decree in seven working days', () => {
  const [company, officer] = ['Perusahaan media', 'Petugas Kerja Sama Media']
  const sop = expectRows('kerja-sama-media', [
    [1, [company], 'membawa persyaratan dan dokumen sesuai pengumuman syarat penerimaan proposal kerjasama media pers', 'Dua puluh dokumen persyaratan, menurut jenis medianya', '', 'Permohonan kerja sama'],
    [2, [officer], 'memeriksa kelengkapan berkas dari pemohon perusahaan media pers, jika tidak memenuhi syarat akan dikembalikan untuk dilengkapi kembali', 'Berkas pemohon', '', 'Berkas lengkap, atau daftar kekurangan'],
    [2.1, [company], 'melengkapi berkas yang kurang', 'Daftar kekurangan', '', 'Dokumen yang kurang'],
    [3, [officer], 'menerbitkan username dan password untuk akses ke aplikasi e-wartawan bagi permohonan yang telah lengkap dokumen persyaratan', 'Dokumen persyaratan yang lengkap', '', 'Akun e-wartawan dan tautan aktivasinya'],
    [4, [company], 'langsung melakukan aktivasi akun dengan mengisi data perusahaan media pers dan update poin untuk diajukan untuk divalidasi oleh tim verifikasi e-wartawan', 'Tautan aktivasi', '', 'Akun aktif, data perusahaan, dan poin yang diajukan'],
    [5, ['Tim Verifikasi e-wartawan'], 'disetujui/tidak disetujui oleh tim verifikasi e-wartawan maka ditindaklanjuti oleh pesanan publikasi', 'Data perusahaan dan rincian poin', '', 'Poin yang disahkan, atau alasan penolakan'],
    [5.1, [officer], 'menentukan pesanan publikasi', '', '', 'Rincian pesanan'],
    [5.2, [officer], 'menyusun konsep surat pesanan publikasi', 'Rincian pesanan', '', 'Konsep surat pesanan publikasi'],
    [5.3, ['Sekretaris'], 'memparaf konsep surat pesanan publikasi', 'Konsep surat', '', 'Konsep surat berparaf'],
    [5.4, ['Kepala Dinas'], 'menandatangani surat pesanan publikasi', 'Konsep surat berparaf', '', 'Surat pesanan publikasi bertanda tangan elektronik'],
    [6, [officer], 'Pihak Diskominfo memberikan pesanan publikasi ke perusahaan', 'Surat pesanan publikasi', '', 'Pesanan publikasi tercatat dan terkirim'],
    [7, [company], 'menerima pesanan publikasi', '', '', 'Pesanan publikasi diterima'],
  ])
  expect(sop).toMatchObject({ deadline: { otherwise: { amount: 7, unit: 'working-day' } }, identity: { number: '000.8.3.2/KPTS/10/2024', made: '2024-01-03', effective: '2024-01-03' } })
  expect(sop.identity.legalBasis).toHaveLength(5)
})

const attached = 'Surat permohonan; KTP; SK pangkat terakhir; SK jabatan terakhir; surel dinas individu'
const verifier = 'Verifikator Instansi'

test('E7, issuing a certificate: the five points of the decree', () => {
  const sop = expectRows('sertifikat-penerbitan', [
    [1, ['Pemohon'], 'mengajukan permohonan penerbitan Sertifikat Elektronik dengan melampirkan nama lengkap dan alamat email dinas dengan domain @bengkaliskab.go.id', attached, '', 'Permohonan penerbitan'],
    [1.1, [verifier], 'mengirim tautan aktivasi ke surel dinas yang didaftarkan', 'Berkas permohonan', '', 'Tautan aktivasi'],
    [1.2, ['Pemohon'], 'melengkapi permohonannya', 'Daftar kekurangan', '', 'Dokumen yang kurang'],
    [2, ['Pemohon'], 'melakukan aktivasi akun dengan mengisi data diri, data kedinasan dan melakukan swafoto wajah melalui link aktivasi akun yang dikirim melalui alamat email yang telah didaftarkan', 'Link aktivasi akun', '', 'Data diri, data kedinasan, dan swafoto'],
    [3, ['Sistem'], 'Apabila yang didaftarkan adalah ASN maka sistem secara otomatis akan memverifikasi data sesuai dengan data pada Kependudukan dan Pencatatan Sipil (DUKCAPIL) dan data dari Badan Kepegawaian Negara (BKN)', 'NIK, NIP, dan nama', '', 'Hasil pencocokan'],
    [4, [verifier], 'Apabila yang didaftarkan memilih Non-ASN maka perlu dilakukan verifikasi secara manual oleh verifikator instansi', 'Data diri, data kedinasan, dan swafoto', '', 'Hasil verifikasi'],
    [5, ['Pemohon'], 'mendapatkan email untuk melakukan pengisian passphrase kemudian akan menerima notifikasi bahwa Sertifikat Elektronik telah terbit', 'Link pengisian passphrase', '', 'Sertifikat Elektronik Pengguna'],
    [6, ['Pemohon'], 'menerima Sertifikat Elektronik', '', '', 'Sertifikat Elektronik Pengguna'],
  ])
  expect(sop.deadline).toEqual({ times: {}, otherwise: { amount: 1, unit: 'working-day' } })
  expect(sop.identity.legalBasis).toHaveLength(7)
})

test('E7, renewing a certificate: four points of the decree, and the fifth as a warning', () => {
  const sop = expectRows('sertifikat-pembaruan', [
    [1, ['Pemilik'], 'mengajukan permohonan pembaruan Sertifikat Elektronik kepada verifikator instansi', attached, '', 'Permohonan pembaruan'],
    [2, [verifier], 'akan memproses pembaruan Sertifikat Elektronik', 'Permohonan pembaruan', '', 'Link verifikasi data atau pengisian passphrase'],
    [2.1, ['Pemilik'], 'melengkapi permohonannya', 'Daftar kekurangan', '', 'Dokumen yang kurang'],
    [3, ['Pemilik'], 'Apabila pembaruan data diri, pemilik Sertifikat Elektronik melakukan verifikasi melalui link yang dikirim melalui email', 'Link verifikasi', '', 'Data pemilik yang baru'],
    [4, ['Pemilik'], 'dilakukan sebelum masa berlaku habis dengan melakukan Set Passphrase melalui link yang dikirim melalui email setelah proses pembaruan dilakukan oleh verifikator', 'Link pengisian passphrase', '', 'Sertifikat Elektronik dengan masa berlaku baru'],
    [5, ['Pemilik'], 'menerima hasil pembaruan', '', '', 'Hasil pembaruan'],
  ])
  expect(sop.identity.warnings).toEqual([expect.stringMatching(/expired tidak dapat dilakukan pembaruan, melainkan harus dilakukan penerbitan Sertifikat Elektronik yang baru/)])
  expect(sop.deadline?.otherwise).toEqual({ amount: 1, unit: 'working-day' })
})

test('E7, revoking a certificate: the two points of the decree, and its end', () => {
  const sop = expectRows('sertifikat-pencabutan', [
    [1, ['Pemilik'], 'mengajukan permohonan pencabutan Sertifikat Elektronik kepada verifikator instansi', attached, '', 'Permohonan pencabutan'],
    [1.1, ['Pemilik'], 'melengkapi permohonannya', 'Daftar kekurangan', '', 'Dokumen yang kurang'],
    [2, [verifier], 'statusnya dicabut/revoke', 'Permohonan pencabutan', '', 'Sertifikat Elektronik berstatus dicabut'],
    [3, ['Pemilik'], 'Selesai', '', '', 'Sertifikat Elektronik berstatus dicabut'],
  ])
  expect(sop.deadline?.otherwise).toEqual({ amount: 1, unit: 'working-day' })
})
