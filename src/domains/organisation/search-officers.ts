import { sql } from 'kysely'
import { isId } from '../../kernel/ids.ts'
import type { Work } from '../../kernel/work.ts'
import { needAdmin } from './need-admin.ts'

export interface OfficerSearch {
  /** Part of a name, user name, phone or e-mail. */
  text?: string
  state: 'aktif' | 'nonaktif' | 'semua'
  after?: string
  size: number
}

/** One officer of the list. `seats` are those of today; `until` is the nearest last day among them. */
export interface OfficerListed {
  id: string
  name: string
  username: string
  phone: string | null
  email: string | null
  active: boolean
  seats: { post: string; unit: string; kind: 'tetap' | 'plt' | 'plh' }[]
  until: string | null
}

/** A page of the tenant's officers by name. For administrators. */
export async function searchOfficers(work: Work, search: OfficerSearch & { today: string }): Promise<{ officers: OfficerListed[]; next?: string }> {
  needAdmin(work)
  const like = `%${(search.text ?? '').trim().toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<OfficerListed>`
    select o.id, o.name, o.username, o.phone, o.email, o.active, coalesce(s.seats, '[]') as seats, s.until::text
    from officer o left join lateral (
      select jsonb_agg(distinct jsonb_build_object('post', a.post, 'unit', a.unit, 'kind', a.kind)) as seats, min(a.valid_until) as until from assignment a
      where a.tenant_id = o.tenant_id and a.officer_id = o.id and a.valid_from <= ${search.today}::date and (a.valid_until is null or a.valid_until >= ${search.today}::date)) s on true
    where o.tenant_id = ${work.tenant} ${search.state === 'semua' ? sql`` : sql`and o.active = ${search.state === 'aktif'}`}
      ${like === '%%' ? sql`` : sql`and (lower(o.name) like ${like} or o.username like ${like} or o.phone like ${like} or lower(o.email) like ${like})`}
      ${search.after && isId(search.after) ? sql`and (o.name, o.id) > (select name, id from officer where tenant_id = ${work.tenant} and id = ${search.after})` : sql``}
    order by o.name, o.id limit ${search.size + 1}`.execute(work.db)
  const officers = rows.slice(0, search.size)
  return { officers, ...(rows.length > search.size && { next: officers.at(-1)!.id }) }
}

/** How many officers there are, active and not. */
export async function countOfficers(work: Work): Promise<{ active: number; inactive: number }> {
  const { rows } = await sql<{ active: number; inactive: number }>`
    select count(*) filter (where active)::int as active, count(*) filter (where not active)::int as inactive from officer where tenant_id = ${work.tenant}`.execute(work.db)
  return rows[0] ?? { active: 0, inactive: 0 }
}
