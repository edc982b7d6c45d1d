import type { Fault } from '../../kernel/refusal.ts'
import { gradeWords, type SurveyIndex, surveyElements, type SurveyResults } from '../../domains/survey/index.ts'
import { Button, EmptyState, ErrorSummary, Form, type FormValues, Prose, SelectField, type SelectOption, Table, TextField, useView } from '../../ui/index.ts'
import { IndexFigures, writeIndex } from './survey-pages.tsx'

interface SurveyResultsPageProps {
  results: SurveyResults
  units: SelectOption[]
  sops: SelectOption[]
  values: FormValues
  faults: Fault[]
  /** The same filter as a query. */
  query: string
}

/** What officers read of the survey: index, grade and each element, by unit and SOP, and what respondents wrote. */
export function SurveyResultsPage({ results, units, sops, values, faults, query }: SurveyResultsPageProps) {
  const { t } = useView()
  const { whole, ended } = results
  return (
    <>
      <h1>{t('Hasil survei kepuasan')}</h1>
      <ErrorSummary faults={faults} />
      <Form method="get" action="/petugas/survei" values={values} faults={faults} class="form">
        <SelectField name="unit" label={t('Dinas atau instansi')} optional empty={t('Semua')} options={units} />
        <SelectField name="sop" label={t('Prosedur')} optional empty={t('Semua')} options={sops} />
        <TextField name="dari" label={t('Dari tanggal')} type="date" width="medium" optional />
        <TextField name="sampai" label={t('Sampai tanggal')} type="date" width="medium" optional />
        <Button kind="plain">{t('Tampilkan')}</Button>
      </Form>
      {whole ? <IndexFigures result={whole} /> : <EmptyState title={t('Belum ada penilaian')} text={t('Pelapor menilai sesudah laporannya selesai, dengan nomor dan kode tiketnya.')} />}
      <p class="quiet">{t('{penilai} menilai dari {selesai} tiket yang selesai. Yang tidak menilai tidak dihitung puas, dan tidak masuk dalam angka mana pun.', { penilai: whole?.respondents ?? 0, selesai: ended })}</p>
      {whole ? (
        <>
          <p class="cluster"><a href={`/petugas/survei/unduh?${query}&bentuk=xlsx`}>{t('Unduh XLSX')}</a> <a href={`/petugas/survei/unduh?${query}&bentuk=csv`}>{t('Unduh CSV')}</a></p>
          <Elements whole={whole} />
          <Ranking caption={t('Per instansi')} rows={results.byUnit.map(({ unit, result }) => ({ name: nameOf(units, unit, t('Tanpa instansi')), result }))} />
          <Ranking caption={t('Per prosedur')} rows={results.bySop.map(({ sop, result }) => ({ name: nameOf(sops, sop, sop), result }))} />
          <Respondents respondents={results.respondents} />
          <Words words={results.words} units={units} sops={sops} />
        </>
      ) : null}
    </>
  )
}

function nameOf(options: SelectOption[], code: string, otherwise: string): string {
  return options.find((one) => one.value === code)?.text ?? (code || otherwise)
}

function Elements({ whole }: { whole: SurveyIndex }) {
  const { t } = useView()
  return (
    <Table
      caption={t('Nilai setiap unsur')} rows={whole.elements.map((value, at) => ({ ...value, ...surveyElements[at]! }))} rowKey={(row) => row.code}
      columns={[
        { head: t('Unsur'), kind: 'title', cell: (row) => `${row.code.toUpperCase()} ${row.name}` },
        { head: t('Nilai rata-rata'), kind: 'number', cell: (row) => writeIndex(row.mean) },
        { head: t('Tertimbang'), kind: 'number', cell: (row) => writeIndex(row.weighted, 3) },
        { head: t('Mutu'), cell: (row) => `${row.grade} · ${gradeWords[row.grade]}` },
      ]}
    />
  )
}

function Ranking({ caption, rows }: { caption: string; rows: { name: string; result: SurveyIndex }[] }) {
  const { t } = useView()
  return (
    <Table
      caption={caption} rows={rows} rowKey={(row) => row.name}
      columns={[
        { head: t('Nama'), kind: 'title', cell: (row) => row.name },
        { head: t('Indeks'), kind: 'number', cell: (row) => writeIndex(row.result.index) },
        { head: t('Mutu'), cell: (row) => `${row.result.grade} · ${gradeWords[row.result.grade]}` },
        { head: t('Penilai'), kind: 'number', cell: (row) => row.result.respondents },
      ]}
    />
  )
}

function Respondents({ respondents }: { respondents: SurveyResults['respondents'] }) {
  const { t } = useView()
  if (respondents.length === 0) return null
  const names = { age: t('Usia'), sex: t('Jenis kelamin'), education: t('Pendidikan terakhir'), occupation: t('Pekerjaan') }
  return (
    <Table
      caption={t('Penilai yang mengisi keterangan dirinya')} rows={respondents} rowKey={(row) => `${row.what} ${row.value}`}
      columns={[{ head: t('Keterangan'), kind: 'title', cell: (row) => `${names[row.what]}: ${row.value}` }, { head: t('Jumlah'), kind: 'number', cell: (row) => row.count }]}
    />
  )
}

function Words({ words, units, sops }: { words: SurveyResults['words']; units: SelectOption[]; sops: SelectOption[] }) {
  const { t } = useView()
  if (words.length === 0) return null
  return (
    <>
      <h2>{t('Saran penilai')}</h2>
      <ul class="flow">
        {words.map((one, at) => <li key={at}><Prose text={one.text} /><p class="quiet">{nameOf(units, one.unit, t('Tanpa instansi'))} · {nameOf(sops, one.sop, one.sop)}</p></li>)}
      </ul>
    </>
  )
}
