import type { Typed } from '../src/domains/sop/index.ts'
import type { DemoTenant } from './complaints.ts'

/** One act on a demonstration request: whose, and what they fill in. Files that it asks for are invented. */
export interface DemoAct {
  /** `post.unit` of an officer, or `pemohon`. */
  by: string
  /** Name of the act; `jawab` answers the question that waits. In what is typed, `{hari}` is the day of the act, and `{hari+3}` three days later. */
  act: string
  typed?: Typed
  /** How many days it took; without it, twenty minutes. */
  days?: number
}

/** A request that is lived through the engine, act by act. Where its acts end, there it stands. */
export interface DemoRequest {
  /** Unique; makes the same form key at every run. */
  id: string
  tenant: DemoTenant
  sop: string
  /** `post.unit` of the officer who applies for their agency, or the number of an invented citizen. */
  applicant: string | number
  /** When it was sent: so many days before now. */
  daysAgo: number
  typed: Typed
  acts: DemoAct[]
}

const office = (post: string) => `${post}.diskominfotik`
const dispositions: DemoAct[] = [{ by: office('kepala'), act: 'disposisi', typed: { disposisi: 'Mohon diproses sesuai ketentuan.' } }, { by: office('kabid-pbe'), act: 'disposisi' }]
const initials: DemoAct[] = [{ by: office('kabid-pbe'), act: 'paraf' }, { by: office('sekretaris'), act: 'paraf' }]
/** Drafts the letter as its template proposes it, and has it initialled. */
const reply: DemoAct[] = [{ by: office('prakom'), act: 'susun' }, ...initials]
const signedAndSent: DemoAct[] = [{ by: office('kepala'), act: 'tanda-tangani' }, { by: office('administrasi-umum'), act: 'kirim-surat' }]
const telephone = '+628401009001'

const subdomain = (name: string): Typed => ({
  'nama-subdomain': `${name}.bengkaliskab.go.id`, 'ip-publik': '203.0.113.24', 'name-server': 'ns1.contoh.example, ns2.contoh.example', narahubung: 'Umpama Narahubung', telepon: telephone,
})
const mailbox = (name: string, owner: Typed): Typed => ({ 'alamat-surel': `${name}@bengkaliskab.go.id`, telepon: telephone, ...owner })
const application = (name: string, process: string): Typed => ({
  'jenis-permohonan': 'pembangunan', 'nama-aplikasi': name, 'proses-bisnis': process, 'data-disajikan': 'Data pelayanan harian dari loket dan rekap bulanannya.',
  'keluaran-diinginkan': 'Laporan bulanan, dan layar antrean di ruang tunggu.', narahubung: 'Umpama Narahubung', telepon: telephone,
})
const team: DemoAct = { by: office('prakom'), act: 'bentuk-tim', days: 1, typed: { 'anggota-tim': 'Contoh Ketua, ketua tim\nContoh Pemrogram, pemrogram\nContoh Penguji, penguji', 'rencana-selesai': '{hari+80}' } }
const trial: Typed = { 'waktu-uji-coba': '{hari+3}T09:00', 'tempat-uji-coba': 'Ruang rapat Diskominfotik' }

/** The requests of the demonstration, in stages that a visitor can go on from. */
export const demoRequests: DemoRequest[] = [
  {
    id: 'subdomain-selesai', tenant: 'bengkalis', sop: 'subdomain', applicant: 'admin-skpd.dinkes', daysAgo: 40, typed: subdomain('peraga-sehat'),
    acts: [
      ...dispositions, { by: office('prakom'), act: 'benar' }, { by: office('prakom'), act: 'tugaskan' },
      { by: office('admin-server'), act: 'aktifkan', typed: { 'ip-publik': '203.0.113.24', 'name-server': 'ns1.contoh.example, ns2.contoh.example', 'tanggal-aktif': '{hari}', keterangan: 'Server pusat data, sertifikat TLS diperbarui otomatis' } },
      ...reply, ...signedAndSent,
    ],
  },
  {
    id: 'subdomain-dikembalikan', tenant: 'bengkalis', sop: 'subdomain', applicant: 'admin-skpd.dishub', daysAgo: 5, typed: subdomain('peraga-hubung'),
    acts: [...dispositions, { by: office('prakom'), act: 'kembalikan', typed: { 'data-kurang': ['name-server'], kekurangan: 'Name server yang kedua tidak menjawab. Mohon dipastikan namanya.' } }],
  },
  { id: 'subdomain-baru', tenant: 'bengkalis', sop: 'subdomain', applicant: 'admin-skpd.diskan', daysAgo: 0.1, typed: subdomain('peraga-ikan'), acts: [] },
  {
    id: 'surel-asn', tenant: 'bengkalis', sop: 'surel-dinas', applicant: 1, daysAgo: 21,
    typed: mailbox('umpama.peraga', { 'jenis-pemilik': 'asn', 'perangkat-daerah': 'disdik', pemilik: 'Umpama Peraga', nip: '199099992015019001' }),
    acts: [...dispositions, { by: office('prakom'), act: 'tugaskan' }, { by: office('admin-surel'), act: 'aktifkan', typed: { 'tanggal-aktif': '{hari}', 'penyerahan-sandi': 'langsung' } }, ...reply, ...signedAndSent],
  },
  {
    id: 'surel-menunggu-tanda-tangan', tenant: 'bengkalis', sop: 'surel-dinas', applicant: 'admin-skpd.perkim', daysAgo: 4,
    typed: mailbox('peraga-perkim', { 'jenis-pemilik': 'perangkat-daerah', 'perangkat-daerah': 'perkim' }),
    acts: [...dispositions, { by: office('prakom'), act: 'tugaskan' }, { by: office('admin-surel'), act: 'aktifkan', typed: { 'tanggal-aktif': '{hari}', 'penyerahan-sandi': 'mandiri' } }, ...reply],
  },
  {
    id: 'aplikasi-uji-coba', tenant: 'bengkalis', sop: 'aplikasi', applicant: 'admin-skpd.dinsos', daysAgo: 70,
    typed: application('SIPERAGA (Sistem Informasi Bantuan Sosial Peraga)', 'Warga mengajukan bantuan di loket, petugas memeriksa berkas, kepala bidang menyetujui, dan bantuan disalurkan.'),
    acts: [
      ...dispositions, team, { by: office('tim-aplikasi'), act: 'selesai-analisis', days: 8, typed: { 'hasil-analisis': 'Tiga peran: loket, pemeriksa, penyetuju. Data penerima diambil dari daftar yang ada.' } },
      { by: office('tim-aplikasi'), act: 'lapor-kemajuan', days: 14, typed: { kemajuan: 'Pendaftaran dan pemeriksaan selesai; penyaluran sedang dikerjakan.' } },
      { by: office('tim-aplikasi'), act: 'undang-uji-coba', days: 9, typed: trial }, { by: office('tim-aplikasi'), act: 'catat-uji-coba', days: 3, typed: { 'hasil-uji-coba': 'Dihadiri delapan orang. Alur dari pendaftaran sampai penyaluran dicoba dengan data contoh.' } },
      { by: 'pemohon', act: 'bangun-ulang', days: 1, typed: { 'daftar-perbaikan': 'Penyaluran bertahap belum dapat dicatat.' } },
      { by: office('tim-aplikasi'), act: 'undang-uji-coba', days: 9, typed: trial }, { by: office('tim-aplikasi'), act: 'catat-uji-coba', days: 3, typed: { 'hasil-uji-coba': 'Penyaluran bertahap sudah dapat dicatat.' } },
    ],
  },
  {
    id: 'aplikasi-ditanya', tenant: 'bengkalis', sop: 'aplikasi', applicant: 'admin-skpd.dpmptsp', daysAgo: 9,
    typed: application('SIANTRE PERAGA (Antrean Perizinan)', 'Pemohon izin mengambil nomor, dipanggil loket, lalu menerima tanda terima.'),
    acts: [
      ...dispositions, team, { by: office('tim-aplikasi'), act: 'tanya', days: 1, typed: { pertanyaan: 'Apakah antrean dibedakan menurut jenis izin?' } }, { by: 'pemohon', act: 'jawab', days: 1, typed: { balasan: 'Ya, ada empat jenis izin dengan loketnya sendiri.' } },
      { by: office('tim-aplikasi'), act: 'tanya', typed: { pertanyaan: 'Berapa orang yang dilayani setiap hari, dan pada jam berapa paling ramai?' } },
    ],
  },
]
