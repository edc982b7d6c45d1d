import { type RawBuilder, sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'

export interface EraseMail {
  personId: string
  /** Their tickets. */
  ticketIds: string[]
  /** Takes what names the person out of a text. */
  clean(text: string): string
}

const gone = '(dihapus: akun ditutup)'

/**
 * Erases a person from messages and letters: their addresses and those of their tickets are forgotten, what was told to them is blanked and what waits to be sent is given up;
 * what officers were told about their tickets stays without their name. Part of the caller's transaction.
 */
export async function eraseMail(work: Work, { personId, ticketIds, clean }: EraseMail): Promise<void> {
  const own = sql`tenant_id = ${work.tenant} and ((owner_kind = 'person' and owner_id = ${personId}) or (owner_kind = 'ticket' and owner_id = any(${ticketIds}::uuid[])))`
  await sql`delete from contact where ${own}`.execute(work.db)
  await sql`
    update letter set title = '', text = ${gone}, sealed = null, address_masked = null, last_error = null, lease_until = null, state = case when state in ('queued', 'sending', 'held') then 'dead' else state end
    where ${own}`.execute(work.db)
  await sql`
    update message set text = ${gone}, letter_title = '', letter_text = ''
    where tenant_id = ${work.tenant} and ((to_kind = 'follower' and person_id = ${personId}) or (to_kind = 'reporter' and subject_id = any(${ticketIds}::uuid[])))`.execute(work.db)
  await cleanRows(work, { table: 'message', columns: ['text', 'letter_title', 'letter_text'], where: sql`subject_id = any(${ticketIds}::uuid[]) and to_kind <> 'reporter'`, clean })
  await cleanRows(work, { table: 'letter', columns: ['title', 'text'], where: sql`subject_id = any(${ticketIds}::uuid[])`, clean })
}

interface CleanOrder {
  table: 'message' | 'letter'
  columns: string[]
  where: RawBuilder<unknown>
  clean(text: string): string
}

async function cleanRows(work: Work, { table, columns, where, clean }: CleanOrder): Promise<void> {
  const { rows } = await sql<{ id: string } & Record<string, string>>`
    select id, ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(table)} where tenant_id = ${work.tenant} and ${where}`.execute(work.db)
  for (const row of rows) {
    const changed = columns.filter((column) => clean(row[column]!) !== row[column])
    if (changed.length === 0) continue
    const set = sql.join(changed.map((column) => sql`${sql.ref(column)} = ${clean(row[column]!)}`))
    await sql`update ${sql.table(table)} set ${set} where tenant_id = ${work.tenant} and id = ${row.id}`.execute(work.db)
  }
}
