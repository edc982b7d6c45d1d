import type { Fault } from '../../kernel/refusal.ts'
import type { Upload } from '../../domains/files/index.ts'
import type { AvailableAct, Sop, Typed } from '../../domains/sop/index.ts'
import { standsAt, type Ticket, type TimelineEntry } from '../../domains/tickets/index.ts'
import { Badge, Button, Card, Details, ErrorSummary, Form, LongTextField, Moment, Notice, Prose, SummaryList, Timeline, useView } from '../../ui/index.ts'
import type { ExplainedClock } from '../explain-clocks.ts'
import { ActForm } from './act-form.tsx'
import { ClockList } from './clock-list.tsx'
import { FileList } from './file-list.tsx'
import { holderText } from './holder-text.ts'
import type { FieldChoices } from './sop-field.tsx'

export interface ReporterTicketPageProps {
  ticket: Ticket
  sop: Sop
  acts: AvailableAct[]
  choices: FieldChoices
  timeline: TimelineEntry[]
  clocks: ExplainedClock[]
  files: Upload[]
  units: Map<string, string>
  village: string | undefined
  now: Date
  formKey: string
  retry: { values: Typed; faults: Fault[]; act?: string; conflict?: string }
}

/** The reporter's page of a ticket: where it stands, the answer, what is asked of them, what happened. */
export function ReporterTicketPage(props: ReporterTicketPageProps) {
  const { t } = useView()
  const { ticket, sop } = props
  return (
    <>
      <header class="ticket-head">
        <p class="quiet">{t('Tiket {nomor}', { nomor: ticket.number })} · {sop.shortTitle}</p>
        <h1>{ticket.title}</h1>
        <p class="cluster">
          <StateBadge ticket={ticket} />
          {ticket.anonymous ? <Badge tone="anonymous" /> : null}
          {ticket.secret ? <Badge tone="secret" /> : null}
          {ticket.publishedAt ? <a href={`/laporan/${ticket.number}`}>{t('Lihat halaman publiknya')}</a> : null}
        </p>
      </header>
      <div class="split">
        <div class="flow">
          <Conflict {...props} />
          <Standing {...props} />
          <Question {...props} />
          <ReporterActs {...props} />
          <Answer ticket={ticket} files={props.files} />
          <Card title={t('Perjalanan laporan')}>
            <Timeline entries={entriesOf(props)} />
          </Card>
        </div>
        <div class="flow">
          <Card title={t('Tenggat')}><ClockList clocks={props.clocks} sop={sop} now={props.now} /></Card>
          <Sent {...props} />
          <OwnActs {...props} />
        </div>
      </div>
    </>
  )
}

export function StateBadge({ ticket }: { ticket: Ticket }) {
  const { t } = useView()
  if (ticket.state.waiting) return <Badge tone="paused">{t('Menunggu jawaban Anda')}</Badge>
  if (ticket.state.open) return <Badge tone="running">{t('Sedang diproses')}</Badge>
  return ticket.answer ? <Badge tone="done">{t('Dijawab')}</Badge> : <Badge tone={ticket.state.result === 'ditolak' ? 'refused' : 'done'}>{ticket.state.result === 'ditolak' ? t('Ditolak') : ticket.state.result === 'dicabut' ? t('Dicabut') : t('Selesai')}</Badge>
}

/** What could not be sent any more, with all that was typed, to be read and copied. */
function Conflict({ retry, sop }: ReporterTicketPageProps) {
  const { t } = useView()
  if (!retry.conflict) return null
  const names = new Map([['balasan', t('Jawaban Anda')], ['tambahan', t('Keterangan tambahan')], ['alasan-cabut', t('Alasan')], ...sop.fields.map((field) => [field.name, field.label] as const)])
  const typed = [...names].map(([name, label]) => ({ label, text: [retry.values[name]].flat().join(' ').trim() })).filter(({ text }) => text !== '')
  return (
    <>
      <Notice tone="warn" announce><p>{retry.conflict}</p></Notice>
      {typed.map(({ label, text }) => (
        <section key={label} class="flow">
          <p class="quiet">{t('Yang Anda tulis: {isian}', { isian: label })}</p>
          <Prose text={text} />
        </section>
      ))}
    </>
  )
}

function Standing({ ticket, sop, units }: ReporterTicketPageProps) {
  const { t } = useView()
  if (!ticket.state.open) return null
  return (
    <Notice tone="info" title={standsAt(sop, ticket.state.step)}>
      <p>{t('Sekarang dipegang oleh {pelaksana}.', { pelaksana: holderText(sop, ticket, units) })}</p>
    </Notice>
  )
}

function Question({ ticket, retry }: ReporterTicketPageProps) {
  const { t } = useView()
  if (!ticket.state.waiting || !ticket.question) return null
  const faults = retry.act === 'balas' ? retry.faults : []
  return (
    <Card title={t('Petugas bertanya kepada Anda')} kind="strong">
      <Prose text={ticket.question} />
      <p class="quiet">{t('Tenggat berhenti berjalan sampai Anda menjawab.')}</p>
      <ErrorSummary faults={faults} />
      <Form action={`/tiket/${ticket.number}/balas`} values={retry.act === 'balas' ? retry.values : {}} faults={faults}>
        <LongTextField name="balasan" label={t('Jawaban Anda')} maxLength={8000} />
        <Button>{t('Kirim jawaban')}</Button>
      </Form>
    </Card>
  )
}

function ReporterActs({ ticket, sop, acts, choices, formKey, retry }: ReporterTicketPageProps) {
  const { t } = useView()
  if (acts.length === 0) return null
  return (
    <Card title={t('Giliran Anda')} kind="strong">
      {acts.map((available, at) => (
        <ActForm
          key={available.act.name} sop={sop} available={available} choices={choices} formKey={formKey} version={ticket.version} strong={at === 0}
          action={`/tiket/${ticket.number}/tindakan/${available.act.name}`} {...(retry.act === available.act.name && { retry })}
        />
      ))}
    </Card>
  )
}

function Answer({ ticket, files }: { ticket: Ticket; files: Upload[] }) {
  const { t } = useView()
  if (!ticket.answer) return null
  return (
    <Card title={t('Jawaban')} kind="strong">
      <Prose text={ticket.answer} />
      {ticket.answeredAt ? <p class="quiet"><Moment at={ticket.answeredAt} /></p> : null}
      {ticket.answerPrivate ? <p class="quiet">{t('Jawaban ini hanya untuk Anda dan tidak dipublikasikan.')}</p> : null}
      <FileList files={files.filter((file) => file.field === 'lampiran-jawaban')} base={`/tiket/${ticket.number}/berkas`} />
    </Card>
  )
}

function entriesOf({ timeline, ticket, sop }: ReporterTicketPageProps) {
  const past = timeline.map((entry) => ({ at: entry.at, who: entry.role, what: entry.text, state: 'past' as const }))
  return ticket.state.open ? [...past, { what: standsAt(sop, ticket.state.step), state: 'now' as const }] : past
}

function Sent({ ticket, files, village, units }: ReporterTicketPageProps) {
  const { t } = useView()
  const { submitted } = ticket
  return (
    <Card title={t('Yang Anda kirim')}>
      <Prose text={String(submitted.uraian ?? '')} />
      <SummaryList
        items={[
          { name: t('Tempat'), value: [submitted.tempat, village].filter(Boolean).join(', ') },
          { name: t('Waktu kejadian'), value: typeof submitted['waktu-kejadian'] === 'string' ? <Moment at={new Date(submitted['waktu-kejadian'])} /> : undefined },
          { name: t('Ditujukan kepada'), value: typeof submitted.unit === 'string' ? units.get(submitted.unit) : undefined },
          { name: t('Dikirim'), value: <Moment at={ticket.openedAt} /> },
        ]}
      />
      <FileList files={files.filter((file) => file.field === 'lampiran')} base={`/tiket/${ticket.number}/berkas`} />
    </Card>
  )
}

/** What the reporter may do by themselves while the report is open. */
function OwnActs({ ticket, retry }: ReporterTicketPageProps) {
  const { t } = useView()
  if (!ticket.state.open) return null
  const again = (act: string) => (retry.act === act ? { values: retry.values, faults: retry.faults } : { values: {}, faults: [] })
  return (
    <Card title={t('Ada yang berubah?')} kind="quiet">
      <Details summary={t('Tambah keterangan')} open={retry.act === 'tambah'}>
        <Form action={`/tiket/${ticket.number}/tambah`} {...again('tambah')}>
          <LongTextField name="tambahan" label={t('Keterangan tambahan')} maxLength={8000} />
          <Button kind="plain">{t('Kirim keterangan')}</Button>
        </Form>
      </Details>
      {ticket.state.released ? null : (
        <Details summary={t('Cabut laporan')} open={retry.act === 'cabut'}>
          <p>{t('Laporan yang dicabut ditutup dan tidak dijawab. Anda dapat membuat laporan baru kapan saja.')}</p>
          <Form action={`/tiket/${ticket.number}/cabut`} {...again('cabut')}>
            <LongTextField name="alasan-cabut" label={t('Alasan')} optional maxLength={2000} rows={3} />
            <Button kind="stop">{t('Cabut laporan')}</Button>
          </Form>
        </Details>
      )}
    </Card>
  )
}
