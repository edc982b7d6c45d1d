import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { RegisterLoad } from './register-load.ts'

interface Row {
  id: string
  at: Date
  by: string | null
  state: RegisterLoad['state']
  good: number
  bad: number
  faults: RegisterLoad['faults']
  loaded_at: Date | null
}

/** The copies of the register that were brought, the newest first, with the names of the officers who did. `next` is where the list goes on. */
export async function listRegisterLoads(work: Work, { id, after, size = 20 }: { id?: string; after?: string; size?: number } = {}): Promise<{ loads: RegisterLoad[]; next?: string }> {
  const { rows } = await sql<Row>`
    select l.id, l.at, o.name as by, l.state, l.good, l.bad, l.faults, l.loaded_at from register_load l
    left join officer o on o.tenant_id = l.tenant_id and o.id = l.by_id
    where l.tenant_id = ${work.tenant} ${id ? sql`and l.id = ${id}` : sql``} ${after ? sql`and l.id < ${after}` : sql``} order by l.id desc limit ${size + 1}`.execute(work.db)
  const loads = rows.slice(0, size).map(({ by, loaded_at: loadedAt, ...row }) => ({ ...row, ...(by && { by }), ...(loadedAt && { loadedAt }) }))
  return { loads, ...(rows.length > size && { next: loads.at(-1)!.id }) }
}

/** How many people the register holds now, and the load that they came with. */
export async function describeRegister(work: Work): Promise<{ people: number; load?: RegisterLoad }> {
  const { rows } = await sql<{ people: number; id: string | null }>`
    select (select count(*)::int from register_person where tenant_id = ${work.tenant}) as people,
      (select id from register_load where tenant_id = ${work.tenant} and state = 'loaded' order by loaded_at desc, id desc limit 1) as id`.execute(work.db)
  const { people, id } = rows[0]!
  const load = id ? (await listRegisterLoads(work, { id })).loads[0] : undefined
  return { people, ...(load && { load }) }
}
