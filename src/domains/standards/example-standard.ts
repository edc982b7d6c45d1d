import { readStandards } from './read-standard.ts'
import type { ServiceStandard, StandardFacts } from './standard.ts'

/** What the example may refer to. */
export const exampleFacts: StandardFacts = { units: ['kominfo', 'dinkes'], sops: ['aduan', 'surat-izin', 'perpanjangan'] }

/** A small, whole standard, for tests. */
export const exampleText = `standar: surat-izin
nama: Penerbitan Surat Izin Pasar Malam
sebutan: Izin pasar malam
ringkas: Izin mengadakan pasar malam di lapangan kabupaten.
unit: kominfo
ditetapkan: { keputusan: Keputusan Kepala Dinas Rekaan Nomor 1/KPTS/2025, tanggal: 2025-02-03, oleh: Kepala Dinas Rekaan }
untuk: [perorangan, badan-hukum]
sop: { surat-izin: Penerbitan, perpanjangan: Perpanjangan }
dasar-hukum:
  - { jenis: Undang-Undang, nomor: 25, tahun: 2009, tentang: Pelayanan Publik, sumber: Lembaran Negara Tahun 2009 Nomor 112 }
  - { jenis: Keputusan Bupati, nomor: 7/KPTS/2024, tahun: 2024, tanggal: 2024-05-29, tentang: Lapangan }
persyaratan:
  - teks: "Surat permohonan dengan:"
    rincian: [denah lapangan, daftar pedagang]
  - Fotokopi KTP
prosedur:
  - nama: Penerbitan
    langkah: [Pemohon mengirim surat, Kepala menandatangani izin]
  - nama: Perpanjangan
    langkah: [Pemohon meminta perpanjangan]
waktu: { ringkas: 3 hari kerja, rincian: [3 hari kerja bila lengkap, 1 hari kerja untuk perpanjangan] }
biaya: Bebas biaya
produk: Surat izin pasar malam
sarana: [Komputer, Printer]
kompetensi: Menguasai tata naskah
pengawasan: Atasan langsung
pengaduan:
  daring:
    - { kanal: surel, alamat: aduan@sukamaju.example }
    - { kanal: media-sosial, nama: Instagram, alamat: Kominfo Sukamaju }
  luring:
    - { kanal: tatap-muka, alamat: Jalan Rekaan 1, jam: 09.00 s.d. 15.00 }
jumlah-pelaksana: 2 orang
jaminan-pelayanan: Sesuai SOP
jaminan-keamanan: Data disimpan aman
evaluasi: [Setiap semester]
catatan: { biaya: Tidak disebut dalam keputusan. }
`

/** The example, read. */
export function exampleStandard(text = exampleText): ServiceStandard {
  return readStandards([{ file: 'contoh.yaml', text }], exampleFacts).standards[0]!
}
