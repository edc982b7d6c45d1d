import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isId } from '../../kernel/ids.ts'
import type { Fault } from '../../kernel/refusal.ts'
import { type LookFound, lookKinds, type LookSearch, recordLook, searchLooks } from '../../domains/access/index.ts'
import { localDate, momentAt } from '../../domains/calendar/index.ts'
import { listCategories, listUnits, searchOfficers } from '../../domains/organisation/index.ts'
import { recapDimensions, recapitulate, writeRecap } from '../../domains/reports/index.ts'
import { latestSops } from '../../domains/sop/index.ts'
import { findTicket } from '../../domains/tickets/index.ts'
import type { Work } from '../../kernel/work.ts'
import { getTenant } from '../find-visit.ts'
import { AdminLooksPage, AdminRecapPage } from '../pages/admin-log-pages.tsx'
import { readPeriod } from '../read-period.ts'
import { queryText, show, withWork } from '../with-work.ts'

/** The access history and the recapitulation of complaints, each with its file. */
export function mountAdminLogRoutes(app: FastifyInstance): void {
  app.get('/petugas/riwayat-akses', showLooks)
  app.get('/petugas/riwayat-akses/unduh', sendLooks)
  app.get('/petugas/rekap', showRecap)
  app.get('/petugas/rekap/unduh', sendRecap)
}

/** The named texts of a query that are not empty. */
function valuesOf(request: FastifyRequest, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (queryText(request, name) ? [[name, queryText(request, name).slice(0, 200)]] : [])))
}

/** A choice that is none of the list's: the list would say that there is nothing, and not why. */
function choiceFaults(values: Record<string, string>, lists: Record<string, { label: string; options: { value: string }[] }>): Fault[] {
  return Object.entries(lists).flatMap(([field, { label, options }]) => {
    const value = values[field]
    return value && !options.some((one) => one.value === value) ? [{ field, text: `${label}: “${value.slice(0, 40)}” tidak ada dalam daftar. Pilih salah satu.` }] : []
  })
}

/** What is asked for, and what can be chosen: every officer, also who left. */
async function readLooks(request: FastifyRequest, work: Work) {
  const values = valuesOf(request, ['petugas', 'apa', 'keperluan', 'dari', 'sampai'])
  const { zone } = getTenant(request)
  const { faults: days, ...period } = readPeriod(request, zone)
  const { officers: found } = await searchOfficers(work, { state: 'semua', today: localDate(work.now, zone), size: 5000 })
  const officers = found.map((one) => ({ value: one.id, text: one.active ? one.name : `${one.name} (tidak aktif)` }))
  const faults = [...days, ...choiceFaults(values, { petugas: { label: 'Petugas', options: officers } })]
  const search: LookSearch = { ...period, ...(values.petugas && { officerId: values.petugas }), ...(values.apa && { what: values.apa }), ...(values.keperluan && { purpose: values.keperluan }) }
  return { values, faults, search, officers, kinds: [...new Set([...(await lookKinds(work)), ...(values.apa ? [values.apa] : [])])] }
}

async function showLooks(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const content = await withWork(request, async (work) => {
    const { search, ...asked } = await readLooks(request, work)
    const page = asked.faults.length > 0 ? { looks: [] } : await searchLooks(work, search, { size: 40, after: queryText(request, 'setelah') })
    return { ...asked, ...page, numbers: await numbersOf(work, page.looks) }
  })
  return show(request, reply, { title: request.visit.view.t('Riwayat akses'), area: 'officer', status: content.faults.length > 0 ? 422 : 200, main: <AdminLooksPage {...content} /> })
}

async function numbersOf(work: Work, looks: LookFound[]): Promise<Map<string, string>> {
  const numbers = new Map<string, string>()
  for (const { subject } of looks) {
    const ticket = isId(subject) && !numbers.has(subject) ? await findTicket(work, { id: subject }) : undefined
    if (ticket) numbers.set(subject, ticket.number)
  }
  return numbers
}

/** The whole history of a filter, a thousand lines at a time; that it was taken out is a line of it too. */
async function sendLooks(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { values, faults, search } = await withWork(request, (work) => readLooks(request, work))
  if (faults.length > 0) return await showLooks(request, reply)
  await withWork(request, async (work) => {
    await searchLooks(work, search, { size: 1 })
    await recordLook(work, { what: 'riwayat akses', subject: 'unduhan', purpose: `mengunduh riwayat akses (${Object.entries(values).map(([name, value]) => `${name} ${value}`).join(', ') || 'semua'})` })
  })
  const today = localDate(request.server.web.now(), getTenant(request).zone)
  return reply
    .headers({ 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'private, no-store', 'content-disposition': `attachment; filename="riwayat-akses-${today}.csv"` })
    .send(Readable.from(lookLines(request, search), { objectMode: false }))
}

async function* lookLines(request: FastifyRequest, search: LookSearch): AsyncGenerator<Buffer> {
  const write = (rows: string[][]) => stringify(rows, { delimiter: ';', escape_formulas: true })
  yield Buffer.from(`\uFEFF${write([['Waktu', 'Siapa', 'Yang dilihat', 'Subjek', 'Keperluan']])}`)
  let after: string | undefined = ''
  while (after !== undefined) {
    const page: { looks: LookFound[]; next?: string } = await withWork(request, (work) => searchLooks(work, search, { size: 1000, ...(after && { after }) }))
    yield Buffer.from(write(page.looks.map((look) => [look.at.toISOString(), look.name ?? look.actorKind, look.what, look.subject, look.purpose])))
    after = page.next
  }
}

const recapNames = ['dari', 'sampai', 'sop', 'unit', 'kategori'] as const

/** The year so far, unless the query says otherwise. */
async function readRecap(request: FastifyRequest) {
  const { zone } = getTenant(request)
  const values = valuesOf(request, recapNames)
  const asked = recapNames.some((name) => name in (request.query as object))
  if (!asked) values.dari = `${localDate(request.server.web.now(), zone).slice(0, 4)}-01-01`
  const { faults, ...period } = readPeriod(request, zone)
  const by = recapDimensions.find((one) => one === queryText(request, 'per')) ?? 'unit'
  const from = asked ? period.from : momentAt(values.dari ?? '', 0, zone)
  const filter = { ...period, ...(from && { from }), ...(values.sop && { sop: values.sop }), ...(values.unit && { unit: values.unit }), ...(values.kategori && { category: values.kategori }) }
  return await withWork(request, async (work) => {
    const lists = {
      sops: await latestSops(work, localDate(work.now, zone)), units: await listUnits(work),
      categories: (await listCategories(work)).map((one) => ({ value: one.code, text: one.name })),
    }
    const codes = (all: { code: string }[]) => all.map((one) => ({ value: one.code }))
    const wrong = choiceFaults(values, { sop: { label: 'Prosedur', options: codes(lists.sops) }, unit: { label: 'Unit', options: codes(lists.units) }, kategori: { label: 'Kategori', options: lists.categories } })
    return { recap: await recapitulate(work, by, filter), by, values, faults: [...faults, ...wrong], ...lists }
  })
}

async function showRecap(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const found = await readRecap(request)
  return show(request, reply, { title: request.visit.view.t('Rekapitulasi pengaduan'), area: 'officer', status: found.faults.length > 0 ? 422 : 200, main: <AdminRecapPage {...found} /> })
}

async function sendRecap(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { recap, by, faults } = await readRecap(request)
  if (faults.length > 0) return await showRecap(request, reply)
  const format = queryText(request, 'bentuk') === 'csv' ? 'csv' : 'xlsx'
  const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  const today = localDate(request.server.web.now(), getTenant(request).zone)
  return reply
    .headers({ 'content-type': type, 'cache-control': 'private, no-store', 'content-disposition': `attachment; filename="rekap-per-${by}-${today}.${format}"` })
    .send(Readable.from(writeRecap(recap, by, format), { objectMode: false }))
}
