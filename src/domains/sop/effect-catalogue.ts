import type { Effect, FieldType } from './sop.ts'

/** What stands after an effect's word: nothing, the name of a field, or something else; `field?` may be left out. */
export type EffectArgument = 'none' | 'field' | 'field?' | 'field-or-unit' | 'identity' | 'whom' | 'product' | 'sop' | 'result'

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
    argument: 'product',
    meaning: 'mengeluarkan produk layanan, seperti surat, akun, atau sertifikat',
    example: 'keluarkan-produk: Surat balasan',
  },
  {
    word: 'buka-tiket',
    do: 'open-linked',
    argument: 'sop',
    meaning: 'membuka tiket baru yang terkait, menurut SOP itu',
    example: 'buka-tiket: keberatan-informasi',
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
