import type { Sop, Typed } from '../../domains/sop/index.ts'
import { Notice, Prose, useView } from '../../ui/index.ts'

/** What could not be sent any more, with all that was typed, to be read and copied. */
export function Conflict({ retry, sop }: { retry: { values: Typed; conflict?: string }; sop: Sop }) {
  const { t } = useView()
  if (!retry.conflict) return null
  const names = new Map([['balasan', t('Jawaban Anda')], ['tambahan', t('Keterangan tambahan')], ['alasan-cabut', t('Alasan')], ['alasan-buka-lagi', t('Apa yang belum terjawab?')], ...sop.fields.map((field) => [field.name, field.label] as const)])
  const typed = [...names].map(([name, label]) => ({ label, text: [retry.values[name]].flat().join(' ').trim() })).filter(({ text }) => text !== '')
  return (
    <>
      <Notice tone="warn" announce><p>{retry.conflict}</p></Notice>
      {typed.map(({ label, text }) => (
        <section key={label} class="flow">
          <p class="quiet">{t('Yang Anda tulis: {isian}', { isian: label })}</p>
          <Prose text={text} />
        </section>
      ))}
    </>
  )
}
