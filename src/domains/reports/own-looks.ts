import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'

/** Somebody looked at a citizen's data. */
export interface OwnLook {
  at: Date
  what: string
  purpose: string
  /** Post and unit, as they are called; absent where it was not an officer. */
  by?: string
}

/** Who looked at a person, their NIK, or these tickets of theirs; newest first, at most a thousand. Officers by post and unit, not by name (UU 27/2022 article 7). */
export async function looksAt(work: Work, personId: string, ticketIds: string[]): Promise<OwnLook[]> {
  const { rows } = await sql<{ at: Date; what: string; purpose: string; post: string | null; unit: string | null }>`
    select l.at, l.what, l.purpose, p.name as post, coalesce(u.short_name, a.unit) as unit from (
      select at, actor_kind, actor_id, what, purpose from access_look where tenant_id = ${work.tenant} and subject = any(${[personId, ...ticketIds]}::text[])
      union all select at, actor_kind, actor_id, 'nik utuh', purpose from nik_look where tenant_id = ${work.tenant} and person_id = ${personId}) l
    left join lateral (
      select post, unit from assignment where tenant_id = ${work.tenant} and officer_id::text = l.actor_id and l.actor_kind = 'officer'
        and valid_from <= l.at::date + 1 and (valid_until is null or valid_until >= l.at::date - 1) order by valid_from desc limit 1) a on true
    left join post_kind p on p.tenant_id = ${work.tenant} and p.code = a.post
    left join unit u on u.tenant_id = ${work.tenant} and u.code = a.unit
    where l.actor_id is distinct from ${personId} order by l.at desc limit 1000`.execute(work.db)
  return rows.map(({ post, unit, ...row }) => ({ ...row, ...((post || unit) && { by: [post, unit].filter(Boolean).join(', ') }) }))
}
