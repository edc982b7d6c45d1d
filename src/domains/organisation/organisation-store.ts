import { sql } from 'kysely'
import type { HeldPost } from '../../kernel/actor.ts'
import type { Work } from '../../kernel/work.ts'
import type { LocalDate } from '../calendar/index.ts'
import { localToday } from './local-today.ts'
import { type KeptUnit, type Officer, type OfficerRow, type OfficerWithPosts, toOfficer, toUnit, type UnitRow } from './organisation-rows.ts'
import { rememberSettings } from './remember-settings.ts'
import type { Category, PostKind, TicketClass } from './tenant.ts'

/** All units in the order of tenant.yaml, those that left it last and inactive. */
export async function listUnits(work: Work): Promise<KeptUnit[]> {
  return await rememberSettings(work, 'units', async () => {
    const { rows } = await sql<UnitRow>`
      select code, name, short_name as "shortName", kind, function, week, active from unit
      where tenant_id = ${work.tenant} order by active desc, position, code`.execute(work.db)
    return rows.map(toUnit)
  })
}

/** The kinds of post in the order of tenant.yaml. */
export async function listPosts(work: Work): Promise<PostKind[]> {
  return await rememberSettings(work, 'posts', async () => {
    const { rows } = await sql<Omit<PostKind, 'superior'> & { superior: string | null }>`
      select code, name, units, superior from post_kind where tenant_id = ${work.tenant} and active order by position`.execute(work.db)
    return rows.map(({ superior, ...post }) => ({ ...post, ...(superior !== null && { superior }) }))
  })
}

/** The categories with their keywords, in the order of tenant.yaml. */
export async function listCategories(work: Work): Promise<Category[]> {
  return await rememberSettings(work, 'categories', async () => {
    const { rows } = await sql<Category>`
      select code, name, units, keywords from category where tenant_id = ${work.tenant} and active order by position`.execute(work.db)
    return rows
  })
}

/** The classes with their keywords; the first is the one for a text without any keyword. */
export async function listClasses(work: Work): Promise<TicketClass[]> {
  return await rememberSettings(work, 'classes', async () => {
    const { rows } = await sql<TicketClass>`
      select code, name, keywords from class where tenant_id = ${work.tenant} and active order by position`.execute(work.db)
    return rows
  })
}

/** The assignments that hold on a date: letter valid, officer, post and unit active. */
const valid = (work: Work, onDate: LocalDate) => sql`
  from assignment a
  join officer o on o.tenant_id = a.tenant_id and o.id = a.officer_id and o.active
  join post_kind p on p.tenant_id = a.tenant_id and p.code = a.post and p.active
  join unit u on u.tenant_id = a.tenant_id and u.code = a.unit and u.active
  where a.tenant_id = ${work.tenant} and a.valid_from <= ${onDate}::date and (a.valid_until is null or a.valid_until >= ${onDate}::date)`

/** The posts that an officer holds on a date under valid letters of assignment; none for an inactive officer. */
export async function heldPosts(work: Work, officerId: string, onDate: LocalDate): Promise<HeldPost[]> {
  const { rows } = await sql<HeldRow>`
    select distinct on (a.post, a.unit) a.post, a.unit, a.kind ${valid(work, onDate)} and a.officer_id = ${officerId}
    order by a.post, a.unit, a.kind desc`.execute(work.db)
  return rows.map(toHeld)
}

type HeldRow = { post: string; unit: string; kind: 'tetap' | 'plt' | 'plh' }

const acting = { tetap: undefined, plt: 'Plt.', plh: 'Plh.' } as const

/** A post held; one's own post comes before the same post held for somebody else. */
function toHeld({ post, unit, kind }: HeldRow): HeldPost {
  const word = acting[kind]
  return { post, unit, ...(word && { acting: word }) }
}

/** The officers who hold a post at a unit on a date, by name. */
export async function officersAt(work: Work, place: HeldPost, onDate: LocalDate): Promise<Officer[]> {
  const { rows } = await sql<OfficerRow>`
    select distinct o.id, o.name, o.username, o.phone, o.email, o.active ${valid(work, onDate)} and a.post = ${place.post} and a.unit = ${place.unit}
    order by o.name, o.id`.execute(work.db)
  return rows.map(toOfficer)
}

/** All active officers by id, each with the posts held on a date (today at the tenant when left out); without a valid letter there is none. */
export async function officersWithPosts(work: Work, onDate?: LocalDate): Promise<Map<string, OfficerWithPosts>> {
  const day = onDate ?? (await localToday(work))
  const officers = await sql<OfficerRow>`
    select id, name, username, phone, email, active from officer where tenant_id = ${work.tenant} and active order by name, id`.execute(work.db)
  const held = await sql<HeldRow & { id: string }>`
    select distinct on (a.post, a.unit, a.officer_id) a.officer_id as id, a.post, a.unit, a.kind ${valid(work, day)}
    order by a.post, a.unit, a.officer_id, a.kind desc`.execute(work.db)
  const posts = Map.groupBy(held.rows, (row) => row.id)
  return new Map(
    officers.rows.map((row) => [row.id, { ...toOfficer(row), posts: (posts.get(row.id) ?? []).map(toHeld) }]),
  )
}

/** An officer by id, active or not. */
export async function findOfficer(work: Work, id: string): Promise<Officer | undefined> {
  const { rows } = await sql<OfficerRow>`
    select id, name, username, phone, email, active from officer where tenant_id = ${work.tenant} and id = ${id}`.execute(work.db)
  return rows[0] && toOfficer(rows[0])
}

/** An officer by username, active or not. */
export async function findOfficerByUsername(work: Work, username: string): Promise<Officer | undefined> {
  const { rows } = await sql<OfficerRow>`
    select id, name, username, phone, email, active from officer where tenant_id = ${work.tenant} and username = ${username}`.execute(work.db)
  return rows[0] && toOfficer(rows[0])
}
