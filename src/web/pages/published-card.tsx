import type { PublishedTicket } from '../../domains/tickets/index.ts'
import { Badge, Card, Moment, useView } from '../../ui/index.ts'

/** One published complaint in a list. */
export function PublishedCard({ ticket, unit }: { ticket: PublishedTicket; unit: string | undefined }) {
  const { t } = useView()
  return (
    <Card title={ticket.title} href={`/laporan/${ticket.number}`} level={3}>
      <p>{shorten(ticket.story, 160)}</p>
      <p class="cluster">
        {ticket.answer ? <Badge tone="done">{t('Dijawab')}</Badge> : <Badge tone="running">{t('Sedang diproses')}</Badge>}
        <span class="quiet">
          {unit ? `${unit} · ` : ''}
          <Moment at={ticket.publishedAt} form="day" />
        </span>
      </p>
    </Card>
  )
}

/** At most `most` letters, cut at a word. */
export function shorten(text: string, most: number): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  if (flat.length <= most) return flat
  return `${flat.slice(0, most).replace(/\s\S*$/, '')}…`
}
