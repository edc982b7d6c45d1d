import { createTransport, type NodemailerError } from 'nodemailer'
import { type Carrier, CarrierRefusal, type Handover, type Letter } from '../carrier.ts'

export interface SmtpSettings {
  /** `smtp://user:password@host:587` or `smtps://…:465`; nodemailer's further settings may follow as `?tls.rejectUnauthorized=false`. */
  url: string
  /** `Wadul Bupati <aduan@rembang.example.go.id>`: what people see, and where bounces come back to. */
  from: string
  /** The mailbox that Tanggap reads, where it is not the sender's own. */
  replyTo?: string
  /** Whether the mailbox also takes `aduan+anything@…`: then replies find their letter even through programs that drop `References`. */
  plusAddress?: boolean
  /** Milliseconds for one letter in all, waiting for a free connection included; 45 seconds, so that it ends before the lease of a letter does. */
  patience?: number
}

/**
 * Reads the settings out of one address: `smtps://user:password@host:465?from=aduan@…&name=Wadul%20Bupati&reply=kotak@…&plus=ya`; `reply`, `name`
 * and `plus` may be left out, what else is asked (`requireTLS=false`) is nodemailer's. Throws where there is no address to send from.
 */
export function readSmtpSettings(url: URL): SmtpSettings {
  const rest = new URL(url)
  const take = (name: string) => {
    const value = rest.searchParams.get(name) ?? ''
    rest.searchParams.delete(name)
    return value
  }
  const [from, name, replyTo, plus] = [take('from'), take('name').replace(/["<>\\\s]+/g, ' ').trim(), take('reply'), take('plus')]
  const sender = name ? `"${name}" <${addressIn(from)}>` : addressIn(from)
  return { url: rest.href, from: sender, plusAddress: plus === 'ya', ...(replyTo && { replyTo: addressIn(replyTo) }) }
}

export interface SmtpCarrier extends Carrier {
  /** Ends the connections; what is being sent is finished first. */
  close(): void
}

// One address, not a list, and nothing that could begin another header or command.
const oneAddress = /^[^\s@"<>(),;:\\[\]]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/i

/**
 * Carries letters by e-mail over any SMTP server, through one pool of connections. A server that says at RCPT that the address does not exist makes
 * a `CarrierRefusal`; all else (no connection, 4xx, a full mailbox, a server that does not let us send) is tried again. Throws where a setting is
 * not an address.
 */
export function makeSmtpCarrier(settings: SmtpSettings): SmtpCarrier {
  const patience = settings.patience ?? 45_000
  const quick = Math.min(10_000, patience)
  const mailbox = { own: addressIn(settings.from), answers: addressIn(settings.replyTo ?? settings.from) }
  const transport = createTransport({
    url: settings.url, pool: true, maxConnections: 5, maxRequeues: 0, idleTimeout: 30_000, disableFileAccess: true, disableUrlAccess: true,
    connectionTimeout: quick, greetingTimeout: quick, dnsTimeout: quick, socketTimeout: Math.min(30_000, patience),
    ...(sendsPasswordAway(settings.url) && { requireTLS: true }),
  })
  // Connections that die in the pool tell it here too; the letters on them fail by themselves.
  transport.on('error', () => {})
  return {
    channel: 'email',
    name: 'smtp',
    async send(letter): Promise<Handover> {
      if (!oneAddress.test(letter.to)) throw new CarrierRefusal('alamat surel tidak sah')
      try {
        const sent = await transport.sendMail({ ...composeMail(settings, mailbox, letter), signal: AbortSignal.timeout(patience) })
        return { state: 'sent', providerId: sent.messageId }
      } catch (fault) {
        // Servers repeat the address in what they say; the log of letters shows it masked only.
        const said = describe(fault).replaceAll(letter.to, 'alamat ini')
        throw addressIsGone(fault) ? new CarrierRefusal(`alamat ditolak peladen surel: ${said}`) : new Error(said)
      }
    },
    close: () => transport.close(),
  }
}

/** A password is not sent over an open line; a server on this machine needs no encryption. The URL may decide otherwise with `?requireTLS=false`. */
function sendsPasswordAway(url: string): boolean {
  const { username, hostname, searchParams } = new URL(url)
  return username !== '' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname) && !searchParams.has('requireTLS')
}

function composeMail(settings: SmtpSettings, mailbox: { own: string; answers: string }, letter: Letter) {
  const answers = settings.plusAddress ? mailbox.answers.replace('@', `+${letter.id.replaceAll('-', '')}@`) : mailbox.answers
  const host = mailbox.own.split('@')[1]!
  const number = letter.ticketNumber?.replaceAll('-', '')
  return {
    from: settings.from, to: { name: '', address: letter.to }, replyTo: answers, envelope: { from: answers, to: [letter.to] },
    subject: letter.title.replace(/\s+/g, ' '), text: letter.text, html: drawHtml(letter.title, letter.text),
    messageId: `<${letter.id}.${letter.tenant}@${host}>`,
    // The same for all letters of a ticket: mail programs show them as one conversation, and replies carry it back.
    ...(number && { references: `<${number}.${letter.tenant}@${host}>` }),
    headers: {
      'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply', ...(letter.ticketNumber && { 'X-Tanggap-Tiket': letter.ticketNumber }),
    },
  }
}

function addressIn(from: string): string {
  const address = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim()
  if (!oneAddress.test(address)) throw new Error(`“${from}” names no e-mail address`)
  return address
}

/** The letter's text in HTML: paragraphs, line ends, links; everything else escaped. */
function drawHtml(title: string, text: string): string {
  const link = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)])/
  const paragraphs = text.trim().split(/\n\s*\n/).map((paragraph) => `<p>${paragraph.split(link).map(drawPiece).join('')}</p>`)
  const head = `<head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>`
  return `<!doctype html><html lang="id">${head}<body style="font-family:sans-serif;font-size:16px;line-height:1.5">${paragraphs.join('')}</body></html>`
}

function drawPiece(piece: string, index: number): string {
  const safe = escapeHtml(piece)
  return index % 2 === 1 ? `<a href="${safe}">${safe}</a>` : safe.replaceAll('\n', '<br>')
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}

/**
 * Whether the server said, of this address, that it will never take mail. A full mailbox may empty; 5.7.x is about us (not allowed to relay), not
 * about the address.
 */
function addressIsGone(fault: unknown): boolean {
  const { command, responseCode = 0, response = '' } = fault as NodemailerError
  if (command !== 'RCPT TO' || responseCode < 500 || responseCode === 530 || responseCode === 552) return false
  return !/^\d{3}[ -]5\.(?:7\.\d+|2\.2)\b/.test(response)
}

function describe(fault: unknown): string {
  return (fault instanceof Error ? fault.message : String(fault)).replace(/\s+/g, ' ').slice(0, 300)
}
