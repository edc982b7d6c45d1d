import type { Disposition } from '../../domains/tickets/index.ts'
import type { OfficerTicket } from '../officer-ticket.ts'
import { Card, Moment, useView } from '../../ui/index.ts'

/** The dispositions of a ticket: who of the unit read each first, and each as a sheet to print. */
export function DispositionList({ number, dispositions, units, seen }: { number: string; dispositions: Disposition[]; units: Map<string, string>; seen: OfficerTicket['seen'] }) {
  const { t } = useView()
  if (dispositions.length === 0) return null
  return (
    <Card title={t('Lembar disposisi')} kind="quiet" id="disposisi">
      <ul class="parts">
        {dispositions.map((one, index) => {
          const read = seen.find((opening) => opening.unit === one.to.unit && opening.at >= one.at && !(dispositions[index + 1] && opening.at > dispositions[index + 1]!.at))
          const to = [one.to.roles.join(', '), one.to.unit && (units.get(one.to.unit) ?? one.to.unit)].filter(Boolean).join(', ')
          const address = `/kotak-masuk/${number}/disposisi/${one.seq}.pdf`
          return (
            <li key={one.seq} class="flow">
              <p>{one.from.role} → {to} <span class="quiet"><Moment at={one.at} form="short" /></span></p>
              {one.to.unit ? <p class="quiet">{read ? <>{t('Dibaca oleh {nama}', { nama: read.officer ?? t('petugas') })} <Moment at={read.at} form="short" /></> : t('Belum dibaca')}</p> : null}
              <p class="cluster"><a href={address} aria-label={t('Cetak disposisi kepada {tujuan} di kertas A5', { tujuan: to })}>{t('Cetak A5')}</a> <a href={`${address}?kertas=a4`} aria-label={t('Cetak disposisi kepada {tujuan} di kertas A4', { tujuan: to })}>{t('Cetak A4')}</a></p>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
