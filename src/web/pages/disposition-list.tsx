import type { Disposition } from '../../domains/tickets/index.ts'
import { Card, Moment, useView } from '../../ui/index.ts'

/** The dispositions of a ticket, each as a sheet to print. */
export function DispositionList({ number, dispositions, units }: { number: string; dispositions: Disposition[]; units: Map<string, string> }) {
  const { t } = useView()
  if (dispositions.length === 0) return null
  return (
    <Card title={t('Lembar disposisi')} kind="quiet" id="disposisi">
      <ul class="parts">
        {dispositions.map((one) => {
          const to = [one.to.roles.join(', '), one.to.unit && (units.get(one.to.unit) ?? one.to.unit)].filter(Boolean).join(', ')
          const address = `/kotak-masuk/${number}/disposisi/${one.seq}.pdf`
          return (
            <li key={one.seq} class="flow">
              <p>{one.from.role} → {to} <span class="quiet"><Moment at={one.at} form="short" /></span></p>
              <p class="cluster"><a href={address} aria-label={t('Cetak disposisi kepada {tujuan} di kertas A5', { tujuan: to })}>{t('Cetak A5')}</a> <a href={`${address}?kertas=a4`} aria-label={t('Cetak disposisi kepada {tujuan} di kertas A4', { tujuan: to })}>{t('Cetak A4')}</a></p>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
