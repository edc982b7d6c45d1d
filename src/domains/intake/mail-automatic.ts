import type { ParsedMail } from 'mailparser'
import { readOurMessageId, readPlusAddress } from './mail-letter-id.ts'

/** What a returned letter tells. */
export interface Bounce {
  letterId: string
  tenant?: string
  /** In the words of the server that refused it; addresses left out. */
  reason: string
  /** False while it is only late. */
  failed: boolean
}

const senders = /^(mailer-daemon|postmaster|no-?_?reply|do-?not-?reply|jangan-?balas|bounces?([+-].*)?|notifications?|autoreply)@/

/** Why a mail was not written by a person, in Indonesian for the list of held messages; `undefined` where nothing speaks against a person. */
export function findAutomatic(mail: ParsedMail, from: string | undefined): string | undefined {
  const header = (name: string) => String(mail.headers.get(name) ?? '').trim().toLowerCase()
  const submitted = header('auto-submitted')
  if (submitted && !submitted.startsWith('no')) return `surat otomatis (Auto-Submitted: ${submitted.slice(0, 60)})`
  if (/^multipart\/report\b/.test(contentType(mail))) return 'laporan pengiriman dari peladen surel'
  if (/^(bulk|junk|list|auto_reply)/.test(header('precedence'))) return `surat massal (Precedence: ${header('precedence').slice(0, 20)})`
  if (mail.headerLines.some(({ key, line }) => key === 'return-path' && /:\s*<\s*>\s*$/.test(line))) return 'surat tanpa alamat kembali'
  if (['x-autoreply', 'x-autorespond', 'x-autoresponder'].some((name) => mail.headers.has(name))) return 'jawaban otomatis'
  if (mail.headers.has('list')) return 'surat dari milis atau buletin'
  if (header('x-spam-flag').startsWith('yes')) return 'ditandai sampah oleh peladen surel'
  if (from && senders.test(from)) return 'surat dari alamat yang tidak dibaca orang'
  return undefined
}

function contentType(mail: ParsedMail): string {
  const value = mail.headers.get('content-type')
  return typeof value === 'object' && 'value' in value && typeof value.value === 'string' ? value.value.toLowerCase() : ''
}

/** Which of our letters a report of a mail server is about, and whether the letter is lost or only late. Absent where it names none of ours. */
export function readBounce(mail: ParsedMail, seen: { text: string; recipients: string[] }): Bounce | undefined {
  const parts = mail.attachments.filter((part) => /^(message\/|text\/rfc822)/.test(part.contentType))
    .map((part) => ({ type: part.contentType, text: part.content.subarray(0, 200_000).toString('latin1') }))
  const status = parts.filter((part) => part.type.endsWith('delivery-status')).map((part) => part.text.replace(/\r?\n[ \t]+/g, ' ')).join('\n')
  const from = mail.from?.value[0]?.address?.toLowerCase() ?? ''
  const isReport = status !== '' || /^multipart\/report\b/.test(contentType(mail)) || /^(mailer-daemon|postmaster)@/.test(from)
  if (!isReport) return undefined
  const named = [seen.text, ...parts.map((part) => part.text)].map(readOurMessageId).find((one) => one !== undefined)
  const letterId = named?.letterId ?? seen.recipients.map(readPlusAddress).find((one) => one !== undefined)
  if (!letterId) return undefined
  const said = /^diagnostic-code:\s*(?:[a-z-]+;)?\s*(.+)$/im.exec(status)?.[1] ?? /^status:\s*(.+)$/im.exec(status)?.[1]
    ?? /\b5\d\d[ -].{1,200}/.exec(seen.text)?.[0] ?? 'tanpa keterangan'
  const failed = status === '' ? /\b5\d\d[ -]|\b5\.\d{1,3}\.\d{1,3}\b/.test(seen.text) : /^action:\s*failed\b/im.test(status)
  const reason = `surat kembali: ${said.replace(/\S+@\S+/g, 'alamat ini').trim().slice(0, 300)}`
  return { letterId, failed, reason, ...(named && { tenant: named.tenant }) }
}
