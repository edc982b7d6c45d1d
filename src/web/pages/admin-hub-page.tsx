import { useView } from '../../ui/index.ts'

/** Everything that administrators look after, on one page, by what it is about. */
export function AdminHubPage() {
  const { t } = useView()
  return (
    <>
      <h1>{t('Administrasi')}</h1>
      {useGroups().map((group) => (
        <section key={group.title} class="hub-group">
          <h2>{group.title}</h2>
          <ul class="hub">
            {group.links.map((link) => (
              <li key={link.href}>
                <a href={link.href}>{link.title}</a>
                <p>{link.text}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function useGroups() {
  const { t } = useView()
  return [
    { title: t('Petugas dan susunan'), links: [
      { href: '/petugas/pegawai', title: t('Petugas'), text: t('Akun, jabatan, Surat Tugas, Plt. dan Plh., sandi pertama, sesi.') },
      { href: '/petugas/unit', title: t('Unit dan jabatan'), text: t('OPD dan instansi vertikal menurut fungsinya, siapa yang memegang apa, dan kursi yang kosong.') },
      { href: '/petugas/kalender', title: t('Kalender kerja'), text: t('Libur nasional dengan keputusannya, libur daerah, dan cuti bersama daerah.') },
    ] },
    { title: t('Hasil dan pengawasan'), links: [
      { href: '/petugas/rekap', title: t('Rekapitulasi pengaduan'), text: t('Diterima, dijawab, dan lewat tenggat per unit, kategori, saluran, dan bulan.') },
      { href: '/petugas/survei', title: t('Hasil survei kepuasan'), text: t('Indeks, mutu, dan saran penilai per instansi dan per prosedur.') },
      { href: '/petugas/riwayat-akses', title: t('Riwayat akses'), text: t('Siapa melihat apa, kapan, dan untuk keperluan apa.') },
    ] },
    { title: t('Pesan'), links: [
      { href: '/pesan', title: t('Pesan keluar'), text: t('Yang terkirim, yang menunggu, dan yang gagal; kirim sekali lagi.') },
      { href: '/pesan/tertahan', title: t('Pesan masuk yang ditahan'), text: t('Pesan beruntun, berulang, atau dari pengirim yang tidak dapat dibalas.') },
      { href: '/pesan/templat', title: t('Templat pesan'), text: t('Kata-kata SMS, surel, dan pemberitahuan; umum atau untuk satu langkah.') },
    ] },
    { title: t('Prosedur dan data'), links: [
      { href: '/petugas/sop', title: t('Berkas SOP yang berlaku'), text: t('Versi dan tanggal berlakunya, dan apa yang berubah di antaranya.') },
      { href: '/kata-kunci', title: t('Kata kunci'), text: t('Kata yang menentukan klasifikasi dan kategori, dengan kotak uji coba.') },
      { href: '/petugas/register-kependudukan', title: t('Register kependudukan'), text: t('Salinan untuk memeriksa identitas pelapor: unggah, periksa, ganti.') },
      { href: '/impor', title: t('Impor'), text: t('Masukkan laporan dari lembar kerja, dengan pratinjau sebelum disimpan.') },
      { href: '/ekspor', title: t('Ekspor'), text: t('Unduh tiket sebagai berkas, menurut saringan Anda.') },
    ] },
  ]
}
