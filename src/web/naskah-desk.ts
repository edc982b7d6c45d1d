import { isId } from '../kernel/ids.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Work } from '../kernel/work.ts'
import { localDate, type LocalDate, type Zone } from '../domains/calendar/index.ts'
import {
  type BookQuery, type BookView, bookYears, countBook, findNaskah, getNaskahTemplate, initialsOf, mayOpenBook, mayVoid, type Naskah, type NaskahEvent, naskahEventsOf, type NaskahInitial,
  type NaskahVersion, readBook, versionsOf,
} from '../domains/naskah/index.ts'
import { findOfficer, type KeptUnit, listUnits } from '../domains/organisation/index.ts'
import { findTicket, standingOf, type Ticket } from '../domains/tickets/index.ts'

const pageSize = 25

/** A line of the book. Of a secret ticket's letter, those who may not see the ticket learn only number, date and state. */
export interface BookLine {
  naskah: Naskah
  open: boolean
}

export interface BookContent {
  unit: KeptUnit
  units: KeptUnit[]
  years: number[]
  query: BookQuery
  counts: Record<BookView, number>
  lines: BookLine[]
  next?: string
}

/** The units whose book this actor may open, in the order of tenant.yaml. */
export async function bookUnits(work: Work): Promise<KeptUnit[]> {
  return (await listUnits(work)).filter((unit) => mayOpenBook(work, unit.code))
}

/** One page of a unit's book; of the first unit that may be opened, unless another is asked for. Undefined for who may open none. Refuses `not-found` for a stranger's. */
export async function readBookPage(work: Work, asked: Omit<BookQuery, 'size'>): Promise<BookContent | undefined> {
  const units = await bookUnits(work)
  const unit = asked.unit ? units.find((one) => one.code === asked.unit) : units[0]
  if (!unit && asked.unit) throw new Refusal('not-found', 'Buku surat unit itu tidak untuk Anda.')
  if (!unit) return undefined
  const query = { ...asked, unit: unit.code, size: pageSize }
  const { rows, next } = await readBook(work, query)
  return {
    unit, units, query, lines: await toLines(work, rows, query.text), counts: await countBook(work, query),
    years: [...new Set([asked.year, ...(await bookYears(work, unit.code))])].sort((one, other) => other - one), ...(next && { next }),
  }
}

/** Lines of letters; one whose content is hidden is not told to who seeks by its words. */
export async function toLines(work: Work, rows: Naskah[], text: string | undefined): Promise<BookLine[]> {
  const lines: BookLine[] = []
  for (const naskah of rows) lines.push({ naskah, open: (await whoReads(work, naskah)) !== undefined })
  return text ? lines.filter((line) => line.open) : lines
}

/** The ticket of a letter, where this officer may read the letter: who may see the ticket, but not those who stand on the applicant's side; administrators; posts at its unit. */
async function whoReads(work: Work, naskah: Naskah): Promise<{ ticket: Ticket; maySeeTicket: boolean } | undefined> {
  const { actor } = work
  const ticket = await findTicket(work, { id: naskah.ticketId })
  if (!ticket || actor.kind !== 'officer') return undefined
  const maySeeTicket = (await standingOf(work, ticket)) === 'officer'
  const isApplicant = ticket.applicant !== undefined && ticket.applicant.unit !== naskah.unit && actor.posts.every((held) => held.unit === ticket.applicant?.unit)
  const atUnit = actor.posts.some((held) => held.unit === naskah.unit) && !ticket.secret
  return actor.admin || atUnit || (maySeeTicket && !isApplicant) ? { ticket, maySeeTicket } : undefined
}

export interface NaskahContent {
  naskah: Naskah
  templateName: string
  unitName: string
  versions: NaskahVersion[]
  initials: NaskahInitial[]
  events: NaskahEvent[]
  /** Names of officers by id. */
  officers: Map<string, string>
  /** Absent for those who may read the letter and not the ticket. */
  ticketNumber?: string
  /** The letter that took its place. */
  successor?: Naskah
  mayVoid: boolean
  date?: LocalDate
}

/** A letter that this officer may read. Refuses `not-found` for a stranger's as for one that does not exist. */
export async function getReadableNaskah(work: Work, id: string): Promise<{ naskah: Naskah; ticket: Ticket; maySeeTicket: boolean }> {
  const naskah = isId(id) ? await findNaskah(work, { id }) : undefined
  const seen = naskah && (await whoReads(work, naskah))
  if (!naskah || !seen) throw new Refusal('not-found', 'Surat itu tidak ada, atau bukan untuk Anda.')
  return { naskah, ...seen }
}

/** All that an officer's page of a letter shows. Refuses `not-found`. */
export async function readNaskahPage(work: Work, id: string, zone: Zone): Promise<NaskahContent> {
  const { naskah, ticket, maySeeTicket } = await getReadableNaskah(work, id)
  const events = await naskahEventsOf(work, id)
  const initials = await initialsOf(work, id)
  const versions = await versionsOf(work, id)
  const successor = naskah.replacedBy ? await findNaskah(work, { id: naskah.replacedBy }) : undefined
  const ids = [...events, ...initials, ...versions].flatMap((one) => one.byId ?? [])
  return {
    naskah, versions, initials, events, officers: await officerNames(work, ids), templateName: (await getNaskahTemplate(work, naskah.template)).name, mayVoid: naskah.state !== 'void' && (await mayVoid(work, naskah)),
    unitName: (await listUnits(work)).find((unit) => unit.code === naskah.unit)?.name ?? naskah.unit,
    ...(maySeeTicket && { ticketNumber: ticket.number }), ...(successor && { successor }), ...(naskah.numberedAt && { date: localDate(naskah.numberedAt, zone) }),
  }
}

async function officerNames(work: Work, ids: string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (const id of new Set(ids)) {
    const officer = await findOfficer(work, id)
    if (officer) names.set(id, officer.name)
  }
  return names
}
