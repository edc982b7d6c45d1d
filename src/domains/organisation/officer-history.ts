import { sql } from 'kysely'
import { isId, newId } from '../../kernel/ids.ts'
import type { Work } from '../../kernel/work.ts'

/** What can be done to an officer, as it is kept. */
export type OfficerAct =
  | 'added' | 'edited' | 'deactivated' | 'reactivated' | 'password' | 'totp' | 'sessions' | 'assigned' | 'ended' | 'absence' | 'back' | 'passkey'

export interface OfficerEventOrder {
  officerId: string
  act: OfficerAct
  /** In words, for people; empty where the act says all. */
  detail?: string
  /** Of the form that did it. */
  formKey?: string
}

/** One line of an officer's history. `by` is the name of the officer who did it; absent for the system and the command line. */
export interface OfficerEvent {
  id: string
  at: Date
  act: OfficerAct
  detail: string
  by: string | null
}

/** Adds a line to an officer's history; it cannot be changed afterwards. False where this form has written one already. */
export async function recordOfficerEvent(work: Work, order: OfficerEventOrder): Promise<boolean> {
  const { actor } = work
  const made = await sql`
    insert into officer_event (tenant_id, id, officer_id, at, actor_kind, actor_id, act, detail, form_key)
    values (${work.tenant}, ${newId(work.now)}, ${order.officerId}, ${work.now}, ${actor.kind}, ${actor.kind === 'officer' ? actor.id : null},
      ${order.act}, ${order.detail ?? ''}, ${order.formKey && isId(order.formKey) ? order.formKey : null})
    on conflict (tenant_id, form_key) do nothing returning 1`.execute(work.db)
  return made.rows.length === 1
}

/** The officer of whom a form has written a line before, if it has; so that a form sent twice finds what it did. */
export async function officerOfForm(work: Work, formKey: string): Promise<string | undefined> {
  if (!isId(formKey)) return undefined
  const { rows } = await sql<{ id: string }>`
    select officer_id as id from officer_event where tenant_id = ${work.tenant} and form_key = ${formKey}
      and at > ${new Date(work.now.getTime() - 600_000)}`.execute(work.db)
  return rows[0]?.id
}

/** An officer's history, the newest first. */
export async function officerHistory(work: Work, officerId: string, page: { after?: string; size: number }): Promise<{ events: OfficerEvent[]; next?: string }> {
  const { rows } = await sql<OfficerEvent>`
    select e.id, e.at, e.act, e.detail, o.name as by from officer_event e
    left join officer o on o.tenant_id = e.tenant_id and o.id::text = e.actor_id
    where e.tenant_id = ${work.tenant} and e.officer_id = ${officerId} ${page.after && isId(page.after) ? sql`and e.id < ${page.after}::uuid` : sql``}
    order by e.id desc limit ${page.size + 1}`.execute(work.db)
  const events = rows.slice(0, page.size)
  return { events, ...(rows.length > page.size && { next: events.at(-1)!.id }) }
}
