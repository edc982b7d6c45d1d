import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Fault, Refusal } from '../../kernel/refusal.ts'
import { addDays, isLocalDate, localDate, momentAt } from '../../domains/calendar/index.ts'
import type { Work } from '../../kernel/work.ts'
import { findTenant, listUnits } from '../../domains/organisation/index.ts'
import { type ExportFilter, exportTickets } from '../../domains/reports/index.ts'
import { latestSops } from '../../domains/sop/index.ts'
import { sendersOf } from '../../domains/tickets/index.ts'
import { getTenant } from '../find-visit.ts'
import { ExportPage } from '../pages/export-page.tsx'
import { needOfficer, queryText, show, withWork } from '../with-work.ts'

const types = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv; charset=utf-8' } as const
const names = ['dari', 'sampai', 'sop', 'unit', 'status', 'susunan', 'bentuk'] as const

/** Taking tickets out as a file, streamed. For the tenant's administrators. */
export function mountExportRoutes(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    getTenant(request)
    needOfficer(request)
    const { actor } = request.visit
    if (actor.kind !== 'officer' || !actor.admin) throw new Refusal('not-found', 'Halaman ini untuk admin kabupaten.')
  })
  app.get('/ekspor', async (request, reply) => await showForm(request, reply, []))
  app.get('/ekspor/unduh', send)
}

async function showForm(request: FastifyRequest, reply: FastifyReply, faults: Fault[]): Promise<FastifyReply> {
  const tenant = getTenant(request)
  const content = await withWork(request, async (work) => ({ sops: await latestSops(work, localDate(work.now, tenant.zone)), units: await listUnits(work) }))
  const values = Object.fromEntries(names.flatMap((name) => (queryText(request, name) ? [[name, queryText(request, name)]] : [])))
  return show(request, reply, { title: request.visit.view.t('Ekspor laporan'), area: 'officer', width: 'narrow', status: faults.length > 0 ? 422 : 200, main: <ExportPage {...content} values={values} faults={faults} /> })
}

async function send(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { filter, faults } = readFilter(request)
  const wrong = [...faults, ...(await withWork(request, (work) => unknownChoices(work, filter)))]
  if (wrong.length > 0) return await showForm(request, reply, wrong)
  const format = queryText(request, 'bentuk') === 'csv' ? 'csv' : 'xlsx'
  const layout = queryText(request, 'susunan') === 'sp4n' ? 'sp4n' : 'lengkap'
  const parts = await exportTickets((task) => withWork(request, task), { layout, format, filter, senders: sendersOf })
  const today = localDate(request.server.web.now(), getTenant(request).zone)
  return reply
    .headers({ 'content-type': types[format], 'cache-control': 'private, no-store', 'content-disposition': `attachment; filename="laporan-${layout}-${today}.${format}"` })
    .send(Readable.from(parts, { objectMode: false }))
}

/** A choice that is none of the list's would give an empty file, and not say why. */
async function unknownChoices(work: Work, { sop, unit }: ExportFilter): Promise<Fault[]> {
  const known = async (codes: Promise<{ code: string }[]>, code: string) => (await codes).some((one) => one.code === code)
  const said = (field: string, label: string, code: string) => ({ field, text: `${label}: “${code.slice(0, 40)}” tidak ada dalam daftar. Pilih salah satu.` })
  const zone = (await findTenant(work.db, work.tenant))?.zone ?? 'WIB'
  return [
    ...(sop && !(await known(latestSops(work, localDate(work.now, zone)), sop)) ? [said('sop', 'Prosedur', sop)] : []),
    ...(unit && !(await known(listUnits(work), unit)) ? [said('unit', 'Unit', unit)] : []),
  ]
}

function readFilter(request: FastifyRequest): { filter: ExportFilter; faults: Fault[] } {
  const { zone } = getTenant(request)
  const [from, until, sop, unit, status] = names.map((name) => queryText(request, name))
  const faults: Fault[] = []
  for (const [field, day] of [['dari', from], ['sampai', until]] as const) if (day && !isLocalDate(day)) faults.push({ field, text: `Tanggal “${day.slice(0, 20)}” bukan tanggal. Contoh: 2026-01-31.` })
  if (from && until && faults.length === 0 && from > until) faults.push({ field: 'sampai', text: 'Tanggal akhir mendahului tanggal awal. Tukar keduanya.' })
  if (faults.length > 0) return { filter: {}, faults }
  return {
    filter: {
      ...(from && { from: momentAt(from, 0, zone) }), ...(until && { before: momentAt(addDays(until, 1), 0, zone) }), ...(sop && { sop }), ...(unit && { unit }),
      ...((status === 'terbuka' || status === 'selesai') && { status }),
    },
    faults,
  }
}
