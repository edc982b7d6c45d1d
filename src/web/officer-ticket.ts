import type { Fault } from '../kernel/refusal.ts'
import type { Work } from '../kernel/work.ts'
import { findPersonByNik, getPerson, type NikRegion, openNik, type Person, readNik, recordLook } from '../domains/access/index.ts'
import { eventsOf } from '../domains/audit/index.ts'
import { clocksOf } from '../domains/deadlines/index.ts'
import { filesOf, type Upload } from '../domains/files/index.ts'
import { markRead, messagesToPosts, type ToldMessage } from '../domains/messages/index.ts'
import { findOfficer, listPosts, listUnits, type Tenant, villageName } from '../domains/organisation/index.ts'
import { type AvailableAct, type Field, getSop, mayReadField, type Sop, type Typed } from '../domains/sop/index.ts'
import { actsFor, type AnswerVersion, answersOf, getVisibleTicket, officerTimeline, type Ticket, type TimelineEntry } from '../domains/tickets/index.ts'
import { type DeskSender, findSender } from '../domains/intake/index.ts'
import { explainClocks, type ExplainedClock } from './explain-clocks.ts'
import { readChoices } from './field-choices.ts'
import type { FieldChoices } from './pages/sop-field.tsx'
import { readRegisterDesk, type RegisterDesk } from './register.ts'
import { timelineNames } from './timeline-names.ts'

/** What came back with a form that could not be carried out. */
export interface OfficerRetry {
  values: Typed
  faults: Fault[]
  act?: string
  uploads?: Upload[]
  formKey?: string
  /** Somebody was faster: who, in words. */
  conflict?: string
  /** Result of comparing a NIK. */
  match?: boolean
}

/** What a NIK itself says, for the validator's desk. */
export interface NikFacts {
  birthDate: string
  sex: string
  region: NikRegion
}

export interface OfficerTicket {
  ticket: Ticket
  sop: Sop
  acts: AvailableAct[]
  choices: FieldChoices
  timeline: (TimelineEntry & { officer?: string })[]
  clocks: ExplainedClock[]
  answers: AnswerVersion[]
  files: Upload[]
  messages: ToldMessage[]
  units: Map<string, string>
  posts: Map<string, string>
  village: string | undefined
  /** Whether this officer may read the values of a field. */
  mayRead(field: Field): boolean
  reporter?: Person
  nikFacts?: NikFacts
  register: RegisterDesk | undefined
  /** Who stands behind a ticket that the desk entered. */
  sender: DeskSender | undefined
  now: Date
}

/** All that an officer's page of a ticket shows. Looking is recorded. Refuses `not-found` for a ticket that is not theirs to see. */
export async function readOfficerTicket(work: Work, tenant: Tenant, order: { number: string; uploads: Upload[] }): Promise<OfficerTicket> {
  const { ticket } = await getVisibleTicket(work, order.number)
  await recordLook(work, { what: 'tiket', subject: ticket.id, purpose: 'menangani tiket' })
  if (work.actor.kind === 'officer') await markRead(work, ticket.id, work.actor.posts)
  const sop = await getSop(work, ticket.sop, ticket.sopVersion)
  const acts = await actsFor(work, ticket)
  const names = await timelineNames(work)
  const units = await listUnits(work)
  const reader = { actor: work.actor, units: new Map(units.map((unit) => [unit.code, unit.kind])) }
  const mayRead = (field: Field) => mayReadField(sop, ticket.state, field, reader)
  const timeline = await withOfficers(work, officerTimeline(sop, await eventsOf(work, ticket.id), { ...names, facts: ticket.submitted, mayRead }))
  return {
    ticket, sop, acts, timeline, now: work.now,
    choices: await readChoices(work, tenant, { sop, uses: acts.flatMap((a) => a.act.fill), uploads: order.uploads }),
    clocks: await explainClocks(work, tenant, await clocksOf(work, ticket.id)),
    answers: await answersOf(work, ticket.id), files: await filesOf(work, ticket.id), messages: await messagesToPosts(work, ticket.id),
    units: new Map(units.map((u) => [u.code, u.name])), mayRead, posts: new Map((await listPosts(work)).map((p) => [p.code, p.name])),
    village: typeof ticket.submitted.desa === 'string' ? villageName(ticket.submitted.desa) : undefined,
    register: await readRegisterDesk(work, ticket, { sop, acts }), sender: ticket.anonymous ? undefined : await findSender(work, ticket.id),
    ...(await readReporter(work, ticket, { sop, acts })),
  }
}

async function withOfficers(work: Work, entries: TimelineEntry[]): Promise<OfficerTicket['timeline']> {
  const ids = [...new Set(entries.flatMap((entry) => entry.officerId ?? []))]
  const names = new Map(await Promise.all(ids.map(async (id) => [id, (await findOfficer(work, id))?.name] as const)))
  return entries.map((entry) => {
    const officer = entry.officerId && names.get(entry.officerId)
    return officer ? { ...entry, officer } : entry
  })
}

/** The reporter, unless they asked to stay unnamed; with what the NIK says, for whoever must now check it. */
async function readReporter(work: Work, ticket: Ticket, { sop, acts }: { sop: Sop; acts: AvailableAct[] }) {
  if (!ticket.reporterId || ticket.anonymous) return {}
  const reporter = await getPerson(work, ticket.reporterId)
  const checks = sop.steps.some((step) => step.acts.some((act) => act.effects.some((effect) => effect.do === 'record-identity')))
  if (!checks || ticket.state.facts.identitas !== undefined || acts.length === 0) return { reporter }
  const read = readNik(await openNik(work, ticket.reporterId, 'pemeriksaan nomor KTP'), work.now)
  return 'fault' in read ? { reporter } : { reporter, nikFacts: { birthDate: read.birthDate, sex: read.sex, region: read.region } }
}

/** Compares a NIK that the validator found in the population register with the reporter's, without showing either. */
export async function compareNik(work: Work, number: string, typed: string): Promise<{ same: boolean } | { fault: string }> {
  const { ticket } = await getVisibleTicket(work, number)
  const read = readNik(typed, work.now)
  if ('fault' in read) return { fault: read.fault }
  await recordLook(work, { what: 'nik', subject: ticket.id, purpose: 'mencocokkan nomor KTP' })
  const person = await findPersonByNik(work, read.nik)
  return { same: person !== undefined && person.id === ticket.reporterId }
}
