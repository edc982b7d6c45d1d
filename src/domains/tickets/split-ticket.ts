import { newId } from '../../kernel/ids.ts'
import { type Fault, Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { chainStart, eventsOf } from '../audit/index.ts'
import { type Clock, clocksOf, reckonAnew } from '../deadlines/index.ts'
import { actingLanes, type Facts, fillFields, getSop, getStep, runAct, seatsOf, type Sop, type Typed } from '../sop/index.ts'
import { asideActor } from './append-aside.ts'
import { carryOut } from './carry-out.ts'
import { recordOverdue, resumeClocks, rewindTicketClock, startStepClock, startTicketClock, stopClocks } from './course-clocks.ts'
import { aboutForOfficers, tellHolders, tellReporter } from './course-messages.ts'
import { endedText } from './ended-text.ts'
import { enterStep } from './enter-step.ts'
import { partsOf } from './part-store.ts'
import { saveCourse } from './save-course.ts'
import { findSplitAct, type SplitAct } from './split-act.ts'
import { actsFor } from './take-step.ts'
import { readTenantLists, type TenantLists } from './tenant-surroundings.ts'
import type { Ticket } from './ticket.ts'
import { beginCourse, type Course, digestSent, newSalt } from './ticket-course.ts'
import { newTicketNumber } from './ticket-number.ts'
import { claimFormKey, lockTicket } from './ticket-store.ts'

export interface SplitOrder {
  ticketId: string
  /** The other fields of the act that hands a ticket to one unit. */
  typed: Typed
  /** Each unit with its order; rows without both are left out. Faults name them `bagian-1-unit`, `bagian-1-instruksi`, and so on. */
  parts: { unit: string; instruction: string }[]
  seenVersion: number
  formKey: string
}

/** A unit with what the act asks for it, checked; `instruction` where the SOP has no field for it. */
interface PartOrder {
  unit: string
  instruction: string
  facts: Facts
}

export const mostParts = 8

/**
 * Splits a ticket to several units: each gets a ticket of its own under the same SOP that begins where that unit answers; the ticket itself waits for all of them. The reporter keeps one.
 * Refuses `not-found`, `not-allowed`, `conflict` where somebody was faster, `bad-input` by field: two units at least, each once, each with its order.
 */
export async function splitTicket(work: Work, order: SplitOrder): Promise<Ticket> {
  const ticket = await lockTicket(work, order.ticketId)
  const acts = await actsFor(work, ticket)
  if (await wasSplit(work, order)) return ticket
  if (!ticket.state.open) throw new Refusal('conflict', await endedText(work, ticket))
  if (ticket.parts) throw new Refusal('conflict', 'Tiket ini sudah dibagi ke beberapa unit. Muat ulang halaman untuk melihat bagiannya.')
  const sop = await getSop(work, ticket.sop, ticket.sopVersion)
  const act = findSplitAct(sop, ticket, acts)
  if (!act) throw new Refusal('not-allowed', 'Tiket ini tidak dapat Anda bagi pada langkah ini.')
  if (ticket.version !== order.seenVersion) throw new Refusal('conflict', 'Tiket ini sudah berubah sejak halaman dibuka. Tulisan Anda masih ada di bawah: periksa keadaan tiket sekarang.')
  const lists = await readTenantLists(work, sop)
  const parts = act.unitField === undefined ? readOwnParts(order, { ticket, sop, act, lists }) : await readParts(order, { ticket, sop, act, lists })
  const made: Ticket[] = []
  const before = (await partsOf(work, ticket.id)).length
  const running = (await clocksOf(work, ticket.id)).find((clock) => clock.step === ticket.state.step && !clock.stoppedAt)
  for (const [index, part] of parts.entries()) made.push(await openPart(work, part, { mother: ticket, sop, act, lists, no: before + index + 1, running }))
  return await waitForParts(work, order, { ticket, sop, lists, act, made, facts: parts[0]!.facts })
}

async function wasSplit(work: Work, { ticketId, formKey }: SplitOrder): Promise<boolean> {
  return (await eventsOf(work, ticketId)).some((event) => event.act === 'bagi' && event.body.kunci === formKey)
}

interface SplitScene {
  ticket: Ticket
  sop: Sop
  act: SplitAct
  lists: TenantLists
}

/** Each row as the act of one unit would read it; faults of the common fields are told once. */
async function readParts(order: SplitOrder, { ticket, sop, act, lists }: SplitScene & { act: { unitField: string } }): Promise<PartOrder[]> {
  const faults: Fault[] = []
  const rows = rowsOf(order)
  const { fill } = act.available.act
  const read: PartOrder[] = []
  for (const row of rows) {
    const typed: Typed = { ...order.typed, [act.unitField]: row.unit, ...(act.instructionField && { [act.instructionField]: row.instruction }) }
    const filled = fillFields(sop, fill, typed, await lists.fill(ticket.state.facts, { uses: fill, typed, owner: ticket }))
    const named: Record<string, string> = { [act.unitField]: `bagian-${row.no}-unit`, ...(act.instructionField && { [act.instructionField]: `bagian-${row.no}-instruksi` }) }
    for (const fault of filled.faults) if (named[fault.field] || !faults.some((one) => one.field === fault.field)) faults.push({ field: named[fault.field] ?? fault.field, text: named[fault.field] ? `Bagian ${row.no}, ${fault.text}` : fault.text })
    if (act.instructionField && !row.instruction.trim()) faults.push({ field: `bagian-${row.no}-instruksi`, text: `Bagian ${row.no}, instruksi: wajib diisi, supaya unit itu tahu bagiannya.` })
    read.push({ unit: row.unit, instruction: row.instruction, facts: filled.facts })
  }
  faults.push(...unitFaults(rows))
  if (faults.length > 0) refuseInput(faults)
  return read
}

type PartRow = SplitOrder['parts'][number] & { no: number }

function rowsOf(order: SplitOrder): PartRow[] {
  const clean = (text: string) => text.replaceAll('\0', '').toWellFormed().trim()
  return order.parts.slice(0, mostParts).map((row, index) => ({ unit: row.unit, instruction: clean(row.instruction), no: index + 1 })).filter((row) => row.unit.trim() || row.instruction)
}

function unitFaults(rows: PartRow[]): Fault[] {
  const faults = rows.filter((row) => rows.some((other) => other.no < row.no && other.unit === row.unit && row.unit)).map((row) => ({ field: `bagian-${row.no}-unit`, text: `Bagian ${row.no}: unit ini sudah disebut. Satu unit satu bagian.` }))
  if (rows.length < 2) faults.push({ field: rows.length === 0 ? 'bagian-1-unit' : 'bagian-2-unit', text: 'Sebut sedikitnya dua unit. Untuk satu unit, pakai tindakan biasa.' })
  return faults
}

const mostOrderLetters = 2000

/** Each row for a unit that answers at this step itself. */
function readOwnParts(order: SplitOrder, { ticket, sop, act, lists }: SplitScene): PartOrder[] {
  const rows = rowsOf(order)
  const lanes = actingLanes(sop, getStep(sop, ticket.state.step)).filter((lane) => act.available.act.lanes?.includes(lane.name) ?? true)
  const answers = (unit: string) => lanes.some((lane) => seatsOf(lane, { unit, group: [unit] }, lists.units).some((seat) => seat.unit === unit))
  const faults = rows.flatMap((row) => [
    ...(!row.unit ? [{ field: `bagian-${row.no}-unit`, text: `Bagian ${row.no}, unit: pilih salah satu.` }] : []),
    ...(row.unit && !(lists.units.has(row.unit) && answers(row.unit)) ? [{ field: `bagian-${row.no}-unit`, text: `Bagian ${row.no}, unit: tidak ada dalam daftar unit yang menjawab. Pilih salah satu.` }] : []),
    ...(!row.instruction ? [{ field: `bagian-${row.no}-instruksi`, text: `Bagian ${row.no}, instruksi: wajib diisi, supaya unit itu tahu bagiannya.` }] : []),
    ...(row.instruction.length > mostOrderLetters ? [{ field: `bagian-${row.no}-instruksi`, text: `Bagian ${row.no}, instruksi: ada ${row.instruction.length} huruf, paling banyak ${mostOrderLetters}.` }] : []),
  ])
  faults.push(...unitFaults(rows))
  if (faults.length > 0) refuseInput(faults)
  return rows.map((row) => ({ unit: row.unit, instruction: row.instruction, facts: {} }))
}

async function openPart(work: Work, part: PartOrder, scene: { mother: Ticket; sop: Sop; act: SplitAct; lists: TenantLists; no: number; running: Clock | undefined }): Promise<Ticket> {
  const { mother, sop, act, lists, no } = scene
  const id = newId(work.now)
  const claimed = await claimFormKey(work, { formKey: newId(work.now), ticketId: id, numbers: Array.from({ length: 5 }, newTicketNumber) })
  const ticket: Ticket = {
    id, number: claimed.number!, sop: mother.sop, sopVersion: mother.sopVersion, channel: 'linked', anonymous: mother.anonymous, secret: mother.secret, title: mother.title, submitted: mother.submitted, salt: newSalt(),
    state: { ...mother.state, acted: {} }, answerPrivate: true, reopened: 0, openedAt: mother.openedAt, version: 0, chain: { seq: 0, hash: chainStart }, parentId: mother.id, partNo: no,
  }
  const course = beginCourse(work, { sop, lists, ticket })
  course.events.push({
    ticketId: id, at: work.now, actor: await asideActor(work, mother.id), act: 'bagian',
    body: {
      sop: ticket.sop, versi: ticket.sopVersion, saluran: ticket.channel, ke: ticket.state.step, sidik: digestSent(ticket), induk: mother.id, 'tiket-induk': mother.number, bagian: no,
      ...(act.unitField === undefined && { unit: part.unit, instruksi: part.instruction }),
    },
  })
  if (act.unitField === undefined) await beginAtUnit(course, part, scene.running)
  else await carryOut(course, runAct(sop, ticket.state, { act: act.available.act, lane: act.available.lane, filled: part.facts }, lists.around(ticket.state.facts)).doings)
  await startTicketClock(course)
  return await saveCourse(course)
}

/** A part begins at the step where its mother stands, at its own unit alone, and within the same promise: splitting gives nobody more time, but what is late already is not held against the others. */
async function beginAtUnit(course: Course, part: PartOrder, running: Clock | undefined): Promise<void> {
  const { ticket, work, sop } = course
  const { step, facts, group } = ticket.state
  course.ticket = { ...ticket, state: { ...ticket.state, unit: part.unit, group: group.length > 0 ? [part.unit] : [], officer: undefined, drafted: false, waiting: false, facts: { ...facts, instruksi: part.instruction } } }
  const same = running && (!running.dueAt || running.dueAt > work.now) ? running : undefined
  await startStepClock(course, step, { anew: same?.startedAt ?? work.now })
  const pauses = (same?.pauses ?? []).map((pause) => ({ to: work.now.toISOString(), ...pause }))
  if (pauses.length > 0) course.clocks = await Promise.all(course.clocks.map((clock) => reckonAnew(work, { ...clock, pauses }, sop.remind?.before)))
  enterStep(course, getStep(sop, step), work.now)
  tellHolders(course, `Bagian ${ticket.partNo} dari tiket yang menyangkut beberapa unit, untuk unit Anda: ${aboutForOfficers(ticket)!.title}`)
}

async function waitForParts(work: Work, order: SplitOrder, scene: SplitScene & { made: Ticket[]; facts: Facts }): Promise<Ticket> {
  const { ticket, sop, lists, act, made, facts } = scene
  const common = Object.fromEntries(Object.entries(facts).filter(([name]) => act.unitField !== undefined && name !== act.unitField && name !== act.instructionField))
  const course = beginCourse(work, { sop, lists, ticket, clocks: await clocksOf(work, ticket.id) })
  recordOverdue(course, work.now)
  course.events.push({
    ticketId: ticket.id, at: work.now, actor: await asideActor(work, ticket.id), act: 'bagi',
    body: { langkah: ticket.state.step, bagian: made.map((part) => ({ tiket: part.number, unit: part.state.unit ?? '' })), kunci: order.formKey },
  })
  // Where a unit splits what it answers itself, its promise to the reporter runs on.
  if (act.unitField !== undefined) stopClocks(course, { step: ticket.state.step }, work.now)
  if (ticket.state.waiting) await resumeClocks(course)
  const { question: _q, waitingSince: _w, ...going } = course.ticket
  course.ticket = { ...going, parts: 'waiting', state: { ...ticket.state, waiting: false, facts: { ...ticket.state.facts, ...common } } }
  await rewindTicketClock(course)
  course.alsoParties = made.flatMap((part) => part.state.unit ?? [])
  tellReporter(course, { kind: 'kabar', text: `Laporan Anda diteruskan ke ${made.length} unit: ${made.map((part) => lists.names.unit(part.state.unit ?? '')).join('; ')}. Masing-masing menjawab bagiannya, lalu jawabannya digabungkan untuk Anda.` })
  return await saveCourse(course)
}
