import { sql } from 'kysely'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import type { HeldPost } from '../../kernel/actor.ts'
import type { Facts } from '../sop/index.ts'
import type { Ticket } from './ticket.ts'

export interface TicketRow {
  id: string
  number: string
  sop: string
  sop_version: string
  channel: string
  reporter_id: string | null
  anonymous: boolean
  secret: boolean
  title: string
  submitted: Facts
  salt: string | null
  facts: Facts
  step: string
  unit: string | null
  unit_group: string[]
  officer_id: string | null
  acted: Record<string, string>
  drafted: boolean
  extended: boolean
  question: string | null
  waiting_since: Date | null
  answer: string | null
  answered_at: Date | null
  answer_private: boolean
  published_at: Date | null
  read_at: Date | null
  reopened_count: number
  open: boolean
  result: string | null
  parent_id: string | null
  part_no: number | null
  parts: 'waiting' | 'ready' | null
  applicant_unit: string | null
  applicant_post: string | null
  opened_at: Date
  closed_at: Date | null
  revealed_at: Date | null
  due_at: Date | null
  version: number
  last_seq: number
  last_hash: Buffer
}

export function toTicket(row: TicketRow): Ticket {
  return {
    id: row.id, number: row.number, sop: row.sop, sopVersion: row.sop_version, channel: row.channel, anonymous: row.anonymous && row.revealed_at === null, secret: row.secret,
    title: row.title, submitted: row.submitted, answerPrivate: row.answer_private, openedAt: row.opened_at, version: row.version, reopened: row.reopened_count,
    state: {
      step: row.step, unit: row.unit ?? undefined, group: row.unit_group, officer: row.officer_id ?? undefined, facts: row.facts, acted: row.acted,
      drafted: row.drafted, released: row.answered_at !== null, waiting: row.waiting_since !== null, extended: row.extended, result: row.result ?? undefined, open: row.open,
    },
    chain: { seq: row.last_seq, hash: row.last_hash },
    ...(row.salt && { salt: row.salt }), ...(row.reporter_id && { reporterId: row.reporter_id }), ...(row.question && { question: row.question }), ...(row.waiting_since && { waitingSince: row.waiting_since }),
    ...(row.answer !== null && { answer: row.answer }), ...(row.answered_at && { answeredAt: row.answered_at }), ...(row.published_at && { publishedAt: row.published_at }),
    ...(row.read_at && { readAt: row.read_at }), ...(row.parent_id && { parentId: row.parent_id }), ...(row.part_no && { partNo: row.part_no }), ...(row.parts && { parts: row.parts }),
    ...(row.applicant_unit && row.applicant_post && { applicant: { unit: row.applicant_unit, post: row.applicant_post } }), ...(row.closed_at && { closedAt: row.closed_at }), ...(row.revealed_at && { revealedAt: row.revealed_at }), ...(row.due_at && { dueAt: row.due_at }),
  }
}

/** The ticket with that id or number, if there is one; whether this actor may see it is decided by `visible-ticket.ts`. */
export async function findTicket(work: Work, key: { id: string } | { number: string }): Promise<Ticket | undefined> {
  const match = 'id' in key ? sql`id = ${key.id}` : sql`number = ${key.number}`
  const { rows } = await sql<TicketRow>`select * from ticket where tenant_id = ${work.tenant} and ${match}`.execute(work.db)
  return rows[0] && toTicket(rows[0])
}

/** Locks the ticket until the transaction ends, so that two acts on it come one after the other. Refuses `not-found`. */
export async function lockTicket(work: Work, id: string): Promise<Ticket> {
  const { rows } = await sql<TicketRow>`select * from ticket where tenant_id = ${work.tenant} and id = ${id} for update`.execute(work.db)
  if (!rows[0]) throw new Refusal('not-found', 'Tiket itu tidak ada.')
  return toTicket(rows[0])
}

/** Whose turn it is at a seat. */
export interface Turn extends HeldPost {
  lane: string
}

/** Writes the ticket as it stands now, with whose turn it is and which units have a part in it, in one statement. */
export async function saveTicket(work: Work, ticket: Ticket, turns: { rows: Turn[]; since: Date; parties: string[] }): Promise<void> {
  const t = ticket
  const s = ticket.state
  await sql`
    with kept as (
      insert into ticket (tenant_id, id, number, sop, sop_version, channel, reporter_id, anonymous, secret, title, submitted, facts, step, unit, unit_group,
        officer_id, acted, drafted, extended, question, waiting_since, answer, answered_at, answer_private, published_at, read_at, open, result, parent_id,
        part_no, parts, applicant_unit, applicant_post, opened_at, closed_at, due_at, version, last_seq, last_hash, revealed_at, salt)
      values (${work.tenant}, ${t.id}, ${t.number}, ${t.sop}, ${t.sopVersion}, ${t.channel}, ${t.reporterId ?? null}, ${t.anonymous}, ${t.secret}, ${t.title},
        ${JSON.stringify(t.submitted)}, ${JSON.stringify(s.facts)}, ${s.step}, ${s.unit ?? null}, ${s.group}, ${s.officer ?? null}, ${JSON.stringify(s.acted)},
        ${s.drafted}, ${s.extended}, ${t.question ?? null}, ${t.waitingSince ?? null}, ${t.answer ?? null}, ${t.answeredAt ?? null}, ${t.answerPrivate},
        ${t.publishedAt ?? null}, ${t.readAt ?? null}, ${s.open}, ${s.open ? null : (s.result ?? 'selesai')}, ${t.parentId ?? null}, ${t.partNo ?? null}, ${t.parts ?? null}, ${t.applicant?.unit ?? null}, ${t.applicant?.post ?? null}, ${t.openedAt}, ${t.closedAt ?? null},
        ${t.dueAt ?? null}, ${t.version}, ${t.chain.seq}, ${t.chain.hash}, ${t.revealedAt ?? null}, ${t.salt ?? null})
      on conflict (tenant_id, id) do update set sop = excluded.sop, sop_version = excluded.sop_version, revealed_at = coalesce(ticket.revealed_at, excluded.revealed_at), facts = excluded.facts, step = excluded.step, unit = excluded.unit, unit_group = excluded.unit_group,
        officer_id = excluded.officer_id, acted = excluded.acted, drafted = excluded.drafted, extended = excluded.extended, question = excluded.question,
        waiting_since = excluded.waiting_since, answer = excluded.answer, answered_at = excluded.answered_at, answer_private = excluded.answer_private,
        published_at = excluded.published_at, read_at = excluded.read_at, open = excluded.open, parts = excluded.parts, result = excluded.result, closed_at = excluded.closed_at,
        due_at = excluded.due_at, version = excluded.version, last_seq = excluded.last_seq, last_hash = excluded.last_hash
      returning id, open),
    part as (select unit from jsonb_array_elements_text(${JSON.stringify(turns.parties)}::jsonb) as unit),
    wanted as (select * from jsonb_to_recordset(${JSON.stringify(turns.rows)}::jsonb) as row (lane text, post text, unit text)),
    ${t.version === 1 ? sql`` : endBefore(work, t.id)}
    turned as (
      insert into turn (tenant_id, ticket_id, lane, post, unit, step, officer_id, since, due_at, paused)
      select ${work.tenant}, kept.id, w.lane, w.post, w.unit, ${s.step}, ${s.officer ?? null}, ${turns.since}, ${t.dueAt ?? 'infinity'}, ${s.waiting} from wanted w, kept
      on conflict (tenant_id, ticket_id, lane, unit) do update set post = excluded.post, step = excluded.step, officer_id = excluded.officer_id,
        since = case when turn.step = excluded.step then turn.since else excluded.since end, due_at = excluded.due_at, paused = excluded.paused)
    insert into ticket_party (tenant_id, unit, ticket_id, since, open)
    select ${work.tenant}, part.unit, kept.id, ${turns.since}, ${s.open} from part, kept
    on conflict (tenant_id, unit, ticket_id) do update set open = excluded.open where ticket_party.open <> excluded.open`.execute(work.db)
}

/** What ends with a ticket that was there before: turns that are nobody's now and, with the ticket, the part of units that are not in it any more. */
function endBefore(work: Work, id: string) {
  return sql`
    gone as (
      delete from turn where tenant_id = ${work.tenant} and ticket_id = ${id}
        and not exists (select from wanted w where w.lane = turn.lane and w.unit = turn.unit)),
    others_closed as (
      update ticket_party set open = false from kept
      where not kept.open and tenant_id = ${work.tenant} and ticket_id = kept.id and ticket_party.open and unit not in (select part.unit from part)),`
}

/** Appends a version of the answer. */
export async function saveAnswer(work: Work, ticketId: string, answer: { text: string; released: boolean; role: string; officerId?: string; at: Date }): Promise<void> {
  await sql`
    insert into answer (tenant_id, ticket_id, no, text, released, role, officer_id, at)
    select ${work.tenant}, ${ticketId}, coalesce(max(no), 0) + 1, ${answer.text}, ${answer.released}, ${answer.role}, ${answer.officerId ?? null}::uuid, ${answer.at}
    from answer where tenant_id = ${work.tenant} and ticket_id = ${ticketId}`.execute(work.db)
}

export interface AnswerVersion {
  no: number
  text: string
  released: boolean
  role: string
  officer_id: string | null
  at: Date
}

/** All versions of a ticket's answer, oldest first. */
export async function answersOf(work: Work, ticketId: string): Promise<AnswerVersion[]> {
  const { rows } = await sql<AnswerVersion>`
    select no, text, released, role, officer_id, at from answer where tenant_id = ${work.tenant} and ticket_id = ${ticketId} order by no`.execute(work.db)
  return rows
}

export interface FormClaim {
  formKey: string
  ticketId: string
  /** Numbers for the new ticket, of which the first that is free is taken. */
  numbers: string[]
}

/**
 * Claims a form key for a new ticket, and a number for it. Gives the id of the ticket that the key belongs to: the new one with its number, or the one
 * made when the form was sent before.
 */
export async function claimFormKey(work: Work, claim: FormClaim): Promise<{ id: string; number: string } | { id: string; number?: never }> {
  const made = await sql<{ number: string | null }>`
    insert into submission (tenant_id, form_key, ticket_id) values (${work.tenant}, ${claim.formKey}, ${claim.ticketId}) on conflict do nothing
    -- One look into the index for the first number, and for another only if it is taken: as a join, the planner may read all tickets.
    returning (select n from string_to_table(${claim.numbers.join(' ')}, ' ') as n
      where (select t.id from ticket t where t.tenant_id = ${work.tenant} and t.number = n limit 1) is null limit 1) as number`.execute(work.db)
  const row = made.rows[0]
  if (row && row.number === null) throw new Error(`${claim.numbers.length} ticket numbers were drawn and all are taken`)
  if (row?.number) return { id: claim.ticketId, number: row.number }
  const { rows } = await sql<{ ticket_id: string }>`select ticket_id from submission where tenant_id = ${work.tenant} and form_key = ${claim.formKey}`.execute(work.db)
  return { id: rows[0]!.ticket_id }
}
