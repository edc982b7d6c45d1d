import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { localDate } from '../calendar/index.ts'
import { uploadsOfForm } from '../files/index.ts'
import { queueForNewContact, saveContact } from '../messages/index.ts'
import { findTenant } from '../organisation/index.ts'
import { isRequired, type Sop, sopsInForce, type Typed } from '../sop/index.ts'
import { openTicket, type Ticket } from '../tickets/index.ts'
import type { Incoming } from './incoming.ts'
import type { MailWords } from './mail-incoming.ts'

export interface MailTicketOrder {
  message: Incoming
  /** The mail as it was kept, and the sender's own words of it, without quotes and signature. */
  words: MailWords
  text: string
  /** Said below the story, for the officers. */
  note?: string
}

/**
 * Opens a ticket of the tenant's complaint SOP that needs no account; `undefined` where there is none that a mail can fill. The receipt goes to the
 * sender's address. Nobody's account becomes the reporter: a sender is easily written falsely. Refuses an empty mail, and what the SOP's form
 * refuses.
 */
export async function openMailTicket(work: Work, order: MailTicketOrder): Promise<Ticket | undefined> {
  const tenant = await findTenant(work.db, work.tenant)
  if (!tenant) throw new Error(`tenant ${work.tenant} is not loaded`)
  const sop = mailSop(await sopsInForce(work, localDate(work.now, tenant.zone)))
  if (!sop) return undefined
  const { message, words } = order
  const uploads = await uploadsOfForm(work, message.id)
  const files = uploads.map((upload) => upload.id)
  const typed = fillForm(sop, { subject: words.subject, story: storyOf(order, uploads.length), note: notesOf(order), files })
  const asGuest = { ...work, actor: { kind: 'guest' as const } }
  const ticket = await openTicket(asGuest, { sop, formKey: message.id, typed, channel: 'email', receivedAt: message.receivedAt })
  if (message.from === '') return ticket
  await saveContact(work, { kind: 'ticket', id: ticket.id }, { channel: 'email', address: message.from })
  await queueForNewContact(work, ticket.id)
  return ticket
}

/**
 * A complaint SOP that asks for no account and for no more than a title and a story. One that hears objections to another is not for new complaints.
 */
function mailSop(sops: Sop[]): Sop | undefined {
  const objections = new Set(sops.flatMap((sop) => sop.objection?.sop ?? []))
  return sops.find((sop) => sop.kind === 'complaint' && sop.intake.account === 'optional' && !objections.has(sop.code)
    && sop.form.some((use) => use.field === 'uraian') && sop.form.every((use) => ['judul', 'uraian'].includes(use.field) || !isRequired(use, {})))
}

function storyOf({ words, text }: MailTicketOrder, uploads: number): string {
  if (text !== '') return text
  if (uploads > 0) return words.subject || 'Surat ini hanya berisi lampiran.'
  if (words.subject !== '') return words.subject
  const refusal = 'Surat Anda kosong, sehingga belum dapat kami terima sebagai laporan. Tulislah apa yang terjadi dan di mana, lalu kirim lagi.'
  throw new Refusal('bad-input', refusal)
}

function notesOf({ words: { left }, note }: MailTicketOrder): string {
  const names = left.length > 5 ? `${left.slice(0, 5).join(', ')}, dan ${left.length - 5} lainnya` : left.join(', ')
  const missing = left.length > 0 ? `Lampiran yang tidak tersimpan: ${names}. Surat aslinya ada di kotak surel.` : undefined
  return [note, missing].flatMap((one) => (one ? [`\n\n[${one}]`] : [])).join('')
}

function fillForm(sop: Sop, mail: { subject: string; story: string; note: string; files: string[] }): Typed {
  const most = (name: string, usual: number) => sop.fields.find((field) => field.name === name)?.maxLength ?? usual
  const title = mail.subject.replace(/^((re|fwd?|bls|balas|trs|terusan)\s*(\[\d+\])?\s*:\s*)+/i, '') || mail.story.split('\n')[0]!
  const files = sop.fields.find((field) => field.type === 'files' && sop.form.some((use) => use.field === field.name))
  return {
    judul: shorten(title, Math.min(120, most('judul', 200))), uraian: shorten(mail.story, most('uraian', 8000) - mail.note.length) + mail.note,
    ...(files && { [files.name]: mail.files.slice(0, files.most ?? 5) }),
  }
}

const cutMark = '…\n\n[Terpotong: surat ini lebih panjang. Selengkapnya ada di kotak surel.]'

/** The text within so many letters; a long one says that it goes on in the mailbox. */
function shorten(text: string, most: number): string {
  if (text.length <= most) return text
  return most > 500 ? text.slice(0, most - cutMark.length).toWellFormed() + cutMark : `${text.slice(0, most - 1).toWellFormed()}…`
}
