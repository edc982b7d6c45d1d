import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { addressHash, openAddress, sealAddress } from '../access/index.ts'

/** A mail as it waits to be handled: kept in `incoming`, its attachments under the form key that is its id. */
export interface KeptMail {
  id: string
  /** Small letters; empty where the mail names no sender. */
  from: string
  receivedAt: Date
  words: MailWords
  /** An administrator let a held mail through: what it was held for is not asked again. */
  released: boolean
}

/** What is kept of a mail's content. */
export interface MailWords {
  subject: string
  /** Message-IDs that it answers; a letter named by a plus address stands among them. */
  references: string[]
  /** Names of attachments that could not be kept. */
  left: string[]
  text: string
}

/** Names a mail in `incoming`: by its Message-ID, or by its place in the mailbox. The same mail gets the same id, however often it is fetched. */
export function mailId(tenant: string, providerId: string): string {
  const hex = createHash('sha256').update(`${tenant}/email/${providerId}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export interface KeepMailOrder {
  providerId: string
  from: string
  receivedAt: Date
  words: MailWords
  /** Why it is not handled at all. */
  held?: string
}

/** Keeps a mail, once. Gives whether it was new. */
export async function insertMail(work: Work, order: KeepMailOrder): Promise<boolean> {
  const id = mailId(work.tenant, order.providerId)
  const cipher = sealAddress(work.secrets, { tenant: work.tenant, ownerId: id, channel: 'email' }, order.from)
  const hash = addressHash(work.secrets, work.tenant, { channel: 'email', address: order.from })
  const masked = order.from === '' ? 'tidak diketahui' : order.from.replace(/^(.)[^@]*/, '$1•••')
  const { rows } = await sql`
    insert into incoming (tenant_id, id, channel, provider_id, address_cipher, address_hash, address_masked, text, received_at, state, outcome, handled_at)
    values (${work.tenant}, ${id}, 'email', ${order.providerId}, ${cipher}, ${hash}, ${masked}, ${writeWords(order.words)}, ${order.receivedAt},
      ${order.held === undefined ? 'new' : 'held'}, ${order.held ?? null}, ${order.held === undefined ? null : work.now})
    on conflict do nothing returning 1`.execute(work.db)
  return rows.length > 0
}

interface Row {
  id: string
  cipher: Buffer
  text: string
  received_at: Date
  outcome: string | null
}

/** The mail that was kept under that id of the provider, handled or not. */
export async function findMail(work: Work, providerId: string): Promise<KeptMail | undefined> {
  const { rows } = await sql<Row>`
    select id, address_cipher as cipher, text, received_at, outcome from incoming
    where tenant_id = ${work.tenant} and channel = 'email' and provider_id = ${providerId}`.execute(work.db)
  return rows[0] && toMail(work, rows[0])
}

/** Ids of mails that wait, oldest first. */
export async function waitingMails(work: Work): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from incoming where tenant_id = ${work.tenant} and channel = 'email' and state = 'new' order by received_at, id limit 200`.execute(work.db)
  return rows.map((row) => row.id)
}

/** Locks a waiting mail; `undefined` where another process has it or it is done. */
export async function lockMail(work: Work, id: string): Promise<KeptMail | undefined> {
  const { rows } = await sql<Row>`
    select id, address_cipher as cipher, text, received_at, outcome from incoming
    where tenant_id = ${work.tenant} and id = ${id} and channel = 'email' and state = 'new' for update skip locked`.execute(work.db)
  return rows[0] && toMail(work, rows[0])
}

/** What was made of a mail, or why it is held for an administrator to look at. */
export async function closeMail(work: Work, id: string, end: { state: 'done' | 'held'; outcome: string; ticketId?: string }): Promise<void> {
  await sql`
    update incoming set state = ${end.state}, outcome = ${end.outcome.slice(0, 500)}, ticket_id = ${end.ticketId ?? null}::uuid, handled_at = ${work.now}
    where tenant_id = ${work.tenant} and id = ${id}`.execute(work.db)
}

function toMail(work: Work, row: Row): KeptMail {
  const from = openAddress(work.secrets, { tenant: work.tenant, ownerId: row.id, channel: 'email' }, row.cipher)
  return { id: row.id, from, receivedAt: row.received_at, words: readWords(row.text), released: row.outcome !== null }
}

const marks = { subject: 'Perihal: ', references: 'Membalas: ', left: 'Lampiran yang tidak tersimpan: ' } as const

/** As an administrator reads it among the held messages: a head of our own, an empty line, the mail's text. */
function writeWords(words: MailWords): string {
  const head = [marks.subject + words.subject]
  if (words.references.length > 0) head.push(marks.references + words.references.join(' '))
  if (words.left.length > 0) head.push(marks.left + words.left.join('; '))
  return `${head.join('\n')}\n\n${words.text}`
}

function readWords(kept: string): MailWords {
  const end = kept.indexOf('\n\n')
  const head = kept.slice(0, end).split('\n')
  const after = (mark: string) => head.find((line) => line.startsWith(mark))?.slice(mark.length) ?? ''
  return {
    subject: after(marks.subject), references: after(marks.references).split(' ').filter((id) => id !== ''), left: after(marks.left).split('; ').filter((name) => name !== ''),
    text: kept.slice(end + 2),
  }
}
