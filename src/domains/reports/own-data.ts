import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { getPerson, openNik, type OpenSession, type Person, wordsOfPerson } from '../access/index.ts'
import { filesOf, type Upload } from '../files/index.ts'
import { type Contact, contactsOf } from '../messages/index.ts'
import { allOwnTickets, followedTickets, joinSops, type PublishedTicket, readTenantLists, sopSpans, type Ticket, toldEvents, writeFact } from '../tickets/index.ts'
import { looksAt, type OwnLook } from './own-looks.ts'
import { type OwnMessage, type OwnProduct, ownMessages, ownProducts, ratedTickets } from './own-rows.ts'

/** One ticket of a citizen, with all that they sent. */
export interface OwnTicket {
  ticket: Ticket
  service: string
  /** What was filled in, by the label of its field. */
  filled: { label: string; value: string }[]
  /** What they wrote with acts later. */
  written: { at: Date; text: string }[]
  files: Upload[]
  /** Whether its service was rated; how, nobody can find out. */
  rated: boolean
}

/** All that the system holds about a citizen. */
export interface OwnData {
  person: Person
  formerNames: string[]
  contacts: Contact[]
  tickets: OwnTicket[]
  /** Tickets that the desk wrote for them: number and day only, since NIK and name alone do not prove who asks. */
  byDesk: { number: string; openedAt: Date }[]
  messages: OwnMessage[]
  followed: (PublishedTicket & { joined: boolean })[]
  products: OwnProduct[]
  sessions: OpenSession[]
  looks: OwnLook[]
}

/** Reads it all, for the signed-in citizen themselves. `from` is what the shell and the desk know besides. */
export async function readOwnData(work: Work, personId: string, from: { sessions: OpenSession[]; byDesk: string[] }): Promise<OwnData> {
  const tickets = await allOwnTickets(work)
  const ids = tickets.map((ticket) => ticket.id)
  const rated = await ratedTickets(work, ids)
  const { names } = await wordsOfPerson(work, personId)
  const person = await getPerson(work, personId)
  const { rows: byDesk } = await sql<{ number: string; openedAt: Date }>`
    select number, opened_at as "openedAt" from ticket where tenant_id = ${work.tenant} and id = any(${from.byDesk}::uuid[]) order by id`.execute(work.db)
  const own: OwnTicket[] = []
  for (const ticket of tickets) own.push(await readTicket(work, ticket, rated))
  return {
    person, formerNames: names.filter((name) => name !== person.name), contacts: await contactsOf(work, { kind: 'person', id: personId }), tickets: own, byDesk,
    messages: await ownMessages(work, personId, ids), followed: await followedTickets(work), products: await ownProducts(work, personId), sessions: from.sessions, looks: await looksAt(work, personId, ids),
  }
}

async function readTicket(work: Work, ticket: Ticket, rated: Set<string>): Promise<OwnTicket> {
  const events = await toldEvents(work, ticket.id)
  const sop = joinSops(await sopSpans(work, events))
  const label = (name: string) => sop.fields.find((field) => field.name === name)
  // Personal fields too: they are read by the person themselves.
  const shown = { sop: { ...sop, fields: sop.fields.map((field) => ({ ...field, personal: false })) }, names: (await readTenantLists(work, sop)).names }
  return {
    ticket, service: sop.shortTitle, rated: rated.has(ticket.id), files: (await filesOf(work, ticket.id)).filter((file) => sop.form.some((use) => use.field === file.field)),
    filled: Object.entries(ticket.submitted).flatMap(([name, fact]) => (label(name)?.type === 'files' ? [] : [{ label: label(name)?.label ?? name, value: writeFact(fact, name, shown) }])),
    written: events.flatMap(({ at, body }) => ['keterangan', 'balasan', 'alasan'].flatMap((name) => (body[`sidik-${name}`] !== undefined && typeof body[name] === 'string' ? [{ at, text: body[name] }] : []))),
  }
}

/** The whole NIK for the download, logged as every look at one. */
export async function ownNik(work: Work, personId: string): Promise<string> {
  return await openNik(work, personId, 'diunduh pemiliknya')
}
