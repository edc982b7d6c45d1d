import { z } from 'zod'
import { isLocalDate, parseDuration } from '../calendar/index.ts'
import { bareEffectWords, effectCatalogue, type EffectArgument, type EffectWord } from './effect-catalogue.ts'
import { atOnceWord, factWords, fieldTypeWords, identityResults, registerWords, symbolWords, toneWords } from './sop-words.ts'

const name = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'nama pendek dari huruf kecil, angka, dan tanda hubung, misalnya `teruskan-ke-skpd`')
const text = z.string().regex(/\S/, 'tulisan yang tidak kosong')
const yesNo = z.enum(['ya', 'tidak'])
const texts = z.array(text)

/** A day that exists, `2021-07-07`. */
const date = z.string().refine((day) => isLocalDate(day), 'tanggal yang ada, ditulis tahun-bulan-hari, misalnya `2021-07-07`')

/** What a time must look like, for messages. */
export const durationExpected = 'waktu, misalnya `30 menit kerja`, `3 jam`, `2 hari kerja`, atau `21 s.d. 90 hari kerja`'
const duration = z.string().refine((t) => parseDuration(t) !== undefined, durationExpected)
const stage = z.string().refine((t) => t === atOnceWord || parseDuration(t) !== undefined, `\`${atOnceWord}\`, atau ${durationExpected}`)

const rowExpected = 'nomor baris dari 1 sampai 999, misalnya `5`, atau `5.1` untuk sisipan'
const rowNumber = z.number(rowExpected).min(1, rowExpected).max(999, rowExpected).multipleOf(0.1, rowExpected)

function wholeNumber(most: number) {
  const expected = `bilangan bulat dari 1 sampai ${most}`
  return z.int(expected).min(1, expected).max(most, expected)
}

const condition = z
  .record(text, z.union([text, z.array(text).min(1)]))
  .describe(`Syarat: nama isian atau fakta (${factWords.join(', ')}), lalu nilai yang diminta atau daftar nilai yang boleh.`)

const fieldUse = z.union([
  text.describe('Nama isian; tambahkan `?` di belakangnya kalau boleh kosong.'),
  z.strictObject({
    isian: text.describe('Nama isian.'),
    'wajib-bila': condition.optional().describe('Isian ini wajib hanya kalau syarat ini terpenuhi, dan boleh diisi selain itu. Tidak bersama `hanya-bila`.'),
    'hanya-bila': condition.optional().describe('Isian ini hanya diminta, dan wajib, kalau syarat ini terpenuhi; selain itu tulisannya diabaikan. Tidak bersama `wajib-bila`.'),
  }),
])

const argumentSchemas: Record<Exclude<EffectArgument, 'none'>, z.ZodType> = {
  field: text,
  'field?': text,
  'field-or-unit': z.union([text, z.strictObject({ unit: text.describe('Kode unit tetap.') })]),
  identity: z.enum(identityResults),
  whom: z.union([
    text,
    z.strictObject({
      siapa: text.describe('`pelapor`, `kelompok`, atau nama pelaksana.'),
      pesan: text.optional().describe('Isi pemberitahuan.'),
    }),
  ]),
  'register-or-product': z.union([text, z.strictObject({ produk: text.describe('Isian bertipe produk.') })]),
  'register-or-passphrase': z.union([text, z.strictObject({ daftar: text.describe('Kode daftar produk.'), frasa: text.optional().describe('Isian frasa sandi sertifikat.') })]),
  'product-field': z.union([text, z.strictObject({ produk: text.describe('Isian bertipe produk.'), frasa: text.optional().describe('Isian frasa sandi yang baru.') })]),
  revoke: z.strictObject({ produk: text.describe('Isian bertipe produk.'), alasan: text.describe('Isian yang memuat alasannya.') }),
  naskah: z.strictObject({ templat: text.describe('Kode templat surat.'), isi: text.describe('Isian yang memuat isi surat.') }),
  move: z.strictObject({
    sop: text.describe('Kode SOP tujuan.'),
    langkah: text.describe('Langkah pada SOP tujuan.'),
    waktu: z.enum(['sejak-masuk', 'sejak-pindah']).describe('Waktu SOP tujuan dihitung sejak tiket masuk, atau sejak dipindahkan.'),
  }),
  sop: text,
  result: text,
}

/** The one-key form of an effect, as it comes out of the file. */
export type EffectMap = Partial<Record<EffectWord, string | Record<string, string | undefined>>>

const effectMap = z
  .strictObject(
    Object.fromEntries(
      effectCatalogue.flatMap((entry) => {
        const { argument } = entry
        return argument === 'none' ? [] : [[entry.word, argumentSchemas[argument].optional().describe(`${capital(entry.meaning)}.`)]]
      }),
    ),
  )
  .refine((map) => Object.keys(map).length === 1, 'tepat satu akibat pada setiap baris daftar')
  .meta({ minProperties: 1, maxProperties: 1 }) as unknown as z.ZodType<EffectMap>

const effect = z.union([z.enum(bareEffectWords).describe('Akibat tanpa keterangan lebih lanjut.'), effectMap])

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

const identity = z.strictObject({
  nomor: text.optional().describe('Nomor SOP.'),
  dibuat: date.optional().describe('Tanggal pembuatan.'),
  direvisi: date.optional().describe('Tanggal revisi.'),
  berlaku: date.optional().describe('Tanggal efektif.'),
  'disahkan-oleh': text.describe('Jabatan yang mengesahkan; bukan nama orang.'),
  'dasar-hukum': texts.optional().describe('Dasar hukum.'),
  kualifikasi: texts.optional().describe('Kualifikasi pelaksana.'),
  keterkaitan: texts.optional().describe('SOP yang terkait.'),
  perlengkapan: texts.optional().describe('Peralatan dan perlengkapan.'),
  peringatan: texts.optional().describe('Peringatan.'),
  pencatatan: texts.optional().describe('Pencatatan dan pendataan.'),
})

const intake = z.strictObject({
  akun: z.enum(['wajib', 'opsional']).optional().describe('Apakah pelapor harus masuk dengan akunnya; bawaan: wajib.'),
  anonim: yesNo.optional().describe('Apakah laporan tanpa nama diterima; bawaan: tidak.'),
  rahasia: yesNo.optional().describe('Apakah pelapor boleh meminta laporannya dirahasiakan; bawaan: tidak.'),
  pemohon: z
    .array(z.enum(['warga', 'unit']))
    .min(1)
    .optional()
    .describe('Siapa yang boleh mengajukan: warga dengan akunnya, unit melalui petugasnya; bawaan: warga.'),
  'hanya-terkait': yesNo.optional().describe('`ya` kalau hanya dibuka dari tiket lain, misalnya keberatan; bawaan: tidak.'),
})

const lane = z.strictObject({
  nama: text.describe('Judul kolom pada lembar SOP.'),
  pelapor: yesNo.optional().describe('`ya` untuk kolom pelapor atau pemohon.'),
  sistem: yesNo.optional().describe('`ya` untuk kolom sistem.'),
  jabatan: text.optional().describe('Kode jabatan dari tenant.yaml.'),
  di: text.optional().describe('Letak jabatan: kode unit, `unit-tiket` (unit yang ditugasi), atau `kelompok` (semua unit dalam kelompok kategori).'),
  unit: z.enum(['opd', 'vertikal']).optional().describe('Hanya dengan `di: kelompok`: batasi kepada OPD atau instansi vertikal.'),
})

const field = z.strictObject({
  label: text.describe('Pertanyaan atau nama isian yang dibaca orang.'),
  tipe: z.enum(fieldTypeWords.map((w) => w.word)).describe(`Tipe isian: ${fieldTypeWords.map((w) => `${w.word} = ${w.meaning}`).join('; ')}.`),
  bantuan: text.optional().describe('Petunjuk singkat di bawah label.'),
  pilihan: z.record(name, text).optional().describe('Untuk tipe pilihan dan pilihan-banyak: nilai dan labelnya.'),
  domain: text.optional().describe('Untuk tipe surel dan nama-host: hanya alamat di bawah domain ini.'),
  maks: wholeNumber(100_000).optional().describe('Untuk teks: paling banyak sekian huruf.'),
  terima: z
    .array(z.enum(['gambar', 'pdf']))
    .min(1)
    .optional()
    .describe('Untuk berkas: jenis yang diterima.'),
  'paling-banyak': wholeNumber(50).optional().describe('Untuk berkas: paling banyak sekian berkas.'),
  'belum-ada': z
    .strictObject({ daftar: text.describe('Kode daftar produk.'), saran: text.describe('Yang harus dilakukan pemohon kalau sudah ada.'), bila: condition.optional().describe('Hanya diperiksa kalau syarat ini terpenuhi.') })
    .optional()
    .describe('Untuk teks, surel, dan nama-host: isinya belum boleh menjadi kunci produk yang masih berlaku dalam daftar itu.'),
  daftar: text.optional().describe('Untuk produk: kode daftarnya.'),
  'milik-pemohon': yesNo.optional().describe('Untuk produk: `ya` kalau harus milik pemohon sendiri.'),
  baru: yesNo.optional().describe('Untuk frasa-sandi: `ya` kalau frasa sandi baru, yang ditulis dua kali.'),
  pribadi: yesNo.optional().describe('`ya` untuk data pribadi: tidak pernah ditampilkan untuk umum.'),
  terlihat: texts.min(1).optional().describe('Pelaksana yang boleh membaca isian ini; bawaan: semua yang boleh membaca tiket.'),
})

const act = z.strictObject({
  label: text.describe('Tulisan pada tombol.'),
  bantuan: text.optional().describe('Penjelasan singkat untuk petugas.'),
  isi: z.array(fieldUse).optional().describe('Isian yang diminta lebih dahulu.'),
  ke: text.describe('Langkah tujuan, atau `tetap` kalau tiket tidak berpindah.'),
  bila: condition.optional().describe('Tindakan ini hanya ada kalau syarat ini terpenuhi.'),
  akibat: z.array(effect).optional().describe('Apa yang terjadi ketika tindakan diambil, berurutan.'),
  sendiri: yesNo.optional().describe('Pada langkah `cara: semua`: tindakan ini langsung berlaku tanpa menunggu yang lain.'),
  oleh: texts.min(1).optional().describe('Hanya pelaksana ini dari langkah itu yang boleh mengambilnya.'),
  gaya: z
    .enum(Object.keys(toneWords) as (keyof typeof toneWords)[])
    .optional()
    .describe('Rupa tombol; bawaan: biasa.'),
  kabar: text.optional().describe('Kalimat pada riwayat pelapor; `{unit}` dan nama isian dalam kurung kurawal diganti isinya.'),
})

const step = z.strictObject({
  no: rowNumber.describe('Nomor baris pada lembar SOP; sisipan ditulis `5.1`.'),
  kegiatan: text.describe('Uraian kegiatan.'),
  pelaksana: z.union([text, texts.min(1)]).describe('Nama pelaksana, atau daftarnya.'),
  cara: z
    .enum(['semua', 'salah-satu'])
    .optional()
    .describe('Kalau pelaksananya beberapa: semua harus bertindak, atau cukup salah satu; bawaan: salah-satu.'),
  simbol: z.enum(Object.keys(symbolWords) as (keyof typeof symbolWords)[]).describe('Simbol pada lembar SOP.'),
  kelengkapan: text.optional().describe('Kelengkapan (mutu baku).'),
  waktu: duration.optional().describe('Waktu (mutu baku), misalnya `2 hari kerja`.'),
  sejak: z.enum(['langkah', 'masuk']).optional().describe('Waktu dihitung sejak masuk langkah ini, atau sejak laporan masuk; bawaan: langkah.'),
  keluaran: text.optional().describe('Keluaran (mutu baku).'),
  keterangan: text.optional().describe('Keterangan.'),
  otomatis: yesNo.optional().describe('`ya` kalau sistem mengerjakannya seketika.'),
  tautan: z
    .strictObject({ ke: text.describe('Isian surel yang dituju.'), berlaku: duration.describe('Berapa lama tautan berlaku, misalnya `2 hari`.') })
    .optional()
    .describe('Pemohon bertindak hanya melalui tautan sekali pakai yang dikirim ke surel itu.'),
  periksa: z
    .array(z.enum(Object.keys(registerWords) as (keyof typeof registerWords)[]))
    .min(1)
    .optional()
    .describe('Sistem menunggu jawaban pangkalan data ini, lalu mengambil tindakan cocok, tidak-cocok, atau tak-terjawab.'),
  jeda: yesNo.optional().describe('`ya` kalau tenggat tiket berhenti selama menunggu pemohon pada langkah ini.'),
  tunggu: yesNo.optional().describe('`ya` kalau `waktu` langkah ini milik pelapor: melewatinya bukan pelanggaran siapa pun.'),
  'untuk-pelapor': text.describe('Keadaan laporan pada langkah ini, dengan kata-kata untuk pelapor.'),
  tindakan: z.record(name, act).optional().describe('Tindakan yang dapat diambil; kuncinya nama tindakan.'),
})

const deadline = z.union([
  duration,
  z.strictObject({
    menurut: text.describe('Isian atau fakta yang menentukan tenggat.'),
    waktu: z.record(text, duration).describe('Waktu untuk setiap nilai.'),
    'selain-itu': duration.describe('Waktu untuk nilai yang lain.'),
  }),
])

/** The SOP file as a clerk writes it: shape only. What names refer to is checked afterwards. */
export const sopFile = z.strictObject({
  sop: name.describe('Kode SOP; sama untuk semua versinya.'),
  versi: date.describe('Versi SOP, yaitu tanggal mulai berlakunya.'),
  'berlaku-sampai': date.optional().describe('Hari terakhir SOP ini menerima tiket baru, kalau layanannya diakhiri; yang sudah masuk berjalan sampai selesai.'),
  judul: text.describe('Judul resmi SOP.'),
  sebutan: text.describe('Nama yang dipakai orang sehari-hari.'),
  ringkas: text.describe('Satu atau dua kalimat bagi warga yang memilih layanan.'),
  perihal: text.optional().describe('Nama tiket pada daftar, misalnya `Subdomain {nama-subdomain}`; bawaan: isian judul, atau sebutan SOP.'),
  jenis: z.enum(['pengaduan', 'permohonan']).describe('Pengaduan atau permohonan.'),
  identitas: identity.describe('Blok identitas lembar SOP.'),
  penerimaan: intake.optional().describe('Siapa yang boleh mengirim, dan bagaimana.'),
  pelaksana: z.record(name, lane).describe('Pelaksana, berurutan seperti kolom lembar SOP; kuncinya nama pendek.'),
  isian: z.record(name, field).describe('Semua isian yang dipakai formulir dan tindakan; kuncinya nama isian.'),
  formulir: z.array(fieldUse).min(1).describe('Isian pada formulir pelapor, berurutan.'),
  langkah: z.record(name, step).describe('Langkah, berurutan seperti baris lembar SOP; yang pertama adalah pengiriman oleh pelapor.'),
  tenggat: deadline.optional().describe('Janji waktu seluruh tiket, sejak masuk.'),
  perpanjangan: z
    .strictObject({
      selama: duration.describe('Lama perpanjangan.'),
      untuk: z.enum(['tiket', 'langkah']).describe('Yang diperpanjang: tenggat tiket, atau waktu langkah.'),
    })
    .optional()
    .describe('Satu perpanjangan yang sah.'),
  keberatan: z
    .strictObject({
      dalam: duration.describe('Batas waktu mengajukan keberatan sesudah tiket ditutup.'),
      sop: text.optional().describe('Kode SOP keberatan: keberatan menjadi tiket tersendiri.'),
      langkah: text.optional().describe('Langkah tempat tiket yang sama dibuka lagi oleh pelapor.'),
      'paling-banyak': wholeNumber(9).optional().describe('Dengan `langkah`: paling banyak sekian kali dibuka lagi; bawaan: 2.'),
    })
    .optional()
    .describe('Hak mengajukan keberatan: menurut SOP lain (`sop`), atau dengan membuka lagi tiket yang sama (`langkah`).'),
  ingatkan: z
    .strictObject({ sebelum: duration.describe('Berapa lama sebelum jatuh tempo.') })
    .optional()
    .describe('Pengingat sebelum waktu habis.'),
  eskalasi: z
    .union([z.array(z.enum(['atasan', 'admin'])), z.strictObject({ atasan: stage.optional().describe('Kapan atasan diberi tahu.'), admin: stage.optional().describe('Kapan admin diberi tahu.') })])
    .optional()
    .describe('Siapa yang diberi tahu sesudah waktu habis: daftar, semuanya sekaligus; atau untuk masing-masing `saat jatuh tempo` atau berapa lama sesudahnya.'),
})

export type SopFile = z.infer<typeof sopFile>
export type LaneInFile = SopFile['pelaksana'][string]
export type StepInFile = SopFile['langkah'][string]
export type ActInFile = NonNullable<StepInFile['tindakan']>[string]
export type FieldUseInFile = SopFile['formulir'][number]
export type EffectInFile = NonNullable<ActInFile['akibat']>[number]
export type ConditionInFile = z.infer<typeof condition>
