import { type RawBuilder, sql } from 'kysely'
import { stringify } from 'csv-stringify/sync'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { findTenant, listCategories, listUnits } from '../organisation/index.ts'
import { ianaZones } from '../calendar/index.ts'
import type { ExportFilter } from './export-store.ts'
import { unitOf } from './unit-of.ts'
import { writeXlsx } from './write-xlsx.ts'

/** By what tickets are counted. */
export const recapDimensions = ['unit', 'kategori', 'saluran', 'bulan'] as const
export type RecapDimension = (typeof recapDimensions)[number]

/** Counts of the tickets that share a unit, a category, a channel or a month. `key` is empty where they have none. */
export interface RecapRow {
  key: string
  name: string
  received: number
  answered: number
  closed: number
  open: number
  /** Of which a promise was broken, at whatever step, now or then. */
  overdue: number
  /** Of which somebody still owes the reason of a broken promise. */
  unexplained: number
  /** Whose answer was released by the very person who had drafted it. */
  selfReleased: number
}

export interface Recap {
  rows: RecapRow[]
  total: Omit<RecapRow, 'key' | 'name'>
}

const keys = (zone: string): Record<RecapDimension, RawBuilder<string>> => ({
  unit: unitOf,
  kategori: sql`coalesce(t.facts ->> 'kategori', '')`,
  saluran: sql`t.channel`,
  bulan: sql`to_char(t.opened_at at time zone ${zone}, 'YYYY-MM')`,
})

/** Counts tickets by one dimension; `filter` says which were received. Months in their order, everything else the most first. For administrators. */
export async function recapitulate(work: Work, by: RecapDimension, filter: ExportFilter & { category?: string; channel?: string }): Promise<Recap> {
  if (work.actor.kind !== 'system' && !(work.actor.kind === 'officer' && work.actor.admin)) throw new Refusal('not-allowed', 'Rekapitulasi hanya untuk administrator.')
  const tenant = await findTenant(work.db, work.tenant)
  if (!tenant) throw new Error(`tenant ${work.tenant} is not loaded`)
  const { from, before, sop, unit, status, category, channel } = filter
  const { rows } = await sql<Omit<RecapRow, 'name'>>`
    select key, count(*)::int as received, count(*) filter (where answered_at is not null)::int as answered, count(*) filter (where not open)::int as closed,
      count(*) filter (where open)::int as open, count(*) filter (where late)::int as overdue,
      count(*) filter (where unexplained)::int as unexplained, count(*) filter (where self_released)::int as "selfReleased"
    from (
      select ${keys(ianaZones[tenant.zone])[by]} as key, t.answered_at, t.open,
        exists (select from clock c where c.tenant_id = t.tenant_id and c.subject_id = t.id and c.breached_at is not null) as late,
        exists (select from late_promise l where l.tenant_id = t.tenant_id and l.ticket_id = t.id and l.explained_seq is null) as unexplained,
        exists (select from answer a where a.tenant_id = t.tenant_id and a.ticket_id = t.id and a.released and a.officer_id = (
          select d.officer_id from answer d where d.tenant_id = a.tenant_id and d.ticket_id = a.ticket_id and not d.released and d.no < a.no order by d.no desc limit 1)) as self_released
      from ticket t where t.tenant_id = ${work.tenant} and t.part_no is null
        ${from ? sql`and t.opened_at >= ${from}` : sql``} ${before ? sql`and t.opened_at < ${before}` : sql``} ${sop ? sql`and t.sop = ${sop}` : sql``}
        ${unit ? sql`and ${unitOf} = ${unit}` : sql``} ${status ? sql`and t.open = ${status === 'terbuka'}` : sql``} ${channel ? sql`and t.channel = ${channel}` : sql``}
        ${category ? sql`and t.facts ->> 'kategori' = ${category}` : sql``}) counted
    group by key order by ${by === 'bulan' ? sql`key` : sql`received desc, key`}`.execute(work.db)
  const nameOf = await readNames(work, by)
  return { rows: rows.map((row) => ({ ...row, name: nameOf(row.key) })), total: totalOf(rows) }
}

function totalOf(rows: Omit<RecapRow, 'name'>[]): Recap['total'] {
  const sum = (name: keyof Recap['total']) => rows.reduce((all, row) => all + row[name], 0)
  return { received: sum('received'), answered: sum('answered'), closed: sum('closed'), open: sum('open'), overdue: sum('overdue'), unexplained: sum('unexplained'), selfReleased: sum('selfReleased') }
}

async function readNames(work: Work, by: RecapDimension): Promise<(key: string) => string> {
  if (by === 'unit') {
    const names = new Map((await listUnits(work)).map((one) => [one.code, one.name]))
    return (key) => (key === '' ? 'Belum ada unit' : (names.get(key) ?? key))
  }
  if (by === 'kategori') {
    const names = new Map((await listCategories(work)).map((one) => [one.code, one.name]))
    return (key) => (key === '' ? 'Belum ada kategori' : (names.get(key) ?? key))
  }
  if (by === 'bulan') return monthName
  return (key) => channelNames[key] ?? key
}

const channelNames: Record<string, string> = {
  web: 'Situs ini', sms: 'SMS', email: 'Surel', whatsapp: 'WhatsApp', surat: 'Surat', telepon: 'Telepon', datang: 'Datang langsung', 'media-sosial': 'Media sosial', impor: 'Impor', linked: 'Dari tiket lain',
}

const monthWriter = new Intl.DateTimeFormat('id-ID', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** `2026-01` as `Januari 2026`. */
function monthName(key: string): string {
  return monthWriter.format(new Date(`${key}-01T00:00:00Z`))
}

const heads: Record<RecapDimension, string> = { unit: 'Unit', kategori: 'Kategori', saluran: 'Saluran', bulan: 'Bulan' }

/** A recapitulation as a file: one row each, the total last. CSV is for Excel in Indonesia: semicolons, with a byte order mark. */
export function writeRecap(recap: Recap, by: RecapDimension, format: 'csv' | 'xlsx'): AsyncIterable<Uint8Array> {
  const head = [heads[by], 'Diterima', 'Dijawab', 'Selesai', 'Masih berjalan', 'Lewat tenggat', 'Alasan ditunggu', 'Dilepas penyusunnya']
  const cells = (name: string, row: Recap['total']) => [name, row.received, row.answered, row.closed, row.open, row.overdue, row.unexplained, row.selfReleased]
  const lines = [...recap.rows.map((row) => cells(row.name, row)), cells('Jumlah', recap.total)]
  return format === 'xlsx' ? writeXlsx('Rekapitulasi', head, once(lines)) : once(Buffer.from(`\uFEFF${stringify([head, ...lines], { delimiter: ';' })}`))
}

async function* once<T>(value: T): AsyncGenerator<T> {
  yield value
}
