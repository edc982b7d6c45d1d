import type { Fault } from '../../kernel/refusal.ts'
import type { OfficerListed } from '../../domains/organisation/index.ts'
import { Badge, Breadcrumb, Button, EmptyState, ErrorSummary, FilterLinks, Form, type FormValues, Notice, Pager, Table, TextField, useView } from '../../ui/index.ts'
import { type SeatNames, seatText } from '../seat-names.ts'

export type OfficerState = 'aktif' | 'nonaktif' | 'semua'

interface OfficersPageProps {
  officers: OfficerListed[]
  next?: string
  counts: { active: number; inactive: number }
  state: OfficerState
  sought: string
  names: SeatNames
}

/** All officers of the regency, with what they hold today. */
export function AdminOfficersPage({ officers, next, counts, state, sought, names }: OfficersPageProps) {
  const { t } = useView()
  const href = (change: Record<string, string>) => `/petugas/pegawai?${new URLSearchParams({ keadaan: state, ...(sought && { cari: sought }), ...change })}`
  return (
    <>
      <Breadcrumb links={[{ href: '/petugas/admin', text: t('Administrasi') }]} />
      <div class="cluster cluster--apart">
        <h1>{t('Petugas')}</h1>
        <Button href="/petugas/pegawai/tambah">{t('Tambah petugas')}</Button>
      </div>
      <Form method="get" action="/petugas/pegawai" class="search-form" values={{ cari: sought }}>
        <input type="hidden" name="keadaan" value={state} />
        <TextField name="cari" label={t('Nama, nama pengguna, telepon, atau surel')} type="search" maxLength={80} />
        <Button kind="plain">{t('Cari')}</Button>
      </Form>
      <FilterLinks
        label={t('Keadaan petugas')}
        links={[
          { href: href({ keadaan: 'aktif' }), text: t('Aktif'), current: state === 'aktif', count: counts.active },
          { href: href({ keadaan: 'nonaktif' }), text: t('Tidak aktif'), current: state === 'nonaktif', count: counts.inactive },
          { href: href({ keadaan: 'semua' }), text: t('Semua'), current: state === 'semua', count: counts.active + counts.inactive },
        ]}
      />
      {officers.length === 0 ? <EmptyState title={t('Tidak ada petugas di sini')} text={sought ? t('Tidak ada yang cocok dengan “{kata}”.', { kata: sought }) : t('Tambahkan petugas, lalu beri jabatannya dengan Surat Tugas.')} /> : <Rows officers={officers} names={names} />}
      <Pager next={next && href({ setelah: next })} />
    </>
  )
}

function Rows({ officers, names }: Pick<OfficersPageProps, 'officers' | 'names'>) {
  const { t } = useView()
  return (
    <Table
      caption={t('Petugas')} captionHidden rows={officers} rowKey={(row) => row.id} urgent={(row) => row.active && row.seats.length === 0}
      columns={[
        { head: t('Nama'), kind: 'title', cell: (row) => <><a href={`/petugas/pegawai/${row.id}`}>{row.name}</a><small class="block quiet">{row.username}</small></> },
        { head: t('Jabatan hari ini'), cell: (row) => (row.seats.length === 0 ? <Badge tone="overdue">{t('Tanpa jabatan')}</Badge> : <Seats row={row} names={names} />) },
        { head: t('Keadaan'), cell: (row) => (row.active ? <Badge tone="done">{t('Aktif')}</Badge> : <Badge tone="refused">{t('Tidak aktif')}</Badge>) },
      ]}
    />
  )
}

function Seats({ row, names }: { row: OfficerListed; names: SeatNames }) {
  return <>{row.seats.map((seat) => <span class="block" key={`${seat.post} ${seat.unit} ${seat.kind}`}>{seatText(names, seat)}</span>)}</>
}

/** The form that adds an officer. */
export function AdminOfficerAddPage({ values, faults, formKey }: { values: FormValues; faults: Fault[]; formKey: string }) {
  const { t } = useView()
  return (
    <>
      <Breadcrumb links={[{ href: '/petugas/admin', text: t('Administrasi') }, { href: '/petugas/pegawai', text: t('Petugas') }]} />
      <h1>{t('Tambah petugas')}</h1>
      <p class="lead">{t('Setelah disimpan, sistem memberi sandi pertama yang hanya tampil sekali. Jabatan diberikan sesudahnya, dengan Surat Tugas.')}</p>
      <ErrorSummary faults={faults} />
      <Form action="/petugas/pegawai/tambah" values={values} faults={faults} idempotencyKey={formKey}>
        <TextField name="nama" label={t('Nama lengkap')} maxLength={120} />
        <TextField name="nama-pengguna" label={t('Nama pengguna')} help={t('Huruf kecil, angka, titik, atau tanda hubung. NIP boleh dipakai.')} width="medium" maxLength={40} />
        <TextField name="telepon" label={t('Nomor telepon')} type="tel" width="medium" maxLength={25} optional />
        <TextField name="surel" label={t('Surel')} type="email" width="medium" maxLength={120} optional />
        <Button>{t('Tambah petugas')}</Button>
      </Form>
    </>
  )
}

/** The password of an officer, shown this once. */
export function AdminPasswordPage({ name, username, password, officerId, title }: { name: string; username: string; password: string; officerId: string; title: string }) {
  const { t } = useView()
  return (
    <>
      <h1>{title}</h1>
      <Notice tone="success" announce title={t('Sandi pertama {nama}', { nama: name })}>
        <p>{t('Nama pengguna')}: <code>{username}</code></p>
        <p>{t('Kata sandi')}: <code data-initial-password>{password}</code></p>
      </Notice>
      <p>{t('Catat dan sampaikan sekarang: sandi ini tidak akan ditampilkan lagi. Pada masuk pertama petugas memasang autentikator dan mengganti sandinya.')}</p>
      <Button href={`/petugas/pegawai/${officerId}`}>{t('Ke halaman petugas')}</Button>
    </>
  )
}
