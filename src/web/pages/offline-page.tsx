import { Button, Buttons, useView } from '../../ui/index.ts'

/** What the device shows when a page is asked for that it has not seen and there is no line. It holds nothing of anybody. */
export function OfflinePage() {
  const { t } = useView()
  return (
    <div class="trouble flow" data-offline-page>
      <h1>{t('Anda sedang luring')}</h1>
      <p>{t('Halaman ini belum pernah dibuka di perangkat ini, jadi belum dapat ditampilkan tanpa sinyal.')}</p>
      <p>{t('Formulir yang Anda kirim tanpa sinyal tersimpan di perangkat ini dan dikirim sendiri begitu sinyal kembali.')}</p>
      <Buttons>
        <Button href="/lapor">{t('Buat laporan')}</Button>
        <Button href="/" kind="plain">{t('Ke halaman depan')}</Button>
      </Buttons>
    </div>
  )
}
