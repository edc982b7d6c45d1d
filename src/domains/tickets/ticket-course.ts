import { createHash, randomBytes } from 'node:crypto'
import type { Work } from '../../kernel/work.ts'
import type { Zone } from '../calendar/index.ts'
import { type AuditEvent, canonical, type EventActor, type Json } from '../audit/index.ts'
import type { Clock } from '../deadlines/index.ts'
import type { Message } from '../messages/index.ts'
import { type Effect, type Facts, getLane, seatsOf, type Sop, type UnitKinds } from '../sop/index.ts'
import type { Names } from './fill-braces.ts'
import type { LatePromise } from './late-promise.ts'
import type { TenantLists } from './tenant-surroundings.ts'
import type { Ticket } from './ticket.ts'
import type { SignedNaskah } from './signed-naskah.ts'

/** An act on its way into the database: the ticket as it becomes, and all that goes with it. */
export interface Course {
  work: Work
  sop: Sop
  units: UnitKinds
  names: Names
  /** Of the form that was sent, so that it is known when it is sent again. */
  sendKey?: string | undefined
  /** Where the tenant is. */
  today: string
  zone: Zone
  government: string
  ticket: Ticket
  events: Omit<AuditEvent, 'seq'>[]
  clocks: Clock[]
  /** Promises found broken on the way, with who owed them. */
  late: LatePromise[]
  messages: Message[]
  answers: { text: string; released: boolean; role: string; officerId?: string; at: Date }[]
  linked: string[]
  /** Facts that effects found out, such as a register number: they stay with the ticket whatever comes after. */
  found: Facts
  /** What the act being carried out yields, for its event: a product's number, a letter's digest. */
  yields: { [key: string]: Json }
  /** Passphrases typed with the act: used now, never kept. */
  passphrases: Record<string, string>
  /** The official letter that was signed for this act, before the transaction began. */
  signed?: SignedNaskah | undefined
  /** The service that the ticket moves to when the act is done. */
  move?: Extract<Effect, { do: 'move-ticket' }>
  /** Units that get a part in the ticket besides those whose turn it is. */
  alsoParties?: string[]
  /** Done when the ticket's row is there. */
  after: (() => Promise<void>)[]
}

/** A course with nothing done yet, on the clocks that still run. */
export function beginCourse(work: Work, on: { sop: Sop; lists: TenantLists; ticket: Ticket; clocks?: Clock[] }): Course {
  const { sop, lists, ticket, clocks = [] } = on
  return {
    work, sop, ticket, units: lists.units, names: lists.names, today: lists.today, zone: lists.zone, government: lists.government, clocks: clocks.filter((clock) => !clock.stoppedAt),
    events: [], late: [], messages: [], answers: [], linked: [], found: {}, yields: {}, passphrases: {}, after: [],
  }
}

/** Facts that an effect found out stay with the ticket, whatever comes after. */
export function findFacts(course: Course, facts: Facts): void {
  course.found = { ...course.found, ...facts }
  course.ticket = { ...course.ticket, state: { ...course.ticket.state, facts: { ...course.ticket.state.facts, ...facts } } }
}

/** SHA-256 of facts in their canonical form: stands in the event in place of what the reporter wrote. */
export function digestFacts(facts: Facts): string {
  return createHash('sha256').update(canonical(facts)).digest('hex')
}

/** A salt for what one ticket's events say of personal things. */
export function newSalt(): string {
  return randomBytes(16).toString('hex')
}

/** The digest in the first event, and in one that erased something, of what the reporter sent: over the salt, a colon and the canonical form. Without a salt, as `digestFacts`. */
export function digestSent({ submitted, salt }: Pick<Ticket, 'submitted' | 'salt'>): string {
  return salt ? digestText(`${salt}:${canonical(submitted)}`) : digestFacts(submitted)
}

/** SHA-256 of a text. */
export function digestText(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** The facts that an event may show; personal ones stand there as their digest. */
export function eventFacts(sop: Sop, facts: Facts, salt: string | undefined): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => {
      const personal = sop.fields.find((field) => field.name === name)?.personal
      return [name, personal ? `sha256:${digestSent({ submitted: { [name]: fact }, ...(salt && { salt }) })}` : fact]
    }),
  )
}

/** The actor of an event, in the lane in which they acted. */
export function eventActor(course: Course, laneName: string, automatic: boolean): EventActor {
  const lane = getLane(course.sop, laneName)
  const { actor } = course.work
  if (automatic || actor.kind === 'system') return { kind: 'system', role: lane.title }
  if (actor.kind !== 'officer') return { kind: actor.kind, role: lane.title, ...(actor.kind === 'citizen' && { id: actor.id }) }
  const seats = seatsOf(lane, course.ticket.state, course.units)
  const seat = actor.posts.find((held) => seats.some((s) => s.post === held.post && s.unit === held.unit))
  const role = seat?.acting ? `${seat.acting} ${lane.title}` : lane.title
  return { kind: 'officer', id: actor.id, role, ...(seat && { post: seat.post, unit: seat.unit }) }
}

/** The reporter as the actor of an event: with their account, by the secret code alone, or an officer of the agency that applied. */
export function reporterActor({ actor }: Work, role: string): EventActor {
  return actor.kind === 'citizen' || actor.kind === 'officer' ? { kind: actor.kind, id: actor.id, role } : { kind: 'guest', role }
}
