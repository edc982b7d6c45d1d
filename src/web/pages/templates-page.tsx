import type { Fault } from '../../kernel/refusal.ts'
import { type ChosenTemplate, type LetterTemplate, type MessageKind, type TemplatePlace, templateWords } from '../../domains/messages/index.ts'
import type { Sop } from '../../domains/sop/index.ts'
import { Badge, Breadcrumb, Button, Buttons, Card, Details, ErrorSummary, Form, LongTextField, Notice, Prose, SelectField, TextField, type Translate, useView } from '../../ui/index.ts'

export interface ShownTemplate {
  kind: MessageKind
  /** The words that count here; `own`: written for this very place. */
  chosen: ChosenTemplate
  preview: LetterTemplate
  /** What was typed and not kept: faulty, or looked at only. */
  typed?: { template: LetterTemplate; faults: Fault[] }
}

export interface TemplatesPageProps {
  templates: ShownTemplate[]
  sops: Sop[]
  /** The step whose words are shown; the general ones, if absent. */
  at?: TemplatePlace | undefined
  /** Steps with words of their own, also those that are no longer in force. */
  steps: (TemplatePlace & { kinds: MessageKind[] })[]
  saved: boolean
}

/** The words of letters by kind, in general or at one step of one SOP, with how they look filled in. */
export function TemplatesPage({ templates, sops, at, steps, saved }: TemplatesPageProps) {
  const { t } = useView()
  return (
    <>
      <Breadcrumb links={[{ href: '/petugas/admin', text: t('Administrasi') }, { href: '/pesan', text: t('Pesan keluar') }, ...(at ? [{ href: '/pesan/templat', text: t('Templat pesan') }] : [])]} />
      <h1>{at ? t('Templat pesan langkah') : t('Templat pesan')}</h1>
      <p class="lead">{at ? <PlaceName sops={sops} place={at} /> : t('Kata-kata pesan yang keluar lewat SMS, surel, dan pemberitahuan.')}</p>
      {saved ? <Notice tone="success" announce><p>{t('Templat tersimpan dan langsung dipakai.')}</p></Notice> : null}
      <Card title={t('Berlaku untuk')} kind="quiet">
        <Form action="/pesan/templat" method="get" values={{ langkah: at && `${at.sop}/${at.step}` }}>
          <SelectField name="langkah" label={t('Layanan dan langkah')} optional empty={t('Semua layanan (kata umum)')} options={sops.map((sop) => ({ group: sop.shortTitle, options: stepOptions(t, sop, steps) }))} />
          <Button kind="plain">{t('Tampilkan')}</Button>
        </Form>
        {!at && steps.length > 0 ? (
          <>
            <h3>{t('Langkah dengan kata sendiri')}</h3>
            <ul>
              {steps.map((step) => (
                <li key={`${step.sop}/${step.step}`}>
                  <a href={`/pesan/templat?langkah=${step.sop}/${step.step}`}><PlaceName sops={sops} place={step} /></a> <span class="quiet">({step.kinds.map((kind) => kindNames(t)[kind]).join(', ')})</span>
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </Card>
      <p class="quiet">{t('Yang dapat dipakai:')} {templateWords.map((word) => `{${word}}`).join(', ')}</p>
      {templates.map((shown) => <KindCard key={shown.kind} shown={shown} at={at} />)}
    </>
  )
}

function stepOptions(t: Translate, sop: Sop, own: TemplatePlace[]) {
  return sop.steps.filter((step) => step.acts.length > 0).map((step) => ({
    value: `${sop.code}/${step.name}`,
    text: `${step.row}. ${step.activity}${own.some((one) => one.sop === sop.code && one.step === step.name) ? ` (${t('kata sendiri')})` : ''}`,
  }))
}

function PlaceName({ sops, place }: { sops: Sop[]; place: TemplatePlace }) {
  const { t } = useView()
  const sop = sops.find((one) => one.code === place.sop)
  const step = sop?.steps.find((one) => one.name === place.step)
  return step ? <>{sop!.shortTitle} · {step.row}. {step.activity}</> : <>{place.sop} · {place.step} <Badge tone="paused">{t('Tidak ada lagi pada SOP yang berlaku')}</Badge></>
}

function KindCard({ shown, at }: { shown: ShownTemplate; at: TemplatePlace | undefined }) {
  const { t } = useView()
  const { kind, chosen, preview, typed } = shown
  const template = typed?.template ?? chosen
  const faults = typed?.faults ?? []
  return (
    <Card title={kindNames(t)[kind]} id={kind}>
      <p>{chosen.own ? <Badge tone="draft">{at ? t('Kata langkah ini') : t('Kata sendiri')}</Badge> : <Badge tone="neutral">{at ? t('Mengikuti kata umum') : t('Kata bawaan')}</Badge>}</p>
      {typed && faults.length === 0 ? <Notice announce><p>{t('Pratinjau. Belum disimpan.')}</p></Notice> : null}
      <p><strong>{preview.title}</strong></p>
      <Prose text={preview.text} />
      <Details summary={t('Ubah')} open={typed !== undefined}>
        <ErrorSummary faults={faults} fieldPrefix={kind} />
        <Form action={`/pesan/templat#${kind}`} values={{ 'judul-pesan': template.title, 'isi-pesan': template.text }} faults={faults} fieldPrefix={kind}>
          <input type="hidden" name="jenis" value={kind} />
          {at ? <input type="hidden" name="langkah" value={`${at.sop}/${at.step}`} /> : null}
          <TextField name="judul-pesan" label={t('Judul pesan')} maxLength={200} />
          <LongTextField name="isi-pesan" label={t('Isi pesan')} maxLength={1000} rows={3} />
          <Buttons>
            <Button kind="plain" name="tindakan" value="simpan">{t('Simpan')}</Button>
            <Button kind="back" name="tindakan" value="pratinjau">{t('Pratinjau')}</Button>
            {chosen.own ? <Button kind="stop" name="tindakan" value="kembalikan">{at ? t('Kembalikan ke kata umum') : t('Kembalikan ke kata bawaan')}</Button> : null}
          </Buttons>
        </Form>
      </Details>
    </Card>
  )
}

function kindNames(t: Translate): Record<MessageKind, string> {
  return {
    diterima: t('Tanda terima'), kabar: t('Kabar perjalanan laporan'), pertanyaan: t('Pertanyaan kepada pelapor'), jawaban: t('Jawaban'), balasan: t('Balasan otomatis'),
    tugas: t('Giliran petugas'), pengingat: t('Pengingat tenggat'), 'masa-berlaku': t('Masa berlaku segera habis'), terlambat: t('Tenggat terlewati'), eskalasi: t('Eskalasi'), penugasan: t('Penugasan petugas'), ringkasan: t('Ringkasan pagi'),
  }
}
