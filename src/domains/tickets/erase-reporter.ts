import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { eventsOf } from '../audit/index.ts'
import { clocksOf } from '../deadlines/index.ts'
import { filesOf, nameForKind, type Upload } from '../files/index.ts'
import { tell } from '../messages/index.ts'
import { type Fact, type Facts, getSop, type Sop } from '../sop/index.ts'
import { resumeClocks } from './course-clocks.ts'
import { aboutForOfficers } from './course-messages.ts'
import { dropPassages, type Passage } from './cover-text.ts'
import { nameWords, reporterWords } from './reporter-words.ts'
import { erasedText } from './reporter-text.ts'
import { saveCourse } from './save-course.ts'
import { forgetWords } from './search-forget.ts'
import { joinSops, sopSpans } from './sop-spans.ts'
import { readTenantLists } from './tenant-surroundings.ts'
import type { Ticket } from './ticket.ts'
import { beginCourse, digestSent, digestText, newSalt, reporterActor } from './ticket-course.ts'
import { answersOf, lockTicket } from './ticket-store.ts'

/** Who is erased: by these words, and from these tickets besides those that they reported. */
export interface ErasedReporter {
  personId: string
  name: string
  nik: string
  formerNiks: string[]
  also: string[]
}

/** The tickets of a person, with parts of split ones, which hold a copy of what was sent; all locked, in the order in which all lock them. */
export async function lockTicketsOf(work: Work, { personId, also }: Pick<ErasedReporter, 'personId' | 'also'>): Promise<string[]> {
  const own = sql`select id from ticket where tenant_id = ${work.tenant} and (reporter_id = ${personId} or id = any(${also}::uuid[]))`
  const { rows } = await sql<{ id: string }>`
    select id from ticket where tenant_id = ${work.tenant} and (id in (${own}) or (part_no is not null and parent_id in (${own}))) order by id for update`.execute(work.db)
  return rows.map((row) => row.id)
}

/** How a person is named in texts: name, phone number and NIK, also those from before a correction. */
export async function wordsOf(work: Work, { personId, name, nik, formerNiks }: Pick<ErasedReporter, 'personId' | 'name' | 'nik' | 'formerNiks'>): Promise<Passage[]> {
  return [...(await reporterWords(work, personId)), nameWords(name), ...[nik, ...formerNiks].flatMap(nikWords)]
}

function nikWords(nik: string): Passage[] {
  const grouped = nik.replace(/(....)(?=.)/g, '$1 ')
  return [nik, grouped, grouped.replaceAll(' ', '.'), grouped.replaceAll(' ', '-')].map((words) => ({ words }))
}

/**
 * Erases a person from all of their tickets, which stay: what they filled in as personal data, files of such fields, what they wrote beside the report, and their name,
 * phone number and NIK wherever they stand. Each ticket's chain says so (`hapus-data`) and holds the digest of what is left, so it verifies before and after.
 * The clocks of one that waits for its reporter go on; who holds an open one is told. To be called after `coverForErasure`, with the tickets locked; part of the caller's transaction.
 */
export async function eraseReporter(work: Work, ticketIds: string[], words: Passage[]): Promise<void> {
  for (const id of ticketIds) await eraseFrom(work, await lockTicket(work, id), words)
}

/** Ends what a person follows. */
export async function dropFollowing(work: Work, personId: string): Promise<void> {
  await sql`delete from ticket_follower where tenant_id = ${work.tenant} and person_id = ${personId}`.execute(work.db)
}

/** What stays of a ticket. */
interface Rest {
  ticket: Ticket
  /** Names of all that was taken out or changed. */
  fields: string[]
  /** Files of personal fields. */
  files: string[]
  answers: { no: number; text: string }[]
  names: { id: string; name: string }[]
}

async function eraseFrom(work: Work, ticket: Ticket, words: Passage[]): Promise<void> {
  const spans = await sopSpans(work, await eventsOf(work, ticket.id))
  const rest = await restOf(work, ticket, { sop: joinSops(spans), words })
  const sop = await getSop(work, ticket.sop, ticket.sopVersion)
  const lists = await readTenantLists(work, sop)
  const course = beginCourse(work, { sop, lists, ticket: rest.ticket, clocks: await clocksOf(work, ticket.id) })
  const role = sop.lanes.find((lane) => lane.kind === 'reporter')?.title ?? 'Pelapor'
  course.events.push({
    ticketId: ticket.id, at: work.now, act: 'hapus-data', actor: reporterActor(work, role),
    body: {
      langkah: ticket.state.step, isian: rest.fields, berkas: rest.files, sidik: digestSent(rest.ticket),
      ...(ticket.answer !== undefined && ticket.answer !== rest.ticket.answer && { 'sidik-jawaban': digestText(rest.ticket.answer ?? '') }),
    },
  })
  if (ticket.state.waiting) await resumeClocks(course)
  const saved = await saveCourse(course)
  const kept = { submitted: saved.submitted, title: saved.title, salt: saved.salt, answers: rest.answers, names: rest.names }
  await sql`select erase_from_ticket(${ticket.id}::uuid, ${JSON.stringify(kept)}::jsonb)`.execute(work.db)
  await sql`update reporter_text set text = null, salt = null where tenant_id = ${work.tenant} and ticket_id = ${ticket.id}`.execute(work.db)
  await sql`update step_link set masked = '•••', replaced_at = coalesce(replaced_at, ${work.now}) where tenant_id = ${work.tenant} and ticket_id = ${ticket.id}`.execute(work.db)
  await forgetWords(work, { before: ticket, after: saved, sop, names: lists.names })
  if (saved.state.open) await tellHolders(work, saved)
}

async function restOf(work: Work, ticket: Ticket, { sop, words }: { sop: Sop; words: Passage[] }): Promise<Rest> {
  const clean = (text: string) => dropPassages(text, words)
  const submitted = restOfFacts(ticket.submitted, sop, clean)
  const facts = restOfFacts(ticket.state.facts, sop, clean)
  const title = clean(ticket.title)
  const files = await filesOf(work, ticket.id)
  const personal = new Set(sop.fields.filter((field) => field.personal).map((field) => field.name))
  const { question: asked, waitingSince, salt: _salt, ...others } = ticket
  const question = asked && !ticket.state.waiting ? { question: clean(asked) } : {}
  return {
    ticket: {
      ...others, ...question, ...(waitingSince && !ticket.state.waiting && { waitingSince }), salt: newSalt(), submitted, title, ...(ticket.answer !== undefined && { answer: clean(ticket.answer) }),
      state: { ...ticket.state, facts, waiting: false },
    },
    fields: [...new Set([...changedIn(ticket.submitted, submitted), ...changedIn(ticket.state.facts, facts), ...(title === ticket.title ? [] : ['judul'])])],
    files: files.filter((file) => personal.has(file.field)).map((file) => file.id),
    answers: (await answersOf(work, ticket.id)).map(({ no, text }) => ({ no, text: clean(text) })),
    names: newNames(files, sop),
  }
}

/** Facts without what is personal: texts say that they were erased, all else is gone; and without the person's name in any other text. */
function restOfFacts(facts: Facts, sop: Sop, clean: (text: string) => string): Facts {
  const kinds = new Map(sop.fields.map((field) => [field.name, field]))
  const left = Object.entries(facts).flatMap(([name, fact]): [string, Fact][] => {
    const field = kinds.get(name)
    if (!field?.personal) return [[name, typeof fact === 'string' ? clean(fact) : fact]]
    return field.type === 'text' || field.type === 'long-text' ? [[name, erasedText]] : field.type === 'files' ? [[name, []]] : []
  })
  return Object.fromEntries(left)
}

function changedIn(before: Facts, after: Facts): string[] {
  return Object.keys(before).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
}

/** The names that the sender gave to their files may name them too. */
function newNames(files: Upload[], sop: Sop): { id: string; name: string }[] {
  const asked = new Set(sop.form.map((use) => use.field))
  return files.filter((file) => asked.has(file.field)).map((file, at) => ({ id: file.id, name: nameForKind(`lampiran-${at + 1}`, file.kind) }))
}

async function tellHolders(work: Work, ticket: Ticket): Promise<void> {
  const { rows } = await sql<{ post: string; unit: string }>`select distinct post, unit from turn where tenant_id = ${work.tenant} and ticket_id = ${ticket.id}`.execute(work.db)
  const text = `Pelapor tiket ${ticket.number} menutup akunnya. Tiket tetap diselesaikan; kabar dan jawabannya tidak lagi dikirim kepadanya.`
  await tell(work, rows.map((seat) => ({ subjectId: ticket.id, to: { kind: 'post' as const, ...seat }, kind: 'tugas' as const, text, about: aboutForOfficers(ticket) })))
}
