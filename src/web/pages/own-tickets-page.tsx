import type { Sop } from '../../domains/sop/index.ts'
import { type PublishedTicket, standsAt, type Ticket } from '../../domains/tickets/index.ts'
import { Badge, Button, Card, DueDate, EmptyState, Moment, Pager, useView } from '../../ui/index.ts'
import { AppCard } from './app-card.tsx'
import { StateBadge } from './reporter-ticket-page.tsx'

/** All that the signed-in citizen has reported, newest first. */
export function OwnTicketsPage({ tickets, sops, followed, next, now }: { tickets: Ticket[]; sops: Sop[]; followed: (PublishedTicket & { joined: boolean })[]; next?: string; now: Date }) {
  const { t } = useView()
  return (
    <>
      <div class="cluster cluster--apart">
        <h1>{t('Laporan saya')}</h1>
        <Button href="/lapor" icon="pen">{t('Buat laporan')}</Button>
      </div>
      {tickets.length === 0 ? <EmptyState title={t('Anda belum membuat laporan')} text={t('Laporan yang Anda kirim akan tampil di sini beserta perjalanannya.')} /> : null}
      {tickets.map((ticket, at) => (
        <Card key={ticket.id} title={ticket.title} href={`/tiket/${ticket.number}`}>
          <p class="cluster">
            <StateBadge ticket={ticket} />
            <span class="quiet">{ticket.number} · <Moment at={ticket.openedAt} form="short" /></span>
          </p>
          {ticket.state.open ? <p>{standsAt(sops[at]!, ticket.state.step)}</p> : null}
          {ticket.state.open && ticket.dueAt ? <p><span class="quiet">{t('Tenggat')} </span><DueDate due={ticket.dueAt} now={now} form="short" /></p> : null}
        </Card>
      ))}
      <Followed followed={followed} />
      <p class="quiet"><a href="/saluran">{t('Atur lewat mana Anda diberi tahu')}</a> · <a href="/akun/data">{t('Data saya')}</a></p>
      <Pager next={next && `/laporan-saya?setelah=${next}`} />
      <AppCard />
    </>
  )
}

/** Public reports of others that the citizen follows or has joined. */
function Followed({ followed }: { followed: (PublishedTicket & { joined: boolean })[] }) {
  const { t } = useView()
  if (followed.length === 0) return null
  return (
    <>
      <h2>{t('Laporan yang saya ikuti')}</h2>
      {followed.map((ticket) => (
        <Card key={ticket.id} title={ticket.title} href={`/laporan/${ticket.number}`} level={3}>
          <p class="cluster">
            {ticket.answer && !ticket.reopened ? <Badge tone="done">{t('Dijawab')}</Badge> : <Badge tone="running">{t('Sedang diproses')}</Badge>}
            {ticket.joined ? <Badge tone="neutral">{t('Anda ikut')}</Badge> : null}
            <span class="quiet">{ticket.number} · <Moment at={ticket.openedAt} form="short" /></span>
          </p>
        </Card>
      ))}
    </>
  )
}
