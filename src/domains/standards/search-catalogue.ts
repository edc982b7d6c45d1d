import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { SearchTexts } from './search-texts.ts'

/** One entry that was found. */
export interface Hit {
  kind: 'standard' | 'more'
  code: string
}

// Words that say nothing of what is looked for.
const empty = new Set(
  'ada agar anda apa atau bagaimana cara dan dari dengan di dimana ingin ini itu ke kepada kami mau mohon oleh pada saya tentang untuk yang'.split(' '),
)
const mostWords = 8

/**
 * Finds by words, word beginnings, and words with a slip of the pen: the entries that hold the most of the words, best first. Published standards, and `more`
 * entries that come along. A text without a word of two letters finds nothing. Reads every row of a tenant: services are some hundreds at most.
 */
export async function searchCatalogue(work: Work, text: string, more: readonly (SearchTexts & { code: string })[]): Promise<Hit[]> {
  const words = wordsOf(text)
  if (words.length === 0) return []
  const { rows } = await sql<Hit & { score: number; words: number }>`
    with entry as (
      select 'standard' as kind, code, heading, body, search from service_standard where tenant_id = ${work.tenant}
      union all
      select 'more', code, heading, body, setweight(to_tsvector('indonesian', heading), 'A') || setweight(to_tsvector('indonesian', body), 'B')
      from unnest(${more.map((one) => one.code)}::text[], ${more.map((one) => one.heading)}::text[], ${more.map((one) => one.body)}::text[]) as given (code, heading, body)),
    word as (
      select word, to_tsquery('indonesian', word || ':*') || to_tsquery('simple', word || ':*') as anywhere,
        to_tsquery('indonesian', word || ':*A') || to_tsquery('simple', word || ':*A') as in_name
      from unnest(${words}::text[]) as word),
    scored as (
      select kind, code, heading, case
        when search @@ in_name then 4
        when search @@ anywhere then 3
        when length(word) < 4 then 0
        when strict_word_similarity(word, heading) >= 0.42 then 1.5
        when strict_word_similarity(word, body) >= 0.42 then 1
        else 0 end as score
      from entry cross join word)
    select kind, code, sum(score)::float8 as score, count(*) filter (where score > 0)::int as words
    from scored group by kind, code, heading order by score desc, heading, code`.execute(work.db)
  const most = Math.max(0, ...rows.map((row) => row.words))
  return rows.filter((row) => most > 0 && row.words === most).map(({ kind, code }) => ({ kind, code }))
}

function wordsOf(text: string): string[] {
  const all = [...new Set(text.toLowerCase().slice(0, 200).match(/[\p{L}\p{N}]{2,}/gu) ?? [])]
  const telling = all.filter((word) => !empty.has(word))
  return (telling.length > 0 ? telling : all).slice(0, mostWords)
}
