import type { ComponentChildren } from 'preact'
import type { Fault } from '../../kernel/refusal.ts'
import { type AvailableAct, type Facts, type Field, type FieldUse, isRequired, type Sop, type Typed } from '../../domains/sop/index.ts'
import type { CannedAnswer, StepPreview } from '../../domains/tickets/index.ts'
import { Button, Buttons, Details, ErrorSummary, Form, useView } from '../../ui/index.ts'
import { answerField, CannedPicker, canPreview, PreviewButton, PreviewPanel } from './act-tools.tsx'
import { type FieldChoices, SopField } from './sop-field.tsx'

interface ActFormProps {
  sop: Sop
  available: AvailableAct
  action: string
  version: number
  formKey: string
  choices: FieldChoices
  /** Where this act leads, in words. */
  leadsTo?: string
  /** What was typed before, and what was wrong with it. */
  retry?: { values: Typed; faults: Fault[] }
  /** Values to begin with: a draft to correct. */
  begin?: Typed
  strong?: boolean
  /** What is known of the ticket: fields that it makes needless are folded away, and those that it asks for are required. */
  facts?: Facts
  /** For officers: answers to begin from, names of units, what the reporter would get, and what everybody would see. */
  office?: { canned: CannedAnswer[]; units: Map<string, string>; preview?: StepPreview | undefined; shown?: ComponentChildren }
}

/** One act as a form: what it needs, what it does, where it leads. Acts other than the main one are folded until wanted. */
export function ActForm(props: ActFormProps) {
  const { available, strong, retry } = props
  const body = <ActBody {...props} />
  if (strong) return <section class="act act--main">{body}</section>
  return (
    <section class="act">
      <Details summary={available.act.label} open={retry !== undefined}>
        {body}
      </Details>
    </section>
  )
}

function ActBody({ sop, available, action, version, formKey, choices, leadsTo, retry, begin, strong, office, facts }: ActFormProps) {
  const { t } = useView()
  const { act } = available
  const field = answerField(act)
  const uses = act.fill.flatMap((use) => sop.fields.filter((f) => f.name === use.field).map((field) => ({ use: settle(use, act.fill, facts), field })))
  const needless = uses.filter(({ use, field }) => use.needless && !retry?.faults.some((fault) => fault.field === field.name))
  return (
    <>
      {strong ? <h3>{act.label}</h3> : null}
      {act.help ? <p class="help">{act.help}</p> : null}
      {retry ? <ErrorSummary faults={retry.faults} fieldPrefix={`${act.name}-`} /> : null}
      <Form action={action} values={retry?.values ?? begin ?? {}} faults={retry?.faults ?? []} idempotencyKey={formKey} fieldPrefix={`${act.name}-`} files={uses.some(({ field }) => field.type === 'files')} offline={!uses.some(({ field }) => field.type === 'passphrase')}>
        <input type="hidden" name="versi" value={version} />
        {office && field ? <CannedPicker action={action} prefix={`${act.name}-`} field={field} {...office} /> : null}
        {uses.filter((one) => !needless.includes(one)).map(({ use, field }) => <SopField key={field.name} field={field} use={use} choices={choices} fields={sop.fields} />)}
        {needless.length > 0 ? <Details summary={t('Ganti isian lain (boleh dilewati)')}>{needless.map(({ use, field }) => <SopField key={field.name} field={field} use={use} choices={choices} fields={sop.fields} />)}</Details> : null}
        {leadsTo ? <p class="quiet">{t('Selanjutnya: {langkah}', { langkah: leadsTo })}</p> : null}
        {office?.preview ? <PreviewPanel preview={office.preview}>{office.shown}</PreviewPanel> : null}
        <Buttons>
          <Button kind={strong ? 'main' : act.tone === 'stop' ? 'stop' : 'plain'}>{act.label}</Button>
          {office && canPreview(sop, act) ? <PreviewButton action={action} /> : null}
        </Buttons>
      </Form>
    </>
  )
}

type SettledUse = FieldUse & { needless?: true }

/** A condition on what is known already is no condition any more: the field is required, or needless. */
function settle(use: FieldUse, asked: FieldUse[], facts: Facts | undefined): SettledUse {
  if (typeof use.required === 'boolean' || !facts || Object.keys(use.required).some((name) => asked.some((one) => one.field === name))) return use
  return isRequired(use, facts) ? { ...use, required: true } : { ...use, required: false, needless: true }
}

/** What a form of the reporter's begins with: what they wrote in its fields before. Files and passphrases are asked anew. */
export function beginAgain(sop: Sop, { act }: AvailableAct, facts: Facts): Typed {
  const kept = (field: Field) => field.type !== 'files' && field.type !== 'passphrase'
  return Object.fromEntries(act.fill.flatMap(({ field: name }) => {
    const field = sop.fields.find((one) => one.name === name)
    const fact = facts[name]
    return field && kept(field) && fact !== undefined ? [[name, Array.isArray(fact) ? fact : typeof fact === 'boolean' ? (fact ? 'ya' : 'tidak') : String(fact)]] : []
  }))
}
