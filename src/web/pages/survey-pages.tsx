import type { Fault } from '../../kernel/refusal.ts'
import { aboutRespondent, gradeWords, leastPublic, type SurveyIndex, surveyElements, type SurveyState } from '../../domains/survey/index.ts'
import type { Ticket } from '../../domains/tickets/index.ts'
import { Breadcrumb, Button, Card, ChoiceField, Details, ErrorSummary, FieldGroup, Figures, Form, type FormValues, LongTextField, Notice, SelectField, Table, TextField, useView } from '../../ui/index.ts'

/** An index as Indonesians write it, `82,14`. */
export function writeIndex(index: number, digits = 2): string {
  return index.toFixed(digits).replace('.', ',')
}

/** Where the service of one ticket is rated: nine questions, none of them answered beforehand. */
export function SurveyPage({ ticket, state, values, faults }: { ticket: Ticket; state: SurveyState; values: FormValues; faults: Fault[] }) {
  const { t } = useView()
  return (
    <>
      <Breadcrumb links={[{ href: `/tiket/${ticket.number}`, text: t('Tiket {nomor}', { nomor: ticket.number }) }]} />
      <h1>{t('Bagaimana layanan kami?')}</h1>
      {state === 'given' ? <Notice tone="success" announce title={t('Terima kasih.')}><p>{t('Penilaian Anda sudah kami terima. Satu tiket dinilai satu kali.')}</p></Notice> : null}
      {state === 'not-yet' ? <p class="lead">{t('Laporan atau permohonan Anda masih dikerjakan. Layanan dinilai sesudah selesai.')}</p> : null}
      {state === 'never' ? <p class="lead">{t('Tiket ini tidak dinilai, karena dicabut atau digabung ke tiket lain.')}</p> : null}
      {state === 'open' ? <SurveyForm ticket={ticket} values={values} faults={faults} /> : null}
    </>
  )
}

function SurveyForm({ ticket, values, faults }: { ticket: Ticket; values: FormValues; faults: Fault[] }) {
  const { t } = useView()
  return (
    <>
      <p class="lead">{t('Sembilan pertanyaan, kira-kira dua menit. Penilaian Anda tidak disimpan bersama nama atau nomor tiket Anda.')}</p>
      <ErrorSummary faults={faults} />
      <Form action={`/tiket/${ticket.number}/survei`} values={values} faults={faults} class="form survey">
        {surveyElements.map(({ code, question, answers }, at) => (
          <ChoiceField key={code} name={code} label={`${at + 1}. ${question}`} across choices={answers.map((label, value) => ({ value: String(value + 1), label }))} />
        ))}
        <LongTextField name="saran" label={t('Saran Anda')} help={t('Jangan menulis nama atau nomor Anda di sini.')} optional maxLength={1000} rows={4} />
        <Details summary={t('Tentang Anda (boleh kosong)')} open={aboutRespondent.some(({ code }) => values[code])}>
          {aboutRespondent.map(({ code, name, choices }) => <SelectField key={code} name={code} label={name} optional empty={t('Tidak diisi')} options={choices.map((one) => ({ value: one, text: one }))} />)}
        </Details>
        <Button>{t('Kirim penilaian')}</Button>
      </Form>
    </>
  )
}

/** On the reporter's page of a ticket: the way to the survey. */
export function SurveyCard({ ticket, survey }: { ticket: Ticket; survey: SurveyState }) {
  const { t } = useView()
  if (survey !== 'open' && survey !== 'given') return null
  return (
    <Card title={t('Bagaimana layanan kami?')} kind="quiet">
      {survey === 'given' ? <p>{t('Terima kasih, Anda sudah menilai layanan ini.')}</p> : (
        <>
          <p>{t('Nilailah layanan ini, tanpa nama, supaya kami tahu apa yang harus diperbaiki.')}</p>
          <p><a class="button button--plain" href={`/tiket/${ticket.number}/survei`}>{t('Nilai layanan ini')}</a></p>
        </>
      )}
    </Card>
  )
}

interface SurveyStartProps {
  whole: SurveyIndex | undefined
  byUnit: { unit: string; result: SurveyIndex }[]
  units: Map<string, string>
  values: FormValues
  faults: Fault[]
}

/** The public page: what people said, and the way to say it with number and code. */
export function SurveyStartPage({ whole, byUnit, units, values, faults }: SurveyStartProps) {
  const { t } = useView()
  return (
    <>
      <h1>{t('Survei kepuasan')}</h1>
      <p class="lead">{t('Nilai layanan yang Anda terima dengan nomor tiket dan kode rahasia pada tanda terima. Tidak perlu masuk.')}</p>
      <ErrorSummary faults={faults} />
      <Form action="/survei" values={values} faults={faults}>
        <TextField name="nomor" label={t('Nomor tiket')} help={t('Sembilan angka, misalnya 482-109-375.')} inputmode="numeric" width="medium" maxLength={20} />
        <TextField name="kode" label={t('Kode rahasia')} help={t('Delapan huruf dan angka.')} width="medium" maxLength={20} />
        <Button>{t('Lanjut ke penilaian')}</Button>
      </Form>
      <FieldGroup title={t('Hasil 12 bulan terakhir')}>
        {whole ? <IndexFigures result={whole} /> : <p>{t('Hasil ditampilkan mulai dari {jumlah} penilai, supaya tidak seorang pun dapat dikenali.', { jumlah: leastPublic })}</p>}
        {byUnit.length > 0 ? (
          <Table
            caption={t('Indeks setiap instansi')} rows={byUnit} rowKey={(row) => row.unit}
            columns={[
              { head: t('Instansi'), kind: 'title', cell: (row) => units.get(row.unit) ?? row.unit },
              { head: t('Indeks'), kind: 'number', cell: (row) => writeIndex(row.result.index) },
              { head: t('Mutu'), cell: (row) => `${row.result.grade} · ${gradeWords[row.result.grade]}` },
              { head: t('Penilai'), kind: 'number', cell: (row) => row.result.respondents },
            ]}
          />
        ) : null}
        <p class="quiet">{t('Menurut Peraturan Menteri PANRB Nomor 14 Tahun 2017. Yang tidak menilai tidak dihitung puas.')}</p>
      </FieldGroup>
    </>
  )
}

/** An index with its grade and number of respondents. */
export function IndexFigures({ result }: { result: SurveyIndex }) {
  const { t } = useView()
  return <Figures items={[{ figure: writeIndex(result.index), text: t('Indeks kepuasan masyarakat') }, { figure: result.grade, text: t('Mutu: {kata}', { kata: gradeWords[result.grade] }) }, { figure: result.respondents, text: t('Penilai') }]} />
}
