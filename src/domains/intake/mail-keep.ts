import { theSystem } from '../../kernel/actor.ts'
import { inWork, type Resources, type Work } from '../../kernel/work.ts'
import { recordReport } from '../messages/index.ts'
import { keepAttachments } from './mail-attachments.ts'
import { namesTicket } from './mail-find-ticket.ts'
import { findMail, insertMail, mailId } from './mail-incoming.ts'
import { readPlusAddress } from './mail-letter-id.ts'
import { type Mail, mailLimits, readMail } from './mail-read.ts'
import { lockIncoming } from './incoming.ts'
import { replyToMail } from './mail-reply.ts'

export interface MailDelivery {
  /** The whole mail; of one larger than `mailLimits.bytes` its head only. */
  raw: Buffer
  /** Bytes of the whole mail. */
  size: number
  /** Where it lies: the mailbox's UIDVALIDITY and the mail's UID, `1735689600:42`. */
  place: string
  receivedAt: Date
}

export interface KeepMailsOrder {
  tenant: string
  dataFolder: string
  now: Date
  /** Addresses that Tanggap itself writes from. */
  ownAddresses: string[]
}

/**
 * Keeps a mail with its attachments, for good, before anything is made of it: only when this has returned may the mailbox forget it. `known` where
 * it was kept before. What is no letter of a person, too large or too broken to read is held with the reason; a report that one of our letters came
 * back marks that letter.
 */
export async function keepMail(resources: Resources, order: KeepMailsOrder, delivery: MailDelivery): Promise<'kept' | 'held' | 'known'> {
  const { mail, fault } = await readDelivery(delivery)
  const held = mail.automatic ?? oddSender(mail, order) ?? fault?.reason
  const providerId = await freeProviderId(resources, order, { mail, place: delivery.place })
  if (!providerId) return 'known'
  const references = [...mail.references, ...mail.recipients.flatMap((address) => plusReference(order.tenant, address))]
  const field = namesTicket({ references, words: `${mail.subject}\n${mail.text}` }) ? 'keterangan' : 'lampiran'
  const left = held === undefined
    ? await keepAttachments(resources, { ...order, actor: { kind: 'guest' }, formKey: mailId(order.tenant, providerId), field }, mail.attachments)
    : mail.attachments.slice(0, 50).map((one) => one.name.replace(/\s+/g, ' ').slice(0, 80))
  return await inWork(resources, { tenant: order.tenant, actor: theSystem, now: order.now }, async (work) => {
    const receivedAt = delivery.receivedAt < order.now ? delivery.receivedAt : order.now
    const words = { subject: mail.subject, references, left, text: mail.text }
    if (!(await insertMail(work, { providerId, from: mail.from ?? '', receivedAt, words, ...(held && { held }) }))) return 'known'
    if (held && held === fault?.reason) await answerUnread(work, mailId(order.tenant, providerId), fault.reply)
    const { bounce } = mail
    if (bounce?.failed && (bounce.tenant ?? work.tenant) === work.tenant) await recordReport(work, bounce.letterId, { state: 'failed', reason: bounce.reason })
    return held ? 'held' : 'kept'
  })
}

function oddSender(mail: Mail, order: KeepMailsOrder): string | undefined {
  if (mail.from === undefined) return 'alamat pengirimnya tidak terbaca'
  return order.ownAddresses.some((own) => own.toLowerCase() === mail.from) ? 'surat dari alamat kami sendiri' : undefined
}

interface ReadFault {
  reason: string
  reply: string
}

/** Reads a mail as far as it can be read; with the fault, where that is not all of it. */
async function readDelivery({ raw, size }: MailDelivery): Promise<{ mail: Mail; fault?: ReadFault }> {
  if (size > mailLimits.bytes) {
    const megabytes = Math.round(size / 1024 / 1024)
    const reply = `Surat Anda (${megabytes} MB) terlalu besar, sehingga tidak dapat kami terima. Kirimlah lagi dengan lampiran yang lebih kecil: `
      + 'paling banyak 5 foto atau PDF, masing-masing paling besar 10 MB. Anda juga dapat melapor di {situs}.'
    return { mail: await readHead(raw), fault: { reason: `terlalu besar: ${megabytes} MB`, reply } }
  }
  try {
    return { mail: await readMail(raw) }
  } catch (fault) {
    const reply = 'Surat Anda rusak atau terlalu banyak bagiannya, sehingga tidak dapat kami baca. '
      + 'Kirimlah lagi sebagai surat biasa dengan paling banyak 5 lampiran, atau lapor di {situs}.'
    const reason = `tidak dapat dibaca: ${fault instanceof Error ? fault.message : String(fault)}`.slice(0, 300)
    return { mail: await readHead(raw), fault: { reason, reply } }
  }
}

/** The mail without what comes after its head. A head that cannot be read either leaves a mail of which nothing is known. */
async function readHead(raw: Buffer): Promise<Mail> {
  const end = /\r?\n\r?\n/.exec(raw.toString('latin1', 0, mailLimits.headBytes))?.index ?? Math.min(raw.length, mailLimits.headBytes)
  const { text: _, ...mail } = await readMail(Buffer.concat([raw.subarray(0, end), Buffer.from('\r\n\r\n')]))
    .catch(() => ({ subject: '', references: [], recipients: [], text: '', attachments: [] }))
  return { ...mail, text: '(Isi surat tidak dibaca; surat aslinya ada di kotak surel.)' }
}

/**
 * The name under which this mail is to be kept; `undefined` where it is kept already. Another mail that bears the same Message-ID does not hide this
 * one.
 */
async function freeProviderId(resources: Resources, order: KeepMailsOrder, found: { mail: Mail; place: string }): Promise<string | undefined> {
  const { mail, place } = found
  return await inWork(resources, { tenant: order.tenant, actor: theSystem, now: order.now }, async (work) => {
    for (const id of mail.messageId ? [mail.messageId, place] : [place]) {
      const before = await findMail(work, id)
      if (!before) return id
      if (before.from === (mail.from ?? '') && before.words.subject === mail.subject && before.words.text === mail.text) return undefined
    }
    return undefined
  })
}

/** A letter of ours that a plus address names, as if its Message-ID were referred to. */
function plusReference(tenant: string, address: string): string[] {
  const letterId = readPlusAddress(address)
  return letterId ? [`<${letterId}.${tenant}@${address.split('@')[1]}>`] : []
}

async function answerUnread(work: Work, id: string, text: string): Promise<void> {
  const message = await lockIncoming(work, id, ['held'])
  if (message) await replyToMail(work, message, { text })
}
