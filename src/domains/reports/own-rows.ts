import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'

/** What was told to a citizen about a ticket. */
export interface OwnMessage {
  at: Date
  number: string | null
  text: string
}

/** Messages to a person about these tickets of theirs and those that they follow, oldest first. */
export async function ownMessages(work: Work, personId: string, ticketIds: string[]): Promise<OwnMessage[]> {
  const { rows } = await sql<OwnMessage>`
    select m.at, t.number, m.text from message m left join ticket t on t.tenant_id = m.tenant_id and t.id = m.subject_id
    where m.tenant_id = ${work.tenant} and m.person_id = ${personId} and (m.to_kind = 'follower' or m.subject_id = any(${ticketIds}::uuid[])) order by m.at, m.id limit 5000`.execute(work.db)
  return rows
}

/** An entry in a register, an official letter, or an electronic certificate: they stay after the account is closed. */
export interface OwnProduct {
  kind: 'register' | 'letter' | 'certificate'
  name: string
  number: string | null
  at: Date
  values: Record<string, string>
}

/** What services have yielded for a person. */
export async function ownProducts(work: Work, personId: string): Promise<OwnProduct[]> {
  const { rows } = await sql<OwnProduct>`
    select 'register' as kind, coalesce(r.definition ->> 'name', p.register) as name, p.number, p.issued_at as at, p."values" as values from product p
      left join product_register r on r.tenant_id = p.tenant_id and r.code = p.register where p.tenant_id = ${work.tenant} and p.holder_person = ${personId}
    union all
    select 'letter', n.subject, n.number, n.sent_at, '{}' from naskah n join ticket t on t.tenant_id = n.tenant_id and t.id = n.ticket_id
      where n.tenant_id = ${work.tenant} and t.reporter_id = ${personId} and n.sent_at is not null
    union all
    select 'certificate', c.email, c.serial, c.issued_at, jsonb_build_object('nama', c.common_name) from certificate c where c.tenant_id = ${work.tenant} and c.person_id = ${personId}
    order by 4`.execute(work.db)
  return rows
}

/** Those of these tickets whose service was rated. */
export async function ratedTickets(work: Work, ticketIds: string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select ticket_id as id from survey_given where tenant_id = ${work.tenant} and ticket_id = any(${ticketIds}::uuid[])`.execute(work.db)
  return new Set(rows.map((row) => row.id))
}
