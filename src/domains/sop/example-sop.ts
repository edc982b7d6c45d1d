import type { TenantFacts } from './tenant-facts.ts'

/** The invented tenant of this folder's tests and of the manual's tutorial. */
export const exampleFacts: TenantFacts = {
  units: [
    { code: 'diskominfo', kind: 'opd' },
    { code: 'dpupr', kind: 'opd' },
    { code: 'polres', kind: 'vertical' },
  ],
  posts: [
    { code: 'admin', units: ['diskominfo'] },
    { code: 'admin-skpd', units: ['diskominfo', 'dpupr'] },
    { code: 'kepala', units: ['diskominfo', 'dpupr'] },
    { code: 'sekretaris', units: ['diskominfo', 'dpupr'] },
    { code: 'pic', units: ['dpupr', 'polres'] },
    { code: 'ajudan', units: [] },
  ],
  sops: ['aduan-warga', 'keberatan'],
  classes: ['keluhan', 'pertanyaan'],
  registers: ['sertifikat'],
  templates: ['balasan'],
  categories: ['jalan', 'keamanan'],
}

/** An SOP in which nearly every part of the language occurs, without fault. */
export const exampleSource = `sop: aduan-warga
versi: 2026-01-05
judul: Pelayanan Aduan Warga
sebutan: Aduan Warga
ringkas: Sampaikan keluhan tentang layanan pemerintah.
jenis: pengaduan
identitas:
  nomor: 065/01/2026
  dibuat: 2026-01-02
  berlaku: 2026-01-05
  disahkan-oleh: Kepala Dinas Komunikasi
  dasar-hukum: [Undang-Undang Nomor 25 Tahun 2009]
penerimaan: { akun: opsional, anonim: ya }
pelaksana:
  warga: { nama: Warga, pelapor: ya }
  sistem: { nama: Sistem, sistem: ya }
  admin: { nama: Admin, jabatan: admin, di: diskominfo }
  skpd: { nama: Admin SKPD, jabatan: admin-skpd, di: unit-tiket }
  kepala: { nama: Kepala, jabatan: kepala, di: unit-tiket }
  sekretaris: { nama: Sekretaris, jabatan: sekretaris, di: unit-tiket }
  pic: { nama: PIC, jabatan: pic, di: kelompok, unit: vertikal }
isian:
  judul: { label: Judul, tipe: teks, maks: 120 }
  uraian: { label: Ceritakan, tipe: teks-panjang }
  jenis-laporan: { label: Jenis, tipe: pilihan, pilihan: { aduan: Aduan, saran: Saran } }
  ktp: { label: Foto KTP, tipe: berkas, terima: [gambar, pdf], paling-banyak: 1, pribadi: ya, terlihat: [admin] }
  unit: { label: Unit tujuan, tipe: unit }
  jawaban: { label: Jawaban, tipe: teks-panjang }
  pertanyaan: { label: Pertanyaan, tipe: teks-panjang }
  alasan: { label: Alasan, tipe: teks }
formulir: [judul, uraian, jenis-laporan, { isian: ktp, wajib-bila: { jenis-laporan: aduan } }]
langkah:
  kirim:
    no: 1
    kegiatan: Warga menyampaikan aduan
    pelaksana: warga
    simbol: mulai
    keluaran: Aduan
    untuk-pelapor: Laporan Anda terkirim.
    tindakan:
      kirim: { label: Kirim, ke: catat, akibat: [klasifikasikan] }
  catat:
    no: 2
    kegiatan: Sistem mencatat aduan
    pelaksana: [warga, sistem]
    simbol: proses
    waktu: 15 detik
    untuk-pelapor: Laporan Anda tercatat.
    tindakan:
      rahasia: { label: Ke PIC, ke: pic, bila: { kategori: [keamanan] } }
      terus: { label: Teruskan, ke: periksa }
  pic:
    no: 3
    kegiatan: PIC menanggapi
    pelaksana: pic
    simbol: proses
    waktu: 3 jam kerja
    sejak: masuk
    untuk-pelapor: Laporan Anda di tangan PIC.
    tindakan:
      jawab:
        label: Jawab
        isi: [jawaban]
        ke: selesai
        akibat: [{ lepas-jawaban: jawaban }, jawab-pribadi, { tutup: dijawab }]
  periksa:
    no: 5
    kegiatan: Admin memeriksa identitas
    pelaksana: admin
    simbol: keputusan
    waktu: 24 jam
    untuk-pelapor: Identitas Anda diperiksa.
    tindakan:
      valid: { label: Sah, isi: [unit], ke: tanggapan, akibat: [{ catat-identitas: valid }, { tugaskan-unit: unit }], kabar: "Diteruskan ke {unit}." }
      palsu: { label: Tidak sah, isi: [alasan], ke: selesai, akibat: [{ catat-identitas: tidak-valid }, { tutup: ditolak }], gaya: berhenti }
      tanya: { label: Tanya pelapor, isi: [pertanyaan], ke: tetap, akibat: [{ tanya-pelapor: pertanyaan }] }
  tanggapan:
    no: 6
    kegiatan: Admin SKPD menyusun tanggapan
    pelaksana: skpd
    simbol: proses
    waktu: 21 s.d. 90 hari kerja
    untuk-pelapor: Laporan Anda ditanggapi.
    tindakan:
      konsep: { label: Simpan konsep, isi: [jawaban], ke: paraf, akibat: [{ konsep-jawaban: jawaban }, { beritahu: kepala }] }
      perpanjang: { label: Perpanjang, isi: [alasan], ke: tetap, akibat: [{ perpanjang: alasan }] }
  paraf:
    no: 7
    kegiatan: Kepala dan Sekretaris membubuhkan paraf
    pelaksana: [kepala, sekretaris]
    cara: semua
    simbol: keputusan
    untuk-pelapor: Jawaban sedang diperiksa.
    tindakan:
      setuju: { label: Setuju, ke: selesai, akibat: [lepas-jawaban, terbitkan, { tutup: dijawab }], gaya: utama }
      kembalikan: { label: Kembalikan, isi: [alasan], ke: tanggapan, sendiri: ya, gaya: kembali }
  selesai:
    no: 8
    kegiatan: Warga menerima jawaban
    pelaksana: warga
    simbol: selesai
    untuk-pelapor: Laporan Anda selesai.
tenggat: { menurut: klasifikasi, waktu: { pertanyaan: 5 hari kerja }, selain-itu: 14 hari kerja }
perpanjangan: { selama: 7 hari kerja, untuk: tiket }
keberatan: { dalam: 30 hari kerja, sop: keberatan }
ingatkan: { sebelum: 1 hari kerja }
eskalasi: [atasan, admin]
`
