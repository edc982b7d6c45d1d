import type { Fault } from '../../kernel/refusal.ts'
import { Button, ErrorSummary, Form, TextField, useView } from '../../ui/index.ts'

/** Tracking without signing in: number and secret code. */
export function TrackPage({ values, faults }: { values: { nomor?: string; kode?: string }; faults: Fault[] }) {
  const { t, person } = useView()
  return (
    <>
      <h1>{t('Lacak laporan')}</h1>
      <p class="lead">{t('Tulis nomor tiket dan kode rahasia dari tanda terima Anda. Tidak perlu masuk.')}</p>
      <ErrorSummary faults={faults} />
      <Form action="/lacak" values={{ ...values }} faults={faults}>
        <TextField name="nomor" label={t('Nomor tiket')} help={t('Sembilan angka, misalnya 482-109-375.')} inputmode="numeric" width="medium" maxLength={20} />
        <TextField name="kode" label={t('Kode rahasia')} help={t('Delapan huruf dan angka.')} width="medium" maxLength={20} />
        <Button>{t('Lacak')}</Button>
      </Form>
      {person?.kind === 'citizen' ? null : (
        <p>
          {t('Punya akun?')} <a href="/masuk?tujuan=/laporan-saya">{t('Masuk untuk melihat semua laporan Anda.')}</a>
        </p>
      )}
    </>
  )
}
