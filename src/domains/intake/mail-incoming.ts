import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { addressHash, openAddress, sealAddress } from '../access/index.ts'

/** What is kept of a mail's content. */
export interface MailWords {
  subject: string
  /** Message-IDs that it answers; a letter named by a plus address stands among them. */
  references: string[]
  /** Names of attachments that were not kept. */
  left: string[]
  text: string
}

/**
 * The id of a mail in `incoming`, made of its Message-ID or its place in the mailbox: the same however often it is fetched. It is also the form key
 * of its attachments.
 */
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

/** Keeps a mail, once, so that `handleIncoming` finds it; held at once where it is nothing to handle. Gives whether it was new. */
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

/** The mail that is kept under that id of the provider, handled or not: who sent it, and what it says. */
export async function findMail(work: Work, providerId: string): Promise<{ from: string; words: MailWords } | undefined> {
  const { rows } = await sql<{ id: string; cipher: Buffer; text: string }>`
    select id, address_cipher as cipher, text from incoming where tenant_id = ${work.tenant} and channel = 'email' and provider_id = ${providerId}`.execute(work.db)
  const row = rows[0]
  return row && { from: openAddress(work.secrets, { tenant: work.tenant, ownerId: row.id, channel: 'email' }, row.cipher), words: readWords(row.text) }
}

const marks = { subject: 'Perihal: ', references: 'Membalas: ', left: 'Lampiran yang tidak tersimpan: ' } as const

/** As an administrator reads it among the held messages: a head of our own, an empty line, the mail's text. */
function writeWords(words: MailWords): string {
  const head = [marks.subject + words.subject]
  if (words.references.length > 0) head.push(marks.references + words.references.join(' '))
  if (words.left.length > 0) head.push(marks.left + words.left.join('; '))
  return `${head.join('\n')}\n\n${words.text}`
}

/** Reads what `insertMail` kept. */
export function readWords(kept: string): MailWords {
  const end = kept.indexOf('\n\n')
  const head = kept.slice(0, end).split('\n')
  const after = (mark: string) => head.find((line) => line.startsWith(mark))?.slice(mark.length) ?? ''
  return {
    subject: after(marks.subject), references: after(marks.references).split(' ').filter((id) => id !== ''), left: after(marks.left).split('; ').filter((name) => name !== ''),
    text: kept.slice(end + 2),
  }
}
