import type { Fault } from '../../kernel/refusal.ts'
import type { Upload } from '../../domains/files/index.ts'
import type { SurveyState } from '../../domains/survey/index.ts'
import type { AvailableAct, Sop, Typed } from '../../domains/sop/index.ts'
import { joinSops, type ObjectionWindow, type ReopeningWindow, type SopSpan, standsAt, type Ticket, type TimelineEntry } from '../../domains/tickets/index.ts'
import { Badge, Button, Card, Details, ErrorSummary, Form, LongTextField, Moment, Notice, Prose, SummaryList, Timeline, type Translate, useView } from '../../ui/index.ts'
import type { ExplainedClock } from '../explain-clocks.ts'
import { ActForm, beginAgain } from './act-form.tsx'
import { ClockList } from './clock-list.tsx'
import { FileGroups } from './file-groups.tsx'
import { FileList } from './file-list.tsx'
import { LetterCard, ProductCard, type TicketYields } from './yield-cards.tsx'
import { Conflict } from './reporter-conflict.tsx'
import { filledItems, reporterFields, storyFields } from './filled-fields.tsx'
import { holderText } from './holder-text.ts'
import type { SharedCourse, TicketKin } from '../ticket-kin.ts'
import { isOfAnswer } from '../kin-files.ts'
import { KinCards } from './kin-cards.tsx'
import { ReopeningCard } from './reopening-card.tsx'
import { SurveyCard } from './survey-pages.tsx'
import { Completed } from './officer-ticket-page.tsx'
import type { FieldChoices } from './sop-field.tsx'

export interface ReporterTicketPageProps {
  ticket: Ticket
  sop: Sop
  acts: AvailableAct[]
  choices: FieldChoices
  timeline: TimelineEntry[]
  /** The SOPs that it has been under. */
  spans: SopSpan[]
  clocks: ExplainedClock[]
  files: Upload[]
  units: Map<string, string>
  village: string | undefined
  yields: TicketYields
  /** Where the link for the step that waits was sent, and until when it works. */
  link: { masked: string; expiresAt: Date } | undefined
  objection: ObjectionWindow
  kin: TicketKin
  shared: SharedCourse | undefined
  reopening: ReopeningWindow
  survey: SurveyState
  /** Officers of the agency that applied may read, but only the post that applied acts. */
  mayAct: boolean
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
          <KinCards {...props} />
          {props.mayAct ? <Question {...props} /> : null}
          <ReporterActs {...props} />
          <AwaitedLink {...props} />
          <LetterCard letters={props.yields.letters} number={ticket.number} />
          <ProductCard products={props.yields.products} units={props.units} number={ticket.number} />
          <Answer ticket={ticket} files={props.files} />
          <Objection {...props} />
          <SurveyCard {...props} />
          <ReopeningCard {...props} />
          <Card title={sop.kind === 'request' ? t('Perjalanan permohonan') : t('Perjalanan laporan')}>
            <Timeline entries={entriesOf(props, t)} />
          </Card>
        </div>
        <div class="flow">
          <Card title={t('Tenggat')}><ClockList clocks={props.clocks} sop={sop} now={props.now} /></Card>
          <Sent {...props} />
          {props.mayAct ? <OwnActs {...props} /> : null}
          {props.mayAct ? <p><a href={`/tiket/${ticket.number}/keutuhan`}>{t('Periksa keutuhan tiket saya')}</a></p> : null}
        </div>
      </div>
    </>
  )
}

/** Where it stands; of a split report, with its units. */
function standingText(ticket: Ticket, sop: Sop, t: Translate): string {
  if (ticket.parts === 'waiting') return t('Beberapa unit sedang menyiapkan jawaban atas laporan Anda.')
  return ticket.parts === 'ready' ? t('Jawaban beberapa unit sedang digabungkan untuk Anda.') : standsAt(sop, ticket.state.step)
}

export function StateBadge({ ticket }: { ticket: Ticket }) {
  const { t } = useView()
  if (ticket.state.waiting) return <Badge tone="paused">{t('Menunggu jawaban Anda')}</Badge>
  if (ticket.state.open) return <Badge tone="running">{t('Sedang diproses')}</Badge>
  return ticket.answer ? <Badge tone="done">{t('Dijawab')}</Badge> : <Badge tone={ticket.state.result === 'ditolak' ? 'refused' : 'done'}>{ticket.state.result === 'ditolak' ? t('Ditolak') : ticket.state.result === 'dicabut' ? t('Dicabut') : ticket.state.result === 'digabung' ? t('Digabungkan') : t('Selesai')}</Badge>
}

function Standing({ ticket, sop, units }: ReporterTicketPageProps) {
  const { t } = useView()
  if (!ticket.state.open) return null
  return (
    <Notice tone="info" title={standingText(ticket, sop, t)}>
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

function ReporterActs({ ticket, sop, acts, choices, formKey, retry, timeline }: ReporterTicketPageProps) {
  const { t } = useView()
  if (acts.length === 0) return null
  // What led here: what is missing, or to be corrected.
  const news = timeline.at(-1)
  return (
    <Card title={t('Giliran Anda')} kind="strong">
      {news ? <Prose text={news.text} /> : null}
      {acts.map((available, at) => (
        <ActForm
          key={available.act.name} sop={sop} available={available} choices={choices} formKey={formKey} version={ticket.version} strong={at === 0}
          action={`/tiket/${ticket.number}/tindakan/${available.act.name}`} {...(retry.act === available.act.name && { retry })} facts={ticket.state.facts} begin={beginAgain(sop, available, ticket.state.facts)}
        />
      ))}
    </Card>
  )
}

/** The step that waits can only be taken by the link in the mailbox; a new one can be had here. */
function AwaitedLink({ ticket, link }: ReporterTicketPageProps) {
  const { t } = useView()
  if (!link) return null
  return (
    <Card title={t('Periksa surel Anda')} kind="strong">
      <p>{t('Kami mengirim tautan ke {alamat}. Buka tautan itu untuk melanjutkan; tautan berlaku satu kali, sampai', { alamat: link.masked })} <Moment at={link.expiresAt} />.</p>
      <Form action={`/tiket/${ticket.number}/kirim-tautan`}>
        <Button kind="plain">{t('Kirim tautan baru')}</Button>
      </Form>
    </Card>
  )
}

/** What the applicant can do who does not accept what came of it. */
function Objection({ ticket, objection }: ReporterTicketPageProps) {
  const { t } = useView()
  if (objection.state === 'none') return null
  if (objection.state === 'filed') return <Card title={t('Keberatan')} kind="quiet"><p>{t('Keberatan Anda tercatat dengan nomor')} <a href={`/tiket/${objection.number}`}>{objection.number}</a>.</p></Card>
  if (objection.state === 'closed') return <Card title={t('Keberatan')} kind="quiet"><p>{t('Batas mengajukan keberatan, {lama} sesudah keputusan, sudah lewat pada', { lama: objection.within })} <Moment at={objection.until} />.</p></Card>
  return (
    <Card title={t('Tidak menerima keputusan ini?')} kind="quiet">
      <p>{objection.why === 'late' ? t('Permohonan Anda melewati batas waktunya. Anda berhak mengajukan keberatan.') : objection.until ? <>{t('Anda dapat mengajukan keberatan sampai')} <Moment at={objection.until} />.</> : t('Anda dapat mengajukan keberatan atas keputusan yang sudah Anda terima.')}</p>
      <p><a class="button button--plain" href={`/tiket/${ticket.number}/keberatan`}>{t('Ajukan keberatan')}</a></p>
    </Card>
  )
}

function Answer({ ticket, files }: { ticket: Ticket; files: Upload[] }) {
  const { t } = useView()
  if (!ticket.answer) return null
  return (
    <Card title={ticket.state.open && ticket.reopened > 0 ? t('Jawaban sebelumnya') : t('Jawaban')} kind="strong">
      <Prose text={ticket.answer} />
      {ticket.answeredAt ? <p class="quiet"><Moment at={ticket.answeredAt} /></p> : null}
      {ticket.answerPrivate ? <p class="quiet">{t('Jawaban ini hanya untuk Anda dan tidak dipublikasikan.')}</p> : null}
      <FileList files={files.filter((file) => file.field === 'lampiran-jawaban' && (file.attachedTo !== ticket.id || isOfAnswer(ticket, file)))} base={`/tiket/${ticket.number}/berkas`} />
    </Card>
  )
}

function entriesOf({ timeline, ticket, sop }: ReporterTicketPageProps, t: Translate) {
  const past = timeline.map((entry) => ({ at: entry.at, who: entry.role, what: entry.text, state: 'past' as const }))
  return ticket.state.open ? [...past, { what: standingText(ticket, sop, t), state: 'now' as const }] : past
}

function Sent({ ticket, spans, files, village, units }: ReporterTicketPageProps) {
  const { t } = useView()
  const { submitted } = ticket
  const sop = joinSops(spans)
  return (
    <Card title={t('Yang Anda kirim')}>
      <Prose text={String(submitted.uraian ?? '')} />
      <Completed ticket={ticket} />
      <SummaryList
        items={[
          { name: t('Tempat'), value: [submitted.tempat, village].filter(Boolean).join(', ') },
          { name: t('Waktu kejadian'), value: typeof submitted['waktu-kejadian'] === 'string' ? <Moment at={new Date(submitted['waktu-kejadian'])} /> : undefined },
          { name: t('Ditujukan kepada'), value: typeof submitted.unit === 'string' ? units.get(submitted.unit) : undefined },
          ...filledItems({ sop, of: reporterFields(sop), facts: { ...submitted, ...ticket.state.facts }, units, shows: (field) => !storyFields.has(field.name) }),
          { name: t('Dikirim'), value: <Moment at={ticket.openedAt} /> },
        ]}
      />
      <FileGroups sop={sop} files={files} facts={ticket.state.facts} base={`/tiket/${ticket.number}/berkas`} />
    </Card>
  )
}

/** What the reporter may do by themselves while the report is open. */
function OwnActs({ ticket, sop, retry, yields }: ReporterTicketPageProps) {
  const { t } = useView()
  const yielded = yields.products.find(({ product }) => product.ticketId === ticket.id && product.state === 'active' && product.key !== undefined)?.product
  const request = sop.kind === 'request'
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
      {yielded ? <p class="quiet">{t('{hasil} sudah tercatat dan berlaku, sehingga permohonan ini tidak dapat dicabut lagi. Kalau tidak jadi dipakai, tulislah lewat “Tambah keterangan”.', { hasil: yielded.key! })}</p> : null}
      {ticket.state.released || yielded ? null : (
        <Details summary={request ? t('Cabut permohonan') : t('Cabut laporan')} open={retry.act === 'cabut'}>
          <p>{request ? t('Permohonan yang dicabut ditutup dan tidak diproses. Anda dapat mengajukan permohonan baru kapan saja.') : t('Laporan yang dicabut ditutup dan tidak dijawab. Anda dapat membuat laporan baru kapan saja.')}</p>
          <Form action={`/tiket/${ticket.number}/cabut`} {...again('cabut')}>
            <LongTextField name="alasan-cabut" label={t('Alasan')} optional maxLength={2000} rows={3} />
            <Button kind="stop">{request ? t('Cabut permohonan') : t('Cabut laporan')}</Button>
          </Form>
        </Details>
      )}
    </Card>
  )
}
