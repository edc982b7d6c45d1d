import { type Field, getStep, type Typed } from '../../domains/sop/index.ts'
import { findField, joinSops, type Ticket } from '../../domains/tickets/index.ts'
import { Breadcrumb, Card, Details, Moment, Notice, Prose, Stepper, SummaryList, Timeline, type Translate, useView } from '../../ui/index.ts'
import type { OfficerRetry, OfficerTicket } from '../officer-ticket.ts'
import { ActForm, beginAgain } from './act-form.tsx'
import { ClockList } from './clock-list.tsx'
import { DispositionList } from './disposition-list.tsx'
import { FasterNotice } from './faster-notice.tsx'
import { FileGroups } from './file-groups.tsx'
import { FileList } from './file-list.tsx'
import { filledItems, reporterFields, storyFields } from './filled-fields.tsx'
import { holderText } from './holder-text.ts'
import { historyEntries } from './history-entries.tsx'
import { HandBackNotice } from './hand-back-notice.tsx'
import { LateReasons } from './late-reasons.tsx'
import { DuplicateCard, GatheredCard, MergedNotice } from './merge-cards.tsx'
import { NoteList } from './note-list.tsx'
import { mainActOf, OfficerTicketHead } from './officer-ticket-head.tsx'
import { PublicCard, PublicPreview } from './public-card.tsx'
import { RegisterResult } from './register-result.tsx'
import { SenderCard, ValidatorDesk } from './sender-cards.tsx'
import { PartNotice, PartsCard, SplitCard } from './split-cards.tsx'
import { ToldCard } from './told-card.tsx'
import { LetterCard, ProductCard } from './yield-cards.tsx'

type OfficerTicketPageProps = OfficerTicket & { retry: OfficerRetry; formKey: string }

/** An officer's page of a ticket: what is due at its head; then the story left, the acts right, each from what matters now to what is seldom needed. */
export function OfficerTicketPage(props: OfficerTicketPageProps) {
  const { t } = useView()
  const { ticket, sop } = props
  return (
    <>
      <Breadcrumb links={[{ href: '/kotak-masuk', text: t('Kotak masuk') }]} />
      <div class="flow" data-fresh="head"><OfficerTicketHead {...props} /></div>
      <div data-stale={ticket.id} data-page={`/kotak-masuk/${ticket.number}`} hidden>
        <Notice tone="warn" announce>
          <p>{t('Tiket ini baru saja berubah. Riwayat dan keadaannya sudah diperbarui; yang sedang Anda tulis tetap ada.')} <a href={`/kotak-masuk/${ticket.number}`}>{t('Muat ulang')}</a></p>
        </Notice>
      </div>
      <template data-gone>
        <Notice tone="warn" announce title={t('Tindakan yang sedang Anda tulis sudah tidak tersedia. Tulisan Anda:')} />
      </template>
      <p class="hidden-text" role="status" data-refreshed={t('Halaman diperbarui.')} />
      <div class="flow" data-fresh="kin"><MergedNotice number={ticket.number} {...props} /><PartNotice {...props} /></div>
      <div class="split">
        <div class="flow">
          <div class="flow" data-fresh="story">
          <Story {...props} />
          <Answers {...props} />
          <OfficeFiles {...props} />
          <LetterCard letters={props.yields.letters} number={ticket.number} forOfficer />
          <ProductCard products={props.yields.products} units={props.units} number={ticket.number} forOfficer />
          <Objection {...props} />
          <Card title={t('Riwayat')}>
            <Timeline entries={historyEntries(props, t)} />
          </Card>
          </div>
          <div class="flow" data-fresh="notes"><NoteList number={ticket.number} notes={props.notes} retry={props.retry} formKey={props.formKey} /></div>
          <div class="flow" data-fresh="merged"><GatheredCard number={ticket.number} {...props} /><DuplicateCard number={ticket.number} {...props} /></div>
          <div class="flow" data-fresh="dispositions"><DispositionList number={ticket.number} dispositions={props.desk.dispositions} units={props.units} seen={props.seen} /></div>
          <div class="flow" data-fresh="told"><ToldCard {...props} /></div>
          {props.acts.length > 0 ? <a class="button button--main split-jump" href="#tindakan">{t('Ke tindakan')}</a> : null}
        </div>
        <div class="split-acts flow" id="tindakan">
          <div class="flow" data-fresh="reasons"><LateReasons number={ticket.number} reasons={props.desk.reasons} retry={props.retry} formKey={props.formKey} /></div>
          <div class="flow" data-fresh="acts">
          {props.desk.barred ? <Notice tone="warn"><p>{props.desk.barred}</p></Notice> : null}
          <PartsCard {...props} />
          <Acts {...props} />
          </div>
          <div class="flow" data-fresh="clocks"><Card title={t('Tenggat')}><ClockList clocks={props.clocks} sop={sop} now={props.now} forOfficer /></Card></div>
          <SenderCard {...props} />
          <PublicCard {...props} />
          <div class="flow" data-fresh="split"><SplitCard {...props} /></div>
          <ValidatorDesk {...props} />
          <RegisterResult desk={props.register} number={ticket.number} />
          <div class="flow" data-fresh="steps"><Steps {...props} /></div>
        </div>
      </div>
      <div data-fresh="end">{ticket.state.open ? null : <p class="quiet">{t('Tiket ini sudah ditutup.')}</p>}</div>
    </>
  )
}

function Story({ ticket, sop: now, spans, files, village, units, mayRead: mayReadOf }: OfficerTicketPageProps) {
  const { t } = useView()
  const { submitted } = ticket
  const sop = joinSops(spans)
  const mayRead = (field: Field) => mayReadOf(field, findField(spans, field.name)?.sop)
  const others = filledItems({ sop, of: reporterFields(sop), facts: { ...submitted, ...ticket.state.facts }, units, shows: (field) => !storyFields.has(field.name) && !(field.personal && ticket.anonymous) && mayRead(field) })
  return (
    <Card title={now.kind === 'request' ? t('Permohonan') : t('Laporan')}>
      <Prose text={String(submitted.uraian ?? '')} />
      <Completed ticket={ticket} />
      <SummaryList
        items={[
          { name: t('Tempat'), value: [submitted.tempat, village].filter(Boolean).join(', ') },
          { name: t('Waktu kejadian'), value: typeof submitted['waktu-kejadian'] === 'string' ? <Moment at={new Date(submitted['waktu-kejadian'])} /> : undefined },
          { name: t('Ditujukan kepada'), value: typeof submitted.unit === 'string' ? units.get(submitted.unit) : undefined },
          ...others,
          { name: t('Diterima'), value: <Moment at={ticket.openedAt} /> },
          { name: t('Saluran'), value: channelWord(t, ticket.channel) },
        ]}
      />
      <FileGroups sop={sop} files={files} facts={ticket.state.facts} base={`/kotak-masuk/${ticket.number}/berkas`} shows={(field) => mayRead(field) && !(field.personal && ticket.anonymous)} />
    </Card>
  )
}

/** What became of the story when its sender completed it. */
export function Completed({ ticket }: { ticket: Ticket }) {
  const { t } = useView()
  const { uraian } = ticket.state.facts
  if (typeof uraian !== 'string' || uraian === ticket.submitted.uraian) return null
  return (
    <section class="flow">
      <p class="quiet">{t('Setelah dilengkapi:')}</p>
      <Prose text={uraian} />
    </section>
  )
}

/** The applicant's right to object: what came of it, and where to enter an objection that somebody brings or writes. */
function Objection({ ticket, objection }: OfficerTicketPageProps) {
  const { t } = useView()
  if (objection.state === 'none') return null
  if (objection.state === 'filed') return <Card title={t('Keberatan')}><p>{t('Pemohon mengajukan keberatan dengan nomor')} <a href={`/kotak-masuk/${objection.number}`}>{objection.number}</a>.</p></Card>
  const until = objection.until && <Moment at={objection.until} />
  return (
    <Card title={t('Keberatan')} kind="quiet">
      <p>{objection.state === 'closed' ? <>{t('Batas mengajukan keberatan sudah lewat pada')} {until}.</> : until ? <>{t('Pemohon dapat mengajukan keberatan sampai')} {until}.</> : t('Pemohon dapat mengajukan keberatan.')}</p>
      {objection.atDesk ? <p><a href={`/meja/${ticket.number}/keberatan`}>{t('Catat keberatan yang datang atau dikirim pemohon')}</a></p> : null}
    </Card>
  )
}

/** What officers attached on the way, by the name of each document. The answer's own files stand with the answer. */
function OfficeFiles({ ticket, files, spans }: OfficerTicketPageProps) {
  const { t } = useView()
  const theirs = reporterFields(joinSops(spans))
  const names = [...new Set(files.map((file) => file.field))].filter((name) => name !== 'lampiran-jawaban' && !theirs.includes(name))
  if (names.length === 0) return null
  return (
    <Card title={t('Berkas petugas')}>
      {names.map((name) => <FileList key={name} title={findField(spans, name)?.field.label ?? name} files={files.filter((file) => file.field === name)} base={`/kotak-masuk/${ticket.number}/berkas`} />)}
    </Card>
  )
}

/** How a ticket came in, in words. */
function channelWord(t: Translate, channel: string): string {
  const words: Record<string, string> = {
    web: t('situs web'), sms: t('SMS'), email: t('Surel'), whatsapp: t('WhatsApp'), surat: t('surat'), telepon: t('telepon'), datang: t('datang langsung'),
    'media-sosial': t('media sosial'), impor: t('impor'), linked: t('tiket lain'),
  }
  return words[channel] ?? channel
}

function Answers({ answers, files, ticket }: OfficerTicketPageProps) {
  const { t } = useView()
  const newest = answers.at(-1)
  if (!newest) return null
  const own = files.filter((file) => file.field === 'lampiran-jawaban')
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
  const main = mainActOf(acts)!
  const ordered = [main, ...acts.filter((a) => a !== main)]
  const begin: Typed = { jawaban: String(ticket.state.facts.jawaban ?? '') }
  return (
    <Card title={t('Tindakan')} kind="strong">
      <FasterNotice sop={sop} acts={acts} retry={retry} />
      <HandBackNotice desk={props.desk} units={props.units} />
      {ordered.map((available) => (
        <ActForm
          key={available.act.name} sop={sop} available={available} choices={choices} formKey={formKey} version={ticket.version} strong={available === main} begin={{ ...begin, ...beginAgain(sop, available, sentFacts(sop, ticket)), ...props.desk.proposals[available.act.name], ...props.begins[available.act.name] }}
          action={`/kotak-masuk/${ticket.number}/tindakan/${available.act.name}`} facts={ticket.state.facts} office={{ canned: props.canned, units: props.units, preview: retry.act === available.act.name ? retry.preview : undefined, shown: <PublicPreview {...props} /> }}
          {...(available.act.to !== 'stay' && { leadsTo: getStep(sop, available.act.to).activity })}
          {...(retry.act === available.act.name && { retry })}
        />
      ))}
    </Card>
  )
}

/** What the applicant filled in: an act that asks for it again begins with it. */
function sentFacts(sop: OfficerTicket['sop'], ticket: Ticket) {
  return Object.fromEntries(Object.entries(ticket.state.facts).filter(([name]) => sop.kind === 'request' && sop.form.some((use) => use.field === name)))
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
