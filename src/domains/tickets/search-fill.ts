import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { getSop, type Sop } from '../sop/index.ts'
import { insertSearchRows, marksOf, searchRow, type SearchRow } from './search-row.ts'
import { readTenantLists } from './tenant-surroundings.ts'
import { type TicketRow, toTicket } from './ticket-store.ts'

const noId = '00000000-0000-0000-0000-000000000000'

/**
 * Goes once through all tickets in the order of their ids, and puts those into the index that are not there: from before there was a search, or made by a generator
 * without it. Gives how many it went past; 0 when all are done, or when an act holds the next one just now.
 */
export async function fillSearch(work: Work, size: number): Promise<number> {
  const { rows: passed } = await sql<{ id: string; missing: boolean }>`
    select t.id, not exists (select from ticket_search s where s.tenant_id = t.tenant_id and s.ticket_id = t.id) as missing from ticket t
    where t.tenant_id = ${work.tenant} and t.id > coalesce((select filled from search_progress where tenant_id = ${work.tenant}), ${noId}) order by t.id limit ${size}`.execute(work.db)
  if (passed.length === 0) return 0
  const wanted = passed.filter((one) => one.missing).map((one) => one.id)
  const read = wanted.length > 0 ? await readRows(work, wanted) : []
  await insertSearchRows(work, read)
  const had = new Set(read.map((row) => row.ticketId))
  const held = passed.findIndex((one) => one.missing && !had.has(one.id))
  const done = held < 0 ? passed : passed.slice(0, held)
  if (done.length > 0) {
    await sql`insert into search_progress (tenant_id, filled) values (${work.tenant}, ${done.at(-1)!.id})
      on conflict (tenant_id) do update set filled = excluded.filled`.execute(work.db)
  }
  return done.length
}

/** Locked, so that no act changes them between being read and being indexed. */
async function readRows(work: Work, ids: string[]): Promise<SearchRow[]> {
  const { rows } = await sql<TicketRow & { parties: string[]; officers: string[]; turns: { lane: string; post: string; unit: string }[] }>`
    select t.*,
      array(select p.unit from ticket_party p where p.tenant_id = t.tenant_id and p.ticket_id = t.id) as parties,
      array(select distinct e.actor ->> 'id' from event e where e.tenant_id = t.tenant_id and e.ticket_id = t.id and e.actor ->> 'kind' = 'officer' and e.actor ? 'id') as officers,
      coalesce((select jsonb_agg(jsonb_build_object('lane', n.lane, 'post', n.post, 'unit', n.unit)) from turn n where n.tenant_id = t.tenant_id and n.ticket_id = t.id), '[]') as turns
    from ticket t where t.tenant_id = ${work.tenant} and t.id = any(${ids}::uuid[]) order by t.id for no key update of t skip locked`.execute(work.db)
  const sops = new Map<string, Sop>()
  for (const { sop, sop_version } of rows) if (!sops.has(`${sop} ${sop_version}`)) sops.set(`${sop} ${sop_version}`, await getSop(work, sop, sop_version))
  const first = sops.values().next().value
  if (!first) return []
  const { names } = await readTenantLists(work, first)
  return rows.map((row) => {
    const ticket = toTicket(row)
    return searchRow(ticket, { sop: sops.get(`${row.sop} ${row.sop_version}`)!, names }, { marks: marksOf(ticket, row) })
  })
}
