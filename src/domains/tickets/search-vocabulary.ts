import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { fillSearch } from './search-fill.ts'
import { searchWords } from './search-words.ts'
import { villageName } from '../organisation/index.ts'

/**
 * One step of the round that keeps the search: tickets that are not in the index yet are put there, then words of tickets that came since are counted. Gives how
 * many tickets it did; call again until it gives 0.
 */
export async function keepSearch(work: Work, size = 500): Promise<number> {
  return (await fillSearch(work, size)) || (await gatherWords(work, size))
}

/** Counts the words of the next so many tickets of the index, but of secret ones; numbers are no words. */
async function gatherWords(work: Work, size: number): Promise<number> {
  const { rows: held } = await sql<{ gathered: string }>`
    insert into search_progress (tenant_id) values (${work.tenant}) on conflict (tenant_id) do update set filled = search_progress.filled returning gathered`.execute(work.db)
  const { rows } = await sql<{ no: string; secret: boolean; title: string; story: string; village: string | null }>`
    select s.no, t.secret, t.title, concat_ws(E'\n', t.submitted ->> 'uraian', t.submitted ->> 'tempat', t.answer) as story, t.submitted ->> 'desa' as village
    from (select no, ticket_id from ticket_search where tenant_id = ${work.tenant} and no > ${held[0]!.gathered} order by no limit ${size}) s
    join ticket t on t.tenant_id = ${work.tenant} and t.id = s.ticket_id order by s.no`.execute(work.db)
  if (rows.length === 0) return 0
  const counts = new Map<string, number>()
  for (const { title, story, village } of rows.filter((row) => !row.secret)) {
    const words = searchWords([title, story, village && villageName(village)].join('\n')).map(({ word }) => word).filter((word) => word.length > 2 && !/\d/.test(word))
    for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  await sql`
    insert into search_word as w (tenant_id, word, tickets) select ${work.tenant}, word, tickets
    from jsonb_to_recordset(${JSON.stringify([...counts].map(([word, tickets]) => ({ word, tickets })))}::jsonb) as row (word text, tickets int)
    on conflict (tenant_id, word) do update set tickets = w.tickets + excluded.tickets`.execute(work.db)
  await sql`update search_progress set gathered = ${rows.at(-1)!.no} where tenant_id = ${work.tenant}`.execute(work.db)
  return rows.length
}
