import { type RawBuilder, sql } from 'kysely'
import type { HeldPost } from '../../kernel/actor.ts'
import { isId } from '../../kernel/ids.ts'
import type { Work } from '../../kernel/work.ts'

export const inboxViews = ['giliran', 'jatuh-tempo', 'terlambat', 'menunggu', 'perlu-alasan', 'unit', 'selesai', 'semua'] as const
/** My turn · due within a day · overdue · waiting for the reporter · broken promises whose reason my posts owe · all open ones of my units · closed ones of my units · all (administrators). */
export type InboxView = (typeof inboxViews)[number]

export interface InboxRow {
  id: string
  number: string
  title: string
  sop: string
  sopVersion: string
  step: string
  unit?: string
  facts: { kategori?: string; klasifikasi?: string; desa?: string }
  openedAt: Date
  dueAt?: Date
  paused: boolean
  open: boolean
  result?: string
  mine: boolean
  /** How often its reporter opened it again. */
  reopened: number
}

export interface InboxPage {
  rows: InboxRow[]
  /** Cursor of the next page, if there is one. */
  next?: string
}

export interface InboxQuery {
  view: InboxView
  after?: string
  size: number
}

interface Row {
  id: string
  number: string
  title: string
  sop: string
  sop_version: string
  step: string
  unit: string | null
  facts: InboxRow['facts']
  opened_at: Date
  due_at: Date | number | null
  paused: boolean
  open: boolean
  result: string | null
  mine: boolean
  reopened: number
  key: string
}

/** One page of an officer's inbox. Reads a bounded number of index entries for each post held, however many tickets there are. */
export async function readInbox(work: Work, query: InboxQuery): Promise<InboxPage> {
  const { actor } = work
  if (actor.kind !== 'officer') return { rows: [] }
  const keys = keysOf(work, query, { posts: actor.posts, admin: actor.admin })
  const { rows } = await sql<Row>`
    select t.id, t.number, t.title, t.sop, t.sop_version, t.step, t.unit, t.opened_at, t.due_at, t.waiting_since is not null as paused, t.open, t.result, t.reopened_count as reopened, k.mine, k.key,
      jsonb_build_object('kategori', t.facts -> 'kategori', 'klasifikasi', t.facts -> 'klasifikasi', 'desa', t.facts -> 'desa') as facts
    from (${keys}) k join ticket t on t.tenant_id = ${work.tenant} and t.id = k.ticket_id order by k.rank, k.key`.execute(work.db)
  const page = rows.slice(0, query.size)
  const more = rows.length > query.size
  return { rows: page.map(toRow), ...(more && { next: page.at(-1)!.key }) }
}

function toRow(row: Row): InboxRow {
  const { kategori, klasifikasi, desa } = row.facts
  return {
    id: row.id, number: row.number, title: row.title, sop: row.sop, sopVersion: row.sop_version, step: row.step, openedAt: row.opened_at, paused: row.paused, open: row.open, mine: row.mine, reopened: row.reopened,
    facts: { ...(kategori && { kategori }), ...(klasifikasi && { klasifikasi }), ...(desa && { desa }) },
    ...(row.unit && { unit: row.unit }), ...(row.due_at instanceof Date && { dueAt: row.due_at }), ...(row.result && { result: row.result }),
  }
}

interface Reader {
  posts: HeldPost[]
  admin: boolean
}

function keysOf(work: Work, query: InboxQuery, reader: Reader): RawBuilder<unknown> {
  const limit = query.size + 1
  const held = sql`jsonb_to_recordset(${JSON.stringify(reader.posts)}::jsonb) as h (post text, unit text)`
  const after = query.after ?? ''
  switch (query.view) {
    case 'giliran': case 'jatuh-tempo': case 'terlambat': case 'menunggu': return sql`
      select ticket_id, true as mine, rank_at as rank, case when rank_at = 'infinity' then 'infinity' else to_char(rank_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS') end || ticket_id::text as key from (
        select distinct on (rank_at, ticket_id) rank_at, ticket_id from ${held} cross join lateral (
          select t.rank_at, t.ticket_id from turn t where t.tenant_id = ${work.tenant} and t.post = h.post and t.unit = h.unit ${turnFilter(work, query)} ${afterTurn(after)}
          order by t.rank_at, t.ticket_id limit ${limit}) found
        order by rank_at, ticket_id limit ${limit}) first`
    case 'perlu-alasan': return sql`
      select ticket_id, false as mine, row_number() over () as rank, ticket_id::text as key from (
        select distinct ticket_id from ${held} cross join lateral (
          select distinct l.ticket_id from late_promise l where l.tenant_id = ${work.tenant} and l.post = h.post and l.unit = h.unit and l.explained_seq is null
            ${after ? sql`and l.ticket_id > ${isId(after) ? after : '00000000-0000-0000-0000-000000000000'}` : sql``}
          order by l.ticket_id limit ${limit}) found
        order by ticket_id limit ${limit}) oldest`
    case 'semua': return !reader.admin ? sql`select null::uuid as ticket_id, false as mine, 0 as rank, '' as key where false` : sql`
      select id as ticket_id, false as mine, row_number() over () as rank, id::text as key from (
        select id from ticket where tenant_id = ${work.tenant} ${after ? sql`and id < ${uuidOf(after)}` : sql``} order by id desc limit ${limit}) newest`
    default: return sql`
      select ticket_id, exists (select from turn n join ${held} on n.post = h.post and n.unit = h.unit where n.tenant_id = ${work.tenant} and n.ticket_id = newest.ticket_id) as mine,
        row_number() over () as rank, ticket_id::text as key from (
        select distinct ticket_id from (select distinct unit from ${held}) u cross join lateral (
          select p.ticket_id from ticket_party p where p.tenant_id = ${work.tenant} and p.unit = u.unit and p.open = ${query.view === 'unit'}
            ${after ? sql`and p.ticket_id < ${uuidOf(after)}` : sql``}
            and not exists (select from ticket s where s.tenant_id = p.tenant_id and s.id = p.ticket_id and s.secret)
          order by p.ticket_id desc limit ${limit}) found
        order by ticket_id desc limit ${limit}) newest`
  }
}

function turnFilter(work: Work, query: InboxQuery): RawBuilder<unknown> {
  switch (query.view) {
    case 'terlambat': return sql`and t.rank_at < ${work.now} and t.due_at < ${work.now}`
    case 'jatuh-tempo': return sql`and t.rank_at >= ${work.now} and t.rank_at < ${new Date(work.now.getTime() + 86_400_000)} and t.due_at < 'infinity'`
    case 'menunggu': return sql`and t.paused`
    default: return sql``
  }
}

// The cursor is the rank to the microsecond, then the id; a mangled one simply begins again.
function afterTurn(after: string): RawBuilder<unknown> {
  const cut = /^(infinity|\d{20})(.{36})$/.exec(after)
  const moment = cut && readMoment(cut[1]!)
  return moment && isId(cut[2]!) ? sql`and (t.rank_at, t.ticket_id) > (${moment}::timestamptz, ${cut[2]}::uuid)` : sql``
}

/** `infinity`, or a moment that exists, as PostgreSQL reads it. */
function readMoment(digits: string): string | undefined {
  if (digits === 'infinity') return digits
  const second = digits.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d).*$/, '$1-$2-$3T$4:$5:$6')
  const at = new Date(`${second}Z`)
  return !Number.isNaN(at.getTime()) && digits >= '1' && at.toISOString().startsWith(second) ? `${second}.${digits.slice(14)}Z` : undefined
}

function uuidOf(cursor: string): string {
  return isId(cursor) ? cursor : 'ffffffff-ffff-ffff-ffff-ffffffffffff'
}

const countedAtMost = 100

/** How many tickets each view holds; counts stop at 100, which pages show as “99+”. */
export async function countInbox(work: Work): Promise<Record<InboxView, number>> {
  const counts = Object.fromEntries(inboxViews.map((view) => [view, 0])) as Record<InboxView, number>
  for (const view of inboxViews) {
    const { actor } = work
    if (actor.kind !== 'officer' || view === 'selesai' || view === 'semua') continue
    const keys = keysOf(work, { view, size: countedAtMost - 1 }, { posts: actor.posts, admin: actor.admin })
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from (${keys}) k`.execute(work.db)
    counts[view] = rows[0]?.n ?? 0
  }
  return counts
}
