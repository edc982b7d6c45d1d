import type { Fault } from '../../kernel/refusal.ts'
import { Button, CodeField, Details, ErrorSummary, Form, type FormValues, Notice, PasswordField, QrCode, Table, TextField, useView } from '../../ui/index.ts'
import { PasskeySignIn } from './passkey-form.tsx'

interface StaffSignInPageProps {
  values: FormValues
  faults: Fault[]
  /** Another system by which officers may sign in. */
  oidcName: string | undefined
  hints?: { password: string; staff: { username: string; role: string }[] }
}

/** First half of a staff sign-in. A demonstration says who can sign in. */
export function StaffSignInPage({ values, faults, oidcName, hints }: StaffSignInPageProps) {
  const { t } = useView()
  return (
    <>
      <h1>{t('Masuk petugas')}</h1>
      <ErrorSummary faults={faults} />
      <Form action="/petugas/masuk" values={values} faults={faults}>
        <TextField name="masuk" label={t('Nama pengguna')} autocomplete="username" width="medium" maxLength={100} />
        <PasswordField name="sandi" label={t('Kata sandi')} />
        <Button>{t('Lanjut')}</Button>
      </Form>
      <PasskeySignIn />
      {oidcName ? <Button href="/petugas/oidc/masuk" kind="plain">{t('Masuk dengan {nama}', { nama: oidcName })}</Button> : null}
      {hints ? (
        <Notice title={t('Ini pemasangan peraga')}>
          <p>
            {t('Kata sandi semua petugas peraga:')} <code>{hints.password}</code>. {t('Kode masuknya tampil di halaman berikut.')}
          </p>
          <Details summary={t('Petugas peraga')}>
            <Table
              caption={t('Petugas peraga')} captionHidden rows={hints.staff} rowKey={(one) => one.username}
              columns={[{ head: t('Nama pengguna'), kind: 'title', cell: (one) => <code>{one.username}</code> }, { head: t('Jabatan'), cell: (one) => one.role }]}
            />
          </Details>
        </Notice>
      ) : null}
    </>
  )
}

/** Second half: the code of the authenticator. */
export function StaffCodePage({ faults, demoCode }: { faults: Fault[]; demoCode?: string }) {
  const { t } = useView()
  return (
    <>
      <h1>{t('Kode masuk')}</h1>
      <p class="lead">{t('Buka aplikasi autentikator Anda dan tulis enam angka yang tampil.')}</p>
      <ErrorSummary faults={faults} />
      <Form action="/petugas/kode" faults={faults}>
        <CodeField name="kode" label={t('Kode enam angka')} />
        <Button>{t('Masuk')}</Button>
      </Form>
      {demoCode ? (
        <Notice>
          <p>
            {t('Pemasangan peraga: kode saat ini')} <code data-demo-code>{demoCode}</code>
          </p>
        </Notice>
      ) : null}
      <p><a href="/petugas/masuk">{t('Kembali ke nama pengguna')}</a></p>
    </>
  )
}

/** The first time: put the secret into an authenticator and prove it. */
export function StaffEnrolPage({ secret, uri, faults }: { secret: string; uri: string; faults: Fault[] }) {
  const { t } = useView()
  return (
    <>
      <h1>{t('Pasang autentikator')}</h1>
      <p class="lead">{t('Akun petugas dilindungi kode yang berganti setiap 30 detik. Pasang sekali di ponsel Anda.')}</p>
      <ErrorSummary faults={faults} />
      <ol class="flow">
        <li>{t('Buka aplikasi autentikator (Google Authenticator, Aegis, atau yang serupa).')}</li>
        <li>
          {t('Pindai kode ini, atau tulis kuncinya.')}
          <QrCode text={uri} label={t('Kode QR untuk autentikator')} />
          <p><code>{secret.replace(/(.{4})/g, '$1 ').trim()}</code></p>
        </li>
        <li>{t('Tulis enam angka yang tampil.')}</li>
      </ol>
      <Form action="/petugas/pasang-kode" faults={faults}>
        <CodeField name="kode" label={t('Kode enam angka')} />
        <Button>{t('Pasang dan masuk')}</Button>
      </Form>
    </>
  )
}
