import type { ComponentChildren } from 'preact'

/** Numbered steps: what happens next, or how it works. */
export function NextSteps({ steps, across = false }: { steps: { title: string; text?: ComponentChildren }[]; across?: boolean }) {
  return (
    <ol class={across ? 'next-steps next-steps--across' : 'next-steps'}>
      {steps.map((step) => (
        <li key={step.title}>
          <strong>{step.title}</strong>
          {step.text ? <span>{step.text}</span> : null}
        </li>
      ))}
    </ol>
  )
}
