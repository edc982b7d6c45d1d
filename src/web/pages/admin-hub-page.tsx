import { Card, useView } from '../../ui/index.ts'

/** Everything that administrators look after, on one page. */
export function AdminHubPage() {
  const { t } = useView()
  const cards = [
    { href: '/petugas/pegawai', title: t('Petugas'), text: t('Akun, jabatan, Surat Tugas, Plt. dan Plh., sandi pertama, sesi.') },
    { href: '/petugas/unit', title: t('Unit dan jabatan'), text: t('OPD dan instansi vertikal menurut fungsinya, siapa yang memegang apa, dan kursi yang kosong.') },
    { href: '/petugas/kalender', title: t('Kalender kerja'), text: t('Libur nasional dengan keputusannya, libur daerah, dan cuti bersama daerah.') },
    { href: '/kata-kunci', title: t('Kata kunci'), text: t('Kata yang menentukan klasifikasi dan kategori, dengan kotak uji coba.') },
    { href: '/petugas/rekap', title: t('Rekapitulasi pengaduan'), text: t('Diterima, dijawab, dan lewat tenggat per unit, kategori, saluran, dan bulan.') },
    { href: '/petugas/sop', title: t('Berkas SOP yang berlaku'), text: t('Versi dan tanggal berlakunya, dan apa yang berubah di antaranya.') },
    { href: '/pesan/templat', title: t('Templat pesan'), text: t('Kata-kata SMS, surel, dan pemberitahuan; umum atau untuk satu langkah.') },
    { href: '/pesan/tertahan', title: t('Pesan masuk yang ditahan'), text: t('Pesan beruntun, berulang, atau dari pengirim yang tidak dapat dibalas.') },
    { href: '/petugas/register-kependudukan', title: t('Register kependudukan'), text: t('Salinan untuk memeriksa identitas pelapor: unggah, periksa, ganti.') },
    { href: '/petugas/riwayat-akses', title: t('Riwayat akses'), text: t('Siapa melihat apa, kapan, dan untuk keperluan apa.') },
  ]
  return (
    <>
      <h1>{t('Administrasi')}</h1>
      <div class="grid">
        {cards.map((card) => <Card key={card.href} title={card.title} href={card.href}><p>{card.text}</p></Card>)}
      </div>
    </>
  )
}
