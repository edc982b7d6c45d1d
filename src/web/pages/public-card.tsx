import { Card, Details, useView } from '../../ui/index.ts'
import type { OfficerRetry, OfficerTicket } from '../officer-ticket.ts'
import { PublishedTicketBody } from './published-ticket-body.tsx'

/** The way to a ticket's public side, for who decides on it. */
export function PublicCard({ ticket, publicFiles }: OfficerTicket) {
  const { t } = useView()
  if (!publicFiles) return null
  return (
    <Card title={t('Tampilan umum')} id="umum">
      <p>{ticket.publishedAt ? t('Laporan ini dapat dibaca semua orang.') : t('Sebelum terbit, periksa apa yang akan dilihat semua orang.')}</p>
      <p><a href={`/kotak-masuk/${ticket.number}/umum`}>{t('Lihat dan samarkan')}</a></p>
    </Card>
  )
}

/** In an act's preview: what everybody would see after it, pictures and all. */
export function PublicPreview({ ticket, sop, units, village, publicFiles, retry }: OfficerTicket & { retry: OfficerRetry }) {
  const { t } = useView()
  const shown = retry.preview?.published
  if (!shown) return null
  const base = `/kotak-masuk/${ticket.number}/umum`
  return (
    <Details summary={t('Tampilan umum')}>
      <div class="flow">
        <p><strong>{shown.title}</strong></p>
        <PublishedTicketBody ticket={shown} sop={sop} unit={shown.unit && units.get(shown.unit)} village={village} files={publicFiles ?? []} base={`${base}/berkas`} />
        {publicFiles ? <p><a href={base}>{t('Lihat dan samarkan')}</a></p> : null}
      </div>
    </Details>
  )
}
