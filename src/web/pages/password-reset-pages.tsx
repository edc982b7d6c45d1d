import type { Fault } from '../../kernel/refusal.ts'
import { Breadcrumb, Button, CodeField, ErrorSummary, Form, type FormValues, Notice, PasswordField, TextField, useView } from '../../ui/index.ts'

/** Somebody forgot their password: by what are they known? */
export function ForgottenPage({ values, faults }: { values: FormValues; faults: Fault[] }) {
  const { t } = useView()
  return (
    <>
      <Breadcrumb links={[{ href: '/masuk', text: t('Masuk') }]} />
      <h1>{t('Lupa kata sandi')}</h1>
      <p class="lead">{t('Kami kirim kode enam angka lewat SMS ke nomor ponsel yang Anda daftarkan.')}</p>
      <ErrorSummary faults={faults} />
      <Form action="/lupa-sandi" values={values} faults={faults}>
        <TextField name="masuk" label={t('NIK atau nomor telepon')} inputmode="numeric" width="medium" autocomplete="username" maxLength={30} />
        <Button>{t('Kirim kode')}</Button>
      </Form>
      <p class="quiet">{t('Nomor Anda sudah berganti? Datanglah ke kantor layanan dengan KTP Anda.')}</p>
    </>
  )
}

/** The code from the SMS, and the new password. Says the same whether or not the NIK or number is known. */
export function NewPasswordPage({ code, faults, minutes }: { code: string; faults: Fault[]; minutes: number }) {
  const { t } = useView()
  return (
    <>
      <Breadcrumb links={[{ href: '/masuk', text: t('Masuk') }, { href: '/lupa-sandi', text: t('Lupa kata sandi') }]} />
      <h1>{t('Kata sandi baru')}</h1>
      <ErrorSummary faults={faults} />
      <Notice><p>{t('Bila NIK atau nomor itu terdaftar, SMS berisi kode sedang dikirim. Kode berlaku {menit} menit.', { menit: minutes })}</p></Notice>
      <Form action="/lupa-sandi/kode" values={{ kode: code }} faults={faults}>
        <CodeField name="kode" label={t('Kode enam angka dari SMS')} />
        <PasswordField name="sandi" label={t('Kata sandi baru')} help={t('Paling sedikit 8 huruf. Tiga kata yang mudah Anda ingat sudah kuat.')} fresh />
        <Button>{t('Ganti kata sandi')}</Button>
      </Form>
      <p>{t('Anda keluar dari semua perangkat lain begitu kata sandi diganti.')}</p>
      <p class="quiet">{t('SMS belum datang?')} <a href="/lupa-sandi">{t('Minta kode baru')}</a></p>
    </>
  )
}
