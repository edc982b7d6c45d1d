import type { Fault } from '../../kernel/refusal.ts'
import type { AccountStanding } from '../../domains/access/index.ts'
import type { Absence, Assignment, Officer, OfficerAct, OfficerEvent } from '../../domains/organisation/index.ts'
import { Badge, Breadcrumb, Button, Card, Details, ErrorSummary, Form, type FormValues, Moment, Notice, Pager, Table, TextField, type Translate, useView } from '../../ui/index.ts'
import type { SeatNames } from '../seat-names.ts'
import { AbsenceList } from './absence-list.tsx'
import { AssignmentList } from './assignment-list.tsx'

export interface OfficerPageProps {
  officer: Officer
  standing: AccountStanding
  assignments: Assignment[]
  absences: Absence[]
  /** Ids of assignments whose letter lies here as a file, with the file. */
  letters: Map<string, { id: string; name: string }>
  history: { events: OfficerEvent[]; next?: string }
  names: SeatNames
  today: string
  formKey: string
  self: boolean
  done: string
  retry: { values: FormValues; faults: Fault[] }
}

/** One officer: who it is, what they hold and held, how they sign in, and everything that was done to them. */
export function AdminOfficerPage(props: OfficerPageProps) {
  const { t } = useView()
  const { officer, assignments, absences, history, names, today } = props
  const path = `/petugas/pegawai/${officer.id}`
  return (
    <>
      <Breadcrumb links={[{ href: '/petugas/admin', text: t('Administrasi') }, { href: '/petugas/pegawai', text: t('Petugas') }]} />
      <h1>{officer.name}</h1>
      <p class="cluster"><code>{officer.username}</code> {officer.active ? <Badge tone="done">{t('Aktif')}</Badge> : <Badge tone="refused">{t('Tidak aktif')}</Badge>}</p>
      {props.done && actWord(t, props.done) ? <Notice tone="success" announce><p>{actWord(t, props.done)}</p></Notice> : null}
      <Card title={t('Jabatan dan Surat Tugas')}>
        <AssignmentList assignments={assignments} letters={props.letters} names={names} today={today} admin />
        {officer.active ? <Button href={`${path}/penugasan`} kind={assignments.length === 0 ? 'main' : 'plain'}>{t('Beri jabatan')}</Button> : null}
      </Card>
      {absences.length > 0 ? <Card title={t('Ketidakhadiran')}><AbsenceList absences={absences} officerId={officer.id} today={today} action={(id) => `/petugas/ketidakhadiran/${id}/selesai`} /></Card> : null}
      <Account {...props} />
      <Card title={t('Data petugas')}>
        <ErrorSummary faults={props.retry.faults} />
        <Form action={`${path}/ubah`} faults={props.retry.faults} values={{ nama: officer.name, telepon: officer.phone ?? '', surel: officer.email ?? '', ...props.retry.values }}>
          <TextField name="nama" label={t('Nama lengkap')} maxLength={120} />
          <TextField name="telepon" label={t('Nomor telepon')} type="tel" width="medium" maxLength={25} optional />
          <TextField name="surel" label={t('Surel')} type="email" width="medium" maxLength={120} optional />
          <Button kind="plain">{t('Simpan')}</Button>
        </Form>
      </Card>
      <h2>{t('Riwayat')}</h2>
      <Table
        caption={t('Riwayat')} captionHidden rows={history.events} rowKey={(row) => row.id}
        columns={[
          { head: t('Apa'), kind: 'title', cell: (row) => <>{actWord(t, row.act)}{row.detail ? <small class="block quiet">{row.detail}</small> : null}</> },
          { head: t('Oleh'), cell: (row) => row.by ?? t('Sistem atau baris perintah') },
          { head: t('Waktu'), cell: (row) => <Moment at={row.at} form="short" /> },
        ]}
      />
      <Pager next={history.next && `${path}?setelah=${history.next}`} />
    </>
  )
}

/** What was done to an officer, in words. */
function actWord(t: Translate, act: string): string {
  const words: Record<OfficerAct, string> = {
    added: t('Ditambahkan'), edited: t('Data diubah'), deactivated: t('Dinonaktifkan; akun dan semua sesinya ditutup'), reactivated: t('Diaktifkan kembali'),
    password: t('Diberi sandi baru'), totp: t('Autentikator dilepas'), sessions: t('Semua sesi diakhiri'), assigned: t('Diberi jabatan'),
    ended: t('Penugasan diakhiri'), absence: t('Tidak hadir dicatat'), back: t('Kembali bertugas'), passkey: t('Kunci sandi diubah'),
  }
  return words[act as OfficerAct] ?? ''
}

function Account({ officer, standing, formKey, self }: OfficerPageProps) {
  const { t } = useView()
  const path = `/petugas/pegawai/${officer.id}`
  return (
    <Card title={t('Akun dan cara masuk')}>
      <p>{accountText(t, standing, officer.active)}</p>
      {self ? <p class="quiet">{t('Ini akun Anda sendiri. Sandi, kunci, dan sesi Anda ada di “Akun saya”.')} <a href="/petugas/saya">{t('Akun saya')}</a></p> : (
        <div class="buttons">
          {officer.active ? <Act path={`${path}/sandi-baru`} formKey={formKey} text={standing.hasAccount ? t('Beri sandi baru') : t('Buat akun dan sandi pertama')} warn={t('Sandi lama, autentikator, kunci sandi, dan semua sesi petugas ini tidak berlaku lagi.')} /> : null}
          {officer.active && standing.hasTotp ? <Act path={`${path}/lepas-autentikator`} formKey={formKey} text={t('Lepas autentikator')} warn={t('Untuk ponsel yang hilang. Sandinya tetap; autentikator dipasang lagi saat masuk berikutnya.')} /> : null}
          {standing.sessions.length > 0 ? <Act path={`${path}/akhiri-sesi`} formKey={formKey} text={t('Akhiri semua sesi ({n})', { n: standing.sessions.length })} warn={t('Petugas ini harus masuk lagi di semua perangkat.')} /> : null}
          {officer.active
            ? <Act path={`${path}/nonaktifkan`} formKey={formKey} text={t('Nonaktifkan petugas')} warn={t('Ia tidak dapat masuk lagi, dan jabatannya tidak dihitung. Riwayatnya tetap ada.')} stop />
            : <Act path={`${path}/aktifkan`} formKey={formKey} text={t('Aktifkan kembali')} warn={t('Ia mendapat sandi baru. Jabatan yang suratnya masih berlaku langsung dipegang lagi.')} />}
        </div>
      )}
    </Card>
  )
}

function accountText(t: Translate, standing: AccountStanding, active: boolean): string {
  if (!standing.hasAccount) return active ? t('Belum punya akun, jadi belum dapat masuk.') : t('Akunnya ditutup.')
  const parts = [
    standing.initialPassword ? t('Masih memakai sandi dari administrator.') : t('Sandi sudah diganti sendiri.'),
    standing.hasTotp ? t('Autentikator terpasang.') : t('Autentikator belum terpasang.'),
    ...(standing.passkeys > 0 ? [t('Kunci sandi: {n}.', { n: standing.passkeys })] : []),
    standing.sessions.length > 0 ? t('Sedang masuk di {n} perangkat.', { n: standing.sessions.length }) : t('Tidak sedang masuk.'),
  ]
  return parts.join(' ')
}

/** An act that asks before it is done, also without JavaScript. */
function Act({ path, formKey, text, warn, stop }: { path: string; formKey: string; text: string; warn: string; stop?: boolean }) {
  return (
    <Details summary={text}>
      <p>{warn}</p>
      <Form action={path} idempotencyKey={formKey}>
        <Button kind={stop ? 'stop' : 'plain'}>{text}</Button>
      </Form>
    </Details>
  )
}
