import { Breadcrumb, useView } from '../../ui/index.ts'

/** The keys of the officers' pages, with a switch to turn them off; also drawn as a dialog by the key `?`. */
export function ShortcutsPage() {
  const { t } = useView()
  const keys: [string, string][] = [
    ['?', t('Membuka dan menutup bantuan ini')], ['/', t('Ke kotak pencarian')],
    ['j', t('Ke tiket berikutnya dalam daftar')], ['k', t('Ke tiket sebelumnya dalam daftar')], ['o', t('Membuka tiket itu')], ['x', t('Mencentang tiket itu')],
    ['a', t('Ke tindakan pada halaman tiket')], ['n', t('Menulis catatan internal pada halaman tiket')],
  ]
  return (
    <>
      <Breadcrumb links={[{ href: '/kotak-masuk', text: t('Kotak masuk') }]} />
      <h1>{t('Bantuan')}</h1>
      <section data-shortcuts class="flow" aria-labelledby="pintasan-judul">
        <h2 id="pintasan-judul">{t('Pintasan papan ketik')}</h2>
        <p>{t('Berlaku di halaman petugas, selama kursor tidak sedang di dalam isian. Semua yang dapat dilakukan dengan tetikus dapat juga dengan Tab, Enter, dan Spasi.')}</p>
        <dl class="shortcuts">
          {keys.map(([key, text]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{text}</dd></div>)}
        </dl>
        <p class="help">{t('Bila Anda memakai perintah suara atau pembaca layar dan tombol tunggal ini mengganggu, matikan di perangkat ini.')}</p>
        <div class="buttons">
          <button class="button button--plain" type="button" hidden data-shortcut-switch data-off={t('Matikan pintasan')} data-on={t('Hidupkan pintasan')}><span /></button>
          <button class="button button--back" type="button" hidden data-close><span>{t('Tutup')}</span></button>
        </div>
      </section>
    </>
  )
}
