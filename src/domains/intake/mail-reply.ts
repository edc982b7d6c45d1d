import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { Incoming } from './incoming.ts'
import { replyTo } from './reply.ts'

/** Answers that one address gets in a day at most, however much it writes: two machines must not write to each other for ever. */
const mostReplies = 3

/**
 * Answers the sender of a mail, beside the receipts of their tickets: three times a day at most for each address, and nothing where the mail names
 * no sender.
 */
export async function replyToMail(work: Work, message: Incoming, reply: { text: string; ticketId?: string }): Promise<void> {
  if (message.from === '' || (await repliesToday(work, message)) >= mostReplies) return
  await replyTo(work, message, reply)
}

async function repliesToday(work: Work, { addressHash }: Incoming): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from contact c
    join letter l on l.tenant_id = c.tenant_id and l.owner_kind = c.owner_kind and l.owner_id = c.owner_id and l.channel = 'email' and l.kind = 'balasan'
    where c.tenant_id = ${work.tenant} and c.channel = 'email' and c.address_hash = ${addressHash} and l.queued_at > ${new Date(work.now.getTime() - 86_400_000)}`.execute(work.db)
  return rows[0]!.n
}
