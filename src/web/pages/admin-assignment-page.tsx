import type { Fault } from '../../kernel/refusal.ts'
import type { Assignment, KeptUnit, Officer, PostKind } from '../../domains/organisation/index.ts'
import type { Upload } from '../../domains/files/index.ts'
import { formatDate } from '../../domains/calendar/index.ts'
import { Breadcrumb, Button, CheckField, ChoiceField, ErrorSummary, FilesField, Form, type FormValues, LongTextField, SelectField, TextField, useView } from '../../ui/index.ts'
import { type SeatNames, seatText } from '../seat-names.ts'

export interface AssignmentPageProps {
  officer: Officer
  posts: PostKind[]
  units: KeptUnit[]
  /** Who holds what today, for saying in whose place a Plh. stands. */
  holders: Assignment[]
  names: SeatNames
  values: FormValues
  faults: Fault[]
  uploads: Upload[]
  formKey: string
}

/** A new letter of assignment for an officer. */
export function AdminAssignmentPage({ officer, posts, units, holders, names, values, faults, uploads, formKey }: AssignmentPageProps) {
  const { t } = useView()
  const path = `/petugas/pegawai/${officer.id}`
  return (
    <>
      <Breadcrumb links={[{ href: '/petugas/admin', text: t('Administrasi') }, { href: '/petugas/pegawai', text: t('Petugas') }, { href: path, text: officer.name }]} />
      <h1>{t('Beri jabatan')}</h1>
      <ErrorSummary faults={faults} />
      <Form action={`${path}/penugasan`} values={{ jenis: 'tetap', ...values }} faults={faults} idempotencyKey={formKey} files>
        <SelectField name="jabatan" label={t('Jabatan')} options={posts.map((post) => ({ value: post.code, text: post.name }))} />
        <SelectField name="unit" label={t('Unit')} options={units.filter((unit) => unit.active).map((unit) => ({ value: unit.code, text: unit.name }))} />
        <ChoiceField
          name="jenis" label={t('Dipegang sebagai')}
          choices={[
            { value: 'tetap', label: t('Pejabat atau petugas jabatan itu sendiri') },
            { value: 'plt', label: t('Plt. (pelaksana tugas)'), help: t('Jabatannya sedang kosong. Berakhir sendiri begitu ada pejabatnya.') },
            { value: 'plh', label: t('Plh. (pelaksana harian)'), help: t('Pejabatnya berhalangan sementara dan akan kembali.') },
          ]}
        />
        <SelectField
          name="menggantikan" label={t('Menggantikan siapa (hanya Plh., bila jabatan itu dipegang lebih dari satu orang)')} empty={t('Satu-satunya pemegang')} optional
          options={holders.filter((one) => one.kind !== 'plh' && one.officerId !== officer.id).map((one) => ({ value: one.id, text: `${one.officerName} · ${seatText(names, one)}` }))}
        />
        <TextField name="nomor-surat" label={t('Nomor Surat Tugas')} help={t('Contoh: ST/12/2026.')} width="medium" maxLength={80} />
        <TextField name="berlaku-mulai" label={t('Berlaku mulai')} type="date" width="medium" />
        <TextField name="berlaku-sampai" label={t('Berlaku sampai dengan')} help={t('Kosongkan bila sampai ada surat lain. Plt. dan Plh. harus berbatas waktu.')} type="date" width="medium" optional />
        <FilesField
          name="surat-tugas" label={t('Pindaian Surat Tugas')} help={t('PDF atau foto, paling besar 10 MB.')} accept="image/*,application/pdf" single optional
          kept={uploads.map((upload) => ({ id: upload.id, name: upload.name, bytes: upload.bytes }))}
        />
        <Button>{t('Simpan penugasan')}</Button>
      </Form>
    </>
  )
}

/** Ends an assignment before its letter says so. */
export function AdminEndPage({ assignment, names, values, faults }: { assignment: Assignment; names: SeatNames; values: FormValues; faults: Fault[] }) {
  const { t } = useView()
  return (
    <>
      <Breadcrumb links={[{ href: '/petugas/pegawai', text: t('Petugas') }, { href: `/petugas/pegawai/${assignment.officerId}`, text: assignment.officerName }]} />
      <h1>{t('Akhiri penugasan')}</h1>
      <p class="lead">{assignment.officerName}: {seatText(names, assignment)}. {assignment.letterNumber}, {formatDate(assignment.validFrom)} – {assignment.validUntil ? formatDate(assignment.validUntil) : t('sampai diakhiri')}.</p>
      <ErrorSummary faults={faults} />
      <Form action={`/petugas/penugasan/${assignment.id}/akhiri`} values={values} faults={faults}>
        <CheckField name="sekarang" label={t('Berakhir saat ini juga')} help={t('Petugas ini tidak memegang jabatan itu lagi begitu disimpan.')} />
        <TextField name="hari-terakhir" label={t('Atau hari terakhir bertugas')} type="date" width="medium" optional />
        <LongTextField name="alasan" label={t('Alasan')} rows={3} maxLength={500} />
        <Button kind="stop">{t('Akhiri penugasan')}</Button>
      </Form>
    </>
  )
}
