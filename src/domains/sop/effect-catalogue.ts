import type { Effect, FieldType } from './sop.ts'

/** What stands after an effect's word: nothing, the name of a field, or something else; `field?` may be left out. */
export type EffectArgument = 'none' | 'field' | 'field?' | 'field-or-unit' | 'identity' | 'whom' | 'sop' | 'result'
  | 'register-or-product' | 'register-or-passphrase' | 'product-field' | 'revoke' | 'naskah' | 'move'

export interface EffectEntry {
  word: string
  do: Effect['do']
  argument: EffectArgument
  meaning: string
  example: string
  /** Types that a named field may have. */
  fieldTypes?: FieldType[]
}

const anyText: FieldType[] = ['text', 'long-text']

/** Everything that an act can do, as a clerk writes it. The reader, the JSON schema and the manual are all held to this table. */
export const effectCatalogue = [
  {
    word: 'tugaskan-unit',
    do: 'assign-unit',
    argument: 'field-or-unit',
    fieldTypes: ['unit'],
    meaning: 'menyerahkan tiket kepada unit yang dipilih dalam isian itu, atau kepada satu unit tetap',
    example: 'tugaskan-unit: unit',
  },
  {
    word: 'tugaskan-petugas',
    do: 'assign-officer',
    argument: 'field',
    fieldTypes: ['officer'],
    meaning: 'menunjuk petugas yang dipilih dalam isian itu',
    example: 'tugaskan-petugas: petugas',
  },
  {
    word: 'klasifikasikan',
    do: 'classify',
    argument: 'none',
    meaning: 'menyaring kata kunci laporan, lalu menetapkan klasifikasi, kategori, dan kelompok unitnya',
    example: 'klasifikasikan',
  },
  {
    word: 'catat-identitas',
    do: 'record-identity',
    argument: 'identity',
    meaning: 'mencatat hasil pemeriksaan identitas pelapor: `valid` atau `tidak-valid`',
    example: 'catat-identitas: valid',
  },
  {
    word: 'konsep-jawaban',
    do: 'draft-answer',
    argument: 'field',
    fieldTypes: anyText,
    meaning: 'menyimpan isi isian itu sebagai konsep jawaban; pelapor belum melihatnya',
    example: 'konsep-jawaban: jawaban',
  },
  {
    word: 'lepas-jawaban',
    do: 'release-answer',
    argument: 'field?',
    fieldTypes: anyText,
    meaning: 'menyampaikan jawaban kepada pelapor: konsep yang ada, atau tulisan terkoreksi dalam isian itu',
    example: 'lepas-jawaban: jawaban-terkoreksi',
  },
  {
    word: 'terbitkan',
    do: 'publish',
    argument: 'none',
    meaning: 'menampilkan laporan dan jawabannya untuk umum',
    example: 'terbitkan',
  },
  {
    word: 'jawab-pribadi',
    do: 'answer-privately',
    argument: 'none',
    meaning: 'menjawab pelapor saja; laporan tidak pernah ditampilkan untuk umum',
    example: 'jawab-pribadi',
  },
  {
    word: 'beritahu',
    do: 'tell',
    argument: 'whom',
    meaning: 'mengirim pemberitahuan kepada `pelapor`, satu pelaksana, atau `kelompok`',
    example: 'beritahu: pelapor',
  },
  {
    word: 'tanya-pelapor',
    do: 'ask-reporter',
    argument: 'field',
    fieldTypes: anyText,
    meaning: 'mengirim pertanyaan dalam isian itu kepada pelapor; waktu berhenti sampai dijawab',
    example: 'tanya-pelapor: pertanyaan',
  },
  {
    word: 'keluarkan-produk',
    do: 'issue-product',
    argument: 'register-or-passphrase',
    meaning: 'mencatat produk layanan (subdomain, akun, sertifikat) dalam daftar itu; kolomnya diisi dari isian yang senama. Dengan `frasa`, sertifikat elektroniknya dibuat',
    example: 'keluarkan-produk: subdomain',
  },
  {
    word: 'catat-produk',
    do: 'note-product',
    argument: 'register-or-product',
    fieldTypes: ['product'],
    meaning: 'memperbarui kolom produk yang dikeluarkan tiket ini dalam daftar itu, atau yang dipilih dalam isian `produk`, dari isian yang senama',
    example: 'catat-produk: permohonan-informasi',
  },
  {
    word: 'perpanjang-produk',
    do: 'renew-product',
    argument: 'product-field',
    fieldTypes: ['product'],
    meaning: 'memperpanjang masa berlaku produk yang dipilih dalam isian itu; yang sudah berakhir ditolak',
    example: 'perpanjang-produk: sertifikat',
  },
  {
    word: 'cabut-produk',
    do: 'revoke-product',
    argument: 'revoke',
    fieldTypes: ['product'],
    meaning: 'mencabut produk yang dipilih dalam isian itu, dengan alasannya',
    example: 'cabut-produk: { produk: sertifikat, alasan: alasan }',
  },
  {
    word: 'susun-surat',
    do: 'draft-naskah',
    argument: 'naskah',
    fieldTypes: anyText,
    meaning: 'menyusun konsep surat dari templat, dengan isi dalam isian itu; setiap perubahan menjadi versi baru dan menggugurkan paraf',
    example: 'susun-surat: { templat: balasan-subdomain, isi: isi-surat }',
  },
  {
    word: 'paraf-surat',
    do: 'initial-naskah',
    argument: 'none',
    meaning: 'membubuhkan paraf jabatan yang bertindak pada konsep surat',
    example: 'paraf-surat',
  },
  {
    word: 'tanda-tangani-surat',
    do: 'sign-naskah',
    argument: 'field',
    fieldTypes: ['passphrase'],
    meaning: 'memberi nomor dan menandatangani surat secara elektronik dengan frasa sandi dalam isian itu',
    example: 'tanda-tangani-surat: frasa-sandi',
  },
  {
    word: 'kirim-surat',
    do: 'send-naskah',
    argument: 'none',
    meaning: 'mengirim surat yang sudah ditandatangani kepada pemohon',
    example: 'kirim-surat',
  },
  {
    word: 'buka-tiket',
    do: 'open-linked',
    argument: 'sop',
    meaning: 'membuka tiket baru yang terkait, menurut SOP itu',
    example: 'buka-tiket: keberatan-informasi',
  },
  {
    word: 'pindah-layanan',
    do: 'move-ticket',
    argument: 'move',
    meaning: 'memindahkan tiket ke SOP lain pada langkah itu; nomor, pelapor, dan riwayatnya tetap. Waktu SOP baru dihitung `sejak-masuk` atau `sejak-pindah`',
    example: 'pindah-layanan: { sop: ppid, langkah: lengkapi, waktu: sejak-pindah }',
  },
  {
    word: 'penuhi-tenggat',
    do: 'meet-deadline',
    argument: 'none',
    meaning: 'tenggat tiket sudah dipenuhi: waktunya berhenti di sini, walaupun masih ada langkah sesudahnya',
    example: 'penuhi-tenggat',
  },
  {
    word: 'buka-identitas',
    do: 'reveal-reporter',
    argument: 'none',
    meaning: 'pelapor yang tadinya minta namanya disembunyikan bersedia dikenal petugas; hanya pada tindakan pelapor sendiri',
    example: 'buka-identitas',
  },
  {
    word: 'perpanjang',
    do: 'extend',
    argument: 'field',
    fieldTypes: anyText,
    meaning: 'memperpanjang waktu satu kali, selama yang tertulis pada `perpanjangan`; isian itu memuat alasannya',
    example: 'perpanjang: alasan',
  },
  {
    word: 'tutup',
    do: 'close',
    argument: 'result',
    meaning: 'menutup tiket dengan hasil itu',
    example: 'tutup: dijawab',
  },
] as const satisfies EffectEntry[]

export type EffectWord = (typeof effectCatalogue)[number]['word']

/** Effects that may stand alone in the list, without anything after the word. */
export const bareEffectWords = effectCatalogue.filter((e) => e.argument === 'none' || e.argument === 'field?').map((e) => e.word)

/** The catalogue's line for a word or for an effect of the program; nothing for an unknown word. */
export function findEffect(word: string): EffectEntry | undefined {
  return effectCatalogue.find((e) => e.word === word || e.do === word)
}
