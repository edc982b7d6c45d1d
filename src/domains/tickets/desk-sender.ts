import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { maskNik, openAddress, sealAddress } from '../access/index.ts'

/** Who sent what the desk entered. */
export interface DeskSender {
  name: string
  nikMasked?: string
  enteredBy: string
  enteredAt: Date
}

/** Keeps the sender of a ticket, sealed. `enteredBy` is the officer who typed or imported it. */
export async function saveSender(work: Work, ticketId: string, sender: { name: string; nik?: string; enteredBy: string }): Promise<void> {
  const seal = (what: string, text: string) => sealAddress(work.secrets, placeOf(work, ticketId, what), text)
  const { name, nik, enteredBy } = sender
  await sql`
    insert into desk_sender (tenant_id, ticket_id, name_cipher, nik_cipher, nik_masked, entered_by, entered_at)
    values (${work.tenant}, ${ticketId}, ${seal('name', name)}, ${nik ? seal('nik', nik) : null}, ${nik ? maskNik(nik) : null}, ${enteredBy}, ${work.now})`.execute(work.db)
}

interface Row {
  name_cipher: Buffer
  nik_cipher: Buffer | null
  nik_masked: string | null
  entered_by: string
  entered_at: Date
}

async function selectSender(work: Work, ticketId: string): Promise<Row | undefined> {
  const { rows } = await sql<Row>`
    select name_cipher, nik_cipher, nik_masked, entered_by, entered_at from desk_sender where tenant_id = ${work.tenant} and ticket_id = ${ticketId}`.execute(work.db)
  return rows[0]
}

/** The sender of a ticket that the desk entered, if it did. Whoever asks must already know that the actor may see the name. */
export async function findSender(work: Work, ticketId: string): Promise<DeskSender | undefined> {
  const row = await selectSender(work, ticketId)
  return row && {
    name: openAddress(work.secrets, placeOf(work, ticketId, 'name'), row.name_cipher), enteredBy: row.entered_by, enteredAt: row.entered_at,
    ...(row.nik_masked !== null && { nikMasked: row.nik_masked }),
  }
}

/** The names of the senders of some tickets, by ticket, for lists; whoever asks must already know that the actor may see them. */
export async function sendersOf(work: Work, ticketIds: string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; sealed: Buffer }>`
    select ticket_id as id, name_cipher as sealed from desk_sender where tenant_id = ${work.tenant} and ticket_id = any(${ticketIds}::uuid[])`.execute(work.db)
  return new Map(rows.map(({ id, sealed }) => [id, openAddress(work.secrets, placeOf(work, id, 'name'), sealed)]))
}

/** Name and whole NIK of a sender without an account, for asking the population register; undefined where no NIK was written down. Never for showing. */
export async function openSenderNik(work: Work, ticketId: string): Promise<{ name: string; nik: string } | undefined> {
  const row = await selectSender(work, ticketId)
  if (!row?.nik_cipher) return undefined
  return { name: openAddress(work.secrets, placeOf(work, ticketId, 'name'), row.name_cipher), nik: openAddress(work.secrets, placeOf(work, ticketId, 'nik'), row.nik_cipher) }
}

function placeOf(work: Work, ticketId: string, what: string) {
  return { tenant: work.tenant, ownerId: ticketId, channel: `desk-${what}` }
}
