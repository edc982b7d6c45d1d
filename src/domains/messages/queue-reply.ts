import { sql } from 'kysely'
import { newId } from '../../kernel/ids.ts'
import type { Work } from '../../kernel/work.ts'
import { findTenant } from '../organisation/index.ts'
import type { Channel } from './carrier.ts'
import type { ContactOwner } from './contact.ts'
import { fillTemplate, readTemplates } from './letter-template.ts'
import { queueLetters } from './queue-letters.ts'

export interface ReplyOrder {
  owner: ContactOwner
  channel: Channel
  text: string
  /** The same key is the same reply, however often the message behind it is handled. */
  key: string
  /** Which of the owner's addresses on that channel. */
  slot?: string
  /** The ticket that it is about. */
  subjectId?: string
}

/**
 * Queues an answer to something that somebody wrote to us (kind `balasan`), to their address on that channel, on or off: they asked. Part of the
 * caller's transaction.
 */
export async function queueReply(work: Work, order: ReplyOrder): Promise<void> {
  const tenant = await findTenant(work.db, work.tenant)
  if (!tenant) throw new Error(`tenant ${work.tenant} is not loaded`)
  const templates = await readTemplates(work)
  const letter = fillTemplate(templates.choose({ kind: 'balasan' }), { nomor: '', judul: '', isi: order.text, tautan: '', pemerintah: tenant.government })
  const { rows } = await sql`
    insert into letter (tenant_id, id, subject_id, kind, channel, owner_kind, owner_id, slot, title, text, idempotency_key, queued_at, not_before)
    values (${work.tenant}, ${newId(work.now)}, ${order.subjectId ?? null}::uuid, 'balasan', ${order.channel}, ${order.owner.kind}, ${order.owner.id}, ${order.slot ?? ''}, ${letter.title},
      ${letter.text}, ${order.key}, ${work.now}, ${work.now})
    on conflict (tenant_id, idempotency_key) do nothing returning 1`.execute(work.db)
  if (rows.length > 0) work.announce('letter', work.tenant)
}

/**
 * Queues what was told to the reporter of a ticket in this very moment to addresses that became known only after it; an address that has its letter
 * gets no second.
 */
export async function queueForNewContact(work: Work, subjectId: string): Promise<void> {
  const told = sql`told as (select * from message where tenant_id = ${work.tenant} and subject_id = ${subjectId} and to_kind = 'reporter' and at = ${work.now})`
  await queueLetters(work, { told, quietUntil: work.now })
}
