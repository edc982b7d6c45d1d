/** A small invented tenant.yaml for tests, without a fault. */
export const exampleTenantText = `tenant: sukamaju
nama: Kabupaten Sukamaju
pemerintah: Pemerintah Kabupaten Sukamaju
kode-wilayah: "14.03"
zona: WIB
semboyan: Kabupaten rekaan.
warna: { utama: "#0b5d4e", aksen: "#d99a1b" }
kontak: { alamat: Jalan Rekaan 1 }
kalender:
  minggu: 5
  jam: { senin: 08.00-16.00, selasa: 08.00-16.00, rabu: 08.00-16.00, kamis: 08.00-16.00, jumat: 08.00-11.00, sabtu: 08.00-12.00 }
  jam-ramadan: { senin: 08.00-15.00 }
  libur-lokal:
    - { tanggal: 2026-03-10, nama: Hari Jadi Sukamaju, dasar: Keputusan Bupati Sukamaju 1/2026 }
unit:
  kominfo: { nama: Dinas Kominfo, singkatan: Kominfo, jenis: opd, fungsi: informatika }
  rsud: { nama: RSUD Sukamaju, jenis: opd, fungsi: kesehatan, minggu: 6 }
  polres: { nama: Polres Sukamaju, jenis: vertikal, fungsi: keamanan }
jabatan:
  admin: { nama: Admin, di: [kominfo], atasan: kepala }
  pic: { nama: PIC, di: vertikal }
  kepala: { nama: Kepala, di: semua }
admin-tenant: [admin]
kategori:
  kesehatan: { nama: Kesehatan, kelompok: [rsud], kata: [puskesmas, dokter] }
  lainnya: { nama: Lainnya, kelompok: [kominfo, polres] }
klasifikasi:
  keluhan: { nama: Keluhan, kata: [rusak] }
  pertanyaan: { nama: Pertanyaan, kata: [apakah] }
`
