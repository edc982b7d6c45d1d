import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { Facts, Field, Sop } from '../sop/index.ts'
import { type Names, writeFact } from './fill-braces.ts'
import { searchWords } from './search-words.ts'
import type { Ticket } from './ticket.ts'
import { digestText } from './ticket-course.ts'
import type { Turn } from './ticket-store.ts'

/** A ticket as it is searched: its words by their weight, joined by blanks, and who may find it. */
export interface SearchRow {
  ticketId: string
  openedAt: Date
  marks: string[]
  title: string
  /** Story and place: what the public may read too, if the ticket is published. */
  story: string
  answer: string
  /** Unit, category, SOP, and the other fields of the form: for officers only. */
  names: string
  /** Of all words, so that an act that changes none of them writes nothing. */
  digest: string
}

const publicFields = ['judul', 'uraian', 'tempat', 'desa']
const searchedTypes = new Set<Field['type']>(['text', 'long-text', 'choice', 'village', 'host-name', 'ip-address', 'unit', 'category'])

/** What is searched of a ticket. Never personal fields nor those that only some lanes may read; the reporter's name is not in it. */
export function searchRow(ticket: Ticket, about: { sop: Sop; names: Names }, found: { marks: string[] }): SearchRow {
  const { sop, names } = about
  const words = (...texts: string[]) => searchWords(texts.join('\n')).map(({ word }) => word).join(' ')
  const facts: Facts = { ...ticket.submitted, ...pick(ticket.state.facts, ['kategori']) }
  const written = (name: string) => (Object.hasOwn(facts, name) ? writeFact(facts[name]!, name, { sop, names }) : '')
  const asked = new Set(sop.form.map((use) => use.field))
  const others = sop.fields.filter((field) => asked.has(field.name) && !publicFields.includes(field.name) && !field.personal && !field.seenBy && searchedTypes.has(field.type))
  const category = typeof facts.kategori === 'string' ? names.category(facts.kategori) : ''
  const text = {
    title: words(ticket.number, ticket.title), story: words(...publicFields.slice(1).map(written)), answer: words(ticket.state.released ? (ticket.answer ?? '') : ''),
    names: words(sop.shortTitle, category, ticket.state.unit ? names.unit(ticket.state.unit) : '', ...others.map((field) => written(field.name))),
  }
  return { ticketId: ticket.id, openedAt: ticket.openedAt, marks: [...new Set(found.marks)].sort(), ...text, digest: digestText(Object.values(text).join('\n')) }
}

function pick(facts: Facts, names: string[]): Facts {
  return Object.fromEntries(names.filter((name) => Object.hasOwn(facts, name)).map((name) => [name, facts[name]!]))
}

/**
 * Who may find a ticket, by the rule of `visible-ticket.ts`: officers of a unit that has or had a part, unless it is secret; those whose turn it is; whoever
 * acted; its reporter; everybody once it is published.
 */
export function marksOf(ticket: Ticket, held: { turns: Turn[]; parties: string[]; officers: string[] }): string[] {
  return [
    ...(ticket.secret ? held.turns.map((turn) => `s:${turn.post}.${turn.unit}`) : held.parties.map((unit) => `u:${unit}`)),
    ...held.officers.map((id) => `o:${id}`), ...(ticket.reporterId ? [`r:${ticket.reporterId}`] : []), ...(ticket.publishedAt ? ['p'] : []),
  ]
}

const document = sql`setweight(to_tsvector('pg_catalog.indonesian', title), 'A') || setweight(to_tsvector('pg_catalog.indonesian', story), 'B')
  || setweight(to_tsvector('pg_catalog.indonesian', answer), 'C') || setweight(to_tsvector('pg_catalog.indonesian', names), 'D')`

function given(rows: SearchRow[]) {
  const texts = rows.map((row) => ({ ticket_id: row.ticketId, opened_at: row.openedAt, marks: row.marks, title: row.title, story: row.story, answer: row.answer, names: row.names, digest: row.digest }))
  return sql`jsonb_to_recordset(${JSON.stringify(texts)}::jsonb) as given (ticket_id uuid, opened_at timestamptz, marks text[], title text, story text, answer text, names text, digest text)`
}

/** Puts new tickets into the index; one that is there already stays as it is. */
export async function insertSearchRows(work: Work, rows: SearchRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into ticket_search (tenant_id, ticket_id, opened_at, marks, digest, document)
    select ${work.tenant}, ticket_id, opened_at, marks, digest, ${document} from ${given(rows)} on conflict (tenant_id, ticket_id) do nothing`.execute(work.db)
}

/** Brings a ticket's row up to date. Units that had a part and officers who acted stay; a ticket that is not in the index yet is left to the next filling. */
export async function updateSearchRow(work: Work, row: SearchRow): Promise<void> {
  const merged = sql`array(select distinct m collate "C" as one from unnest(given.marks || array(select old from unnest(s.marks) old where old ~ '^[uo]:')) m order by one)`
  await sql`
    update ticket_search s set marks = ${merged}, digest = given.digest, document = ${document} from ${given([row])}
    where s.tenant_id = ${work.tenant} and s.ticket_id = given.ticket_id and (s.digest <> given.digest or s.marks <> ${merged})`.execute(work.db)
}
