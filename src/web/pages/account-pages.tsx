import type { Fault } from '../../kernel/refusal.ts'
import { Button, CheckField, Details, ErrorSummary, Form, type FormValues, NikField, PasswordField, TextField, useView } from '../../ui/index.ts'

interface AccountPageProps {
  values: FormValues
  faults: Fault[]
  goal: string
}

/** A citizen signs in with NIK or phone number. */
export function SignInPage({ values, faults, goal }: AccountPageProps) {
  const { t } = useView()
  return (
    <>
      <h1>{t('Masuk')}</h1>
      <ErrorSummary faults={faults} />
      <Form action="/masuk" values={values} faults={faults}>
        <input type="hidden" name="tujuan" value={goal} />
        <TextField name="masuk" label={t('NIK atau nomor telepon')} inputmode="numeric" width="medium" autocomplete="username" maxLength={30} />
        <PasswordField name="sandi" label={t('Kata sandi')} />
        <Button>{t('Masuk')}</Button>
      </Form>
      <p><a href="/lupa-sandi">{t('Lupa kata sandi?')}</a></p>
      <p>
        {t('Belum punya akun?')} <a href={`/daftar?tujuan=${encodeURIComponent(goal)}`}>{t('Daftar dengan NIK Anda')}</a>
      </p>
      <p class="quiet">
        <a href="/lacak">{t('Lacak laporan tanpa masuk')}</a> · <a href="/petugas/masuk">{t('Masuk sebagai petugas')}</a>
      </p>
    </>
  )
}

/** A citizen registers. It asks only what the SOPs need: name, NIK, phone. */
export function RegisterPage({ values, faults, goal }: AccountPageProps) {
  const { t, tenant } = useView()
  return (
    <>
      <h1>{t('Daftar')}</h1>
      <p class="lead">{t('Sekali saja. Setelah itu Anda dapat melapor dan membaca jawaban kapan saja.')}</p>
      <ErrorSummary faults={faults} />
      <Form action="/daftar" values={values} faults={faults}>
        <input type="hidden" name="tujuan" value={goal} />
        <TextField name="nama" label={t('Nama lengkap')} help={t('Seperti pada KTP.')} autocomplete="name" maxLength={100} />
        <NikField name="nik" label={t('NIK')} help={t('16 angka pada KTP atau kartu keluarga. Disimpan tersandi dan tidak pernah ditampilkan utuh.')} />
        <TextField name="telepon" label={t('Nomor telepon')} help={t('Nomor ponsel Anda, misalnya 0812 3456 7890.')} type="tel" inputmode="tel" autocomplete="tel" width="medium" maxLength={20} />
        <PasswordField name="sandi" label={t('Kata sandi baru')} help={t('Paling sedikit 8 huruf. Tiga kata yang mudah Anda ingat sudah kuat.')} fresh />
        <Details summary={t('Untuk apa data saya dipakai?')}>
          <p>{t('{pemerintah} memakai nama, NIK, dan nomor telepon Anda untuk memastikan laporan berasal dari warga dan untuk menyampaikan jawaban. Data tidak dibagikan di luar keperluan itu (UU Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi).', { pemerintah: tenant?.government ?? '' })}</p>
        </Details>
        <CheckField name="setuju" label={t('Saya menyetujui pemakaian data saya untuk menangani laporan')} />
        <Button>{t('Daftar')}</Button>
      </Form>
      <p>
        {t('Sudah punya akun?')} <a href={`/masuk?tujuan=${encodeURIComponent(goal)}`}>{t('Masuk')}</a>
      </p>
    </>
  )
}
