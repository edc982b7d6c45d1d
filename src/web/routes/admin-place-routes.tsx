import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Fault, Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import {
  addOwnHolidays, type Assignment, assignmentsOn, calendarLog, type KeptUnit, listCategories, listClasses, listOwnHolidays, listPosts, listUnits, localToday, type PostKind, withdrawOwnHoliday, workCalendar,
} from '../../domains/organisation/index.ts'
import { classifyText } from '../../domains/routing/index.ts'
import { beginReckoning, continueReckoning, listReckonings, markSeatNewsRead, waitingAtSeats } from '../../domains/tickets/index.ts'
import type { FormValues } from '../../ui/index.ts'
import { AdminCalendarPage } from '../pages/admin-calendar-page.tsx'
import { AdminUnitsPage, type UnitWithSeats } from '../pages/admin-units-page.tsx'
import { KeywordsPage } from '../pages/keywords-page.tsx'
import { readForm, textOf } from '../read-form.ts'
import { pathText, queryText, show, withWork } from '../with-work.ts'

/** Units with their posts, the calendar, and the trial of keywords. */
export function mountAdminPlaceRoutes(app: FastifyInstance): void {
  app.get('/petugas/unit', showUnits)
  app.get('/petugas/kalender', async (request, reply) => await showCalendar(request, reply))
  app.post('/petugas/kalender', addHoliday)
  app.post('/petugas/kalender/:id/cabut', withdraw)
  app.post('/kata-kunci/coba', tryKeywords)
}

async function showUnits(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const onlyEmpty = queryText(request, 'kosong') === 'ya'
  const units = await withWork(request, async (work) => {
    if (work.actor.kind === 'officer') await markSeatNewsRead(work, work.actor.posts)
    return await readUnits(work)
  })
  const empty = units.flatMap((one) => one.seats).filter((seat) => seat.holders.length === 0).length
  const shown = onlyEmpty ? units.map((one) => ({ ...one, seats: one.seats.filter((seat) => seat.holders.length === 0) })).filter((one) => one.seats.length > 0) : units
  const groups = [...Map.groupBy(shown, (one) => one.unit.function)].map(([name, members]) => ({ function: name, units: members })).sort((a, b) => a.function.localeCompare(b.function, 'id'))
  return show(request, reply, { title: request.visit.view.t('Unit dan jabatan'), area: 'officer', main: <AdminUnitsPage groups={groups} empty={empty} onlyEmpty={onlyEmpty} /> })
}

async function readUnits(work: Work): Promise<UnitWithSeats[]> {
  const [units, posts, held] = [await listUnits(work), await listPosts(work), await assignmentsOn(work, await localToday(work))]
  const waiting = new Map((await waitingAtSeats(work)).map((seat) => [`${seat.post} ${seat.unit}`, seat.waiting]))
  return units.map((unit) => ({ unit, seats: unit.active ? seatsOf(unit, { posts, held, waiting }) : [] }))
}

function seatsOf(unit: KeptUnit, { posts, held, waiting }: { posts: PostKind[]; held: Assignment[]; waiting: Map<string, number> }) {
  return posts.filter((post) => post.units.includes(unit.code)).map((post) => ({
    post, holders: held.filter((one) => one.post === post.code && one.unit === unit.code), waiting: waiting.get(`${post.code} ${unit.code}`) ?? 0,
  }))
}

interface CalendarRetry {
  values: FormValues
  faults: Fault[]
  withdraw?: string
}

async function showCalendar(request: FastifyRequest, reply: FastifyReply, retry: CalendarRetry = { values: {}, faults: [] }): Promise<FastifyReply> {
  const asked = queryText(request, 'tahun')
  const content = await withWork(request, async (work) => {
    const [calendar, today, own] = [await workCalendar(work), await localToday(work), await listOwnHolidays(work)]
    const years = [...new Set([...Object.keys(calendar.decrees), ...calendar.holidays.map((day) => day.date.slice(0, 4)), today.slice(0, 4)])].sort()
    const year = years.includes(asked) ? asked : today.slice(0, 4)
    const holidays = calendar.holidays.filter((day) => day.date.startsWith(year)).sort((a, b) => a.date.localeCompare(b.date))
    return { year, years, holidays, own, today, decree: calendar.decrees[year], reckonings: await listReckonings(work, 1), log: await calendarLog(work, 50) }
  })
  return show(request, reply, {
    title: request.visit.view.t('Kalender kerja'), area: 'officer', status: retry.faults.length > 0 ? 422 : 200,
    main: <AdminCalendarPage {...content} saved={queryText(request, 'tersimpan') === 'ya'} retry={retry} />,
  })
}

async function addHoliday(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { values } = await readForm(request)
  const text = (name: string) => textOf(values, name).trim()
  const order = { from: text('libur-mulai'), until: text('libur-sampai') || text('libur-mulai'), name: text('nama-libur'), source: text('dasar'), kind: text('jenis-libur') === 'cuti-bersama' ? 'cuti-bersama' as const : 'libur' as const }
  return await changeCalendar(request, reply, { change: (work) => addOwnHolidays(work, order), retry: { values, faults: [] }, year: order.from.slice(0, 4) })
}

async function withdraw(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { values } = await readForm(request)
  const id = pathText(request, 'id')
  return await changeCalendar(request, reply, { change: (work) => withdrawOwnHoliday(work, { id, reason: textOf(values, 'alasan-cabut') }), retry: { values, faults: [], withdraw: id }, year: '' })
}

/** How long a request goes on reckoning before the timekeeper takes over. */
const reckonForMs = 2000

async function changeCalendar(request: FastifyRequest, reply: FastifyReply, order: { change(work: Work): Promise<string>; retry: CalendarRetry; year: string }): Promise<FastifyReply> {
  try {
    await withWork(request, async (work) => await beginReckoning(work, await order.change(work)))
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.faults.length === 0) throw refusal
    return await showCalendar(request, reply, { ...order.retry, faults: refusal.faults })
  }
  const began = performance.now()
  while (performance.now() - began < reckonForMs && (await withWork(request, continueReckoning)) > 0);
  return reply.redirect(`/petugas/kalender?tersimpan=ya${order.year && `&tahun=${order.year}`}`, 303)
}

const longestTrial = 5000

async function tryKeywords(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { values } = await readForm(request)
  const whole = textOf(values, 'teks')
  const text = whole.slice(0, longestTrial)
  const content = await withWork(request, async (work) => ({ categories: await listCategories(work), classes: await listClasses(work), units: new Map((await listUnits(work)).map((unit) => [unit.code, unit.shortName])) }))
  // A regency without classes still has categories to try.
  const classes = content.classes.length > 0 ? content.classes : [{ code: '', name: '', keywords: [] }]
  const found = text.trim() ? classifyText(text, { classes, categories: content.categories }) : undefined
  return show(request, reply, { title: request.visit.view.t('Kata kunci'), area: 'officer', main: <KeywordsPage {...content} saved="" trial={{ text, found, units: content.units, ...(whole.length > longestTrial && { cut: longestTrial }) }} /> })
}
