import type { Fault } from '../../kernel/refusal.ts'
import { writeDuration } from '../../domains/calendar/index.ts'
import type { FieldUse, Sop, Typed } from '../../domains/sop/index.ts'
import { Breadcrumb, Button, Buttons, Card, CheckField, ChoiceField, Details, ErrorSummary, FieldGroup, Form, useView } from '../../ui/index.ts'
import { joinForm } from './similar-page.tsx'
import { type FieldChoices, SopField } from './sop-field.tsx'

/** Where to report, when the regency has more than one place. */
export function ChooseSopPage({ sops }: { sops: Sop[] }) {
  const { t } = useView()
  return (
    <>
      <h1>{t('Ke mana Anda melapor?')}</h1>
      <p class="lead">{t('Pilih yang paling cocok. Bila ragu, pilih yang pertama: petugas akan menyalurkannya.')}</p>
      {sops.map((sop) => (
        <Card key={sop.code} title={sop.shortTitle} href={`/lapor/${sop.code}`}>
          <p>{sop.summary}</p>
        </Card>
      ))}
    </>
  )
}

interface ReportPageProps {
  sop: Sop
  values: Typed
  faults: Fault[]
  formKey: string
  choices: FieldChoices
  /** Local moment that a happening cannot be later than. */
  latest: string
  /** The posts for which an officer may apply; empty for everybody else. */
  applicants?: { value: string; label: string }[]
  /** Where the form goes, if not to its SOP's usual place. */
  action?: string
  /** What it is about, where that is something else than the SOP. */
  about?: string
  /** What its button says. */
  send?: string
}

/** Where the form of an SOP stands. */
export function formPath(sop: Sop): string {
  return `${sop.kind === 'request' ? '/ajukan' : '/lapor'}/${sop.code}`
}

const placeTypes = new Set(['village'])
const placeNames = new Set(['tempat', 'waktu-kejadian'])

/** The report form of an SOP. It asks what the SOP asks, keeps all that was typed, and works without JavaScript. */
export function ReportPage(props: ReportPageProps) {
  const { t } = useView()
  const { sop, faults, applicants = [] } = props
  const groups = groupUses(sop)
  const request = sop.kind === 'request'
  return (
    <>
      <Breadcrumb links={[{ href: '/', text: t('Beranda') }, request ? { href: '/layanan', text: t('Layanan') } : { href: '/lapor', text: t('Buat laporan') }]} />
      <h1>{sop.shortTitle}</h1>
      <p class="lead">{sop.summary}</p>
      {props.about ? <p><strong>{props.about}</strong></p> : null}
      <ErrorSummary faults={faults} />
      <Form action={props.action ?? formPath(sop)} values={props.values} faults={faults} idempotencyKey={props.formKey} files offline>
        <Applicants applicants={applicants} />
        <FieldGroup title={request ? t('Permohonan') : t('Apa yang terjadi')}>{groups.what.map((use) => draw(props, use))}</FieldGroup>
        {request || props.action ? null : <Similar {...props} />}
        {groups.where.length > 0 ? <FieldGroup title={t('Di mana dan kapan')}>{groups.where.map((use) => draw(props, use))}</FieldGroup> : null}
        {groups.files.length > 0 ? (
          <FieldGroup title={request ? t('Dokumen') : t('Bukti')} {...(takesPhotos(sop, groups.files) && { help: t('Lokasi yang tersimpan di dalam foto kami hapus.') })}>
            {groups.files.map((use) => draw(props, use))}
          </FieldGroup>
        ) : null}
        <Privacy sop={sop} />
        <WhatNext sop={sop} />
        <Buttons>
          <Button>{props.send ?? (request ? t('Kirim permohonan') : t('Kirim laporan'))}</Button>
        </Buttons>
      </Form>
      {request || props.action ? null : <Form id={joinForm} action="/lapor" class="">{null}</Form>}
    </>
  )
}

function takesPhotos(sop: Sop, uses: FieldUse[]): boolean {
  return uses.some((use) => (sop.fields.find((field) => field.name === use.field)?.accepts ?? ['image']).includes('image'))
}

/** Where reports like this one are shown while it is written; `mirip` says that they were. */
function Similar({ sop, values }: ReportPageProps) {
  return (
    <>
      <input type="hidden" name="mirip" value={values.mirip === 'sudah' ? 'sudah' : ''} />
      <div data-similar={`/lapor/${sop.code}/mirip`} aria-live="polite" />
    </>
  )
}

/** For which of their posts an officer applies; with one post there is nothing to choose. */
function Applicants({ applicants }: { applicants: NonNullable<ReportPageProps['applicants']> }) {
  const { t } = useView()
  if (applicants.length === 0) return null
  return (
    <FieldGroup title={t('Pemohon')}>
      {applicants.length === 1 ? <p>{t('Diajukan atas nama')} <strong>{applicants[0]!.label}</strong>. {t('Unit itu menerima kabar dan hasilnya.')}</p> : (
        <ChoiceField name="atas-nama" label={t('Diajukan atas nama')} choices={applicants} help={t('Unit itu menerima kabar dan hasilnya.')} />
      )}
    </FieldGroup>
  )
}

function draw({ sop, choices, latest }: ReportPageProps, use: FieldUse) {
  const field = sop.fields.find((f) => f.name === use.field)
  return field ? <SopField key={use.field} field={field} use={use} choices={choices} now={latest} fields={sop.fields} /> : null
}

function groupUses(sop: Sop) {
  const typeOf = (use: FieldUse) => sop.fields.find((f) => f.name === use.field)?.type ?? 'text'
  const isPlace = (use: FieldUse) => placeTypes.has(typeOf(use)) || placeNames.has(use.field)
  return {
    what: sop.form.filter((use) => !isPlace(use) && typeOf(use) !== 'files'),
    where: sop.form.filter(isPlace),
    files: sop.form.filter((use) => typeOf(use) === 'files'),
  }
}

function Privacy({ sop }: { sop: Sop }) {
  const { t } = useView()
  if (!sop.intake.anonymous && !sop.intake.secret) return null
  return (
    <FieldGroup title={t('Kerahasiaan')}>
      {sop.intake.anonymous ? <CheckField name="anonim" label={t('Sembunyikan nama saya')} help={t('Nama Anda tidak tampak bagi umum dan bagi instansi yang dilaporkan.')} optional /> : null}
      {sop.intake.secret ? <CheckField name="rahasia" label={t('Rahasiakan isi laporan')} help={t('Laporan dan jawabannya tidak pernah dipublikasikan.')} optional /> : null}
    </FieldGroup>
  )
}

function WhatNext({ sop }: { sop: Sop }) {
  const { t } = useView()
  // Some documents promise a time for the whole only.
  const timed = sop.steps.some((step) => step.time)
  const steps = sop.steps.filter((step) => !step.automatic && (step.time || !timed) && step.acts.length > 0 && step.symbol !== 'start' && Number.isInteger(step.row))
  return (
    <Details summary={t('Apa yang terjadi setelah saya mengirim?')}>
      <ol>
        {steps.map((step) => (
          <li key={step.name}>
            {step.activity}{step.time ? ` (${t('paling lama')} ${writeDuration(step.time.duration)})` : ''}
          </li>
        ))}
      </ol>
      {!timed && sop.deadline ? <p>{t('Seluruh permohonan')}: {t('paling lama')} {writeDuration(sop.deadline.otherwise)}.</p> : null}
      <p>
        <a href={`/sop/${sop.code}`}>{t('Baca prosedur resminya')}</a>
      </p>
    </Details>
  )
}
