import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { openAddress, sealAddress } from '../access/index.ts'
import type { CellFault, ImportLayout, RowOrder } from './import-order.ts'

export type ImportState = 'preview' | 'running' | 'done' | 'dropped'
export type RowState = 'good' | 'wrong' | 'skipped' | 'made' | 'known' | 'failed'

export interface Import {
  id: string
  at: Date
  byId: string
  fileName: string
  layout: ImportLayout
  sop: string
  sopVersion: string
  /** The line of heads, as it stood in the sheet. */
  heads: string[]
  state: ImportState
  confirmedAt: Date | null
  finishedAt: Date | null
}

/** What a row says, sealed while its ticket does not exist. */
export interface RowContent {
  cells: string[]
  order?: RowOrder
  faults: CellFault[]
}

export interface NewRow {
  no: number
  state: RowState
  rowKey: string
  sourceNumber?: string
  content: RowContent
}

const columns = sql`id, at, by_id as "byId", file_name as "fileName", layout, sop, sop_version::text as "sopVersion", heads, state, confirmed_at as "confirmedAt", finished_at as "finishedAt"`

/** One import of this tenant, if there is one of that id. */
export async function findImport(work: Work, key: { id: string } | { formKey: string }): Promise<Import | undefined> {
  const match = 'id' in key ? sql`id = ${key.id}` : sql`form_key = ${key.formKey}`
  return (await sql<Import>`select ${columns} from import where tenant_id = ${work.tenant} and ${match}`.execute(work.db)).rows[0]
}

/** The newest imports that were not dropped. */
export async function listImports(work: Work, most: number): Promise<Import[]> {
  return (await sql<Import>`select ${columns} from import where tenant_id = ${work.tenant} and state <> 'dropped' order by at desc, id desc limit ${most}`.execute(work.db)).rows
}

/** Keeps an import with its rows, in statements of 500. */
export async function insertImport(work: Work, made: Omit<Import, 'state' | 'confirmedAt' | 'finishedAt'> & { formKey: string }, rows: NewRow[]): Promise<void> {
  await sql`
    insert into import (tenant_id, id, form_key, at, by_id, file_name, layout, sop, sop_version, heads)
    values (${work.tenant}, ${made.id}, ${made.formKey}, ${made.at}, ${made.byId}, ${made.fileName}, ${made.layout}, ${made.sop}, ${made.sopVersion}, ${made.heads})`.execute(work.db)
  for (let at = 0; at < rows.length; at += 500) {
    const some = rows.slice(at, at + 500)
    const sealed = some.map((row) => sealContent(work, { importId: made.id, no: row.no }, row.content))
    await sql`
      insert into import_row (tenant_id, import_id, no, state, row_key, source_number, sealed)
      select ${work.tenant}, ${made.id}, no, state, row_key, source_number, sealed
      from unnest(${some.map((r) => r.no)}::int[], ${some.map((r) => r.state)}::text[], ${some.map((r) => r.rowKey)}::uuid[], ${some.map((r) => r.sourceNumber ?? null)}::text[], ${sealed}::bytea[])
        as row (no, state, row_key, source_number, sealed)`.execute(work.db)
  }
  // What an import before has made is said at the preview already.
  await sql`
    update import_row r set state = 'known', ticket_id = before.ticket_id
    from import_row before
    where r.tenant_id = ${work.tenant} and r.import_id = ${made.id} and r.state = 'good'
      and before.tenant_id = r.tenant_id and before.row_key = r.row_key and before.state = 'made'`.execute(work.db)
}

/** How many rows stand in each state. */
export async function countRows(work: Work, importId: string): Promise<Record<RowState, number>> {
  const { rows } = await sql<{ state: RowState; n: number }>`
    select state, count(*)::int as n from import_row where tenant_id = ${work.tenant} and import_id = ${importId} group by state`.execute(work.db)
  const counts: Record<RowState, number> = { good: 0, wrong: 0, skipped: 0, made: 0, known: 0, failed: 0 }
  for (const row of rows) counts[row.state] = row.n
  return counts
}

/** Rows in some states with what they say, by their number, after `afterNo`. */
export async function readRows(work: Work, importId: string, which: { states: RowState[]; most: number; afterNo?: number }): Promise<{ no: number; state: RowState; content: RowContent }[]> {
  const { rows } = await sql<{ no: number; state: RowState; sealed: Buffer }>`
    select no, state, sealed from import_row
    where tenant_id = ${work.tenant} and import_id = ${importId} and state = any(${which.states}::text[]) and sealed is not null and no > ${which.afterNo ?? 0}
    order by no limit ${which.most}`.execute(work.db)
  return rows.map(({ no, state, sealed }) => ({ no, state, content: openContent(work, { importId, no }, sealed) }))
}

/** Takes a row in a state of its own, in place of what it was. Its content is forgotten once a ticket stands for it. */
export async function settleRow(work: Work, row: { importId: string; no: number }, as: { state: RowState; ticketId?: string; content?: RowContent }): Promise<void> {
  const sealed = as.content ? sealContent(work, row, as.content) : null
  await sql`
    update import_row set state = ${as.state}, ticket_id = ${as.ticketId ?? null}, handled_at = ${work.now}, sealed = ${sealed}
    where tenant_id = ${work.tenant} and import_id = ${row.importId} and no = ${row.no}`.execute(work.db)
}

function sealContent(work: Work, row: { importId: string; no: number }, content: RowContent): Buffer {
  return sealAddress(work.secrets, placeOf(work, row), JSON.stringify(content))
}

/** What a sealed row says. */
export function openContent(work: Work, row: { importId: string; no: number }, sealed: Buffer): RowContent {
  return JSON.parse(openAddress(work.secrets, placeOf(work, row), sealed)) as RowContent
}

function placeOf(work: Work, { importId, no }: { importId: string; no: number }) {
  return { tenant: work.tenant, ownerId: importId, channel: `import-${no}` }
}
