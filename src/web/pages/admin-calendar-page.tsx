import type { Fault } from '../../kernel/refusal.ts'
import { formatDate, type Holiday } from '../../domains/calendar/index.ts'
import type { OwnHoliday } from '../../domains/organisation/index.ts'
import type { Reckoning } from '../../domains/tickets/index.ts'
import { Badge, Breadcrumb, Button, Card, ChoiceField, Details, EmptyState, ErrorSummary, FilterLinks, Form, type FormValues, Moment, Notice, Table, TextField, useView } from '../../ui/index.ts'

export interface CalendarPageProps {
  year: string
  years: string[]
  /** What makes the year's holidays; undefined where no decree is loaded. */
  decree: string | undefined
  holidays: Holiday[]
  own: OwnHoliday[]
  reckonings: Reckoning[]
  log: { at: Date; what: string }[]
  today: string
  saved: boolean
  retry: { values: FormValues; faults: Fault[]; withdraw?: string }
}

/** The calendar by which promises are counted: what the country decreed, what the regency did, and a form for more. */
export function AdminCalendarPage(props: CalendarPageProps) {
  const { t } = useView()
  const { year, years, decree, reckonings, saved } = props
  return (
    <>
      <Breadcrumb links={[{ href: '/petugas/admin', text: t('Administrasi') }]} />
      <h1>{t('Kalender kerja')}</h1>
      {saved && reckonings[0] ? <Notice tone="success" announce><p>{reckoningText(t, reckonings[0])}</p></Notice> : null}
      <FilterLinks label={t('Tahun')} links={years.map((one) => ({ href: `/petugas/kalender?tahun=${one}`, text: one, current: one === year }))} />
      {decree ? <p>{t('Dasar tahun {tahun}: {keputusan}.', { tahun: year, keputusan: decree })}</p> : <Notice tone="warn"><p>{t('Keputusan libur nasional tahun {tahun} belum dimuat. Tenggat yang jatuh pada tahun itu dihitung tanpa libur nasional, dan dihitung ulang begitu keputusannya dimuat.', { tahun: year })}</p></Notice>}
      <Days {...props} />
      <HolidayForm {...props} />
      <OwnDays {...props} />
      <Details summary={t('Riwayat perubahan kalender')}>
        <ul>{props.log.map((line) => <li key={`${line.at.getTime()} ${line.what}`}><Moment at={line.at} form="short" />: {line.what}</li>)}</ul>
      </Details>
    </>
  )
}

function reckoningText(t: (text: string, values?: Record<string, string | number>) => string, reckoning: Reckoning): string {
  const values = { tiket: reckoning.seen, janji: reckoning.moved }
  return reckoning.finishedAt
    ? t('Kalender tersimpan. {tiket} tiket yang berjalan diperiksa, {janji} tenggat bergeser.', values)
    : t('Kalender tersimpan. Tenggat sedang dihitung ulang: sejauh ini {tiket} tiket diperiksa, {janji} tenggat bergeser. Sisanya berjalan di belakang.', values)
}

function Days({ holidays, year }: CalendarPageProps) {
  const { t } = useView()
  const kinds = { national: t('Libur nasional'), 'joint-leave': t('Cuti bersama nasional'), local: t('Libur daerah') }
  if (holidays.length === 0) return <EmptyState title={t('Belum ada hari libur tahun {tahun}', { tahun: year })} />
  return (
    <Table
      caption={t('Hari libur {tahun}', { tahun: year })} rows={holidays} rowKey={(day) => `${day.date} ${day.name}`}
      columns={[
        { head: t('Hari libur'), kind: 'title', cell: (day) => day.name },
        { head: t('Tanggal'), cell: (day) => formatDate(day.date) },
        { head: t('Jenis'), cell: (day) => kinds[day.kind] },
        { head: t('Dasar'), cell: (day) => day.source },
      ]}
    />
  )
}

function HolidayForm({ retry, today }: CalendarPageProps) {
  const { t } = useView()
  const faults = retry.withdraw ? [] : retry.faults
  return (
    <Card title={t('Tambah libur daerah')} id="tambah">
      <p>{t('Semua tenggat yang sedang berjalan dihitung ulang dengan hari itu, dan setiap tiket mencatat tanggal lama dan barunya.')}</p>
      <ErrorSummary faults={faults} />
      <Form action="/petugas/kalender" values={{ 'jenis-libur': 'libur', ...(retry.withdraw ? {} : retry.values) }} faults={faults}>
        <ChoiceField name="jenis-libur" label={t('Jenis')} across choices={[{ value: 'libur', label: t('Libur daerah') }, { value: 'cuti-bersama', label: t('Cuti bersama daerah') }]} />
        <TextField name="libur-mulai" label={t('Hari pertama')} type="date" width="medium" min={today} />
        <TextField name="libur-sampai" label={t('Hari terakhir')} help={t('Kosongkan bila hanya satu hari.')} type="date" width="medium" min={today} optional />
        <TextField name="nama-libur" label={t('Nama hari libur')} maxLength={120} />
        <TextField name="dasar" label={t('Keputusan dan nomornya')} help={t('Misalnya Keputusan Bupati Nomor 12 Tahun 2026.')} maxLength={200} />
        <Button>{t('Tambah dan hitung ulang tenggat')}</Button>
      </Form>
    </Card>
  )
}

function OwnDays({ own, today, retry }: CalendarPageProps) {
  const { t } = useView()
  if (own.length === 0) return null
  return (
    <Card title={t('Libur yang ditambahkan di halaman ini')}>
      <Table
        caption={t('Libur yang ditambahkan di halaman ini')} captionHidden rows={own} rowKey={(day) => day.id}
        columns={[
          { head: t('Hari libur'), kind: 'title', cell: (day) => <>{day.name}<small class="block quiet">{formatDate(day.date)}</small></> },
          { head: t('Dasar'), cell: (day) => <>{day.source}{day.by ? <small class="block quiet">{t('oleh {siapa}', { siapa: day.by })}</small> : null}</> },
          { head: t('Keadaan'), cell: (day) => <OwnState day={day} today={today} retry={retry} /> },
        ]}
      />
    </Card>
  )
}

function OwnState({ day, today, retry }: { day: OwnHoliday } & Pick<CalendarPageProps, 'today' | 'retry'>) {
  const { t } = useView()
  if (day.withdrawnAt) return <><Badge tone="refused">{t('Dicabut')}</Badge><small class="block quiet">{day.withdrawnReason}</small></>
  if (day.date < today) return <Badge tone="neutral">{t('Sudah lewat')}</Badge>
  const mine = retry.withdraw === day.id
  return (
    <Details summary={t('Cabut')} open={mine}>
      <Form action={`/petugas/kalender/${day.id}/cabut`} fieldPrefix={day.id} faults={mine ? retry.faults : []} values={mine ? retry.values : {}}>
        <TextField name="alasan-cabut" label={t('Alasan mencabut')} maxLength={300} />
        <Button kind="stop">{t('Cabut hari libur ini')}</Button>
      </Form>
    </Details>
  )
}
