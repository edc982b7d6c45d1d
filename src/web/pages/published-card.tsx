import type { PublishedHit, PublishedTicket } from '../../domains/tickets/index.ts'
import { Badge, Card, FoundText, Moment, useView } from '../../ui/index.ts'

/** One published complaint in a list; where it was searched for, with the words that were found. */
export function PublishedCard({ ticket, unit, found }: { ticket: PublishedTicket; unit: string | undefined; found?: PublishedHit }) {
  const { t } = useView()
  return (
    <Card title={found ? <FoundText pieces={found.title} /> : ticket.title} href={`/laporan/${ticket.number}`} level={3}>
      <p>{found ? <FoundText pieces={found.excerpt} /> : shorten(ticket.story, 160)}</p>
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
