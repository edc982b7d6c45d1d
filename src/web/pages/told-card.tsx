import { Card, Moment, useView } from '../../ui/index.ts'
import type { OfficerTicket } from '../officer-ticket.ts'

/** Who was told of the ticket, and who has read it. */
export function ToldCard({ messages, units, posts }: Pick<OfficerTicket, 'messages' | 'units' | 'posts'>) {
  const { t } = useView()
  if (messages.length === 0) return null
  return (
    <Card title={t('Siapa yang sudah diberi tahu')} kind="quiet">
      <ul>
        {messages.map((message) => (
          <li key={message.id}>
            {posts.get(message.post ?? '') ?? message.post} · {units.get(message.unit ?? '') ?? message.unit}{' '}
            <span class="quiet"><Moment at={message.at} form="short" /> {message.readAt ? t('· dibaca') : t('· belum dibaca')}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
