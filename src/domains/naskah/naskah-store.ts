import { sql } from 'kysely'
import { newId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import type { Naskah, NaskahEventKind, NaskahKey, NaskahSigner, NaskahState } from './naskah.ts'

export interface NaskahRow {
  id: string
  ticket_id: string
  template: string
  unit: string
  subject: string
  recipient: string
  state: NaskahState
  version: number
  token: string
  number: string | null
  number_year: number | null
  seq: number | null
  numbered_at: Date | null
  signed_at: Date | null
  sha256: string | null
  signer: NaskahSigner | null
  sent_at: Date | null
  voided_at: Date | null
  void_reason: string | null
  replaced_by: string | null
  open: boolean
  created_at: Date
  updated_at: Date
}

/** A letter from its row. */
export function toNaskah(row: NaskahRow): Naskah {
  return {
    id: row.id, ticketId: row.ticket_id, template: row.template, unit: row.unit, subject: row.subject, recipient: row.recipient, state: row.state, version: row.version,
    token: row.token, open: row.open, createdAt: row.created_at, updatedAt: row.updated_at,
    ...(row.number !== null && { number: row.number }), ...(row.number_year !== null && { numberYear: row.number_year }), ...(row.seq !== null && { seq: row.seq }),
    ...(row.numbered_at && { numberedAt: row.numbered_at }), ...(row.signed_at && { signedAt: row.signed_at }), ...(row.sha256 && { sha256: row.sha256 }),
    ...(row.signer && { signer: row.signer }), ...(row.sent_at && { sentAt: row.sent_at }), ...(row.voided_at && { voidedAt: row.voided_at }),
    ...(row.void_reason && { voidReason: row.void_reason }), ...(row.replaced_by && { replacedBy: row.replaced_by }),
  }
}

/** A letter by its id or its token. Whether this actor may see it is the caller's to decide. */
export async function findNaskah(work: Work, key: { id: string } | { token: string }): Promise<Naskah | undefined> {
  const match = 'id' in key ? sql`id = ${key.id}` : sql`token = ${key.token}`
  const { rows } = await sql<NaskahRow>`select * from naskah where tenant_id = ${work.tenant} and ${match}`.execute(work.db)
  return rows[0] && toNaskah(rows[0])
}

/** All letters of a ticket, the oldest first. */
export async function naskahOfTicket(work: Work, ticketId: string): Promise<Naskah[]> {
  const { rows } = await sql<NaskahRow>`
    select * from naskah where tenant_id = ${work.tenant} and ticket_id = ${ticketId} order by created_at, id`.execute(work.db)
  return rows.map(toNaskah)
}

/** The letter of a ticket that is being worked on, or else its newest, locked until the transaction ends. */
export async function lockNaskah(work: Work, { ticketId, template }: NaskahKey): Promise<Naskah | undefined> {
  const { rows } = await sql<NaskahRow>`
    select * from naskah where tenant_id = ${work.tenant} and ticket_id = ${ticketId} ${template === undefined ? sql`` : sql`and template = ${template}`}
    order by state in ('sent', 'void'), updated_at desc, id desc limit 1 for update`.execute(work.db)
  return rows[0] && toNaskah(rows[0])
}

/** As `lockNaskah`; refuses `conflict` where there is no letter yet. */
export async function getLockedNaskah(work: Work, key: NaskahKey): Promise<Naskah> {
  const naskah = await lockNaskah(work, key)
  if (!naskah) throw new Refusal('conflict', 'Konsep surat belum disusun.')
  return naskah
}

/** Locks one letter by its id. Refuses `not-found`. */
export async function lockNaskahById(work: Work, id: string): Promise<Naskah> {
  const { rows } = await sql<NaskahRow>`select * from naskah where tenant_id = ${work.tenant} and id = ${id} for update`.execute(work.db)
  if (!rows[0]) throw new Refusal('not-found', 'Surat itu tidak ada.')
  return toNaskah(rows[0])
}

interface EventOrder {
  naskahId: string
  kind: NaskahEventKind
  version: number
  note?: string
}

/** Appends one line to a letter's history. */
export async function recordNaskahEvent(work: Work, { naskahId, kind, version, note }: EventOrder): Promise<void> {
  await sql`
    insert into naskah_event (tenant_id, id, naskah_id, at, kind, version, by_kind, by_id, note)
    values (${work.tenant}, ${newId(work.now)}, ${naskahId}, ${work.now}, ${kind}, ${version}, ${work.actor.kind}, ${idOf(work)}, ${note ?? null})`.execute(work.db)
}

/** The id of who acts; null for guests and the system. */
export function idOf(work: Work): string | null {
  return 'id' in work.actor ? work.actor.id : null
}
