import { formatSpan } from '../../domains/calendar/index.ts'
import { leastPasses, type StepFigures } from '../../domains/reports/index.ts'
import type { Step } from '../../domains/sop/index.ts'
import { useView } from '../../ui/index.ts'

/** How a step went, in three short lines; a step that nobody leaves by an act of theirs (the first, the last) has none. */
export function FiguresText({ step, figures }: { step: Step; figures: StepFigures | undefined }) {
  const { t, language } = useView()
  if (step.symbol === 'start' || step.acts.length === 0) return <>–</>
  const passes = figures?.passes ?? 0
  if (!figures || passes < leastPasses) return <span class="quiet">{t('Belum cukup data ({n} kali)', { n: passes })}</span>
  return (
    <>
      <span class="block">{t('{n} kali', { n: passes })}</span>
      <span class="block">{t('median {waktu}', { waktu: formatSpan(figures.medianMs, language) })}</span>
      {figures.promised > 0 ? <strong class="block">{t('{n}% tepat waktu', { n: Math.floor((figures.kept / figures.promised) * 100) })}</strong> : null}
    </>
  )
}
