import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { Actor } from '../../kernel/actor.ts'
import { newId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { inWork, type Resources, type Work } from '../../kernel/work.ts'
import { recordLook } from '../access/index.ts'
import { localDate } from '../calendar/index.ts'
import { findTenant, listCategories, listUnits, villagesOf } from '../organisation/index.ts'
import { sopsInForce } from '../sop/index.ts'
import { readTenantLists } from '../tickets/index.ts'
import { readSpreadsheet } from './import-file.ts'
import { findLayout, type KnownSheet, rowReader, sopOfLayout } from './import-layout.ts'
import type { ImportGround } from './import-order.ts'
import { findImport, insertImport, type NewRow } from './import-store.ts'

export interface ImportOrder {
  tenant: string
  actor: Actor
  now: Date
  formKey: string
  fileName: string
  bytes: Buffer
  sop: string
  /** Rows that were closed in the system that they come from become tickets too. */
  closedToo: boolean
}

const rowsAtOnce = 200

/**
 * Reads an uploaded spreadsheet and keeps its rows for a preview; nothing becomes a ticket yet. Gives the import's id; the same form sent twice gives the same import. Refuses
 * files that cannot be read, with what was found and what is expected. Reading lets other requests pass every 200 rows.
 */
export async function takeImport(resources: Resources, order: ImportOrder): Promise<string> {
  const inTenant = <T>(task: (work: Work) => Promise<T>) => inWork(resources, { tenant: order.tenant, actor: order.actor, now: order.now }, task)
  const before = await inTenant(async (work) => {
    needImporter(work)
    return await findImport(work, { formKey: order.formKey })
  })
  if (before) return before.id
  const sheets = await readSpreadsheet(order.bytes)
  const ground = await inTenant((work) => readGround(work, order.sop))
  const sheet = findLayout(sheets, ground.sop)
  const rows = await readAll(sheet, ground, order)
  const { code, version } = ground.sop
  return await inTenant(async (work) => {
    const id = newId(work.now)
    const by = needImporter(work)
    await insertImport(work, { id, formKey: order.formKey, at: work.now, byId: by, fileName: order.fileName.slice(0, 200), layout: sheet.layout, sop: code, sopVersion: version, heads: sheet.heads }, rows)
    await recordLook(work, { what: 'impor', subject: id, purpose: 'memeriksa berkas sebelum diimpor' })
    return id
  })
}

/** The id of the officer who may import: an administrator of the tenant. Refuses everyone else. */
export function needImporter(work: Work): string {
  if (work.actor.kind === 'officer' && work.actor.admin) return work.actor.id
  throw new Refusal('not-found', 'Halaman ini untuk admin kabupaten.')
}

async function readGround(work: Work, code: string): Promise<ImportGround> {
  const tenant = await findTenant(work.db, work.tenant)
  if (!tenant) throw new Error(`tenant ${work.tenant} is not loaded`)
  const sop = (await sopsInForce(work, localDate(work.now, tenant.zone))).find((one) => one.code === code)
  if (!sop) throw new Refusal('bad-input', 'Prosedur: pilih salah satu.', [{ field: 'sop', text: 'Prosedur: pilih salah satu.' }])
  const fill = await (await readTenantLists(work, sop)).fill({})
  return { tenant, sop, units: await listUnits(work), categories: await listCategories(work), districts: villagesOf(tenant.regionCode), fill, now: work.now }
}

async function readAll(sheet: KnownSheet, ground: ImportGround, order: ImportOrder): Promise<NewRow[]> {
  const read = rowReader(sheet, { ...ground, sop: sopOfLayout(ground.sop, sheet.layout) })
  const seen = new Map<string, number>()
  const rows: NewRow[] = []
  for (const [index, { no, cells }] of sheet.rows.entries()) {
    if (index % rowsAtOnce === rowsAtOnce - 1) await setImmediate()
    const { order: made, faults, closed, sourceNumber } = read(cells)
    const skipped = closed && !order.closedToo
    // A row that leaves our own template without a number is known by all that it says; two such rows in one file are two reports.
    const said = sourceNumber ?? JSON.stringify(cells)
    const times = sourceNumber ? 0 : (seen.get(said) ?? 0)
    seen.set(said, times + 1)
    rows.push({
      no, state: skipped ? 'skipped' : made ? 'good' : 'wrong', rowKey: keyOf([order.tenant, sheet.layout, sourceNumber ? 'nomor' : 'isi', said, String(times)]),
      ...(sourceNumber && { sourceNumber: sourceNumber.slice(0, 100) }),
      content: { cells, faults, ...(made && !skipped && { order: made }) },
    })
  }
  return rows
}

/** A UUID (RFC 9562, version 8) that is always the same for the same row. */
function keyOf(parts: string[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
