import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { clocksOf } from '../deadlines/index.ts'
import { previewLetter, type PreviewedLetter } from '../messages/index.ts'
import { runAct } from '../sop/index.ts'
import { carryOut } from './carry-out.ts'
import { type JoinOrder, joinedCourse } from './join-answer.ts'
import { masksOf } from './public-mask.ts'
import { asPublished, type PublishedTicket } from './published-tickets.ts'
import { messagesToReaders } from './part-messages.ts'
import { readStep, type StepOrder } from './take-step.ts'
import { beginCourse, type Course } from './ticket-course.ts'
import { lockTicket } from './ticket-store.ts'
import { standingOf } from './visible-ticket.ts'

/** What the reporter would get. */
export interface StepPreview {
  messages: PreviewedLetter[]
  /** What everybody would read of the ticket, if the act would show it or shows more of it; absent if it is and stays hidden. */
  published?: PublishedTicket
}

export interface PreviewOrder extends StepOrder {
  /** Address of the tenant's site, without a slash at its end. */
  site: string
}

/** Carries the preview out of a transaction that must not be kept. */
class NothingKept extends Error {
  readonly preview: StepPreview
  constructor(preview: StepPreview) {
    super('a preview keeps nothing')
    this.preview = preview
  }
}

/**
 * What the reporter would get if this act were taken now: the same decisions, the same words, the same templates. `inWork` runs the task in a transaction of its
 * own, which is always rolled back, so nothing is kept and nothing sent. Refuses as `takeStep` does.
 */
export async function previewStep(inWork: InWork, order: PreviewOrder): Promise<StepPreview> {
  return await keepNothing(inWork, (work) => read(work, order))
}

/** The same for the joined answer of a split ticket. Refuses as `releaseJoined` does. */
export async function previewJoined(inWork: InWork, order: JoinOrder & { site: string }): Promise<StepPreview> {
  return await keepNothing(inWork, async (work) => {
    const ticket = await lockTicket(work, order.ticketId)
    if ((await standingOf(work, ticket)) !== 'officer') throw new Refusal('not-found', 'Tiket itu tidak ada, atau bukan untuk Anda.')
    return await toldBy(await joinedCourse(work, ticket, order), order.site)
  })
}

type InWork = <T>(task: (work: Work) => Promise<T>) => Promise<T>

async function keepNothing(inWork: InWork, task: (work: Work) => Promise<StepPreview>): Promise<StepPreview> {
  try {
    return await inWork(async (work) => { throw new NothingKept(await task(work)) })
  } catch (error) {
    if (error instanceof NothingKept) return error.preview
    throw error
  }
}

async function read(work: Work, order: PreviewOrder): Promise<StepPreview> {
  const ticket = await lockTicket(work, order.ticketId)
  const standing = await standingOf(work, ticket)
  if (!standing || standing === 'public') throw new Refusal('not-found', 'Tiket itu tidak ada, atau bukan untuk Anda.')
  if (ticket.version !== order.seenVersion) throw new Refusal('conflict', 'Tiket ini sudah berubah sejak halaman dibuka. Tulisan Anda masih ada di bawah: periksa keadaan tiket sekarang.')
  const { sop, lists, available, facts } = await readStep(work, ticket, order)
  const run = runAct(sop, ticket.state, { act: available.act, lane: available.lane, filled: facts }, lists.around(ticket.state.facts))
  const course = beginCourse(work, { sop, lists, ticket, clocks: await clocksOf(work, ticket.id) })
  await carryOut(course, run.doings)
  return await toldBy(course, order.site)
}

async function toldBy(course: Course, site: string): Promise<StepPreview> {
  const { work, ticket } = course
  const told = (await messagesToReaders(course)).filter((message) => message.to.kind === 'reporter' || isApplicant(ticket.applicant, message.to))
  const published = ticket.publishedAt && (await asPublished(work, ticket, (await masksOf(work, ticket.id)).at(-1)?.passages ?? []))
  return { messages: await Promise.all(told.map((message) => previewLetter(work, message, site))), ...(published && { published }) }
}

function isApplicant(applicant: { post: string; unit: string } | undefined, to: { kind: string; post?: string; unit?: string }): boolean {
  return applicant !== undefined && applicant.post === to.post && applicant.unit === to.unit
}
