import type { Fault } from '../kernel/refusal.ts'
import { fieldId } from './form.tsx'
import { useView } from './view.ts'

/**
 * All faults of a form at its top, each a link to its field. Draws nothing when there is none; takes the focus when JavaScript runs.
 * `fieldPrefix` is that of its form.
 */
export function ErrorSummary({ faults, fieldPrefix }: { faults: Fault[]; fieldPrefix?: string }) {
  const { t } = useView()
  if (faults.length === 0) return null
  return (
    <div class="error-summary" role="alert" tabIndex={-1} data-focus>
      <h2>{t('Ada yang perlu diperbaiki')}</h2>
      <ul>
        {faults.map((fault) => (
          <li key={fault.field + fault.text}>{fault.field ? <a href={`#${fieldId(fault.field, fieldPrefix)}`}>{fault.text}</a> : fault.text}</li>
        ))}
      </ul>
    </div>
  )
}
