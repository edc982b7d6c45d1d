import type { Fault } from '../../kernel/refusal.ts'
import { writeDuration } from '../../domains/calendar/index.ts'
import type { FieldUse, Sop, Typed } from '../../domains/sop/index.ts'
import { Breadcrumb, Button, Buttons, Card, CheckField, Details, ErrorSummary, FieldGroup, Form, useView } from '../../ui/index.ts'
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
}

const placeTypes = new Set(['village'])
const placeNames = new Set(['tempat', 'waktu-kejadian'])

/** The report form of an SOP. It asks what the SOP asks, keeps all that was typed, and works without JavaScript. */
export function ReportPage(props: ReportPageProps) {
  const { t } = useView()
  const { sop, faults } = props
  const groups = groupUses(sop)
  return (
    <>
      <Breadcrumb links={[{ href: '/', text: t('Beranda') }, { href: '/lapor', text: t('Buat laporan') }]} />
      <h1>{sop.shortTitle}</h1>
      <p class="lead">{sop.summary}</p>
      <ErrorSummary faults={faults} />
      <Form action={`/lapor/${sop.code}`} values={props.values} faults={faults} idempotencyKey={props.formKey} files offline>
        <FieldGroup title={t('Apa yang terjadi')}>{groups.what.map((use) => draw(props, use))}</FieldGroup>
        {groups.where.length > 0 ? <FieldGroup title={t('Di mana dan kapan')}>{groups.where.map((use) => draw(props, use))}</FieldGroup> : null}
        {groups.files.length > 0 ? (
          <FieldGroup title={t('Bukti')} help={t('Foto (JPG, PNG, WebP) atau PDF, paling besar 10 MB sebuah. Lokasi yang tersimpan di dalam foto kami hapus.')}>
            {groups.files.map((use) => draw(props, use))}
          </FieldGroup>
        ) : null}
        <Privacy sop={sop} />
        <WhatNext sop={sop} />
        <Buttons>
          <Button>{t('Kirim laporan')}</Button>
        </Buttons>
      </Form>
    </>
  )
}

function draw({ sop, choices, latest }: ReportPageProps, use: FieldUse) {
  const field = sop.fields.find((f) => f.name === use.field)
  return field ? <SopField key={use.field} field={field} use={use} choices={choices} now={latest} /> : null
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
  const steps = sop.steps.filter((step) => !step.automatic && step.time && step.acts.length > 0 && step.symbol !== 'start' && Number.isInteger(step.row))
  return (
    <Details summary={t('Apa yang terjadi setelah saya mengirim?')}>
      <ol>
        {steps.map((step) => (
          <li key={step.name}>
            {step.activity} ({t('paling lama')} {writeDuration(step.time!.duration)})
          </li>
        ))}
      </ol>
      <p>
        <a href={`/sop/${sop.code}`}>{t('Baca prosedur resminya')}</a>
      </p>
    </Details>
  )
}
