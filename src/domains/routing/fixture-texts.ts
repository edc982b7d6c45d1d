/** What a person would say a text is. `category` is undefined where none of the lists fits. */
export interface JudgedText {
  text: string
  class: 'keluhan' | 'pertanyaan' | 'informasi' | 'saran-usul'
  category: string | undefined
}

const keluhan: [string, string | undefined][] = [
  ['Jl raya depan balai desa RUSAAAK parah pak, udah 3 bln gak dibenerin, tlg segera', 'jalan'],
  ['jalannya pada bolong2 kalo ujan jd kubangan, kmrn ada yg jatoh', 'jalan'],
  ['Jembatan penghubung dua dusun ambles sebelah, bahaya bgt buat anak sekolah', 'jalan'],
  ['Aspal jln kabupaten arah pasar baru 2 minggu sdh ngelupas lagi!!! kecewa', 'jalan'],
  ['got depan rumah mampet udah seminggu, air nya bau dan masuk rumah warga', 'drainase'],
  ['Tiap hujan pasti kebanjiran krn saluran irigasinya ga pernah dikeruk', 'drainase'],
  ['rob masuk lagi sampe lutut, tanggulnya jebol dari th kemaren blm diperbaiki', 'drainase'],
  ['PJU di perempatan mati semua, gelap, rawan begal', 'penerangan'],
  ['Lampu di sepanjang jalan lingkar padam sudah sebulan tidak ada yang ganti', 'penerangan'],
  ['Dalane peteng pisan, lampune mati kabeh', 'penerangan'],
  ['mati lampu tiap malem dari kmrn, barang elektronik pada rusak, pln gmn sih', 'listrik'],
  ['Kabel listrik menjuntai rendah di gang, takut kesetrum', 'listrik'],
  ['Air PDAM keruh dan kecil bgt ngalirnya, tagihan jalan terus', 'air-bersih'],
  ['sudah 4 hr air gak keluar, mandi pake apa pak', 'air-bersih'],
  ['Sampah menumpuk di pinggir kali, baunya nyengat, gak pernah diangkut', 'sampah'],
  ['pabrik buang limbah ke sungai, ikan pada mati, tolong ditindak', 'sampah'],
  ['Antri di puskesmas dari jam 6 baru dilayani jam 11, perawatnya judes', 'kesehatan'],
  ['obat di rs sering kosong pasien disuruh beli di luar', 'kesehatan'],
  ['BPJS saya tiba2 tidak aktif padahal mau kontrol', 'kesehatan'],
  ['Sekolah anak saya minta uang gedung 2jt, katanya gratis??', 'pendidikan'],
  ['atap kelas SD mau roboh, murid belajar di teras', 'pendidikan'],
  ['KTP saya dr tahun lalu blm jadi, katanya blangko habis terus', 'kependudukan'],
  ['Ngurus akte kelahiran dipersulit bolak balik 5 kali', 'kependudukan'],
  ['bansos ga tepat sasaran, yg punya mobil dapet, janda tua tdk', 'bantuan-sosial'],
  ['PKH saya dicoret tanpa alasan, tolong dicek', 'bantuan-sosial'],
  ['Upah saya dibawah UMK dan lembur tidak dibayar', 'ketenagakerjaan'],
  ['pupuk subsidi langka, padi sdh menguning butuh pupuk', 'pertanian-perikanan'],
  ['gas melon langka harganya sampai 30rb', 'perdagangan'],
  ['Tukang parkir liar di depan minimarket maksa minta 5rb', 'perhubungan'],
  ['truk tambang lewat siang malam debunya masuk rumah', 'perhubungan'],
  ['tiap malam minggu balap liar berisik, warga tdk bisa tidur', 'ketertiban'],
  ['sertipikat PTSL dari 2023 belum jadi jadi', 'pertanahan'],
  ['dana desa tidak transparan, kuwu susah ditemui', 'desa'],
  ['pelayanan lelet petugas main hp terus', undefined],
]

const pertanyaan: [string, string | undefined][] = [
  ['apa syarat bikin ktp baru utk yg hilang?', 'kependudukan'],
  ['Gmn cara pindah domisili dr luar kota min?', 'kependudukan'],
  ['Mau nanya, jadwal ppdb smp tahun ini kapan ya', 'pendidikan'],
  ['brp biaya bikin izin usaha, ngurusnya di mana?', 'perizinan-pajak'],
  ['Apakah ada lowongan kerja untuk lulusan SMK?', 'ketenagakerjaan'],
  ['numpang tanya cara cek penerima bansos gimana', 'bantuan-sosial'],
  ['Dimana saya bisa bayar PBB online', 'perizinan-pajak'],
  ['kepriben carane daftar bpjs gratis', 'kesehatan'],
  ['Kpn jadwal pengangkutan sampah di perumahan kami?', 'sampah'],
  ['ijin bertanya min, kartu kuning bisa dibuat online gak?', 'ketenagakerjaan'],
  ['Siapa yg harus saya hubungi kalau mau urus batas tanah', 'pertanahan'],
  ['kantor buka jam berapa hari jumat?', undefined],
]

const informasi: [string, string | undefined][] = [
  ['Sekedar info, pohon tumbang menutup jalan arah terminal, skrg sudah dibersihkan warga', undefined],
  ['Untuk diketahui, besok ada kerja bakti bersih selokan di RW 04', 'drainase'],
  ['terima kasih lampu jalan di desa kami sudah nyala semua', 'penerangan'],
  ['Kami memberitahukan bahwa posyandu melati pindah ke balai RW 02', 'kesehatan'],
  ['sdh terjadi kecelakaan truk di lampu merah, lalu lintas dialihkan', 'perhubungan'],
  ['Makasih pak jembatannya udah bagus', 'jalan'],
  ['info aja pupuk sudah datang di kios kelompok tani', 'pertanian-perikanan'],
]

const saranUsul: [string, string | undefined][] = [
  ['Saran saya sebaiknya ada tempat sampah terpilah di setiap pasar', 'sampah'],
  ['usul dong di pertigaan dikasih lampu merah biar gak semrawut', 'perhubungan'],
  ['Alangkah baiknya kalo bikin ktp bisa di desa', 'kependudukan'],
  ['Kalau bisa dokter di puskesmas ditambah', 'kesehatan'],
  ['kami mengusulkan pengaspalan jalan gang melati rt 03/05', 'jalan'],
  ['Perlu ditambah penerangan di jalur sepi arah sawah', 'penerangan'],
  ['Harapannya petani dikasih pelatihan hama tikus', 'pertanian-perikanan'],
  ['masukan aja, jam pelayanan sabtu dibuka juga', undefined],
]

/** Rough messages as they come by SMS and form, all invented, judged before the program saw them. Two rules were mended by them. */
export const judgedTexts: JudgedText[] = [
  ...keluhan.map(([text, category]) => ({ text, class: 'keluhan' as const, category })),
  ...pertanyaan.map(([text, category]) => ({ text, class: 'pertanyaan' as const, category })),
  ...informasi.map(([text, category]) => ({ text, class: 'informasi' as const, category })),
  ...saranUsul.map(([text, category]) => ({ text, class: 'saran-usul' as const, category })),
]

const unseen: [string, JudgedText['class'], string | undefined][] = [
  ['assalamualaikum pak bupati, jln di blok kami hancur lebur ga ada perhatian', 'keluhan', 'jalan'],
  ['motor saya masuk lubang di jalan depan pom bensin, velg pecah', 'keluhan', 'jalan'],
  ['air kali naik terus, rumah warga sdh terendam semata kaki', 'keluhan', 'drainase'],
  ['lampunya kedap kedip di tikungan, tlng diganti', 'keluhan', 'penerangan'],
  ['token listriknya gagal terus dimasukin', 'keluhan', 'listrik'],
  ['ledeng ga ngocor dr subuh', 'keluhan', 'air-bersih'],
  ['bakar2 sampah tiap sore asapnya bikin sesak', 'keluhan', 'sampah'],
  ['bidan desa jarang ada di tempat', 'keluhan', 'kesehatan'],
  ['guru honorer blm digaji 3 bulan', 'keluhan', 'pendidikan'],
  ['kartu keluarga saya salah nama, disuruh balik lagi besok2', 'keluhan', 'kependudukan'],
  ['beras bantuan berkutu dan bau apek', 'keluhan', 'bantuan-sosial'],
  ['anak punk ngamen maksa di lampu merah', 'keluhan', 'ketertiban'],
  ['perangkat desa minta uang pelicin buat tanda tangan', 'keluhan', 'desa'],
  ['harga cabe naik gila gilaan di pasar', 'keluhan', 'perdagangan'],
  ['bisa gak bikin kia tanpa akta?', 'pertanyaan', 'kependudukan'],
  ['pajak motor bisa dibayar dmn aja ya', 'pertanyaan', 'perizinan-pajak'],
  ['syarat dapet beasiswa apa aja min', 'pertanyaan', 'pendidikan'],
  ['puskesmas buka hari minggu?', 'pertanyaan', 'kesehatan'],
  ['kpn bansos cair', 'pertanyaan', 'bantuan-sosial'],
  ['lapor, ada pohon miring mau roboh ke kabel pln', 'informasi', 'listrik'],
  ['pasar sudah buka kembali setelah kebakaran, untuk diketahui', 'informasi', 'perdagangan'],
  ['mending dibikin polisi tidur depan sd biar motor gak ngebut', 'saran-usul', 'perhubungan'],
  ['usulan: tambah bak sampah di alun alun', 'saran-usul', 'sampah'],
  ['semoga ke depan ada angkot sampai malam', 'saran-usul', 'perhubungan'],
]

/** Written and judged after the rules were finished, and used for nothing but the figure. Keep it so: mend no rule by these. */
export const unseenTexts: JudgedText[] = unseen.map(([text, kind, category]) => ({ text, class: kind, category }))
