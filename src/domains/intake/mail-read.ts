import { domainToASCII } from 'node:url'
import { type Attachment, type EmailAddress, type ParsedMail, simpleParser } from 'mailparser'
import { type Bounce, findAutomatic, readBounce } from './mail-automatic.ts'
import { htmlToText } from './mail-html-text.ts'

export interface MailAttachment {
  name: string
  bytes: Buffer
}

/** A mail as it came, reduced to what we use. All texts are fit for the database. */
export interface Mail {
  /** With its angle brackets; absent where the mail has none. */
  messageId?: string
  /** Small letters; absent where none can be read. */
  from?: string
  subject: string
  /** The Message-IDs that it answers, the nearest last. */
  references: string[]
  /** The addresses that it was sent to. */
  recipients: string[]
  /** Whole, with quotes and signature. */
  text: string
  attachments: MailAttachment[]
  /** Why it is not a person's letter. */
  automatic?: string
  /** It says that one of our letters could not be delivered. */
  bounce?: Bounce
}

export const mailLimits = {
  /** Bytes of a whole mail: five attachments of 10 MB in base64 would be 70 MB, which no usual server takes. */
  bytes: 40 * 1024 * 1024,
  parts: 300,
  headBytes: 256 * 1024,
  textLength: 100_000,
  subjectLength: 500,
  references: 50,
} as const

/** Reads a mail. Throws where it is so broken, or has so many parts, that it cannot be read; what is merely odd is read as far as it goes. */
export async function readMail(raw: Buffer): Promise<Mail> {
  const parsed = await simpleParser(raw, {
    skipHtmlToText: true, skipTextToHtml: true, keepCidLinks: true, keepDeliveryStatus: true, ignoreEmbedded: true, checksumAlgo: false,
    maxChildNodes: mailLimits.parts, maxHeadSize: mailLimits.headBytes,
  })
  const from = readAddress(flatten(parsed.from?.value ?? [])[0])
  const recipients = ['to', 'cc', 'delivered-to'].flatMap((name) => addressesIn(parsed, name))
  const text = tidy(wordsOf(parsed)).slice(0, mailLimits.textLength)
  const automatic = findAutomatic(parsed, from)
  const bounce = automatic ? readBounce(parsed, { text, recipients }) : undefined
  return {
    subject: tidy(parsed.subject ?? '').replace(/\s+/g, ' ').slice(0, mailLimits.subjectLength), references: referencesOf(parsed), recipients, text,
    attachments: parsed.attachments.filter((one) => !isDecoration(one)).map((one) => ({ name: nameOf(one), bytes: one.content })),
    ...(parsed.messageId && { messageId: tidy(parsed.messageId).slice(0, 900) }),
    ...(from && { from }), ...(automatic && { automatic }), ...(bounce && { bounce }),
  }
}

// NUL cannot be stored by PostgreSQL; lone surrogates cannot be encoded.
function tidy(text: string): string {
  return text.replaceAll('\0', '').toWellFormed().trim()
}

/** The plain part, unless it is a mere stand-in for the part in HTML. */
function wordsOf(mail: ParsedMail): string {
  const plain = mail.text ?? ''
  if (!mail.html) return plain
  const fromHtml = htmlToText(mail.html)
  return plain.trim().length < 0.3 * fromHtml.length ? fromHtml : plain
}

function flatten(entries: EmailAddress[]): EmailAddress[] {
  return entries.flatMap((entry) => entry.group ?? [entry])
}

function addressesIn(mail: ParsedMail, name: string): string[] {
  const header = mail.headers.get(name)
  const lists = [header].flat().map((one) => (typeof one === 'object' && 'value' in one && Array.isArray(one.value) ? one.value : []))
  return lists.flatMap(flatten).slice(0, 100).flatMap((entry) => readAddress(entry) ?? [])
}

/** One address in small letters with an ASCII domain; `undefined` for what no letter can be sent to. */
function readAddress(entry: EmailAddress | undefined): string | undefined {
  const [name = '', domain = '', more] = (entry?.address ?? '').trim().toLowerCase().split('@')
  const ascii = domainToASCII(domain)
  const sound = more === undefined && /^[^\s"<>(),;:\\[\]]{1,64}$/.test(name) && /^(?!-)[a-z0-9.-]{1,253}$/.test(ascii)
  return sound ? tidy(`${name}@${ascii}`) : undefined
}

function referencesOf(mail: ParsedMail): string[] {
  const texts = [...[mail.references ?? []].flat(), mail.inReplyTo ?? '']
  const ids = texts.flatMap((text) => tidy(text).slice(0, 50_000).match(/<[^<>\s]{1,900}>/g) ?? [])
  return [...new Set(ids)].slice(-mailLimits.references)
}

function nameOf(part: Attachment): string {
  return part.filename ?? `lampiran.${part.contentType.split('/')[1] ?? ''}`
}

const decorationBytes = 20_000

/** Small pictures within the text are logos of a signature; parts of a report are read by `readBounce`. */
function isDecoration(part: Attachment): boolean {
  return part.content.length === 0 || (part.related === true && part.content.length < decorationBytes) || part.contentType === 'message/delivery-status'
}
