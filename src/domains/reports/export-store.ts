import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { Facts } from '../sop/index.ts'
import { erasedPassages, withoutWords } from '../tickets/index.ts'
import { unitOf } from './unit-of.ts'

/** Which tickets; every part narrows. Moments are when the ticket was received. */
export interface ExportFilter {
  from?: Date
  before?: Date
  sop?: string
  unit?: string
  status?: 'terbuka' | 'selesai'
}

/** One ticket as exports need it. */
export interface ExportRow {
  id: string
  number: string
  sourceNumber: string | null
  sop: string
  sopVersion: string
  channel: string
  anonymous: boolean
  secret: boolean
  title: string
  submitted: Facts
  facts: Facts
  step: string
  /** The one that has it; where it waits for a group, all of them. */
  units: string[]
  question: string | null
  waiting: boolean
  answer: string | null
  answeredAt: Date | null
  open: boolean
  result: string | null
  openedAt: Date
  closedAt: Date | null
  dueAt: Date | null
  /** Reasons of broken promises, oldest first. */
  lateReasons: string[]
  /** Of the registered person. */
  name: string | null
  fromDesk: boolean
}

/** The next tickets after an id, in the order of their ids; so that a million of them pass through in parts. */
export async function nextTickets(work: Work, filter: ExportFilter, page: { after: string; most: number }): Promise<ExportRow[]> {
  const { from, before, sop, unit, status } = filter
  const { rows } = await sql<ExportRow>`
    select t.id, t.number, r.source_number as "sourceNumber", t.sop, t.sop_version::text as "sopVersion", t.channel, t.anonymous, t.secret, t.title, t.submitted, t.facts, t.step,
      case when ${unitOf} <> '' then array[${unitOf}] else t.unit_group end as units,
      t.question, t.waiting_since is not null as waiting, t.answer, t.answered_at as "answeredAt", t.open, t.result, t.opened_at as "openedAt", t.closed_at as "closedAt",
      t.due_at as "dueAt", array(select e.body ->> 'alasan' from event e where e.tenant_id = ${work.tenant} and e.ticket_id = t.id and e.act = 'alasan-terlambat' order by e.seq) as "lateReasons", case when t.anonymous then null else p.name end as name, d.ticket_id is not null and not t.anonymous as "fromDesk"
    from (
      select * from ticket
      where tenant_id = ${work.tenant} and id > ${page.after}::uuid and part_no is null
        ${from ? sql`and opened_at >= ${from}` : sql``} ${before ? sql`and opened_at < ${before}` : sql``}
        ${sop ? sql`and sop = ${sop}` : sql``} ${unit ? sql`and (unit = ${unit} or unit is null and ${unit} = any(unit_group))` : sql``} ${status ? sql`and open = ${status === 'terbuka'}` : sql``}
      order by id limit ${page.most}) t
    left join person p on p.tenant_id = ${work.tenant} and p.id = t.reporter_id
    left join desk_sender d on d.tenant_id = ${work.tenant} and d.ticket_id = t.id
    left join lateral (
      select source_number from import_row i where i.tenant_id = ${work.tenant} and i.ticket_id = t.id and i.source_number is not null limit 1) r on true
    order by t.id`.execute(work.db)
  return await Promise.all(rows.map((row) => (row.lateReasons.length > 0 ? withoutErased(work, row) : row)))
}

/** Officers' reasons stand in the events, which never change: the name of a reporter who was erased is covered as they are read. */
async function withoutErased(work: Work, row: ExportRow): Promise<ExportRow> {
  const passages = await erasedPassages(work, row.id)
  return { ...row, lateReasons: row.lateReasons.map((reason) => withoutWords(reason, passages)) }
}
