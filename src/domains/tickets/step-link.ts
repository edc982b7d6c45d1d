import { createHash, randomBytes } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { formatMoment, reckon } from '../calendar/index.ts'
import { maskAddress, queueReply, saveContact } from '../messages/index.ts'
import { findTenant, workCalendar } from '../organisation/index.ts'
import { getSop, getStep, type Step } from '../sop/index.ts'
import type { Ticket } from './ticket.ts'
import { findTicket } from './ticket-store.ts'

/** Links that one ticket may have in an hour: who asks again and again does not fill a mailbox. */
const mostInAnHour = 3

interface LinkRow {
  ticket_id: string
  step: string
  masked: string
  made_at: Date
  expires_at: Date
  used_at: Date | null
  replaced_at: Date | null
}

/** Sends the link that opens this step, to the address in that field. Links sent before for it work no more. Part of the caller's transaction. */
export async function sendStepLink(work: Work, ticket: Ticket, link: NonNullable<Step['link']>): Promise<void> {
  await replaceLinks(work, ticket.id)
  const address = String(ticket.state.facts[link.field] ?? '')
  const key = randomBytes(24).toString('base64url')
  const expires = reckon(work.now, link.valid, await workCalendar(work)).due
  if (!address || !expires) throw new Error(`ticket ${ticket.number}: a link has no address or no end`)
  const owner = { kind: 'ticket' as const, id: ticket.id }
  await sql`
    insert into step_link (tenant_id, digest, ticket_id, step, masked, made_at, expires_at)
    values (${work.tenant}, ${digestOf(key)}, ${ticket.id}, ${ticket.state.step}, ${maskAddress('email', address)}, ${work.now}, ${expires})`.execute(work.db)
  // Off, so that nothing else about the ticket goes to it.
  await saveContact(work, owner, { channel: 'email', address, slot: 'tautan', enabled: false })
  const zone = (await findTenant(work.db, work.tenant))!.zone
  const sop = await getSop(work, ticket.sop, ticket.sopVersion)
  const text = `${sop.shortTitle}, tiket ${ticket.number}: ${getStep(sop, ticket.state.step).forReporter} Buka {situs}/tautan/${key} — tautan ini hanya untuk Anda, dapat dipakai satu kali, sampai ${formatMoment(expires, zone)}.`
  await queueReply(work, { owner, channel: 'email', slot: 'tautan', text, key: `tautan/${digestOf(key).toString('hex')}`, subjectId: ticket.id })
}

/** Ends the links of a ticket that are still open. */
export async function replaceLinks(work: Work, ticketId: string): Promise<void> {
  await sql`update step_link set replaced_at = ${work.now} where tenant_id = ${work.tenant} and ticket_id = ${ticketId} and used_at is null and replaced_at is null`.execute(work.db)
}

/** What became of a link: it can be used, or why not. */
export type LinkState = 'open' | 'used' | 'expired' | 'replaced'

export interface StepLink {
  ticket: Ticket
  step: string
  masked: string
  state: LinkState
  expiresAt: Date
  usedAt?: Date
}

/** The link with that key; opening it uses nothing up, since mail programs look at links before people do. Refuses `not-found`. */
export async function getStepLink(work: Work, key: string): Promise<StepLink> {
  const row = await findRow(work, key, sql``)
  const ticket = row && (await findTicket(work, { id: row.ticket_id }))
  if (!row || !ticket) throw new Refusal('not-found', unknownLink)
  return { ticket, step: row.step, masked: row.masked, state: stateOf(row, ticket, work.now), expiresAt: row.expires_at, ...(row.used_at && { usedAt: row.used_at }) }
}

async function findRow(work: Work, key: string, lock: RawBuilder<unknown>): Promise<LinkRow | undefined> {
  const { rows } = await sql<LinkRow>`select * from step_link where tenant_id = ${work.tenant} and digest = ${digestOf(key)} ${lock}`.execute(work.db)
  return rows[0]
}

function stateOf(row: LinkRow, ticket: Ticket, now: Date): LinkState {
  if (row.used_at) return 'used'
  if (row.replaced_at || !ticket.state.open || ticket.state.step !== row.step) return 'replaced'
  return row.expires_at <= now ? 'expired' : 'open'
}

/** The newest link of the step at which the ticket stands, for its page: where it was sent, until when it works. */
export async function latestLink(work: Work, ticket: Ticket): Promise<{ masked: string; expiresAt: Date } | undefined> {
  const { rows } = await sql<LinkRow>`
    select * from step_link where tenant_id = ${work.tenant} and ticket_id = ${ticket.id} and step = ${ticket.state.step} order by made_at desc limit 1`.execute(work.db)
  return rows[0] && { masked: rows[0].masked, expiresAt: rows[0].expires_at }
}

/** Sends a new link for the step at which the ticket stands. Refuses `conflict` where none is awaited, `too-many-tries` after three in an hour. */
export async function resendStepLink(work: Work, ticketId: string): Promise<void> {
  const ticket = await findTicket(work, { id: ticketId })
  const sop = ticket && (await getSop(work, ticket.sop, ticket.sopVersion))
  const link = ticket?.state.open && sop ? getStep(sop, ticket.state.step).link : undefined
  if (!ticket || !link) throw new Refusal('conflict', 'Tiket ini tidak sedang menunggu tautan.')
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from step_link where tenant_id = ${work.tenant} and ticket_id = ${ticket.id} and made_at > ${new Date(work.now.getTime() - 3_600_000)}`.execute(work.db)
  if (rows[0]!.n >= mostInAnHour) throw new Refusal('too-many-tries', `Sudah ${rows[0]!.n} tautan dikirim dalam satu jam. Periksa kotak surel Anda, juga folder spam, lalu coba lagi satu jam lagi.`)
  await sendStepLink(work, ticket, link)
}

/** Uses a link up and gives its ticket; its row stays locked until the transaction ends. Refuses `not-found`, and `too-late` for one that works no more. */
export async function useLink(work: Work, key: string): Promise<Ticket> {
  const row = await findRow(work, key, sql`for update`)
  const ticket = row && (await findTicket(work, { id: row.ticket_id }))
  if (!row || !ticket) throw new Refusal('not-found', unknownLink)
  const state = stateOf(row, ticket, work.now)
  if (state !== 'open') throw new Refusal('too-late', gone[state])
  await sql`update step_link set used_at = ${work.now} where tenant_id = ${work.tenant} and digest = ${digestOf(key)}`.execute(work.db)
  return ticket
}

const unknownLink = 'Tautan itu tidak ada. Periksa apakah alamatnya tersalin utuh dari surel.'

const gone: Record<Exclude<LinkState, 'open'>, string> = {
  used: 'Tautan ini sudah dipakai, dan hanya berlaku satu kali.',
  expired: 'Tautan ini sudah habis masa berlakunya. Minta tautan baru di halaman ini.',
  replaced: 'Tautan ini sudah tidak berlaku: ada tautan yang lebih baru, atau langkahnya sudah selesai.',
}

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
