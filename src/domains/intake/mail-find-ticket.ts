import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { findTicket, readTicketNumber, type Ticket } from '../tickets/index.ts'
import type { Incoming } from './incoming.ts'
import { findOwnTicket, type KnownSender } from './known-sender.ts'
import { readOurMessageId } from './mail-letter-id.ts'

/** What a mail is about. */
export interface MailSubject {
  /** The ticket that it goes on with: the sender's address is its own, or its reporter's. */
  ticket?: Ticket
  /** A number that it names, which this sender may not add to, or which may not be ours. */
  mentioned?: string
  /** It answers a letter that went to an officer, from that officer's address. */
  fromOfficer?: boolean
}

/** What of a mail tells its ticket: the Message-IDs that it answers, the nearest last, and its own words. */
export interface MailClues {
  references: string[]
  words: string
}

interface Clue {
  number?: string
  officerId?: string
}

/** Finds the ticket of a mail by the letters of ours that it answers, then by a number in its words. Only an address of the reporter opens it. */
export async function findMailSubject(work: Work, scene: { message: Incoming; sender: KnownSender }, clues: MailClues): Promise<MailSubject> {
  const { message, sender } = scene
  let mentioned: string | undefined
  for (const clue of [...(await cluesOf(work, clues.references)), ...numbersIn(clues.words)]) {
    if (clue.officerId && clue.officerId === sender.officerId) return { fromOfficer: true, ...(clue.number && { mentioned: clue.number }) }
    const ticket = clue.number ? await findOwnTicket(work, sender, { number: clue.number, channel: 'email', address: message.from }) : undefined
    if (ticket) return { ticket }
    mentioned ??= clue.number
  }
  return mentioned ? { mentioned } : {}
}

async function cluesOf(work: Work, references: string[]): Promise<Clue[]> {
  const clues: Clue[] = []
  for (const id of references.toReversed()) {
    const thread = /^<(\d{9})\.([a-z][a-z0-9-]{1,40})@/.exec(id)
    const number = thread && thread[2] === work.tenant ? readTicketNumber(thread[1]!) : undefined
    if (number) clues.push({ number })
    const letter = readOurMessageId(id)
    if (letter?.tenant === work.tenant) clues.push(await clueOfLetter(work, letter.letterId))
  }
  return clues
}

async function clueOfLetter(work: Work, id: string): Promise<Clue> {
  const { rows } = await sql<{ subject_id: string | null; owner_kind: string; owner_id: string }>`
    select subject_id, owner_kind, owner_id from letter where tenant_id = ${work.tenant} and id = ${id}`.execute(work.db)
  const letter = rows[0]
  const ticket = letter?.subject_id ? await findTicket(work, { id: letter.subject_id }) : undefined
  return { ...(ticket && { number: ticket.number }), ...(letter?.owner_kind === 'officer' && { officerId: letter.owner_id }) }
}

/** Numbers in a text that can be ours, the first ten. */
function numbersIn(text: string): Clue[] {
  const found = [...text.matchAll(/(?<![\d+])\d{3}[ .–-]?\d{3}[ .–-]?\d{3}(?!\d)/g)].flatMap((match) => readTicketNumber(match[0]) ?? [])
  return [...new Set(found)].slice(0, 10).map((number) => ({ number }))
}

/** Whether a mail names a ticket at all, by a letter of ours or by a number: known before it is handled. */
export function namesTicket(clues: MailClues): boolean {
  return numbersIn(clues.words).length > 0 || clues.references.some((id) => readOurMessageId(id) !== undefined || /^<\d{9}\.[a-z]/.test(id))
}
