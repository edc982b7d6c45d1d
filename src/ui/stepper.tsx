import { Icon } from './icon.tsx'
import { useView } from './view.ts'

/** One step of an SOP, as far as this ticket has come. */
export interface StepperStep {
  text: string
  state: 'done' | 'current' | 'next'
  /** The role that does it. */
  who?: string
}

/** The steps of an SOP and how far a ticket has come. */
export function Stepper({ steps, label }: { steps: StepperStep[]; label?: string }) {
  const { t } = useView()
  const words = { done: t('selesai'), current: t('sedang berjalan'), next: t('berikutnya') }
  return (
    <ol class="stepper" aria-label={label ?? t('Langkah SOP')}>
      {steps.map((step, at) => (
        <li key={at} class={`stepper-step stepper-step--${step.state}`} aria-current={step.state === 'current' ? 'step' : undefined}>
          <span class="stepper-mark">{step.state === 'done' ? <Icon name="check" /> : at + 1}</span>
          <span class="stepper-text">
            {step.text}
            <span class="hidden-text"> ({words[step.state]})</span>
            {step.who ? <small>{step.who}</small> : null}
          </span>
        </li>
      ))}
    </ol>
  )
}
