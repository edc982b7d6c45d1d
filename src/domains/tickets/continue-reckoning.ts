import { sql } from 'kysely'
import { newId } from '../../kernel/ids.ts'
import type { Work } from '../../kernel/work.ts'
import { reckonTicketsAnew } from './keep-clocks.ts'

/** Running promises being reckoned anew because the calendar changed: how many tickets were seen, and how many promises moved. */
export interface Reckoning {
  id: string
  at: Date
  cause: string
  seen: number
  moved: number
  finishedAt: Date | null
}

/** Notes that all running promises must be reckoned anew; `continueReckoning` does it, batch by batch. Gives its id. */
export async function beginReckoning(work: Work, cause: string): Promise<string> {
  const id = newId(work.now)
  await sql`insert into reckoning (tenant_id, id, at, cause) values (${work.tenant}, ${id}, ${work.now}, ${cause})`.execute(work.db)
  return id
}

/** Reckons one batch of tickets of the oldest reckoning that is not finished. Gives 1 while there is more to do, else 0; of several callers one does the work. */
export async function continueReckoning(work: Work): Promise<number> {
  const { rows } = await sql<{ id: string; cause: string; last: string }>`
    select id, cause, last_subject as last from reckoning where tenant_id = ${work.tenant} and finished_at is null order by id limit 1 for update skip locked`.execute(work.db)
  const open = rows[0]
  if (!open) return 0
  const { seen, moved, last } = await reckonTicketsAnew(work, open.last, open.cause)
  await sql`
    update reckoning set seen = seen + ${seen}, moved = moved + ${moved}, last_subject = ${last ?? open.last}, finished_at = ${last ? null : work.now}
    where tenant_id = ${work.tenant} and id = ${open.id}`.execute(work.db)
  return 1
}

/** The latest reckonings, the newest first. */
export async function listReckonings(work: Work, most: number): Promise<Reckoning[]> {
  const { rows } = await sql<Reckoning>`
    select id, at, cause, seen, moved, finished_at as "finishedAt" from reckoning where tenant_id = ${work.tenant} order by id desc limit ${most}`.execute(work.db)
  return rows
}
