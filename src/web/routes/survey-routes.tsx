import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Fault, Refusal } from '../../kernel/refusal.ts'
import { isLocalDate, localDate } from '../../domains/calendar/index.ts'
import { listUnits } from '../../domains/organisation/index.ts'
import { publicSurvey, type SurveyFilter, surveyResults, surveyState, type SurveyTyped, takeSurvey } from '../../domains/survey/index.ts'
import { findTicket, readTicketNumber } from '../../domains/tickets/index.ts'
import { getTenant, sopsOfVisit } from '../find-visit.ts'
import { getReportersTicket } from '../own-ticket.ts'
import { SurveyPage, SurveyStartPage } from '../pages/survey-pages.tsx'
import { SurveyResultsPage } from '../pages/survey-results-page.tsx'
import { writeRegisterCsv, writeRegisterXlsx } from '../product-register-file.ts'
import { readForm, textOf } from '../read-form.ts'
import { surveyTable } from '../survey-table.ts'
import { giveKey, sameCode } from '../ticket-key.ts'
import { needOfficer, pathText, queryText, show, withWork } from '../with-work.ts'

/** The satisfaction survey: rating with number and code, the public figures, and the results for officers. */
export function mountSurveyRoutes(app: FastifyInstance): void {
  const strict = { config: { rateLimit: { max: Math.ceil(app.web.requestsPerMinute / 10), timeWindow: '1 minute' } } }
  app.get('/survei', async (request, reply) => await showStart(request, reply, { values: { nomor: queryText(request, 'nomor') }, faults: [] }))
  app.post('/survei', strict, findOwn)
  app.get('/tiket/:nomor/survei', async (request, reply) => await showSurvey(request, reply, { values: {}, faults: [] }))
  app.post('/tiket/:nomor/survei', takeRating)
  app.get('/petugas/survei', showResults)
  app.get('/petugas/survei/unduh', sendResults)
}

interface Retry {
  values: SurveyTyped
  faults: Fault[]
}

async function showStart(request: FastifyRequest, reply: FastifyReply, retry: Retry): Promise<FastifyReply> {
  getTenant(request)
  const content = await withWork(request, async (work) => ({ ...(await publicSurvey(work)), units: new Map((await listUnits(work)).map((unit) => [unit.code, unit.name])) }))
  return show(request, reply, { title: request.visit.view.t('Survei kepuasan'), width: 'narrow', status: retry.faults.length > 0 ? 422 : 200, main: <SurveyStartPage {...content} {...retry} /> })
}

async function findOwn(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { values } = await readForm(request)
  const typed = { nomor: textOf(values, 'nomor'), kode: textOf(values, 'kode') }
  const number = readTicketNumber(typed.nomor)
  const ticket = number && (await withWork(request, (work) => findTicket(work, { number })))
  if (!ticket || !sameCode(request, ticket.id, typed.kode)) {
    return await showStart(request, reply, { values: typed, faults: [{ field: 'nomor', text: request.visit.view.t('Nomor tiket dan kode rahasia tidak cocok. Periksa keduanya pada tanda terima.') }] })
  }
  giveKey(request, reply, ticket)
  return reply.redirect(`/tiket/${ticket.number}/survei`, 303)
}

async function showSurvey(request: FastifyRequest, reply: FastifyReply, retry: Retry): Promise<FastifyReply> {
  const content = await withWork(request, async (work) => {
    const ticket = await getReportersTicket(request, work)
    return { ticket, state: await surveyState(work, ticket) }
  })
  return show(request, reply, { title: request.visit.view.t('Bagaimana layanan kami?'), width: 'narrow', status: retry.faults.length > 0 ? 422 : 200, main: <SurveyPage {...content} {...retry} /> })
}

async function takeRating(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { values } = await readForm(request)
  try {
    await withWork(request, async (work) => takeSurvey(work, await getReportersTicket(request, work), values))
    return reply.redirect(`/tiket/${pathText(request, 'nomor')}/survei`, 303)
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.faults.length === 0) throw refusal
    return await showSurvey(request, reply, { values, faults: refusal.faults })
  }
}

async function readResults(request: FastifyRequest) {
  getTenant(request)
  needOfficer(request)
  const values = Object.fromEntries(['unit', 'sop', 'dari', 'sampai'].flatMap((name) => (queryText(request, name) ? [[name, queryText(request, name)]] : []))) as Record<string, string>
  const { dari: from, sampai: until } = values
  const faults: Fault[] = []
  for (const [field, day] of [['dari', from], ['sampai', until]] as const) if (day && !isLocalDate(day)) faults.push({ field, text: `Tanggal “${day.slice(0, 20)}” bukan tanggal. Contoh: 2026-01-31.` })
  if (from && until && faults.length === 0 && from > until) faults.push({ field: 'sampai', text: 'Tanggal akhir mendahului tanggal awal. Tukar keduanya.' })
  const filter: SurveyFilter = faults.length > 0 ? {} : { ...(values.unit && { unit: values.unit }), ...(values.sop && { sop: values.sop }), ...(from && { from }), ...(until && { until }) }
  const { actor } = request.visit
  const read = await withWork(request, async (work) => ({ results: await surveyResults(work, filter), units: await listUnits(work) }))
  const mine = actor.kind === 'officer' && !actor.admin ? new Set(actor.posts.map((held) => held.unit)) : undefined
  return {
    results: read.results, values, faults, units: read.units.filter((unit) => !mine || mine.has(unit.code)).map((unit) => ({ value: unit.code, text: unit.name })),
    sops: (await sopsOfVisit(request)).map((sop) => ({ value: sop.code, text: sop.shortTitle })),
  }
}

async function showResults(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const found = await readResults(request)
  return show(request, reply, {
    title: request.visit.view.t('Hasil survei kepuasan'), area: 'officer', status: found.faults.length > 0 ? 422 : 200, main: <SurveyResultsPage {...found} query={new URLSearchParams(found.values).toString()} />,
  })
}

async function sendResults(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const found = await readResults(request)
  if (found.faults.length > 0) return await showResults(request, reply)
  const table = surveyTable(found)
  const today = localDate(request.server.web.now(), getTenant(request).zone)
  const csv = queryText(request, 'bentuk') === 'csv'
  reply.headers({
    'content-type': csv ? 'text/csv; charset=utf-8' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'cache-control': 'private, no-store',
    'content-disposition': `attachment; filename="survei-${today}.${csv ? 'csv' : 'xlsx'}"`,
  })
  return reply.send(csv ? writeRegisterCsv(table) : await writeRegisterXlsx(table))
}
