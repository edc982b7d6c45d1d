import type { Fault } from '../../kernel/refusal.ts'
import type { OpenSession, Passkey } from '../../domains/access/index.ts'
import type { Absence, Assignment } from '../../domains/organisation/index.ts'
import { Badge, Button, Card, Details, ErrorSummary, Form, type FormValues, Moment, NikField, Notice, PasswordField, SelectField, Table, TextField, useView } from '../../ui/index.ts'
import type { PostNews } from '../post-news.ts'
import { describeDevice } from '../describe-device.ts'
import type { SeatNames } from '../seat-names.ts'
import { AbsenceList } from './absence-list.tsx'
import { AssignmentList } from './assignment-list.tsx'
import { OidcCard, PasskeyCard } from './passkey-form.tsx'
import { PostNotice } from './post-notice.tsx'

export interface AccountPageProps {
  officerId: string
  assignments: Assignment[]
  absences: Absence[]
  /** Who may stand in. */
  colleagues: { value: string; text: string }[]
  sessions: OpenSession[]
  passkeys: Passkey[]
  /** Another system by which officers may sign in. */
  oidc: { name: string; joined: boolean } | undefined
  /** Their NIK, masked, once they have entered it. */
  nik: string | undefined
  /** The government signs through BSrE, which knows people by their NIK. */
  signsByNik: boolean
  news: PostNews
  names: SeatNames
  today: string
  formKey: string
  done: string
  retry: { values: FormValues; faults: Fault[] }
}

/** An officer's own page: posts with their letters, absence and stand-in, where they are signed in. */
export function OfficerAccountPage(props: AccountPageProps) {
  const { t } = useView()
  const { assignments, absences, names, today, news, done } = props
  return (
    <>
      <h1>{t('Akun saya')}</h1>
      {done === 'sandi' ? <Notice tone="success" announce><p>{t('Kata sandi diganti. Perangkat lain sudah dikeluarkan.')}</p></Notice> : null}
      {done === 'absen' ? <Notice tone="success" announce><p>{t('Ketidakhadiran Anda tercatat. Pengganti menerima giliran Anda pada hari-hari itu, lalu berhenti dengan sendirinya.')}</p></Notice> : null}
      {done === 'kembali' ? <Notice tone="success" announce><p>{t('Selamat bertugas kembali. Pengganti tidak lagi memegang jabatan Anda.')}</p></Notice> : null}
      {done === 'sesi' ? <Notice tone="success" announce><p>{t('Sesi itu diakhiri.')}</p></Notice> : null}
      {done === 'kunci' ? <Notice tone="success" announce><p>{t('Kunci sandi terpasang. Lain kali Anda dapat masuk dengannya.')}</p></Notice> : null}
      {done === 'oidc' ? <Notice tone="success" announce><p>{t('Akun tersambung. Lain kali Anda dapat masuk dengannya.')}</p></Notice> : null}
      {done === 'nik' ? <Notice tone="success" announce><p>{t('NIK Anda tersimpan.')}</p></Notice> : null}
      <PostNotice news={news} names={names} />
      <Card title={t('Jabatan dan Surat Tugas')}>
        <AssignmentList assignments={assignments} letters={new Map()} names={names} today={today} />
      </Card>
      <Card title={t('Ketidakhadiran')} id="ketidakhadiran">
        {absences.length > 0 ? <AbsenceList absences={absences} officerId={props.officerId} today={today} action={(id) => `/petugas/saya/tidak-hadir/${id}/selesai`} /> : null}
        <AbsenceForm {...props} />
      </Card>
      {props.signsByNik || props.nik ? <NikCard {...props} /> : null}
      <Sessions sessions={props.sessions} />
      <PasskeyCard passkeys={props.passkeys} />
      {props.oidc ? <OidcCard {...props.oidc} /> : null}
      <p class="cluster"><a href="/petugas/saya/sandi">{t('Ganti kata sandi')}</a> <a href="/saluran">{t('Saluran pemberitahuan')}</a></p>
    </>
  )
}

/** Never shown whole, not even to its owner. */
function NikCard({ nik, retry }: AccountPageProps) {
  const { t } = useView()
  const faults = retry.faults.filter((fault) => fault.field === 'nik')
  return (
    <Card title={t('NIK untuk tanda tangan elektronik')} id="nik-saya">
      <p>{nik ? t('Tersimpan: {nik}. Tulis yang baru untuk menggantinya.', { nik }) : t('BSrE mengenal penanda tangan dengan NIK. Sebelum NIK Anda diisi, surat tidak dapat ditandatangani.')}</p>
      <ErrorSummary faults={faults} />
      <Form action="/petugas/saya/nik" faults={faults} values={faults.length > 0 ? retry.values : {}}>
        <NikField name="nik" label="NIK" help={t('16 angka pada KTP Anda. Disimpan terenkripsi dan hanya dipakai saat Anda menandatangani.')} />
        <Button kind="plain">{t('Simpan NIK')}</Button>
      </Form>
    </Card>
  )
}

function AbsenceForm({ colleagues, formKey, retry: { values, faults: all }, today }: AccountPageProps) {
  const { t } = useView()
  const retry = { values, faults: all.filter((fault) => fault.field !== 'nik') }
  return (
    <Details summary={t('Catat tidak hadir')} open={retry.faults.length > 0}>
      <p>{t('Selama Anda tidak hadir, pengganti ikut melihat dan dapat mengerjakan giliran Anda sebagai Plh. Ini berakhir sendiri pada hari terakhir.')}</p>
      <ErrorSummary faults={retry.faults} />
      <Form action="/petugas/saya/tidak-hadir" values={retry.values} faults={retry.faults} idempotencyKey={formKey}>
        <TextField name="tidak-hadir-mulai" label={t('Hari pertama')} type="date" width="medium" min={today} />
        <TextField name="tidak-hadir-sampai" label={t('Hari terakhir')} type="date" width="medium" min={today} />
        <SelectField name="pengganti" label={t('Pengganti (Plh.)')} options={colleagues} />
        <TextField name="alasan" label={t('Alasan')} help={t('Misalnya cuti tahunan, dinas luar, atau sakit.')} maxLength={300} />
        <TextField name="nomor-surat" label={t('Nomor surat perintah')} width="medium" maxLength={80} optional />
        <Button>{t('Catat tidak hadir')}</Button>
      </Form>
    </Details>
  )
}

function Sessions({ sessions }: { sessions: OpenSession[] }) {
  const { t } = useView()
  return (
    <Card title={t('Perangkat yang sedang masuk')} id="sesi">
      <p>{t('Bila ada perangkat yang tidak Anda kenal, akhiri sesinya dan ganti kata sandi Anda.')}</p>
      <Table
        caption={t('Perangkat yang sedang masuk')} captionHidden rows={sessions} rowKey={(row) => row.id}
        columns={[
          { head: t('Perangkat'), kind: 'title', cell: (row) => describeDevice(row.device, t) },
          { head: t('Masuk sejak'), cell: (row) => <Moment at={row.at} form="short" /> },
          { head: t('Terakhir dipakai'), cell: (row) => <Moment at={row.used} form="short" /> },
          { head: t('Tindakan'), cell: (row) => (row.current ? <Badge tone="done">{t('Perangkat ini')}</Badge> : <Form action={`/petugas/saya/sesi/${row.id}/akhiri`}><Button kind="plain">{t('Akhiri sesi')}</Button></Form>) },
        ]}
      />
    </Card>
  )
}

/** Changing one's own password; the first time because an administrator gave the present one. */
export function OfficerPasswordPage({ faults, first }: { faults: Fault[]; first: boolean }) {
  const { t } = useView()
  return (
    <>
      <h1>{t('Ganti kata sandi')}</h1>
      {first ? <Notice><p>{t('Sandi Anda masih yang diberikan administrator. Gantilah dengan sandi yang hanya Anda ketahui untuk mulai bekerja.')}</p></Notice> : null}
      <ErrorSummary faults={faults} />
      <Form action="/petugas/saya/sandi" faults={faults}>
        <PasswordField name="sandi-lama" label={t('Kata sandi sekarang')} />
        <PasswordField name="sandi-baru" label={t('Kata sandi baru')} help={t('Sedikitnya 8 karakter, misalnya tiga kata yang mudah Anda ingat.')} fresh />
        <Button>{t('Ganti kata sandi')}</Button>
      </Form>
    </>
  )
}
