import type { Passkey } from '../../domains/access/index.ts'
import { Button, Card, EmptyState, Form, Moment, Table, TextField, useView } from '../../ui/index.ts'

/** The way in by a passkey, shown by `kunci-sandi.js` where the browser knows passkeys. */
export function PasskeySignIn() {
  const { t } = useView()
  return (
    <div data-passkey="masuk" data-begin="/petugas/masuk/kunci/mulai" data-failed={t('Kunci sandi tidak jadi dipakai. Coba lagi, atau masuk dengan kata sandi.')} data-known="" hidden>
      <Form action="/petugas/masuk/kunci" fieldPrefix="kunci">
        <input type="hidden" name="jawaban" value="" />
        <Button kind="plain">{t('Masuk dengan kunci sandi')}</Button>
      </Form>
      <p role="status" class="help" />
    </div>
  )
}

/** An officer's passkeys, and a form for one more. */
export function PasskeyCard({ passkeys }: { passkeys: Passkey[] }) {
  const { t } = useView()
  return (
    <Card title={t('Kunci sandi')} id="kunci">
      <p>{t('Dengan kunci sandi Anda masuk memakai sidik jari, wajah, atau PIN perangkat, tanpa kata sandi dan kode. Kunci itu tidak pernah meninggalkan perangkat Anda.')}</p>
      {passkeys.length === 0 ? <EmptyState title={t('Belum ada kunci sandi')} /> : (
        <Table
          caption={t('Kunci sandi')} captionHidden rows={passkeys} rowKey={(row) => row.id}
          columns={[
            { head: t('Nama'), kind: 'title', cell: (row) => row.name },
            { head: t('Dipasang'), cell: (row) => <Moment at={row.createdAt} form="short" /> },
            { head: t('Terakhir dipakai'), cell: (row) => (row.lastUsedAt ? <Moment at={row.lastUsedAt} form="short" /> : t('belum pernah')) },
            { head: t('Tindakan'), cell: (row) => <Form action={`/petugas/saya/kunci/${row.id}/hapus`}><Button kind="plain">{t('Hapus kunci')}</Button></Form> },
          ]}
        />
      )}
      <div
        data-passkey="pasang" data-begin="/petugas/saya/kunci/mulai" data-failed={t('Kunci sandi tidak jadi dipasang. Coba lagi.')}
        data-known={t('Perangkat ini sudah punya kunci sandi untuk akun Anda.')} hidden
      >
        <Form action="/petugas/saya/kunci" fieldPrefix="kunci">
          <input type="hidden" name="jawaban" value="" />
          <TextField name="nama-kunci" label={t('Nama kunci')} help={t('Misalnya ponsel saya atau laptop kantor.')} width="medium" maxLength={60} optional />
          <Button kind="plain">{t('Pasang kunci sandi')}</Button>
        </Form>
        <p role="status" class="help" />
      </div>
    </Card>
  )
}

/** Another system's account, joined or not yet. */
export function OidcCard({ name, joined }: { name: string; joined: boolean }) {
  const { t } = useView()
  return (
    <Card title={name} id="oidc">
      {joined ? (
        <>
          <p>{t('Akun {nama} Anda tersambung: Anda dapat masuk dengannya.', { nama: name })}</p>
          <Form action="/petugas/saya/oidc/lepas"><Button kind="plain">{t('Lepas sambungan')}</Button></Form>
        </>
      ) : (
        <>
          <p>{t('Sambungkan akun {nama} Anda agar dapat masuk dengannya.', { nama: name })}</p>
          <Button href="/petugas/oidc/sambungkan" kind="plain">{t('Sambungkan {nama}', { nama: name })}</Button>
        </>
      )}
    </Card>
  )
}
