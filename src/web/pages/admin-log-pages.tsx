import type { Fault } from '../../kernel/refusal.ts'
import type { LookFound } from '../../domains/access/index.ts'
import type { KeptUnit } from '../../domains/organisation/index.ts'
import type { Recap, RecapDimension } from '../../domains/reports/index.ts'
import type { Sop } from '../../domains/sop/index.ts'
import { Breadcrumb, Button, Details, EmptyState, ErrorSummary, Figures, FilterLinks, Form, type FormValues, Moment, Pager, SelectField, type SelectOption, Table, TextField, useView } from '../../ui/index.ts'

interface LooksPageProps {
  looks: LookFound[]
  next?: string
  /** Ticket numbers by id. */
  numbers: Map<string, string>
  officers: SelectOption[]
  kinds: string[]
  values: Record<string, string>
  faults: Fault[]
}

/** Who looked at what, when and what for; nobody can change it. */
export function AdminLooksPage({ looks, next, numbers, officers, kinds, values, faults }: LooksPageProps) {
  const { t } = useView()
  const query = (more: Record<string, string>) => new URLSearchParams({ ...values, ...more }).toString()
  return (
    <>
      <Breadcrumb links={[{ href: '/petugas/admin', text: t('Administrasi') }]} />
      <h1>{t('Riwayat akses')}</h1>
      <p class="lead">{t('Setiap kali petugas membuka tiket, berkas, atau NIK, satu baris tercatat. Riwayat ini tidak dapat diubah atau dihapus.')}</p>
      <ErrorSummary faults={faults} />
      <Details summary={t('Saring')} open={faults.length > 0 || Object.keys(values).length > 0}>
        <Form method="get" action="/petugas/riwayat-akses" values={values} faults={faults}>
          <SelectField name="petugas" label={t('Petugas')} empty={t('Semua petugas')} options={officers} optional />
          <SelectField name="apa" label={t('Yang dilihat')} empty={t('Semua')} options={kinds.map((kind) => ({ value: kind, text: kind }))} optional />
          <TextField name="keperluan" label={t('Keperluan memuat kata')} width="medium" maxLength={80} optional />
          <TextField name="dari" label={t('Dari tanggal')} type="date" width="medium" optional />
          <TextField name="sampai" label={t('Sampai tanggal')} type="date" width="medium" optional />
          <Button>{t('Saring')}</Button>
        </Form>
      </Details>
      {looks.length === 0 ? <EmptyState title={Object.keys(values).length > 0 ? t('Tidak ada akses yang cocok') : t('Belum ada akses yang tercatat')} /> : (
        <>
          <p><a href={`/petugas/riwayat-akses/unduh?${query({})}`}>{t('Unduh CSV')}</a></p>
          <Table
            caption={t('Riwayat akses')} captionHidden rows={looks} rowKey={(row) => row.id}
            columns={[
              { head: t('Siapa'), kind: 'title', cell: (row) => row.name ?? whoText(t, row.actorKind) },
              { head: t('Yang dilihat'), cell: (row) => <>{row.what} {numbers.has(row.subject) ? <a href={`/kotak-masuk/${numbers.get(row.subject)}`}>{numbers.get(row.subject)}</a> : null}</> },
              { head: t('Keperluan'), cell: (row) => row.purpose },
              { head: t('Waktu'), cell: (row) => <Moment at={row.at} form="short" /> },
            ]}
          />
        </>
      )}
      <Pager next={next && `/petugas/riwayat-akses?${query({ setelah: next })}`} />
    </>
  )
}

function whoText(t: (text: string) => string, kind: string): string {
  return kind === 'officer' ? t('Petugas') : kind === 'citizen' ? t('Warga') : t('Sistem')
}

export interface RecapPageProps {
  recap: Recap
  by: RecapDimension
  sops: Sop[]
  units: KeptUnit[]
  categories: SelectOption[]
  values: FormValues & Record<string, string>
  faults: Fault[]
}

/** Complaints received, answered, and overdue, counted by unit, category, channel or month. */
export function AdminRecapPage({ recap, by, sops, units, categories, values, faults }: RecapPageProps) {
  const { t } = useView()
  const names: Record<RecapDimension, string> = { unit: t('Unit'), kategori: t('Kategori'), saluran: t('Saluran'), bulan: t('Bulan') }
  const query = (more: Record<string, string>) => new URLSearchParams({ ...values, per: by, ...more }).toString()
  const { total } = recap
  const filtered = Object.keys(values).some((name) => name !== 'dari') || !/-01-01$/.test(values.dari ?? '')
  const listed = new URLSearchParams(Object.entries(values).filter(([name]) => name !== 'kategori')).toString()
  return (
    <>
      <Breadcrumb links={[{ href: '/petugas/admin', text: t('Administrasi') }]} />
      <h1>{t('Rekapitulasi pengaduan')}</h1>
      <ErrorSummary faults={faults} />
      <Details summary={t('Saring')} open={faults.length > 0 || filtered}>
        <Form method="get" action="/petugas/rekap" values={values} faults={faults}>
          <input type="hidden" name="per" value={by} />
          <TextField name="dari" label={t('Diterima sejak')} type="date" width="medium" optional />
          <TextField name="sampai" label={t('Diterima sampai dengan')} type="date" width="medium" optional />
          <SelectField name="sop" label={t('Prosedur')} empty={t('Semua prosedur')} options={sops.map((sop) => ({ value: sop.code, text: sop.title }))} optional />
          <SelectField name="unit" label={t('Unit')} empty={t('Semua unit')} options={units.map((unit) => ({ value: unit.code, text: unit.name }))} optional />
          <SelectField name="kategori" label={t('Kategori')} empty={t('Semua kategori')} options={categories} optional />
          <Button>{t('Saring')}</Button>
        </Form>
      </Details>
      <Figures items={[{ figure: total.received, text: t('Diterima') }, { figure: total.answered, text: t('Dijawab') }, { figure: total.open, text: t('Masih berjalan') }, { figure: total.overdue, text: t('Lewat tenggat') }]} />
      <FilterLinks label={t('Hitung per')} links={(Object.keys(names) as RecapDimension[]).map((one) => ({ href: `/petugas/rekap?${query({ per: one })}`, text: names[one], current: one === by }))} />
      {recap.rows.length === 0 ? <EmptyState title={faults.length > 0 ? t('Perbaiki saringannya dahulu') : t('Tidak ada pengaduan yang cocok')} /> : (
        <>
          <p class="cluster"><a href={`/petugas/rekap/unduh?${query({ bentuk: 'xlsx' })}`}>{t('Unduh XLSX')}</a> <a href={`/petugas/rekap/unduh?${query({ bentuk: 'csv' })}`}>{t('Unduh CSV')}</a> <a href={`/ekspor?${listed}`}>{t('Unduh daftar tiketnya')}</a></p>
          <RecapRows rows={recap.rows.slice(0, inSight)} head={names[by]} />
          {recap.rows.length > inSight ? (
            <Details summary={t('{jumlah} baris berikutnya', { jumlah: recap.rows.length - inSight })}>
              <RecapRows rows={recap.rows.slice(inSight)} head={names[by]} />
            </Details>
          ) : null}
        </>
      )}
      <p class="quiet">{t('“Lewat tenggat” menghitung tiket yang pernah melanggar satu tenggat atau lebih, juga bila kemudian dijawab.')}</p>
    </>
  )
}

/** As many rows as a phone shows without tiring; a year has no more months. */
const inSight = 12

function RecapRows({ rows, head }: { rows: Recap['rows']; head: string }) {
  const { t } = useView()
  return (
    <Table
      caption={t('Rekapitulasi pengaduan')} captionHidden rows={rows} rowKey={(row) => row.key}
      columns={[
        { head, kind: 'title', cell: (row) => row.name },
        { head: t('Diterima'), kind: 'number', cell: (row) => row.received },
        { head: t('Dijawab'), kind: 'number', cell: (row) => row.answered },
        { head: t('Selesai'), kind: 'number', cell: (row) => row.closed },
        { head: t('Masih berjalan'), kind: 'number', cell: (row) => row.open },
        { head: t('Lewat tenggat'), kind: 'number', cell: (row) => row.overdue },
        { head: t('Alasan ditunggu'), kind: 'number', cell: (row) => row.unexplained },
        { head: t('Dilepas penyusunnya'), kind: 'number', cell: (row) => row.selfReleased },
      ]}
    />
  )
}
