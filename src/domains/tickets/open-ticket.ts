import type { HeldPost } from '../../kernel/actor.ts'
import { newId } from '../../kernel/ids.ts'
import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { chainStart } from '../audit/index.ts'
import { attachUploads } from '../files/index.ts'
import { type Facts, type Field, fillFields, runAct, type Sop, latestSops, startState, type Typed } from '../sop/index.ts'
import { carryOut } from './carry-out.ts'
import { startTicketClock } from './course-clocks.ts'
import { fillBraces } from './fill-braces.ts'
import { saveCourse } from './save-course.ts'
import { readTenantLists, type TenantLists } from './tenant-surroundings.ts'
import { refuseWrongKinds } from './refuse-wrong-kinds.ts'
import type { Ticket } from './ticket.ts'
import { beginCourse, type Course, newSalt } from './ticket-course.ts'
import { newTicketNumber } from './ticket-number.ts'
import { claimFormKey, findTicket } from './ticket-store.ts'

/** How a ticket came in. */
export const ticketChannels = ['web', 'sms', 'email', 'whatsapp', 'surat', 'telepon', 'datang', 'media-sosial', 'impor', 'linked'] as const
export type TicketChannel = (typeof ticketChannels)[number]

export interface TicketOrder {
  sop: Sop
  /** Made with the empty form; the same key sent twice gives the same ticket. */
  formKey: string
  typed: Typed
  channel: TicketChannel
  /** When it reached the office, for a letter or a call that is entered later: the clocks count from it. Never after now. */
  receivedAt?: Date
  reporterId?: string
  anonymous?: boolean
  secret?: boolean
  parentId?: string
  /** The agency that applies, by an officer who holds this post there. */
  applicant?: HeldPost
  /** The unit that it begins with: an objection begins where its request was. */
  unit?: string
}

/**
 * Opens a ticket from a filled form: the first row of its SOP. A form sent twice gives the ticket that it made before.
 * Refuses `bad-input` with a fault for each field that is wrong or missing, `not-signed-in` where the SOP wants an account,
 * `conflict` when the key made somebody else's ticket (two people at one computer).
 */
export async function openTicket(work: Work, order: TicketOrder): Promise<Ticket> {
  if (order.applicant) needApplicant(work, order.sop, order.applicant)
  else if (order.channel === 'web' && !order.sop.intake.applicants.includes('person')) throw new Refusal('not-allowed', 'Layanan ini diajukan oleh unit pemerintah daerah: petugas unit itu masuk dengan akun petugasnya.')
  else if (order.channel === 'web' && order.sop.intake.account === 'required' && !order.reporterId) throw new Refusal('not-signed-in', 'Masuk dahulu untuk mengirim laporan ini.')
  const id = newId(work.now)
  const [claimed, lists] = await Promise.all([
    claimFormKey(work, { formKey: order.formKey, ticketId: id, numbers: Array.from({ length: 5 }, newTicketNumber) }), readTenantLists(work, order.sop),
  ])
  if (!claimed.number) return await madeBefore(work, order, claimed.id)
  const { facts, faults } = fillFields(order.sop, order.sop.form, order.typed, await lists.fill({}, { uses: order.sop.form, typed: order.typed, owner: order }))
  if (faults.length > 0) refuseInput(faults)
  await attachFiles(work, order, { facts, ticketId: id })
  return await begin(work, { ...order, id, number: claimed.number, facts }, lists)
}

function needApplicant(work: Work, sop: Sop, applicant: HeldPost): void {
  const { actor } = work
  const holds = actor.kind === 'officer' && actor.posts.some((held) => held.post === applicant.post && held.unit === applicant.unit)
  if (!holds || !sop.intake.applicants.includes('unit')) throw new Refusal('not-allowed', 'Layanan ini diajukan oleh petugas unit yang memerlukannya, atas nama unitnya sendiri.')
}

async function madeBefore(work: Work, order: TicketOrder, id: string): Promise<Ticket> {
  const ticket = await findTicket(work, { id })
  if (ticket && ticket.reporterId === order.reporterId && ticket.applicant?.unit === order.applicant?.unit) return ticket
  throw new Refusal('conflict', 'Formulir ini sudah dikirim oleh orang lain. Muat ulang halaman untuk mendapat formulir baru.')
}

async function attachFiles(work: Work, order: TicketOrder, made: { facts: Facts; ticketId: string }): Promise<void> {
  const names = order.sop.fields.filter((f: Field) => f.type === 'files').map((f) => f.name)
  const ids = names.flatMap((name) => made.facts[name] ?? []) as string[]
  if (ids.length > 0) refuseWrongKinds(order.sop, await attachUploads(work, { formKey: order.formKey, ids, ticketId: made.ticketId }))
}

async function begin(work: Work, order: TicketOrder & { id: string; number: string; facts: Facts }, lists: TenantLists): Promise<Ticket> {
  const { sop, facts } = order
  const category = sop.form.find((use) => sop.fields.find((f) => f.name === use.field)?.type === 'category')
  const chosen = category && facts[category.field]
  // A category that the reporter chose themselves gives the group as a classification would.
  const start = { ...startState(sop, chosen ? { ...facts, kategori: chosen } : facts), ...(order.unit && { unit: order.unit }), ...(chosen && { group: lists.around(facts).groupOf(String(chosen)) }) }
  const ticket: Ticket = {
    id: order.id, number: order.number, sop: sop.code, sopVersion: sop.version, channel: order.channel,
    anonymous: Boolean(order.anonymous && sop.intake.anonymous), secret: Boolean(order.secret && sop.intake.secret),
    title: titleOf(facts, sop, lists), submitted: facts, salt: newSalt(), state: start, answerPrivate: false, reopened: 0, openedAt: order.receivedAt && order.receivedAt < work.now ? order.receivedAt : work.now, version: 0, chain: { seq: 0, hash: chainStart },
    ...(order.reporterId && { reporterId: order.reporterId }), ...(order.parentId && { parentId: order.parentId }),
    ...(order.applicant && { applicant: order.applicant }),
  }
  const course = beginCourse(work, { sop, lists, ticket })
  await startTicketClock(course)
  const first = sop.steps[0]!
  const run = runAct(sop, start, { act: first.acts[0]!, lane: first.lanes[0]!, filled: {} }, lists.around(facts))
  await carryOut(course, run.doings)
  const saved = await saveCourse(course)
  await openLinked(work, course, lists.today)
  return saved
}

function titleOf(facts: Facts, sop: Sop, { names }: TenantLists): string {
  const title = sop.subject && facts.judul === undefined ? fillBraces(sop.subject, { sop, facts, names }) : String(facts.judul ?? facts.uraian ?? sop.shortTitle)
  // Never cut through the two halves of one sign.
  return title.length > 120 ? `${title.slice(0, 117).replace(/[\uD800-\uDBFF]$/, '')}…` : title
}

/** Opens the tickets of other SOPs that an act asked for (an objection, a renewal); fields of the same name are carried over. */
export async function openLinked(work: Work, course: Course, today: string): Promise<void> {
  const inForce = course.linked.length > 0 ? await latestSops(work, today) : []
  for (const code of course.linked) {
    const sop = inForce.find((one) => one.code === code)
    if (!sop) throw new Error(`SOP ${course.sop.code} opens a ticket of ${code}, which is not loaded, or not yet in force on ${today}`)
    const typed = carriedOver(course.ticket.state.facts, sop)
    await openTicket(work, {
      sop, typed, formKey: newId(work.now), channel: 'linked', parentId: course.ticket.id, ...(course.ticket.applicant && { applicant: course.ticket.applicant }), anonymous: course.ticket.anonymous, secret: course.ticket.secret,
      ...(course.ticket.reporterId && { reporterId: course.ticket.reporterId }),
    })
  }
}

// Files hang on the first ticket, and stay there.
function carriedOver(facts: Facts, sop: Sop): Typed {
  const taken = sop.form.filter(({ field }) => Object.hasOwn(facts, field) && sop.fields.find((f) => f.name === field)?.type !== 'files')
  return Object.fromEntries(taken.map(({ field }) => [field, asTyped(facts[field]!)]))
}

function asTyped(fact: Facts[string]): string | string[] {
  return Array.isArray(fact) ? fact : typeof fact === 'boolean' ? (fact ? 'ya' : 'tidak') : String(fact)
}
