import { sql } from 'kysely'
import { isId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'

/** Narrows the access history; every part is optional. Moments bound `at`. */
export interface LookSearch {
  officerId?: string
  what?: string
  /** Part of the purpose. */
  purpose?: string
  from?: Date
  before?: Date
}

/** One look, with the name of the officer who looked; `subject` is the id of what was looked at, or its name. */
export interface LookFound {
  id: string
  at: Date
  actorKind: string
  actorId: string | null
  name: string | null
  what: string
  subject: string
  purpose: string
}

/** A page of the access history, the newest first, with the looks at whole NIKs (`nik utuh`). For administrators. */
export async function searchLooks(work: Work, search: LookSearch, page: { after?: string; size: number }): Promise<{ looks: LookFound[]; next?: string }> {
  const { actor } = work
  if (actor.kind !== 'system' && !(actor.kind === 'officer' && actor.admin)) throw new Refusal('not-allowed', 'Riwayat akses hanya untuk administrator.')
  const wanted = [
    sql`true`,
    ...(search.officerId ? [sql`actor_id = ${search.officerId}`] : []),
    ...(search.what ? [sql`what = ${search.what}`] : []),
    ...(search.purpose ? [sql`lower(purpose) like ${`%${search.purpose.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`}`] : []),
    ...(search.from ? [sql`at >= ${search.from}`] : []),
    ...(search.before ? [sql`at < ${search.before}`] : []),
    ...cursor(page.after),
  ]
  const where = sql.join(wanted, sql` and `)
  const { rows } = await sql<LookFound & { key: string }>`
    select l.*, o.name, to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || l.id::text as key from (
      (select id, at, actor_kind as "actorKind", actor_id as "actorId", what, subject, purpose from access_look
        where tenant_id = ${work.tenant} and ${where} order by at desc, id desc limit ${page.size + 1})
      union all
      (select id, at, actor_kind, actor_id, what, subject, purpose from (
        select tenant_id, id, at, actor_kind, actor_id, 'nik utuh' as what, person_id::text as subject, purpose from nik_look) n
        where tenant_id = ${work.tenant} and ${where} order by at desc, id desc limit ${page.size + 1})) l
    left join officer o on o.tenant_id = ${work.tenant} and o.id::text = l."actorId"
    order by l.at desc, l.id desc limit ${page.size + 1}`.execute(work.db)
  const looks = rows.slice(0, page.size)
  return { looks: looks.map(({ key: _key, ...look }) => look), ...(rows.length > page.size && { next: looks.at(-1)!.key }) }
}

/** The kinds of things that were looked at of late, for choosing one. */
export async function lookKinds(work: Work): Promise<string[]> {
  const { rows } = await sql<{ what: string }>`select distinct what from (select what from access_look where tenant_id = ${work.tenant} order by at desc limit 5000) latest order by what`.execute(work.db)
  return [...rows.map((row) => row.what), 'nik utuh']
}

// To the microsecond, then the id; a mangled one begins again.
function cursor(after: string | undefined) {
  const cut = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)(.{36})$/.exec(after ?? '')
  if (!cut || !isId(cut[2]!) || Number.isNaN(Date.parse(cut[1]!))) return []
  return [sql`(at, id) < (${cut[1]}::timestamptz, ${cut[2]}::uuid)`]
}
