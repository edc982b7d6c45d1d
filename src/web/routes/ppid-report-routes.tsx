import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { localDate } from '../../domains/calendar/index.ts'
import { listUnits } from '../../domains/organisation/index.ts'
import { makePpidReportPdf, type PpidReport, readPpidReport, writePpidReportCsv, writePpidReportXlsx } from '../../domains/reports/index.ts'
import { getTenant } from '../find-visit.ts'
import { PpidReportPage } from '../pages/ppid-report-page.tsx'
import { needOfficer, queryText, show, withWork } from '../with-work.ts'

/** The law on public information holds since 2010; nothing was counted here before. */
const firstYear = 2020

/** Yearly figures of public information service, for the officers of PPID and administrators. */
export function mountPpidReportRoutes(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    getTenant(request)
    needOfficer(request)
  })
  app.get('/petugas/ppid/laporan', async (request, reply) => {
    const report = await withWork(request, (work) => readPpidReport(work, yearOf(request)))
    const years = Array.from({ length: thisYear(request) - firstYear + 1 }, (_, at) => thisYear(request) - at)
    return show(request, reply, { title: request.visit.view.t('Laporan layanan informasi publik {tahun}', { tahun: report.year }), area: 'officer', main: <PpidReportPage report={report} years={years} /> })
  })
  app.get('/petugas/ppid/laporan/unduh', { compress: false }, sendFile)
}

function thisYear(request: FastifyRequest): number {
  return Number(localDate(request.server.web.now(), getTenant(request).zone).slice(0, 4))
}

/** The year that was asked for; this one, where it is none that could be counted. */
function yearOf(request: FastifyRequest): number {
  const asked = queryText(request, 'tahun')
  const year = /^20\d\d$/.test(asked) ? Number(asked) : thisYear(request)
  return year >= firstYear && year <= thisYear(request) ? year : thisYear(request)
}

const types = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', pdf: 'application/pdf' } as const

async function sendFile(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const asked = queryText(request, 'bentuk')
  const format = asked === 'csv' || asked === 'xlsx' ? asked : 'pdf'
  const { report, unit } = await withWork(request, async (work) => {
    const found = await readPpidReport(work, yearOf(request))
    return { report: found, unit: (await listUnits(work)).find((one) => one.code === found.unit) }
  })
  return reply
    .headers({ 'content-type': types[format], 'cache-control': 'private, no-store', 'content-disposition': `${format === 'pdf' ? 'inline' : 'attachment'}; filename="laporan-ppid-${report.year}.${format}"` })
    .send(await write(request, report, { format, unit: unit?.name ?? '' }))
}

async function write(request: FastifyRequest, report: PpidReport, { format, unit }: { format: keyof typeof types; unit: string }): Promise<string | Buffer> {
  if (format === 'csv') return writePpidReportCsv(report)
  if (format === 'xlsx') return await writePpidReportXlsx(report)
  const tenant = getTenant(request)
  return await makePpidReportPdf({ report, unit, government: tenant.government, contact: tenant.contact, place: tenant.name.replace(/^(Kabupaten|Kota) /, ''), signer: 'Pejabat Pengelola Informasi dan Dokumentasi (PPID) Utama' })
}
