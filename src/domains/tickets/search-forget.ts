import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { Sop } from '../sop/index.ts'
import type { Names } from './fill-braces.ts'
import { searchRow, updateSearchRow } from './search-row.ts'
import { searchWords } from './search-words.ts'
import type { Ticket } from './ticket.ts'

/** Takes words out of the search that a ticket no longer holds since its reporter was erased: nobody finds it by their name, and none is proposed while typing. */
export async function forgetWords(work: Work, { before, after, sop, names }: { before: Ticket; after: Ticket; sop: Sop; names: Names }): Promise<void> {
  const { rows } = await sql<{ marks: string[]; counted: boolean }>`
    select marks, no <= coalesce((select gathered from search_progress where tenant_id = ${work.tenant}), 0) as counted
    from ticket_search where tenant_id = ${work.tenant} and ticket_id = ${after.id}`.execute(work.db)
  if (!rows[0]) return
  await updateSearchRow(work, searchRow(after, { sop, names }, { marks: rows[0].marks }))
  if (!rows[0].counted || after.secret) return
  const left = new Set(wordsIn(after))
  const gone = [...new Set(wordsIn(before))].filter((word) => !left.has(word))
  await sql`update search_word set tickets = tickets - 1 where tenant_id = ${work.tenant} and word = any(${gone}::text[])`.execute(work.db)
  await sql`delete from search_word where tenant_id = ${work.tenant} and word = any(${gone}::text[]) and tickets < 1`.execute(work.db)
}

function wordsIn(ticket: Ticket): string[] {
  return searchWords([ticket.title, ticket.submitted.uraian, ticket.submitted.tempat, ticket.answer].filter((text) => typeof text === 'string').join('\n')).map(({ word }) => word)
}
