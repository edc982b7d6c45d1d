import { createHash } from 'node:crypto'
import type { Work } from '../../kernel/work.ts'
import { type AuditEvent, canonical, type EventActor } from '../audit/index.ts'
import type { Clock } from '../deadlines/index.ts'
import type { Message } from '../messages/index.ts'
import { type Facts, getLane, seatsOf, type Sop, type UnitKinds } from '../sop/index.ts'
import type { Names } from './fill-braces.ts'
import type { TenantLists } from './tenant-surroundings.ts'
import type { Ticket } from './ticket.ts'

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
  ticket: Ticket
  events: Omit<AuditEvent, 'seq'>[]
  clocks: Clock[]
  messages: Message[]
  answers: { text: string; released: boolean; role: string; officerId?: string; at: Date }[]
  products: { kind: string }[]
  linked: string[]
}

/** A course with nothing done yet, on the clocks that still run. */
export function beginCourse(work: Work, on: { sop: Sop; lists: TenantLists; ticket: Ticket; clocks?: Clock[] }): Course {
  const { sop, lists, ticket, clocks = [] } = on
  return {
    work, sop, ticket, units: lists.units, names: lists.names, today: lists.today, clocks: clocks.filter((clock) => !clock.stoppedAt),
    events: [], messages: [], answers: [], products: [], linked: [],
  }
}

/** SHA-256 of facts in their canonical form: stands in the event in place of what the reporter wrote. */
export function digestFacts(facts: Facts): string {
  return createHash('sha256').update(canonical(facts)).digest('hex')
}

/** SHA-256 of a text. */
export function digestText(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** The facts that an event may show; personal ones stand there as their digest. */
export function eventFacts(sop: Sop, facts: Facts): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => {
      const personal = sop.fields.find((field) => field.name === name)?.personal
      return [name, personal ? `sha256:${digestFacts({ [name]: fact })}` : fact]
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
  return { kind: 'officer', id: actor.id, role: lane.title, ...(seat && { post: seat.post, unit: seat.unit }) }
}
