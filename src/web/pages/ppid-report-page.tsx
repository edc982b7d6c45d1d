import { type PpidReport, type ReportSection, reportSections } from '../../domains/reports/index.ts'
import { Breadcrumb, Button, Buttons, Figures, Form, SelectField, useView } from '../../ui/index.ts'

interface PpidReportPageProps {
  report: PpidReport
  /** Years for which there can be figures, the newest first. */
  years: number[]
}

/** The yearly figures of public information service, to read and to take away. */
export function PpidReportPage({ report, years }: PpidReportPageProps) {
  const { t, language } = useView()
  const { requests, objections, year } = report
  const number = (value: number | undefined) => (value === undefined ? '–' : value.toLocaleString(language === 'en' ? 'en-GB' : 'id-ID'))
  const file = (format: string) => `/petugas/ppid/laporan/unduh?tahun=${year}&bentuk=${format}`
  return (
    <>
      <Breadcrumb links={[{ href: '/kotak-masuk', text: t('Kotak masuk') }]} />
      <h1>{t('Laporan layanan informasi publik {tahun}', { tahun: year })}</h1>
      <p class="lead">{t('Dihitung dari register permohonan dan register keberatan, menurut hari pendaftarannya. Tidak memuat data pemohon.')}</p>
      <Form method="get" action="/petugas/ppid/laporan" class="search-form" values={{ tahun: String(year) }}>
        <SelectField name="tahun" label={t('Tahun')} options={years.map((one) => ({ value: String(one), text: String(one) }))} />
        <Button kind="plain">{t('Tampilkan')}</Button>
      </Form>
      <Figures
        items={[
          { figure: number(requests.received), text: t('permohonan terdaftar') }, { figure: number(requests.days.decided), text: t('diputus') }, { figure: number(requests.days.median), text: t('hari kerja, median') },
          { figure: number(requests.late), text: t('melewati batas waktu') }, { figure: number(objections.received), text: t('keberatan') },
        ]}
      />
      <Buttons>
        <Button kind="plain" href={file('pdf')}>{t('Unduh PDF')}</Button>
        <Button kind="plain" href={file('xlsx')}>{t('Unduh XLSX')}</Button>
        <Button kind="plain" href={file('csv')}>{t('Unduh CSV')}</Button>
      </Buttons>
      {reportSections(report).map((section) => <Section key={section.title} section={section} />)}
    </>
  )
}

// The tables are what goes to Komisi Informasi, so they stay in its language.
function Section({ section }: { section: ReportSection }) {
  const { title, heads, rows, summed } = section
  const body = summed ? rows.slice(0, -1) : rows
  const sum = summed ? rows.at(-1) : undefined
  return (
    <section class="flow" lang="id">
      <h2>{title}</h2>
      <table class="figures-table">
        <caption class="hidden-text">{title}</caption>
        <thead><tr>{heads.map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
        <tbody>{body.map((row) => <Row key={row[0]} row={row} />)}</tbody>
        {sum ? <tfoot><Row row={sum} /></tfoot> : null}
      </table>
    </section>
  )
}

function Row({ row: [name, ...figures] }: { row: (string | number)[] }) {
  return <tr><th scope="row">{name}</th>{figures.map((figure, at) => <td key={at}>{typeof figure === 'number' ? figure.toLocaleString('id-ID') : figure}</td>)}</tr>
}
