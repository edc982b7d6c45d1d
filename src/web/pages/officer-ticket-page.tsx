import { formatDate } from '../../domains/calendar/index.ts'
import { getStep, type Typed } from '../../domains/sop/index.ts'
import { Badge, Breadcrumb, Button, Card, Details, ErrorSummary, Form, Moment, NikField, Notice, Prose, Stepper, SummaryList, Timeline, type Translate, useView } from '../../ui/index.ts'
import type { OfficerRetry, OfficerTicket } from '../officer-ticket.ts'
import { ActForm } from './act-form.tsx'
import { ClockList } from './clock-list.tsx'
import { FasterNotice } from './faster-notice.tsx'
import { FileList } from './file-list.tsx'
import { holderText, stepName } from './holder-text.ts'
import { RegisterResult } from './register-result.tsx'

type OfficerTicketPageProps = OfficerTicket & { retry: OfficerRetry; formKey: string }

/** An officer's page of a ticket: the story left, the acts right. */
export function OfficerTicketPage(props: OfficerTicketPageProps) {
  const { t } = useView()
  const { ticket, sop } = props
  return (
    <>
      <Breadcrumb links={[{ href: '/kotak-masuk', text: t('Kotak masuk') }]} />
      <Head {...props} />
      <div data-stale={ticket.id} hidden>
        <Notice tone="warn" announce>
          <p>{t('Tiket ini baru saja berubah.')} <a href={`/kotak-masuk/${ticket.number}`}>{t('Muat ulang')}</a> {t('bila Anda tidak sedang menulis; tulisan yang belum dikirim akan hilang.')}</p>
        </Notice>
      </div>
      <div class="split">
        <div class="flow">
          <Story {...props} />
          <Answers {...props} />
          <Card title={t('Riwayat')}>
            <Timeline entries={entriesOf(props)} />
          </Card>
          <Told {...props} />
          {props.acts.length > 0 ? <a class="button button--main split-jump" href="#tindakan">{t('Ke tindakan')}</a> : null}
        </div>
        <div class="split-acts flow" id="tindakan">
          <Acts {...props} />
          <ValidatorDesk {...props} />
          <RegisterResult desk={props.register} number={ticket.number} />
          <Card title={t('Tenggat')}><ClockList clocks={props.clocks} sop={sop} now={props.now} forOfficer /></Card>
          <Reporter {...props} />
          <Steps {...props} />
        </div>
      </div>
      {ticket.state.open ? null : <p class="quiet">{t('Tiket ini sudah ditutup.')}</p>}
    </>
  )
}

function Head({ ticket, sop, units }: OfficerTicketPageProps) {
  const { t } = useView()
  return (
    <header class="ticket-head">
      <p class="quiet">{t('Tiket {nomor}', { nomor: ticket.number })} · <a href={`/sop/${sop.code}`}>{sop.shortTitle}</a></p>
      <h1>{ticket.title}</h1>
      <p class="cluster">
        {ticket.state.waiting ? <Badge tone="paused">{t('Menunggu pelapor')}</Badge> : ticket.state.open ? <Badge tone="running">{stepName(sop, ticket.state.step)}</Badge> : <Badge tone="done">{ticket.state.result}</Badge>}
        {ticket.state.unit ? <Badge tone="neutral">{units.get(ticket.state.unit) ?? ticket.state.unit}</Badge> : null}
        {ticket.publishedAt ? <Badge tone="published" /> : null}
        {ticket.anonymous ? <Badge tone="anonymous" /> : null}
        {ticket.secret ? <Badge tone="secret" /> : null}
        {ticket.state.facts.identitas ? <Badge tone={ticket.state.facts.identitas === 'valid' ? 'done' : 'refused'}>{ticket.state.facts.identitas === 'valid' ? t('KTP valid') : t('KTP tidak valid')}</Badge> : null}
      </p>
    </header>
  )
}

function Story({ ticket, sop, files, village, units, mayRead }: OfficerTicketPageProps) {
  const { t } = useView()
  const { submitted } = ticket
  const shown = new Set(['judul', 'uraian', 'tempat', 'desa', 'waktu-kejadian', 'unit', 'lampiran'])
  const others = sop.form.flatMap((use) => sop.fields.filter((f) => f.name === use.field && !shown.has(f.name) && f.type !== 'files' && !f.personal && mayRead(f)))
  return (
    <Card title={t('Laporan')}>
      <Prose text={String(submitted.uraian ?? '')} />
      <SummaryList
        items={[
          { name: t('Tempat'), value: [submitted.tempat, village].filter(Boolean).join(', ') },
          { name: t('Waktu kejadian'), value: typeof submitted['waktu-kejadian'] === 'string' ? <Moment at={new Date(submitted['waktu-kejadian'])} /> : undefined },
          { name: t('Ditujukan kepada'), value: typeof submitted.unit === 'string' ? units.get(submitted.unit) : undefined },
          ...others.map((field) => ({ name: field.label, value: optionLabel(field.options, submitted[field.name]) })),
          { name: t('Diterima'), value: <Moment at={ticket.openedAt} /> },
          { name: t('Saluran'), value: channelWord(t, ticket.channel) },
        ]}
      />
      <FileList files={files.filter((file) => sop.form.some((use) => use.field === file.field))} base={`/kotak-masuk/${ticket.number}/berkas`} />
    </Card>
  )
}

/** How a ticket came in, in words. */
function channelWord(t: Translate, channel: string): string {
  const words: Record<string, string> = {
    web: t('halaman ini'), sms: t('SMS'), email: t('Surel'), whatsapp: t('WhatsApp'), surat: t('surat'), telepon: t('telepon'), datang: t('datang langsung'),
    'media-sosial': t('media sosial'), impor: t('impor'), linked: t('tiket lain'),
  }
  return words[channel] ?? channel
}

function optionLabel(options: { value: string; label: string }[] | undefined, value: unknown): string | undefined {
  if (value === undefined) return undefined
  return options?.find((o) => o.value === value)?.label ?? (Array.isArray(value) ? value.join(', ') : String(value))
}

function Answers({ answers, files, sop, ticket }: OfficerTicketPageProps) {
  const { t } = useView()
  const newest = answers.at(-1)
  if (!newest) return null
  const own = files.filter((file) => !sop.form.some((use) => use.field === file.field))
  return (
    <Card title={newest.released ? t('Jawaban yang dikirim') : t('Konsep jawaban')} kind="strong">
      <Prose text={newest.text} />
      <p class="quiet">{newest.role} · <Moment at={newest.at} /></p>
      <FileList files={own} base={`/kotak-masuk/${ticket.number}/berkas`} />
      {answers.length > 1 ? (
        <Details summary={t('Versi sebelumnya ({jumlah})', { jumlah: answers.length - 1 })}>
          {answers.slice(0, -1).reverse().map((version) => (
            <section key={version.no} class="flow">
              <p class="quiet">{t('Versi {nomor}', { nomor: version.no })} · {version.role} · <Moment at={version.at} /></p>
              <Prose text={version.text} />
            </section>
          ))}
        </Details>
      ) : null}
    </Card>
  )
}

function entriesOf({ timeline, ticket, sop, units }: OfficerTicketPageProps) {
  const past = timeline.map((entry) => ({
    at: entry.at, who: entry.officer ? `${entry.role} · ${entry.officer}` : entry.role, what: entry.text, state: 'past' as const,
    ...(entry.details.length > 0 && { note: <dl class="filled">{entry.details.map((d) => <div key={d.label}><dt>{d.label}</dt><dd>{d.text}</dd></div>)}</dl> }),
  }))
  return ticket.state.open ? [...past, { what: getStep(sop, ticket.state.step).activity, who: holderText(sop, ticket, units), state: 'now' as const }] : past
}

function Told({ messages, units, posts }: OfficerTicketPageProps) {
  const { t } = useView()
  if (messages.length === 0) return null
  return (
    <Card title={t('Siapa yang sudah diberi tahu')} kind="quiet">
      <ul>
        {messages.map((message) => (
          <li key={message.id}>
            {posts.get(message.post ?? '') ?? message.post} · {units.get(message.unit ?? '') ?? message.unit}{' '}
            <span class="quiet"><Moment at={message.at} form="short" /> {message.readAt ? t('· dibaca') : t('· belum dibaca')}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Acts(props: OfficerTicketPageProps) {
  const { t } = useView()
  const { ticket, sop, acts, choices, retry, formKey } = props
  if (acts.length === 0) {
    if (!ticket.state.open && !retry.conflict) return null
    return (
      <Card title={t('Tindakan')}>
        <FasterNotice sop={sop} acts={acts} retry={retry} />
        {ticket.state.open ? <p>{t('Saat ini giliran {pelaksana}.', { pelaksana: holderText(sop, ticket, props.units) })}</p> : null}
      </Card>
    )
  }
  const main = acts.find((a) => a.act.tone === 'main') ?? acts[0]!
  const ordered = [main, ...acts.filter((a) => a !== main)]
  const begin: Typed = { jawaban: String(ticket.state.facts.jawaban ?? '') }
  return (
    <Card title={t('Tindakan')} kind="strong">
      <FasterNotice sop={sop} acts={acts} retry={retry} />
      {ordered.map((available) => (
        <ActForm
          key={available.act.name} sop={sop} available={available} choices={choices} formKey={formKey} version={ticket.version} strong={available === main} begin={begin}
          action={`/kotak-masuk/${ticket.number}/tindakan/${available.act.name}`}
          {...(available.act.to !== 'stay' && { leadsTo: getStep(sop, available.act.to).activity })}
          {...(retry.act === available.act.name && { retry })}
        />
      ))}
    </Card>
  )
}

/** For the step that checks the reporter's identity: what the NIK says, and a comparison, without ever showing the whole number. */
function ValidatorDesk({ ticket, reporter, nikFacts, retry }: OfficerTicketPageProps) {
  const { t } = useView()
  if (!reporter || !nikFacts) return null
  const faults = retry.act === 'cocokkan' ? retry.faults : []
  return (
    <Card title={t('Pemeriksaan nomor KTP')} id="ktp">
      <SummaryList
        items={[
          { name: t('Nama'), value: reporter.name },
          { name: t('NIK'), value: reporter.nikMasked },
          { name: t('Tanggal lahir menurut NIK'), value: formatDate(nikFacts.birthDate) },
          { name: t('Jenis kelamin menurut NIK'), value: nikFacts.sex === 'female' ? t('Perempuan') : t('Laki-laki') },
          { name: t('Wilayah menurut NIK'), value: [nikFacts.region.district, nikFacts.region.regency].filter(Boolean).join(', ') },
        ]}
      />
      <p class="help">{t('Cari nama dan tanggal lahir ini di SIAK, lalu tulis NIK yang tercatat di sana. NIK pelapor tidak ditampilkan utuh; setiap pemeriksaan dicatat.')}</p>
      {retry.match === undefined ? null : <Notice tone={retry.match ? 'success' : 'error'} announce><p>{retry.match ? t('NIK cocok dengan NIK pelapor.') : t('NIK tidak cocok dengan NIK pelapor.')}</p></Notice>}
      <ErrorSummary faults={faults} />
      <Form action={`/kotak-masuk/${ticket.number}/cocokkan`} values={{}} faults={faults}>
        <NikField name="nik-siak" label={t('NIK menurut SIAK')} />
        <Button kind="plain">{t('Cocokkan')}</Button>
      </Form>
    </Card>
  )
}

function Reporter({ ticket, reporter, sender }: OfficerTicketPageProps) {
  const { t } = useView()
  if (ticket.anonymous) return <Card title={t('Pelapor')}><p>{t('Pelapor meminta namanya disembunyikan.')}</p></Card>
  if (!reporter && sender) return <Card title={t('Pelapor')}><SummaryList items={[{ name: t('Nama'), value: sender.name }, { name: t('NIK'), value: sender.nikMasked }]} /><p>{t('Dicatat petugas atas nama pengirim, tanpa akun.')}</p></Card>
  if (!reporter) return <Card title={t('Pelapor')}><p>{t('Dikirim tanpa akun.')}</p></Card>
  return (
    <Card title={t('Pelapor')}>
      <SummaryList items={[{ name: t('Nama'), value: reporter.name }, { name: t('NIK'), value: reporter.nikMasked }, { name: t('Telepon'), value: reporter.phoneMasked ?? undefined }]} />
    </Card>
  )
}

function Steps({ sop, ticket }: OfficerTicketPageProps) {
  const { t } = useView()
  const at = sop.steps.findIndex((step) => step.name === ticket.state.step)
  const steps = sop.steps.map((step, index) => ({
    text: step.activity, who: step.lanes.map((name) => sop.lanes.find((lane) => lane.name === name)!.title).join(', '),
    state: index < at || !ticket.state.open ? ('done' as const) : index === at ? ('current' as const) : ('next' as const),
  }))
  return <Card title={t('Langkah SOP')} kind="quiet"><Details summary={t('{n} dari {jumlah}', { n: at + 1, jumlah: steps.length })}><Stepper steps={steps} /></Details></Card>
}
