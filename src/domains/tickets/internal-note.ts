import { sql } from 'kysely'
import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import type { Db, Work } from '../../kernel/work.ts'
import type { ChainFault } from '../audit/index.ts'
import { appendAside } from './append-aside.ts'
import { dropPassages } from './cover-text.ts'
import { erasedPassages } from './public-mask.ts'
import { lockTicket } from './ticket-store.ts'
import { standingOf } from './visible-ticket.ts'

/** What an officer wrote for colleagues about a ticket. */
export interface InternalNote {
  seq: number
  at: Date
  officerId: string
  post: string
  unit: string
  text: string
}

export interface NoteOrder {
  ticketId: string
  text: string
  /** The same key twice is one note. */
  formKey: string
}

const mostLetters = 4000

/**
 * Adds a note that never leaves the office. Its event stands in the ticket's chain with a MAC of the text, so that nobody can guess the text from the chain nor
 * change it unnoticed; the ticket's version stays, for a note is in nobody's way. Refuses `not-found` to who may not read the ticket as an officer.
 */
export async function addNote(work: Work, order: NoteOrder): Promise<void> {
  const { actor } = work
  const ticket = await lockTicket(work, order.ticketId)
  if (actor.kind !== 'officer' || (await standingOf(work, ticket)) !== 'officer') throw new Refusal('not-found', 'Tiket itu tidak ada, atau bukan untuk Anda.')
  const text = order.text.replaceAll('\0', '').toWellFormed().trim()
  if (!text) refuseInput([{ field: 'catatan-internal', text: 'Catatan: wajib diisi.' }])
  if (text.length > mostLetters) refuseInput([{ field: 'catatan-internal', text: `Catatan: ada ${text.length} huruf, paling banyak ${mostLetters}.` }])
  const known = await sql`select 1 from internal_note where tenant_id = ${work.tenant} and ticket_id = ${ticket.id} and form_key = ${order.formKey}`.execute(work.db)
  if (known.rows.length > 0) return
  const { seq, post, unit } = await appendAside(work, ticket, { act: 'catatan-internal', body: { 'sidik-catatan': noteMac(work.secrets, ticket.id, text) } })
  await sql`
    insert into internal_note (tenant_id, ticket_id, seq, form_key, at, officer_id, post, unit, text)
    values (${work.tenant}, ${ticket.id}, ${seq}, ${order.formKey}, ${work.now}, ${actor.id}, ${post}, ${unit}, ${text})`.execute(work.db)
}

function noteMac(secrets: Secrets, ticketId: string, text: string): string {
  return secrets.mac('internal-note', `${ticketId}/${text}`).toString('hex')
}

/** The notes on a ticket, oldest first; for officers only: to anyone else there are none. */
export async function notesOf(work: Work, ticketId: string): Promise<InternalNote[]> {
  if (work.actor.kind !== 'officer') return []
  const { rows } = await sql<{ seq: number; at: Date; officer_id: string; post: string; unit: string; text: string }>`
    select seq, at, officer_id, post, unit, text from internal_note where tenant_id = ${work.tenant} and ticket_id = ${ticketId} order by seq`.execute(work.db)
  const erased = rows.length > 0 ? await erasedPassages(work, ticketId) : []
  return rows.map(({ officer_id, ...row }) => ({ ...row, text: dropPassages(row.text, erased), officerId: officer_id }))
}

/** Notes whose text is not the one that their event bears witness to, or that are gone. Runs as the owner of the database. */
export async function changedNotes(db: Db, tenant: string, secrets: Secrets): Promise<ChainFault[]> {
  const { rows } = await sql<{ ticket_id: string; seq: number; mac: string; text: string | null }>`
    select e.ticket_id, e.seq, e.body ->> 'sidik-catatan' as mac, n.text from event e
    left join internal_note n on n.tenant_id = e.tenant_id and n.ticket_id = e.ticket_id and n.seq = e.seq
    where e.tenant_id = ${tenant} and e.act = 'catatan-internal'`.execute(db)
  return rows.flatMap((row) => {
    if (row.text !== null && noteMac(secrets, row.ticket_id, row.text) === row.mac) return []
    return [{ ticketId: row.ticket_id, seq: row.seq, text: row.text === null ? 'catatan internal dihapus' : 'catatan internal diubah' }]
  })
}
