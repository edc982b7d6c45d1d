import type { ComponentChildren } from 'preact'
import type { Act, Sop } from '../../domains/sop/index.ts'
import type { CannedAnswer, StepPreview } from '../../domains/tickets/index.ts'
import { Details, Prose, useView } from '../../ui/index.ts'

/** The field of an act that holds the answer, if there is one among those that it asks for. */
export function answerField(act: Act): string | undefined {
  const fields = act.effects.flatMap((effect) => ((effect.do === 'draft-answer' || effect.do === 'release-answer') && effect.field ? [effect.field] : []))
  return fields.find((name) => act.fill.some((use) => use.field === name))
}

/** Whether an act tells the reporter something, so that a preview says more than the form. What is signed has its own. */
export function canPreview(sop: Sop, act: Act): boolean {
  const reporters = ['reporter', ...sop.lanes.filter((lane) => lane.kind === 'reporter').map((lane) => lane.name)]
  const tells = act.effects.some((effect) => effect.do === 'release-answer' || effect.do === 'ask-reporter' || (effect.do === 'tell' && reporters.includes(effect.whom)))
  const seals = act.fill.some((use) => sop.fields.some((field) => field.name === use.field && field.type === 'passphrase'))
  return tells && !seals && !act.effects.some((effect) => effect.do === 'sign-naskah')
}

/** A canned answer to put into the answer. Its button draws the form again with the text in it; with JavaScript the text comes by itself. */
export function CannedPicker({ action, prefix, field, canned, units }: { action: string; prefix: string; field: string; canned: CannedAnswer[]; units: Map<string, string> }) {
  const { t } = useView()
  if (canned.length === 0) return <p class="help"><a href="/petugas/jawaban-siap">{t('Buat jawaban siap untuk yang sering ditulis')}</a></p>
  const groups = Map.groupBy(canned, (one) => one.unit)
  return (
    <div class="canned">
      <DefaultButton />
      <label for={`${prefix}siap`}>{t('Jawaban siap')}</label>
      <select class="input" id={`${prefix}siap`} name="siap">
        <option value="">{t('Pilih…')}</option>
        {[...groups].map(([unit, answers]) => (
          <optgroup key={unit} label={unit ? (units.get(unit) ?? unit) : t('Semua unit')}>
            {answers.map((one) => <option key={one.id} value={one.id}>{one.title}</option>)}
          </optgroup>
        ))}
      </select>
      <button class="button button--plain" type="submit" formAction={`${action}/sisipkan`} name="ke" value={field} data-aside data-insert={`${prefix}-${field}`} formNoValidate>
        <span>{t('Sisipkan')}</span>
      </button>
      <a class="canned-all" href="/petugas/jawaban-siap">{t('Atur jawaban siap')}</a>
    </div>
  )
}

// The key Enter in a field presses the first button of a form: that must be the act itself.
function DefaultButton() {
  return <button class="hidden-text" type="submit" tabIndex={-1} aria-hidden="true" />
}

/** Shows what the reporter would get; nothing is saved. */
export function PreviewButton({ action }: { action: string }) {
  const { t } = useView()
  return (
    <button class="button button--back" type="submit" formAction={`${action}/pratinjau`} data-aside formNoValidate>
      <span>{t('Pratinjau')}</span>
    </button>
  )
}

/** What the reporter would get, by each way; below it, what everybody would see. */
export function PreviewPanel({ preview, children }: { preview: StepPreview; children?: ComponentChildren }) {
  const { t } = useView()
  return (
    <section class="preview flow" role="status" aria-label={t('Pratinjau')} data-focus tabIndex={-1}>
      <h4>{t('Pratinjau: belum ada yang disimpan atau dikirim')}</h4>
      {preview.messages.length === 0 ? <p>{t('Tindakan ini tidak mengirim pesan kepada pelapor.')}</p> : null}
      {preview.messages.map((message, index) => (
        <div key={index} class="flow">
          <p class="preview-way">{t('Di halaman laporan')}</p>
          <Prose text={message.page} />
          <p class="preview-way">{t('SMS ({bagian} bagian, {huruf} huruf)', { bagian: message.sms.parts, huruf: message.sms.letters })}</p>
          <Prose text={message.sms.text} />
          <Details summary={t('Surel')}>
            <p><strong>{message.mail.subject}</strong></p>
            <Prose text={message.mail.body} />
          </Details>
        </div>
      ))}
      {preview.published ? <p class="quiet">{t('Laporan dan jawaban juga terbit untuk umum, tanpa nama pelapor.')}</p> : null}
      {children}
      <p class="quiet">{t('Kode rahasia pada tautan pelapor ditutup dengan tanda bintang.')}</p>
    </section>
  )
}
