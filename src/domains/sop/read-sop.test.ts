import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exampleFacts, exampleSource } from './example-sop.ts'
import { readSop } from './read-sop.ts'

function faultsOf(source: string): string[] {
  return readSop(source, 'tenants/contoh/sops/aduan-warga.yaml', exampleFacts).faults.map((f) => `${f.line}:${f.column} ${f.found}`)
}

function edited(edits: [string, string][]): string {
  return edits.reduce((source, [from, to]) => {
    if (!source.includes(from)) throw new Error(`The example has no ${from}`)
    return source.replace(from, () => to)
  }, exampleSource)
}

/** One faulty file a check: what is changed in the example, and every fault that the clerk is told, in the order of the file. */
const faulty: { name: string; edits: [string, string][]; faults: string[] }[] = [
  {
    name: 'an unknown effect',
    edits: [['{ tugaskan-unit: unit }', '{ tugaskn-unit: unit }']],
    faults: ['74:95 akibat "tugaskn-unit" yang tidak dikenal'],
  },
  {
    name: 'an unknown effect without argument',
    edits: [['terbitkan,', 'terbitkn,']],
    faults: ['95:69 akibat "terbitkn" yang tidak dikenal'],
  },
  {
    name: 'a far unknown effect',
    edits: [['terbitkan,', 'kirim-merpati,']],
    faults: ['95:69 akibat "kirim-merpati" yang tidak dikenal'],
  },
  {
    name: 'an effect without its argument',
    edits: [['{ beritahu: kepala }', 'beritahu']],
    faults: ['85:104 akibat "beritahu" tanpa keterangan'],
  },
  {
    name: 'an effect with an argument too many',
    edits: [['terbitkan,', '{ terbitkan: ya },']],
    faults: ['95:71 akibat "terbitkan" dengan titik dua'],
  },
  {
    name: 'two effects on one line',
    edits: [['[{ lepas-jawaban: jawaban }, jawab-pribadi', '[{ lepas-jawaban: jawaban, beritahu: warga }, jawab-pribadi']],
    faults: ['65:18 kumpulan kunci'],
  },
  {
    name: 'an unknown key',
    edits: [['kegiatan: PIC menanggapi', 'kegiatn: PIC menanggapi']],
    faults: ['54:5 kunci "kegiatn" yang tidak dikenal'],
  },
  {
    name: 'a far unknown key',
    edits: [['    sejak: masuk', '    sejak: masuk\n    warna-kertas: hijau']],
    faults: ['59:5 kunci "warna-kertas" yang tidak dikenal'],
  },
  {
    name: 'an unknown field type',
    edits: [['tipe: unit }', 'tipe: unti }']],
    faults: ['27:37 "unti"'],
  },
  {
    name: 'an unknown symbol',
    edits: [['simbol: selesai', 'simbol: selsai']],
    faults: ['101:13 "selsai"'],
  },
  {
    name: 'a boolean for yes',
    edits: [['anonim: ya', 'anonim: true']],
    faults: ['13:39 `true`'],
  },
  {
    name: 'an empty value',
    edits: [['keluaran: Aduan\n', 'keluaran:\n']],
    faults: ['38:14 nilai kosong'],
  },
  {
    name: 'a number for text',
    edits: [['judul: Pelayanan Aduan Warga', 'judul: 2026']],
    faults: ['3:8 `2026`'],
  },
  {
    name: 'a missing key',
    edits: [['    untuk-pelapor: Laporan Anda di tangan PIC.\n', '']],
    faults: ['52:3 tidak ada kunci "untuk-pelapor"'],
  },
  {
    name: 'a missing number',
    edits: [['    no: 3\n', '']],
    faults: ['52:3 tidak ada kunci "no"'],
  },
  {
    name: 'a bad name',
    edits: [['  pic:\n', '  PIC Baru:\n']],
    faults: ['50:37 langkah "pic" yang tidak dikenal', '52:3 nama "PIC Baru"'],
  },
  {
    name: 'a date that does not exist',
    edits: [['versi: 2026-01-05', 'versi: 2026-02-30']],
    faults: ['2:8 "2026-02-30"'],
  },
  {
    name: 'a bad time',
    edits: [['waktu: 3 jam kerja', 'waktu: tiga jam']],
    faults: ['57:12 "tiga jam"'],
  },
  {
    name: 'a bad deadline',
    edits: [['selain-itu: 14 hari kerja', 'selain-itu: 14 hri kerja']],
    faults: ['103:83 "14 hri kerja"'],
  },
  {
    name: 'a list where a map stands',
    edits: [['penerimaan: { akun: opsional, anonim: ya }', 'penerimaan: [akun]']],
    faults: ['13:13 daftar'],
  },
  {
    name: 'an unknown target',
    edits: [['ke: paraf', 'ke: parf']],
    faults: ['85:59 langkah "parf" yang tidak dikenal'],
  },
  {
    name: 'an unknown lane of a step',
    edits: [['pelaksana: skpd', 'pelaksana: skdp']],
    faults: ['80:16 pelaksana "skdp" yang tidak dikenal'],
  },
  {
    name: 'an unknown post',
    edits: [['jabatan: admin-skpd', 'jabatan: admin-spkd']],
    faults: ['18:38 jabatan "admin-spkd" yang tidak dikenal'],
  },
  {
    name: 'an unknown unit',
    edits: [['di: diskominfo }', 'di: diskominf }']],
    faults: ['17:45 unit "diskominf" yang tidak dikenal'],
  },
  {
    name: 'an unknown field in a form',
    edits: [['formulir: [judul,', 'formulir: [judl,']],
    faults: ['31:12 isian "judl" yang tidak dikenal'],
  },
  {
    name: 'an unknown field in an act',
    edits: [['isi: [jawaban]\n', 'isi: [jawabn]\n']],
    faults: ['63:15 isian "jawabn" yang tidak dikenal'],
  },
  {
    name: 'an unknown field in an effect',
    edits: [['{ konsep-jawaban: jawaban }', '{ konsep-jawaban: jawabn }']],
    faults: ['85:93 isian "jawabn" yang tidak dikenal'],
  },
  {
    name: 'an unknown name in a condition',
    edits: [['bila: { kategori:', 'bila: { katgori:']],
    faults: ['50:50 isian atau fakta "katgori" yang tidak dikenal'],
  },
  {
    name: 'an unknown value in a condition',
    edits: [['[keamanan] }', '[keamana] }']],
    faults: ['50:61 nilai "keamana" yang tidak dikenal'],
  },
  {
    name: 'an unknown value in a required-if',
    edits: [['wajib-bila: { jenis-laporan: aduan }', 'wajib-bila: { jenis-laporan: adaun }']],
    faults: ['31:85 nilai "adaun" yang tidak dikenal'],
  },
  {
    name: 'an unknown linked SOP',
    edits: [['sop: keberatan', 'sop: keberatn']],
    faults: ['105:41 SOP "keberatn" yang tidak dikenal'],
  },
  {
    name: 'an objection that is neither a ticket of its own nor the same one opened again',
    edits: [['dalam: 30 hari kerja, sop: keberatan', 'dalam: 30 hari kerja']],
    faults: ['105:1 `keberatan` tanpa `sop` dan tanpa `langkah`'],
  },
  {
    name: 'an objection that is both',
    edits: [['sop: keberatan }', 'sop: keberatan, langkah: tanggapan }']],
    faults: ['105:1 `keberatan` dengan `sop` dan `langkah` sekaligus'],
  },
  {
    name: 'a number of reopenings for an objection of another SOP',
    edits: [['sop: keberatan }', 'sop: keberatan, paling-banyak: 3 }']],
    faults: ['105:52 `paling-banyak` tanpa `langkah`'],
  },
  {
    name: 'opening again at an unknown step',
    edits: [['sop: keberatan }', 'langkah: periksaa }']],
    faults: ['105:45 langkah "periksaa" yang tidak dikenal'],
  },
  {
    name: 'opening again at a step of the ticket’s unit, where a PIC may have answered without one',
    edits: [['sop: keberatan }', 'langkah: tanggapan }']],
    faults: ['105:45 langkah "tanggapan", yang menunggu unit tiket, padahal mungkin belum ada unit yang ditugasi ketika tiket dijawab'],
  },
  {
    name: 'opening again at a step that nobody works on',
    edits: [['sop: keberatan }', 'langkah: selesai }']],
    faults: ['105:45 langkah "selesai", yang tidak dipegang jabatan'],
  },
  {
    name: 'an unknown receiver',
    edits: [['beritahu: kepala', 'beritahu: kepla']],
    faults: ['85:116 penerima "kepla" yang tidak dikenal'],
  },
  {
    name: 'an unknown lane that may read',
    edits: [['terlihat: [admin]', 'terlihat: [admn]']],
    faults: ['26:106 pelaksana "admn" yang tidak dikenal'],
  },
  {
    name: 'an unknown value of the deadline',
    edits: [['waktu: { pertanyaan: 5', 'waktu: { pertnyaan: 5']],
    faults: ['103:43 nilai "pertnyaan" yang tidak dikenal'],
  },
  {
    name: 'an unknown name of the deadline',
    edits: [['menurut: klasifikasi', 'menurut: klasifikas']],
    faults: ['103:21 isian atau fakta "klasifikas" yang tidak dikenal'],
  },
  {
    name: 'a condition on free text',
    edits: [['bila: { kategori: [keamanan] }', 'bila: { judul: [keamanan] }']],
    faults: ['50:50 isian "judul" yang nilainya tidak dapat didaftar'],
  },
  {
    name: 'a deadline by free text',
    edits: [['menurut: klasifikasi', 'menurut: uraian']],
    faults: ['103:21 isian "uraian" yang nilainya tidak dapat didaftar'],
  },
  {
    name: 'unknown braces',
    edits: [['{unit}.', '{dinas}.']],
    faults: ['74:126 "{dinas}" yang tidak dikenal'],
  },
  {
    name: 'a ticket named after what is personal, may be missing, or is no field',
    edits: [['jenis: pengaduan', 'perihal: "{ktp} {alasan} {dinas} {judul}"\njenis: pengaduan']],
    faults: ['6:10 "{ktp}" pada perihal', '6:10 "{alasan}" pada perihal', '6:10 "{dinas}" pada perihal'],
  },
  {
    name: 'a condition on free text for what must be new',
    edits: [['  judul: { label: Judul, tipe: teks, maks: 120 }', '  judul: { label: Judul, tipe: teks, maks: 120, belum-ada: { daftar: sertifikat, saran: Ubah., bila: { uraian: x } } }']],
    faults: ['23:104 isian "uraian" yang nilainya tidak dapat didaftar'],
  },
  {
    name: 'a lane without kind',
    edits: [['admin: { nama: Admin, jabatan: admin, di: diskominfo }', 'admin: { nama: Admin }']],
    faults: ['17:3 pelaksana "admin" tanpa jenis'],
  },
  {
    name: 'a lane of two kinds',
    edits: [['sistem: { nama: Sistem, sistem: ya }', 'sistem: { nama: Sistem, sistem: ya, pelapor: ya }']],
    faults: ['16:3 pelaksana "sistem" dengan `pelapor: ya` dan `sistem: ya`', '16:48 kolom pelapor yang kedua, "sistem"'],
  },
  {
    name: 'a post without seat',
    edits: [['jabatan: kepala, di: unit-tiket', 'jabatan: kepala']],
    faults: ['19:3 pelaksana "kepala" tanpa `di`'],
  },
  {
    name: 'a seat without post',
    edits: [['sistem: ya }', 'sistem: ya, di: dpupr }']],
    faults: ['16:43 `di` tanpa `jabatan`'],
  },
  {
    name: 'a unit kind outside a group',
    edits: [['di: unit-tiket }\n  kepala', 'di: unit-tiket, unit: opd }\n  kepala']],
    faults: ['18:72 `unit` tanpa `di: kelompok`'],
  },
  {
    name: 'a post that its unit has not',
    edits: [['jabatan: admin, di: diskominfo', 'jabatan: admin, di: dpupr']],
    faults: ['17:45 jabatan "admin" yang tidak ada di unit "dpupr"'],
  },
  {
    name: 'a post that no unit has',
    edits: [['jabatan: admin-skpd', 'jabatan: ajudan']],
    faults: ['18:38 jabatan "ajudan" yang tidak ada di unit mana pun'],
  },
  {
    name: 'a post that no unit of the kind has',
    edits: [['jabatan: pic, di: kelompok, unit: vertikal', 'jabatan: kepala, di: kelompok, unit: vertikal']],
    faults: ['21:30 jabatan "kepala" yang tidak ada di instansi vertikal mana pun'],
  },
  {
    name: 'an unused lane',
    edits: [['  pic: { nama: PIC, ', '  bupati: { nama: Bupati, jabatan: kepala, di: dpupr }\n  pic: { nama: PIC, ']],
    faults: ['21:3 pelaksana "bupati" yang tidak dipakai'],
  },
  {
    name: 'a second reporter',
    edits: [['  pic: { nama: PIC, ', '  lain: { nama: Lain, pelapor: ya }\n  pic: { nama: PIC, ']],
    faults: ['21:3 pelaksana "lain" yang tidak dipakai', '21:32 kolom pelapor yang kedua, "lain"'],
  },
  {
    name: 'a lane with a word of the language',
    edits: [['  pic: { nama: PIC, ', '  kelompok: { nama: Lain, jabatan: kepala, di: dpupr }\n  pic: { nama: PIC, ']],
    faults: ['21:3 pelaksana bernama "kelompok"', '21:3 pelaksana "kelompok" yang tidak dipakai'],
  },
  {
    name: 'an unused field',
    edits: [['  alasan: {', '  hobi: { label: Hobi, tipe: teks }\n  alasan: {']],
    faults: ['30:3 isian "hobi" yang tidak pernah diminta'],
  },
  {
    name: 'a field asked twice',
    edits: [['formulir: [judul, uraian,', 'formulir: [judul, judul, uraian,']],
    faults: ['31:19 isian "judul" yang diminta dua kali'],
  },
  {
    name: 'options on a text',
    edits: [['tipe: teks, maks: 120', 'tipe: teks, pilihan: { a: A, b: B }']],
    faults: ['23:47 `pilihan` pada isian bertipe teks'],
  },
  {
    name: 'a limit on files',
    edits: [['paling-banyak: 1', 'paling-banyak: 1, maks: 3']],
    faults: ['26:88 `maks` pada isian bertipe berkas'],
  },
  {
    name: 'a choice without options',
    edits: [[', pilihan: { aduan: Aduan, saran: Saran }', '']],
    faults: ['25:3 isian "jenis-laporan" bertipe pilihan dengan kurang dari dua pilihan'],
  },
  {
    name: 'a field named as a fact',
    edits: [['  judul: { label: Judul,', '  identitas: { label: Judul,']],
    faults: ['23:3 isian bernama "identitas"', '31:12 isian "judul" yang tidak dikenal'],
  },
  {
    name: 'two rows with one number',
    edits: [['no: 6', 'no: 5']],
    faults: ['78:9 nomor 5 yang sudah dipakai langkah "periksa"'],
  },
  {
    name: 'a row that falls',
    edits: [['no: 6', 'no: 4']],
    faults: ['78:9 nomor 4 sesudah nomor 5'],
  },
  {
    name: 'a start that is not one',
    edits: [['simbol: mulai', 'simbol: proses']],
    faults: ['37:13 simbol langkah pertama "proses"'],
  },
  {
    name: 'a second start',
    edits: [['pelaksana: skpd\n    simbol: proses', 'pelaksana: skpd\n    simbol: mulai']],
    faults: ['81:13 simbol `mulai` pada langkah yang bukan pertama'],
  },
  {
    name: 'a start without reporter',
    edits: [['pelaksana: warga\n    simbol: mulai', 'pelaksana: admin\n    simbol: mulai']],
    faults: ['36:16 langkah pertama tanpa pelapor'],
  },
  {
    name: 'a start act of another name',
    edits: [['      kirim: { label: Kirim', '      lapor: { label: Kirim']],
    faults: ['40:5 tindakan langkah pertama: lapor'],
  },
  {
    name: 'a start act that asks',
    edits: [['{ label: Kirim, ke', '{ label: Kirim, isi: [alasan], ke']],
    faults: ['41:35 `isi` pada tindakan kirim'],
  },
  {
    name: 'a start act with a condition',
    edits: [['{ label: Kirim, ke', '{ label: Kirim, bila: { jenis-laporan: saran }, ke']],
    faults: ['41:36 `bila` pada tindakan kirim'],
  },
  {
    name: 'an automatic step that asks',
    edits: [['{ label: Teruskan, ke', '{ label: Teruskan, isi: [alasan], ke']],
    faults: ['51:39 isian wajib "alasan" pada langkah otomatis'],
  },
  {
    name: 'an automatic step with a last condition',
    edits: [['{ label: Teruskan, ke: periksa }', '{ label: Teruskan, ke: periksa, bila: { kategori: jalan } }']],
    faults: ['51:52 `bila` pada tindakan terakhir langkah otomatis, "terus"'],
  },
  {
    name: 'an automatic act that hides the next',
    edits: [[', bila: { kategori: [keamanan] }', '']],
    faults: ['50:7 tindakan "rahasia" tanpa `bila`, padahal masih ada tindakan sesudahnya'],
  },
  {
    name: 'an automatic loop',
    edits: [
      [
        'terus: { label: Teruskan, ke: periksa }',
        'terus: { label: Teruskan, ke: catat, bila: { kategori: jalan } }\n      lagi: { label: Teruskan, ke: periksa }',
      ],
    ],
    faults: ['51:37 langkah otomatis yang berputar tanpa menunggu orang'],
  },
  {
    name: 'an automatic step without act',
    edits: [
      [
        '    tindakan:\n      rahasia: { label: Ke PIC, ke: pic, bila: { kategori: [keamanan] } }\n      terus: { label: Teruskan, ke: periksa }\n',
        '',
      ],
    ],
    faults: ['42:3 langkah otomatis "catat" tanpa tindakan'],
  },
  {
    name: 'a person without act',
    edits: [
      [
        '    tindakan:\n      jawab:\n        label: Jawab\n        isi: [jawaban]\n        ke: selesai\n        akibat: [{ lepas-jawaban: jawaban }, jawab-pribadi, { tutup: dijawab }]\n',
        '',
      ],
    ],
    faults: ['52:3 langkah "pic" tanpa tindakan'],
  },
  {
    name: 'a decision with one act',
    edits: [['pelaksana: pic\n    simbol: proses', 'pelaksana: pic\n    simbol: keputusan']],
    faults: ['56:13 keputusan dengan satu tindakan'],
  },
  {
    name: 'an end with an act',
    edits: [['Laporan Anda selesai.\n', 'Laporan Anda selesai.\n    tindakan:\n      ulang: { label: Ulang, ke: periksa }\n']],
    faults: ['103:5 tindakan pada langkah selesai'],
  },
  {
    name: 'no end',
    edits: [['simbol: selesai', 'simbol: proses']],
    faults: ['32:1 SOP tanpa langkah selesai', '97:3 langkah "selesai" tanpa tindakan'],
  },
  {
    name: 'since without time',
    edits: [['    waktu: 3 jam kerja\n', '']],
    faults: ['57:12 `sejak` tanpa `waktu`'],
  },
  {
    name: 'all of one lane',
    edits: [['pelaksana: [kepala, sekretaris]', 'pelaksana: kepala']],
    faults: ['20:3 pelaksana "sekretaris" yang tidak dipakai', '91:11 `cara: semua` dengan kurang dari dua jabatan'],
  },
  {
    name: 'by a lane of another step',
    edits: [['sendiri: ya,', 'sendiri: ya, oleh: [admin],']],
    faults: ['96:90 "admin", yang bukan pelaksana langkah ini'],
  },
  {
    name: 'alone in a step of one',
    edits: [['gaya: berhenti }', 'gaya: berhenti, sendiri: ya }']],
    faults: ['75:151 `sendiri` pada langkah tanpa `cara: semua`'],
  },
  {
    name: 'an unreachable step',
    edits: [
      [
        'ke: paraf, akibat: [{ konsep-jawaban: jawaban }, { beritahu: kepala }]',
        'ke: selesai, akibat: [{ konsep-jawaban: jawaban }, { tutup: dijawab }]',
      ],
    ],
    faults: ['87:3 langkah "paraf" yang tidak pernah dicapai'],
  },
  {
    name: 'a step without way out',
    edits: [
      [
        'setuju: { label: Setuju, ke: selesai, akibat: [lepas-jawaban, terbitkan, { tutup: dijawab }]',
        'setuju: { label: Setuju, ke: tetap, akibat: [lepas-jawaban, terbitkan]',
      ],
    ],
    faults: ['77:3 langkah "tanggapan" yang tidak dapat sampai ke selesai', '87:3 langkah "paraf" yang tidak dapat sampai ke selesai'],
  },
  {
    name: 'asking the reporter while moving on',
    edits: [['ke: tetap, akibat: [{ tanya-pelapor', 'ke: periksa, akibat: [{ tanya-pelapor']],
    faults: ['76:61 `ke: periksa` pada tindakan dengan akibat tanya-pelapor'],
  },
  {
    name: 'extending while moving on',
    edits: [['ke: tetap, akibat: [{ perpanjang', 'ke: paraf, akibat: [{ konsep-jawaban: alasan }, { perpanjang']],
    faults: ['86:59 `ke: paraf` pada tindakan dengan akibat perpanjang'],
  },
  {
    name: 'extending without extension',
    edits: [['perpanjangan: { selama: 7 hari kerja, untuk: tiket }\n', '']],
    faults: ['86:89 akibat perpanjang tanpa `perpanjangan`'],
  },
  {
    name: 'extending a ticket without deadline',
    edits: [['tenggat: { menurut: klasifikasi, waktu: { pertanyaan: 5 hari kerja }, selain-itu: 14 hari kerja }\n', '']],
    faults: ['103:46 `untuk: tiket` tanpa `tenggat`'],
  },
  {
    name: 'an effect with a field of another type',
    edits: [['tugaskan-unit: unit', 'tugaskan-unit: alasan']],
    faults: ['74:110 isian "alasan" bertipe teks'],
  },
  {
    name: 'an effect with a field that the act does not fill',
    edits: [['isi: [jawaban], ke: paraf', 'ke: paraf']],
    faults: ['85:77 isian "jawaban" yang tidak diisi pada tindakan ini'],
  },
  {
    name: 'an effect with a field that may be empty',
    edits: [['isi: [jawaban], ke: paraf', 'isi: [jawaban?], ke: paraf']],
    faults: ['85:94 isian "jawaban" yang boleh kosong'],
  },
  {
    name: 'telling the system',
    edits: [['beritahu: kepala', 'beritahu: sistem']],
    faults: ['85:116 pemberitahuan kepada sistem ("sistem")'],
  },
  {
    name: 'an end without result',
    edits: [[', { tutup: ditolak }', '']],
    faults: ['75:7 tindakan "palsu" menuju selesai tanpa hasil'],
  },
  {
    name: 'a result without end',
    edits: [['{ beritahu: kepala }', '{ tutup: dijawab }']],
    faults: ['85:104 akibat tutup pada tindakan yang tidak menuju langkah selesai'],
  },
  {
    name: 'a unit that may be missing',
    edits: [[', { tugaskan-unit: unit }', '']],
    faults: ['74:45 "tanggapan", yang menunggu unit tiket, padahal mungkin belum ada unit yang ditugasi'],
  },
  {
    name: 'a group that may be missing',
    edits: [[', akibat: [klasifikasikan]', '']],
    faults: [
      '50:37 "pic", yang menunggu kelompok, padahal kelompoknya mungkin belum diketahui',
      '50:50 fakta "kategori" yang tidak pernah diketahui',
      '103:21 fakta "klasifikasi" yang tidak pernah diketahui',
    ],
  },
  {
    name: 'telling a unit that may be missing',
    edits: [[', { tutup: ditolak }', ', { tutup: ditolak }, { beritahu: skpd }']],
    faults: ['75:125 pemberitahuan kepada unit tiket, padahal mungkin belum ada unit yang ditugasi'],
  },
  {
    name: 'telling a group that may be missing',
    edits: [['akibat: [klasifikasikan]', 'akibat: [{ beritahu: kelompok }]']],
    faults: [
      '41:50 pemberitahuan kepada kelompok, padahal kelompoknya mungkin belum diketahui',
      '50:37 "pic", yang menunggu kelompok, padahal kelompoknya mungkin belum diketahui',
      '50:50 fakta "kategori" yang tidak pernah diketahui',
      '103:21 fakta "klasifikasi" yang tidak pernah diketahui',
    ],
  },
  {
    name: 'a draft that may be missing',
    edits: [['{ konsep-jawaban: jawaban }, ', '']],
    faults: ['95:54 lepas-jawaban tanpa isian, padahal mungkin belum ada konsep jawaban'],
  },
  {
    name: 'a key written twice',
    edits: [['sebutan: Aduan Warga\n', 'sebutan: Aduan Warga\njudul: Lagi\n']],
    faults: ['5:1 kunci "judul" yang tertulis dua kali'],
  },
  {
    name: 'a tab',
    edits: [['    no: 5', '\tno: 5']],
    faults: ['67:1 tombol Tab di awal baris'],
  },
  {
    name: 'a broken bracket',
    edits: [['eskalasi: [atasan, admin]', 'eskalasi: [atasan, admin']],
    faults: ['107:24 baris yang menjoroknya tidak sama'],
  },
  {
    name: 'two documents',
    edits: [['eskalasi: [atasan, admin]', '---\neskalasi: [atasan, admin]']],
    faults: ['107:1 lebih dari satu dokumen (garis `---`)'],
  },
  {
    name: 'a colon in a text',
    edits: [['ringkas: Sampaikan', 'ringkas: Warga: sampaikan']],
    faults: ['5:10 titik dua kedua dalam satu baris'],
  },
  {
    name: 'an alias without anchor',
    edits: [['ringkas: Sampaikan', 'ringkas: *lihat #']],
    faults: ['5:10 nilai yang diawali bintang (`*`)'],
  },
  {
    name: 'a missing bracket in the middle',
    edits: [['dasar-hukum: [Undang-Undang Nomor 25 Tahun 2009]', 'dasar-hukum: [Undang-Undang Nomor 25 Tahun 2009']],
    faults: ['13:1 baris yang menjoroknya tidak sama'],
  },
  {
    name: 'an identity that is never checked',
    edits: [
      ['{ catat-identitas: valid }, ', ''],
      ['{ catat-identitas: tidak-valid }, ', ''],
      ['sejak: masuk', 'sejak: langkah'],
      ['bila: { kategori: [keamanan] }', 'bila: { identitas: valid }'],
    ],
    faults: ['50:50 fakta "identitas" yang tidak pernah diketahui'],
  },
  {
    name: 'extending a step without time',
    edits: [
      ['    waktu: 21 s.d. 90 hari kerja\n', ''],
      ['untuk: tiket', 'untuk: langkah'],
    ],
    faults: ['85:89 akibat perpanjang pada langkah tanpa `waktu`'],
  },
  {
    name: 'two goals where all must agree',
    edits: [['sendiri: ya, gaya: kembali', 'gaya: kembali']],
    faults: ['96:59 `cara: semua` dengan tindakan "setuju" menuju "selesai" dan "kembalikan" menuju "tanggapan"'],
  },
  {
    name: 'one goal with two results where all must agree',
    edits: [['isi: [alasan], ke: tanggapan, sendiri: ya, gaya: kembali', 'isi: [alasan], ke: selesai, akibat: [{ lepas-jawaban: alasan }, { tutup: ditolak }]']],
    faults: ['96:7 `cara: semua` dengan tindakan "setuju" dan "kembalikan" yang akibatnya berbeda'],
  },
  {
    name: 'two acts of the same effect where all must agree',
    edits: [['isi: [alasan], ke: tanggapan, sendiri: ya, gaya: kembali', 'isi: [alasan], ke: selesai, akibat: [lepas-jawaban, terbitkan, { tutup: dijawab }]']],
    faults: [],
  },
  {
    name: 'an end before its beginning',
    edits: [['versi: 2026-01-05', 'versi: 2026-01-05\nberlaku-sampai: 2026-01-04']],
    faults: ['3:17 `berlaku-sampai` 2026-01-04 sebelum versi 2026-01-05'],
  },
  {
    name: 'an end on its first day',
    edits: [['versi: 2026-01-05', 'versi: 2026-01-05\nberlaku-sampai: 2026-01-05']],
    faults: [],
  },
  {
    name: 'both conditions on one use of a field',
    edits: [
      ['wajib-bila: { jenis-laporan: aduan } }', 'wajib-bila: { jenis-laporan: aduan }, hanya-bila: { jenis-laporan: saran } }'],
      ['isi: [alasan], ke: tetap, akibat: [{ perpanjang: alasan }]', 'isi: [alasan, { isian: unit, hanya-bila: { jenis-laporan: aduan }, wajib-bila: { jenis-laporan: saran } }], ke: tetap, akibat: [{ perpanjang: alasan }]'],
    ],
    faults: [
      '31:56 isian "ktp" dengan `wajib-bila` dan `hanya-bila`',
      '86:107 isian "unit" dengan `wajib-bila` dan `hanya-bila`',
    ],
  },
  {
    name: 'an act that stays where all must agree',
    edits: [['sendiri: ya, gaya: kembali', 'gaya: kembali'], ["isi: [alasan], ke: tanggapan, gaya", "isi: [alasan], ke: tetap, gaya"]],
    faults: [],
  },
  {
    name: 'an escalation to nobody known',
    edits: [['eskalasi: [atasan, admin]', 'eskalasi: [atasan, bupati]']],
    faults: ['107:20 "bupati"'],
  },
  {
    name: 'a stage of an escalation whose time is none',
    edits: [['eskalasi: [atasan, admin]', 'eskalasi: { atasan: saat jatuh tempo, admin: besok }']],
    faults: ['107:46 "besok"'],
  },
  {
    name: 'a stage of an escalation for nobody known',
    edits: [['eskalasi: [atasan, admin]', 'eskalasi: { atasn: saat jatuh tempo }']],
    faults: ['107:13 kunci "atasn" yang tidak dikenal'],
  },
  {
    name: 'an escalation that is a word',
    edits: [['eskalasi: [atasan, admin]', 'eskalasi: atasan']],
    faults: ['107:11 "atasan"'],
  },
  {
    name: 'a sent report that stays',
    edits: [['ke: catat', 'ke: tetap']],
    faults: ['41:34 `ke: tetap` pada tindakan kirim'],
  },
]

describe('a file with one mistake', () => {
  test.each(faulty)('$name', ({ edits, faults }) => {
    expect(faultsOf(edited(edits))).toEqual(faults)
  })
})

test('a good file gives the SOP and no fault', () => {
  const { sop, faults } = readSop(exampleSource, 'aduan-warga.yaml', exampleFacts)
  expect(faults).toEqual([])
  expect(sop).toMatchObject({
    code: 'aduan-warga',
    version: '2026-01-05',
    kind: 'complaint',
    shortTitle: 'Aduan Warga',
    identity: { number: '065/01/2026', approvedBy: 'Kepala Dinas Komunikasi', warnings: [] },
    intake: { account: 'optional', anonymous: true, secret: false },
    deadline: { by: 'klasifikasi', times: { pertanyaan: { amount: 5, unit: 'working-day' } }, otherwise: { amount: 14, unit: 'working-day' } },
    extension: { by: { amount: 7, unit: 'working-day' }, of: 'ticket' },
    objection: { within: { amount: 30, unit: 'working-day' }, sop: 'keberatan' },
    remind: { before: { amount: 1, unit: 'working-day' } },
    escalate: [{ to: 'superior' }, { to: 'admin' }],
  })
  expect(sop?.lanes).toEqual([
    { name: 'warga', title: 'Warga', kind: 'reporter' },
    { name: 'sistem', title: 'Sistem', kind: 'system' },
    { name: 'admin', title: 'Admin', kind: 'post', post: 'admin', at: { unit: 'diskominfo' } },
    { name: 'skpd', title: 'Admin SKPD', kind: 'post', post: 'admin-skpd', at: 'assigned' },
    { name: 'kepala', title: 'Kepala', kind: 'post', post: 'kepala', at: 'assigned' },
    { name: 'sekretaris', title: 'Sekretaris', kind: 'post', post: 'sekretaris', at: 'assigned' },
    { name: 'pic', title: 'PIC', kind: 'post', post: 'pic', at: 'group', unitKind: 'vertical' },
  ])
  expect(sop?.form).toEqual([
    { field: 'judul', required: true },
    { field: 'uraian', required: true },
    { field: 'jenis-laporan', required: true },
    { field: 'ktp', required: { 'jenis-laporan': ['aduan'] } },
  ])
  expect(sop?.fields[3]).toEqual({
    name: 'ktp',
    label: 'Foto KTP',
    type: 'files',
    accepts: ['image', 'pdf'],
    most: 1,
    personal: true,
    seenBy: ['admin'],
  })
})

test('only steps of the system are automatic; the submission and an end never are', () => {
  const { sop } = readSop(exampleSource, 'aduan-warga.yaml', exampleFacts)
  expect(sop?.steps.filter((step) => step.automatic).map((step) => step.name)).toEqual(['catat'])
})

test('an act is read with all that it does', () => {
  const { sop } = readSop(exampleSource, 'aduan-warga.yaml', exampleFacts)
  const acts = sop?.steps.flatMap((step) => step.acts)
  expect(acts?.find((act) => act.name === 'valid')).toEqual({
    name: 'valid',
    label: 'Sah',
    fill: [{ field: 'unit', required: true }],
    to: 'tanggapan',
    effects: [
      { do: 'record-identity', result: 'valid' },
      { do: 'assign-unit', field: 'unit' },
    ],
    alone: false,
    tone: 'plain',
    news: 'Diteruskan ke {unit}.',
  })
  expect(acts?.find((act) => act.name === 'kembalikan')).toEqual({
    name: 'kembalikan',
    label: 'Kembalikan',
    fill: [{ field: 'alasan', required: true }],
    to: 'tanggapan',
    effects: [],
    alone: true,
    tone: 'back',
  })
  expect(acts?.find((act) => act.name === 'perpanjang')).toMatchObject({ to: 'stay', effects: [{ do: 'extend', field: 'alasan' }] })
  expect(acts?.find((act) => act.name === 'rahasia')).toMatchObject({ when: { kategori: ['keamanan'] } })
})

test("telling the reporter by the name of the lane, by the word pelapor, and with a message of one's own", () => {
  const told = (effect: string) => {
    const { sop, faults } = readSop(edited([['{ beritahu: kepala }', effect]]), 'a.yaml', exampleFacts)
    expect(faults).toEqual([])
    return sop?.steps
      .flatMap((step) => step.acts)
      .flatMap((act) => act.effects)
      .find((e) => e.do === 'tell')
  }
  expect(told('{ beritahu: warga }')).toEqual({ do: 'tell', whom: 'reporter' })
  expect(told('{ beritahu: pelapor }')).toEqual({ do: 'tell', whom: 'reporter' })
  expect(told('{ beritahu: { siapa: skpd, pesan: "Untuk {unit}" } }')).toEqual({ do: 'tell', whom: 'skpd', message: 'Untuk {unit}' })
})

test('the nearest known word is named', () => {
  const remedy = (edits: [string, string][]) => readSop(edited(edits), 'a.yaml', exampleFacts).faults[0]?.remedy
  expect(remedy([['{ tugaskan-unit: unit }', '{ tugaskn-unit: unit }']])).toBe('mungkin maksudnya "tugaskan-unit"')
  expect(remedy([['terbitkan,', 'terbitkn,']])).toBe('mungkin maksudnya "terbitkan"')
  expect(remedy([['kegiatan: PIC menanggapi', 'kegiatn: PIC menanggapi']])).toBe('mungkin maksudnya "kegiatan"')
  expect(remedy([['tipe: unit }', 'tipe: unti }']])).toBe('mungkin maksudnya "unit"')
  expect(remedy([['di: diskominfo }', 'di: diskominf }']])).toBe('mungkin maksudnya "diskominfo"')
  expect(remedy([['jabatan: admin-skpd', 'jabatan: admin-spkd']])).toBe('mungkin maksudnya "admin-skpd"')
  expect(remedy([['ke: paraf', 'ke: parf']])).toBe('mungkin maksudnya "paraf"')
  expect(remedy([['terbitkan,', 'kirim-merpati,']])).toBe('hapus akibat ini, atau ganti dengan yang dikenal')
})

test('a fault says where, what was found, what was expected, and what to do', () => {
  expect(
    readSop(edited([['  alasan: {', '  hobi: { label: Hobi, tipe: teks }\n  alasan: {']]), 'tenants/contoh/sops/a.yaml', exampleFacts).faults,
  ).toEqual([
    {
      file: 'tenants/contoh/sops/a.yaml',
      line: 30,
      column: 3,
      found: 'isian "hobi" yang tidak pernah diminta',
      expected: 'setiap isian ada pada `formulir` atau pada `isi` sebuah tindakan',
      remedy: 'pakai isian ini, atau hapus',
    },
  ])
})

test('one file with many mistakes tells them all at once', () => {
  const source = edited([
    ['versi: 2026-01-05', 'versi: 2026-13-05'],
    ['akun: opsional', 'akun: bebas'],
    ['jabatan: pic', 'jabatan: ajudan'],
    ['tipe: unit }', 'tipe: unti }'],
    ['  alasan: {', '  hobi: { label: Hobi, tipe: teks }\n  alasan: {'],
    ['waktu: 3 jam kerja', 'waktu: tiga jam'],
    ['{ tugaskan-unit: unit }', '{ tugaskn-unit: unit }'],
    [', { tutup: ditolak }', ''],
    ['no: 6', 'no: 5'],
    ['ke: paraf', 'ke: parf'],
    ['perpanjangan: { selama: 7 hari kerja, untuk: tiket }\n', ''],
    ['sop: keberatan', 'sop: keberatn'],
    ['      setuju: { label: Setuju,', '      setuju: {'],
  ])
  expect(faultsOf(source)).toEqual([
    '2:8 "2026-13-05"',
    '13:21 "bebas"',
    '21:30 jabatan "ajudan" yang tidak ada di instansi vertikal mana pun',
    '27:37 "unti"',
    '30:3 isian "hobi" yang tidak pernah diminta',
    '58:12 "tiga jam"',
    '75:95 akibat "tugaskn-unit" yang tidak dikenal',
    '76:7 tindakan "palsu" menuju selesai tanpa hasil',
    '79:9 nomor 5 yang sudah dipakai langkah "periksa"',
    '86:59 langkah "parf" yang tidak dikenal',
    '87:89 akibat perpanjang tanpa `perpanjangan`',
    '96:7 tidak ada kunci "label"',
    '105:41 SOP "keberatn" yang tidak dikenal',
  ])
})

test('a file without steps, without form, or without anything is told as such', () => {
  const between = (from: string, to: string) => exampleSource.slice(exampleSource.indexOf(from), exampleSource.indexOf(to))
  expect(faultsOf(edited([[between('langkah:', 'tenggat:'), 'langkah: {}\n']]))).toEqual(['32:1 SOP tanpa langkah'])
  expect(faultsOf(edited([[between('formulir:', 'langkah:'), '']]))).toEqual(['1:1 tidak ada kunci "formulir"'])
  expect(faultsOf('')).toEqual(['1:1 berkas kosong'])
  expect(faultsOf('# belum ada\n')).toEqual(['1:1 nilai kosong'])
  expect(faultsOf('satu kalimat')).toEqual(['1:1 "satu kalimat"'])
  expect(faultsOf('['.repeat(50_000))).toHaveLength(1)
})

test('words that JavaScript knows are unknown here like any other', () => {
  expect(faultsOf(edited([['  alasan: {', '  __proto__: { label: Hobi, tipe: teks }\n  alasan: {']]))).toEqual(['30:3 nama "__proto__"'])
  expect(faultsOf(edited([['ke: paraf', 'ke: constructor']]))).toEqual(['85:59 langkah "constructor" yang tidak dikenal'])
  expect(faultsOf(edited([['{ kategori: [keamanan] }', '{ toString: [keamanan] }']]))).toEqual([
    '50:50 isian atau fakta "toString" yang tidak dikenal',
  ])
  expect(faultsOf(edited([['{ tugaskan-unit: unit }', '{ toString: unit }']]))).toEqual(['74:95 akibat "toString" yang tidak dikenal'])
})

test('lines that end as on Windows and a byte-order mark do no harm; another YAML version is refused', () => {
  expect(faultsOf(exampleSource.replaceAll('\n', '\r\n'))).toEqual([])
  expect(faultsOf(`\uFEFF${exampleSource}`)).toEqual([])
  expect(faultsOf(`%YAML 1.1\n---\n${exampleSource}`)).toEqual(['1:1 baris yang diawali `%YAML`'])
})

test('of a key that is written twice the last one counts, and both are read to the end', () => {
  expect(faultsOf(edited([['  pic:\n    no: 3', '  pic:\n  pic:\n    no: tiga']]))).toEqual([
    '53:3 kunci "pic" yang tertulis dua kali',
    '54:9 "tiga"',
  ])
})

test('a number that the format does not allow is told with what it allows', () => {
  const told = (from: string, to: string) =>
    readSop(edited([[from, to]]), 'a.yaml', exampleFacts).faults.map((f) => `${f.line}:${f.column} ${f.found}; ${f.expected}`)
  const row = 'nomor baris dari 1 sampai 999, misalnya `5`, atau `5.1` untuk sisipan'
  expect(told('no: 6', 'no: 5.1')).toEqual([])
  expect(told('no: 6', 'no: 5.25')).toEqual([`78:9 \`5.25\`; ${row}`])
  expect(told('no: 1\n', 'no: 0\n')).toEqual([`34:9 \`0\`; ${row}`])
  expect(told('no: 6', 'no: enam')).toEqual([`78:9 "enam"; ${row}`])
  expect(told('maks: 120', 'maks: 1.5')).toEqual(['23:44 `1.5`; bilangan bulat dari 1 sampai 100000'])
  expect(told('maks: 120', 'maks: banyak')).toEqual(['23:44 "banyak"; bilangan bulat dari 1 sampai 100000'])
  expect(told('paling-banyak: 1', 'paling-banyak: 0')).toEqual(['26:79 `0`; bilangan bulat dari 1 sampai 50'])
  expect(told('terima: [gambar, pdf]', 'terima: []')).toEqual(['26:49 daftar; daftar yang berisi sedikitnya satu'])
})

test('a unit chosen in the form is enough, when it is required there', () => {
  const inForm = (use: string) =>
    faultsOf(
      edited([
        ['formulir: [judul,', `formulir: [${use}, judul,`],
        ['akibat: [klasifikasikan]', 'akibat: [klasifikasikan, { tugaskan-unit: unit }]'],
        [', { tugaskan-unit: unit }], kabar', '], kabar'],
      ]),
    )
  expect(inForm('unit')).toEqual([])
  expect(inForm('unit?')).toEqual(['41:83 isian "unit" yang boleh kosong'])
})

test('a category that the reporter must choose is enough to know the group', () => {
  const chosen = (use: string) =>
    faultsOf(
      edited([
        ['  alasan: {', '  kategori: { label: Kategori, tipe: kategori }\n  alasan: {'],
        ['formulir: [judul,', `formulir: [${use}, judul,`],
        [', akibat: [klasifikasikan]', ''],
        ['menurut: klasifikasi, waktu: { pertanyaan:', 'menurut: kategori, waktu: { jalan:'],
      ]),
    )
  expect(chosen('kategori')).toEqual([])
  expect(chosen('kategori?')).toEqual(['51:37 "pic", yang menunggu kelompok, padahal kelompoknya mungkin belum diketahui'])
})

test('whatever the text, reading it never throws, and gives either an SOP or faults', () => {
  const sound = (text: string) => {
    const { sop, faults } = readSop(text, 'a.yaml', exampleFacts)
    expect(faults.length > 0).toBe(sop === undefined)
    for (const fault of faults) expect(fault.line > 0 && fault.column > 0 && fault.found !== '' && fault.remedy !== '').toBe(true)
  }
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), sound), { numRuns: 300 })
  fc.assert(
    fc.property(fc.nat(exampleSource.length), fc.nat(80), fc.string({ maxLength: 12 }), (at, length, put) => {
      sound(exampleSource.slice(0, at) + put + exampleSource.slice(at + length))
    }),
    { numRuns: 300 },
  )
  const lines = exampleSource.split('\n')
  const words = [
    'ya',
    'tetap',
    '[]',
    '{}',
    'null',
    '&a',
    '*a',
    '!!map',
    '7',
    '"',
    '__proto__',
    'constructor',
    '? x',
    '- ',
    '\t',
    '---',
    '%YAML 1.1',
    '<<: *a',
    'unit',
    'langkah',
  ]
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(lines.length - 1), fc.nat(lines.length - 1), fc.constantFrom(...words)), { maxLength: 4 }), (changes) => {
      const mutated = [...lines]
      for (const [from, to, word] of changes) mutated[to] = `${mutated[from]!.slice(0, from % 40)}${word}${mutated[from]!.slice(to % 60)}`
      sound(mutated.join('\n'))
    }),
    { numRuns: 500 },
  )
})

describe('an escalation', () => {
  const escalationOf = (written: string) => readSop(exampleSource.replace('eskalasi: [atasan, admin]', written), 'aduan-warga.yaml', exampleFacts).sop?.escalate

  test('as a list tells all at once', () => {
    expect(escalationOf('eskalasi: [admin]')).toEqual([{ to: 'admin' }])
  })

  test('in stages tells each at its time after the due date, in any form of time', () => {
    expect(escalationOf('eskalasi: { atasan: saat jatuh tempo, admin: 1 hari kerja }')).toEqual([{ to: 'superior' }, { to: 'admin', after: { amount: 1, unit: 'working-day' } }])
    expect(escalationOf('eskalasi: { admin: 24 jam }')).toEqual([{ to: 'admin', after: { amount: 24, unit: 'hour' } }])
  })

  test('is none where none is written', () => {
    expect(escalationOf('')).toEqual([])
  })
})
