import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { canonical, eventsOf } from '../audit/index.ts'
import { clocksOf } from '../deadlines/index.ts'
import { attachUploads } from '../files/index.ts'
import { askSettings } from '../organisation/index.ts'
import { type AvailableAct, availableActs, type Facts, fillFields, getSop, runAct, type Sop, type Typed } from '../sop/index.ts'
import { asides } from './append-aside.ts'
import { carryOut } from './carry-out.ts'
import { endedForReporter, endedText } from './ended-text.ts'
import { ownUnitFaults } from './hand-back.ts'
import { openLinked } from './open-ticket.ts'
import { saveCourse } from './save-course.ts'
import { moveTicket } from './move-ticket.ts'
import { endAnsweredPart } from './end-part.ts'
import { lockForAct } from './part-store.ts'
import { needOtherPerson } from './separate-duties.ts'
import type { SignedNaskah } from './signed-naskah.ts'
import { readTenantLists, type TenantLists } from './tenant-surroundings.ts'
import { refuseWrongKinds } from './refuse-wrong-kinds.ts'
import type { Ticket } from './ticket.ts'
import { beginCourse, digestText } from './ticket-course.ts'
import { actsAsReporter, standingOf } from './visible-ticket.ts'

export interface StepOrder {
  ticketId: string
  act: string
  typed: Typed
  /** The version of the ticket that the person saw when they decided. */
  seenVersion: number
  /** Key of the form, under which files were uploaded. */
  formKey?: string
  /** The shell has checked the ticket's number and secret code. */
  holdsCode?: boolean
  /** They came by the link that was sent to them for this step. */
  byLink?: boolean
  /** The official letter that was signed for this act; see `sign-step.ts`. */
  signed?: SignedNaskah
}

/**
 * Moves a ticket one act along its SOP, and on through every automatic step. The event, the clocks and the messages are all kept, or none is.
 * Refuses: `not-found` (a stranger's ticket), `conflict` (somebody was faster), `not-allowed` (not this person's act), `bad-input` (by field).
 */
export async function takeStep(work: Work, order: StepOrder): Promise<Ticket> {
  const ticket = await lockForAct(work, order.ticketId)
  // Asked for together: nothing of it says anything to a stranger, who is refused next.
  const [standing, clocks] = await Promise.all([standingOf(work, ticket, order.holdsCode), clocksOf(work, ticket.id), askSettings(work)])
  if (!standing || standing === 'public') throw new Refusal('not-found', 'Tiket itu tidak ada, atau bukan untuk Anda.')
  if (ticket.version !== order.seenVersion) {
    if (await wasDone(work, order, await getSop(work, ticket.sop, ticket.sopVersion))) return ticket
    if (!ticket.state.open) throw new Refusal('conflict', await ended(work, ticket))
    throw new Refusal('conflict', await whoWasFaster(work, ticket))
  }
  if (!ticket.state.open) throw new Refusal('conflict', await ended(work, ticket))
  const step = await readStep(work, ticket, order)
  const { sop, lists, available, facts } = step
  await attachActFiles(work, order, { sop, facts })
  const run = runAct(sop, ticket.state, { act: available.act, lane: available.lane, filled: facts }, lists.around(ticket.state.facts))
  await needOtherPerson(work, ticket, { sop, units: lists.units, lane: available.lane, doings: run.doings })
  const course = beginCourse(work, { sop, lists, ticket, clocks })
  course.sendKey = sendKey(order, sop)
  course.passphrases = step.passphrases
  course.signed = order.signed
  await carryOut(course, run.doings)
  if (course.move) await moveTicket(course, course.move)
  await endAnsweredPart(course)
  const saved = await saveCourse(course)
  await openLinked(work, course, lists.today)
  return saved
}

export interface ReadStep {
  sop: Sop
  lists: TenantLists
  available: AvailableAct
  facts: Facts
  /** Passphrases by field: they are no facts, and are never kept. */
  passphrases: Record<string, string>
}

/** What this act would do with what was typed: the act, if it is this person's to take now, and the clean values. Refuses `not-allowed`, `bad-input`. */
export async function readStep(work: Work, ticket: Ticket, order: StepOrder): Promise<ReadStep> {
  const sop = await getSop(work, ticket.sop, ticket.sopVersion)
  const lists = await readTenantLists(work, sop)
  const reporter = actsAsReporter(work, ticket, order.holdsCode)
  const offered = ticket.parts ? [] : availableActs(sop, ticket.state, { actor: work.actor, reporter, units: lists.units, ...(order.byLink && { byLink: true }) })
  const available = offered.find((a) => a.act.name === order.act)
  if (!available) throw new Refusal('not-allowed', 'Tindakan itu tidak tersedia untuk Anda pada langkah ini. Muat ulang halaman untuk melihat keadaan tiket sekarang.')
  const { fill } = available.act
  const { facts, faults } = fillFields(sop, fill, order.typed, await lists.fill(ticket.state.facts, { uses: fill, typed: order.typed, owner: ticket }))
  faults.push(...ownUnitFaults(work, ticket, { sop, lane: available.lane, facts, units: lists.units }))
  if (faults.length > 0) refuseInput(faults)
  const secret = passphraseFields(sop)
  const pick = (wanted: boolean) => Object.fromEntries(Object.entries(facts).filter(([name]) => secret.includes(name) === wanted))
  return { sop, lists, available, facts: pick(false), passphrases: pick(true) as Record<string, string> }
}

function passphraseFields(sop: Sop): string[] {
  return sop.fields.filter((field) => field.type === 'passphrase').map((field) => field.name)
}

/** The same form with the same content has the same key: sent twice (a double click, a line that broke before the answer came), it is one act. */
function sendKey({ formKey, act, typed }: StepOrder, sop: Sop): string | undefined {
  if (!formKey) return undefined
  const passphrases = passphraseFields(sop).flatMap((name) => [name, `${name}-ulang`])
  const content = Object.fromEntries(Object.entries(typed).filter(([name]) => name !== '_csrf' && !passphrases.includes(name)))
  return digestText(`${formKey}/${act}/${canonical(content)}`)
}

async function wasDone(work: Work, order: StepOrder, sop: Sop): Promise<boolean> {
  const key = sendKey(order, sop)
  return key !== undefined && (await eventsOf(work, order.ticketId)).some((event) => event.body.kunci === key && (work.actor.kind === 'guest' || event.actor.id === ('id' in work.actor ? work.actor.id : undefined)))
}

async function attachActFiles(work: Work, order: StepOrder, made: { sop: Sop; facts: Facts }): Promise<void> {
  const ids = made.sop.fields.filter((f) => f.type === 'files').flatMap((f) => made.facts[f.name] ?? []) as string[]
  if (ids.length > 0) refuseWrongKinds(made.sop, await attachUploads(work, { formKey: order.formKey ?? '', ids, ticketId: order.ticketId }))
}

async function ended(work: Work, ticket: Ticket): Promise<string> {
  return work.actor.kind === 'officer' ? await endedText(work, ticket) : await endedForReporter(work, ticket)
}

async function whoWasFaster(work: Work, ticket: Ticket): Promise<string> {
  // What the system did after them, or a mere reading, is not what came between.
  const last = (await eventsOf(work, ticket.id)).findLast((event) => event.actor.kind !== 'system' && !asides.has(event.act))
  const who = last?.actor.role ?? 'Petugas lain'
  return `${who} lebih dahulu bertindak atas tiket ini, sehingga tindakan Anda belum disimpan. Tulisan Anda masih ada di bawah: periksa keadaan tiket sekarang, lalu kirim lagi bila masih perlu.`
}

/** The acts that this actor may take on a ticket now. */
export async function actsFor(work: Work, ticket: Ticket, { holdsCode = false, byLink = false } = {}): Promise<AvailableAct[]> {
  const standing = await standingOf(work, ticket, holdsCode)
  if (!standing || standing === 'public' || ticket.parts) return []
  const sop = await getSop(work, ticket.sop, ticket.sopVersion)
  const { units } = await readTenantLists(work, sop)
  return availableActs(sop, ticket.state, { actor: work.actor, reporter: actsAsReporter(work, ticket, holdsCode), units, byLink })
}
