import { useView } from '../../ui/index.ts'

/** Installing the app and being told on this device. Hidden until the script knows what this browser can do. */
export function AppCard() {
  const { t, app } = useView()
  if (!app) return null
  return (
    <section class="card card--quiet" data-app-card data-push-key={app.pushKey} hidden>
      <h2 class="card-title">{t('Di perangkat ini')}</h2>
      <p class="quiet">{t('Pasang sebagai aplikasi agar terbuka juga tanpa sinyal, dan terima kabar begitu ada.')}</p>
      <p class="quiet" data-app="ios" hidden>{t('Di iPhone: tekan Bagikan, lalu Tambah ke Layar Utama.')}</p>
      <div class="buttons">
        <button class="button button--plain" type="button" data-app="install" hidden>{t('Pasang aplikasi')}</button>
        <button class="button button--plain" type="button" data-app="push" hidden>{t('Terima pemberitahuan')}</button>
        <button class="button button--plain" type="button" data-app="quiet" hidden>{t('Hentikan pemberitahuan')}</button>
      </div>
      <p role="status" data-app="told" />
    </section>
  )
}
