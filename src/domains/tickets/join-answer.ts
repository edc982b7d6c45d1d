import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { eventsOf } from '../audit/index.ts'
import { clocksOf } from '../deadlines/index.ts'
import { actingLanes, availableActs, type Doing, fillFields, getSop, getStep, type Lane, runAct, seatsOf, type Sop, type UnitKinds } from '../sop/index.ts'
import { carryOut } from './carry-out.ts'
import { endedText } from './ended-text.ts'
import { saveCourse } from './save-course.ts'
import { barredText } from './separate-duties.ts'
import { closingRelease, findOwnAnswer, longestJoined, splitAtAnswer } from './split-act.ts'
import { readTenantLists, type TenantLists } from './tenant-surroundings.ts'
import type { Ticket } from './ticket.ts'
import { beginCourse, type Course } from './ticket-course.ts'
import { lockTicket } from './ticket-store.ts'
import { standingOf } from './visible-ticket.ts'

export interface JoinOrder {
  ticketId: string
  text: string
  seenVersion: number
  /** The same form twice answers once. */
  formKey: string
}

/** The lane in which this officer holds the step where a ticket was split, if they do. */
export function splitterLane(work: Work, ticket: Ticket, { sop, units }: { sop: Sop; units: UnitKinds }): Lane | undefined {
  const { actor } = work
  if (actor.kind !== 'officer') return undefined
  return actingLanes(sop, getStep(sop, ticket.state.step)).find((lane) => seatsOf(lane, ticket.state, units).some((seat) => actor.posts.some((held) => held.post === seat.post && held.unit === seat.unit)))
}

/**
 * Sends the joined answer of a split ticket, and ends it as the SOP ends an answered one: published, private, with its result. Refuses `not-allowed` to others than the office
 * that split it, `conflict` while parts are not answered or where somebody was faster, `bad-input` on `jawaban-gabungan`.
 */
export async function releaseJoined(work: Work, order: JoinOrder): Promise<Ticket> {
  const ticket = await lockTicket(work, order.ticketId)
  if (work.actor.kind !== 'officer' || (await standingOf(work, ticket)) !== 'officer') throw new Refusal('not-found', 'Tiket itu tidak ada, atau bukan untuk Anda.')
  if ((await eventsOf(work, ticket.id)).some((event) => event.act !== 'bagi' && event.body.kunci === order.formKey)) return ticket
  return await saveCourse(await joinedCourse(work, ticket, order))
}

/** What sending the joined answer does, not saved yet. The ticket is locked, and this officer may read it. Refuses as `releaseJoined`. */
export async function joinedCourse(work: Work, ticket: Ticket, order: JoinOrder): Promise<Course> {
  if (!ticket.state.open) throw new Refusal('conflict', await endedText(work, ticket))
  const sop = await getSop(work, ticket.sop, ticket.sopVersion)
  const lists = await readTenantLists(work, sop)
  const lane = splitterLane(work, ticket, { sop, units: lists.units })
  if (!lane || !ticket.parts) throw new Refusal('not-allowed', 'Jawaban gabungan hanya dikirim oleh yang membagi tiket ini.')
  if (ticket.parts !== 'ready') throw new Refusal('conflict', 'Masih ada bagian yang belum dijawab. Tunggu, atau tarik kembali bagian itu.')
  if (ticket.version !== order.seenVersion) throw new Refusal('conflict', 'Tiket ini sudah berubah sejak halaman dibuka. Tulisan Anda masih ada di bawah: periksa keadaan tiket sekarang.')
  const text = order.text.replaceAll('\0', '').toWellFormed().replaceAll('\r\n', '\n').trim()
  if (!text) refuseInput([{ field: 'jawaban-gabungan', text: 'Jawaban untuk pelapor: wajib diisi.' }])
  const most = longestJoined(sop, ticket)
  if (text.length > most) refuseInput([{ field: 'jawaban-gabungan', text: `Jawaban untuk pelapor: ada ${text.length} huruf, paling banyak ${most}.` }])
  const barred = splitAtAnswer(sop, ticket) ? undefined : await barredText(work, ticket, { sop, units: lists.units, lane: lane.name })
  if (barred) throw new Refusal('not-allowed', barred)
  const { parts: _, ...rest } = ticket
  const doings = splitAtAnswer(sop, ticket) ? await answerOf(work, rest, { sop, lists, text }) : [releaseOf(sop, rest, { lane: lane.name, text })]
  const course = beginCourse(work, { sop, lists, ticket: rest, clocks: await clocksOf(work, ticket.id) })
  course.sendKey = order.formKey
  await carryOut(course, doings)
  return course
}

/** Where a unit split the ticket at its own answer, the joined text is that answer, with all that the SOP does after it. */
async function answerOf(work: Work, ticket: Ticket, { sop, lists, text }: { sop: Sop; lists: TenantLists; text: string }): Promise<Doing[]> {
  const own = findOwnAnswer(sop, availableActs(sop, ticket.state, { actor: work.actor, reporter: false, units: lists.units }))
  if (!own) throw new Refusal('not-allowed', 'Jawaban gabungan hanya dikirim oleh yang membagi tiket ini.')
  const { act, lane } = own.available
  const uses = act.fill.filter((use) => use.field === own.answerField)
  const typed = { [own.answerField]: text }
  const { facts, faults } = fillFields(sop, uses, typed, await lists.fill(ticket.state.facts, { uses, typed, owner: ticket }))
  if (faults.length > 0) refuseInput(faults.map((fault) => ({ ...fault, field: 'jawaban-gabungan' })))
  return runAct(sop, ticket.state, { act, lane, filled: facts }, lists.around(ticket.state.facts)).doings
}

/** What the SOP does when it sends an answer and closes, done with this text from where the ticket stands. */
function releaseOf(sop: Sop, ticket: Ticket, { lane, text }: { lane: string; text: string }): Doing {
  const act = closingRelease(sop)!
  const effects = act.effects.map((effect) => (effect.do === 'release-answer' ? { do: effect.do } : effect))
  const result = act.effects.flatMap((effect) => (effect.do === 'close' ? [effect.result] : []))[0]
  const to = act.to === 'stay' ? ticket.state.step : act.to
  const filled = { jawaban: text }
  const after = { ...ticket.state, facts: { ...ticket.state.facts, ...filled }, released: true, acted: {}, waiting: false, step: to, open: false, result }
  return { step: ticket.state.step, act: 'jawaban-gabungan', lane, to, left: true, automatic: false, effects, filled, after }
}
