import { type RawBuilder, sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { MessageKind } from './letter-template.ts'

/** Reminders wait for the morning; everything else is sent at once. */
const quietKinds = new Set<MessageKind>(['pengingat', 'masa-berlaku', 'penugasan', 'ringkasan'])

export interface QueueOrder {
  /** A common table expression named `told` of the rows of `message` to be sent; one before it may write them. */
  told: RawBuilder<unknown>
  /** The first moment at which quiet kinds may be sent. */
  quietUntil: Date
}

/**
 * Turns messages into letters: one for each address that its readers have and use. In the transaction of the act, so that both are there or neither. For an officer
 * the letters go to who holds the post today.
 */
export async function queueLetters(work: Work, order: QueueOrder): Promise<void> {
  const { rows } = await sql<{ made: boolean }>`
    with ${order.told},
    readers as (
      select id as message_id, 'ticket' as owner_kind, subject_id as owner_id from told where to_kind = 'reporter'
      union all
      select id, 'person', person_id from told where to_kind in ('reporter', 'follower') and person_id is not null
      union all
      select distinct t.id, 'officer', a.officer_id from told t join assignment a on a.tenant_id = t.tenant_id and a.post = t.post and a.unit = t.unit
        and a.valid_from <= (${work.now}::timestamptz at time zone 'UTC')::date + 1 and (a.valid_until is null or a.valid_until >= (${work.now}::timestamptz at time zone 'UTC')::date)
        join officer o on o.tenant_id = a.tenant_id and o.id = a.officer_id and o.active
      where t.to_kind = 'post'),
    -- A reporter whose ticket came from the number of their account is told once.
    addresses as (
      select distinct on (r.message_id, c.channel, c.address_hash) r.message_id, c.owner_kind, c.owner_id, c.channel, c.slot
      from readers r join contact c on c.tenant_id = ${work.tenant} and c.owner_kind = r.owner_kind and c.owner_id = r.owner_id and c.enabled
      order by r.message_id, c.channel, c.address_hash, c.owner_kind),
    made as (
      insert into letter (tenant_id, id, message_id, subject_id, kind, channel, owner_kind, owner_id, slot, title, text, survey, idempotency_key, queued_at, not_before)
      select ${work.tenant}, uuid_at(${work.now}), t.id, t.subject_id, t.kind, a.channel, a.owner_kind, a.owner_id, a.slot, t.letter_title, t.letter_text, t.letter_survey,
        t.id || '/' || a.channel || '/' || a.owner_id || '/' || a.slot, ${work.now},
        case when t.kind in (${sql.join([...quietKinds].map((kind) => sql.lit(kind)))}) then greatest(${order.quietUntil}::timestamptz, ${work.now}) else ${work.now}::timestamptz end
      from addresses a join told t on t.id = a.message_id
      on conflict (tenant_id, idempotency_key) do nothing returning 1)
    select exists (select from made) as made`.execute(work.db)
  if (rows[0]?.made) work.announce('letter', work.tenant)
}
