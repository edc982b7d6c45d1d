import type { ToldMessage } from '../../domains/messages/index.ts'
import { Badge, Card, Details, Moment, useView } from '../../ui/index.ts'
import type { OfficerTicket } from '../officer-ticket.ts'

type ToldCardProps = Pick<OfficerTicket, 'messages' | 'units' | 'posts'>

const shownAtOnce = 8

/** Who was told of the ticket, as what (its turn, a reminder, a breach, an escalation) and when, and who has read it; the newest first. */
export function ToldCard(props: ToldCardProps) {
  const { t } = useView()
  const newest = props.messages.toReversed()
  if (newest.length === 0) return null
  const earlier = newest.slice(shownAtOnce)
  return (
    <Card title={t('Siapa yang sudah diberi tahu')} kind="quiet" id="diberi-tahu">
      <ToldList {...props} messages={newest.slice(0, shownAtOnce)} />
      {earlier.length > 0 ? <Details summary={t('Sebelumnya ({jumlah})', { jumlah: earlier.length })}><ToldList {...props} messages={earlier} /></Details> : null}
    </Card>
  )
}

function ToldList({ messages, units, posts }: ToldCardProps) {
  const { t } = useView()
  return (
    <ul>
      {messages.map((message) => (
        <li key={message.id}>
          <KindBadge kind={message.kind} /> {posts.get(message.post ?? '') ?? message.post} · {units.get(message.unit ?? '') ?? message.unit}{' '}
          <span class="quiet"><Moment at={message.at} form="short" /> {message.readAt ? t('· dibaca') : t('· belum dibaca')}</span>
        </li>
      ))}
    </ul>
  )
}

function KindBadge({ kind }: Pick<ToldMessage, 'kind'>) {
  const { t } = useView()
  if (kind === 'pengingat') return <Badge tone="running">{t('Pengingat')}</Badge>
  if (kind === 'terlambat') return <Badge tone="overdue">{t('Lewat tenggat')}</Badge>
  return kind === 'eskalasi' ? <Badge tone="overdue">{t('Eskalasi')}</Badge> : null
}
