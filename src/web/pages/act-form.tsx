import type { Fault } from '../../kernel/refusal.ts'
import type { AvailableAct, Sop, Typed } from '../../domains/sop/index.ts'
import { Button, Details, ErrorSummary, Form, useView } from '../../ui/index.ts'
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

function ActBody({ sop, available, action, version, formKey, choices, leadsTo, retry, begin, strong }: ActFormProps) {
  const { t } = useView()
  const { act } = available
  const uses = act.fill.flatMap((use) => sop.fields.filter((f) => f.name === use.field).map((field) => ({ use, field })))
  return (
    <>
      {strong ? <h3>{act.label}</h3> : null}
      {act.help ? <p class="help">{act.help}</p> : null}
      {retry ? <ErrorSummary faults={retry.faults} fieldPrefix={`${act.name}-`} /> : null}
      <Form action={action} values={retry?.values ?? begin ?? {}} faults={retry?.faults ?? []} idempotencyKey={formKey} fieldPrefix={`${act.name}-`} files={uses.some(({ field }) => field.type === 'files')} offline>
        <input type="hidden" name="versi" value={version} />
        {uses.map(({ use, field }) => <SopField key={field.name} field={field} use={use} choices={choices} />)}
        {leadsTo ? <p class="quiet">{t('Selanjutnya: {langkah}', { langkah: leadsTo })}</p> : null}
        <Button kind={strong ? 'main' : act.tone === 'stop' ? 'stop' : 'plain'}>{act.label}</Button>
      </Form>
    </>
  )
}
