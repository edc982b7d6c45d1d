import type { AvailableAct, Sop } from '../../domains/sop/index.ts'
import { Notice, Prose, useView } from '../../ui/index.ts'
import type { OfficerRetry } from '../officer-ticket.ts'

interface FasterNoticeProps {
  sop: Sop
  acts: AvailableAct[]
  retry: OfficerRetry
}

/** Says who was faster. Where the act went with it, what was typed stands here to be read and copied, since no form is left to hold it. */
export function FasterNotice({ sop, acts, retry }: FasterNoticeProps) {
  const { t } = useView()
  if (!retry.conflict) return null
  const gone = !acts.some((available) => available.act.name === retry.act)
  const typed = gone ? sop.fields.flatMap((field) => (/text$/.test(field.type) ? [{ label: field.label, text: [retry.values[field.name]].flat().join(' ').trim() }] : [])) : []
  return (
    <>
      <Notice tone="warn" announce><p>{retry.conflict}</p></Notice>
      {typed.filter(({ text }) => text !== '').map(({ label, text }) => (
        <section key={label} class="flow">
          <p class="quiet">{t('Yang Anda tulis: {isian}', { isian: label })}</p>
          <Prose text={text} />
        </section>
      ))}
    </>
  )
}
