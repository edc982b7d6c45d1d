import type { Fault } from '../../kernel/refusal.ts'
import { Breadcrumb, Button, CodeField, ErrorSummary, Form, Notice, useView } from '../../ui/index.ts'

/** The code that was sent to a citizen's new number. `phone` is masked; absent once no code holds any more. */
export function PhoneCodePage({ phone, minutes, faults }: { phone: string | undefined; minutes: number; faults: Fault[] }) {
  const { t } = useView()
  return (
    <>
      <Breadcrumb links={[{ href: '/akun/data', text: t('Data saya') }]} />
      <h1>{t('Nomor telepon baru')}</h1>
      <ErrorSummary faults={faults} />
      {phone ? <Notice><p>{t('SMS berisi kode sedang dikirim ke {nomor}. Kode berlaku {menit} menit.', { nomor: phone, menit: minutes })}</p></Notice> : null}
      <Form action="/akun/telepon/kode" faults={faults}>
        <CodeField name="kode" label={t('Kode enam angka dari SMS')} />
        <Button>{t('Ganti nomor')}</Button>
      </Form>
      <p class="quiet">{t('SMS belum datang?')} <a href="/akun/data">{t('Minta kode baru')}</a></p>
    </>
  )
}
