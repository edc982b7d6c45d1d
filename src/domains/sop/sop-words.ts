import type { FieldType, Step } from './sop.ts'

/** What a clerk writes after `tipe:`, what it means to the program, and what it means to people. */
export const fieldTypeWords = [
  { word: 'teks', type: 'text', meaning: 'satu baris tulisan' },
  { word: 'teks-panjang', type: 'long-text', meaning: 'tulisan beberapa alinea' },
  { word: 'pilihan', type: 'choice', meaning: 'satu dari daftar `pilihan`' },
  { word: 'pilihan-banyak', type: 'choices', meaning: 'satu atau beberapa dari daftar `pilihan`' },
  { word: 'ya-tidak', type: 'yes-no', meaning: 'jawaban ya atau tidak' },
  { word: 'angka', type: 'number', meaning: 'bilangan' },
  { word: 'uang', type: 'money', meaning: 'jumlah rupiah' },
  { word: 'tanggal', type: 'date', meaning: 'tanggal' },
  { word: 'tanggal-jam', type: 'moment', meaning: 'tanggal dan jam' },
  { word: 'nik', type: 'nik', meaning: 'NIK, 16 angka; disimpan terkunci' },
  { word: 'nip', type: 'nip', meaning: 'NIP, 18 angka' },
  { word: 'surel', type: 'email', meaning: 'alamat surel; dapat dibatasi dengan `domain`' },
  { word: 'telepon', type: 'phone', meaning: 'nomor telepon' },
  { word: 'alamat-ip', type: 'ip-address', meaning: 'alamat IP' },
  { word: 'nama-host', type: 'host-name', meaning: 'nama host atau subdomain; dapat dibatasi dengan `domain`' },
  { word: 'desa', type: 'village', meaning: 'desa atau kelurahan dari daftar Kemendagri' },
  { word: 'berkas', type: 'files', meaning: 'foto atau dokumen' },
  { word: 'unit', type: 'unit', meaning: 'satu unit dari daftar unit pemerintah daerah' },
  { word: 'petugas', type: 'officer', meaning: 'satu petugas' },
  { word: 'kategori', type: 'category', meaning: 'satu kategori laporan; menentukan kelompok unitnya' },
  { word: 'produk', type: 'product', meaning: 'satu produk dari `daftar`, ditulis kuncinya; harus masih berlaku' },
  { word: 'frasa-sandi', type: 'passphrase', meaning: 'frasa sandi; dipakai saat itu juga dan tidak pernah disimpan' },
] as const satisfies { word: string; type: FieldType; meaning: string }[]

/** The word of a field type, for messages. Each type has one. */
export function wordOfType(type: FieldType): string {
  return fieldTypeWords.find((w) => w.type === type)!.word
}

export const symbolWords = { mulai: 'start', proses: 'process', keputusan: 'decision', selesai: 'end' } as const satisfies Record<
  string,
  Step['symbol']
>

export const toneWords = { utama: 'main', biasa: 'plain', kembali: 'back', berhenti: 'stop' } as const

/** What is known of every ticket besides its fields; a condition may ask it. */
export const factWords = ['identitas', 'klasifikasi', 'kategori'] as const

/** The results of an identity check. */
export const identityResults = ['valid', 'tidak-valid'] as const

/** What a clerk writes after `periksa:`. */
export const registerWords = { kependudukan: 'population', kepegawaian: 'personnel' } as const

/** The acts that the system takes where it has asked a register: it agrees, it does not, it could not be asked. */
export const checkActs = ['cocok', 'tidak-cocok', 'tak-terjawab'] as const

/** A stage of an escalation that comes with the breach itself. */
export const atOnceWord = 'saat jatuh tempo'

/** `ke: tetap` leaves the ticket where it is. */
export const stayWord = 'tetap'
