import { stringify } from 'csv-stringify/sync'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { findNikRegion, recordLook } from '../access/index.ts'
import { findTenant, listCategories, listClasses, listUnits, villagesOf } from '../organisation/index.ts'
import { getSop, getStep, type Sop } from '../sop/index.ts'
import { exportCells, exportHeads, type ExportLayout, type ExportNames } from './export-columns.ts'
import { type ExportFilter, type ExportRow, nextTickets } from './export-store.ts'
import { writeXlsx } from './write-xlsx.ts'

/** Runs one part of an export in a short transaction of its own. */
export type InWork = <T>(task: (work: Work) => Promise<T>) => Promise<T>

export interface ExportOrder {
  layout: ExportLayout
  format: 'csv' | 'xlsx'
  filter: ExportFilter
  /** Names of senders without an account, by ticket. */
  senders(work: Work, ticketIds: string[]): Promise<Map<string, string>>
}

const ticketsAtOnce = 500
const beforeAll = '00000000-0000-0000-0000-000000000000'

/**
 * Tickets as a file, in parts: a million of them take no more memory than five hundred. The look is recorded before the first part. Refuses `not-found` to all but the tenant's
 * administrators. Names of people who asked to stay unnamed are left out.
 */
export async function exportTickets(inWork: InWork, order: ExportOrder): Promise<AsyncGenerator<Uint8Array>> {
  await inWork(async (work) => {
    if (work.actor.kind !== 'officer' || !work.actor.admin) throw new Refusal('not-found', 'Halaman ini untuk admin kabupaten.')
    await recordLook(work, { what: 'ekspor', subject: order.layout, purpose: `mengekspor tiket (${describe(order)})` })
  })
  const rows = readParts(inWork, order)
  return order.format === 'csv' ? writeCsv(order.layout, rows) : writeXlsx('Laporan', exportHeads(order.layout), rows)
}

function describe({ format, filter }: ExportOrder): string {
  const parts = { sejak: filter.from?.toISOString(), sebelum: filter.before?.toISOString(), sop: filter.sop, unit: filter.unit, status: filter.status }
  return [format, ...Object.entries(parts).flatMap(([name, value]) => (value ? [`${name} ${value}`] : []))].join(', ')
}

async function* readParts(inWork: InWork, order: ExportOrder): AsyncGenerator<string[][]> {
  const names = await inWork(readNames)
  const sops = new Map<string, Sop>()
  let after = beforeAll
  for (;;) {
    const rows = await inWork(async (work) => {
      const found = await nextTickets(work, order.filter, { after, most: ticketsAtOnce })
      await readSops(work, found, sops)
      return await withSenders(work, found, order)
    })
    if (rows.length === 0) return
    const withSops = { ...names, ...sopNames(sops) }
    yield rows.map((row) => exportCells(order.layout, row, withSops))
    after = rows.at(-1)!.id
  }
}

async function withSenders(work: Work, rows: ExportRow[], order: ExportOrder): Promise<ExportRow[]> {
  const ids = rows.filter((row) => row.fromDesk && row.name === null).map((row) => row.id)
  if (ids.length === 0) return rows
  const senders = await order.senders(work, ids)
  return rows.map((row) => ({ ...row, name: row.name ?? senders.get(row.id) ?? null }))
}

async function readSops(work: Work, rows: ExportRow[], known: Map<string, Sop>): Promise<void> {
  for (const { sop, sopVersion } of rows) {
    const key = `${sop} ${sopVersion}`
    if (!known.has(key)) known.set(key, await getSop(work, sop, sopVersion))
  }
}

function sopNames(sops: Map<string, Sop>): Pick<ExportNames, 'sop' | 'step'> {
  const get = (code: string, version: string) => sops.get(`${code} ${version}`)!
  return { sop: (code, version) => get(code, version).shortTitle, step: (code, version, step) => getStep(get(code, version), step).activity }
}

async function readNames(work: Work): Promise<Omit<ExportNames, 'sop' | 'step'>> {
  const tenant = await findTenant(work.db, work.tenant)
  if (!tenant) throw new Error(`tenant ${work.tenant} is not loaded`)
  const units = new Map((await listUnits(work)).map((one) => [one.code, one.name]))
  const categories = new Map((await listCategories(work)).map((one) => [one.code, one.name]))
  const classes = new Map((await listClasses(work)).map((one) => [one.code, one.name]))
  const villages = new Map(villagesOf(tenant.regionCode).flatMap((district) => district.villages.map((one) => [one.code, { village: one.name, district: district.name }] as const)))
  return {
    unit: (code) => units.get(code) ?? code, category: (code) => categories.get(code) ?? code, class: (code) => classes.get(code) ?? code, village: (code) => villages.get(code),
    zone: tenant.zone, government: tenant.government, regency: tenant.name, province: findNikRegion(`${tenant.regionCode.replaceAll('.', '')}01`)?.province ?? '',
  }
}

async function* writeCsv(layout: ExportLayout, parts: AsyncIterable<string[][]>): AsyncGenerator<Uint8Array> {
  const write = (rows: string[][]) => Buffer.from(stringify(rows, { delimiter: ';' }))
  yield Buffer.concat([Buffer.from('\uFEFF'), write([exportHeads(layout)])])
  for await (const rows of parts) yield write(rows)
}
