import { type Fault, Refusal } from '../kernel/refusal.ts'
import type { Work } from '../kernel/work.ts'
import { findPersonByNik, getPerson, type NikRegion, openNik, type Person, readNik, recordLook, recordLookOnce } from '../domains/access/index.ts'
import { clocksOf } from '../domains/deadlines/index.ts'
import type { PublicFile, Upload } from '../domains/files/index.ts'
import { markRead, messagesToPosts, type ToldMessage } from '../domains/messages/index.ts'
import { draftText, getVersion, naskahOfTicket } from '../domains/naskah/index.ts'
import { findOfficer, listPosts, listUnits, type Tenant, villageName } from '../domains/organisation/index.ts'
import { type AvailableAct, type Field, getSop, mayReadField, type Sop, type Typed } from '../domains/sop/index.ts'
import { type DeskSender, findSender, actsFor, actsOnObjection, type AnswerVersion, answersOf, type CannedAnswer, type Following, followingOf, findTicket, getVisibleTicket, type InternalNote, listCannedAnswers, naskahScene, notesOf, type ObjectionWindow, objectionWindow, officerTimeline, readTenantLists, recordSeen, seenTurns, type SeenTurn, type SopSpan, sopSpans, type StepPreview, type Ticket, type TimelineEntry, toldEvents } from '../domains/tickets/index.ts'
import { getDeskObjectionSop } from '../domains/intake/index.ts'
import { explainClocks, type ExplainedClock } from './explain-clocks.ts'
import { filesOfKin, readableFiles } from './kin-files.ts'
import { type OfficerDesk, readOfficerDesk } from './officer-desk.ts'
import { readChoices } from './field-choices.ts'
import type { FieldChoices } from './pages/sop-field.tsx'
import type { TicketYields } from './pages/yield-cards.tsx'
import { readPublicSide } from './public-view.ts'
import { readRegisterDesk, type RegisterDesk } from './register.ts'
import { readYields } from './ticket-yields.ts'
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
  /** What the reporter would get by `act`. */
  preview?: StepPreview
  /** Result of comparing a NIK. */
  match?: boolean
}

/** What a NIK itself says, for the validator's desk. */
export interface NikFacts {
  birthDate: string
  sex: string
  region: NikRegion
}

/** A note with the names of who wrote it, and from which seat. */
export interface ShownNote extends InternalNote {
  officer?: string
  seat: string
}

/** Who opened the ticket first in a seat, by name. */
export interface ShownSeen extends SeenTurn {
  officer?: string
}

export interface OfficerTicket {
  ticket: Ticket
  sop: Sop
  acts: AvailableAct[]
  choices: FieldChoices
  timeline: (TimelineEntry & { officer?: string })[]
  clocks: ExplainedClock[]
  following: Following
  answers: AnswerVersion[]
  files: Upload[]
  messages: ToldMessage[]
  notes: ShownNote[]
  seen: ShownSeen[]
  canned: CannedAnswer[]
  units: Map<string, string>
  posts: Map<string, string>
  village: string | undefined
  /** Whether this officer may read the values of a field, of the ticket's own SOP or of one that it was under before. */
  mayRead(field: Field, of?: Sop): boolean
  /** The SOPs that it has been under. */
  spans: SopSpan[]
  /** Why the reporter is not named to this officer. */
  unnamed?: 'asked' | 'not-yours'
  /** When the reporter closed their account. */
  erasedAt?: Date
  reporter?: Person
  nikFacts?: NikFacts
  register: RegisterDesk | undefined
  /** Who stands behind a ticket that the desk entered. */
  sender: DeskSender | undefined
  yields: TicketYields
  /** The ticket to which this one objects, or from which it was opened. */
  parent?: { number: string; title: string }
  /** What became of the applicant's right to object, and whether this officer may enter an objection for them. */
  objection: ObjectionWindow & { atDesk: boolean }
  /** Its files as everybody may have them; only for who decides on what everybody sees. */
  publicFiles: PublicFile[] | undefined
  /** Text that an act's form begins with, by act: the official letter as it stands, or as its template proposes it. */
  begins: Record<string, Typed>
  desk: OfficerDesk
  now: Date
}

/** All that an officer's page of a ticket shows. Looking is recorded; once an hour where the page is only drawn `again`. Refuses `not-found` for a ticket that is not theirs to see. */
export async function readOfficerTicket(work: Work, tenant: Tenant, order: { number: string; uploads: Upload[]; again?: boolean }): Promise<OfficerTicket> {
  const { ticket } = await getVisibleTicket(work, order.number)
  await (order.again ? recordLookOnce : recordLook)(work, { what: 'tiket', subject: ticket.id, purpose: 'menangani tiket' })
  if (work.actor.kind === 'officer') await markRead(work, ticket.id, work.actor.posts)
  await recordSeen(work, ticket.id)
  const sop = await getSop(work, ticket.sop, ticket.sopVersion)
  const acts = await actsFor(work, ticket)
  const names = await timelineNames(work)
  const units = await listUnits(work)
  const reader = { actor: work.actor, units: new Map(units.map((unit) => [unit.code, unit.kind])) }
  const judges = await actsOnObjection(work, ticket)
  const mayRead = (field: Field, of = sop) => judges || mayReadField(of, ticket.state, field, reader)
  const events = await toldEvents(work, ticket.id)
  const spans = await sopSpans(work, events)
  const timeline = await withOfficers(work, officerTimeline(spans, events, { ...names, facts: ticket.submitted, mayRead }))
  const erasedAt = events.findLast((event) => event.act === 'hapus-data')?.at
  const unnamed = ticket.anonymous ? ('asked' as const) : namesApplicant(sop).some((field) => !mayRead(field)) ? ('not-yours' as const) : undefined
  return {
    ticket, sop, spans, acts, timeline, now: work.now, ...(unnamed && { unnamed }), ...(erasedAt && { erasedAt }),
    choices: await readChoices(work, tenant, { sop, uses: acts.flatMap((a) => a.act.fill), uploads: order.uploads }),
    clocks: await explainClocks(work, tenant, { clocks: await clocksOf(work, ticket.id), spans }),
    following: await followingOf(work, ticket.id), answers: await answersOf(work, ticket.id), files: readableFiles(await filesOfKin(work, ticket), spans, mayRead), messages: await messagesToPosts(work, ticket.id),
    ...(await readOfficeOnly(work, ticket, units)), canned: acts.length > 0 ? await listCannedAnswers(work) : [],
    units: new Map(units.map((u) => [u.code, u.name])), mayRead, posts: new Map((await listPosts(work)).map((p) => [p.code, p.name])),
    village: typeof ticket.submitted.desa === 'string' ? villageName(ticket.submitted.desa) : undefined,
    ...(await readParent(work, ticket)), yields: withoutNames(await readYields(work, ticket.id), unnamed ?? (erasedAt && 'asked')), objection: await readObjection(work, ticket), begins: await letterTexts(work, ticket, { sop, acts }),
    publicFiles: await readPublicSide(work, ticket, sop), register: await readRegisterDesk(work, ticket, { sop, acts }), sender: unnamed ? undefined : await findSender(work, ticket.id),
    ...(unnamed || erasedAt ? {} : await readReporter(work, ticket, { sop, acts })), desk: await readOfficerDesk(work, ticket, { sop, acts, events }),
  }
}

/** What a ticket has yielded, for somebody who may not know who applied: letters are addressed to them, and entries are in their name. */
function withoutNames(yields: TicketYields, unnamed: OfficerTicket['unnamed']): TicketYields {
  if (!unnamed) return yields
  return { letters: [], products: yields.products.map(({ product, register }) => ({ register, product: { ...product, holder: { ...product.holder, name: '–' } } })) }
}

async function readParent(work: Work, { parentId }: Ticket): Promise<Pick<OfficerTicket, 'parent'>> {
  const parent = parentId && (await findTicket(work, { id: parentId }))
  return parent ? { parent: { number: parent.number, title: parent.title } } : {}
}

async function readObjection(work: Work, ticket: Ticket): Promise<OfficerTicket['objection']> {
  const window = await objectionWindow(work, ticket)
  if (window.state === 'none' || window.state === 'filed') return { ...window, atDesk: false }
  const atDesk = await getDeskObjectionSop(work, ticket, ticket.closedAt).then(() => true, (error: unknown) => {
    if (error instanceof Refusal) return false
    throw error
  })
  return { ...window, atDesk }
}

/** The fields that say who applies: whoever may not read them is not told by other ways. */
function namesApplicant(sop: Sop): Field[] {
  return sop.fields.filter((field) => field.name === 'nama-pemohon')
}

/** For acts that draft an official letter: its newest text, or what its template proposes. */
async function letterTexts(work: Work, ticket: Ticket, { sop, acts }: { sop: Sop; acts: AvailableAct[] }): Promise<Record<string, Typed>> {
  const begins: Record<string, Typed> = {}
  for (const { act } of acts) {
    const effect = act.effects.find((one) => one.do === 'draft-naskah')
    if (effect?.do !== 'draft-naskah') continue
    const drafted = (await naskahOfTicket(work, ticket.id)).findLast((one) => one.template === effect.template && one.state !== 'sent' && one.state !== 'void')
    const lists = await readTenantLists(work, sop)
    const text = drafted ? (await getVersion(work, drafted.id, drafted.version)).body : (await draftText(work, { template: effect.template, ...(await naskahScene(work, ticket, { sop, ...lists })) })).body
    begins[act.name] = { [effect.field]: text }
  }
  return begins
}

/** What only officers see: notes, and who opened the ticket first. */
async function readOfficeOnly(work: Work, ticket: Ticket, units: { code: string; shortName: string }[]): Promise<Pick<OfficerTicket, 'notes' | 'seen'>> {
  const [notes, seen] = [await notesOf(work, ticket.id), await seenTurns(work, ticket.id)]
  const posts = new Map((await listPosts(work)).map((post) => [post.code, post.name]))
  const short = new Map(units.map((unit) => [unit.code, unit.shortName]))
  const names = await officerNames(work, [...notes, ...seen].map((one) => one.officerId))
  const named = <T extends { officerId: string }>(one: T) => ({ ...one, ...(names.get(one.officerId) && { officer: names.get(one.officerId)! }) })
  return { notes: notes.map((note) => ({ ...named(note), seat: [posts.get(note.post) ?? note.post, short.get(note.unit) ?? note.unit].filter(Boolean).join(', ') })), seen: seen.map(named) }
}

async function officerNames(work: Work, ids: string[]): Promise<Map<string, string | undefined>> {
  return new Map(await Promise.all([...new Set(ids)].map(async (id) => [id, (await findOfficer(work, id))?.name] as const)))
}

async function withOfficers(work: Work, entries: TimelineEntry[]): Promise<OfficerTicket['timeline']> {
  const names = await officerNames(work, entries.flatMap((entry) => entry.officerId ?? []))
  return entries.map((entry) => {
    const officer = entry.officerId && names.get(entry.officerId)
    return officer ? { ...entry, officer } : entry
  })
}

/** The reporter, unless they asked to stay unnamed; with what the NIK says, for whoever must now check it. */
async function readReporter(work: Work, ticket: Ticket, { sop, acts }: { sop: Sop; acts: AvailableAct[] }) {
  if (!ticket.reporterId) return {}
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
